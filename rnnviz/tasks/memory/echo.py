"""Delayed echo: y_t = x_{t-d}, numbers U(-1, 1).

The first d steps are not asked for. Without a memory the best answer is 0, whose MSE is the
variance of the numbers, 1/3. A linear memory needs H >= d units.
"""

from functools import partial

import numpy as np

from rnnviz.core.doors import door
from rnnviz.core.doors.values import check_whole
from rnnviz.tasks.memory.task import Draw, Task


@door()
def echo(delay: int = 5, T: int = 50) -> Task:
    """T steps, echoed `delay` steps later; T is greater than the delay, which is at least 1.

    >>> echo(delay=2, T=4).draw(1, np.random.default_rng(0)).weight.ravel()
    array([0., 0., 1., 1.])

    Raises:
        RnnvizError: when a number cannot be used.
    """
    check_whole("T", T, delay + 1)
    return Task("echo", "mse", "every", 1, 1, 1 / 3, partial(_make, delay, T))


def _make(delay: int, T: int, n: int, rng: np.random.Generator) -> Draw:
    x = rng.uniform(-1, 1, (T, n, 1))
    y, weight = np.zeros_like(x), np.zeros((T, n))
    y[delay:], weight[delay:] = x[:-delay], 1
    return Draw(x, y, weight)
