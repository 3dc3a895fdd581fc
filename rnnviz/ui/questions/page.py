"""The page of questions: what is believed, what the numbers answer, and where to see them."""

import streamlit as st

from rnnviz.settings.questions import QuestionSettings
from rnnviz.settings.screens import SCREENS
from rnnviz.ui.frame import nav
from rnnviz.ui.frame.page import Page
from rnnviz.words import _
from rnnviz.words.questions import MATTERS, QUESTIONS, asked

Questions = Page[QuestionSettings]


def search(page: Questions) -> list[str]:
    """The questions that hold the words that are looked for; the first of them lies open then."""

    def take() -> None:
        words = st.session_state[key]
        page.change(search=words, opened=tuple(asked(words))[:1])

    key = "questions.search"
    st.session_state[key] = page.settings.search
    st.text_input(
        _("Search"), key=key, placeholder=_("A word, such as vanish"), max_chars=80, width=360,
        on_change=take,
    )  # fmt: skip
    found = list(asked(page.settings.search))
    if not found:
        st.info(_("No question holds these words. Try another, or fewer."))
    return found


def show_all(page: Questions, codes: list[str]) -> None:
    """The questions found, each under its matter."""
    for matter, questions in MATTERS.items():
        found = [code for code in questions if code in codes]
        if found:
            st.subheader(_(matter), anchor=False)
        for code in found:
            show(page, code)


def show(page: Questions, code: str) -> None:
    """A belief; opened, its answer and the way to its numbers. The address says what is open."""

    def take() -> None:
        others = tuple(one for one in page.settings.opened if one != code)
        page.change(opened=(*others, code) if st.session_state[key] else others)

    q, key = QUESTIONS[code], f"questions.{code}"
    st.session_state[key] = code in page.settings.opened
    with st.expander(_(q.belief), key=key, on_change=take):
        st.markdown(q.answer)
        screen = SCREENS[q.screen]
        label = _("See it on {screen}").format(screen=_(screen.label))
        nav.link(screen, q.query, label=label, icon=":material/arrow_forward:")
