"""Tables that are not one row a time: years by months, times across the header, a lying column."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from rnnviz.series.reading.dates import DAY_MONTH, ISO, MONTHS, NAMED
from rnnviz.series.reading.lines import MOST_LYING
from rnnviz.series.reading.numbers import is_missing, is_number
from rnnviz.series.reading.times import parse_times
from rnnviz.series.series import no_value_outside
from rnnviz.series.steps import unevenness
from rnnviz.words import _

SHAPES = {
    "down": _("one row for each time"),
    "calendar": _("years by months or quarters"),
    "across": _("times across the first line"),
    "lines": _("numbers line by line"),
}
LEAST_ACROSS = 6
CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AaPp]\.?[Mm]\.?)?")


class Grid(NamedTuple):
    """Names (or empty strings), rows of cells, their lines in the file, and what was done."""

    names: list[str]
    cells: list[list[str]]
    lines: list[int]
    notes: tuple[str, ...] = ()


def guess_shape(
    names: Sequence[str], cells: Sequence[Sequence[str]], first: Sequence[str] = ()
) -> str:
    """Say how a table lies, a code of `SHAPES`; `first` is its first line, names or not.

    >>> guess_shape(["year", *"1 2 3 4 5 6 7 8 9 10 11 12".split()], [["1950", *"123456789012"]])
    'calendar'
    """
    if not cells:
        return "down"
    if _periods(names) and _year_column(names, cells) is not None:
        return "calendar"
    if _first_time(names if any(names) else first) is not None:
        return "across"
    flat = len(cells) <= MOST_LYING and len(names) >= 12 and not any(names)
    return "lines" if flat and all(_number_or_none(c) for row in cells for c in row) else "down"


def reshape(shape: str, grid: Grid) -> Grid:
    """The same values with one row for each time; the notes count what was done."""
    if shape == "calendar" and _periods(grid.names):
        return _unroll_calendar(grid)
    if shape == "across" and _first_time(grid.names) is not None:
        return _unroll_across(grid)
    return _read_lines(grid) if shape == "lines" else grid


def _number_or_none(cell: str) -> bool:
    return is_missing(cell) or is_number(cell)


def _periods(names: Sequence[str]) -> list[int]:
    """The columns of the twelve months, or of the four quarters, in order; else empty."""
    months = [_month(name) for name in names]
    if sorted(m for m in months if m) == list(range(1, 13)):
        return [months.index(m) for m in range(1, 13)]
    quarters = [name.strip().upper() for name in names]
    wanted = ["Q1", "Q2", "Q3", "Q4"]
    return [quarters.index(q) for q in wanted] if quarters.count("Q1") == 1 and set(
        wanted
    ) <= set(quarters) else []  # fmt: skip


def _month(name: str) -> int:
    """1 to 12 for Jan, JANUARY, 01, M1 or 1; 0 for anything else."""
    word = name.strip().lower().rstrip(".")
    if word[:3] in MONTHS and word.isalpha():
        return MONTHS.index(word[:3]) + 1
    digits = word.removeprefix("m").removesuffix("月")
    return int(digits) if digits.isdecimal() and len(digits) <= 2 and int(digits) <= 12 else 0


def _year_column(names: Sequence[str], cells: Sequence[Sequence[str]]) -> int | None:
    """The first column that is no month and holds years."""
    periods = set(_periods(names))
    for i in range(len(names)):
        times = None if i in periods else parse_times([row[i] for row in cells])
        if times is not None and times.how == _("years"):
            return i
    return None


def _unroll_calendar(grid: Grid) -> Grid:
    periods = _periods(grid.names)
    year = _year_column(grid.names, grid.cells)
    at = year if year is not None else min(set(range(len(grid.names))) - set(periods), default=0)
    sign, unit = ("-{:02}", _("month")) if len(periods) == 12 else (" Q{}", _("quarter"))
    cells, lines = [], []
    for row, line in zip(grid.cells, grid.lines, strict=True):
        whole = row[at].split(".")[0]
        cells += [[whole + sign.format(n + 1), row[i]] for n, i in enumerate(periods)]
        lines += [line] * len(periods)
    cells, lines, outside = _without_empty_ends(cells, lines)
    aside = [n for i, n in enumerate(grid.names) if i not in periods and i != at]
    text = _("Rows of years with columns of periods, unrolled to one row a period: {years}.")
    notes = [text.format(years=len(grid.cells))]
    notes += [_left_aside(aside)] if aside else []
    notes += [no_value_outside(outside)] if outside else []
    return Grid([unit, _("value")], cells, lines, (*grid.notes, *notes))


def _without_empty_ends(
    cells: list[list[str]], lines: list[int]
) -> tuple[list[list[str]], list[int], int]:
    """Leave out the periods before the first and after the last value: they are not missing."""
    there = [n for n, (_time, value) in enumerate(cells) if not is_missing(value)]
    years = [row[0][:4] for row in cells]
    if not there or years != sorted(years):  # with the latest year first, an end is no end in time
        return cells, lines, 0
    part = slice(there[0], there[-1] + 1)
    return cells[part], lines[part], len(cells) - len(cells[part])


def _left_aside(names: list[str]) -> str:
    return _("Columns that are no period, left aside: {names}.").format(
        names=", ".join(names)[:100]
    )


def _first_time(names: Sequence[str]) -> int | None:
    """The first of at least six columns whose names are dates with even steps, up to the last."""
    for first in range(min(5, len(names) - LEAST_ACROSS + 1)):
        times = parse_times(names[first:])
        if times is None or np.isnat(times.values).any():
            continue
        if unevenness(times.values) < 0.1 and (np.diff(times.values).astype(int) > 0).all():
            return first
    return None


def _unroll_across(grid: Grid) -> Grid:
    first = _first_time(grid.names) or 0
    labels = grid.names[:first] or []
    cells, lines = [], []
    for row, line in zip(grid.cells, grid.lines, strict=True):
        cells += [[*row[:first], name, row[first + n]] for n, name in enumerate(grid.names[first:])]
        lines += [line] * (len(grid.names) - first)
    note = _("Columns whose names are times, turned into rows: {n}.")
    names = [*labels, _("time"), _("value")]
    return Grid(names, cells, lines, (*grid.notes, note.format(n=len(grid.names) - first)))


def _read_lines(grid: Grid) -> Grid:
    """All cells in one column, line after line."""
    found = zip(grid.cells, grid.lines, strict=True)
    flat = [([cell], line) for row, line in found for cell in row if cell]
    note = _("Lines of several numbers, read one number after another: {n}.")
    cells, lines = [cell for cell, _line in flat], [line for _cell, line in flat]
    return Grid([""], cells, lines, (*grid.notes, note.format(n=len(grid.cells))))


def composed(columns: Sequence[tuple[str, Sequence[str]]]) -> tuple[str, list[str]] | None:
    """A column of dates from one of days and one of clock times, or from years, months and days.

    >>> composed([("year", ["1959", "1959"]), ("quarter", ["1", "2"]), ("y", ["5", "6"])])
    ('year + quarter', ['1959 Q1', '1959 Q2'])
    """
    clock = next((c for c in columns if all(CLOCK.fullmatch(cell) for cell in c[1])), None)
    day = clock and next((c for c in columns if c is not clock and _dates(c[1])), None)
    if clock and day:
        both = [f"{a} {b}" for a, b in zip(day[1], clock[1], strict=True)]
        return f"{day[0]} + {clock[0]}", both
    found = {key: _column(columns, words) for key, words in PARTS.items()}
    year, month, day, part = (found[k] for k in ("year", "month", "day", "quarter"))
    if year is None:
        return None
    years = [cell.split(".")[0] for cell in year[1]]
    if month is not None and all(_month(_whole(c)) for c in month[1]):
        months = [f"{y}-{_month(_whole(c)):02}" for y, c in zip(years, month[1], strict=True)]
        if day is not None and all(_whole(c).isdecimal() for c in day[1]):
            days = [f"{m}-{_whole(c):0>2}" for m, c in zip(months, day[1], strict=True)]
            return f"{year[0]} + {month[0]} + {day[0]}", days
        return f"{year[0]} + {month[0]}", months
    if part is not None and all(_whole(c).upper().strip("Q") in set("1234") for c in part[1]):
        quarters = [
            f"{y} Q{_whole(c).upper().strip('Q')}" for y, c in zip(years, part[1], strict=True)
        ]
        return f"{year[0]} + {part[0]}", quarters
    return None


PARTS = {
    "year": ("year", "yr", "jahr", "année", "annee", "año", "ano", "年", "年份"),
    "quarter": ("quarter", "qtr", "q", "quartal", "trimestre", "季度", "季"),
    "month": ("month", "mon", "mo", "monat", "mois", "mes", "月", "月份"),
    "day": ("day", "tag", "jour", "dia", "día", "日"),
}


def _dates(cells: Sequence[str]) -> bool:
    """Days without a time of day, the first of them standing for all."""
    return ":" not in cells[0] and any(r.match(cells[0]) for r in (ISO, DAY_MONTH, *NAMED))


def _whole(cell: str) -> str:
    return cell.strip().removesuffix(".0")


def _column(
    columns: Sequence[tuple[str, Sequence[str]]], words: tuple[str, ...]
) -> tuple[str, Sequence[str]] | None:
    return next((c for c in columns if c[0].strip().lower() in words), None)
