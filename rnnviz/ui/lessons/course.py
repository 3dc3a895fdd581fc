"""The list of lessons: minutes, aim, and what one has done of each."""

import streamlit as st

from rnnviz.lessons.file.lesson import Lesson
from rnnviz.lessons.library import FOLDER, Shelved
from rnnviz.settings.look import Look
from rnnviz.settings.said import read_said
from rnnviz.ui.frame import memory, nav
from rnnviz.ui.frame.lesson.moves import kept, link_of
from rnnviz.words import _


def listed(lessons: list[Lesson], look: Look) -> None:
    """All lessons in order; the style sheet sets them in two columns where there is room."""
    with st.container(key="course"):
        for number, lesson in enumerate(lessons, start=1):
            row(number, lesson, look)


def row(number: int, lesson: Lesson, look: Look) -> None:
    """One lesson: the way to the card where one left off, how long it takes, what for."""
    card, said = kept(lesson.name)
    screen, query = link_of(lesson, card, said, look)
    with st.container(key=f"lesson-{lesson.name}", border=True, gap=None, height="stretch"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            title = _("{n}. {title}").format(n=number, title=lesson.title)
            nav.link(screen, query, label=f"**{title}**")
            st.caption(_("{n} min").format(n=lesson.minutes), width="content")
            st.caption(done(lesson, said, card), width="content")
        st.markdown(lesson.aim)


def done(lesson: Lesson, said: str, card: int) -> str:
    """How far one has come, in this browser tab; empty before one has begun."""
    asking = sum(one.kind != "none" for one in lesson.cards)
    answered = len(read_said(said))
    if not answered and card == 1:
        return ""
    if answered >= asking:
        return _("all {n} questions answered").format(n=asking)
    return _("{n} of {all} questions answered; you are at card {card}").format(
        n=answered, all=asking, card=card
    )


def faults(shelf: dict[str, Shelved]) -> None:
    """Lessons that cannot be read, line by line: for who writes one."""
    for one in shelf.values():
        if one.problems:
            lines = "\n".join(problem.said(one.path.name) for problem in one.problems)
            st.warning(_("A lesson cannot be read:"))
            st.code(lines, language=None)


def quiz(look: Look) -> None:
    """The way to the questions before and after the course."""
    label = _("Before and after: twelve questions each, settled by numbers")
    with st.container(key="course-quiz"):
        nav.link(
            nav.SCREENS["quiz"], memory.as_left("quiz") | Look(level=look.level).to_query(),
            label=label,
            icon=":material/arrow_forward:",
        )  # fmt: skip


def own() -> None:
    """How a teacher adds lessons."""
    st.caption(
        _(
            "Write your own: a lesson is one Markdown file. Start the app with {variable}=folder, "
            "and its lessons stand here too; docs/writing-a-lesson.md says how."
        ).format(variable=FOLDER)
    )
