"""Days 1 to 31 by the twelve months, in either direction: one year, or several."""

import re
from collections.abc import Sequence

from rnnviz.errors import RnnvizError
from rnnviz.series.reading.cells.missing import is_missing
from rnnviz.series.reading.layouts.calendar import month, periods, year_column
from rnnviz.series.reading.layouts.grid import Grid
from rnnviz.series.reading.times.parse import parse_times
from rnnviz.series.reading.times.patterns import UNITS
from rnnviz.words import _

Row = tuple[str, str, int]  # date, value, line
MONTH = UNITS.index("month")
DAY = re.compile(r"(?:day|d|tag|jour|dia|giorno|dag)?[ _]?0?(\d{1,2})[.日]?")
YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20|21)\d\d(?!\d)")
LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def fits(names: Sequence[str], cells: Sequence[Sequence[str]]) -> bool:
    """Whether the columns are months and a column beside them counts days, or the other way."""
    down = len(periods(names)) == 12 and _day_column(names, cells) is not None
    return down or _months_of(names, cells) is not None


def _day_column(names: Sequence[str], cells: Sequence[Sequence[str]]) -> int | None:
    months = set(periods(names))
    for i in range(len(names)):
        if i not in months:
            numbers = {row[i].strip(" .日").lstrip("0") for row in cells}
            counted = {n for n in numbers if n.isdecimal()}
            if {str(n) for n in range(1, 29)} <= counted <= {str(n) for n in range(1, 32)}:
                return i
    return None


def _day_columns(names: Sequence[str]) -> dict[int, int]:
    """The columns of the days 1 to 28 and more, each with its day; else empty."""
    found = {i: DAY.fullmatch(name.strip().lower()) for i, name in enumerate(names)}
    days = {i: int(m[1]) for i, m in found.items() if m}
    numbers = sorted(days.values())
    return days if 28 <= len(days) <= 31 and numbers == list(range(1, len(days) + 1)) else {}


def _months_of(names: Sequence[str], cells: Sequence[Sequence[str]]) -> list[str] | None:
    """Year and month of each row (the year empty where it is not said), or only "-03"."""
    days = _day_columns(names)
    beside = [[row[i] for row in cells] for i in range(len(names)) if i not in days]
    if not days or not beside:
        return None
    read = [parse_times(column) for column in beside]
    whole = next((t for t in read if t and t.units is not None and set(t.units) == {MONTH}), None)
    if whole is not None:
        return [str(time)[:7] for time in whole.values]
    numbers = next((n for c in beside if all(n := [month(cell) for cell in c])), None)
    if numbers is None:
        return None
    years = next((t for t in read if t is not None and t.are_years), None)
    texts = [""] * len(cells) if years is None else [str(time)[:4] for time in years.values]
    return [f"{year}-{n:02}" for year, n in zip(texts, numbers, strict=True)]


def unroll(grid: Grid, title: str) -> Grid:
    """One row a day, in the order of time."""
    across = _months_of(grid.names, grid.cells)
    rows = _down(grid, title) if across is None else _across(grid, title, across)
    rows.sort()
    while rows and is_missing(rows[-1][1]):
        rows.pop()
    note = _("Days by months, unrolled to one row a day: {n}.")
    cells = [[date, value] for date, value, _line in rows]
    lines = [line for _date, _value, line in rows]
    notes = (*grid.notes, note.format(n=len(rows)))
    return Grid([_("day"), _("value")], cells, lines, notes, _("value"))


def _named_year(grid: Grid, title: str) -> str:
    """The one year that the names or the lines above the table say, or a sentence."""
    named = set(YEAR.findall(" ".join([title, *grid.names])))
    if len(named) != 1:
        raise RnnvizError(
            _("Days and months lie across each other, but no year is given; add a column of years, "
              "or one line above the table that names the year.")
        )  # fmt: skip
    return named.pop()


def _down(grid: Grid, title: str) -> list[Row]:
    months, day = periods(grid.names), _day_column(grid.names, grid.cells)
    rest = [i for i in range(len(grid.names)) if i not in (*months, day)]
    beside = year_column([grid.names[i] for i in rest], [[r[i] for i in rest] for r in grid.cells])
    named = _named_year(grid, title) if beside is None else ""
    rows = []
    for row, line in zip(grid.cells, grid.lines, strict=True):
        year = row[rest[beside]][:4] if beside is not None else named
        number = row[day or 0].strip(" .日")
        if number.isdecimal() and 1 <= int(number) <= 31:
            rows += [
                (f"{year}-{m:02}-{int(number):02}", row[i], line)
                for m, i in enumerate(months, 1)
                if _there(year, m, int(number), row[i])
            ]
    return rows


def _across(grid: Grid, title: str, months: Sequence[str]) -> list[Row]:
    named = _named_year(grid, title) if any(m[0] == "-" for m in months) else ""
    rows = []
    for row, line, found in zip(grid.cells, grid.lines, months, strict=True):
        year, number = (found if found[0] != "-" else named + found).split("-")
        rows += [
            (f"{year}-{number}-{day:02}", row[i], line)
            for i, day in _day_columns(grid.names).items()
            if _there(year, int(number), day, row[i])
        ]
    return rows


def _there(year: str, month: int, day: int, cell: str) -> bool:
    """Whether there is such a day; the empty cell of 30 February is no missing value."""
    leap = int(year) % 4 == 0 and (int(year) % 100 != 0 or int(year) % 400 == 0)
    last = 29 if month == 2 and leap else 28 if month == 2 else LENGTHS[month - 1]
    return day <= last or not is_missing(cell)
