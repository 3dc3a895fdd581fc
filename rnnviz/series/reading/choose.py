"""A table to one series: which column is time, which is the value, which rows belong to it."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

import numpy as np

from rnnviz.errors import RnnvizError
from rnnviz.series.reading.builtin import SERIES, load
from rnnviz.series.reading.cells.numbers import Numbers
from rnnviz.series.reading.columns import Column
from rnnviz.series.reading.guess.entity import guessed_entity
from rnnviz.series.reading.guess.time import guess_time
from rnnviz.series.reading.guess.value import guess_value, value_columns
from rnnviz.series.reading.questions import STEPS, blocks, sentinel_question
from rnnviz.series.reading.rows.edges import is_sum
from rnnviz.series.reading.summer import autumn_hours
from rnnviz.series.reading.table import Table
from rnnviz.series.reading.times.patterns import UNITS
from rnnviz.series.reading.times.told import refuse_unfit
from rnnviz.series.series import Series
from rnnviz.words import _

__all__ = ["Picked", "Series", "guess_time", "guess_value", "pick", "value_columns"]

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
    if clock is not None and clock.pattern and clock.times is None:
        refuse_unfit(clock.pattern, clock.name, clock.cells)
    notes = list(table.notes)
    if entity is not None:
        column, clock, note = _of_entity(table, column, clock, entity)
        notes.append(note)
    column, clock, taken = _of_one_step(column, clock)
    column, clock, left = _timed(column, clock, untimed)
    column, question = _without_sentinel(table, column)
    numbers = _numbers(column, bad)
    times, time_notes = _times(clock, len(numbers.values))
    notes += [*_number_notes(column, numbers), *taken, *question, *left, *time_notes]
    name = column.name if entity is None else _("{value}, {entity}")
    name = name.format(value=column.name, entity=entity[1][:40]) if entity else name
    values = numbers.values
    if table.reading.order == "reversed" and clock is None:
        values = values[::-1]
        notes.append(_("Rows were taken from the last to the first, as told."))
    series = Series(name, values, times, time or _("row"), tuple(notes), table.sha256)
    return Picked(series, numbers._replace(values=values))


def builtin(code: str) -> Picked:
    """A built-in series."""
    known = SERIES[code]
    return pick(load(code), known.value, known.time)


def guessed(table: Table) -> Picked:
    """What is taken before anybody has chosen: the guessed columns, the first of several series."""
    time = guess_time(table)
    value = guess_value(table, time)
    return pick(table, value, time, guessed_entity(table, time, value))


def _of_entity(
    table: Table, column: Column, clock: Column | None, entity: tuple[str, str]
) -> tuple[Column, Column | None, str]:
    """The rows of one of several series in a table."""
    mask = np.array([cell == entity[1] for cell in table[entity[0]].cells])
    text = _("Rows whose “{column}” is “{name}”: {n} of {rows}.")
    note = text.format(column=entity[0], name=entity[1], n=int(mask.sum()), rows=len(mask))
    if not mask.any():
        raise RnnvizError(
            _("No row has “{name}” in column “{column}”; choose another.").format(
                name=entity[1], column=entity[0]
            )
        )
    return column.rows(mask), clock and clock.rows(mask), note


def _of_one_step(column: Column, clock: Column | None) -> tuple[Column, Column | None, list[str]]:
    """The rows of one step, where years, quarters and months stand below each other."""
    if clock is None or clock.times is None or clock.times.units is None:
        return column, clock, []
    found = blocks(clock.times)
    unit = clock.unit if clock.unit in UNITS else max(found, key=lambda u: found[u], default="")
    if not unit or (not found and clock.unit == "auto"):
        return column, clock, []
    mask = clock.times.units == UNITS.index(unit)
    if not mask.any():
        raise RnnvizError(_("No row is one of {step}; choose another.").format(step=_(STEPS[unit])))
    note = _("Rows of several steps; those of {step} are taken: {n} of {rows}.")
    said = note.format(step=_(STEPS[unit]), n=int(mask.sum()), rows=len(mask))
    return column.rows(mask), clock.rows(mask), [said]


def _without_sentinel(table: Table, column: Column) -> tuple[Column, list[str]]:
    """What an open question says of -9999, taken by its first answer."""
    if table.reading.missing != "auto" or not column.is_numeric:
        return column, []
    question = sentinel_question(column.cells, column.numbers.values)
    if question is None:
        return column, []
    note = _("{question} Taken as: {answer}.")
    said = note.format(question=question.text, answer=question.answers[0][1])
    sign = frozenset({question.answers[0][0]})
    return Column(column.name, column.cells, column.lines, column.decimal, missing=sign), [said]


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
                line=column.lines[first], name=column.name, cell=column.cells[first][:40],
                n=len(numbers.bad),
            )
        )  # fmt: skip
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
        (_("Cells in brackets, read as negative: {n}."), numbers.brackets),
        (_("Cells with a mark behind the number, which was taken off: {n}."), numbers.marks),
        (_("Cells with K, M or the like, multiplied: {n}."), numbers.scaled),
    )
    yield from (text.format(n=n) for text, n in counted if n)
    if numbers.unit:
        yield _("All numbers stand with “{unit}”, which was taken off.").format(unit=numbers.unit)


def _some_lines(column: Column, rows: tuple[int, ...]) -> str:
    shown = ", ".join(str(column.lines[i]) for i in rows[:5])
    return shown + (", …" if len(rows) > 5 else "")


def _timed(
    column: Column, clock: Column | None, untimed: Untimed
) -> tuple[Column, Column | None, list[str]]:
    """Both columns without sums among the rows, and without those that have no time, if told."""
    if clock is None or (clock.times is None and not clock.is_numeric):
        return column, clock, []
    lost = clock.unread
    if not lost.any():
        return column, clock, []
    sums = np.array(
        [bool(bad) and is_sum([cell]) for bad, cell in zip(lost, clock.cells, strict=True)]
    )
    notes = []
    if sums.any():
        text = _("Sums among the rows, left out: {n} (lines {lines}).")
        lines = _some_lines(clock, tuple(np.flatnonzero(sums).tolist()))
        notes.append(text.format(n=int(sums.sum()), lines=lines))
        column, clock, lost = column.rows(~sums), clock.rows(~sums), lost[~sums]
    if not lost.any():
        return column, clock, notes
    if untimed == "refuse" or lost.all():
        _refuse_time(clock, int(np.argmax(lost)), dated=clock.times is not None)
    note = _("Rows without a readable time, left out: {n} (lines {lines}).")
    lines = _some_lines(clock, tuple(np.flatnonzero(lost).tolist()))
    return (
        column.rows(~lost),
        clock.rows(~lost),
        [*notes, note.format(n=int(lost.sum()), lines=lines)],
    )


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
        notes = list(clock.times.notes)
        if clock.times.others and not blocks(clock.times):
            note = _("Dates written in another way than most, each read in its own: {n}.")
            notes.append(note.format(n=clock.times.others))
        if clock.question is not None and clock.question.field == "dates":
            note = _("{question} Taken as: {answer}.")
            question = clock.question
            notes.append(note.format(question=question.text, answer=question.answers[0][1]))
        return clock.times.values, [*notes, *autumn_hours(clock.times.values)]
    if clock.is_numeric:
        return clock.numbers.values, []
    raise RnnvizError(
        _(
            "Column “{name}” holds neither dates nor numbers; choose another column of time, or "
            "none."
        ).format(name=clock.name)
    )
