"""Parity: is the number of ones among n bits odd?

Every bit counts and none alone tells anything, so whoever has forgotten one can only guess: ln 2
nats. One bit of exact memory solves it; learned by gradient the loss stands still for long and
then falls, and from some ten bits on it may never fall.
"""

from functools import partial

import numpy as np

from rnnviz.core.doors import door, whole
from rnnviz.core.language import one_hot
from rnnviz.tasks.memory.task import Draw, Task


@door(T=whole(2))
def parity(T: int = 8) -> Task:
    """T bits, 0 or 1, at least 2; the class at the end is 1 where their sum is odd.

    >>> draw = parity(3).draw(1, np.random.default_rng(0))
    >>> draw.x.ravel(), draw.y
    (array([1., 1., 1.]), array([[0., 1.]]))

    Raises:
        RnnvizError: when T cannot be used.
    """
    return Task("parity", "cross_entropy", "last", 1, 2, float(np.log(2)), partial(_make, T))


def _make(T: int, n: int, rng: np.random.Generator) -> Draw:
    bits = rng.integers(2, size=(T, n))
    return Draw(bits[..., None].astype(float), one_hot(bits.sum(axis=0) % 2, 2))
