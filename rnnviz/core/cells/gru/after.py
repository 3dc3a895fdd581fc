r"""Gated recurrent unit, reset after: as in PyTorch, cuDNN and Keras's default.

    r = sigmoid(W_xr x_t + W_hr h_{t-1} + b_r)     how much of the memory the candidate reads
    z = sigmoid(W_xz x_t + W_hz h_{t-1} + b_z)     how much of the OLD state is kept
    q = W_hn h_{t-1} + b_hn
    n = tanh(W_xn x_t + b_n + r * q)               the candidate
    h_t = (1 - z) * n + z * h_{t-1}

Backward, with dh = dL/dh_t:

    da_n = dh * (1 - z) * (1 - n^2),   dq = da_n * r
    da_r = da_n * q * r (1 - r),       da_z = dh * (h_{t-1} - n) * z (1 - z)
    dh_{t-1} = dh * z + W_hr^T da_r + W_hz^T da_z + W_hn^T dq

The weights are stacked r, z, n, as in PyTorch. Source: the first version of Cho et al. 2014.
Texts differ in the meaning of z: in some, z is the share of the NEW content; flip the sign of
W_z and b_z to convert. Deviation: r and z have one bias each; n keeps two, since r acts on b_hn.
"""

import sys
from typing import NamedTuple

import numpy as np

from ....words import N_
from ...arrays import (
    Array,
    bias_sum,
    column,
    join,
    linear,
    linear_transposed,
    outer_sum,
    row,
    sigmoid,
    split,
)
from ..cell import Cell


class Params(NamedTuple):
    """Weights of the GRU; gradients have the same type."""

    W_xh: Array  # (3H, I)
    W_hh: Array  # (3H, H)
    b_h: Array  # (3H,)
    b_hn: Array  # (H,) the bias that the reset gate acts on


class State(NamedTuple):
    """What one step hands to the next."""

    h: Array  # (..., H)


class Step(NamedTuple):
    """Every number of one step."""

    h_prev: Array  # (..., H)
    a: Array  # (..., 3H) the sums before the gates, stacked r, z, n
    q: Array  # (..., H) W_hn h_{t-1} + b_hn
    r: Array  # (..., H) reset gate
    z: Array  # (..., H) update gate
    n: Array  # (..., H) candidate
    h: Array  # (..., H)


class Back(NamedTuple):
    """What the gradient is at the sums of one step."""

    a: Array  # (..., 3H) dL/da, stacked r, z, n
    e: Array  # (..., 3H) the same on the hidden side: da_r, da_z, dq


def step(p: Params, wx: Array, prev: State) -> Step:
    """One step forward; wx = W_xh x_t + b_h."""
    x_r, x_z, x_n = split(wx, 3)
    h_r, h_z, h_n = split(linear(prev.h, p.W_hh), 3)
    a_r, a_z = x_r + h_r, x_z + h_z
    r, z, q = sigmoid(a_r), sigmoid(a_z), h_n + row(p.b_hn)
    a_n = x_n + r * q
    n = np.tanh(a_n)
    return Step(prev.h, join(a_r, a_z, a_n), q, r, z, n, (1 - z) * n + z * prev.h)


def step_backward(p: Params, s: Step, d: State) -> tuple[Back, State]:
    """The same step backward; d = dL/dh_t, total."""
    da_n = d.h * (1 - s.z) * (1 - s.n * s.n)
    da_r = da_n * s.q * s.r * (1 - s.r)
    da_z = d.h * (s.h_prev - s.n) * s.z * (1 - s.z)
    e = join(da_r, da_z, da_n * s.r)
    return Back(join(da_r, da_z, da_n), e), State(d.h * s.z + linear_transposed(e, p.W_hh))


def weight_gradients(
    p: Params, x: Array, steps: list[Step] | Step, backs: list[Back] | Back
) -> Params:
    """Sums over time (and batch) of what each step contributes."""
    da, e = column(backs, "a"), column(backs, "e")
    h_prev = column(steps, "h_prev")
    return Params(
        outer_sum(da, x, p.W_xh),
        outer_sum(e, h_prev, p.W_hh),
        bias_sum(da, p.b_h),
        bias_sum(split(e, 3)[2], p.b_hn),
    )


GATES = ("r", "z", "n")

CELL = Cell(
    code="gru",
    label=N_("GRU (reset after)"),
    module=sys.modules[__name__],
    Params=Params,
    State=State,
    step=step,
    step_backward=step_backward,
    weight_gradients=weight_gradients,
    gates=GATES,
    forward=(
        "a_r = W_xh[r] @ x + W_hh[r] @ h_prev + b_h[r]",
        "a_z = W_xh[z] @ x + W_hh[z] @ h_prev + b_h[z]",
        "q = W_hh[n] @ h_prev + b_hn",
        "r = sigmoid(a_r)",
        "z = sigmoid(a_z)",
        "a_n = W_xh[n] @ x + b_h[n] + r * q",
        "n = tanh(a_n)",
        "h = (1 - z) * n + z * h_prev",
    ),
    backward=(
        (
            "dh = dh_loss + dh_next * z_next + W_hh[r].T @ da_r_next + W_hh[z].T @ da_z_next"
            " + W_hh[n].T @ dq_next"
        ),
        "da_n = dh * (1 - z) * (1 - n**2)",
        "da_r = da_n * q * r * (1 - r)",
        "da_z = dh * (h_prev - n) * z * (1 - z)",
        "dq = da_n * r",
        "dx = " + " + ".join(f"W_xh[{k}].T @ da_{k}" for k in GATES),
    ),
)
