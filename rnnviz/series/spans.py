"""How much of the range of time some rows stand for: a few rows can be a long time."""

import numpy as np

from rnnviz.series.steps import step_of


def share_of_range(times: np.ndarray, taken: np.ndarray) -> float:
    """The share of the range of `times` (N,) that the rows `taken` (N,) stand for.

    A row stands for the time until the next one, at most for the usual step. Where a time is not
    known (NaT, NaN), it lies evenly between those of the rows around it.

    >>> days = np.array(["2020-01-01", "2020-01-02", "NaT", "2020-01-04"], dtype="M8[s]")
    >>> share_of_range(days, np.array([False, False, True, False]))
    0.25
    """
    clock = _numbers(times)
    known = np.flatnonzero(np.isfinite(clock))
    step = step_of(np.sort(clock[known]))
    if step is None:
        return float(np.mean(taken))
    filled = _filled(clock, known, step.size)
    order = np.argsort(filled, kind="stable")
    to_next = np.diff(filled[order], append=filled[order[-1]] + step.size)
    stands_for = np.minimum(to_next, step.high)
    return float(stands_for[taken[order]].sum() / (np.ptp(filled) + step.size))


def _numbers(times: np.ndarray) -> np.ndarray:
    """Seconds of dates, NaN where there is none; positions as they are."""
    if times.dtype.kind != "M":
        return times.astype(float)
    known = ~np.isnat(times)
    numbers = np.full(len(times), np.nan)
    first = times[known].min() if known.any() else np.datetime64("NaT")
    numbers[known] = (times[known] - first) / np.timedelta64(1, "s")
    return numbers


def _filled(clock: np.ndarray, known: np.ndarray, step: float) -> np.ndarray:
    """With a time for every row: between two that are known, or by steps at the ends."""
    rows, first, last = np.arange(len(clock)), known[0], known[-1]
    forward = step if np.median(np.diff(clock[known])) >= 0 else -step
    filled = np.interp(rows, known, clock[known])
    filled[:first] = clock[first] + forward * (rows[:first] - first)
    filled[last + 1 :] = clock[last] + forward * (rows[last + 1 :] - last)
    return filled
