"""How the loops of this room are compiled, and the view of memory that they walk over."""

from collections.abc import Callable
from typing import Any

import numba
import numpy as np

from rnnviz.core.arrays import Array

ONE, HALF = np.float32(1), np.float32(0.5)  # float32, so that they widen no other number


def compiled(f: Callable[..., None]) -> Callable[..., None]:
    """Compile a loop at its first call for each dtype, kept on disk for the next process.

    Without numba's `fastmath`: it would round in another order than NumPy.
    """
    return numba.njit(cache=True, error_model="numpy")(f)


def rows(a: Array, steps: bool = False) -> Any:
    """View (*lead, G, N) as (R, G, N), or (T, *lead, G, N) as (T, R, G, N); R is 1 without lead."""
    first = a.shape[:1] if steps else ()
    return a.reshape(*first, -1, *a.shape[-2:])
