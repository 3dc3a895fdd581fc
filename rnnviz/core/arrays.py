"""Rows, stacks and sums: the few array idioms that every cell shares.

Vectors are rows: `x` is (..., I) and a weight `W` is (O, I), so W x is written `linear(x, W)`.
Axes in front broadcast: a batch of windows (N, I), or R restarts with weights (R, O, I) on
rows (R, N, I).
"""

from collections.abc import Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]
Rng = np.random.Generator
Whole = NDArray[np.integer]  # classes and places
Rows = TypeVar("Rows", bound=tuple)


def linear(x: Array, W: Array) -> Array:
    """W x of every row: x (..., I), W (..., O, I) -> (..., O).

    The product is taken on columns, so that in memory each feature's values over the batch lie
    side by side; a gate is then one contiguous piece, and pointwise functions run at full speed.

    >>> linear(np.array([1.0, 2.0]), np.array([[3.0, 4.0]]))
    array([11.])
    """
    if x.ndim == 1:
        return x @ W.mT
    return (W @ x.mT).mT


def linear_transposed(d: Array, W: Array) -> Array:
    """W^T d of every row, the way back through `linear`: d (..., O), W (..., O, I) -> (..., I)."""
    return linear(d, W.mT)


def row(b: Array) -> Array:
    """A bias (G,) or (R, G) in a shape that adds to rows (..., G) or (R, N, G)."""
    return b if b.ndim == 1 else b[..., None, :]


def outer_sum(d: Array, x: Array, W: Array) -> Array:
    """dL/dW of `linear`, the sum over time and batch of d x^T.

    d (T, ..., O), x (T, ..., I); W gives the shape (..., O, I) that is summed to.
    """
    if d.ndim == 2:
        return d.mT @ x
    product = d.mT @ x
    return product.sum(axis=tuple(range(product.ndim - W.ndim)))


def bias_sum(d: Array, b: Array) -> Array:
    """dL/db of an added bias: d (T, ..., G) summed over time and batch to b's shape (..., G)."""
    return d.sum(axis=tuple(range(d.ndim - 1)) if b.ndim == 1 else (0, -2))


def stack(rows: Sequence[Array]) -> Array:
    """Arrays of T steps as one array, time first; the memory order of the steps is kept."""
    if rows[0].ndim < 2:
        return np.stack(rows)
    return np.stack([r.mT for r in rows]).mT


def stack_steps(steps: Sequence[Rows]) -> Rows:
    """T named tuples of arrays as one of the same type, each field stacked, time first."""
    kind = type(steps[0])
    return kind(*(stack(field) for field in zip(*steps, strict=True)))


def column(steps: Any, name: str) -> Array:
    """One field over time, (T, ...): of a list of T steps, or of a trace already stacked."""
    if isinstance(steps, list):
        return stack([getattr(step, name) for step in steps])
    return getattr(steps, name)


def unstack(trace: Rows) -> list[Rows]:
    """A trace (fields time first) as the list of its T steps; views, nothing is copied."""
    kind = type(trace)
    return [kind(*fields) for fields in zip(*trace, strict=True)]


def split(a: Array, parts: int) -> list[Array]:
    """The last axis in `parts` equal pieces, one for each gate; views, nothing is copied."""
    H = a.shape[-1] // parts
    return [a[..., k * H : (k + 1) * H] for k in range(parts)]


def join(*gates: Array) -> Array:
    """Gates, or stacks of gates, side by side on the last axis: the inverse of `split`."""
    lead = np.broadcast_shapes(*(a.shape[:-1] for a in gates))
    return np.concatenate([np.broadcast_to(a, (*lead, a.shape[-1])) for a in gates], axis=-1)


def sigmoid(a: Array) -> Array:
    """1 / (1 + exp(-a)), written with tanh so that no size of `a` overflows.

    >>> sigmoid(np.array([-800.0, 0.0, 800.0]))
    array([0. , 0.5, 1. ])
    """
    s = np.tanh(0.5 * a)
    s *= 0.5
    s += 0.5
    return s


def log_sigmoid(a: Array) -> Array:
    """ln(1 / (1 + exp(-a))), safe for any size of `a`.

    >>> log_sigmoid(np.array([-800.0, 800.0]))
    array([-800.,    0.])
    """
    return np.minimum(a, 0) - np.log1p(np.exp(-np.abs(a)))


def softplus(a: Array) -> Array:
    """ln(1 + exp(a)), safe for any size of `a`.

    >>> softplus(np.array([-800.0, 800.0]))
    array([  0., 800.])
    """
    return np.maximum(a, 0) + np.log1p(np.exp(-np.abs(a)))


def exp(a: Array) -> Array:
    """The exponential, of 80 at most: what is beyond counts as that, so that nothing overflows.

    >>> exp(np.array([-800.0, 0.0]))
    array([0., 1.])
    """
    return np.exp(np.minimum(a, 80))


def root(a: Array) -> Array:
    """The square root; 0 where rounding made `a` less than 0."""
    return np.sqrt(np.maximum(a, 0))


def inverse(a: Array) -> Array:
    """1 / a, and 0 where `a` is 0.

    >>> inverse(np.array([2.0, -4.0, 0.0]))
    array([ 0.5 , -0.25,  0.  ])
    """
    nothing = np.abs(a) < np.finfo(a.dtype).tiny
    return ~nothing / np.where(nothing, 1, a)


def mean(a: Array) -> Array:
    """The mean over the units, kept as an axis of one."""
    return a.mean(axis=-1, keepdims=True)


def inverse_deviation(a: Array) -> Array:
    """1 / sqrt(variance over the units + 1e-5), repeated for every unit; safe for any size of a."""
    centred = a - mean(a)
    size = np.maximum(np.abs(centred).max(axis=-1, keepdims=True), 1)
    variance = mean((centred / size) ** 2) + 1e-5 / size / size
    return np.broadcast_to(1 / (size * np.sqrt(variance)), a.shape)
