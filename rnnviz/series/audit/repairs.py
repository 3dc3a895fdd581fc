"""Repairs of a series before it is cut: each is chosen, and each says how many rows it touched.

What needs an estimate (fills, caps) is not here: it belongs to the training part, see `missing`.
"""

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from rnnviz.errors import RnnvizError
from rnnviz.series.audit.resample import Coarser, Merge, last_rows, merged, resampled
from rnnviz.series.series import Series, no_value_outside
from rnnviz.series.spans import share_of_range
from rnnviz.series.steps import Step, absent_rows, step_of
from rnnviz.words import _
from rnnviz.words.numbers import percent

Order = Literal["sort", "keep"]
Duplicates = Literal["keep", "mean", "sum", "first", "last"]
Gaps = Literal["ignore", "missing", "longest", "segments"]

MOST_INSERTED = 20_000


@dataclass(frozen=True)
class Repairs:
    """What is to be done; the defaults put rows in order of time and do nothing else.

    `gaps` are steps longer than the usual one: rows follow each other as if there were none, or
    the absent rows come in as missing, or the longest run is used, or no window straddles a gap.
    """

    order: Order = "sort"
    duplicates: Duplicates = "keep"
    gaps: Gaps = "ignore"
    coarser: Coarser = "as_is"
    by: Merge = "mean"
    last: int = 5_000


AS_IS = Repairs()


def repair(series: Series, how: Repairs = AS_IS, *, most: int = 5_000) -> Series:
    """Repair a series as told, in a fixed order; the notes count what was done."""
    if how.order == "sort":
        series = in_order(series)
    series = without_duplicates(series, how.duplicates)
    series = resampled(series, how.coarser, how.by, most)
    series = trimmed(series)
    step = step_of(series.times)
    if step is not None:
        series = with_gaps(series, step, how.gaps)
    return trimmed(last_rows(series, min(how.last, most)))


def in_order(series: Series) -> Series:
    """Sort by time, rows of the same time as they stand in the file."""
    order = np.argsort(series.times, kind="stable")
    moved = int(np.sum(order != np.arange(len(order))))
    note = _("Rows that were not in order of time and were sorted: {n}.")
    return series.part(order, note.format(n=moved)) if moved else series


def without_duplicates(series: Series, how: Duplicates) -> Series:
    """Make one row of all rows of the same time, or say that all were kept."""
    twice = len(series) - len(np.unique(series.times))
    if not twice:
        return series
    if how == "keep":
        note = _("Rows with the same time as another; all were kept: {n}.")
        return series.noted(note.format(n=twice))
    times, group = np.unique(series.times, return_inverse=True)
    values = merged(series.values, group, len(times), how)
    notes = {
        "mean": _("Rows of the same time, replaced by their mean: {n} rows fewer."),
        "sum": _("Rows of the same time, replaced by their sum: {n} rows fewer."),
        "first": _("Rows of the same time, of which the first was kept: {n} rows fewer."),
        "last": _("Rows of the same time, of which the last was kept: {n} rows fewer."),
    }
    return replace(series, values=values, times=times).noted(notes[how].format(n=twice))


def trimmed(series: Series) -> Series:
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
    return series.part(rows, no_value_outside(outside)) if outside else series


def with_gaps(series: Series, step: Step, how: Gaps) -> Series:
    """Deal with steps that are longer than the usual one."""
    absent = absent_rows(series.times, step)
    long = np.flatnonzero(absent > 0)
    uneven = int(np.sum((absent < 0) & (np.diff(series.times).astype(float) != 0)))
    if uneven:
        note = _("Steps shorter than the usual one, taken as if they were even: {n}.")
        series = series.noted(note.format(n=uneven))
    if not len(long):
        return series
    if how == "missing":
        return _inserted(series, step, absent)
    if how == "longest":
        edges = np.r_[0, long + 1, len(series)]
        best = int(np.argmax(np.diff(edges)))
        text = _(
            "The longest run without gaps in time is used: {n} of {rows} rows, {share} of the "
            "range."
        )
        rows = np.arange(len(series))
        kept = (rows >= edges[best]) & (rows < edges[best + 1])
        share = percent(share_of_range(series.times, kept))
        note = text.format(n=int(kept.sum()), rows=len(series), share=share)
        return series.part(slice(edges[best], edges[best + 1]), note)
    if how == "segments":
        note = _("Gaps in time that no window straddles: {n}.").format(n=len(long))
        return replace(series, breaks=tuple(map(int, long + 1))).noted(note)
    note = _("Gaps in time (rows absent: {rows}), taken as if the rows followed each other: {n}.")
    return series.noted(note.format(n=len(long), rows=int(absent[long].sum())))


def _inserted(series: Series, step: Step, absent: np.ndarray) -> Series:
    """The absent rows, each with its time and without a value."""
    count = int(absent[absent > 0].sum())
    if count > MOST_INSERTED:
        raise RnnvizError(
            _(
                "The gaps lack {n} rows, more than {most}; choose another way of handling gaps, "
                "or a coarser step."
            ).format(n=count, most=MOST_INSERTED)
        )
    new = np.concatenate(
        [_after(series.times[i], step, int(absent[i])) for i in np.flatnonzero(absent > 0)]
    )
    times = np.concatenate([series.times, new.astype(series.times.dtype)])
    values = np.concatenate([series.values, np.full(len(new), np.nan)])
    order = np.argsort(times, kind="stable")
    note = _("Absent rows that were put in as missing: {n}.").format(n=count)
    return replace(series, values=values[order], times=times[order]).noted(note)


def _after(time: Any, step: Step, count: int) -> np.ndarray:
    """The `count` times that follow `time` by the usual step."""
    ahead = np.arange(1, count + 1)
    if step.weekdays:
        day = time.astype("datetime64[D]")
        return np.busday_offset(day, ahead) + (time - day)
    if step.months:
        first = time.astype("datetime64[M]")
        month = first + step.months * ahead
        last_day = (month + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
        day = month.astype("datetime64[D]") + (time.astype("datetime64[D]") - first)
        clock = time - time.astype("datetime64[D]")
        return np.minimum(day, last_day) + clock
    if not step.dated:
        return time + ahead * step.size
    whole = float(step.size).is_integer()
    size = (
        np.timedelta64(int(step.size), "s")
        if whole
        else np.timedelta64(round(step.size * 1e9), "ns")
    )
    return time + ahead * size
