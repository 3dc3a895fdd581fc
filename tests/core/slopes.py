"""Gradients against central differences: entry by entry, or along random directions (cheaper)."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.doors import inside
from rnnviz.core.gradcheck import numerical_gradient

Pairs = Sequence[tuple[Array, Array]]  # an array that is read, and the gradient computed for it


def leaves(tree: Any) -> list[Array]:
    """All arrays of nested tuples, in order."""
    return [a for part in tree for a in leaves(part)] if isinstance(tree, tuple) else [tree]


def scale_of(g: Array) -> float:
    """What a difference is measured against: the largest entry, and at least 0.01."""
    return max(0.01, float(np.abs(g).max(initial=0)))


def worst_entry(value: Callable[[], float], pairs: Pairs) -> float:
    """The largest error of any entry of any gradient."""
    with inside():  # what is nudged has passed all doors when the gradients were computed
        errors = [np.abs(numerical_gradient(value, a, 1e-5) - g).max() for a, g in pairs]
    return max(error / scale_of(g) for error, (_a, g) in zip(errors, pairs, strict=True))


def worst_direction(value: Callable[[], float], pairs: Pairs, seed: int = 0) -> float:
    """The largest error of the slope along a random direction in each array.

    A gradient that is wrong in any entry has a wrong slope in almost every direction. Four points
    on each line, so that the error of the difference itself is of fourth order.
    """
    rng, errors, eps = np.random.default_rng(seed), [], 3e-4
    for a, g in pairs:
        way, kept = rng.normal(size=a.shape), a.copy()
        way /= np.linalg.norm(way)
        f = {}
        for k in (-2, -1, 1, 2):
            a[...] = kept + k * eps * way
            with inside():
                f[k] = value()
        a[...] = kept
        slope = (8 * (f[1] - f[-1]) - (f[2] - f[-2])) / (12 * eps)
        errors.append(abs(slope - float((way * g).sum())) / scale_of(g))
    return max(errors)
