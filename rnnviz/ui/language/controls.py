"""The controls of the Language screen: the text with its lesson, and the network that learns it."""

import secrets

import streamlit as st

from rnnviz.settings.language import LanguageSettings, label
from rnnviz.street.screens.language import shown_among, shown_epoch, shown_text
from rnnviz.tasks.language.language import Symbols
from rnnviz.tasks.language.texts import Texts, joined
from rnnviz.tasks.language.training import Trained
from rnnviz.ui.frame.bar import Bar
from rnnviz.ui.frame.page import Page
from rnnviz.ui.frame.presets import Offered, Preset
from rnnviz.ui.language.presets import PRESETS
from rnnviz.words import _

Language = Page[LanguageSettings]


def offered(s: LanguageSettings) -> Offered:
    """One preset for each text, its lesson beside it; none where sentences are compared."""
    if s.view == "gap":
        return Offered({}, None)
    found = {
        code: Preset(label(code), s.with_(source=code, at=None, start="", **one.changes), one.said)
        for code, one in PRESETS.items()
    }
    return Offered(found, s.source)


def text_controls(page: Language, bar: Bar) -> None:
    """A field for a text of one's own, behind a button beside the texts."""
    if page.settings.source == "own":
        with bar.at("look"), st.popover(_("Your text"), icon=":material/edit:"):
            page.control("typed", area=True, height=110)
            page.control("by_line")
        problem = page.problem("typed")
        if problem is not None:
            st.error(problem)
            page.stop()


def network_controls(page: Language) -> Bar:
    """What is looked at, then cell, size and epochs; give the row, for more."""
    bar = Bar(page.look, _("More"))
    with bar.at("look"):
        view_control(page)
    with bar.at("student"):
        page.control("cell", width=220)
        page.control("hidden", width=190)
        page.control("epochs", width=170)
        die(page, "seed", _("New seed"), _("Train again from other initial weights."))
    with bar.drawer:
        page.control("lr")
        page.control("seed")
        if page.settings.source in ("reber", "embedded"):
            page.control("drawn")
    return bar


def view_control(page: Language) -> None:
    """Read, write, or measure the long gap."""
    page.control("view", buttons=True, label_visibility="collapsed")


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
        on_change=lambda: page.change(shown=st.session_state[key] + 1),
    )  # fmt: skip
    return shown_text(page.settings, texts)


def die(page: Language, name: str, words: str, explanation: str) -> None:
    """A button that draws another seed."""
    if "seed" in page.look.hide:
        return
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
