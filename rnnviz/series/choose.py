"""A table to one series: which column is time, which is the value, in which order."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from rnnviz.errors import RnnvizError
from rnnviz.series.numbers import Numbers
from rnnviz.series.table import Column, Table
from rnnviz.series.times import irregularity
from rnnviz.series.windows import rows_needed
from rnnviz.words import _

MOST_ROWS = 5_000
LARGEST = 1e100  # squares of larger numbers overflow
Missing = Literal["interpolate", "drop", "longest"]


@dataclass(frozen=True)
class Series:
    """One series in order of time: `values` (N,) float64, NaN where missing; `times` (N,)."""

    name: str
    values: np.ndarray
    times: np.ndarray
    time_name: str
    notes: tuple[str, ...]
    sha256: str

    def __len__(self) -> int:
        """Number of rows, missing ones included."""
        return len(self.values)

    def part(self, rows: np.ndarray | slice, *notes: str) -> "Series":
        """The series with some of its rows only, and the sentences that say so."""
        return Series(
            self.name, self.values[rows], self.times[rows], self.time_name,
            (*self.notes, *notes), self.sha256,
        )  # fmt: skip


def guess_time(table: Table) -> str | None:
    """Name of the first column that holds dates, or numbers that grow step by step."""
    for column in table.columns:
        others = any(c.is_numeric for c in table.columns if c is not column)
        if column.times is not None and (others or not column.is_numeric):
            return column.name
    first = table.columns[0]
    return first.name if len(value_columns(table)) > 1 and first.is_regular else None


def guess_value(table: Table, time: str | None) -> str:
    """Name of the first column of numbers that is not the time."""
    names = [name for name in value_columns(table) if name != time]
    if not names:
        raise RnnvizError(_no_numbers(table))
    return names[0]


def value_columns(table: Table) -> list[str]:
    """Names of the columns that hold numbers."""
    return [column.name for column in table.columns if column.is_numeric]


def choose(
    table: Table, value: str | None = None, time: str | None = "auto", *, bad: str = "refuse"
) -> Series:
    """Take one column as the series, in order of time; raise a sentence if it cannot be one.

    `bad` says what to do with cells that are not numbers: "refuse", or "missing" to count them
    as missing.
    """
    time = guess_time(table) if time == "auto" else time
    column = table[value if value is not None else guess_value(table, time)]
    values, notes = _values(column, bad)
    times, time_notes = _times(None if time is None else table[time], len(values))
    series = Series(
        column.name, values, times, time or _("row"), (*notes, *time_notes), table.sha256
    )
    series = _trimmed(_last_rows(_trimmed(_in_order(series))))
    _check(series)
    return series


def _values(column: Column, bad: str) -> tuple[np.ndarray, list[str]]:
    """The numbers of a column, with a sentence for everything that is not one."""
    numbers = column.numbers
    if not column.is_numeric:
        raise RnnvizError(
            _("Column “{name}” holds no numbers; choose another column of values.").format(
                name=column.name
            )
        )
    if numbers.bad and bad == "refuse":
        raise RnnvizError(_not_a_number(column, numbers))
    return numbers.values, list(_number_notes(column, numbers))


def _not_a_number(column: Column, numbers: Numbers) -> str:
    first = numbers.bad[0]
    sentence = _(
        "Line {line} of column “{name}” reads “{cell}” where a number was expected (such "
        "cells in all: {n}); correct the file, or count such cells as missing."
    )
    return sentence.format(
        line=column.lines[first],
        name=column.name,
        cell=column.cells[first][:40],
        n=len(numbers.bad),
    )


def _number_notes(column: Column, numbers: Numbers) -> Iterable[str]:
    if numbers.bad:
        yield _("Cells that are not numbers, counted as missing: {n} (lines {lines}).").format(
            n=len(numbers.bad), lines=_some_lines(column, numbers.bad)
        )
    if numbers.infinite:
        yield _("Infinite or too large numbers, counted as missing: {n} (lines {lines}).").format(
            n=len(numbers.infinite), lines=_some_lines(column, numbers.infinite)
        )
    if numbers.signs:
        yield _("Cells with a sign of money or percent, which was taken off: {n}.").format(
            n=numbers.signs
        )
    if numbers.thousands:
        yield _("Cells with separated thousands, read as one number: {n}.").format(
            n=numbers.thousands
        )


def _some_lines(column: Column, rows: tuple[int, ...]) -> str:
    shown = ", ".join(str(column.lines[i]) for i in rows[:5])
    return shown + (", …" if len(rows) > 5 else "")


def _times(column: Column | None, n: int) -> tuple[np.ndarray, list[str]]:
    """Dates or positions of the rows, or 1, 2, 3, … where there is no time."""
    if column is None:
        return np.arange(1.0, n + 1), []
    if column.times is not None:
        times = column.times
        _refuse_gaps(column, np.isnat(times.values), _("a date"))
        note = _(
            "Dates are read as {how}, but the other order of day and month fits as well; check "
            "the first and last date below."
        ).format(how=times.how)
        return times.values, [note] if times.ambiguous else []
    if column.is_numeric:
        _refuse_gaps(column, np.isnan(column.numbers.values), _("a position in time"))
        return column.numbers.values, []
    raise RnnvizError(
        _(
            "Column “{name}” holds neither dates nor numbers; choose another column of time, or "
            "none."
        ).format(name=column.name)
    )


def _refuse_gaps(column: Column, gaps: np.ndarray, what: str) -> None:
    if gaps.any():
        first = int(np.argmax(gaps))
        raise RnnvizError(
            _(
                "Line {line} of column “{name}” reads “{cell}” where {what} was expected; correct "
                "the file, or choose no column of time."
            ).format(
                line=column.lines[first], name=column.name, cell=column.cells[first][:40], what=what
            )
        )


def _in_order(series: Series) -> Series:
    """Sort by time if need be, and say what was odd about the steps."""
    order = np.argsort(series.times, kind="stable")
    moved = int(np.sum(order != np.arange(len(order))))
    notes = [_("Rows that were not in order of time and were sorted: {n}.").format(n=moved)]
    series = series.part(order, *notes) if moved else series
    twice = int(np.sum(series.times[1:] == series.times[:-1]))
    uneven = _uneven_steps(series.times)
    extra = []
    if twice:
        extra.append(
            _("Rows with the same time as the row before; all were kept: {n}.").format(n=twice)
        )
    if uneven:
        extra.append(
            _(
                "Steps in time that differ from the usual one: {n}; the rows are taken to follow "
                "each other evenly."
            ).format(n=uneven)
        )
    return series.part(slice(None), *extra)


def _uneven_steps(times: np.ndarray) -> int:
    if len(times) < 3:
        return 0
    if times.dtype.kind == "M":
        return round(irregularity(times) * (len(times) - 1))
    steps = np.diff(times)
    return int(np.sum(np.abs(steps - np.median(steps)) > 1e-6 * np.abs(times).max()))


def _trimmed(series: Series) -> Series:
    """Leave out rows before the first and after the last value."""
    there = np.flatnonzero(~np.isnan(series.values))
    if not len(there):
        raise RnnvizError(
            _("Column “{name}” has no value at all; choose another column.").format(
                name=series.name
            )
        )
    rows = slice(there[0], there[-1] + 1)
    outside = len(series) - (there[-1] + 1 - there[0])
    note = _("Rows without a value at the beginning or the end, left out: {n}.").format(n=outside)
    return series.part(rows, note) if outside else series


def _check(series: Series) -> None:
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


def _last_rows(series: Series) -> Series:
    rows = len(series)
    note = _("The series has {rows} rows; the last {most} are used.")
    if rows <= MOST_ROWS:
        return series
    return series.part(slice(rows - MOST_ROWS, None), note.format(rows=rows, most=MOST_ROWS))


def _no_numbers(table: Table) -> str:
    return _(
        "No column of numbers was found beside the time (columns: {names}); check the separator "
        "and the decimal sign under “How the file was read”."
    ).format(names=", ".join(table.names)[:200])
