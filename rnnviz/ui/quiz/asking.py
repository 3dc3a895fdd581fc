"""The questions of a form, all of them at once; nothing is told before the end."""

import streamlit as st

from rnnviz.lessons.quiz import Marked, marked
from rnnviz.settings.quiz import QuizSettings
from rnnviz.ui.frame.page import Page
from rnnviz.ui.quiz import at_top
from rnnviz.words import _

Quiz = Page[QuizSettings]


def show(page: Quiz) -> None:
    """The questions, and the way to the score."""
    s = page.settings
    questions = marked(s.form, s.said(s.form))
    with st.container(key="quiz"):
        for one in questions:
            _question(page, one)
    _end(page, len(s.said(s.form)), len(questions))


def _question(page: Quiz, one: Marked) -> None:
    key = f"quiz.{page.settings.form}.{one.number}"
    answered = one.number in page.settings.said(page.settings.form)
    st.session_state[key] = one.said if answered else None

    def take() -> None:
        page.change(**page.settings.saying(one.number, st.session_state[key]))

    options = [*range(1, len(one.told.options) + 1), 0]
    with st.container(key=f"quiz-{one.number}", border=True, height="stretch"):
        st.radio(
            _("**{n}.** {question}").format(n=one.number, question=one.told.texts["question"]),
            options, key=key, index=None, on_change=take,
            format_func=lambda k: one.told.options[k - 1] if k else _("I do not know"),
        )  # fmt: skip


def _finish(page: Quiz) -> None:
    at_top.finished()
    page.change(done=(*page.settings.done, page.settings.form))


def _end(page: Quiz, answered: int, n: int) -> None:
    with st.container(key="quiz-end", horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            _("Finish, and see the score"), type="primary", key="quiz.finish",
            on_click=_finish, args=(page,),
        )  # fmt: skip
        st.caption(_("{k} of {n} answered").format(k=answered, n=n), width="content")
