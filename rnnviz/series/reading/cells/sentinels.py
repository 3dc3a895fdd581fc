"""Numbers that stand for "missing": -9999 among temperatures, 1e20 of a climate model."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

KNOWN = (
    *(sign * float("9" * n) for n in (3, 4, 5, 6, 7) for sign in (-1, 1)), -99.0, 99.0,
    -99.9, -99.99, -999.9, -999.99, -999.999, -9999.9, -9999.99, 99.9, 99.99, 999.9, 999.99,
    9999.9, -8888.0, -7777.0, -32768.0, 32767.0, -2147483648.0, 1e20, 1e30, -1e30, -1e20,
)  # fmt: skip
FAR = 1.0  # times the range of the others that it must lie outside of them


def sentinel(cells: Sequence[str], values: np.ndarray) -> tuple[str, int] | None:
    """The commonest number that may stand for "missing" as it is written, and its count.

    It is one of the usual ones, or one that comes several times below values that are never
    negative; and it lies far outside of all others.

    >>> sentinel(["18", "-9999", "19"], np.array([18.0, -9999, 19]))
    ('-9999', 1)
    """
    there = np.isfinite(values)
    found = [v for v in (*KNOWN, *_below_nothing(values[there])) if (values == v).any()]
    usual = values[there & ~np.isin(values, found)]
    if not found or len(usual) < 2:
        return None
    low, high = float(usual.min()), float(usual.max())
    room = FAR * (high - low) + 0.1 * max(abs(low), abs(high))
    far = [v for v in found if v < low - room or v > high + room]
    if not far:
        return None
    value = max(far, key=lambda v: int(np.sum(values == v)))
    written = Counter(cells[i] for i in np.flatnonzero(values == value).tolist())
    return written.most_common(1)[0]


def _below_nothing(values: np.ndarray) -> list[float]:
    """The one whole negative number among values from 0 on, if it comes at least twice: -200."""
    below = values[values < 0]
    one = len(below) > 1 and (below == below[0]).all() and float(below[0]).is_integer()
    return [float(below[0])] if one else []
