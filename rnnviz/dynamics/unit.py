"""One unit, h' = φ(w h + u x + b): its fixed points for many w at once, and its way with an input.

All of it is computed for a whole row of weights w, so that a slider need not ask again.
"""

from typing import NamedTuple

import numpy as np

from rnnviz.core.activations import Activation
from rnnviz.core.arrays import Array, Whole

RANGES = {"tanh": (-1.0, 1.0), "sigmoid": (0.0, 1.0)}  # what φ can give
FINE = 1500  # places at which a change of sign is looked for
HALVINGS = 55
SETTLED = 20_000  # times two steps after which a cycle of two has been reached


class Rests(NamedTuple):
    """Fixed points of F weights, at most three each; NaN where there is none."""

    h: Array  # (F, 3) ascending
    slope: Array  # (F, 3) φ'(…) w, which a step multiplies a small difference by
    cycle: Array  # (F, 2) the two values between which it ends up jumping, if it does


class Walks(NamedTuple):
    """What F units do with one input."""

    w: Array  # (F,)
    h: Array  # (F, T + 1) from h_0 on
    stairs: Array  # (F, 2 T + 1, 2) the cobweb: across to the curve, up to the diagonal
    levels: Array  # (K,) the inputs that occur
    level: Whole  # (T,) which of them is read at each step
    curves: Array  # (F, K, n, 2) φ(w h + u x + b) against h
    rests: list[Rests]  # of each of the K inputs


def rests(f: Activation, w: Array, shift: float) -> Rests:
    """The fixed points of h' = φ(w h + shift) for weights w (F,), by changes of sign and halving.

    >>> from rnnviz.core.activations import ACTIVATIONS
    >>> found = rests(ACTIVATIONS["tanh"], np.array([1.5]), 0.0)
    >>> np.round(found.h, 4) + 0, np.round(found.slope, 3)
    (array([[-0.8586,  0.    ,  0.8586]]), array([[0.394, 1.5  , 0.394]]))
    """
    low, high = RANGES[f.code]
    grid = np.linspace(low - 1e-3, high + 1.3e-3, FINE)  # crooked: no root lies on it
    above = f.f(w[:, None] * grid + shift) > grid
    where, place = np.nonzero(above[:, 1:] != above[:, :-1])
    a, b, rising = grid[place], grid[place + 1], ~above[where, place]
    for _k in range(HALVINGS):
        middle = (a + b) / 2
        left = (f.f(w[where] * middle + shift) > middle) == rising
        a, b = np.where(left, a, middle), np.where(left, middle, b)
    h = np.full((len(w), 3), np.nan)
    rank = np.arange(len(where)) - np.searchsorted(where, where)
    h[where, rank] = (a + b) / 2
    slope = w[:, None] * f.slope(f.f(w[:, None] * h + shift))
    cycle = np.full((len(w), 2), np.nan)
    jumps = slope[:, 0] < -1  # else it comes to rest, be it ever so slowly
    cycle[jumps] = cycles(f, w[jumps], shift)
    return Rests(h, slope, cycle)


def cycles(f: Activation, w: Array, shift: float) -> Array:
    """The cycle of two (F, 2), ascending, in which units end whose fixed point is not stable."""
    h = np.full_like(w, 0.1)
    for _k in range(SETTLED):
        before, h = h, f.f(w * f.f(w * h + shift) + shift)
        if (np.abs(h - before) < 1e-12).all():
            break
    return np.sort(np.stack([h, f.f(w * h + shift)], axis=-1), axis=-1)


def walks(f: Activation, w: Array, u: float, b: float, x: Array, h0: float) -> Walks:
    """Units with the weights w (F,) read x (T,) from h0 on."""
    levels, level = np.unique(x, return_inverse=True)
    h = np.empty((len(w), len(x) + 1))
    h[:, 0] = h0
    for t, value in enumerate(x):
        h[:, t + 1] = f.f(w * h[:, t] + u * value + b)
    grid = np.linspace(*_wider(RANGES[f.code]), 61)
    shift = u * levels + b
    heights = f.f(w[:, None, None] * grid + shift[:, None])
    curves = np.stack(np.broadcast_arrays(grid, heights), axis=-1)
    return Walks(w, h, stairs(h), levels, level, curves, [rests(f, w, float(s)) for s in shift])


def stairs(h: Array) -> Array:
    """The cobweb of states h (F, T + 1): (h_t, h_t), (h_t, h_{t+1}), then from h_{t+1} on."""
    twice = np.repeat(h, 2, axis=1)
    return np.stack([twice[:, :-1], twice[:, 1:]], axis=-1)


def _wider(limits: tuple[float, float], share: float = 0.1) -> tuple[float, float]:
    margin = share * (limits[1] - limits[0])
    return limits[0] - margin, limits[1] + margin
