"""What is wrong with a lesson is said by line: one fault planted at a time."""

from pathlib import Path

import pytest

from rnnviz.lessons import command, library
from rnnviz.lessons.check import check
from rnnviz.lessons.library import FOLDER, lessons, shelf

WHOLE = """---
title: A trial
minutes: 5
aim: See.
---

## First
link: unroll?series=sine&trained=0&steps=4
answer: choose

Which is larger?

- The first :: h[1, 1] > h[2, 1]
- The second :: h[1, 1] <= h[2, 1]

### What happened
It is {h[1, 1]:2}.

## Second
link: &steps=5
also one: &learned=1
let left: one.loss_total / loss_total
held quick: 0.4 = round(left * 0 + 0.4, 3)
light: steps
answer: number
to: 2
truth: left

How much is left?

### What happened
{left:%} and {quick} are left.
"""


def problems(tmp_path: Path, text: str, **ask: bool) -> list[tuple[int, str]]:
    file = tmp_path / "trial.md"
    file.write_text(text, encoding="utf-8")
    return [*map(tuple, check(file, **ask))]  # type: ignore[arg-type]


@pytest.mark.parametrize("train", [False, True])
def test_that_nothing_is_wrong_with_the_trial_itself(tmp_path: Path, train: bool) -> None:
    assert problems(tmp_path, WHOLE, train=train) == []


FAULTS = [
    ("title: A trial", "tilte: A trial", 2, "is not known"),
    ("title: A trial\n", "", 1, "has no “title”"),
    ("minutes: 5", "minutes: soon", 3, "is a number from 1 to 120"),
    ("aim: See.", "aim: See.\nlevel: expert", 5, "is one of look, student, researcher"),
    ("aim: See.", "aim: See.\naim: Look.", 5, "is given twice"),
    ("link: unroll?", "link: unrol?", 7, "no screen “unrol”"),
    ("&steps=4", "&stepz=4", 7, "has no setting “stepz”"),
    ("&steps=4", "&steps=many", 7, "not a whole number"),
    ("link: unroll?series=sine&trained=0&steps=4\n", "", 7, "the first card needs a “link”"),
    ("answer: choose", "answer: guess", 9, "is one of choose, number"),
    (" :: h[1, 1] > h[2, 1]", "", 13, "when it is the right one"),
    ("h[1, 1] > h[2, 1]", "h[1, 1] > 5", 7, "of the answers 0 are right"),
    ("h[1, 1] <= h[2, 1]", "1 < 2", 7, "of the answers 2 are right"),
    ("{h[1, 1]:2}", "{hh[1, 1]:2}", 17, "there is no “hh”"),
    ("{h[1, 1]:2}", "{h[9, 1]:2}", 17, "places 1 to 4, and 9 is none"),
    ("{h[1, 1]:2}", "{h[1, 1]:99}", 17, "no form of a number"),
    ("{h[1, 1]:2}", "0.31", 17, "the number 0.31 is typed"),
    ("### What happened\nIt is", "### What hapened\nIt is", 16, "“What hapened” is not known"),
    ("Which is larger?", " ".join(["word"] * 46), 11, "46 words are more than fit"),
    ("truth: left", "truth: loss", 19, "5 numbers, not one"),
    ("truth: left\n", "", 19, "needs a “truth”"),
    ("let left: one.loss_total", "let left: left * one.loss_total", 22, "stands for itself"),
    ("also one: &learned=1", "also one: &learned=x", 19, "not a whole number"),
    ("light: steps", "light: stairs", 19, "nothing here is called “stairs”"),
    ("to: 2", "to: 0", 19, "“from” must be smaller"),
    ("to: 2", "to: 2\nscale: log", 19, "begins above 0"),
    ("held quick: 0.4 =", "held quick: about 0.4 =", 23, "is a number, a blank"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "says"), FAULTS)
def test_that_a_fault_is_named_by_its_line(
    tmp_path: Path, old: str, new: str, line: int, says: str
) -> None:
    assert old in WHOLE
    found = problems(tmp_path, WHOLE.replace(old, new, 1))
    assert any(at == line and says in text for at, text in found), found


def test_that_a_held_number_is_compared_only_when_asked_for(tmp_path: Path) -> None:
    other = WHOLE.replace("held quick: 0.4", "held quick: 0.7")
    assert problems(tmp_path, other) == []
    ((line, text),) = problems(tmp_path, other, train=True)
    assert (line, text) == (23, "“quick” is held as 0.7, and comes to 0.4")


@pytest.mark.parametrize("text", ["", "---", "---\n---", "## x", "\x00", "- a\n" * 50, "{" * 999])
def test_that_any_text_is_answered_with_lines(tmp_path: Path, text: str) -> None:
    found = problems(tmp_path, text)
    assert found
    assert all(line >= 1 for line, _text in found)


def test_that_the_command_says_what_is_wrong_and_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.md", tmp_path / "bad.md"
    good.write_text(WHOLE, encoding="utf-8")
    bad.write_text(WHOLE.replace("aim:", "aims:"), encoding="utf-8")
    assert command.main(["check", str(good)]) == 0
    assert command.main(["check", str(good), str(bad), str(tmp_path / "none.md")]) == 2
    said = capsys.readouterr()
    assert f"{bad}:4: " in said.err
    assert "none.md cannot be read" in said.err
    assert said.out == 2 * f"{good}: nothing is wrong\n"


def test_that_a_teachers_folder_adds_lessons_and_takes_the_place_of_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "50-own.md").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "01-loop.md").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "60-bad.md").write_text("nothing", encoding="utf-8")
    (tmp_path / "Not a lesson.md").write_text(WHOLE, encoding="utf-8")
    ours = set(lessons())
    monkeypatch.setenv(FOLDER, str(tmp_path))
    assert set(lessons()) == ours | {"50-own"}
    assert lessons()["01-loop"].title == "A trial"
    assert shelf()["60-bad"].problems


def test_that_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    import os

    file = tmp_path / "a.md"
    file.write_text(WHOLE, encoding="utf-8")
    assert library.read_file(file).lesson.title == "A trial"
    file.write_text(WHOLE.replace("A trial", "Another"), encoding="utf-8")
    os.utime(file, ns=(1, 1))  # a clock may be coarse
    assert library.read_file(file).lesson.title == "Another"
