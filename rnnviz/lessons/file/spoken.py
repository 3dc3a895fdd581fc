"""A lesson in the language in force: every text of it, from the catalogue."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import IO, Any

from rnnviz.lessons.file.lesson import Card, Lesson
from rnnviz.lessons.file.reading import read
from rnnviz.words import _

HEAD = ("title", "aim", "says", "next")
TEXTS = ("question", "do", "happened", "why", "turn", "found", "more")


def texts(lesson: Lesson) -> Iterator[tuple[int, str]]:
    """Each text that a person reads, with its line; what is empty, or has no letters, is none."""
    for line, text in _all(lesson):
        if any(map(str.isalpha, text)):
            yield line, text.strip()


def _all(lesson: Lesson) -> Iterator[tuple[int, str]]:
    for part in HEAD:
        yield 1, getattr(lesson, part)
    for card in lesson.cards:
        yield card.line, card.title
        yield card.line, card.unit
        for label in card.labels:
            yield card.line, label
        for option in card.options:
            yield option.line, option.text
        for part in TEXTS:
            yield card.line_of(part), getattr(card, part)


def spoken(lesson: Lesson) -> Lesson:
    """The lesson with its texts in the language in force; formulas and links stay as they are."""
    cards = tuple(map(_spoken, lesson.cards))
    head = {part: _(getattr(lesson, part)) for part in HEAD}
    return replace(lesson, **head, cards=cards)


def _spoken(card: Card) -> Card:
    said = {part: _(getattr(card, part).strip()) for part in ("title", "unit", *TEXTS)}
    options = tuple(replace(option, text=_(option.text)) for option in card.options)
    return replace(card, **said, options=options, labels=tuple(map(_, card.labels)))


def collect(
    fileobj: IO[bytes],
    keywords: Collection[str],  # noqa: ARG001 - what Babel calls with
    comment_tags: Collection[str],  # noqa: ARG001
    options: Any,  # noqa: ARG001
) -> Iterator[tuple[int, str, str, list[str]]]:
    """The texts of a lesson's file for Babel: line, function, text, remarks."""
    lesson, _problems = read(fileobj.read().decode("utf-8"), "lesson")
    for line, text in texts(lesson):
        yield line, "_", text, []
