"""Which epochs are kept: 0, 1, 2, 5, 10, 20 … and each at which the loss has fallen by a tenth.

A loss may stand still for long and then fall at once; epochs that are spaced as logarithms miss it.
"""

from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array

MOST = 40  # epochs that a run keeps, its last one not counted
FALL = 0.9


class Keeper(NamedTuple):
    """The epochs that were kept, with their losses, and the fall that is worth another."""

    fall: float = FALL
    kept: tuple[tuple[int, float], ...] = ()

    @property
    def epochs(self) -> set[int]:
        """The epochs alone."""
        return {epoch for epoch, _loss in self.kept}

    def wants(self, epoch: int, loss: float) -> bool:
        """Whether an epoch is to be kept."""
        return is_round(epoch) or not self.kept or loss <= self.fall * self.kept[-1][1]

    def seen(self, epoch: int, loss: float) -> "Keeper":
        """The same after an epoch; with more than `MOST`, only larger falls stay, from now on."""
        if not self.wants(epoch, loss):
            return self
        grown = Keeper(self.fall, (*self.kept, (epoch, loss)))
        while len(grown.kept) > MOST:
            grown = _thinned(grown.kept, grown.fall**2)
        return grown


def _thinned(kept: tuple[tuple[int, float], ...], fall: float) -> Keeper:
    keeper = Keeper(fall)
    for epoch, loss in kept:
        if keeper.wants(epoch, loss):
            keeper = Keeper(fall, (*keeper.kept, (epoch, loss)))
    return keeper


def is_round(epoch: int) -> bool:
    """Whether it is 0, or 1, 2 or 5 times a power of ten.

    >>> [epoch for epoch in range(600) if is_round(epoch)]
    [0, 1, 2, 5, 10, 20, 50, 100, 200, 500]
    """
    return str(epoch).rstrip("0") in ("", "1", "2", "5")


def short(a: Array) -> Array:
    """Numbers as float32, unless one is too large or too small for that.

    >>> short(np.array([0.1, 0.0])).dtype, short(np.array([0.1, 1e-50])).dtype
    (dtype('float32'), dtype('float64'))
    """
    size, known = np.abs(a[a != 0]), np.finfo(np.float32)
    fits = ((size >= known.tiny) & (size <= known.max)).all()
    return a.astype(np.float32) if fits else a
