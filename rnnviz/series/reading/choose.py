"""A table to one series: which column is time, which is the value, which rows belong to it."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

import numpy as np

from rnnviz.errors import RnnvizError
from rnnviz.series.audit.repairs import AS_IS, Repairs, repair
from rnnviz.series.reading.columns import Column
from rnnviz.series.reading.guesses import guess_time, guess_value, value_columns
from rnnviz.series.reading.numbers import Numbers
from rnnviz.series.reading.table import Table
from rnnviz.series.series import MOST_ROWS, Series, rows_needed
from rnnviz.words import _

__all__ = [
    "MOST_ROWS", "Picked", "Series", "choose", "guess_time", "guess_value", "pick",
    "ready", "value_columns",
]  # fmt: skip

LARGEST = 1e100  # squares of larger numbers overflow
Bad = Literal["refuse", "missing"]
Untimed = Literal["refuse", "leave_out"]


class Picked(NamedTuple):
    """A series as it stands in the file, in the file's order, and what its cells were."""

    series: Series
    numbers: Numbers


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
    lost = np.isnan(clock.numbers.values) if clock.times is None else np.isnat(clock.times.values)
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
