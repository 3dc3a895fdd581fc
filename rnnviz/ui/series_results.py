"""What came out: the sentence, the predictions, the table of errors, the curves of training."""

import numpy as np
import pandas as pd
import streamlit as st

from rnnviz.figures.series import Line, look_of, loss_figure, prediction_figure
from rnnviz.series.compare import Comparison, Mode, Result
from rnnviz.series.verdict import number, ranking, verdict
from rnnviz.ui.page import Page
from rnnviz.ui.series_controls import axis_label, show_notes
from rnnviz.ui.series_settings import SeriesSettings
from rnnviz.ui.series_text import plain
from rnnviz.words import _

ALWAYS_SHOWN = ("last",)
SHORT = {  # names for legends, which are narrow
    "last": _("last value"),
    "mean": _("mean"),
    "mlp_window": _("MLP, window"),
    "mlp_time": _("MLP, time"),
}
SCORES = (_("RMSE"), _("Skill"), _("MAE"), _("MASE"), _("R²"))


def results(page: Page[SeriesSettings], found: Comparison, unit: str) -> None:
    """Everything below the button, for one view of the predictions."""
    st.subheader(_("What came out"), anchor=False)
    if found.stopped:
        st.warning(_("Stopped early: the network at work kept its best weights so far."))
    page.control("view", buttons=True, label_visibility="collapsed")
    mode: Mode = "free_run" if page.settings.view == "free_run" else "one_step"
    with st.container(border=True, key="series-verdict"):
        st.markdown(f"**{plain(verdict(found, mode))}**")
    predictions(found, mode, unit)
    errors(found, mode, unit)
    doubts(found, mode)
    curves(found)


def predictions(found: Comparison, mode: Mode, unit: str) -> None:
    """The test part with every model's line; those that are not shown are one click away."""
    trained = [r for r in ranking(found.results, mode) if r.family != "baseline"]
    shown = {*ALWAYS_SHOWN, *found.protocol.cells, *(r.code for r in trained[:1])}
    lines = [
        _line(found, r, getattr(r, mode), shown=r.code in shown)
        for r in found.results
        if r.status == "ok"
    ]
    series, values = found.series, np.where(found.observed, found.values, np.nan)
    fig = prediction_figure(
        series.times, values, lines, found.split.validation, axis_label(series, unit),
        series.time_name, dark=st.context.theme.type == "dark",
    )  # fmt: skip
    st.plotly_chart(fig, key=f"series-predictions-{mode}", alt=_("Predictions on the test part"))
    st.caption(how_to_read(mode))


def _line(found: Comparison, r: Result, y: np.ndarray, *, shown: bool = True) -> Line:
    look = look_of(r.code, found.protocol.cells)
    return Line(SHORT.get(r.code, r.label), y, look, shown)


def how_to_read(mode: Mode) -> str:
    """The line under the predictions."""
    if mode == "one_step":
        return _(
            "How to read: at every row each model is given the true values before it. A line that "
            "looks right but lies one step to the right only repeats. Click a name to show or hide "
            "its line."
        )
    return _(
        "How to read: from the dotted line on, each model is given its own predictions and never a "
        "true value again. A line that leaves the picture is still scored."
    )


def errors(found: Comparison, mode: Mode, unit: str) -> None:
    """The table, and what its columns mean."""
    shown = table(found, mode)
    looks = {_("Parameters"): "{:,.0f}", _("Seconds"): "{:.1f}", **dict.fromkeys(SCORES, number)}
    st.dataframe(
        shown.style.format(looks, na_rep="–"),  # type: ignore[arg-type]
        hide_index=True, placeholder="–", key="series-table",
        alt=_("Errors of every model on the test rows"),
    )  # fmt: skip
    text = _(
        "RMSE and MAE are in {unit}. Skill: 1 − MSE / MSE of repeating the last value, so above 0 "
        "beats that. MASE: MAE over the mean step from row to row of the training part. “–” is "
        "undefined. MLP on time is a curve fit: the value as a function of time alone, as in many "
        "articles; it sees no past values."
    )
    st.caption(text.format(unit=unit or _("the unit of the series")))


def table(found: Comparison, mode: Mode) -> pd.DataFrame:
    """One row for each model, the smallest RMSE first; those without a score at the end."""
    ranked = ranking(found.results, mode)
    codes = {r.code for r in ranked}
    order = [*ranked, *(r for r in found.results if r.code not in codes)]
    rows = [_row(r, mode) for r in order]
    noted = any(row[_("Note")] for row in rows)
    return pd.DataFrame([{k: v for k, v in r.items() if noted or k != _("Note")} for r in rows])


def _row(r: Result, mode: Mode) -> dict[str, object]:
    s = r.scores[mode]
    note = r.message if r.status != "ok" else _("shadow of the last value") if r.shadow else ""
    scores = dict(zip(SCORES, (s.rmse, s.skill, s.mae, s.mase, s.r2), strict=True))
    trained = r.status == "ok"
    return {
        _("Model"): r.label, **scores, _("Note"): note,
        _("Parameters"): r.parameters if trained else None, _("It is given"): r.given,
        _("Seconds"): r.seconds if trained else None,
    }  # fmt: skip


def doubts(found: Comparison, mode: Mode) -> None:
    """Shadows, divergence with its remedy, and too many parameters: never left unsaid."""
    shadows = [r.label for r in found.results if r.shadow]
    if shadows and mode == "one_step":
        text = _(
            "Shadow: the predictions of {models} are nearer to the value before than to the value "
            "they should predict. Their lines look right only because they follow one step behind."
        )
        st.warning(plain(text.format(models=", ".join(shadows))), icon=":material/content_copy:")
    for r in found.results:
        if r.status == "diverged":
            st.error(plain(_("{label}: {message}").format(label=r.label, message=r.message)))
    show_notes(found.warnings)


def curves(found: Comparison) -> None:
    """The loss curves of everything that was trained by epochs."""
    trained = [r for r in found.results if len(r.loss)]
    if not trained:
        return
    st.subheader(_("How training went"), anchor=False)
    lines = [(_line(found, r, r.loss), r.val_loss, r.best_epoch) for r in trained]
    st.plotly_chart(loss_figure(lines), key="series-loss", alt=_("Loss by epoch"))
    st.caption(
        _(
            "How to read: solid on the training part, dotted on the validation part (mean squared "
            "error of the scaled values). The dot is the epoch whose weights were kept."
        )
    )
