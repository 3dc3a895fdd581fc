"""Values far from their neighbours, by measures that a few of them cannot move."""

from typing import Literal

import numpy as np

Outliers = Literal["keep", "cap", "missing"]

NEIGHBOURS = 7  # rows whose median is the middle of the corridor
WIDTH = 6.0  # standard deviations, as estimated from the median distance
NORMAL = 1.4826  # median absolute deviation to standard deviation, for a normal distribution


def corridor(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper edge (N,) of what is usual: a moving median ± 6 robust deviations.

    The deviation is taken of the distances to the moving median over the whole of `values`, and
    is at least that of the rows that move at all. Source: Hampel's identifier, with one scale.
    """
    import pandas as pd

    moving = pd.Series(values).rolling(NEIGHBOURS, center=True, min_periods=1).median()
    middle = moving.ffill().bfill().to_numpy()
    distance = np.abs(values - middle)
    moved = distance[np.isfinite(distance) & (distance > 0)]
    width = WIDTH * NORMAL * float(np.median(moved)) if len(moved) else np.inf
    return middle - width, middle + width


def outliers(values: np.ndarray) -> np.ndarray:
    """Which values (N,) lie outside the corridor; a missing one never does.

    >>> np.flatnonzero(outliers(np.array([1.0, 2, 1, 2, 90, 2, 1, 2, 1])))
    array([4])
    """
    low, high = corridor(values)
    return (values < low) | (values > high)
