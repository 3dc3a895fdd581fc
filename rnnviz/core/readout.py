"""The readout: y_t = W_hy h_t + b_y, linear, the same at every step."""

from typing import NamedTuple

from .arrays import Array, bias_sum, linear, linear_transposed, outer_sum, row
from .doors import door, walks, weights

# As `equations.py` reads them: y_t, and what its loss sends to h_t.
FORMULA = ("y = W_hy @ h + b_y",)
FORMULA_BACKWARD = ("dh_loss = W_hy.T @ dy",)


class Readout(NamedTuple):
    """Weights of the output layer; gradients have the same type."""

    W_hy: Array  # (O, H)
    b_y: Array  # (O,)


@door(r=weights.readout, h=walks.read)
def readout(r: Readout, h: Array) -> Array:
    """W_hy h + b_y: h (..., H) -> y (..., O).

    >>> import numpy as np
    >>> r = Readout(np.array([[1.0, -1.0]]), np.array([0.5]))
    >>> readout(r, np.array([[2.0, 1.0], [0.0, 0.0]]))
    array([[1.5],
           [0.5]])
    """
    return linear(h, r.W_hy) + row(r.b_y)


@door(r=weights.readout, h=walks.read_in_time, dy=walks.written_in_time)
def readout_backward(r: Readout, h: Array, dy: Array) -> tuple[Readout, Array]:
    """Gradients of the readout, and dL/dh through the output: h (T, ..., H), dy (T, ..., O)."""
    grads = Readout(outer_sum(dy, h, r.W_hy), bias_sum(dy, r.b_y))
    return grads, linear_transposed(dy, r.W_hy)
