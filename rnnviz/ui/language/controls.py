"""The controls of the Language screen: the text with its lesson, and the network that learns it."""

import secrets
from typing import Any

import streamlit as st

from rnnviz.settings.language import LanguageSettings, label
from rnnviz.street.screens.language import shown_among, shown_epoch, shown_text
from rnnviz.tasks.language.language import Symbols
from rnnviz.tasks.language.texts import Texts, joined
from rnnviz.tasks.language.training import Trained
from rnnviz.ui.frame.page import Page
from rnnviz.ui.language.presets import PRESETS
from rnnviz.words import _

Language = Page[LanguageSettings]


def text_controls(page: Language) -> None:
    """One button for each text, its lesson, and a field for a text of one's own."""
    key, source = "language.text", page.settings.source
    st.session_state[key] = source
    st.pills(
        _("Text"), list(PRESETS), format_func=label, key=key, on_change=_take_text,
        args=(page, key), label_visibility="collapsed",
    )  # fmt: skip
    st.info(PRESETS[source].look, icon=":material/visibility:")
    if source == "own":
        page.control("typed", area=True, height=110)
        page.control("by_line")
        problem = page.problem("typed")
        if problem is not None:
            st.error(problem)
            page.stop()


def _take_text(page: Language, key: str) -> None:
    code = st.session_state[key]
    if code is not None:
        page.change(source=code, at=None, start="", t=0, **PRESETS[code].changes)


def network_controls(page: Language) -> Any:
    """Cell, size and epochs in one row, the rest behind one button; give the row, for more."""
    row = st.container(horizontal=True, vertical_alignment="bottom", key="controls")
    with row:
        page.control("cell", width=210)
        page.control("hidden", width=140)
        page.control("epochs", width=140)
        die(page, "seed", _("New seed"), _("Train again from other initial weights."))
        with st.popover(_("More"), icon=":material/tune:"):
            page.control("lr")
            page.control("seed")
            if page.settings.source in ("reber", "embedded"):
                page.control("drawn")
    return row


def epoch_control(page: Language, found: Trained) -> int:
    """Which of the kept epochs is looked at; give it."""
    key, epochs = "language.epoch", sorted(found.weights)
    shown = shown_epoch(page.settings, found)
    st.session_state[key] = shown
    st.select_slider(
        _("Shown after epoch"), epochs, key=key, width=220, on_change=_take_epoch,
        args=(page, key, found.epochs),
        help=_("0 is the untrained network; the last is the trained one."),
    )  # fmt: skip
    return shown


def _take_epoch(page: Language, key: str, last: int) -> None:
    epoch = st.session_state[key]
    page.change(at=None if epoch == last else epoch)


def shown_control(page: Language, texts: Texts) -> Symbols:
    """Which text is read: n, a string of the grammar, or a line; give it."""
    if page.settings.source == "counting":
        page.control("shown", _("n"), width=130)
        return shown_text(page.settings, texts)
    among = shown_among(texts)
    if len(among) == 1:
        return among[0]
    key, place = "language.shown", min(page.settings.shown, len(among)) - 1
    st.session_state[key] = place
    st.selectbox(
        _("Not trained on") if texts.held else _("Line"), range(len(among)), key=key, width=230,
        format_func=lambda k: joined(among[k]),
        on_change=lambda: page.change(shown=st.session_state[key] + 1, t=0),
    )  # fmt: skip
    return shown_text(page.settings, texts)


def die(page: Language, name: str, words: str, explanation: str) -> None:
    """A button that draws another seed."""
    st.button(
        words, icon=":material/casino:", help=explanation, key=f"language.die.{name}",
        on_click=lambda: page.change(**{name: secrets.randbelow(10_000)}),
    )  # fmt: skip


def write_controls(page: Language) -> None:
    """The beginning, the temperature and a die."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="write-controls"):
        page.control("start", width=150, placeholder=_("first character"))
        page.control("temperature", slider=True, width=240)
        page.control("longest", _("At most, characters"), width=160)
        die(page, "draw", _("Write again"), _("Draw another text from the same network."))
    problem = page.problem("start")
    if problem is not None:
        st.error(problem)
        page.stop()
