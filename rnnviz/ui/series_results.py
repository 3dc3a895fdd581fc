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

ALWAYS_SHOWN = ("last", "mlp_window")


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
    looks = {_("Parameters"): "{:,}", _("Seconds"): "{:.1f}"}
    st.dataframe(
        table(found, mode, unit).style.format({**looks, **dict.fromkeys(_scores(unit), number)}),
        hide_index=True, key="series-table", alt=_("Errors of every model on the test rows"),
    )  # fmt: skip
    _explain(found, mode)
    curves(found)


def predictions(found: Comparison, mode: Mode, unit: str) -> None:
    """The test part with every model's line; those that are not shown are one click away."""
    best = ranking(found.results, mode)[:1]
    shown = {*ALWAYS_SHOWN, *found.protocol.cells, *(r.code for r in best)}
    lines = [
        Line(r.label, getattr(r, mode), *look_of(r.code, found.protocol.cells), r.code in shown)
        for r in found.results
        if r.status == "ok"
    ]
    series = found.series
    values = np.where(found.observed, found.values, np.nan)
    fig = prediction_figure(
        series.times,
        values,
        lines,
        found.split.validation,
        axis_label(series, unit),
        series.time_name,
    )
    st.plotly_chart(fig, key=f"series-predictions-{mode}", alt=_("Predictions on the test part"))
    if mode == "one_step":
        text = _(
            "How to read: at every row each model is given the true values before it. A line that "
            "looks right but lies one step to the right only repeats. Click a name to show or hide "
            "its line."
        )
    else:
        text = _(
            "How to read: from the dotted line on, each model is given its own predictions and "
            "never a true value again. A line that leaves the picture is still scored."
        )
    st.caption(text)


def table(found: Comparison, mode: Mode, unit: str) -> pd.DataFrame:
    """One row for each model, the smallest RMSE first; those without a score at the end."""
    ranked = ranking(found.results, mode)
    order = [*ranked, *(r for r in found.results if r not in ranked)]
    rows = [_row(r, mode) for r in order]
    names = [_("Model"), _("It is given"), _("Parameters"), *_scores(unit), _("Note"), _("Seconds")]
    return pd.DataFrame(rows, columns=names)


def _scores(unit: str) -> list[str]:
    with_unit = f" ({unit})" if unit else ""
    return [_("RMSE") + with_unit, _("MAE") + with_unit, _("MASE"), _("R²"), _("Skill")]


def _row(r: Result, mode: Mode) -> tuple:
    s = r.scores[mode]
    note = r.message if r.status != "ok" else _("shadow of the last value") if r.shadow else ""
    return (r.label, r.given, r.parameters, s.rmse, s.mae, s.mase, s.r2, s.skill, note, r.seconds)


def _explain(found: Comparison, mode: Mode) -> None:
    text = _(
        "RMSE and MAE are in the unit of the series. MASE: MAE over the mean step from row to row "
        "of the training part. Skill: 1 − MSE / MSE of repeating the last value, so above 0 beats "
        "that. “–” is undefined. "
        "MLP on time is a curve fitted to the row number, as in article 000, extrapolated."
    )
    st.caption(text)
    shadows = [r.label for r in found.results if r.shadow and mode == "one_step"]
    if shadows:
        warning = _(
            "Shadow: the predictions of {models} are nearer to the value before than to the value "
            "they should predict. Their lines look right only because they follow one step behind."
        )
        st.warning(plain(warning.format(models=", ".join(shadows))), icon=":material/content_copy:")
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
    lines = [
        (Line(r.label, r.loss, *look_of(r.code, found.protocol.cells)), r.val_loss, r.best_epoch)
        for r in trained
    ]
    st.plotly_chart(loss_figure(lines), key="series-loss", alt=_("Loss by epoch"))
    st.caption(
        _(
            "How to read: solid on the training part, dotted on the validation part (mean squared "
            "error of the scaled values). The dot is the epoch whose weights were kept."
        )
    )
