"""A comparison as a report: one HTML file with its figures, which needs no network and no script.

Whatever comes from a file (the names of the series and its columns, notes that quote cells) is
escaped.
"""

import html
from collections.abc import Iterable, Sequence

import numpy as np

from rnnviz import __version__
from rnnviz.export import svg
from rnnviz.export.configuration import versions
from rnnviz.export.method import method
from rnnviz.export.report_page import PAGE, section, table
from rnnviz.figures.looks import look_of
from rnnviz.series.compare.bands import band
from rnnviz.series.compare.results import MODES, Comparison, Mode, Result
from rnnviz.series.judge.doubts import doubts
from rnnviz.series.judge.proof import ranking
from rnnviz.series.judge.remarks import (
    STOPPED,
    coverage_sentence,
    divergence_sentences,
    gap_sentence,
    remarks,
    shadow_sentences,
)
from rnnviz.series.judge.verdict import verdict
from rnnviz.series.judge.written import number
from rnnviz.series.moments import moment
from rnnviz.series.steps import step_of
from rnnviz.words import _
from rnnviz.words.tongue import spoken

BEFORE = 24  # rows drawn before the test part
MOST_LINES = 6
NO_BREAK = "\N{NO-BREAK SPACE}"  # a remark of two words stays on one line


def report(found: Comparison, unit: str, made: str) -> str:
    """The whole report; `made` says when, `unit` may be empty."""
    name = found.series.name
    sections = [
        _stopped(found),
        _sentences(found),
        *(_predictions(found, mode, unit) for mode in MODES),
        section(_("Scores on the test part"), _scores(found, unit)),
        section(_("Every training"), _seeds(found, unit)),
        section(_("What was done"), _pairs(method(found))),
        section(_("Notes on the data"), _list(found.notes)),
        section(_("What to doubt"), _list(_what_to_doubt(found))),
        section(_("To make it again"), _repeat(found, made)),
    ]
    title = _("What models learn from {series}").format(series=name)
    return PAGE.format(
        language=spoken(), title=html.escape(title), sections="\n".join(filter(None, sections))
    )


def _stopped(found: Comparison) -> str:
    return f'<p class="stopped"><b>{html.escape(_(STOPPED))}</b></p>' if found.stopped else ""


def _what_to_doubt(found: Comparison) -> list[str]:
    return [*shadow_sentences(found), *divergence_sentences(found), *doubts(found)]


def _sentences(found: Comparison) -> str:
    shown = {
        _("One step ahead"): verdict(found, "one_step"),
        _("Free-running"): verdict(found, "free_run"),
    }
    rows = "".join(
        f"<p><b>{html.escape(head)}.</b> {html.escape(text)}</p>" for head, text in shown.items()
    )
    return f'<div class="verdict">{rows}</div>'


def drawn(found: Comparison, mode: Mode) -> list[Result]:
    """The results whose lines are drawn: the networks, the last value, and the best others."""
    ranked = ranking(found.results, mode)
    first = [r for r in ranked if r.family == "recurrent" or r.code == "last"]
    others = [r for r in ranked if r not in first and r.family != "curve"]
    return [*first, *others][:MOST_LINES]


def _predictions(found: Comparison, mode: Mode, unit: str) -> str:
    start = found.split.validation
    rows = np.arange(max(0, start - BEFORE), len(found.values))
    actual = np.where(found.observed, found.values, np.nan)[rows]
    strokes, area = [svg.Stroke(_("series"), actual)], None
    for r in drawn(found, mode):
        look = look_of(r.code, found.protocol.cells)
        y = getattr(r.shown, mode)[rows].copy()
        y[rows < start] = np.nan
        strokes.append(svg.Stroke(r.label, y, look.colour, look.dash, look.width))
    banded = next((found[code] for code in found.protocol.cells if found[code].good), None)
    if banded is not None:
        low, high = band(found, banded.shown, mode)
        text = _("{level:.0%} interval of {label}")
        label = text.format(level=found.protocol.level, label=banded.label)
        colour = look_of(banded.code, found.protocol.cells).colour
        area = svg.Area(label, low[rows], high[rows], colour)
    x, ticks = time_axis(found.series.times[rows])
    axis = f"{found.series.name} ({unit})" if unit else found.series.name
    figure = svg.line_chart(
        x, strokes, area=area, ticks=ticks, label=_title(mode), axis=axis,
        limits=_limits(strokes), rule=_edge(x, rows, start),
    )  # fmt: skip
    held = [_how(coverage_sentence(banded))] if banded is not None else []
    if mode == "free_run" and (gap := gap_sentence(found)):
        held.append(_how(gap))
    return section(_title(mode), "".join([figure, _how_to_read(mode), *held]))


def _title(mode: Mode) -> str:
    return {
        "one_step": _("One step ahead: every model is given the true values before"),
        "free_run": _(
            "Free-running: from the dotted line on, models see their own predictions only"
        ),
    }[mode]


def _limits(strokes: Sequence[svg.Stroke]) -> tuple[float, float]:
    """Room for the series, and for predictions that stay within half its range around it."""
    low, high = svg.padded(strokes[0].y, 0.5)
    near = np.concatenate([np.clip(s.y[np.isfinite(s.y)], low, high) for s in strokes])
    return svg.padded(near)


def _edge(x: np.ndarray, rows: np.ndarray, start: int) -> float:
    k = int(np.searchsorted(rows, start))
    return float(x[k] + x[max(0, k - 1)]) / 2


def _how_to_read(mode: Mode) -> str:
    text = {
        "one_step": _(
            "How to read: a line that looks right but lies one step to the right only repeats "
            "what was. The picture is cut where a line leaves it; the scores are not."
        ),
        "free_run": _(
            "How to read: no true value is seen after the dotted line. A model that has learnt "
            "the rhythm keeps it; one that has not runs flat or away."
        ),
    }[mode]
    return _how(text)


def _how(text: str) -> str:
    return f'<p class="how">{html.escape(text)}</p>'


def time_axis(times: np.ndarray, about: int = 6) -> tuple[np.ndarray, list[tuple[float, str]]]:
    """Times (N,) as numbers, and some of them as text."""
    x = times.astype("datetime64[s]").astype(float) if times.dtype.kind == "M" else times
    at = np.unique(np.linspace(0, len(x) - 1, about).round().astype(int))
    step = step_of(times)
    return np.asarray(x, float), [(float(x[k]), moment(times[k], step)) for k in at]


def _scores(found: Comparison, unit: str) -> str:
    head = [
        _("Model"), _("RMSE, one step"), _("lowest … highest"), _("Skill"), _("MASE"),
        _("Remarks"), _("RMSE, free-running"), _("Skill"), _("Parameters"), _("It is given"),
    ]  # fmt: skip
    ranked = ranking(found.results, "one_step")
    order = [*ranked, *(r for r in found.results if r not in ranked)]
    text = _(
        "Medians over the seeds, on the same {rows} test rows for all; RMSE in {unit}. Skill is "
        "1 − MSE / MSE of repeating the last value: above 0 beats that. MASE is MAE over the mean "
        "step of the training part. Remarks are on one step ahead: a shadow follows an earlier "
        "value, no gain is no better than repeating the last value. “–” is undefined."
    )
    how = text.format(rows=len(found.test_rows), unit=unit or _("the unit of the series"))
    return table(head, [_score_row(r) for r in order]) + _how(how)


def _score_row(r: Result) -> list[str]:
    one, free = r.spread("one_step", "rmse"), r.spread("free_run", "rmse")
    several = len(r.good) > 1
    return [
        r.label, number(one.median), f"{number(one.low)} … {number(one.high)}" if several else "",
        _ratio(r.spread("one_step", "skill").median), _ratio(r.spread("one_step", "mase").median),
        ", ".join(word.replace(" ", NO_BREAK) for word in remarks(r, "one_step")),
        number(free.median), _ratio(r.spread("free_run", "skill").median),
        f"{r.parameters:,}" if r.status == "ok" else "–", r.given,
    ]  # fmt: skip


def _ratio(value: float) -> str:
    return f"{value:z.3f}".replace("-", "−") if np.isfinite(value) else "–"


def _seeds(found: Comparison, unit: str) -> str:
    rows = []
    for r in ranking(found.results, "one_step"):
        errors = np.array([run.scores["one_step"].rmse for run in r.good])
        colour = look_of(r.code, found.protocol.cells).colour
        rows.append((r.label, errors[np.isfinite(errors)], colour))
    text = _(
        "How to read: the RMSE one step ahead of every training; the bar is the median. Models "
        "whose dots overlap cannot be told apart by one of them."
    )
    label = _("RMSE, {unit}").format(unit=unit or _("the unit of the series"))
    return svg.dot_chart(rows, label) + _how(text)


def _repeat(found: Comparison, made: str) -> str:
    pairs = [
        (_("File, SHA-256"), found.series.sha256),
        (_("Made"), _("{when}, with rnnviz {version}").format(when=made, version=__version__)),
        (_("Versions"), ", ".join(f"{name} {number}" for name, number in versions().items())),
        (_("Numbers"), _("predictions.csv, scores.csv and configuration.json of the same screen")),
        (_("In Python"), _("compare(*read_configuration(text)), from rnnviz.series.compare.compare "
                           "and rnnviz.export.again, with the text of configuration.json")),
    ]  # fmt: skip
    return _pairs(pairs)


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f"<dt>{html.escape(k)}</dt><dd>{html.escape(v)}</dd>" for k, v in pairs)
    return f"<dl>{rows}</dl>"


def _list(sentences: Sequence[str]) -> str:
    if not sentences:
        return ""
    return "<ul>" + "".join(f"<li>{html.escape(s)}</li>" for s in sentences) + "</ul>"
