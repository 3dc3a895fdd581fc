"""Sines: one, and three whose periods fit no common one."""

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.doors import door, whole


@door(n=whole(1))
def sine(n: int = 400) -> Array:
    """Sin 0.2 t for t = 0 .. n-1, so that a period is 31.4 steps, (n,).

    >>> sine(3).round(4)
    array([0.    , 0.1987, 0.3894])
    """
    return np.sin(0.2 * np.arange(n))


@door(n=whole(1))
def sines(n: int = 400) -> Array:
    """The mean of three sines, (n,). Source: Schmidhuber et al. 2007.

    >>> sines(3).round(4)
    array([0.    , 0.3041, 0.5722])
    """
    t = np.arange(n)
    return (np.sin(0.2 * t) + np.sin(0.311 * t) + np.sin(0.42 * t)) / 3
