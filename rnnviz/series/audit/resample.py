"""A series with fewer rows: a coarser step, or the last rows only."""

from dataclasses import replace
from typing import Literal, get_args

import numpy as np

from rnnviz.series.series import Series
from rnnviz.series.steps import DAY, Step, step_of
from rnnviz.words import _

Coarser = Literal["as_is", "blocks", "minute", "hour", "day", "week", "month", "quarter", "year"]
Merge = Literal["mean", "sum", "first", "last"]
PANDAS = {
    "minute": "min", "hour": "h", "day": "D", "week": "W-SUN", "month": "MS", "quarter": "QS",
    "year": "YS",
}  # fmt: skip
SECONDS = {
    "minute": 60.0, "hour": 3600.0, "day": DAY, "week": 7 * DAY, "month": 28 * DAY,
    "quarter": 89 * DAY, "year": 365 * DAY,
}  # fmt: skip


def coarser_steps(step: Step | None, rows: int, most: int) -> list[Coarser]:
    """The steps that are really coarser than a series' own; blocks if it has too many rows."""
    steps: list[Coarser] = ["as_is"]
    if step is not None and step.dated:
        steps += [c for c in get_args(Coarser) if SECONDS.get(c, 0) > step.high]
    return [*steps, "blocks"] if rows > most else steps


def resampled(series: Series, to: Coarser, by: Merge, most: int) -> Series:
    """Merge the rows of each coarser step into one; a step that was only begun is left out."""
    if to == "as_is":
        return series
    if to not in coarser_steps(step_of(series.times), len(series), most):
        return series.noted(_("The step of this series is not finer than that; it was kept."))
    times, group = _blocks(series, most) if to == "blocks" else _periods(series, to)
    values = merged(series.values, group, len(times), by)
    counts = np.bincount(group, minlength=len(times))
    full = np.median(counts[counts > 0])
    first = int(counts[0] < 0.9 * full)
    last = len(times) - int(len(times) > 1 and counts[-1] < 0.9 * full)
    notes = {
        "mean": _("{rows} rows were merged into {n}, each the mean of its rows."),
        "sum": _("{rows} rows were merged into {n}, each the sum of its rows."),
        "first": _("{rows} rows were merged into {n}, each the first of its rows."),
        "last": _("{rows} rows were merged into {n}, each the last of its rows."),
    }
    found = [notes[by].format(rows=len(series), n=last - first)]
    if last - first < len(times):
        note = _("Steps at the beginning or the end that have too few rows, left out: {n}.")
        found.append(note.format(n=len(times) - (last - first)))
    whole = replace(series, values=values, times=times, breaks=())
    return whole.part(slice(first, last), *found)


def merged(values: np.ndarray, group: np.ndarray, groups: int, by: Merge) -> np.ndarray:
    """One value for each group: NaN where it has none; for a sum, where one of them is missing.

    >>> merged(np.array([1.0, 3.0, 5.0]), np.array([0, 0, 2]), 3, "mean")
    array([ 2., nan,  5.])
    """
    import pandas as pd

    grouped = pd.Series(values).groupby(group)
    found = pd.Series(grouped.sum(min_count=1) if by == "sum" else grouped.agg(by))
    if by == "sum":
        found = found.where(grouped.count() == grouped.size())
    return found.reindex(range(groups)).to_numpy(dtype=float)


def last_rows(series: Series, most: int) -> Series:
    """The last rows, if there are more than `most`."""
    rows = len(series)
    note = _("The series has {rows} rows; the last {most} are used.")
    if rows <= most:
        return series
    return series.part(slice(rows - most, None), note.format(rows=rows, most=most))


def _blocks(series: Series, most: int) -> tuple[np.ndarray, np.ndarray]:
    """As many rows to a block as leave at most `most` blocks; the last block ends with the data."""
    size = -(-len(series) // most)
    group = (np.arange(len(series)) + (-len(series)) % size) // size
    starts = np.searchsorted(group, np.arange(group[-1] + 1))
    return series.times[starts], group


def _periods(series: Series, to: Coarser) -> tuple[np.ndarray, np.ndarray]:
    """The beginnings of all periods from the first to the last, and the period of every row."""
    import pandas as pd

    dates = pd.DatetimeIndex(series.times)
    unit = {"week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}.get(to, PANDAS[to])
    periods = dates.to_period(unit)
    every = pd.period_range(periods.min(), periods.max(), freq=periods.freq)
    times = every.to_timestamp().to_numpy().astype("datetime64[s]")
    group = np.asarray(every.get_indexer(periods))
    return times, group
