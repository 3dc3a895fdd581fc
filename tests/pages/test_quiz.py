"""The page of the quiz tells nothing before the end, and then everything."""

import re
from typing import Any

import pytest

from rnnviz.lessons.quiz import FORMS, marked
from rnnviz.ui.quiz import kept
from tests.conftest import OpenScreen

PATH = "pages/quiz.py"


def texts(app: Any) -> str:
    return "\n".join(str(part.value) for part in app.markdown)


def scripts(app: Any) -> str:
    return "".join(block.proto.body for block in app.get("html"))


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


def labels(app: Any) -> list[str]:
    return [link.proto.label for link in app.get("page_link")]


def test_that_form_a_ends_with_the_score_and_its_answers_wait_until_they_are_asked_for(
    open_screen: OpenScreen,
) -> None:
    questions = marked("a", {})
    right = "_".join(f"{one.number}.{one.told.right[0]:.0f}" for one in questions[1:])
    app = open_screen(PATH, answers_a=right)
    app.button(key="quiz.finish").click().run()
    assert app.query_params["done"] == "a"
    assert "scrollTo(0, 0)" in scripts(app)
    assert "**11 of 12 are right.**" in texts(app)
    assert texts(app).count(":green[**✓**]") == 11
    told = texts(app)
    assert not any(one.told.texts["happened"] in told for one in questions)
    assert questions[0].truth() not in told
    assert not [label for label in labels(app) if label.startswith("See it on")]
    assert "Lesson: A loop that remembers" in labels(app)
    app.button(key="quiz.tell").click().run()
    assert app.query_params["told"] == "1"
    assert "scrollTo(0, 0)" not in scripts(app)
    told = texts(app)
    assert all(one.told.texts["happened"] in told for one in questions)
    assert questions[0].truth() in told
    assert len([label for label in labels(app) if label.startswith("See it on")]) == 12


def test_that_what_was_said_comes_back_with_the_browser_and_a_link_looked_at_does_not(
    open_screen: OpenScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_screen(PATH)
    app.radio[0].set_value(2).run()
    app.button(key="quiz.finish").click().run()
    (cookie,) = re.findall(r'document.cookie="rnnviz-quiz=([^;]*); path=/; samesite', scripts(app))
    assert cookie == "answers_a=1.2&done=a"
    for left, said in ((cookie, "1.2"), ("answers_a=<b>", ""), ("", "")):
        monkeypatch.setattr(kept, "left", lambda left=left: left)
        again = open_screen(PATH, form="b")
        assert again.session_state["settings.quiz"].answers_a == said
        assert "rnnviz-quiz" not in scripts(again)
        if said:
            again.button(key="quiz.finish").click().run()
            assert "Before: " in texts(again)
            assert "done=a%2Cb" in scripts(again)
    monkeypatch.setattr(kept, "left", lambda: cookie)
    other = open_screen(PATH, answers_a="1.3")
    assert other.session_state["settings.quiz"].answers_a == "1.3"
    assert "rnnviz-quiz" not in scripts(other)


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
