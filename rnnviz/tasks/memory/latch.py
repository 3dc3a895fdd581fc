"""Latch: the first input is +1 or -1, the rest is noise, and at the end its sign is asked for.

Without a memory the best answer is 0, whose MSE is 1. Source: Bengio, Simard and Frasconi 1994.
"""

from functools import partial

import numpy as np

from rnnviz.core.doors import door, whole
from rnnviz.tasks.memory.task import Draw, Task

NOISE = 0.2  # standard deviation of what comes after the first step


@door(T=whole(2))
def latch(T: int = 50) -> Task:
    """T steps, at least 2.

    >>> draw = latch(5).draw(1, np.random.default_rng(0))
    >>> bool(draw.x[0, 0, 0] == draw.y[0, 0]), latch(5).baseline
    (True, 1.0)

    Raises:
        RnnvizError: when T cannot be used.
    """
    return Task("latch", "mse", "last", 1, 1, 1.0, partial(_make, T))


def _make(T: int, n: int, rng: np.random.Generator) -> Draw:
    y = rng.choice([-1.0, 1.0], (n, 1))
    x = NOISE * rng.normal(size=(T, n, 1))
    x[0] = y
    return Draw(x, y)
