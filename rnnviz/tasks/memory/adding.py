"""Adding: two marked numbers far apart, and their sum at the end.

Channel 0 holds a number at every step, channel 1 a mark at one step of each half. Two conventions
are about, and their scores cannot be compared:

    "unit"      numbers U(0, 1)     always 1: MSE 1/6      one of the two known: 1/12
    "signed"    numbers U(-1, 1)    always 0: MSE 2/3      one of the two known: 1/3

Source: Hochreiter and Schmidhuber 1997, experiment 4, whose target is a half plus a quarter of the
sum of numbers U(-1, 1).
"""

from functools import partial

import numpy as np

from rnnviz.core.doors import door, whole
from rnnviz.tasks.memory.task import Draw, Task

LOWEST = {"unit": 0.0, "signed": -1.0}
ONE_KNOWN = {"unit": 1 / 12, "signed": 1 / 3}  # MSE of whoever remembers one of the two numbers


@door(T=whole(2), convention=tuple(LOWEST))
def adding(T: int = 50, convention: str = "unit") -> Task:
    """T steps, at least 2; the baseline is the MSE of the mean.

    >>> round(adding(50, "unit").baseline, 4), round(adding(50, "signed").baseline, 4)
    (0.1667, 0.6667)

    Raises:
        RnnvizError: when T or the convention cannot be used.
    """
    low = LOWEST[convention]
    return Task("adding", "mse", "last", 2, 1, 2 * (1 - low) ** 2 / 12, partial(_make, T, low))


def _make(T: int, low: float, n: int, rng: np.random.Generator) -> Draw:
    x, each = np.zeros((T, n, 2)), np.arange(n)
    x[..., 0] = rng.uniform(low, 1, (T, n))
    for first, end in ((0, T // 2), (T // 2, T)):
        x[rng.integers(first, end, n), each, 1] = 1
    return Draw(x, (x[..., 0] * x[..., 1]).sum(axis=0)[:, None])
