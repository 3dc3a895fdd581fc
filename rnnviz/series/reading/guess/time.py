"""Which column is the time: the finest dates, put together if need be; else what counts rows."""

import numpy as np

from rnnviz.series.reading.columns import Column
from rnnviz.series.reading.guess.entity import tells_apart
from rnnviz.series.reading.table import Table
from rnnviz.series.reading.times.told import refuse_unfit

ONCE = 0.9  # of numbers that count rows are different: 1 to 12 over and over are months
AS_FINE = 0.98  # of the different times that the finest column has


def guess_time(table: Table) -> str | None:
    """Name of the column of times, or of numbers that grow or fall step by step; None if none."""
    found = [(c, fine) for c in table.columns if (fine := _different(table, c)) > 1]
    if found:
        finest = max(fine for _c, fine in found)
        good = [c for c, fine in found if fine >= AS_FINE * finest]
        whole = [c for c in good if c.name != table.together]
        return (whole or good)[0].name
    first = table.columns[0]
    if first.pattern:
        refuse_unfit(first.pattern, first.name, first.cells)
    several = sum(column.is_numeric for column in table.columns) > 1
    regular = several and (_counts(table, first) or first.dates in ("excel", "unix"))
    return first.name if regular else None


def _counts(table: Table, column: Column) -> bool:
    """Whether numbers grow by steps, and begin anew only with another series."""
    if not column.is_regular:
        return False
    once = len(set(column.cells)) > ONCE * len(column.cells)
    return once or any(tells_apart(table, column.name, c.name) for c in table.columns[1:])


def _different(table: Table, column: Column) -> int:
    """How many different times a column holds, 0 if it is none."""
    if column.name == table.value or column.name in table.parts or column.times is None:
        return 0
    others = any(c.is_numeric for c in table.columns if c is not column)
    if column.is_numeric and not (others and _in_order(column)):
        return 0
    values = column.times.values
    return len(np.unique(values[~np.isnat(values)]))


def _in_order(column: Column) -> bool:
    """Whether numbers that may be years follow each other like times: rising, falling, in runs."""
    if column.times is None or not column.times.are_years:
        return True
    steps = np.diff(column.times.values.astype("M8[Y]").astype(np.int64))
    return len(steps) < 3 or bool(max(np.mean(steps >= 0), np.mean(steps <= 0)) >= 0.8)
