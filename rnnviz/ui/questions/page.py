"""The page of questions: what is believed, what the numbers answer, and where to see them."""

import streamlit as st

from rnnviz.settings.screens import SCREENS
from rnnviz.ui.frame import nav
from rnnviz.words import _
from rnnviz.words.questions import Question, asked


def search() -> list[Question]:
    """The questions that hold the words that are looked for."""
    words = st.text_input(
        _("Search"),
        key="questions.search",
        placeholder=_("A word, such as vanish"),
        max_chars=80,
        width=360,
    )
    found = asked(words)
    if not found:
        st.info(_("No question holds these words. Try another, or fewer."))
    return list(found.values())


def show(q: Question, *, expanded: bool) -> None:
    """A belief; opened, its answer and the way to its numbers."""
    with st.expander(q.belief, expanded=expanded):
        st.markdown(q.answer)
        screen = SCREENS[q.screen]
        label = _("See it on {screen}").format(screen=_(screen.label))
        nav.link(screen, q.query, label=label, icon=":material/arrow_forward:")
