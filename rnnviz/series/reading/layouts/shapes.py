"""Which layout a table has, and the same values with one row for each time."""

from collections.abc import Sequence

from rnnviz.series.reading.cells.missing import is_missing
from rnnviz.series.reading.cells.numbers import is_number
from rnnviz.series.reading.layouts import across, calendar, days, hours
from rnnviz.series.reading.layouts.grid import Grid
from rnnviz.series.reading.rows.lines import MOST_LYING
from rnnviz.words import _


def guess_shape(
    names: Sequence[str], cells: Sequence[Sequence[str]], first: Sequence[str] = ()
) -> str:
    """Say how a table lies, a code of `SHAPES`; `first` is its first line, names or not.

    >>> guess_shape(["year", *"1 2 3 4 5 6 7 8 9 10 11 12".split()], [["1950", *"123456789012"]])
    'calendar'
    """
    if not cells:
        return "down"
    if days.fits(names, cells) or (not any(names) and days.fits(first, cells[1:])):
        return "days"
    if calendar.periods(names) and calendar.year_column(names, cells) is not None:
        return "calendar"
    if not any(names) and calendar.is_nameless(cells):
        return "calendar"
    if hours.columns(names) and hours.dated(names, cells):
        return "hours"
    if across.first_time(names if any(names) else first) is not None:
        return "across"
    flat = len(cells) <= MOST_LYING and len(names) >= 12 and not any(names)
    return "lines" if flat and all(_number_or_none(c) for row in cells for c in row) else "down"


def reshape(shape: str, grid: Grid, title: str = "") -> Grid:
    """The same values with one row for each time; the notes count what was done."""
    if shape == "calendar" and calendar.periods(grid.names):
        return calendar.unroll(grid)
    if shape == "across" and across.first_time(grid.names) is not None:
        return across.unroll(grid)
    if shape == "hours" and hours.columns(grid.names):
        return hours.unroll(grid)
    if shape == "days" and days.fits(grid.names, grid.cells):
        return days.unroll(grid, title)
    return _read_lines(grid) if shape == "lines" else grid


def _number_or_none(cell: str) -> bool:
    return is_missing(cell) or is_number(cell)


def _read_lines(grid: Grid) -> Grid:
    """All cells in one column, line after line."""
    found = zip(grid.cells, grid.lines, strict=True)
    flat = [([cell], line) for row, line in found for cell in row if cell]
    note = _("Lines of several numbers, read one number after another: {n}.")
    cells, lines = [cell for cell, _line in flat], [line for _cell, line in flat]
    return Grid([""], cells, lines, (*grid.notes, note.format(n=len(grid.cells))))
