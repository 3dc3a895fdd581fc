"""The score of a form, beside that of the other; of each question, what is right and where."""

import streamlit as st

from rnnviz.lessons.library import lessons
from rnnviz.lessons.quiz import FORMS, Marked, marked, score, table
from rnnviz.settings.look import Look
from rnnviz.settings.quiz import QuizSettings
from rnnviz.street.link import read_link
from rnnviz.ui.frame import nav
from rnnviz.ui.frame.lesson.moves import link_of
from rnnviz.ui.frame.page import Page
from rnnviz.words import _

Quiz = Page[QuizSettings]


def show(page: Quiz) -> None:
    """The score, what can be done with it, and every question."""
    s = page.settings
    found = {form: marked(form, s.said(form)) for form in FORMS if form in s.done}
    here = found[s.form]
    st.markdown(said(found, s.form))
    _row(page, found)
    with st.container(key="quiz"):
        for one in here:
            _question(one, page.look)


def said(found: dict[str, tuple[Marked, ...]], form: str) -> str:
    """The score in one sentence, that of the other form in another if it is finished too."""
    here = found[form]
    text = _("**{k} of {n} are right.**").format(k=score(here), n=len(here))
    if len(found) < len(FORMS):
        return text
    both = _("Before: {a} of {n}; after: {b} of {n}.")
    return f"{text} {both.format(a=score(found['a']), b=score(found['b']), n=len(here))}"


def _row(page: Quiz, found: dict[str, tuple[Marked, ...]]) -> None:
    s = page.settings
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="quiz-row"):
        st.download_button(
            _("Download the results"), table(found), "rnnviz-quiz.csv", "text/csv",
            icon=":material/download:", key="quiz.download", on_click="ignore",
        )  # fmt: skip
        st.button(
            _("Answer again"), icon=":material/undo:", key="quiz.again", type="tertiary",
            on_click=lambda: page.change(
                done=tuple(f for f in s.done if f != s.form), **{f"answers_{s.form}": ""}
            ),
        )  # fmt: skip
        nav.link(
            nav.SCREENS["lessons"], Look(level=page.look.level).to_query(),
            label=_("All lessons"), icon=":material/arrow_forward:",
        )  # fmt: skip


def _question(one: Marked, look: Look) -> None:
    """What was asked, said and is right; where it was wrong, the number and the way to it."""
    with st.container(key=f"quiz-{one.number}", border=True, gap="xsmall", height="stretch"):
        asked = {"n": one.number, "question": one.told.texts["question"]}
        if one.right:
            st.markdown(_(":green[**✓**] **{n}.** {question}").format(**asked))
            st.markdown(_("You said “{said}”: **so it is.**").format(said=one.answer()))
            return
        st.markdown(_(":red[**✗**] **{n}.** {question}").format(**asked))
        text = _("You said “{said}”. It is: **{right}**")
        st.markdown(text.format(said=one.answer(), right=one.truth()))
        st.markdown(one.told.texts["happened"])
        _ways(one, look)


def _ways(one: Marked, look: Look) -> None:
    """To the screen whose numbers settle the question, and to the lesson on its matter."""
    found = read_link(one.card.then)
    query = found.settings.to_query() | found.look.to_query()
    with st.container(horizontal=True, gap="small"):
        label = _("See it on {screen}").format(screen=_(found.screen.label))
        nav.link(found.screen, query, label=label, icon=":material/arrow_forward:")
        lesson = lessons().get(one.card.lesson)
        if lesson is not None:
            screen, way = link_of(lesson, 1, "", Look(level=look.level))
            nav.link(screen, way, label=_("Lesson: {title}").format(title=lesson.title))
