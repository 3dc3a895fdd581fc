"""Where one may begin: the first lesson, the course, one's own series, beliefs; each a link."""

from typing import Any

import streamlit as st

from rnnviz.lessons.library import lessons
from rnnviz.settings.look import Look
from rnnviz.settings.screens import SCREENS, Screen
from rnnviz.ui.frame import memory, nav
from rnnviz.ui.frame.lesson.moves import kept, link_of
from rnnviz.words import _

GO: dict[str, Any] = {"icon": ":material/arrow_forward:"}


def row(look: Look) -> None:
    """The row of links above the picture."""
    with st.container(key="begin", horizontal=True, gap="small", vertical_alignment="center"):
        _first(look)
        _way(_("**Preparing a class?**"), SCREENS["teacher"], _("For teachers"), look)
        _way(_("**A series of your own?**"), SCREENS["series"], _("Predict it"), look)
        _way("", SCREENS["questions"], _("True or false?"), look)
        _way("", SCREENS["quiz"], _("Before and after"), look)


def _first(look: Look) -> None:
    """The first lesson, at the card where one left off."""
    lesson = next(iter(lessons().values()), None)
    if lesson is None:
        return
    card, said = kept(lesson.name)
    screen, query = link_of(lesson, card, said, look)
    label = _("Lesson 1: {title}, {n} minutes").format(title=lesson.title, n=lesson.minutes)
    with st.container(key="begin-first", width="content"):
        st.markdown(_("**New here?**"), width="content")
        nav.link(screen, query, label=label, **GO)


def _way(words: str, screen: Screen, label: str, look: Look) -> None:
    with st.container(key=f"begin-{screen.code}", width="content"):
        if words:
            st.markdown(words, width="content")
        query = memory.as_left(screen.code) | Look(level=look.level).to_query()
        nav.link(screen, query, label=label, **GO)
