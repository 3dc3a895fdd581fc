r"""The leaky RNN: each unit keeps most of its old value and takes in a little of the new one.

    a_t = W_xh x_t + W_hh h_{t-1} + b_h
    h_t = (1 - alpha) h_{t-1} + alpha tanh(a_t)          alpha = 0.2

Backward, with dh_t = dL/dh_t:

    da_t     = dh_t * alpha (1 - tanh(a_t)^2)
    dh_{t-1} = (1 - alpha) dh_t + W_hh^T da_t

The first part of dh_{t-1} is a short cut through time: a horizon of about 1 / alpha = 5 steps
that no weight can take away. Source: Jaeger et al. 2007 (leaky integrator units); alpha is fixed
here, and one value for all units.
"""

import sys
from typing import NamedTuple

import numpy as np

from ....words import N_
from ...arrays import Array, linear, linear_transposed
from ..cell import Cell
from .elman import Back, Params, State, weight_gradients

ALPHA = 0.2
KEPT = 1 - ALPHA


class Step(NamedTuple):
    """Every number of one step."""

    h_prev: Array  # (..., H)
    a: Array  # (..., H) the sum before tanh
    u: Array  # (..., H) tanh(a), the new content
    h: Array  # (..., H)


def step(p: Params, wx: Array, prev: State, alpha: float = ALPHA) -> Step:
    """One step forward; wx = W_xh x_t + b_h."""
    a = wx + linear(prev.h, p.W_hh)
    u = np.tanh(a)
    return Step(prev.h, a, u, (1 - alpha) * prev.h + alpha * u)


def step_backward(p: Params, s: Step, d: State, alpha: float = ALPHA) -> tuple[Back, State]:
    """The same step backward; d = dL/dh_t, total."""
    da = d.h * alpha * (1 - s.u * s.u)
    return Back(da), State((1 - alpha) * d.h + linear_transposed(da, p.W_hh))


CELL = Cell(
    code="rnn_leaky",
    label=N_("RNN, leaky (tanh)"),
    module=sys.modules[__name__],
    Params=Params,
    State=State,
    step=step,
    step_backward=step_backward,
    weight_gradients=weight_gradients,
    gates=("h",),
    forward=(
        "a = W_xh @ x + W_hh @ h_prev + b_h",
        "u = tanh(a)",
        f"h = {KEPT:g} * h_prev + {ALPHA:g} * u",
    ),
    backward=(
        f"dh = dh_loss + {KEPT:g} * dh_next + W_hh.T @ da_next",
        f"da = dh * {ALPHA:g} * (1 - u**2)",
        "dx = W_xh.T @ da",
    ),
)
