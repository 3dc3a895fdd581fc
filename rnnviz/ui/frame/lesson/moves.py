"""Moving through a lesson: what was said, the next card, back to a card's settings; callbacks."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import streamlit as st

from rnnviz.lessons.file.lesson import Card, Lesson
from rnnviz.settings.look import LEVELS, Look
from rnnviz.settings.said import Said, read_said, write_said
from rnnviz.settings.screens import SCREENS, Screen
from rnnviz.street.link import Found, read_link
from rnnviz.ui.frame import memory

GO = "lesson.go"  # the screen to go on to, and its query, as a callback may not leave the page
KEPT = "lesson.kept"  # of each lesson in this session: the card, and what was said


class Place(NamedTuple):
    """Where a reader is: the screen, the lesson, the card's number from 1, all that was said."""

    code: str
    lesson: Lesson
    number: int
    said: dict[int, Said]

    @property
    def card(self) -> Card:
        """The card itself."""
        return self.lesson.cards[self.number - 1]

    @property
    def answer(self) -> Said | None:
        """What was said to this card, if anything."""
        return self.said.get(self.number)

    @property
    def part(self) -> str:
        """What of the card is open: it "asks", has something to do ("does"), or has "told" all."""
        if self.answer is None:
            return "asks"
        return "does" if self.card.do and not self.answer.seen else "told"


def target(place: Place, look: Look) -> tuple[Found, Look]:
    """What a card sets: its screen and settings, and where to look; the level is never lowered."""
    card = place.card
    found = read_link(card.link if place.answer is None else card.then)
    ranks = list(LEVELS)
    level = max(look.level, place.lesson.level, found.look.level, key=ranks.index)
    return found, replace(
        found.look, level=level, present=look.present, lesson=place.lesson.name,
        card=place.number, said=write_said(place.said),
    )  # fmt: skip


def link_of(lesson: Lesson, number: int, said: str = "", look: Look | None = None) -> tuple[
    Screen, dict[str, str]
]:  # fmt: skip
    """The screen of a card, and the query that opens it there."""
    place = Place("", lesson, min(number, len(lesson.cards)), read_said(said))
    found, its = target(place, look or Look())
    return found.screen, found.settings.to_query() | its.to_query()


def kept(lesson: str) -> tuple[int, str]:
    """The card of a lesson, and what was said, as this session last saw them."""
    return st.session_state.get(KEPT, {}).get(lesson, (1, ""))


def keep(place: Place) -> None:
    """Remember where a reader is in a lesson."""
    memory_ = st.session_state.setdefault(KEPT, {})
    memory_.pop(place.lesson.name, None)  # the one seen last stands last
    memory_[place.lesson.name] = (place.number, write_said(place.said))


def say(place: Place, values: Sequence[float]) -> None:
    """Record a prediction, then set the screen to what follows it."""
    told = place._replace(said={**place.said, place.number: Said(tuple(map(float, values)))})
    if place.card.then == place.card.link:
        memory.look_at(place.code, said=write_said(told.said))
    else:
        _set(told)


def see(place: Place) -> None:
    """Record that what happened was looked at."""
    answer = place.answer
    if answer is not None:
        said = {**place.said, place.number: answer._replace(seen=True)}
        memory.look_at(place.code, said=write_said(said))


def again(place: Place) -> None:
    """Set the screen to the card's settings."""
    _set(place)


def turn(place: Place, number: int) -> None:
    """Go to another card."""
    _set(place._replace(number=number))


def close(place: Place) -> None:
    """Put the lesson away; the screen stays as it is."""
    memory.look_at(place.code, lesson="", card=1, said="")


def _set(place: Place) -> None:
    found, look = target(place, memory.looked(place.code))
    if found.screen.code == place.code:
        memory.send(place.code, found.settings, look)
    else:
        st.session_state[GO] = (found.screen.code, found.settings.to_query() | look.to_query())


def leave() -> None:
    """Go on to the screen of another card, if a callback asked for it."""
    going = st.session_state.pop(GO, None)
    if going is not None:
        code, query = going
        st.switch_page(SCREENS[code].path, query_params=query)
