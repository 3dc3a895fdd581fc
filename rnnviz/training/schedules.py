"""Learning rates that change: functions from the epoch (from 0) to the learning rate."""

from collections.abc import Callable
from math import cos, pi

Schedule = Callable[[int], float]


def constant(lr: float) -> Schedule:
    """Keep the same rate throughout.

    >>> constant(0.01)(250)
    0.01
    """
    return lambda _: lr


def cosine(lr: float, epochs: int, last: float = 0.0) -> Schedule:
    """Go down from `lr` to `last` along half a cosine, reached after `epochs` (Loshchilov 2017).

    >>> rate = cosine(0.1, 100)
    >>> rate(0), rate(50), rate(100)
    (0.1, 0.05, 0.0)
    """
    return lambda epoch: last + (lr - last) * (1 + cos(pi * min(epoch, epochs) / epochs)) / 2


def step_decay(lr: float, every: int, factor: float = 0.5) -> Schedule:
    """Multiply the rate by `factor` after each `every` epochs.

    >>> rate = step_decay(0.1, every=10)
    >>> rate(9), rate(10), rate(20)
    (0.1, 0.05, 0.025)
    """
    return lambda epoch: lr * factor ** (epoch // every)
