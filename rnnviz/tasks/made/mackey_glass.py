"""Mackey and Glass's equation: a delay that makes chaos, foretold well for a while and then not.

    dx/dt = 0.2 x(t - 17) / (1 + x(t - 17)^10) - 0.1 x(t)

Source: Mackey and Glass 1977. It is integrated by Runge and Kutta's fourth-order method in steps of
0.1, x of half a step ago being the mean of its neighbours, and read off at every whole t.
"""

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.doors import door, whole

PER_UNIT = 10  # steps of the integration for one step of the series
SETTLED = 300  # values at the start that are left out: they depend on where it began


@door(n=whole(1), delay=whole(1))
def mackey_glass(n: int = 400, delay: int = 17, start: float = 1.2) -> Array:
    """That many values (n,) after it has settled; before t = 0 it stood at `start`.

    >>> bool(0.2 < mackey_glass(200).min() < mackey_glass(200).max() < 1.4)
    True
    """
    h, lag = 1 / PER_UNIT, delay * PER_UNIT
    steps = (n + SETTLED) * PER_UNIT
    x = [float(start)] * (lag + 1)
    for k in range(lag, lag + steps):
        now, old, newer = x[k], x[k - lag], x[k - lag + 1]
        half = (old + newer) / 2
        k1 = slope(now, old)
        k2 = slope(now + h / 2 * k1, half)
        k3 = slope(now + h / 2 * k2, half)
        k4 = slope(now + h * k3, newer)
        x.append(now + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4))
    return np.array(x[lag + SETTLED * PER_UNIT :: PER_UNIT][:n])


@door()
def slope(x: float, delayed: float) -> float:
    """The derivative dx/dt at x, with `delayed` the value 17 ago.

    >>> slope(1.0, 1.0)  # 0.2 / 2 - 0.1: it can rest there
    0.0
    """
    return 0.2 * delayed / (1 + delayed**10) - 0.1 * x
