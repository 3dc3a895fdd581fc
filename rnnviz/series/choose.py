"""A table to one series: which column is time, which is the value, which rows belong to it."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

import numpy as np

from rnnviz.errors import RnnvizError
from rnnviz.series.columns import Column
from rnnviz.series.numbers import Numbers
from rnnviz.series.repairs import AS_IS, Repairs, repair
from rnnviz.series.series import Series
from rnnviz.series.table import Table
from rnnviz.series.windows import rows_needed
from rnnviz.words import _

__all__ = ["MOST_ROWS", "Missing", "Picked", "Series", "choose", "pick"]

MOST_ROWS = 5_000
LARGEST = 1e100  # squares of larger numbers overflow
MOST_ENTITIES = 500
Missing = Literal["interpolate", "drop", "longest"]
Bad = Literal["refuse", "missing"]
Untimed = Literal["refuse", "leave_out"]


class Picked(NamedTuple):
    """A series as it stands in the file, in the file's order, and what its cells were."""

    series: Series
    numbers: Numbers


def guess_time(table: Table) -> str | None:
    """Name of the first column that holds dates, or numbers that grow step by step."""
    for column in table.columns:
        others = any(c.is_numeric for c in table.columns if c is not column)
        if column.times is not None and (others or not column.is_numeric):
            return column.name
    first = table.columns[0]
    regular = len(value_columns(table)) > 1 and (first.is_regular or first.dates == "excel")
    return first.name if regular else None


def guess_value(table: Table, time: str | None) -> str:
    """Name of the first column of numbers that is not the time, and no part of it."""
    names = [name for name in value_columns(table) if name != time]
    parts = set((time or "").split(" + "))  # of dates that were put together
    names = [name for name in names if name not in parts] or names
    counters = [n for n in names if _counts_rows(table[n]) and len(names) > 1 and time]
    names = [name for name in names if name not in counters] or names
    if not names:
        raise RnnvizError(_no_numbers(table))
    return names[0]


def _counts_rows(column: Column) -> bool:
    """0, 1, 2, … or 1, 2, 3, …: an index that some program wrote beside the data."""
    values = column.numbers.values
    return bool(values[0] in (0, 1) and np.array_equal(values, values[0] + np.arange(len(values))))


def value_columns(table: Table) -> list[str]:
    """Names of the columns that hold numbers."""
    return [column.name for column in table.columns if column.is_numeric]


def guess_entity(table: Table, time: str | None, value: str) -> str | None:
    """Name of a column of words that tells several series in one table apart, if there is one."""
    if time is None:
        return None
    stamps = table[time].cells
    once = len(set(stamps))
    if once == len(stamps):
        return None
    for name in entity_columns(table, time, value):
        pairs = set(zip(table[name].cells, stamps, strict=True))
        if len(pairs) > once and not table[name].is_numeric:
            return name
    return None


def entity_columns(table: Table, time: str | None, value: str) -> list[str]:
    """Names of the columns whose few different cells may each stand for a series of its own."""
    most = min(MOST_ENTITIES, table.rows / 3)
    others = (c for c in table.columns if c.name not in (time, value) and c.times is None)
    return [c.name for c in others if 2 <= len(set(c.cells)) <= most]


def entities(table: Table, column: str) -> list[str]:
    """The different cells of a column, in the order in which they occur."""
    return list(dict.fromkeys(table[column].cells))[:MOST_ENTITIES]


def pick(
    table: Table,
    value: str | None = None,
    time: str | None = "auto",
    entity: tuple[str, str] | None = None,
    *,
    bad: Bad = "refuse",
    untimed: Untimed = "refuse",
) -> Picked:
    """Take one column as it stands; `entity` is a column and the name whose rows are wanted.

    `bad` says what to do with cells that are not numbers: "refuse", or "missing" to count them as
    missing; `untimed` whether rows without a readable time are refused or left out and counted.
    """
    time = guess_time(table) if time == "auto" else time
    column = table[value if value is not None else guess_value(table, time)]
    clock = None if time is None else table[time]
    notes = list(table.notes)
    if entity is not None:
        mask = np.array([cell == entity[1] for cell in table[entity[0]].cells])
        column, clock = column.rows(mask), clock and clock.rows(mask)
        text = _("Rows whose “{column}” is “{name}”: {n} of {rows}.")
        notes.append(
            text.format(column=entity[0], name=entity[1], n=int(mask.sum()), rows=len(mask))
        )
        if not mask.any():
            raise RnnvizError(_no_rows(entity))
    column, clock, left = _timed(column, clock, untimed)
    numbers = _numbers(column, bad)
    times, time_notes = _times(clock, len(numbers.values))
    notes += [*_number_notes(column, numbers), *left, *time_notes]
    name = column.name if entity is None else _("{value}, {entity}")
    name = name.format(value=column.name, entity=entity[1][:40]) if entity else name
    series = Series(name, numbers.values, times, time or _("row"), tuple(notes), table.sha256)
    return Picked(series, numbers)


def choose(
    table: Table,
    value: str | None = None,
    time: str | None = "auto",
    entity: tuple[str, str] | None = None,
    *,
    bad: Bad = "refuse",
    untimed: Untimed = "refuse",
    repairs: Repairs = AS_IS,
) -> Series:
    """Pick one series and repair it as told; raise a sentence if it cannot be one."""
    picked = pick(table, value, time, entity, bad=bad, untimed=untimed)
    return ready(picked.series, repairs)


def ready(series: Series, repairs: Repairs = AS_IS) -> Series:
    """Repair a picked series, and refuse what then cannot teach anything."""
    series = repair(series, repairs, most=MOST_ROWS)
    check(series)
    return series


def _no_rows(entity: tuple[str, str]) -> str:
    return _("No row has “{name}” in column “{column}”; choose another.").format(
        name=entity[1], column=entity[0]
    )


def _numbers(column: Column, bad: Bad) -> Numbers:
    """The numbers of a column, or a sentence about the first cell that is none."""
    numbers = column.numbers
    if not column.is_numeric:
        raise RnnvizError(
            _("Column “{name}” holds no numbers; choose another column of values.").format(
                name=column.name
            )
        )
    if numbers.bad and bad == "refuse":
        first = numbers.bad[0]
        sentence = _(
            "Line {line} of column “{name}” reads “{cell}” where a number was expected (such "
            "cells in all: {n}); correct the file, or count such cells as missing."
        )
        raise RnnvizError(
            sentence.format(
                line=column.lines[first],
                name=column.name,
                cell=column.cells[first][:40],
                n=len(numbers.bad),
            )
        )
    return numbers


def _number_notes(column: Column, numbers: Numbers) -> Iterable[str]:
    found = (
        (_("Cells that are not numbers, counted as missing: {n} (lines {lines})."), numbers.bad),
        (
            _("Infinite or too large numbers, counted as missing: {n} (lines {lines})."),
            numbers.infinite,
        ),
    )
    for text, rows in found:
        if rows:
            yield text.format(n=len(rows), lines=_some_lines(column, rows))
    counted = (
        (_("Cells with a sign of money or percent, which was taken off: {n}."), numbers.signs),
        (_("Cells with separated thousands, read as one number: {n}."), numbers.thousands),
    )
    yield from (text.format(n=n) for text, n in counted if n)


def _some_lines(column: Column, rows: tuple[int, ...]) -> str:
    shown = ", ".join(str(column.lines[i]) for i in rows[:5])
    return shown + (", …" if len(rows) > 5 else "")


def _timed(
    column: Column, clock: Column | None, untimed: Untimed
) -> tuple[Column, Column | None, list[str]]:
    """Both columns without the rows that have no time, if that is what was asked for."""
    if clock is None or (clock.times is None and not clock.is_numeric):
        return column, clock, []
    lost = (
        np.isnan(clock.numbers.values) if clock.times is None else np.isnat(clock.times.values)
    )
    if not lost.any():
        return column, clock, []
    if untimed == "refuse" or lost.all():
        _refuse_time(clock, int(np.argmax(lost)), dated=clock.times is not None)
    note = _("Rows without a readable time, left out: {n} (lines {lines}).")
    lines = _some_lines(clock, tuple(np.flatnonzero(lost).tolist()))
    return column.rows(~lost), clock.rows(~lost), [note.format(n=int(lost.sum()), lines=lines)]


def _refuse_time(clock: Column, row: int, *, dated: bool) -> None:
    date = _(
        "Line {line} of column “{name}” reads “{cell}” where a date was expected; correct the "
        "file, leave such rows out, or choose no column of time."
    )
    position = _(
        "Line {line} of column “{name}” reads “{cell}” where a position in time was expected; "
        "correct the file, leave such rows out, or choose no column of time."
    )
    raise RnnvizError(
        (date if dated else position).format(
            line=clock.lines[row], name=clock.name, cell=clock.cells[row][:40]
        )
    )


def _times(clock: Column | None, n: int) -> tuple[np.ndarray, list[str]]:
    """Dates or positions of the rows, or 1, 2, 3, … where there is no time."""
    if clock is None:
        return np.arange(1.0, n + 1), []
    if clock.times is not None:
        notes = []
        if clock.times.others:
            note = _("Dates written in another way than most, each read in its own: {n}.")
            notes.append(note.format(n=clock.times.others))
        if clock.question is not None:
            note = _("{question} Taken as: {answer}.")
            question = clock.question
            notes.append(note.format(question=question.text, answer=question.answers[0][1]))
        return clock.times.values, notes
    if clock.is_numeric:
        return clock.numbers.values, []
    raise RnnvizError(
        _(
            "Column “{name}” holds neither dates nor numbers; choose another column of time, or "
            "none."
        ).format(name=clock.name)
    )


def check(series: Series) -> None:
    """Refuse a series that cannot teach anything: one row, all the same, or beyond arithmetic."""
    if len(series) == 1:
        text = _(
            "There is only one row with a value in “{name}”, and at least {needed} are needed; "
            "add rows or choose another column."
        )
        raise RnnvizError(text.format(name=series.name, needed=rows_needed(1)))
    low, high = np.nanmin(series.values), np.nanmax(series.values)
    if max(abs(low), abs(high)) > LARGEST:
        raise RnnvizError(
            _("Column “{name}” holds numbers beyond 1e100; choose a larger unit.").format(
                name=series.name
            )
        )
    if high - low <= 1e-12 * max(abs(low), abs(high)) or high - low < 1e-100:
        raise RnnvizError(
            _(
                "Every value of “{name}” is {value:.6g}; there is nothing to learn in a constant "
                "series, choose another column."
            ).format(name=series.name, value=low)
        )


def _no_numbers(table: Table) -> str:
    return _(
        "No column of numbers was found beside the time (columns: {names}); check the separator "
        "and the decimal sign under “How the file was read”."
    ).format(names=", ".join(table.names)[:200])
