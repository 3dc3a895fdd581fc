"""The cliff: one unit kept running, whose loss is flat, then falls off, over two weights.

h ← tanh(w h + b) for T steps, L = (h_T − target)². Source: Pascanu, Mikolov and Bengio, On the
difficulty of training recurrent neural networks, 2013, who show it for a sigmoid.
"""

from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array


class Unit(NamedTuple):
    """What runs, and what it should end at."""

    h0: float = 0.1
    steps: int = 50
    target: float = 0.5


class Descent(NamedTuple):
    """A descent from step to step, each gradient bounded in its length."""

    place: Array  # (K, 2) w and b
    loss: Array  # (K,)
    gradient: Array  # (K, 2)
    length: Array  # (K,)


def loss_and_gradient(unit: Unit, place: Array) -> tuple[Array, Array]:
    """L at places (..., 2) of w and b, and its gradient (..., 2), carried forward beside h.

    dh_t/dw = (1 − h_t²) (h_{t−1} + w dh_{t−1}/dw), dh_t/db = (1 − h_t²) (1 + w dh_{t−1}/db).
    """
    w, b = place[..., 0], place[..., 1]
    h, dw, db = np.full_like(w, unit.h0), np.zeros_like(w), np.zeros_like(w)
    for _t in range(unit.steps):
        after = np.tanh(w * h + b)
        slope = 1 - after * after
        h, dw, db = after, slope * (h + w * dw), slope * (1 + w * db)
    away = h - unit.target
    return away**2, np.stack([2 * away * dw, 2 * away * db], axis=-1)


def descend(unit: Unit, start: Array, rate: float, bound: float | None, steps: int) -> Descent:
    """Gradient descent from a start (2,); a gradient longer than the bound keeps its direction."""
    place, ways = np.array(start, float), []
    for _k in range(steps + 1):
        loss, g = loss_and_gradient(unit, place)
        length = float(np.linalg.norm(g))
        ways.append((place, float(loss), g, length))
        place = place - rate * bounded(g, bound)
    return Descent(*(np.array(column) for column in zip(*ways, strict=True)))


def bounded(gradient: Array, bound: float | None) -> Array:
    """A gradient (..., n), as long as the bound at most."""
    if bound is None:
        return gradient
    length = np.linalg.norm(gradient, axis=-1, keepdims=True)
    return gradient * np.minimum(1, bound / np.maximum(length, 1e-300))
