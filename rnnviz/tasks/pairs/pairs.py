"""Pairs of sequences: one string is read, another is to be written. Train and test share none.

    reverse   "abcd"          -> "dcba"          the first letter read is the last one written
    copy      "abcd"          -> "abcd"
    sort      "3172"          -> "1237"          where to look depends on what is there
    date      "05 mar 1987"   -> "1987-03-05"    a small translation, from three orders of the parts

Every string to be written ends in `END`, so that a decoder which runs free can say that it is done.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array, Whole
from rnnviz.core.doors import door
from rnnviz.core.doors.axes import Seen, shaped
from rnnviz.core.doors.options import words
from rnnviz.core.doors.values import classes as as_classes
from rnnviz.core.language import one_hot
from rnnviz.errors import RnnvizError
from rnnviz.tasks.sequence import END
from rnnviz.words import _

LETTERS, DIGITS = "abcdefgh", "0123456789"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FIRST_DAY, DAYS = date(1950, 1, 1), 36_525  # a hundred years
DATE_LENGTH = 11


class PairTask(NamedTuple):
    """A task by its name: how strings are numbered, and what is to be written for each."""

    code: str
    reads: str  # the characters that can be read
    writes: str  # the characters that can be written, `END` among them
    source: Callable[[int, int], str]  # (number, length) -> what is read
    target: Callable[[str], str]  # what is to be written for it, without `END`
    how_many: Callable[[int], int]  # length -> how many different strings there are
    fixed: int | None = None  # the one length, where there is but one


class Pairs(NamedTuple):
    """N pairs of one length each."""

    x: Array  # (T_in, N, I) one-hot
    d: Array  # (T_out, N, O) one-hot, the last one `END`
    sources: tuple[str, ...]
    targets: tuple[str, ...]


def _string(alphabet: str) -> Callable[[int, int], str]:
    """The strings of a length over an alphabet, by number."""

    def source(number: int, length: int) -> str:
        base = len(alphabet)
        return "".join(alphabet[number // base**k % base] for k in range(length))

    return source


def _date(number: int, length: int) -> str:
    """Every day in three orders of day, month and year."""
    del length
    day = FIRST_DAY + timedelta(days=number // 3)
    d, m, y = f"{day.day:02d}", MONTHS[day.month - 1], str(day.year)
    return " ".join(((d, m, y), (m, d, y), (y, m, d))[number % 3])


def _iso(text: str) -> str:
    """A date with its parts in any order as year-month-day.

    >>> _iso("mar 05 1987"), _iso("1987 mar 05")
    ('1987-03-05', '1987-03-05')
    """
    parts = text.split(" ")
    year = next(p for p in parts if len(p) == 4)
    month = next(p for p in parts if p in MONTHS)
    day = next(p for p in parts if len(p) == 2)
    return f"{year}-{MONTHS.index(month) + 1:02d}-{day}"


def _strings(code: str, alphabet: str, target: Callable[[str], str]) -> PairTask:
    n = len(alphabet)
    return PairTask(code, alphabet, alphabet + END, _string(alphabet), target, lambda L: n**L)


TASKS: dict[str, PairTask] = {
    t.code: t
    for t in (
        _strings("reverse", LETTERS, lambda s: s[::-1]),
        _strings("copy", LETTERS, lambda s: s),
        _strings("sort", DIGITS, lambda s: "".join(sorted(s))),
        PairTask(
            "date",
            "".join(sorted(set("".join(MONTHS)))) + DIGITS + " ",
            DIGITS + "-" + END,
            _date,
            _iso,
            lambda _length: 3 * DAYS,
            DATE_LENGTH,
        ),
    )
}


@door(code=tuple(TASKS))
def make_pairs(
    code: str, length: int, train: int, test: int, rng: np.random.Generator
) -> tuple[Pairs, Pairs]:
    """Different strings of one length for training and for testing; no string is in both.

    >>> train, test = make_pairs("reverse", 4, 20, 10, np.random.default_rng(0))
    >>> train.x.shape, train.d.shape, set(train.sources) & set(test.sources)
    ((4, 20, 8), (5, 20, 9), set())

    Raises:
        RnnvizError: when there are not so many strings of that length.
    """
    task = TASKS[code]
    there_are = task.how_many(length)
    if there_are < train + test:
        text = _("There are only {n} strings of length {length}; take longer or fewer ones.")
        raise RnnvizError(text.format(n=there_are, length=length))
    numbers = rng.choice(there_are, train + test, replace=False)
    sources = [task.source(int(n), length) for n in numbers]
    return encode(task, sources[:train]), encode(task, sources[train:])


@door(sources=words)
def encode(task: PairTask, sources: Sequence[str]) -> Pairs:
    """Strings of one length as arrays, with what is to be written for each.

    Raises:
        RnnvizError: when a string has a character that the task does not know, or another length.
    """
    if len({len(s) for s in sources}) != 1:
        raise RnnvizError(_("The strings must have one length; give those of another apart."))
    x = np.stack([spell(s, task.reads) for s in sources], axis=1)
    targets = [_answer(task, s) for s in sources]
    d = np.stack([spell(t + END, task.writes) for t in targets], axis=1)
    return Pairs(x, d, tuple(sources), tuple(targets))


def _answer(task: PairTask, source: str) -> str:
    try:
        return task.target(source)
    except (StopIteration, ValueError) as error:
        text = _("There is no answer to “{text}”; write it as in {example}.")
        example = task.source(0, len(source))
        raise RnnvizError(text.format(text=source, example=example)) from error


@door()
def spell(text: str, alphabet: str) -> Array:
    """A string as one-hot rows, (len, alphabet).

    >>> spell("ba", "abc")
    array([[0., 1., 0.],
           [1., 0., 0.]])

    Raises:
        RnnvizError: when it is empty, or has a character that is not in the alphabet.
    """
    unknown = sorted(set(text) - set(alphabet))
    if unknown or not text:
        message = _("“{text}” cannot be read; use the characters {alphabet}.")
        raise RnnvizError(message.format(text=text, alphabet=" ".join(alphabet.strip())))
    return one_hot([alphabet.index(c) for c in text], len(alphabet))


def _classes(name: str, value: Any, seen: Seen) -> Whole:
    """A rule: the numbers of characters that the task given can write, (T_out, N)."""
    found = shaped(name, value, "T N", seen)
    return as_classes(name, found, len(seen.given["task"].writes))


@door(classes=_classes)
def written(task: PairTask, classes: Whole) -> list[str]:
    """What a decoder wrote, classes (T_out, N), each string up to its first `END`.

    >>> written(TASKS["copy"], np.array([[0], [1], [8], [2]]))
    ['ab']
    """
    texts = ["".join(task.writes[c] for c in column) for column in classes.T]
    return [text.split(END)[0] for text in texts]
