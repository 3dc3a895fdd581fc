"""The controls of the networks and the protocol, and the picture of the series before training."""

import streamlit as st

from rnnviz.figures.series.split import split_figure
from rnnviz.series.audit.season import season_sentence
from rnnviz.series.models.parameters import count, hidden_units, learned_count
from rnnviz.series.protocol.protocol import Prepared, Protocol
from rnnviz.series.series import Series
from rnnviz.series.steps import step_of
from rnnviz.settings.series import SeriesSettings
from rnnviz.settings.tables import cell_label
from rnnviz.ui.frame.chart import plot
from rnnviz.ui.frame.page import Page
from rnnviz.ui.frame.plain import plain
from rnnviz.ui.network.controls import new_seed
from rnnviz.words import N_, _, listed

# What is behind the button, under three headings; pairs stand side by side.
SIZES = (("hidden", "window"), ("seeds", "match"))
MORE = (
    (N_("What models see"), (("anchor",), ("log", "scaling"), ("difference", "period"))),
    (N_("Protocol"), (("test", "validation"), ("horizon", "coverage"), ("folds",))),
    (N_("Training"), (("epochs", "lr"), ("seed",))),
)


def model_controls(page: Page[SeriesSettings]) -> None:
    """The networks; the window and the protocol in the drawer, or open from a level on."""
    page.control("cell", _("Network"))
    page.control("versus")
    row = st.container()
    drawer = st.popover(_("More"), icon=":material/tune:", width="stretch")
    with row if page.look.shows("student") else drawer:
        _rows(page, SIZES)
        page.control("article")
    with drawer:
        for heading, rows in MORE:
            st.markdown(f"**{_(heading)}**")
            _rows(page, rows)
        new_seed(page)
    sizes(page.settings.protocol())


def _rows(page: Page[SeriesSettings], rows: tuple[tuple[str, ...], ...]) -> None:
    for names in rows:
        columns = st.columns(len(names), vertical_alignment="bottom")
        for column, name in zip(columns, names, strict=True):
            with column:
                page.control(name)


def size_words(code: str, hidden: int, window: int) -> str:
    """How many numbers a network has, and how many of them are learned, if not all."""
    n, learned = count(code, hidden, window), learned_count(code, hidden, window)
    text = _("{label} {n} (H = {hidden})")
    if learned < n:
        text = _("{label} {n}, of which {learned} are learned (H = {hidden})")
    return text.format(label=cell_label(code), n=n, learned=learned, hidden=hidden)


def sizes(p: Protocol) -> None:
    """How many numbers each network learns, said before it is trained."""
    text = _("Parameters: {models}.")
    found = [
        size_words(code, hidden, p.window)
        for code, hidden in hidden_units(p).items()
        if code in p.cells
    ]
    st.caption(text.format(models=listed(found)))


def preview(data: Prepared, unit: str, *, by_hand: bool) -> None:
    """The series with its split, one window, the shapes, the season (`by_hand`: somebody set it),
    and every note.
    """
    series = data.series
    cuts = (data.split.train, data.split.validation)
    fig = split_figure(
        series.times, series.values, cuts, data.width, axis_label(series, unit),
        series.time_name,
    )  # fmt: skip
    plot(fig, key="series-split", alt=_("The series and the parts it is cut into"))
    text = _(
        "How to read: models learn on the first part, the orange part decides when to stop, "
        "and only the blue part is scored. The bar is one window, the dot the value to "
        "predict from it."
    )
    st.caption(text)
    st.caption(shapes(data))
    st.caption(carried(data))
    st.caption(season_sentence(data.season, step_of(series.times), by_hand=by_hand))
    show_notes((*series.notes, *data.notes))


def shapes(data: Prepared) -> str:
    """The shapes of the arrays, in words."""
    text = _(
        "Training input X: {windows} windows × {window} steps × 1 value, targets y: {windows}. "
        "Windows that validate: {validation}, windows that are scored: {test}."
    )
    if data.window == 1:
        text = _(
            "Training input X: {windows} windows × 1 step × 1 value, targets y: {windows}. "
            "Windows that validate: {validation}, windows that are scored: {test}."
        )
    return text.format(
        windows=len(data.train.y), window=data.window, validation=len(data.validation.y),
        test=len(data.test.y),
    )  # fmt: skip


def carried(data: Prepared) -> str:
    """Why no state is carried from window to window, and what that would change in the shapes."""
    pieces, free = 0, 0  # windows that follow each other, and the first row that none has read
    for row in data.train.rows.tolist():
        if row - data.window >= free:
            pieces, free = pieces + 1, row
    return _(
        "Every window begins with a state of zeros. Carried across windows (“stateful”), there "
        "would be {pieces} pieces of {window} steps, read one after another (X: 1 window × "
        "{window} steps × 1 value) instead of {windows} that overlap and are shuffled. The network "
        "would then know more than the MLP, so it is not done; of the networks here only the echo "
        "state network carries its state."
    ).format(pieces=pieces, window=data.window, windows=len(data.train.y))


def show_notes(notes: tuple[str, ...]) -> None:
    """Everything that was noticed or done to the data, one line each."""
    for note in notes:
        st.caption(f":material/info: {plain(note)}")


def axis_label(series: Series, unit: str) -> str:
    """The name of the values, with their unit where it is known."""
    return f"{series.name} ({unit})" if unit and unit != series.name else series.name
