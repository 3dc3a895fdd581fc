"""Which rows of a file are the table: what stands above, below and within it is left out, and said.

remarks          left out and counted
names            one line or several
units            left out and counted
rows of data     sums and repeated names within are left out and counted
remarks, sums, a second table    left out and counted
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rnnviz.errors import RnnvizError
from rnnviz.series.reading.rows.edges import (
    ANNUAL,
    annual_column,
    is_format,
    is_sum,
    label_columns,
)
from rnnviz.series.reading.rows.kinds import kind, kinds, misfits, profile
from rnnviz.series.reading.rows.lines import DELIMITERS, Lines
from rnnviz.words import _

MOST_ABOVE = 40  # lines among which the names are looked for
LEAST_SECOND = 2  # rows of a second table
LEAST_YEARS = 4  # across, to be names


class Form(NamedTuple):
    """What rows of data have in common: cells, their kinds, and the columns where sums say so."""

    width: int
    typical: list[str]
    labels: tuple[int, ...]


class Block(NamedTuple):
    """Rows of data (N, width) with their lines in the file, the rows above that may be names."""

    cells: list[list[str]]
    lines: list[int]
    heads: list[list[str]]
    head_lines: list[int]
    title: str
    width: int
    notes: tuple[str, ...]
    hashed: list[str] | None = None  # a remark of as many words as there are columns
    told: bool = False  # somebody said which lines hold the names


def find_block(found: Lines, names: int = 0, names_lines: int = 0) -> Block:
    """The table in a file, or a sentence about the line that does not fit.

    `names` is the line of the names, if somebody said so, and `names_lines` how many they take.
    """
    hashes = {i for i, row in enumerate(found.cells) if row[0].startswith("#")}
    rest = [row for i, row in enumerate(found.cells) if i not in hashes]
    remarks = [i for i in sorted(hashes) if not (rest and _numbers_rows(found.cells[i], rest))]
    left = set(remarks)
    keep = [i for i in range(len(found.cells)) if i not in left]
    if not keep:
        return Block([], [], [], [], "", 0, ())
    cells, lines = [found.cells[i] for i in keep], [found.lines[i] for i in keep]
    width = usual_width(cells)
    full = [row for row in cells if _fits(row, width)]
    typical = profile(full[1:] or full, width)
    start = _start(cells, width, typical)
    if names:
        start = sum(line < names + max(1, names_lines) for line in lines)
    form = Form(width, typical, label_columns(full))
    end = _end(cells, start, form)
    cut, second = _second_table(cells, lines, start, end, form)
    body = cells[start:cut]
    rows = [
        _fit(row, width, line, found.delimiter)
        for row, line in zip(body, lines[start:cut], strict=True)
    ]
    inside = _inside(rows, cells[start - 1] if start else [], form)
    first = sum(line < names for line in lines) if names else max(0, start - MOST_ABOVE)
    heads = cells[first:start]
    hashed = _hashed(found, remarks, lines[start] if start < len(lines) else 0, width)
    notes = (
        *_counted(_("Remarks (lines that start with #) that were left out: {n}."),
                  len(remarks) - (hashed is not None and not heads)),
        *_counted(_("Lines under the table that were left out: {n}."), end_count(cells, end)),
        *_counted(_("Rows of a second table below, left out: {n}."), second),
        *_counted(_("Sums and repeated names among the rows, left out: {n}."),
                  len(rows) - len(inside)),
    )  # fmt: skip
    return Block(
        [rows[i] for i in inside], [lines[start + i] for i in inside], heads,
        lines[first:start], _title(cells[:start]), width, notes, hashed, bool(names),
    )  # fmt: skip


def _numbers_rows(row: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    """Whether “#” alone names the first column, over the numbers of the rows."""
    return row[0] == "#" and any(row[1:]) and len(row) == usual_width(rest)


def end_count(cells: Sequence[Sequence[str]], end: int) -> int:
    """How many lines lie under the table."""
    return len(cells) - end


def _counted(text: str, n: int) -> tuple[str, ...]:
    return (text.format(n=n),) if n else ()


def usual_width(rows: Sequence[Sequence[str]]) -> int:
    """The number of cells that takes most room: rows times cells; empty last ones not counted."""
    widths = Counter(len(row) for row in rows)
    width = max(widths, key=lambda w: (widths[w] * w, w))
    full = [row for row in rows if len(row) == width]
    while width > 1 and not any(row[width - 1] for row in full):
        width -= 1
    return width


def _fits(row: Sequence[str], width: int) -> bool:
    return len(row) == width or (len(row) > width and not any(row[width:]))


def _start(cells: list[list[str]], width: int, typical: list[str]) -> int:
    """The first row of data."""
    fitting = [i for i, row in enumerate(cells[: MOST_ABOVE + 1]) if _fits(row, width)]
    if not any(k in "nt" for k in typical):  # words everywhere: the first row names them
        named = fitting and any(map(_is_word, cells[fitting[0]]))
        return fitting[0] + 1 if named else next(iter(fitting), 0)
    for i in fitting:
        row = cells[i][:width]
        named = i == fitting[0] and typical[0] in "nt" and _is_word(row[0])
        named = named or _years_across(row, typical)
        fits = not misfits(row, typical) or _timed_otherwise(row, typical)
        if not named and not is_format(row) and fits and not _timeless(row, typical):
            return i
    return next((i for i, row in enumerate(cells) if _fits(row, width)), 0)


def _timed_otherwise(row: list[str], typical: list[str]) -> bool:
    """Whether only the time is not understood: such a row is data, and is told or asked about."""
    found = kinds(row)
    numbers = [found[i] for i, k in enumerate(typical) if k == "n"]
    times = [row[i] for i, k in enumerate(typical) if k == "t"]
    return (
        "n" in numbers and "w" not in numbers and "t" not in numbers
        and any(any(map(str.isdigit, cell)) for cell in times)
    )  # fmt: skip


def _timeless(row: list[str], typical: list[str]) -> bool:
    """Whether a row lacks its time: the first has one, also where it stands once for several."""
    return any(k == "t" and not cell for k, cell in zip(typical, row, strict=False))


def _years_across(row: list[str], typical: list[str]) -> bool:
    """Whether the numbers of a row are years that follow each other: names over numbers."""
    cells = [cell for cell, k in zip(row, typical, strict=False) if k == "n" and cell]
    years = [int(cell) for cell in cells if len(cell) == 4 and cell.isdecimal()]
    steps = {b - a for a, b in pairwise(years)}
    return len(cells) == len(years) >= LEAST_YEARS and steps in ({1}, {-1})


def _is_word(cell: str) -> bool:
    return kind(cell) == "w"


def _end(cells: list[list[str]], start: int, form: Form) -> int:
    """The end of the data: remarks and sums below it are no part of it."""
    end, typical = len(cells), form.typical
    while end > start + 1 and _is_footer(cells[end - 1], form):
        end -= 1
    timed = typical[0] == "t" and all(row[0] for row in cells[max(start, end - 9) : end - 1])
    return end - (timed and end > start + 9 and not cells[end - 1][0])  # a sum that no word names


def _is_footer(row: list[str], form: Form) -> bool:
    width, typical, labels = form
    if is_sum(row, labels):
        return True
    typed = any(k in "nt" for k in typical)
    numbers = any(k in "nt" for k in kinds(row[:width]))
    there = sum(map(bool, row))
    if typed and len(row) <= width / 4:
        return True
    if typed and there == 1 and width > 1 and row[0] and len(row[0]) > 24:
        return True
    return typed and not numbers and (not _fits(row, width) or there < max(2, width / 2))


def _second_table(
    cells: list[list[str]], lines: list[int], start: int, end: int, form: Form
) -> tuple[int, int]:
    """Where a table of another kind begins below the first, and how many rows it has."""
    width, typical, labels = form
    after_gap = [i for i in range(start + 1, end) if lines[i] > lines[i - 1] + 1]
    for i in after_gap[:1000]:
        row = cells[i]
        other = len(row) != width and not _fits(row, width)
        if other and i - start >= LEAST_SECOND and end - i >= LEAST_SECOND:
            return i, end - i
        named = (
            misfits(row, typical) and not is_sum(row, labels) and sum(map(bool, row)) > width / 2
        )
        if named and row != cells[max(0, start - 1)] and end - i > LEAST_SECOND:
            return i, end - i
    return end, 0


def _inside(rows: list[list[str]], head: list[str], form: Form) -> list[int]:
    """The rows without sums and without the names once more."""
    annual = annual_column(rows)
    words = form.typical[0] == "w"  # what says Total may be one of several series
    return [
        i for i, row in enumerate(rows)
        if _is_dated(row[0]) or (row != head and (words or not is_sum(row, form.labels)))
        if annual is None or row[annual] not in ANNUAL
    ]  # fmt: skip


def _is_dated(cell: str) -> bool:
    """No sum and no name, at a glance: 2019 Total ends with a letter."""
    return cell[:1].isdigit() and cell[-1:].isdigit()


def _fit(row: list[str], width: int, line: int, sign: str) -> list[str]:
    """The row with `width` cells: empty ones past the end go, anything else is refused."""
    if len(row) == width:
        return row
    behind = sign == " " and len(row) > width and all(map(str.isalpha, row[width:]))
    if _fits(row, width) or behind:
        return row[:width]  # columns by blanks: words behind the last are remarks on the row
    row = (
        row[: max((i + 1 for i, cell in enumerate(row) if cell), default=0)]
        if len(row) > width
        else row
    )
    raise RnnvizError(
        _misfit(len(row)).format(
            line=line, found=len(row), width=width, cells=" · ".join(row)[:60],
            sign=_(DELIMITERS.get(sign, sign)),
        )
    )  # fmt: skip


def _misfit(found: int) -> str:
    if found == 1:
        return _(
            "Line {line} has one cell where the table has {width} (it reads “{cells}”); look there "
            "for a missing separator ({sign})."
        )
    return _(
        "Line {line} has {found} cells where the table has {width} (it reads “{cells}”); look "
        "there for a missing or an extra separator ({sign})."
    )


def _hashed(found: Lines, remarks: list[int], first: int, width: int) -> list[str] | None:
    """The words of the last remark above the table, if they are as many as its columns."""
    rows = [found.cells[i] for i in remarks if found.lines[i] < first]
    above = [row for row in rows if any(cell.strip("# ") for cell in row)]
    if not above:
        return None
    row = above[-1]
    words = [row[0].lstrip("# "), *row[1:]]
    words = words if words[0] else words[1:]
    wide = next(len(r) for r, n in zip(found.cells, found.lines, strict=True) if n >= first)
    return words[:width] if len(words) in (width, wide) else None  # the last ones may be empty


def _title(above: list[list[str]]) -> str:
    return " ".join(cell for row in above[:MOST_ABOVE] for cell in row if cell)[:400]
