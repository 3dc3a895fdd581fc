"""Years down and months or quarters across."""

from collections.abc import Sequence
from itertools import pairwise

from rnnviz.series.reading.cells.missing import is_missing
from rnnviz.series.reading.layouts.grid import Grid, left_aside, runs_over
from rnnviz.series.reading.times.names import month_of
from rnnviz.series.reading.times.parse import parse_times
from rnnviz.series.reading.times.patterns import LATEST, OLDEST
from rnnviz.series.series import no_value_outside
from rnnviz.words import _

QUARTERS = tuple(
    frozenset({f"Q{n}", f"T{n}", f"Q0{n}", f"{n}Q", f"QTR{n}", f"QTR {n}", f"Q {n}",
               f"{n}. QUARTAL", f"QUARTER {n}", f"{n}季度", f"第{n}季度",
               f"TRIM {n}", f"TRIMESTRE {n}", roman, f"{roman}."})
    for n, roman in enumerate(("I", "II", "III", "IV"), 1)
)  # fmt: skip


def periods(names: Sequence[str]) -> list[int]:
    """The columns of the twelve months, or of the four quarters, in order; else empty."""
    if not 5 <= len(names) <= 40:
        return []
    months = [month(name) for name in names]
    if sorted(m for m in months if m) == list(range(1, 13)):
        return [months.index(m) for m in range(1, 13)]
    quarters = [quarter(name) for name in names]
    if sorted(q for q in quarters if q) == [1, 2, 3, 4]:
        return [quarters.index(q) for q in (1, 2, 3, 4)]
    return []


def is_nameless(cells: Sequence[Sequence[str]]) -> bool:
    """Whether rows without names hold a year that counts on, and twelve numbers."""
    if any(len(row) != 13 or not (len(row[0]) == 4 and row[0].isdecimal()) for row in cells):
        return False
    steps = {int(b[0]) - int(a[0]) for a, b in pairwise(cells)}
    return len(cells) > 1 and steps in ({1}, {-1}) and OLDEST <= int(cells[0][0]) <= LATEST


def months_named() -> list[str]:
    """Names for a year and its twelve months."""
    return [_("year"), *map(str, range(1, 13))]


def month(name: str) -> int:
    """1 to 12 for Jan, März, 01, M1, 1月 or 1; 0 for anything else."""
    word = name.strip().lower().rstrip(".")
    digits = word.removeprefix("m").removesuffix("月")
    if digits.isdecimal():
        return int(digits) if len(digits) <= 2 and int(digits) <= 12 else 0
    return month_of(word)


def quarter(name: str) -> int:
    """1 to 4 for Q1, T1, 1季度; 0 for anything else."""
    word = name.strip().upper()
    return next((n for n, words in enumerate(QUARTERS, 1) if word in words), 0)


def year_column(names: Sequence[str], cells: Sequence[Sequence[str]]) -> int | None:
    """The first column that is no month and holds years."""
    known = set(periods(names))
    for i in range(len(names)):
        times = None if i in known else parse_times([row[i] for row in cells])
        if times is not None and times.are_years:
            return i
    return None


def unroll(grid: Grid) -> Grid:
    """One row for each month or quarter of each year; labels of rows stay beside them."""
    across = periods(grid.names)
    year = year_column(grid.names, grid.cells)
    at = year if year is not None else min(set(range(len(grid.names))) - set(across), default=0)
    sign, unit = ("-{:02}", _("month")) if len(across) == 12 else (" Q{}", _("quarter"))
    labels = _labels(grid, across, at)
    begins = min(range(len(across)), key=lambda n: across[n])  # the period that stands first
    order = [*range(begins, len(across)), *range(begins)]
    turned = len(across) == 12 and begins > 0 and [across[n] for n in order] == sorted(across)
    order = order if turned else range(len(across))
    cells, lines = [], []
    for row, line in zip(grid.cells, grid.lines, strict=True):
        whole, beside = row[at].split(".")[0][:4], [row[i] for i in labels]
        after = str(int(whole) + 1) if turned and whole.isdecimal() else whole
        cells += [
            [*beside, (after if turned and n < begins else whole) + sign.format(n + 1),
             row[across[n]]]
            for n in order
        ]  # fmt: skip
        lines += [line] * len(across)
    outside = 0
    if not labels:
        cells, lines, outside = _without_empty_ends(cells, lines)
    aside = [n for i, n in enumerate(grid.names) if i not in across and i != at and i not in labels]
    text = _("Rows of years with columns of periods, unrolled to one row a period: {years}.")
    notes = [text.format(years=len(grid.cells))]
    notes += [runs_over(begins + 1)] if turned else []
    notes += [left_aside(aside)] if aside else []
    notes += [no_value_outside(outside)] if outside else []
    names = [*(grid.names[i] for i in labels), unit, _("value")]
    return Grid(names, cells, lines, (*grid.notes, *notes), _("value"))


def _labels(grid: Grid, across: Sequence[int], year: int) -> list[int]:
    """The columns that tell several series apart, where a year has several rows."""
    years = [row[year] for row in grid.cells]
    if len(set(years)) == len(years):
        return []
    return [
        i for i in range(len(grid.names))
        if i not in across and i != year and 1 < len({row[i] for row in grid.cells}) < len(years)
    ]  # fmt: skip


def _without_empty_ends(
    cells: list[list[str]], lines: list[int]
) -> tuple[list[list[str]], list[int], int]:
    """Leave out the periods before the first and after the last value: they are not missing."""
    there = [n for n, row in enumerate(cells) if not is_missing(row[-1])]
    years = [row[0][:4] for row in cells]
    if not there or years != sorted(years):  # with the latest year first, an end is no end in time
        return cells, lines, 0
    part = slice(there[0], there[-1] + 1)
    return cells[part], lines[part], len(cells) - len(cells[part])
