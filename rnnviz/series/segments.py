"""Runs of rows: the longest without a gap, and windows that straddle none."""

import numpy as np


def longest_run(there: np.ndarray) -> tuple[int, int]:
    """First row and end of the longest run of True.

    >>> longest_run(np.array([True, False, True, True, False]))
    (2, 4)
    """
    edges = np.flatnonzero(np.diff(np.r_[False, there, False]))
    starts, ends = edges[::2], edges[1::2]
    best = int(np.argmax(ends - starts))
    return int(starts[best]), int(ends[best])


def within_segments(rows: np.ndarray, length: int, breaks: tuple[int, ...]) -> np.ndarray:
    """Which windows of `length` values before target rows (n,) straddle no gap (n,).

    >>> within_segments(np.array([2, 3, 4, 5]), 2, breaks=(3,))
    array([ True, False, False,  True])
    """
    starts = np.r_[0, breaks]
    return rows - length >= starts[np.searchsorted(breaks, rows, side="right")]
