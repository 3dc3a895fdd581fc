"""What must not be left unsaid beside the numbers of a comparison, on the screen and on paper."""

import numpy as np

from rnnviz.series.compare.results import MODES, Comparison, Mode, Result
from rnnviz.series.judge.written import number
from rnnviz.series.measures.scores import NEAR, looks_right
from rnnviz.series.moments import moment
from rnnviz.series.steps import absent_rows, step_of
from rnnviz.words import N_, _, listed

STOPPED = N_("Stopped early: what was trained is kept, the rest is listed as not trained.")


def remarks(r: Result, mode: Mode) -> list[str]:
    """Short words that a reader must not miss."""
    if r.status == "skipped":
        return [_("not trained")]
    if r.status == "diverged":
        return [_("diverged")]
    lost, idle = (sum(run.status == s for run in r.runs) for s in ("diverged", "skipped"))
    skill = r.spread(mode, "skill").median
    found = {
        _("shadow"): r.shadow and mode == "one_step",
        _("no gain"): r.code != "last" and skill <= 0,
        _("curve fit"): r.family == "curve",
        _("{n} of {all} diverged").format(n=lost, all=len(r.runs)): lost > 0,
        _("{n} of {all} not trained").format(n=idle, all=len(r.runs)): idle > 0,
    }
    return [word for word, true in found.items() if true]


def shadow_sentences(found: Comparison) -> list[str]:
    """Who follows an earlier value: those whose lines look right, and those that lie far off."""
    shadows = [r for r in found.results if r.shadow]
    near = [r for r in shadows if looks_right(r.shown.scores["one_step"].skill)]
    far = [r for r in shadows if r not in near]
    sentences = (
        (near, _(
            "Shadow: the predictions of {models} move along with an earlier value rather than with "
            "the value they should predict. Their lines look right only because they follow."
        )),
        (far, _(
            "Shadow: the predictions of {models} move along with an earlier value rather than with "
            "the value they should predict. Their lines lie far off all the same: the RMSE of the "
            "run that is drawn is more than {near} times that of repeating the last value."
        )),
    )  # fmt: skip
    return [
        text.format(models=listed(r.label for r in models), near=NEAR)
        for models, text in sentences
        if models
    ]


def divergence_sentences(found: Comparison) -> list[str]:
    """Why models have no predictions, and what to do."""
    text = _("{label}: {message}")
    diverged = (r for r in found.results if r.status == "diverged")
    return [text.format(label=r.label, message=r.message) for r in diverged]


def both_ways_sentence(found: Comparison) -> str:
    """The error of the first recurrent network in both ways of predicting, side by side."""
    r = next((found[code] for code in found.protocol.cells if found[code].good), None)
    if r is None:
        return ""
    one, free = (r.spread(mode, "rmse").median for mode in MODES)
    text = _(
        "{label}: RMSE {one} where it is given the true values before, {free} where it goes on "
        "from its own predictions."
    )
    return text.format(label=r.label, one=number(one), free=number(free))


def gap_sentence(found: Comparison) -> str:
    """That the free run goes on across gaps in time, where there are any in the test part."""
    times, step = found.series.times, step_of(found.series.times)
    absent = absent_rows(times, step) > 0 if step else np.zeros(len(times) - 1, bool)
    behind = {*found.series.breaks, *map(int, np.flatnonzero(absent) + 1)}
    crossed = sorted(k for k in behind if found.split.validation <= k < found.split.rows)
    if not crossed:
        return ""
    text = _(
        "The free run goes on across the gaps in time of the test part ({n}, the first before "
        "{time}) as if its rows followed each other: from there on, it is further ahead in time "
        "than in rows."
    )
    return text.format(n=len(crossed), time=moment(times[crossed[0]], step))


def coverage_sentence(r: Result) -> str:
    """What the intervals of one model were meant to cover, and what they cover."""
    i = r.shown.intervals
    if not len(i.half) or not np.isfinite(i.half[0]):
        text = _("{label} has no interval: {n} validation rows are too few for {level:.0%}.")
        return text.format(label=r.label, n=i.n, level=i.level)
    text = _(
        "The interval of {label} is as wide as its errors on the {n} validation rows were: meant "
        "to hold {level:.0%} of the values, it holds {first:.0%} of the test rows one step ahead "
        "and {last:.0%} of those {h} rows ahead."
    )
    return text.format(
        label=r.label, n=i.n, level=i.level, first=i.coverage[0], last=i.coverage[-1],
        h=len(i.half),
    )  # fmt: skip
