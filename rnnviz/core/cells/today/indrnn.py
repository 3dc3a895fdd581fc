r"""IndRNN: units that do not read each other, each with one weight on its own last value.

    a_t = W_xh x_t + u_h * h_{t-1} + b_h          u_h is a vector, one number a unit
    h_t = max(0, a_t)

Backward, with dh_t = dL/dh_t:

    da_t     = dh_t * 1[h_t > 0]
    dh_{t-1} = u_h * da_t

While unit j is on, k steps back its gradient is u_h[j]^k: its memory is that one number. Source:
Li et al. 2018, who write u. Deviation: none; layers are stacked to let units meet.
"""

import sys
from typing import NamedTuple

import numpy as np

from ....words import N_
from ...arrays import Array, bias_sum, column, outer_sum, row
from ..cell import Cell


class Params(NamedTuple):
    """Weights of the IndRNN; gradients have the same type."""

    W_xh: Array  # (H, I)
    u_h: Array  # (H,)
    b_h: Array  # (H,)


class State(NamedTuple):
    """What one step hands to the next."""

    h: Array  # (..., H)


class Step(NamedTuple):
    """Every number of one step."""

    h_prev: Array  # (..., H)
    a: Array  # (..., H) the sum before the ReLU
    h: Array  # (..., H)


class Back(NamedTuple):
    """What the gradient is at the sums of one step."""

    a: Array  # (..., H) dL/da_t


def step(p: Params, wx: Array, prev: State) -> Step:
    """One step forward; wx = W_xh x_t + b_h."""
    a = wx + row(p.u_h) * prev.h
    return Step(prev.h, a, np.maximum(a, 0))


def step_backward(p: Params, s: Step, d: State) -> tuple[Back, State]:
    """The same step backward; d = dL/dh_t, total."""
    da = d.h * (s.h > 0)
    return Back(da), State(row(p.u_h) * da)


def weight_gradients(
    p: Params, x: Array, steps: list[Step] | Step, backs: list[Back] | Back
) -> Params:
    """Sums over time (and batch) of what each step contributes."""
    da = column(backs, "a")
    du_h = bias_sum(da * column(steps, "h_prev"), p.u_h)
    return Params(outer_sum(da, x, p.W_xh), du_h, bias_sum(da, p.b_h))


CELL = Cell(
    code="indrnn",
    label=N_("IndRNN (ReLU)"),
    module=sys.modules[__name__],
    Params=Params,
    State=State,
    step=step,
    step_backward=step_backward,
    weight_gradients=weight_gradients,
    gates=("h",),
    forward=("a = W_xh @ x + u_h * h_prev + b_h", "h = relu(a)"),
    backward=("dh = dh_loss + u_h * da_next", "da = dh * step(h)", "dx = W_xh.T @ da"),
    activation="relu",
    loop="u_h",
)
