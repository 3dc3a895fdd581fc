"""Days 1 to 31 down and the twelve months across: one year, or several with a column of years."""

import re
from collections.abc import Sequence

from rnnviz.errors import RnnvizError
from rnnviz.series.reading.cells.missing import is_missing
from rnnviz.series.reading.layouts.calendar import periods, year_column
from rnnviz.series.reading.layouts.grid import Grid
from rnnviz.words import _

YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20|21)\d\d(?!\d)")
LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def fits(names: Sequence[str], cells: Sequence[Sequence[str]]) -> bool:
    """Whether the columns are months and a column beside them counts days."""
    return len(periods(names)) == 12 and _day_column(names, cells) is not None


def _day_column(names: Sequence[str], cells: Sequence[Sequence[str]]) -> int | None:
    months = set(periods(names))
    for i in range(len(names)):
        if i not in months:
            numbers = [row[i].strip(" .") for row in cells]
            if {str(n) for n in range(1, 29)} <= {n.lstrip("0") for n in numbers}:
                return i
    return None


def unroll(grid: Grid, title: str) -> Grid:
    """One row a day, year after year, month after month."""
    months, day = periods(grid.names), _day_column(grid.names, grid.cells)
    rest = [i for i in range(len(grid.names)) if i not in (*months, day)]
    beside = year_column([grid.names[i] for i in rest], [[r[i] for i in rest] for r in grid.cells])
    named = set(YEAR.findall(" ".join([title, *grid.names])))
    if beside is None and len(named) != 1:
        raise RnnvizError(
            _("Days stand below each other and months side by side, but no year is given; add a "
              "column of years, or one line above the table that names the year.")
        )  # fmt: skip
    rows = []
    for row, line in zip(grid.cells, grid.lines, strict=True):
        year = row[rest[beside]][:4] if beside is not None else next(iter(named))
        number = row[day or 0].strip(" .")
        if number.isdecimal() and 1 <= int(number) <= 31:
            rows += [
                (f"{year}-{m:02}-{int(number):02}", row[i], line)
                for m, i in enumerate(months, 1)
                if _there(year, m, int(number), row[i])
            ]
    rows.sort()
    while rows and is_missing(rows[-1][1]):
        rows.pop()
    note = _("Days below each other and months side by side, unrolled to one row a day: {n}.")
    cells = [[date, value] for date, value, _line in rows]
    lines = [line for _date, _value, line in rows]
    notes = (*grid.notes, note.format(n=len(rows)))
    return Grid([_("day"), _("value")], cells, lines, notes, _("value"))


def _there(year: str, month: int, day: int, cell: str) -> bool:
    """Whether there is such a day; the empty cell of 30 February is no missing value."""
    leap = int(year) % 4 == 0 and (int(year) % 100 != 0 or int(year) % 400 == 0)
    last = 29 if month == 2 and leap else 28 if month == 2 else LENGTHS[month - 1]
    return day <= last or not is_missing(cell)
