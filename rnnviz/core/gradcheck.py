"""Is a gradient right? Central differences, the one check that trusts no formula."""

from collections.abc import Callable
from typing import Any

import numpy as np

from ..errors import RnnvizError
from ..words import _
from .arrays import Array
from .doors import door
from .doors.axes import Seen
from .doors.values import COMPUTED_IN


def _in_place(name: str, a: Any, seen: Seen) -> Array:  # noqa: ARG001
    """A rule: an array of numbers that can be changed where it stands."""
    if not isinstance(a, np.ndarray) or a.dtype.type not in COMPUTED_IN or not a.flags.writeable:
        text = _("{name} is nudged in place: give an array of float32 or float64 to write to.")
        raise RnnvizError(text.format(name=name))
    return a


def _callable(name: str, f: Any, seen: Seen) -> Any:  # noqa: ARG001
    """A rule: a function."""
    if not callable(f):
        raise RnnvizError(_("{name} is no function; give one of no arguments.").format(name=name))
    return f


@door(f=_callable, a=_in_place)
def numerical_gradient(f: Callable[[], float], a: Array, eps: float = 1e-6) -> Array:
    """df/da by central differences; `a` is changed in place and restored, one entry at a time.

    `f` runs outside of this door. Raises RnnvizError when a cannot be changed so.

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
