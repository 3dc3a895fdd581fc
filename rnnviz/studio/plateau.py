"""A plateau and its fall: where a loss stood still for long, and then came down at once."""

from collections import deque
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array

STILL = 0.9  # the lowest loss of a plateau, as a share of its highest
FALLEN = 0.5  # of the plateau's lowest loss: where the fall is over
SHORTEST = 20  # epochs
SHARE = 0.1  # of all epochs that a plateau takes at least


class Plateau(NamedTuple):
    """Epochs `first` to `last` stood still at `level`; by epoch `fallen` half of it was left."""

    first: int
    last: int
    level: float  # the mean loss of these epochs
    fallen: int


def plateau(loss: Array) -> Plateau | None:
    """The longest plateau of a loss (E+1,) whose fall took no longer than it stood; None if none.

    >>> curve = np.concatenate([np.full(50, 1.0), np.full(30, 0.4)])
    >>> plateau(curve)
    Plateau(first=0, last=49, level=1.0, fallen=50)
    >>> plateau(np.linspace(1, 0.01, 80)) is None
    True
    """
    shortest = max(SHORTEST, SHARE * len(loss))
    found = None
    for first, last in still_stretches(loss):
        length = last - first + 1
        if length < shortest or (found and length <= found.last - found.first + 1):
            continue
        below = np.flatnonzero(loss[last + 1 :] <= FALLEN * loss[first : last + 1].min())
        if len(below) and below[0] < length:
            level = float(loss[first : last + 1].mean())
            found = Plateau(first, last, level, last + 1 + int(below[0]))
    return found


def still_stretches(loss: Array) -> list[tuple[int, int]]:
    """All stretches, as long as they can be, in which the loss changes by less than a tenth."""
    highest: deque[int] = deque()
    lowest: deque[int] = deque()
    first, stretches = 0, []
    for epoch, value in enumerate(loss):
        grown = first
        _push(highest, epoch, lambda k, v=value: loss[k] <= v)
        _push(lowest, epoch, lambda k, v=value: loss[k] >= v)
        while loss[lowest[0]] < STILL * loss[highest[0]]:
            first += 1
            for ends in (highest, lowest):
                if ends[0] < first:
                    ends.popleft()
        if first > grown:
            stretches.append((grown, epoch - 1))
    return [*stretches, (first, len(loss) - 1)]


def _push(ends: deque[int], epoch: int, beaten: Callable[[int], bool]) -> None:
    while ends and beaten(ends[-1]):
        ends.pop()
    ends.append(epoch)
