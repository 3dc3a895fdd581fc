"""What can be done with any screen: choose a level, copy its link, present it."""

import functools
import html
from pathlib import Path
from typing import Any

import streamlit as st

from rnnviz.settings.look import LEVELS, MEANINGS, Look
from rnnviz.ui.frame import memory
from rnnviz.words import _
from rnnviz.words.tongue import languages, name_of, spoken

WITHOUT_LEVELS = ("home", "lessons", "questions", "quiz", "teacher", "glossary", "about", "vote",
                  "hand_in")  # fmt: skip
SCRIPT = Path(__file__).with_name("copy.js")


def draw(code: str, look: Look) -> None:
    """The language, the level where it opens something, “Copy link”, “Present”."""
    _language(code)
    if code not in WITHOUT_LEVELS:
        _level(code, look)
    copy = _copy(_("Copy link"), _("Copied"), spoken())
    st.html(copy, width="content", unsafe_allow_javascript=True)
    turn: dict[str, Any] = {
        "type": "tertiary", "on_click": lambda: memory.look_at(code, present=not look.present),
    }  # fmt: skip
    with st.container(key="presented" if look.present else "present", width="content"):
        st.button(
            _("Leave") if look.present else _("Present"),
            icon=":material/close:" if look.present else ":material/slideshow:",
            key=f"{code}.look.present", shortcut="p", **turn,
        )  # fmt: skip
    if look.present:  # seen by nobody: it is there for its key
        with st.container(key="escape", width="content"):
            st.button(_("Leave"), key=f"{code}.look.escape", shortcut="Escape", **turn)


def _language(code: str) -> None:
    """The languages that the page could be in, by their own names: one click each."""
    with st.container(key="languages", horizontal=True, width="content", gap="xxsmall"):
        for language in languages():
            st.button(
                name_of(language), type="tertiary", disabled=language == spoken(),
                key=f"{code}.lang.{language}", on_click=memory.look_at, args=(code,),
                kwargs={"lang": language},
            )  # fmt: skip


def _level(code: str, look: Look) -> None:
    """How much is open; what a level means stands beside its name."""
    key = f"{code}.look.level"
    if st.session_state.get(key) != look.level:
        st.session_state[key] = look.level
    label = _("Level: {level}").format(level=_(LEVELS[look.level]))
    with st.popover(label, type="tertiary", key="level", width="content"):
        st.radio(
            _("How much is open"), list(LEVELS), key=key, captions=[*map(_, MEANINGS.values())],
            format_func=lambda one: _(LEVELS[one]), index=list(LEVELS).index(look.level),
            on_change=lambda: memory.look_at(code, level=st.session_state[key]),
            help=_("What is not open lies in the drawers and under “Show”."),
        )  # fmt: skip


@functools.cache
def _copy(label: str, done: str, language: str) -> str:
    """A button that copies the address as the browser shows it, step and choice included.

    Its script tells the browser the page's language, too: it runs again when that is another.
    """
    script = SCRIPT.read_text(encoding="utf-8")
    label, done = html.escape(label, quote=True), html.escape(done, quote=True)
    return (
        f'<button class="copy-link" type="button" data-done="{done}" data-lang="{language}">'
        f'<span aria-live="polite">{label}</span></button><script>{script}</script>'
    )
