"""The score of a form, beside that of the other; of each question, what is right and where.

What is right after form A waits for the end of form B, unless somebody asks: the second form asks
the same matter, and else would measure what the end of the first has told.
"""

import streamlit as st

from rnnviz.lessons.library import lessons
from rnnviz.lessons.quiz import FORMS, Marked, marked, quiz, score, scores, table
from rnnviz.settings.look import Look
from rnnviz.settings.quiz import QuizSettings
from rnnviz.street.link import read_link
from rnnviz.ui.frame import nav
from rnnviz.ui.frame.lesson.moves import link_of
from rnnviz.ui.frame.page import Page
from rnnviz.ui.quiz import at_top
from rnnviz.words import _, _n

Quiz = Page[QuizSettings]


def show(page: Quiz) -> None:
    """The score, what can be done with it, and every question."""
    s = page.settings
    found = {form: marked(form, s.said(form)) for form in FORMS if form in s.done}
    at_top.if_finished()
    with st.container(key="quiz-score", gap="xsmall"):
        st.markdown(said({form: (score(one), len(one)) for form, one in found.items()}, s.form))
        st.caption(_kept(s))
    _row(page, found)
    with st.container(key="quiz"):
        for one in found[s.form]:
            _question(one, page)


def said(found: dict[str, tuple[int, int]], form: str) -> str:
    """The score of a form, right ones and all, in a sentence; of both, if both are finished."""
    right, n = found[form]
    text = _n("**{k} of {n} is right.**", "**{k} of {n} are right.**", right).format(k=right, n=n)
    if len(found) < len(FORMS):
        return text
    both = _("Before: {a} of {n}; after: {b} of {n}.")
    return f"{text} {both.format(a=found['a'][0], b=found['b'][0], n=n)}"


def standing(s: QuizSettings) -> str:
    """What somebody's quiz has come to so far, for a teacher who collects scores."""
    found, n = scores(s), len(quiz(s.form).cards)
    texts = [_("Before: **{k}** of {n}"), _("After: **{k}** of {n}")]
    said = [
        text.format(k=found[form], n=n)
        for form, text in zip(FORMS, texts, strict=True)
        if form in found
    ]
    return "  \n".join(said) or _("Neither form is finished.")


def _kept(s: QuizSettings) -> str:
    if not s.tells:
        return _(
            "The answers wait until you have finished form B: it asks the same matter after the "
            "lessons. Your score is kept in this browser until you close it, and in the link."
        )
    if s.told and "b" in s.done:
        return _("The answers to form A were shown before the end of form B.")
    return _("Your score is kept in this browser until you close it, and in the link.")


def _row(page: Quiz, found: dict[str, tuple[Marked, ...]]) -> None:
    s = page.settings
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="quiz-row"):
        nav.link(
            nav.SCREENS["lessons"], Look(level=page.look.level).to_query(),
            label=_("All lessons"), icon=":material/arrow_forward:",
        )  # fmt: skip
        if not s.tells:
            st.button(
                _("Show the answers now"), key="quiz.tell", type="tertiary",
                on_click=page.change, kwargs={"told": True},
            )  # fmt: skip
        st.download_button(
            _("Download the results"), table(found, tells=s.tells), "rnnviz-quiz.csv", "text/csv",
            icon=":material/download:", key="quiz.download", on_click="ignore",
        )  # fmt: skip
        st.button(
            _("Answer again"), icon=":material/undo:", key="quiz.again", type="tertiary",
            on_click=lambda: page.change(
                done=tuple(f for f in s.done if f != s.form), **{f"answers_{s.form}": ""}
            ),
        )  # fmt: skip


def _question(one: Marked, page: Quiz) -> None:
    """What was asked and said, and whether it is right; what is, if it is told."""
    with st.container(key=f"quiz-{one.number}", border=True, gap="xsmall", height="stretch"):
        text = (
            _(":green[**✓**] **{n}.** {question}")
            if one.right
            else _(":red[**✗**] **{n}.** {question}")
        )
        st.markdown(text.format(n=one.number, question=one.told.texts["question"]))
        if one.right:
            st.markdown(_("You said “{said}”: **so it is.**").format(said=one.answer()))
        elif page.settings.tells:
            text = _("You said “{said}”. It is: **{right}**")
            st.markdown(text.format(said=one.answer(), right=one.truth()))
        else:
            st.markdown(_("You said “{said}”.").format(said=one.answer()))
        if page.settings.tells:
            st.markdown(one.told.texts["happened"])
        _ways(one, page)


def _ways(one: Marked, page: Quiz) -> None:
    """To the lesson on its matter; once it is told, to the screen that settles the question."""
    found = read_link(one.card.then)
    query = found.settings.to_query() | found.look.to_query()
    with st.container(horizontal=True, gap="small"):
        if page.settings.tells:
            label = _("See it on {screen}").format(screen=_(found.screen.label))
            nav.link(found.screen, query, label=label, icon=":material/arrow_forward:")
        lesson = lessons().get(one.card.lesson)
        if lesson is not None and not (one.right and page.settings.tells):
            screen, way = link_of(lesson, 1, "", Look(level=page.look.level))
            nav.link(screen, way, label=_("Lesson: {title}").format(title=lesson.title))
