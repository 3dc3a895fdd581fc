"""What a cell is at a glance: a number, a time, missing, or a word; and so for columns."""

from collections.abc import Sequence

from rnnviz.series.reading.cells.missing import LONGEST, is_missing
from rnnviz.series.reading.cells.numbers import is_number
from rnnviz.series.reading.cells.signs import plain, take_apart
from rnnviz.series.reading.times.names import spoken
from rnnviz.series.reading.times.parse import DIGIT, UNTIL
from rnnviz.series.reading.times.patterns import COMPACT, ISO, NUMBERS, PATTERNS

TIMED = (ISO.regex, NUMBERS, *(p.regex for p in PATTERNS), *(p.regex for p in COMPACT[5:]))
MOST_COLUMNS = 24  # whose cells are looked at for times
FEW = 8  # rows of a table whose times lie across
TYPICAL = 24  # rows from the middle of a table that say what its columns hold


def kind(cell: str, *, timed: bool = True) -> str:
    """One letter: n for a number, t for a time, m for missing, w for anything else.

    >>> [kind(cell) for cell in ("5 kWh", "2020 Q1", "n.a.", "Station 7", "1990")]
    ['n', 't', 'm', 'w', 'n']
    """
    if is_missing(cell):
        return "m"
    if len(cell) > LONGEST or not DIGIT.search(cell):
        return "w"
    if is_number(cell):
        return "n"
    if timed and looks_timed(cell):
        return "t"
    parts = take_apart(cell)
    good = parts and (plain(parts.core, ".") or plain(parts.core, ","))
    return "n" if good else "w"


def looks_timed(cell: str) -> bool:
    """Whether any pattern of times fits a cell, or the first half of it."""
    text = spoken(cell)
    first = UNTIL.split(text, maxsplit=1)[0].strip()
    return any(regex.fullmatch(text) or regex.fullmatch(first) for regex in TIMED)


def kinds(row: Sequence[str]) -> list[str]:
    """The kind of every cell of a row."""
    return [kind(cell, timed=i < MOST_COLUMNS) for i, cell in enumerate(row)]


def profile(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """What the columns hold: "n" or "t" where most cells of typical rows are that, else "w"."""
    few = len(rows) < FEW  # most may be lines of names; the last are data
    middle = rows[-max(1, len(rows) // 2) :] if few else rows[len(rows) // 4 : -(len(rows) // 4)]
    step = 1 + (len(middle) - 1) // TYPICAL
    columns = list(zip(*(kinds(row[:width]) for row in middle[::step]), strict=True))
    return [_typical(column) for column in columns]


def _typical(column: Sequence[str]) -> str:
    there = [k for k in column if k != "m"]
    for wanted in ("n", "t"):
        if there and there.count(wanted) >= 0.6 * len(there):
            return wanted
    if there and there.count("n") + there.count("t") >= 0.8 * len(there):
        return "t"  # years among months: times of several kinds
    return "w" if there else "m"


def misfits(row: Sequence[str], typical: Sequence[str]) -> bool:
    """Whether a row is no row of data: words where numbers or times belong, or none of either."""
    found = kinds(row[: len(typical)])
    typed = [i for i, k in enumerate(typical) if k in "nt" and i < len(found)]
    there = [i for i in typed if found[i] in "nt"]
    words = [i for i in typed if found[i] == "w"]
    if not typed:
        return False
    wrong = [i for i in there if typical[i] == "n" and found[i] == "t"]
    return not there or len(words) + len(wrong) > 0.4 * len(there) + (len(typed) > 4)
