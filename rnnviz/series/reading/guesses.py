"""Which column is the time, which the value, and which tells several series apart."""

import numpy as np

from rnnviz.errors import RnnvizError
from rnnviz.series.reading.columns import Column
from rnnviz.series.reading.numbers import is_missing
from rnnviz.series.reading.table import Table
from rnnviz.words import _

MOST_ENTITIES = 500


def guess_time(table: Table) -> str | None:
    """Name of the first column that holds dates, or numbers that grow step by step."""
    for column in table.columns:
        others = any(c.is_numeric for c in table.columns if c is not column)
        if column.times is not None and (others or not column.is_numeric):
            return column.name
    first = table.columns[0]
    regular = len(value_columns(table)) > 1 and (
        first.is_regular or first.dates in ("excel", "unix")
    )
    return first.name if regular else None


def guess_value(table: Table, time: str | None) -> str:
    """Name of the first column of numbers that is not the time, and no part of it."""
    names = [name for name in value_columns(table) if name != time]
    parts = set((time or "").split(" + "))  # of dates that were put together
    names = [name for name in names if name not in parts] or names
    told_apart = [name for name in names if time and _tells_apart(table, time, name)]
    names = [name for name in names if name not in told_apart] or names
    first = table.names[0]
    if time and len(names) > 1 and names[0] == first and _counts_rows(table[first]):
        return names[1]
    if not names:
        raise RnnvizError(_no_numbers(table, time))
    return names[0]


def _counts_rows(column: Column) -> bool:
    """0, 1, 2, … or 1, 2, 3, …: an index that some program wrote beside the data."""
    values = column.numbers.values
    return bool(values[0] in (0, 1) and np.array_equal(values, values[0] + np.arange(len(values))))


def value_columns(table: Table) -> list[str]:
    """Names of the columns that hold numbers."""
    return [column.name for column in table.columns if column.is_numeric]


def guess_entity(table: Table, time: str | None, value: str) -> str | None:
    """Name of a column that tells several series in one table apart, if there is one."""
    if time is None:
        return None
    names = entity_columns(table, time, value)
    return next((name for name in names if _tells_apart(table, time, name)), None)


def _tells_apart(table: Table, time: str, name: str) -> bool:
    """Whether times repeat, but hardly ever beside the same cell of words or whole numbers."""
    column, stamps = table[name], table[time].cells
    if len(set(stamps)) > 0.9 * len(stamps) or name not in entity_columns(table, time, ""):
        return False
    if column.is_numeric and not all(cell.isdecimal() for cell in column.cells):
        return False
    return len(set(zip(column.cells, stamps, strict=True))) >= 0.95 * len(stamps)


def entity_columns(table: Table, time: str | None, value: str) -> list[str]:
    """Names of the columns whose few different cells may each stand for a series of its own."""
    most = min(MOST_ENTITIES, table.rows / 3)
    others = (c for c in table.columns if c.name not in (time, value) and c.times is None)
    return [c.name for c in others if 2 <= len(set(c.cells)) <= most]


def entities(table: Table, column: str) -> list[str]:
    """The different cells of a column, in the order in which they occur."""
    return list(dict.fromkeys(table[column].cells))[:MOST_ENTITIES]


def _no_numbers(table: Table, time: str | None) -> str:
    """What is wrong, with a cell that shows it: the last column's is the likeliest value."""
    others = [column for column in reversed(table.columns) if column.name != time]
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
