"""Times across the first line, in either direction; one row for each series."""

from collections.abc import Sequence

import numpy as np

from rnnviz.series.reading.cells.missing import is_missing
from rnnviz.series.reading.layouts.calendar import month, quarter
from rnnviz.series.reading.layouts.grid import Grid
from rnnviz.series.reading.rows.lines import MAX_CELLS, refuse_size
from rnnviz.series.reading.times.parse import parse_times
from rnnviz.series.steps import unevenness
from rnnviz.words import _

LEAST_ACROSS = 6
MOST_LABELS = 12


def first_time(names: Sequence[str]) -> int | None:
    """The first of at least six columns whose names are dates with even steps, up to the last."""
    most = min(MOST_LABELS, len(names) - LEAST_ACROSS + 1)
    for first in range(most):
        if not names[first] or parse_times([names[first]]) is None:
            continue
        times = parse_times(names[first:])
        if times is None or np.isnat(times.values).any():
            continue
        steps = np.diff(times.values).astype(np.int64)
        if unevenness(times.values) < 0.1 and ((steps > 0).all() or (steps < 0).all()):
            return first
    return None


def unroll(grid: Grid) -> Grid:
    """One row for each time of each series, with the labels of its row beside it."""
    first = first_time(grid.names) or 0
    times = grid.names[first:]
    if len(times) * len(grid.cells) * (first + 2) > 2 * MAX_CELLS:
        refuse_size(0)
    note = _("Columns whose names are times, turned into rows: {n}.").format(n=len(times))
    inner = _periods_down(grid, first, times)
    if inner is not None:
        return inner._replace(notes=(*grid.notes, note))
    labels, shown = _labels(grid, first)
    cells, lines = [], []
    for row, line, beside in zip(grid.cells, grid.lines, shown, strict=True):
        cells += [[*beside, name, value] for name, value in zip(times, row[first:], strict=True)]
        lines += [line] * len(times)
    names = [*labels, _("time"), _("value")]
    return Grid(names, cells, lines, (*grid.notes, note), _("value"))


def _labels(grid: Grid, first: int) -> tuple[list[str], list[list[str]]]:
    """Labels of the rows; where none is different in each row, all words together come first."""
    labels = [name or _("column {n}").format(n=i + 1) for i, name in enumerate(grid.names[:first])]
    rows = [row[:first] for row in grid.cells]
    columns = list(zip(*rows, strict=True)) if first else []
    words = [i for i, c in enumerate(columns) if not all(_is_numeric(x) for x in c)]
    alone = any(len(set(columns[i])) == len(rows) for i in words)
    if alone or len(words) < 2:
        return labels, rows
    together = [", ".join(row[i] for i in words if row[i]) for row in rows]
    joined = " + ".join(labels[i] for i in words)
    return [joined, *labels], [[t, *row] for t, row in zip(together, rows, strict=True)]


def _is_numeric(cell: str) -> bool:
    return is_missing(cell) or cell.replace(".", "", 1).removeprefix("-").isdecimal()


def _periods_down(grid: Grid, first: int, times: Sequence[str]) -> Grid | None:
    """Years across and months or quarters down: one series."""
    found = parse_times(times)
    if found is None or not found.are_years or first != 1:
        return None
    down = [row[0] for row in grid.cells]
    for read, sign, unit, count in (
        (month, "-{:02}", _("month"), 12), (quarter, " Q{}", _("quarter"), 4)
    ):  # fmt: skip
        numbers = [read(label) for label in down]
        rows = {n: i for i, n in enumerate(numbers) if n}
        if len(rows) == count and sum(map(bool, numbers)) == count:
            order = sorted(range(len(times)), key=lambda i: str(found.values[i]))
            cells = [
                [times[i].strip()[:4] + sign.format(n), grid.cells[rows[n]][first + i]]
                for i in order
                for n in range(1, count + 1)
            ]
            lines = [grid.lines[rows[n]] for _i in order for n in range(1, count + 1)]
            while cells and is_missing(cells[-1][-1]):
                cells.pop()
                lines.pop()
            return Grid([unit, _("value")], cells, lines, value=_("value"))
    return None
