"""Losses by name, each with its derivative.

All return the loss of every row (one row is one step of one window) and dL/dy; sums and means
over rows are the caller's, so that the same functions serve the last step and every step.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from .arrays import Array
from .doors import door


class Loss(NamedTuple):
    """The loss of each row, and its derivative with respect to the outputs."""

    value: Array  # (...)
    dy: Array  # (..., O)


@door(y="... O", d="... O")
def mse(y: Array, d: Array) -> Loss:
    """Mean over the outputs of (y - d)^2: y, d (..., O). dy = 2 (y - d) / O.

    >>> mse(np.array([3.0, 1.0]), np.array([1.0, 1.0]))
    Loss(value=np.float64(2.0), dy=array([2., 0.]))
    """
    e = y - d
    return Loss(np.sum(e * e, axis=-1) / y.shape[-1], 2 * e / y.shape[-1])


@door(y="... O", d="... O")
def half_square(y: Array, d: Array) -> Loss:
    """Half the sum over the outputs of (y - d)^2, the mnemonist article's loss: dy = y - d.

    >>> half_square(np.array([3.0, 1.0]), np.array([1.0, 1.0]))
    Loss(value=np.float64(2.0), dy=array([2., 0.]))
    """
    e = y - d
    return Loss(0.5 * np.sum(e * e, axis=-1), e)


@door(y="... O", d="... O")
def cross_entropy(y: Array, d: Array) -> Loss:
    """-log softmax(y)[class]: logits y (..., O), d one-hot rows or probabilities (..., O).

    dy = softmax(y) - d. Units: nats.

    >>> cross_entropy(np.array([0.0, 0.0]), np.array([1.0, 0.0])).dy
    array([-0.5,  0.5])
    """
    log_p = log_softmax(y)
    return Loss(-np.sum(d * log_p, axis=-1), np.exp(log_p) - d)


@door(y="... O")
def log_softmax(y: Array) -> Array:
    """Log of `softmax`, safe for any size of y.

    >>> log_softmax(np.array([1000.0, 0.0]))
    array([    0., -1000.])
    """
    shifted = y - y.max(axis=-1, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True))


@door(y="... O")
def softmax(y: Array) -> Array:
    """exp(y) / sum exp(y) over the last axis, safe for any size of y.

    >>> softmax(np.array([1000.0, 1000.0]))
    array([0.5, 0.5])
    """
    e = np.exp(y - y.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


LOSSES: dict[str, Callable[[Array, Array], Loss]] = {
    "mse": mse,
    "half_square": half_square,
    "cross_entropy": cross_entropy,
}
