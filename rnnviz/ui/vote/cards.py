"""The questions of the lessons that a class can vote on."""

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.lessons.file.lesson import Lesson
from rnnviz.lessons.library import lessons
from rnnviz.lessons.options import choosable, options, right_of
from rnnviz.room.question import Question
from rnnviz.settings.vote import VoteSettings
from rnnviz.street.pasted import written
from rnnviz.ui.frame.lesson.moves import KEPT, kept, link_of
from rnnviz.ui.frame.page import Page
from rnnviz.words import _


def askable() -> dict[str, Lesson]:
    """The lessons with a card that can be voted on."""
    return {name: one for name, one in lessons().items() if numbers(one)}


def numbers(lesson: Lesson) -> list[int]:
    """The numbers of its cards that can be voted on, from 1."""
    return [k for k, card in enumerate(lesson.cards, start=1) if choosable(card)]


def question(lesson: Lesson, number: int) -> Question:
    """A card as a question, with the link that opens its experiment.

    Raises:
        RnnvizError: if the card's numbers cannot be worked out.
    """
    from rnnviz.lessons.told import told

    card = lesson.cards[number - 1]
    found = told(card)
    screen, query = link_of(lesson, number)
    link = written(screen.code, query)
    answers = options(card, found)
    right = right_of(card, found)
    return Question(found.texts["question"], answers, link, lesson.name, number, right).checked()


def after(asked: Question) -> tuple[Lesson, int] | None:
    """The next card of the same lesson that can be voted on."""
    lesson = lessons().get(asked.lesson)
    later = [k for k in numbers(lesson) if k > asked.card] if lesson else []
    return (lesson, later[0]) if lesson and later else None


def choose(page: Page[VoteSettings]) -> Question | None:
    """Let a teacher choose a card, or write a question; None while there is none."""
    found = askable()
    lesson = found.get(page.settings.of or next(reversed(st.session_state.get(KEPT, {})), ""))
    names = ["", *found]
    at = names.index(lesson.name) if lesson else min(1, len(found))
    name = st.selectbox(
        _("Ask"), names, at, key="vote.of", on_change=_take, args=(page,),
        format_func=lambda one: found[one].title if one else _("A question of my own"),
    )  # fmt: skip
    return _card(page, found[name]) if name else _own()


def _take(page: Page[VoteSettings]) -> None:
    page.change(of=st.session_state["vote.of"], which=1)


def _card(page: Page[VoteSettings], lesson: Lesson) -> Question | None:
    can = numbers(lesson)
    wanted = page.settings.which if page.settings.of else kept(lesson.name)[0]
    at = next((k for k, number in enumerate(can) if number >= wanted), 0)

    def take() -> None:
        page.change(of=lesson.name, which=st.session_state[key])

    key = f"vote.card.{lesson.name}"
    number = st.selectbox(
        _("Card"), can, at, key=key, on_change=take,
        format_func=lambda k: _("{n}. {title}").format(n=k, title=lesson.cards[k - 1].title),
    )  # fmt: skip
    try:
        found = question(lesson, number)
    except RnnvizError as error:
        st.error(str(error))
        return None
    with st.container(key="class-preview", border=True, gap="xsmall"):
        st.markdown(found.text)
        st.markdown("\n".join(f"- {option}" for option in found.options))
    return found


def _own() -> Question | None:
    from rnnviz.ui.vote.own import own

    return own()
