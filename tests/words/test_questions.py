"""Every answer on the page of questions holds: its link is opened and its numbers made again."""

from collections import Counter
from string import Formatter

import pytest

from rnnviz.settings.screens import SCREENS
from rnnviz.words.questions import MATTERS, QUESTIONS, asked
from tests.words.proofs import beliefs, forecasts, gates, gradients, learning, shapes, texts

MATTERS_PROVED = (beliefs, shapes, gates, gradients, learning, texts, forecasts)
PROOFS = {f.__name__: f for matter in MATTERS_PROVED for f in matter.PROOFS}


@pytest.mark.parametrize("code", QUESTIONS)
def test_that_an_answer_has_the_numbers_of_its_link(code: str) -> None:
    assert QUESTIONS[code].numbers == PROOFS[code]()


@pytest.mark.parametrize("code", QUESTIONS)
def test_that_a_question_has_a_place_for_every_number_and_a_link_without_a_fault(code: str) -> None:
    q = QUESTIONS[code]
    assert {name for _text, name, _spec, _conversion in Formatter().parse(q.text) if name} == {
        *q.numbers
    }
    settings, notes = SCREENS[q.screen].settings.from_query(q.query)
    assert notes == []
    assert settings.to_query() == q.query


def test_that_at_least_forty_questions_are_answered_each_under_one_name_and_by_one_proof() -> None:
    names = Counter(code for matter in MATTERS.values() for code in matter)
    assert names.total() == len(QUESTIONS) >= 40
    assert {*PROOFS} == {*QUESTIONS}


def test_that_a_search_finds_what_holds_all_its_words_and_nothing_else() -> None:
    assert asked("") == QUESTIONS
    assert asked("OUTPUT gate") == {"output_gate": QUESTIONS["output_gate"]}
    assert asked("no such word") == {}
