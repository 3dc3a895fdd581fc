"""Where a lesson ends: what came out as one said, the quiz, and the next lesson."""

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.lessons.library import lessons
from rnnviz.settings.look import Look
from rnnviz.ui.frame import memory, nav
from rnnviz.ui.frame.lesson.moves import Place, kept, link_of
from rnnviz.words import _


def draw(place: Place, look: Look) -> None:
    """The score of the lesson, and where one may go on."""
    from rnnviz.lessons.quiz import FORMS, about  # opens links; the landing page can do without

    with st.container(key="rail-last", gap="xsmall"):
        asking = [k for k, card in enumerate(place.lesson.cards, start=1) if card.kind != "none"]
        if any(k in place.said for k in asking):
            text = _("**{n} of {all}** came out as you said.")
            st.markdown(text.format(n=as_said(place), all=len(asking)))
        level = Look(level=look.level)
        after = _next(place)
        if after:
            screen, query = link_of(lessons()[after], *kept(after), level)
            label = _("Next lesson: {title}").format(title=lessons()[after].title)
            nav.link(screen, query, label=label, icon=":material/arrow_forward:")
        numbers = about(FORMS[0], place.lesson.name)
        if numbers:
            label = _("In the quiz: question {n}").format(n=", ".join(map(str, numbers)))
            query = memory.as_left("quiz") | level.to_query()
            nav.link(nav.SCREENS["quiz"], query, label=label, icon=":material/quiz:")


def as_said(place: Place) -> int:
    """How many questions came out as the reader said; one whose numbers fail is none."""
    return sum(_right(place, number) for number in place.said if number <= len(place.lesson.cards))


def _right(place: Place, number: int) -> bool:
    from rnnviz.lessons.answer import close, fits
    from rnnviz.lessons.told import told

    card, said = place.lesson.cards[number - 1], place.said[number]
    try:
        found = told(card)
    except RnnvizError:
        return False
    return fits(card, found, said) and close(card, found, said)


def _next(place: Place) -> str:
    """The name of the lesson that follows; empty behind the last."""
    names = [*lessons()]
    at = names.index(place.lesson.name) + 1
    return names[at] if at < len(names) else ""
