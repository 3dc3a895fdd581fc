"""The answers among which a class can choose."""

import math
import re
from dataclasses import replace

import pytest

from rnnviz.lessons.file.lesson import Card
from rnnviz.lessons.library import lessons
from rnnviz.lessons.options import RANGES, choosable, options, ranges
from rnnviz.lessons.told import told
from rnnviz.room.question import MOST
from rnnviz.ui.vote.cards import after, askable, numbers, question

NUMBER = Card(line=1, title="", link="", then="", kind="number")


def test_that_every_lesson_can_be_asked_and_every_card_of_it_that_is_not_drawn() -> None:
    assert set(askable()) == set(lessons())
    for lesson in lessons().values():
        can = numbers(lesson)
        for k, card in enumerate(lesson.cards, start=1):
            assert (k in can) == (card.kind in ("choose", "number"))
            assert choosable(card) == (k in can)


@pytest.mark.parametrize("name", ["01-loop", "05-fading"])
def test_that_the_cards_of_a_lesson_become_questions_one_after_the_other(name: str) -> None:
    lesson = lessons()[name]
    asked = question(lesson, numbers(lesson)[0])
    seen = [asked.card]
    while (later := after(asked)) is not None:
        asked = question(*later)
        seen.append(asked.card)
        card = lesson.cards[asked.card - 1]
        assert asked.text == told(card).texts["question"]
        assert asked.options == options(card, told(card))
        assert f"lesson={name}" in asked.link
        assert 2 <= len(asked.options) <= MOST
    assert seen == numbers(lesson)


def test_that_the_right_answer_of_every_card_is_the_one_that_its_number_lies_in() -> None:
    seen = set()
    for lesson in lessons().values():
        for number in numbers(lesson):
            card, found = lesson.cards[number - 1], told(lesson.cards[number - 1])
            right = question(lesson, number).right
            assert right is not None
            text = options(card, found)[right]
            if card.kind == "choose":
                assert text == found.options[int(found.right[0]) - 1]
            else:
                ends = [read(one) for one in re.findall(r"−?[\d.]+(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?", text)]
                low = ends[0] if "less" not in text or "to less" in text else -math.inf
                high = ends[-1] if "less" in text else math.inf
                exact = "less" not in text and "more" not in text
                (value,) = found.right
                assert value == low if exact else low <= value < high
            seen.add((card.kind, right))
    assert {(kind, k) for kind in ("choose", "number") for k in (0, 1, 2)} <= seen


def read(number: str) -> float:
    """A number as it is written for people."""
    digits = str.maketrans("−⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")
    return float(number.replace("×10", "e").translate(digits))


def test_that_ranges_are_even_on_the_scale_of_the_card() -> None:
    even = replace(NUMBER, low=0.0, high=5.0)
    assert ranges(even)[1:3] == ("1 to less than 2", "2 to less than 3")
    steep = replace(NUMBER, low=1e-10, high=1.0, log=True)
    assert len(ranges(steep)) == RANGES
    assert ranges(steep)[0] == "less than 1×10⁻⁸"


def test_that_a_few_whole_numbers_are_the_answers_themselves() -> None:
    few = replace(NUMBER, low=1, high=3, step=1, unit="vectors")
    assert ranges(few) == ("1 vectors", "2 vectors", "3 vectors")


def test_that_every_number_of_every_lesson_lies_in_ranges_that_are_told_apart() -> None:
    for lesson in lessons().values():
        for card in lesson.cards:
            if card.kind == "number":
                assert len(set(ranges(card))) == len(ranges(card)) >= 2
