"""Whether a lesson holds: every link opens, every number can be computed, nothing is typed."""

import re
from pathlib import Path

from rnnviz.errors import RnnvizError
from rnnviz.lessons.file.lesson import Card, Lesson, Let
from rnnviz.lessons.file.problems import Notes, Problem
from rnnviz.lessons.formula.texts import filled, without_formulas
from rnnviz.lessons.library import read_file
from rnnviz.lessons.told import TEXTS, Numbers, told
from rnnviz.settings.base import Settings
from rnnviz.settings.look import Look
from rnnviz.settings.said import NAME
from rnnviz.street.link import read_link, split_link
from rnnviz.words import _

MOST_WORDS = {
    "question": 45,
    "do": 35,
    "why": 45,
    "turn": 45,
    "found": 45,
    "happened": 60,
    "more": 160,
}
MOST_NOTE = 60  # words of a note for teachers
MOST_CHOICE = 14  # words of one answer to choose from
# Numbers that come from a computation; whole ones name steps, units and places.
TYPED = re.compile(r"\d+[.,]\d+|\d+\s?%|10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d+e[+-]?\d+")
# What can be lit beside settings: the parts of the player, and what stands above the picture.
PARTS = ("picture", "play", "direction", "track", "learn", "train", "level", "more")


def check(path: Path, *, train: bool = False) -> tuple[Problem, ...]:
    """Everything that is wrong with a lesson's file; with `train` held numbers are made again.

    Raises:
        RnnvizError: if it cannot be read at all.
    """
    found = read_file(path)
    notes = Notes()
    for problem in found.problems:
        notes.add(*problem)
    if not NAME.fullmatch(path.stem):
        notes.add(1, _("a lesson’s file is named with small letters, digits and hyphens"))
    if not found.problems:
        check_lesson(found.lesson, notes, train=train)
    return notes.in_order()


def check_lesson(lesson: Lesson, notes: Notes, *, train: bool) -> None:
    """What is wrong with what could be read."""
    _notes(lesson, notes)
    for card in lesson.cards:
        before = len(notes.found)
        for link in (card.link, card.then, *dict(card.also).values()):
            _link(card.line, link, notes)
        _lit(card, notes)
        _length(card, notes)
        _scale(card, notes)
        _typed(card, notes)
        if len(notes.found) == before:
            _numbers(card, notes)
            if train:
                _held(card, notes)


def _notes(lesson: Lesson, notes: Notes) -> None:
    """What the head says to teachers."""
    for text in (lesson.says, lesson.next):
        n = len(text.split())
        if n > MOST_NOTE:
            message = _("{n} words are more than fit here: {most} at most")
            notes.add(1, message.format(n=n, most=MOST_NOTE))
        for match in TYPED.finditer(text):
            notes.add(1, _("the number {number} is typed").replace("{number}", match[0]))
    if lesson.link:
        _link(1, lesson.link, notes)


def _link(line: int, link: str, notes: Notes) -> None:
    try:
        found = read_link(link)
        _code, query = split_link(link, "unroll")
    except RnnvizError as error:
        notes.add(line, str(error))
        return
    for note in found.notes:
        notes.add(line, note)
    known = {*found.screen.settings.kinds(), *Look.kinds()}
    for name in sorted({*query} - known):
        text = _("the screen “{screen}” has no setting “{name}”")
        notes.add(line, text.format(screen=found.screen.code, name=name))


def _lit(card: Card, notes: Notes) -> None:
    if not card.light or card.light in PARTS:
        return
    try:
        settings: type[Settings] = read_link(card.then).screen.settings
    except RnnvizError:
        return  # said already
    if card.light not in settings.kinds():
        text = _("nothing here is called “{name}”; a setting can be lit, or one of: {parts}")
        notes.add(card.line, text.format(name=card.light, parts=", ".join(PARTS)))


def _length(card: Card, notes: Notes) -> None:
    for name, most in MOST_WORDS.items():
        n = len(getattr(card, name).split())
        if n > most:
            text = _("{n} words are more than fit here: {most} at most")
            notes.add(card.line_of(name), text.format(n=n, most=most))
    for option in card.options:
        n = len(option.text.split())
        if n > MOST_CHOICE:
            text = _("{n} words are more than fit here: {most} at most")
            notes.add(option.line, text.format(n=n, most=MOST_CHOICE))


def _scale(card: Card, notes: Notes) -> None:
    if card.low >= card.high:
        notes.add(card.line, _("“from” must be smaller than “to”"))
    if card.log and card.low <= 0:
        notes.add(card.line, _("a scale of powers of ten begins above 0"))
    if card.kind == "bars" and not card.labels:
        notes.add(card.line, _("bars need “labels”, one for each, with commas between"))


def _typed(card: Card, notes: Notes) -> None:
    """Numbers that were typed where they ought to be computed."""
    texts = [(card.line_of(name), getattr(card, name)) for name in TEXTS]
    for line, text in (*texts, *((option.line, option.text) for option in card.options)):
        for match in TYPED.finditer(without_formulas(text)):
            message = _("the number {number} is typed: let a formula compute it, in { and }")
            notes.add(line, message.replace("{number}", match[0]))


def _numbers(card: Card, notes: Notes) -> None:
    """Each formula by itself, so that each has its own line; then all at once, as a page does."""
    numbers = Numbers(card)
    for name in TEXTS:
        for k, row in enumerate(getattr(card, name).splitlines()):
            _try(lambda row=row: filled(row, numbers.text), card.line_of(name) + k, notes)
    for option in card.options:
        _try(lambda option=option: numbers.walk.value(option.formula), option.line, notes)
        _try(lambda option=option: filled(option.text, numbers.text), option.line, notes)
    for let in card.lets:
        if not let.held:
            _try(lambda let=let: numbers.walk.value(let.formula), let.line, notes)
    if not any(card.line <= problem.line for problem in notes.found):
        _try(lambda: told(card), card.line, notes)


def _try(work: object, line: int, notes: Notes) -> None:
    try:
        work()  # type: ignore[operator]
    except RnnvizError as error:
        notes.add(line, str(error))


def _held(card: Card, notes: Notes) -> None:
    numbers = Numbers(card, train=True)
    for let in card.lets:
        if let.held:
            _try(lambda let=let: _same(let, numbers), let.line, notes)


def _same(let: Let, numbers: Numbers) -> None:
    """Refuse a held number that is not what its formula comes to, as exactly as it is written."""
    value = float(numbers.walk.value(let.formula))
    digits = len(let.held.partition("e")[0].partition(".")[2])
    size = 10.0 ** int(let.held.partition("e")[2] or 0)
    if round(value / size, digits) != round(float(let.held) / size, digits):
        message = _("“{name}” is held as {held}, and comes to {value:.6g}")
        raise RnnvizError(message.format(name=let.name, held=let.held, value=value))
