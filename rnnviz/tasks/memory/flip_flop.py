"""Flip-flop: channels that receive a pulse now and then, and must show the last one of each.

At every step each channel gets a pulse with probability p, +1 or -1 alike, and else 0. The target
is its last pulse, 0 before the first. Without a memory the best answer is what is read now: wrong
by 1 where there is no pulse now and was one before, at step t with probability q (1 - q^t),
q = 1 - p. Source: Sussillo and Barak 2013, who find 2^channels stable fixed points in it.
"""

from functools import partial

import numpy as np

from rnnviz.core.doors import door, positive
from rnnviz.errors import RnnvizError
from rnnviz.tasks.memory.task import Draw, Task
from rnnviz.words import _


@door(p=positive)
def flip_flop(T: int = 64, channels: int = 3, p: float = 0.5) -> Task:
    """T steps of so many channels, each with a pulse at a step with probability p, under 1.

    >>> round(flip_flop(2, p=0.5).baseline, 4)  # 0 at t = 0, 1/2 * 1/2 at t = 1
    0.125

    Raises:
        RnnvizError: when a number cannot be used.
    """
    if not p < 1:
        raise RnnvizError(_("p is {p}; give a probability above 0 and under 1.").format(p=p))
    q = 1 - p
    baseline = float(q * np.mean(1 - q ** np.arange(T)))
    make = partial(_make, T, channels, p)
    return Task("flip_flop", "mse", "every", channels, channels, baseline, make)


def _make(T: int, channels: int, p: float, n: int, rng: np.random.Generator) -> Draw:
    shape = (T, n, channels)
    x = np.where(rng.uniform(size=shape) < p, rng.choice([-1.0, 1.0], shape), 0.0)
    y = x.copy()
    for t in range(1, T):
        y[t] = np.where(x[t] == 0, y[t - 1], x[t])
    return Draw(x, y)
