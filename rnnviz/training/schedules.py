"""Plans over epochs: learning rates that change, and when to keep the weights."""

from collections.abc import Callable
from math import cos, pi

from rnnviz.core.doors import door, whole

Schedule = Callable[[int], float]


@door()
def constant(lr: float) -> Schedule:
    """Keep the same rate throughout.

    >>> constant(0.01)(250)
    0.01
    """
    return lambda _: lr


@door()
def cosine(lr: float, epochs: int, last: float = 0.0) -> Schedule:
    """Go down from `lr` to `last` along half a cosine, reached after `epochs` (Loshchilov 2017).

    >>> rate = cosine(0.1, 100)
    >>> rate(0), rate(50), rate(100)
    (0.1, 0.05, 0.0)
    """
    return lambda epoch: last + (lr - last) * (1 + cos(pi * min(epoch, epochs) / epochs)) / 2


@door(epochs=whole(0), count=whole(2))
def snapshot_epochs(epochs: int, count: int = 60) -> list[int]:
    """Choose epochs to keep the weights of: 0, the last, and `count` at most, closer at the start.

    >>> snapshot_epochs(300, 8)
    [0, 6, 24, 55, 98, 153, 220, 300]
    """
    return sorted({round(epochs * (k / (count - 1)) ** 2) for k in range(count)})


@door()
def step_decay(lr: float, every: int, factor: float = 0.5) -> Schedule:
    """Multiply the rate by `factor` after each `every` epochs.

    >>> rate = step_decay(0.1, every=10)
    >>> rate(9), rate(10), rate(20)
    (0.1, 0.05, 0.025)
    """
    return lambda epoch: lr * factor ** (epoch // every)
