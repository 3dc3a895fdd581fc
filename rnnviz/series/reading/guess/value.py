"""Which column is the series: the first of numbers that does not count, number or place rows."""

from collections.abc import Sequence

import numpy as np

from rnnviz.errors import RnnvizError
from rnnviz.series.reading.cells.numbers import is_missing, some
from rnnviz.series.reading.columns import Column
from rnnviz.series.reading.guess.entity import tells_apart
from rnnviz.series.reading.layouts.roles import TOKEN, role_of
from rnnviz.series.reading.table import Table
from rnnviz.words import _

LEVELS = 7  # different numbers at most, of a code
# Names of what identifies, places or judges a row, and is no series.
CODES = frozenset(
    {"id", "ids", "no", "nr", "num", "number", "nummer", "index", "idx", "unnamed", "record",
     "row", "rn", "code", "lat", "latitude", "lon", "lng", "long", "longitude", "elevation",
     "altitude", "zip", "plz", "postcode", "fips", "station", "stations", "flag", "quality", "qn",
     "qc", "key", "seq", "serial", "zone", "iso", "编号", "序号", "代码", "经度", "纬度", "番号"}
)  # fmt: skip


def value_columns(table: Table) -> list[str]:
    """Names of the columns that hold numbers."""
    return [column.name for column in table.columns if column.is_numeric]


def guess_value(table: Table, time: str | None) -> str:
    """Name of the column of numbers that is likeliest the series."""
    names = [name for name in value_columns(table) if name not in (time, table.together)]
    if not names:
        raise RnnvizError(_no_numbers(table, time))
    if table.value in names:
        return table.value
    return min(names, key=lambda name: _unlikely(table, table[name], time))


def _unlikely(table: Table, column: Column, time: str | None) -> int:
    """The larger, the less a column is a series: constant, a counter, part of a date, a code."""
    tokens = {token.lower() for token in TOKEN.findall(column.name)}
    looked_at = some(column.cells, 400)
    there = [cell for cell in looked_at if not is_missing(cell)]
    return (
        16 * column.is_constant
        + 12 * (time is not None and column.name in table.parts)
        + 8 * column.is_counter
        + 8 * (time is not None and role_of(column.name, column.cells) in ROLES)
        + 15 * (time is not None and tells_apart(table, time, column.name))
        + 6 * (time is not None and _is_another_time(column))
        + 4 * bool(tokens & CODES)
        + 3 * (len(there) < 0.2 * len(looked_at))
        + 2 * (len(set(there)) <= 2)
        + _is_level(there)
    )


def _is_level(cells: Sequence[str]) -> bool:
    """A few whole numbers over and over: kinds of weather, seasons, yes and no."""
    different = set(cells)
    return len(different) <= LEVELS < len(cells) / 5 and all(map(str.isdecimal, different))


ROLES = (
    "year",
    "quarter",
    "month",
    "week",
    "yearday",
    "weekday",
    "day",
    "hour",
    "minute",
    "second",
)


def _is_another_time(column: Column) -> bool:
    """Dates as numbers, or numbers that grow as evenly as a clock."""
    if column.times is not None and role_of(column.name, column.cells):
        return True
    steps = np.diff(column.head)
    steps = steps[np.isfinite(steps)]
    if len(steps) < 10 or (steps == 0).all():
        return False
    middle = np.median(steps)
    return bool(middle != 0 and np.mean(np.abs(steps - middle) <= 0.02 * abs(middle)) >= 0.9)


def _no_numbers(table: Table, time: str | None) -> str:
    """What is wrong, with a cell that shows it: the last column's is the likeliest value."""
    others = [column for column in reversed(table.columns) if column.name != time]
    if table.formulas:
        return _(
            "The sheet holds formulas without their results (cells: {n}); open it in a "
            "spreadsheet program, save it, and upload it again."
        ).format(n=table.formulas)
    for column in others:
        cell = next((c for c in column.cells if not is_missing(c) and _has_digit(c)), None)
        if cell is not None:
            return _(
                "No column of numbers was found: “{name}” reads “{cell}”, not a number; take "
                "units out of the cells, or choose “Read it another way”."
            ).format(name=column.name, cell=cell[:40])
    return _(
        "No column of numbers was found beside the time (columns: {names}); check the separator "
        "and the decimal sign under “Read it another way”."
    ).format(names=", ".join(table.names)[:200])


def _has_digit(cell: str) -> bool:
    return any(sign.isdigit() for sign in cell)
