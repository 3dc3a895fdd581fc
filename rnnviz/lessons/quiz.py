"""A quiz: questions as in a lesson, but none is answered before the last; then a score."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rnnviz.lessons.file.lesson import Card, Lesson
from rnnviz.lessons.file.spoken import spoken
from rnnviz.lessons.library import DATA, read_file
from rnnviz.lessons.told import Told, told
from rnnviz.settings.quiz import QuizSettings
from rnnviz.settings.said import Said
from rnnviz.words import _

QUIZZES = DATA / "quizzes"
FORMS = ("a", "b")  # two of equal matter: one for before the lessons, one for after them


class Marked(NamedTuple):
    """A question with what was said, the place of an option from 1; 0 where nothing was."""

    number: int
    card: Card
    told: Told
    said: int

    @property
    def right(self) -> bool:
        """Whether what was said is what the numbers say."""
        return (float(self.said),) == self.told.right

    def answer(self) -> str:
        """What was said, in words."""
        return self.told.options[self.said - 1] if self.said else _("I do not know")

    def truth(self) -> str:
        """What is right, in words."""
        return self.told.options[int(self.told.right[0]) - 1]


def quiz(form: str) -> Lesson:
    """The quiz of a form, in the language in force.

    Raises:
        RnnvizError: if its file cannot be read.
    """
    return spoken(read_file(QUIZZES / f"{form}.md").lesson)


def about(form: str, lesson: str) -> tuple[int, ...]:
    """The numbers of the questions whose matter is that of a lesson."""
    cards = read_file(QUIZZES / f"{form}.md").lesson.cards
    return tuple(k for k, card in enumerate(cards, start=1) if card.lesson == lesson)


def marked(form: str, said: Mapping[int, Said]) -> tuple[Marked, ...]:
    """Every question of a form, with what was said to it.

    Raises:
        RnnvizError: if a number cannot be computed.
    """
    return tuple(
        Marked(k, card, told(card), place(said.get(k), len(card.options)))
        for k, card in enumerate(quiz(form).cards, start=1)
    )


def place(said: Said | None, options: int) -> int:
    """The place of the option that was chosen; 0 where none was, or where there is no such one.

    >>> place(Said((2.0,)), 3), place(Said((9.0,)), 3), place(Said(()), 3), place(None, 3)
    (2, 0, 0, 0)
    """
    chosen = said.values[0] if said and len(said.values) == 1 else 0
    return int(chosen) if chosen in range(1, options + 1) else 0


def score(found: Sequence[Marked]) -> int:
    """How many are right."""
    return sum(one.right for one in found)


def scores(s: QuizSettings) -> dict[str, int]:
    """How many are right of each form that is finished, in the order of the forms."""
    return {form: score(marked(form, s.said(form))) for form in FORMS if form in s.done}


def table(forms: Mapping[str, Sequence[Marked]], *, tells: bool = True) -> str:
    """The results as CSV, a row for each question of each form; what is right, if it is told."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["form", "item", "title", "said", "right", "correct"])
    for form, found in forms.items():
        for one in found:
            rows.writerow(
                [
                    form,
                    one.number,
                    one.card.title,
                    one.answer(),
                    one.truth() if tells else "",
                    int(one.right),
                ]
            )
    return out.getvalue()
