"""Split-conformal intervals: as wide as the errors on rows that no weight was fitted to.

For a level of 90 % and n validation errors the half width is the ceil(0.9 (n + 1))-th smallest of
them. For errors that are exchangeable, an interval then covers the next value with at least 90 %
(Vovk et al. 2005); a series that changes breaks that promise, which is why the share of test rows
that was covered stands beside it.
"""

from typing import NamedTuple

import numpy as np


class Intervals(NamedTuple):
    """Half widths by horizon, in the units of `Transform.level` (logarithms where it takes them).

    `half` (h,) is infinite where the validation part is too short for the level; `coverage` (h,)
    is the share of the test rows inside, NaN where there is no interval; `n` is how many
    validation errors each half width comes from.
    """

    level: float
    half: np.ndarray
    coverage: np.ndarray
    n: int


NO_INTERVALS = Intervals(float("nan"), np.empty(0), np.empty(0), 0)


def half_width(errors: np.ndarray, level: float) -> float:
    """The finite-sample quantile of absolute errors (n,); infinite where n is too small.

    >>> half_width(np.arange(1.0, 20.0), 0.9), half_width(np.arange(8.0), 0.9)
    (18.0, inf)
    """
    if not np.isfinite(errors).all():
        return float("inf")
    rank = int(np.ceil(round(level * (len(errors) + 1), 9)))
    return float("inf") if rank > len(errors) else float(np.sort(np.abs(errors))[rank - 1])


def intervals(validation: np.ndarray, test: np.ndarray, level: float) -> Intervals:
    """Half widths from validation errors (n, h), and what they cover of test errors (m, h)."""
    half = np.array([half_width(errors, level) for errors in validation.T])
    with np.errstate(invalid="ignore"):
        inside = np.mean(np.abs(test) <= half, axis=0)
    defined = np.isfinite(half) & np.isfinite(test).all(axis=0)
    return Intervals(level, half, np.where(defined, inside, np.nan), len(validation))
