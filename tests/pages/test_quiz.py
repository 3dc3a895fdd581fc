"""The page of the quiz tells nothing before the end, and then everything."""

import pytest

from rnnviz.lessons.quiz import FORMS, marked
from tests.conftest import OpenScreen

PATH = "pages/quiz.py"


def texts(app: object) -> str:
    return "\n".join(str(part.value) for part in app.markdown)  # type: ignore[attr-defined]


def test_that_nothing_is_told_before_the_end(open_screen: OpenScreen) -> None:
    app = open_screen(PATH)
    assert not app.exception
    questions = marked("a", {})
    assert [len(radio.options) for radio in app.radio] == [4] * len(questions)
    app.radio[0].set_value(1).run()
    app.radio[1].set_value(0).run()
    assert app.query_params["answers_a"] == "1.1_2.x"
    said = texts(app)
    assert not any(one.told.texts["happened"] in said for one in questions)
    assert "right" not in said


def test_that_the_end_tells_the_score_and_the_way_to_each_screen(open_screen: OpenScreen) -> None:
    questions = marked("a", {})
    right = "_".join(f"{one.number}.{one.told.right[0]:.0f}" for one in questions[1:])
    app = open_screen(PATH, answers_a=right)
    app.button(key="quiz.finish").click().run()
    assert app.query_params["done"] == "a"
    assert "**11 of 12 are right.**" in texts(app)
    assert questions[0].told.texts["happened"] in texts(app)
    assert questions[1].told.texts["happened"] not in texts(app)
    labels = [link.proto.label for link in app.get("page_link")]
    assert "See it on Unroll" in labels
    assert "Lesson: A loop that remembers" in labels


def test_that_before_and_after_stand_side_by_side(open_screen: OpenScreen) -> None:
    right = {
        form: "_".join(f"{one.number}.{one.told.right[0]:.0f}" for one in marked(form, {})[:n])
        for form, n in zip(FORMS, (4, 9), strict=True)
    }
    query = {f"answers_{form}": said for form, said in right.items()}
    app = open_screen(PATH, form="b", done="a,b", **query)
    assert "Before: 4 of 12; after: 9 of 12." in texts(app)
    app.button(key="quiz.again").click().run()
    assert app.query_params["done"] == "a"
    assert "answers_b" not in app.query_params
    assert len(app.radio) == 12


@pytest.mark.parametrize("bad", ["x", "1.2_", "<b>", "99.1"])
def test_that_answers_that_cannot_be_read_are_passed_over_with_a_note(
    open_screen: OpenScreen, bad: str
) -> None:
    app = open_screen(PATH, answers_a=bad)
    assert not app.exception
    assert len(app.radio) == 12
