"""Is a gradient right? Central differences, the one check that trusts no formula."""

from collections.abc import Callable

import numpy as np

from .arrays import Array
from .doors import door


def numerical_gradient(f: Callable[[], float], a: Array, eps: float = 1e-6) -> Array:
    """df/da by central differences; `a` is changed in place and restored, one entry at a time.

    >>> a = np.array([1.0, 3.0])
    >>> numerical_gradient(lambda: float(a @ a), a).round(6)
    array([2., 6.])
    """
    g = np.zeros_like(a)
    for i in np.ndindex(a.shape):
        kept = a[i]
        a[i] = kept + eps
        up = f()
        a[i] = kept - eps
        down = f()
        a[i] = kept
        g[i] = (up - down) / (2 * eps)
    return g


@door(a="...", b="...")
def relative_error(a: Array, b: Array) -> float:
    """Max |a - b| relative to the larger of their largest entries, and at least 1e-8."""
    scale = max(np.abs(a).max(initial=0), np.abs(b).max(initial=0), 1e-8)
    return float(np.abs(a - b).max(initial=0) / scale)
