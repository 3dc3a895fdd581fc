"""A row a day, with its hours (or halves or quarters of them) across."""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from rnnviz.series.reading.cells.missing import is_missing
from rnnviz.series.reading.layouts.grid import Grid
from rnnviz.series.reading.layouts.parts import composed
from rnnviz.series.reading.times.parse import parse_times
from rnnviz.series.series import no_value_outside
from rnnviz.words import _

PER_DAY = (24, 48, 96)
HOUR = re.compile(
    r"(?:[a-z_ ]{0,16}?)(?P<hour>\d{1,4})(?:[:.h](?P<minute>\d\d)(?::\d\d)?)?(?: ?[a-z]{1,6})?"
    r"(?: ?- ?\d{1,2}(?:[:.]\d\d)?)?"
)


def columns(names: Sequence[str]) -> list[int]:
    """The columns of the hours of a day in order, at the end of the names; else empty.

    >>> columns(["day", *(f"h{n}" for n in range(1, 25))])[:2]
    [1, 2]
    """
    once = [i for i in range(len(names)) if not (i and _again(names[i - 1], names[i]))]
    for count in PER_DAY:
        for first in range(1, min(10, len(once) - count + 1)):
            part = once[first : first + count]
            if minutes([names[i] for i in part]) is not None:
                return part
    return []


def _again(before: str, name: str) -> bool:
    """3B behind 3A: the hour that comes twice when clocks go back."""
    one, two = before.strip().lower(), name.strip().lower()
    return one[-1:] == "a" and two[-1:] == "b" and one[:-1] == two[:-1] and one[-2:-1].isdigit()


def _twice(names: Sequence[str], hours: Sequence[int]) -> list[int]:
    """The columns of that hour, which only one row of a year fills: 3B, or a 25th."""
    last = hours[-1] + 1
    found = [i for i in range(hours[0], last) if i not in hours]
    m = HOUR.fullmatch(names[last].strip().lower()) if last < len(names) else None
    return [*found, last] if m and int(m["hour"]) == len(hours) + 1 else found


def minutes(names: Sequence[str]) -> list[int] | None:
    """Minutes after midnight of each name, if they are even steps through one day."""
    found = [HOUR.fullmatch(name.strip().lower()) if len(name) < 24 else None for name in names]
    if not all(found):
        return None
    size = 1440 // len(names)
    clocked = [m for m in found if m and m["minute"]]
    if clocked and len(clocked) < len(names):
        return None
    numbers = [int(m["hour"]) for m in found if m]
    if clocked:
        at = [60 * n + int(m["minute"]) for n, m in zip(numbers, clocked, strict=True)]
    elif numbers[0] in (0, 1) and list(np.diff(numbers)) == [1] * (len(numbers) - 1):
        at = [n * size for n in numbers]
    elif size == 60 and numbers[0] in (0, 100) and set(np.diff(numbers)) == {100}:
        at = [n // 100 * 60 for n in numbers]
    else:
        return None
    even = at[0] in (0, size) and all(b - a == size for a, b in pairwise(at))
    midnight = [*at[:-1], 1440] if at[-1] == 0 and at[0] == size else at
    steps = {b - a for a, b in pairwise(midnight)}
    return midnight if even or (at[0] == size and steps == {size}) else None


def dated(names: Sequence[str], cells: Sequence[Sequence[str]]) -> str | None:
    """The column, or the columns, of the days beside the hours."""
    hours = set(columns(names))
    beside = [(names[i], [row[i] for row in cells]) for i in range(len(names)) if i not in hours]
    for name, column in beside:
        times = parse_times(column, name)
        if times is not None and not times.are_years:
            return name
    found = composed(beside)
    return found[0] if found else None


def unroll(grid: Grid) -> Grid:
    """One row for each hour of each day; hours from 1 to 24 end when they say."""
    hours = columns(grid.names)
    at = minutes([grid.names[i] for i in hours]) or []
    twice = _twice(grid.names, hours)
    beside = [i for i in range(len(grid.names)) if i not in (*hours, *twice)]
    days = _days(grid, beside)
    others = [i for i in beside if 1 < len({row[i] for row in grid.cells}) <= len(grid.cells) / 3]
    others = [i for i in others if parse_times([row[i] for row in grid.cells]) is None]
    cells, lines = [], []
    for n, (row, line) in enumerate(zip(grid.cells, grid.lines, strict=True)):
        labels = [row[i] for i in others]
        if np.isnat(days[n]):
            continue
        stamps = (days[n] + np.array(at, "m8[m]")).astype(str)
        cells += [
            [*labels, stamp.replace("T", " "), row[i]]
            for stamp, i in zip(stamps, hours, strict=True)
        ]
        lines += [line] * len(hours)
    outside = 0
    while cells and is_missing(cells[-1][-1]):
        cells.pop()
        lines.pop()
        outside += 1
    text = _("Rows of days with columns of hours, unrolled to one row each: {n}.")
    late = _("Hours that count to 24 are taken by their end: the last is midnight.")
    notes = [text.format(n=len(grid.cells)), *([late] if at and at[0] else [])]
    again = sum(not is_missing(row[i]) for row in grid.cells for i in twice)
    aside = _("Values of the hour that comes twice in autumn, left aside: {n} ({names}).")
    names = ", ".join(grid.names[i] for i in twice)
    notes += [aside.format(n=again, names=names[:40])] if twice else []
    notes += [no_value_outside(outside)] if outside else []
    names = [*(grid.names[i] for i in others), _("time"), _("value")]
    return Grid(names, cells, lines, (*grid.notes, *notes), _("value"))


def _days(grid: Grid, beside: Sequence[int]) -> np.ndarray:
    table = [(grid.names[i], [row[i] for row in grid.cells]) for i in beside]
    for name, column in table:
        times = parse_times(column, name)
        if times is not None and not times.are_years:
            return times.values.astype("M8[m]")
    found = composed(table)
    times = parse_times(found[1]) if found else None
    nothing = np.full(len(grid.cells), np.datetime64("NaT", "m"))
    return nothing if times is None else times.values.astype("M8[m]")
