"""A pattern of dates that somebody wrote, such as dd.MM.yy HH:mm.

Letters are those of spreadsheets and of the Unicode consortium; text in '…' and every other sign
stands for itself. Each part may come once and a pattern is short, so that matching stays short too.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from rnnviz.errors import RnnvizError
from rnnviz.series.reading.cells.missing import LONGEST, is_missing
from rnnviz.series.reading.times.moments import moments
from rnnviz.series.reading.times.names import month_of, spoken
from rnnviz.series.reading.times.patterns import UNITS, Pattern, Times
from rnnviz.words import _
from rnnviz.words.tongue import by_language

LONGEST_PATTERN = 40
TOKEN = re.compile(r"'([^']*)'|(y+|Y+|M+|d+|D+|H+|h+|m+|s+|S+|f+|E+|w+|Q+|q+|a)|(.)", re.DOTALL)
PARTS = {
    "y": "year", "M": "month", "d": "day", "D": "day", "H": "hour", "h": "hour", "m": "minute",
    "s": "second", "S": "fraction", "f": "fraction", "E": "weekday name", "w": "week",
    "Q": "quarter", "a": "half",
}  # fmt: skip
FINEST = ("day", "yearday", "week", "month", "quarter", "year")
NAME = r"(?P<name>[^\W\d_]{1,12}\.?)"
WEEKDAY = r"[^\W\d_]{1,12}\.?,?"
HALF = r"(?P<half>[ap]\.? ?m\.?)"


class Told(NamedTuple):
    """`finder` fits a cell as it stands; with a month's name put into a number, `reader` does."""

    finder: re.Pattern[str]
    reader: Pattern


@by_language(cache)
def told(pattern: str) -> Told:
    """The pattern, or a sentence about what is wrong with it."""
    parts = _parts(pattern)
    codes = [code for code, _text, _width in parts if code]
    for code in codes:
        if codes.count(code) > 1:
            _refuse(pattern, _("a part comes twice"))
    if "year" not in codes:
        _refuse(pattern, _("the year (yyyy or yy) is not in it"))
    if "day" in codes and "month" not in codes:
        _refuse(pattern, _("a day (dd) needs its month (MM)"))
    unit = next(("day" if c == "yearday" else c) for c in FINEST if c in codes)
    finder, reader = ("".join(_pieces(parts, named=named)) for named in (True, False))
    how = _("as told: {pattern}").format(pattern=pattern)
    return Told(
        re.compile(finder, re.IGNORECASE), Pattern(re.compile(reader, re.IGNORECASE), unit, how)
    )


def wrong_pattern(pattern: str) -> str:
    """The sentence about a pattern that is none; empty for one that is, and for no pattern."""
    try:
        if pattern:
            told(pattern)
    except RnnvizError as error:
        return str(error)
    return ""


Part = tuple[str, str, int]  # what it is ("" for text that stands for itself), its text, its width


def _parts(pattern: str) -> list[Part]:
    if not pattern.strip() or len(pattern) > LONGEST_PATTERN:
        _refuse(pattern, _("it has 1 to {n} signs").format(n=LONGEST_PATTERN))
    found: list[Part] = []
    for m in TOKEN.finditer(pattern.strip()):
        text, width = m[2] or m[1] or m[3] or "'", len(m[2] or "")
        found.append((_code(text, {code for code, _t, _w in found}) if m[2] else "", text, width))
    return found


def _code(text: str, before: set[str]) -> str:
    """Which part letters stand for; mm before any hour is a month, MM behind one is a minute."""
    letter = text[0] if text[0] in "MDS" else text[0].lower() if text[0] in "YqE" else text[0]
    letter = {"q": "Q", "e": "E"}.get(letter, letter)
    if letter == "D" and len(text) == 3:
        return "yearday"
    if letter == "m" and "hour" not in before and "month" not in before:
        return "month"
    if letter == "M" and {"hour", "month"} <= before:
        return "minute"
    if letter == "S" and "second" not in before:
        return "second"
    return PARTS[letter]


def _pieces(parts: list[Part], *, named: bool) -> list[str]:
    """A pattern for each part; digits beside digits have all of theirs."""
    pieces = []
    for i, (code, text, width) in enumerate(parts):
        near = [parts[j][0] for j in (i - 1, i + 1) if 0 <= j < len(parts)]
        exact = any(near) and width > 1
        pieces.append(_piece(code, text, width, exact=exact, named=named))
    return pieces


def _piece(code: str, text: str, width: int, *, exact: bool, named: bool) -> str:
    if not code:
        return r"\s" if text.isspace() else re.escape(text)
    if code == "month" and width >= 3:
        return NAME if named else r"(?P<month>\d\d)"
    special = {
        "year": r"(?P<year>\d{4})" if width != 2 else r"(?P<year>\d\d)",
        "yearday": r"(?P<yearday>\d{3})" if exact else r"(?P<yearday>\d{1,3})",
        "fraction": r"(?P<fraction>\d{1,12})", "weekday name": WEEKDAY, "half": HALF,
        "quarter": r"(?P<quarter>[1-4])",
    }  # fmt: skip
    digits = r"\d\d" if exact else r"\d{1,2}"
    return special.get(code) or rf"(?P<{code}>{digits})"


def _refuse(pattern: str, why: str) -> None:
    text = _(
        "“{pattern}” is no pattern of dates: {why}; write for example dd.MM.yy HH:mm or "
        "yyyy-MM-dd, or leave it empty."
    )
    raise RnnvizError(text.format(pattern=pattern[:LONGEST_PATTERN], why=why))


def read_told(cells: Sequence[str], pattern: str) -> Times | None:
    """The cells by this pattern; None if it does not fit half of those that are there.

    >>> read_told(["03.04.20 05:30", "04.04.20 05:30"], "dd.MM.yy HH:mm").values.item(0)
    datetime.datetime(2020, 4, 3, 5, 30)
    """
    how = told(pattern)
    texts = [_numbered(cell.strip(), how.finder) for cell in cells]
    found = [how.reader.regex.fullmatch(text) for text in texts]
    if not any(found):
        return None
    values, notes = moments(found, how.reader.regex)
    good = int(np.sum(~np.isnat(values)))
    if 2 * good < sum(not is_missing(cell) for cell in cells):
        return None
    units = np.where(np.isnat(values), 0, UNITS.index(how.reader.unit)).astype(np.int8)
    return Times(values, how.reader.how, units=units, notes=notes)


def _numbered(cell: str, finder: re.Pattern[str]) -> str:
    """The cell with the name of its month as two digits, small letters; nothing if too long."""
    m = finder.fullmatch(cell) if len(cell) <= LONGEST else None
    if m is None:
        return ""
    text = cell
    if "name" in finder.groupindex:
        number = month_of(m["name"])
        text = f"{cell[: m.start('name')]}{number:02}{cell[m.end('name') :]}" if number else ""
    if "half" in finder.groupindex:
        text = text.lower() if m["half"].lower() in ("am", "pm") else spoken(text)
    return text


def refuse_unfit(pattern: str, name: str, cells: Sequence[str]) -> None:
    """Say that a pattern does not fit a column, with a cell that shows it."""
    cell = next((cell for cell in cells if not is_missing(cell)), "")
    text = _(
        "The pattern “{pattern}” does not fit the times of “{name}” (one reads “{cell}”); correct "
        "it, choose another column of time, or leave it empty."
    )
    raise RnnvizError(text.format(pattern=pattern, name=name, cell=cell[:40]))
