"""Every lesson of the course holds: its links open, its numbers are made again, its words fit."""

import re
from pathlib import Path

import pytest

from rnnviz.lessons.check import check
from rnnviz.lessons.library import OURS, lessons, read_file
from rnnviz.lessons.told import told
from rnnviz.settings.look import Look
from rnnviz.settings.said import Said, write_said

FILES = sorted(OURS.glob("*.md"))
# Whose held numbers take more than two seconds of training: `lesson check --train` makes them.
SLOW = ("12-far-apart", "14-fair")
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "writing-a-lesson.md"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_that_nothing_is_wrong_with_a_lesson_of_the_course(path: Path) -> None:
    assert check(path, train=path.stem not in SLOW) == ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_that_a_lesson_asks_first_and_ends_on_the_readers_own_input(path: Path) -> None:
    cards = read_file(path).lesson.cards
    assert cards[0].kind != "none"
    assert cards[-1].kind == "none"
    assert cards[-1].title == "Now with your own"
    assert sum(card.kind != "none" for card in cards) >= 3


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_that_no_answer_is_the_first_one_throughout(path: Path) -> None:
    chosen = [told(card).right for card in read_file(path).lesson.cards if card.kind == "choose"]
    assert len(chosen) < 2 or set(chosen) != {(1.0,)}


def test_that_lessons_are_numbered_and_have_different_titles() -> None:
    found = lessons()
    assert list(found) == sorted(found)
    assert all(re.fullmatch(r"\d\d-[a-z0-9-]+", name) for name in found)
    assert len({lesson.title for lesson in found.values()}) == len(found)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_that_all_answers_of_a_lesson_fit_into_an_address(path: Path) -> None:
    cards = read_file(path).lesson.cards
    said = {
        k: Said(tuple(100.0 for _value in told(card).right), True)
        for k, card in enumerate(cards, start=1)
        if card.kind != "none"
    }
    look = Look(lesson=path.stem, card=len(cards), said=write_said(said))
    assert Look.from_query(look.to_query()) == (look, [])


def test_that_nothing_is_wrong_with_the_example_of_the_guide(tmp_path: Path) -> None:
    (example,) = re.findall(
        r"````markdown\n(.*?)````", GUIDE.read_text(encoding="utf-8"), re.DOTALL
    )
    file = tmp_path / "fading.md"
    file.write_text(example, encoding="utf-8")
    assert check(file) == ()
