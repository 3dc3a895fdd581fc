"""What came out: the sentence, the predictions in both ways, the table of errors."""

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from rnnviz.figures.looks import look_of
from rnnviz.figures.series.lines import Band, Line, Panel, prediction_figure
from rnnviz.series.compare.bands import band
from rnnviz.series.compare.results import MODES, Comparison, Mode, Result
from rnnviz.series.judge.doubts import doubts
from rnnviz.series.judge.proof import ranking
from rnnviz.series.judge.remarks import (
    STOPPED,
    both_ways_sentence,
    coverage_sentence,
    divergence_sentences,
    gap_sentence,
    remarks,
    shadow_sentences,
)
from rnnviz.series.judge.verdict import verdict
from rnnviz.series.judge.written import chance, number
from rnnviz.series.models.parameters import MLP
from rnnviz.settings.series import SeriesSettings
from rnnviz.ui.frame.chart import plot
from rnnviz.ui.frame.page import Page
from rnnviz.ui.frame.plain import plain, short
from rnnviz.ui.series.controls import axis_label, show_notes
from rnnviz.ui.series.details import details
from rnnviz.ui.series.export import export
from rnnviz.ui.series.fairness import fairness
from rnnviz.ui.series.inside import inside
from rnnviz.words import N_, _

ANCHOR = "what-came-out"
WINDOW = 520  # pixels that the verdict leaves of a window that is presented
ALWAYS_SHOWN = ("last",)
SCORES = {  # heading of each score in the table
    "rmse": N_("RMSE"),
    "skill": N_("Skill"),
    "mase": N_("MASE"),
    "r2": N_("R²"),
}
MORE_SCORES = {
    "mae": N_("MAE"),
    "mase_season": N_("MASE, season"),
    "rmsse": N_("RMSSE"),
    "smape": N_("sMAPE, %"),
    "mape": N_("MAPE, %"),
}


def results(page: Page[SeriesSettings], found: Comparison, unit: str) -> None:
    """Everything below the button; sentence, table and dots are of one way of predicting."""
    st.subheader(_("What came out"), anchor=ANCHOR)
    if found.stopped:
        st.warning(_(STOPPED))
    page.control("view", buttons=True, label_visibility="collapsed")
    mode = mode_of(page)
    with st.container(border=True, key="series-verdict"):
        st.markdown(f"**{plain(verdict(found, mode))}**")
    predictions(found, unit)
    errors(found, mode, unit)
    what_to_doubt(found, mode)
    details(found, mode, unit)
    fairness(found)
    inside(page, found, unit)
    export(page, found, unit)


def so_far(page: Page[SeriesSettings], found: Comparison, unit: str) -> None:
    """The runs that have arrived while others are still trained: no verdict yet."""
    with st.container(key="series-so-far"):
        st.subheader(_("So far"), anchor=False)
        predictions(found, unit)
        columns = [_("RMSE"), _("Remarks"), _("Lowest … highest")]
        shown = table(found, mode_of(page)).set_index(_("Model"))[columns]
        looks = {_("RMSE"): number, _("Remarks"): ", ".join}
        st.table(shown.style.format(looks, na_rep="–"))  # type: ignore[arg-type]


def mode_of(page: Page[SeriesSettings]) -> Mode:
    """Which way of predicting is looked at."""
    return "free_run" if page.settings.view == "free_run" else "one_step"


def first_word(page: Page[SeriesSettings], found: Comparison) -> None:
    """The verdict above the picture, with the way to what it rests on."""
    words = _("What it rests on")
    link = f"[{words}](#{ANCHOR})"
    with st.container(key="series-word"):
        st.markdown(f"**{plain(verdict(found, mode_of(page)))}** {link}")
        st.caption(plain(both_ways_sentence(found)))


def presented(page: Page[SeriesSettings], found: Comparison, unit: str) -> None:
    """The verdict, and the predictions that it is about: a whole window, and no more."""
    first_word(page, found)
    title = {
        "one_step": _("One step ahead: given the true values before"),
        "free_run": _("Free-running: given its own predictions"),
    }
    mode = mode_of(page)
    whole = panel(found, mode, title[mode], None)
    one = whole._replace(lines=[line for line in whole.lines if line.shown])
    plot(_figure(found, [one], unit), key="series-presented", presented=WINDOW, alt=title[mode])


def predictions(found: Comparison, unit: str) -> None:
    """The test part one step ahead and free-running; what is not shown is one click away."""
    banded = next((found[code] for code in found.protocol.cells if found[code].good), None)
    panels = [
        panel(found, "one_step", _("One step ahead: given the true values before"), banded),
        panel(found, "free_run", _("Free-running: given its own predictions"), banded),
    ]
    fig = _figure(found, panels, unit)
    plot(fig, key="series-predictions", alt=_("Predictions on the test part"))
    st.caption(
        _(
            "How to read: above, a model whose line has the right shape but comes one step too "
            "late only repeats the last value. Below, no model sees a true value after the dotted "
            "line. A line that leaves the picture still counts in the table. Click a name to show "
            "or hide its lines in both."
        )
    )
    if gap := gap_sentence(found):
        st.caption(f":material/info: {plain(gap)}")
    if banded is not None:
        st.caption(plain(coverage_sentence(banded)))


def _figure(found: Comparison, panels: list[Panel], unit: str) -> Any:
    series, values = found.series, np.where(found.observed, found.values, np.nan)
    return prediction_figure(
        series.times, values, panels, found.split.validation, axis_label(series, unit),
        series.time_name, dark=st.context.theme.type == "dark",
    )  # fmt: skip


def drawn(found: Comparison) -> set[str]:
    """The models whose lines are shown at first, in both pictures alike: a legend serves both."""
    ranked = (ranking(found.results, mode) for mode in MODES)
    best = [next((r.code for r in rs if r.family != "baseline"), "last") for rs in ranked]
    return {*ALWAYS_SHOWN, *found.protocol.cells[:2], MLP, *best}


def panel(found: Comparison, mode: Mode, title: str, banded: Result | None) -> Panel:
    """One way of predicting: a line for each model that has predictions."""
    shown = drawn(found)
    lines = [
        Line(
            short(r.code, r.label), getattr(r.shown, mode),
            look_of(r.code, found.protocol.cells), r.code in shown,
        )
        for r in found.results
        if r.status == "ok"
    ]  # fmt: skip
    if banded is None:
        return Panel(title, lines)
    low, high = band(found, banded.shown, mode)
    label = _("{level:.0%} interval").format(level=found.protocol.level)
    colour = look_of(banded.code, found.protocol.cells).colour
    return Panel(title, lines, Band(low, high, label, colour))


def errors(found: Comparison, mode: Mode, unit: str) -> None:
    """The table, and what its columns mean."""
    shown = table(found, mode)
    looks = {
        _("Parameters"): "{:,.0f}",
        _("Remarks"): ", ".join,
        **{_(name): number if code == "rmse" else ratio for code, name in SCORES.items()},
    }
    with st.container(key="series-table"):  # its cells wrap: no word is cut off
        st.table(shown.set_index(_("Model")).style.format(looks, na_rep="–"))  # type: ignore[arg-type]
    text = _(
        "Medians over the seeds, on the same {rows} test rows for all. RMSE is in {unit}. Skill: "
        "1 − MSE / MSE of repeating the last value, so above 0 beats that. MASE: MAE over the "
        "mean step from row to row of the training part. H: hidden units. “–”: undefined. No gain: "
        "no better than repeating the last value."
    )
    st.caption(text.format(rows=len(found.test_rows), unit=unit or _("the unit of the series")))
    with st.expander(_("More scores"), icon=":material/table_rows:"):
        st.table(more_scores(found, mode).set_index(_("Model")))
        st.caption(
            _(
                "MASE, season: MAE over the mean step from season to season of the training part. "
                "RMSSE: RMSE over the root mean squared step. p: Diebold–Mariano test with the "
                "correction of Harvey, Leybourne and Newbold, one step ahead, of the run that is "
                "drawn, against repeating the last value and against the model without a network "
                "that has the lowest error on the validation part. Each p is of one pair alone: "
                "where many are compared, one in twenty lies below 0.05 by luck. The sentence on "
                "top allows for that. “Better” and “worse” stand where p lies below 0.05."
            )
        )


def table(found: Comparison, mode: Mode) -> pd.DataFrame:
    """One row for each model, the smallest median RMSE first; those without one at the end."""
    return pd.DataFrame([_row(r, mode) for r in in_order(found, mode)])


def ratio(value: float) -> str:
    """A score without a unit: three decimals, or a dash.

    >>> ratio(-0.00029), ratio(0.61), ratio(float("nan"))
    ('0.000', '0.610', '–')
    """
    return f"{value + 0.0:z.3f}".replace("-", "−") if np.isfinite(value) else "–"


def in_order(found: Comparison, mode: Mode) -> list[Result]:
    """All results, ranked; those without an error at the end."""
    ranked = ranking(found.results, mode)
    codes = {r.code for r in ranked}
    return [*ranked, *(r for r in found.results if r.code not in codes)]


def _row(r: Result, mode: Mode) -> dict[str, object]:
    trained = r.status == "ok"
    median = {_(name): r.spread(mode, code).median for code, name in SCORES.items()}
    s = r.spread(mode, "rmse")
    several = len(r.good) > 1 and np.isfinite(s.low)
    span = f"{number(s.low)} … {number(s.high)}" if several else ""
    head = {_("Model"): r.label, _("RMSE"): median.pop(_("RMSE"))}
    return {
        **head, _("Remarks"): remarks(r, mode), _("Lowest … highest"): span, **median,
        _("Parameters"): r.parameters if trained else None,
        _("H"): "" if r.hidden is None else str(r.hidden),
        _("It is given"): r.given,
    }  # fmt: skip


def more_scores(found: Comparison, mode: Mode) -> pd.DataFrame:
    """The other scores, the tests, and the time each model took."""
    return pd.DataFrame([_more_row(r, mode) for r in in_order(found, mode)])


def _more_row(r: Result, mode: Mode) -> dict[str, object]:
    medians = {_(name): r.spread(mode, code).median for code, name in MORE_SCORES.items()}
    scores = {name: number(median) for name, median in medians.items()}
    tests = {_("p, last value"): "last", _("p, best simple"): "best"}
    p = {name: _p_text(r, code) for name, code in tests.items()}
    timed = r.status == "ok" and np.isfinite(r.seconds)  # not where it was done beforehand
    seconds = f"{r.seconds:.1f}" if timed else "–"
    return {_("Model"): r.label, **scores, **p, _("Seconds"): seconds}


def _p_text(r: Result, against: str) -> str:
    test = r.tests.get(against)
    if test is None or not np.isfinite(test.p):
        return "–"
    p = chance(test.p)[2:].removeprefix("= ")
    if test.better:
        return _("{p} (better)").format(p=p)
    return _("{p} (worse)").format(p=p) if test.worse else p


def what_to_doubt(found: Comparison, mode: Mode) -> None:
    """Shadows, divergence with its remedy, and too many parameters: never left unsaid."""
    if mode == "one_step":
        for sentence in shadow_sentences(found):
            st.warning(plain(sentence), icon=":material/content_copy:")
    for sentence in divergence_sentences(found):
        st.error(plain(sentence))
    show_notes(doubts(found))
