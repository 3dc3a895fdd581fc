r"""The Jordan network: what returns is the output, not the hidden state.

    k_t = W_hy h_{t-1} + b_y                 the context: the last output, y_{t-1}
    a_t = W_xh x_t + W_yh k_t + b_h
    h_t = tanh(a_t),   y_t = W_hy h_t + b_y

Backward, with dh_t = dL/dh_t:

    da_t     = dh_t * (1 - h_t^2)
    dk_t     = W_yh^T da_t
    dh_{t-1} = W_hy^T dk_t
    dW_yh = sum_t da_t k_t^T,   dW_hy += sum_t dk_t h_{t-1}^T,   db_y += sum_t dk_t

The weights of the readout are shared with the cell, so it is run with them bound in. All memory
passes through the O outputs: step Jacobians have rank O at most. Source: Jordan, Serial order,
1986. Deviations: the context units do not feed themselves; before the first step h is 0, so that
the first context is b_y, as everywhere here the state before the first step is 0 unless given.
"""

import sys
from typing import NamedTuple

import numpy as np

from ....words import N_
from ...arrays import Array, bias_sum, column, linear, linear_transposed, outer_sum, row
from ...readout import Readout
from ..cell import Cell
from .elman import State


class Params(NamedTuple):
    """The cell's own weights; gradients have the same type."""

    W_xh: Array  # (H, I)
    W_yh: Array  # (H, O)
    b_h: Array  # (H,)


class Bound(NamedTuple):
    """The cell's weights with those of the readout, which it shares."""

    W_xh: Array  # (H, I)
    W_yh: Array  # (H, O)
    b_h: Array  # (H,)
    W_hy: Array  # (O, H)
    b_y: Array  # (O,)


class Step(NamedTuple):
    """Every number of one step."""

    h_prev: Array  # (..., H)
    k: Array  # (..., O) the context, y_{t-1}
    a: Array  # (..., H) the sum before tanh
    h: Array  # (..., H)


class Back(NamedTuple):
    """What the gradient is at the sums of one step."""

    a: Array  # (..., H) dL/da_t
    k: Array  # (..., O) dL/dk_t


def bind(p: Params, r: Readout) -> Bound:
    """The params with which the cell runs."""
    return Bound(*p, *r)


def unbind(g: Bound) -> tuple[Params, Readout]:
    """The gradients of the cell's own weights, and its share of the readout's."""
    return Params(*g[:3]), Readout(*g[3:])


def step(p: Bound, wx: Array, prev: State) -> Step:
    """One step forward; wx = W_xh x_t + b_h."""
    k = linear(prev.h, p.W_hy) + row(p.b_y)
    a = wx + linear(k, p.W_yh)
    return Step(prev.h, k, a, np.tanh(a))


def step_backward(p: Bound, s: Step, d: State) -> tuple[Back, State]:
    """The same step backward; d = dL/dh_t, total."""
    da = d.h * (1 - s.h * s.h)
    dk = linear_transposed(da, p.W_yh)
    return Back(da, dk), State(linear_transposed(dk, p.W_hy))


def weight_gradients(
    p: Bound, x: Array, steps: list[Step] | Step, backs: list[Back] | Back
) -> Bound:
    """Sums over time (and batch) of what each step contributes."""
    da, dk = column(backs, "a"), column(backs, "k")
    return Bound(
        outer_sum(da, x, p.W_xh),
        outer_sum(da, column(steps, "k"), p.W_yh),
        bias_sum(da, p.b_h),
        outer_sum(dk, column(steps, "h_prev"), p.W_hy),
        bias_sum(dk, p.b_y),
    )


CELL = Cell(
    code="jordan",
    label=N_("Jordan RNN (tanh)"),
    module=sys.modules[__name__],
    Params=Params,
    State=State,
    step=step,
    step_backward=step_backward,
    weight_gradients=weight_gradients,
    gates=("h",),
    forward=(
        "k = W_hy @ h_prev + b_y",
        "a = W_xh @ x + W_yh @ k + b_h",
        "h = tanh(a)",
    ),
    backward=(
        "dh = dh_loss + W_hy.T @ dk_next",
        "da = dh * (1 - h**2)",
        "dk = W_yh.T @ da",
        "dx = W_xh.T @ da",
    ),
    loop="W_yh",
    bind=bind,
    unbind=unbind,
)
