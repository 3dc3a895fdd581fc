"""Which column tells several series in one table apart."""

from rnnviz.series.reading.columns import Column
from rnnviz.series.reading.table import Table

MOST_ENTITIES = 500


def guess_entity(table: Table, time: str | None, value: str) -> str | None:
    """Name of a column that tells several series in one table apart, if there is one."""
    if time is None:
        return None
    names = entity_columns(table, time, value)
    return next((name for name in names if tells_apart(table, time, name)), None)


def guessed_entity(table: Table, time: str | None, value: str) -> tuple[str, str] | None:
    """That column and the first of its names; None if the table holds one series."""
    column = guess_entity(table, time, value)
    return None if column is None else (column, entities(table, column)[0])


def tells_apart(table: Table, time: str, name: str) -> bool:
    """Whether times repeat, but hardly ever beside the same cell of words or whole numbers."""
    column, stamps = table[name], table[time].cells
    if len(table.different(time)) > 0.9 * len(stamps) or not _few(table, column):
        return False
    if name in table.parts or column.times is not None:
        return False
    if column.is_numeric and not all(cell.isdecimal() for cell in column.cells):
        return False
    return len(set(zip(column.cells, stamps, strict=True))) >= 0.95 * len(stamps)


def entity_columns(table: Table, time: str | None, value: str) -> list[str]:
    """Names of the columns whose few different cells may each stand for a series of its own."""
    others = (c for c in table.columns if c.name not in (time, value) and c.times is None)
    return [c.name for c in others if c.name not in table.parts and _few(table, c)]


def _few(table: Table, column: Column) -> bool:
    most = min(MOST_ENTITIES, table.rows // 3)
    if len(set(column.cells[: most + 1])) > most:
        return False
    return 2 <= len(table.different(column.name)) <= most


def entities(table: Table, column: str) -> list[str]:
    """The different cells of a column, in the order in which they occur."""
    return list(dict.fromkeys(table[column].cells))[:MOST_ENTITIES]
