"""The controls of the networks and the protocol, and the picture of the series before training."""

import streamlit as st

from rnnviz.figures.series import split_figure
from rnnviz.series.choose import Series
from rnnviz.series.protocol import Prepared
from rnnviz.ui.controls import new_seed
from rnnviz.ui.page import Page
from rnnviz.ui.series_settings import SeriesSettings
from rnnviz.ui.series_text import plain
from rnnviz.words import _


def model_controls(page: Page[SeriesSettings]) -> None:
    """The networks and the window; the protocol behind one button."""
    page.control("cell")
    page.control("versus")
    left, right = st.columns(2)
    with left:
        page.control("hidden")
    with right:
        page.control("window")
    with st.popover(_("More"), icon=":material/tune:", width="stretch"):
        page.control("anchor")
        page.control("log")
        page.control("scaling")
        for pair in (("test", "validation"), ("epochs", "lr")):
            for column, name in zip(st.columns(2), pair, strict=True):
                with column:
                    page.control(name)
        page.control("seed")
        new_seed(page)


def preview(data: Prepared, unit: str) -> None:
    """The series with its split, one window, the shapes, and every note."""
    series = data.series
    cuts = (data.split.train, data.split.validation)
    fig = split_figure(
        series.times, series.values, cuts, data.every.X.shape[1], axis_label(series, unit),
        series.time_name,
    )  # fmt: skip
    st.plotly_chart(fig, key="series-split", alt=_("The series and the parts it is cut into"))
    text = _(
        "How to read: models learn on the first part, the orange part decides when to stop, "
        "and only the blue part is scored. The bar is one window, the dot the value to "
        "predict from it."
    )
    st.caption(text)
    shapes = _(
        "Training input X: {windows} windows × {window} steps × 1 value, targets y: {windows}. "
        "Windows that validate: {validation}, windows that are scored: {test}."
    )
    if data.every.X.shape[1] == 1:
        shapes = _(
            "Training input X: {windows} windows × 1 step × 1 value, targets y: {windows}. "
            "Windows that validate: {validation}, windows that are scored: {test}."
        )
    st.caption(
        shapes.format(
            windows=len(data.train.y), window=data.every.X.shape[1],
            validation=len(data.validation.y), test=len(data.test.y),
        )
    )  # fmt: skip
    show_notes((*series.notes, *data.notes))


def show_notes(notes: tuple[str, ...]) -> None:
    """Everything that was noticed or done to the data, one line each."""
    for note in notes:
        st.caption(f":material/info: {plain(note)}")


def axis_label(series: Series, unit: str) -> str:
    """The name of the values, with their unit where it is known."""
    return f"{series.name} ({unit})" if unit and unit != series.name else series.name
