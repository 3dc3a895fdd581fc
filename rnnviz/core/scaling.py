"""Scaling: numbers moved and stretched to [-1, 1], and cut into a part to learn from and a rest.

Centre and spread are those of the values that are given: of the training part alone where a model
is to be judged, of all values where they are only shown.
"""

from typing import NamedTuple

import numpy as np

from ..errors import RnnvizError
from ..words import _
from .arrays import Array
from .doors import door, whole


class Scale(NamedTuple):
    """z = (value - centre) / spread."""

    centre: float
    spread: float

    @door()
    def to(self, values: Array) -> Array:
        """Values as z."""
        return (values - self.centre) / self.spread

    @door()
    def back(self, z: Array) -> Array:
        """The inverse of `to`."""
        return z * self.spread + self.centre


@door(values="n")
def scale_of(values: Array) -> Scale:
    """The scale that brings values (n,) to [-1, 1]; a constant becomes 0, its spread is 1.

    >>> scale_of(np.array([2.0, 3.0, 6.0])).to(np.array([2.0, 3.0, 6.0])).tolist()
    [-1.0, -0.5, 1.0]
    """
    low, high = float(np.min(values)), float(np.max(values))
    return Scale((high + low) / 2, (high - low) / 2 or 1.0)


@door(rows=whole(0))
def tail_rows(rows: int, share: float) -> int:
    """How many rows the last `share` of them holds: rounded down, so never more than that share.

    >>> tail_rows(199, 0.25), tail_rows(10, 0.3), tail_rows(100, 0.29)
    (49, 3, 29)

    Raises RnnvizError unless it is a share, from 0 to 1.
    """
    if not 0 <= share <= 1:
        raise RnnvizError(_("The share is {share}; give one from 0 to 1.").format(share=share))
    return int(np.floor(rows * share + 1e-9))  # 100 * 0.29 is a hair under 29
