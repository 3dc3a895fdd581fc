"""Notes for teachers say of each lesson what students say, what is right, and what to show next."""

import html
import re

import pytest

from rnnviz.lessons.check import check
from rnnviz.lessons.library import OURS, lessons
from rnnviz.lessons.told import told
from rnnviz.paper.notes import answer, notes
from rnnviz.paper.parts.frame import plain


@pytest.mark.parametrize("name", lessons())
def test_that_every_lesson_of_the_course_has_its_notes(name: str) -> None:
    lesson = lessons()[name]
    assert lesson.says
    assert lesson.next
    assert lesson.link


def test_that_the_notes_of_a_lesson_have_each_card_with_its_answer() -> None:
    lesson = lessons()["01-loop"]
    page = notes([lesson], home="http://127.0.0.1:8501")
    for card in lesson.cards:
        assert plain(card.title) in page
        assert plain(told(card).texts["question"]) in page
        assert plain(answer(card, told(card))) in re.sub(r"</?span[^>]*>", "", page)
    assert html.escape(f"http://127.0.0.1:8501/{lesson.link}") in page
    assert plain(lesson.says) in page


def test_that_each_lesson_begins_on_a_sheet_of_its_own() -> None:
    chosen = [lessons()[name] for name in ("01-loop", "02-weights")]
    assert notes(chosen).count("<section>") == len(chosen)


def test_that_text_of_a_lesson_is_shown_as_text() -> None:
    assert plain("<script>x</script> **b**") == "&lt;script&gt;x&lt;/script&gt; <b>b</b>"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("says: It is 0.5.", "the number 0.5 is typed"),
        ("next: " + "word " * 61, "61 words are more than fit here"),
        ("link: unroll?nothing=1", "has no setting “nothing”"),
        ("link: nowhere", "There is no screen “nowhere”"),
    ],
)
def test_that_the_check_looks_at_notes_too(tmp_path, line: str, fault: str) -> None:  # type: ignore[no-untyped-def]
    text = (OURS / "02-weights.md").read_text(encoding="utf-8")
    key = line.partition(":")[0]
    file = tmp_path / "own.md"
    file.write_text(re.sub(rf"(?m)^{key}: .*$", line, text, count=1), encoding="utf-8")
    (problem,) = check(file)
    assert fault in problem.text
