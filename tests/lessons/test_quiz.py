"""The quiz: two forms of equal matter, each question settled by numbers of the app."""

import csv
import io

import pytest

from rnnviz.lessons.check import check
from rnnviz.lessons.library import lessons
from rnnviz.lessons.quiz import FORMS, QUIZZES, marked, quiz, score, table
from rnnviz.settings.quiz import QuizSettings
from rnnviz.settings.said import Said

N = 12


@pytest.mark.parametrize("form", FORMS)
def test_that_nothing_is_wrong_with_a_form_and_what_it_holds_is_made_again(form: str) -> None:
    assert check(QUIZZES / f"{form}.md", train=True) == ()


def test_that_both_forms_are_of_the_same_matter_question_by_question() -> None:
    a, b = (quiz(form).cards for form in FORMS)
    assert len(a) == len(b) == N
    assert [(one.title, one.lesson) for one in a] == [(one.title, one.lesson) for one in b]
    assert {one.lesson for one in a} <= set(lessons())
    assert not {one.link for one in a} & {one.link for one in b}


@pytest.mark.parametrize("form", FORMS)
def test_that_each_question_has_three_answers_and_no_place_is_right_too_often(form: str) -> None:
    found = marked(form, {})
    assert {one.card.kind for one in found} == {"choose"}
    assert {len(one.told.options) for one in found} == {3}
    right = [one.told.right[0] for one in found]
    assert all(2 <= right.count(place) <= N / 2 for place in (1.0, 2.0, 3.0))


def test_that_right_answers_are_counted_and_others_are_not() -> None:
    right = {one.number: Said(one.told.right) for one in marked("a", {})}
    assert score(marked("a", right)) == N
    assert score(marked("a", {})) == 0
    some = {
        **right,
        1: Said(()),
        2: Said((9.0,)),
        3: Said((3.0,) if right[3] != (3.0,) else (1.0,)),
    }
    assert score(marked("a", some)) == N - 3


def test_that_results_are_a_table_with_a_row_for_each_question() -> None:
    found = marked("b", {1: Said((1.0,))})
    rows = list(csv.DictReader(io.StringIO(table({"b": found}))))
    assert [row["item"] for row in rows] == [str(k) for k in range(1, N + 1)]
    assert rows[0]["said"] == found[0].told.options[0]
    assert [row["correct"] for row in rows] == [str(int(one.right)) for one in found]


def test_that_all_answers_go_through_an_address() -> None:
    s = QuizSettings(done=("a",))
    for form in FORMS:
        s = s.with_(form=form)
        for k in range(1, N + 1):
            s = s.with_(**s.saying(k, k % 4))
    assert QuizSettings.from_query(s.to_query()) == (s, [])
    assert s.said("a")[3] == Said((3.0,))
    assert s.said("b")[4] == Said(())
