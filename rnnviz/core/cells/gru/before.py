r"""Gated recurrent unit, reset before: the published version of Cho et al. 2014.

    r = sigmoid(W_xr x_t + W_hr h_{t-1} + b_r),   z = sigmoid(W_xz x_t + W_hz h_{t-1} + b_z)
    n = tanh(W_xn x_t + W_hn (r * h_{t-1}) + b_n)
    h_t = (1 - z) * n + z * h_{t-1}

Backward, with dh = dL/dh_t:

    da_n = dh * (1 - z) * (1 - n^2),   u = W_hn^T da_n
    da_r = u * h_{t-1} * r (1 - r),    da_z = dh * (h_{t-1} - n) * z (1 - z)
    dh_{t-1} = dh * z + W_hr^T da_r + W_hz^T da_z + r * u

The reset gate acts on the state before W_hn reads it; `gru.py` applies it after. The two agree
when W_hn is diagonal and b_hn = 0. The weights are stacked r, z, n. Here z is the share of the
OLD state, as in Cho et al., PyTorch and Keras; Chung et al. 2014 write it the other way round.
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
    sigmoid,
    split,
)
from ..cell import Cell


class Params(NamedTuple):
    """Weights of the GRU; gradients have the same type."""

    W_xh: Array  # (3H, I)
    W_hh: Array  # (3H, H)
    b_h: Array  # (3H,)


class State(NamedTuple):
    """What one step hands to the next."""

    h: Array  # (..., H)


class Step(NamedTuple):
    """Every number of one step."""

    h_prev: Array  # (..., H)
    a: Array  # (..., 3H) the sums before the gates, stacked r, z, n
    r: Array  # (..., H) reset gate
    z: Array  # (..., H) update gate
    m: Array  # (..., H) r * h_{t-1}, the memory that the candidate reads
    n: Array  # (..., H) candidate
    h: Array  # (..., H)


class Back(NamedTuple):
    """What the gradient is at the sums of one step."""

    a: Array  # (..., 3H) dL/da, stacked r, z, n


def _blocks(W_hh: Array) -> tuple[Array, Array]:
    """The recurrent weights of r and z (2H, H), which read h, and of n, which reads r * h."""
    H = W_hh.shape[-1]
    return W_hh[..., : 2 * H, :], W_hh[..., 2 * H :, :]


def step(p: Params, wx: Array, prev: State) -> Step:
    """One step forward; wx = W_xh x_t + b_h."""
    W_rz, W_hn = _blocks(p.W_hh)
    x_r, x_z, x_n = split(wx, 3)
    h_r, h_z = split(linear(prev.h, W_rz), 2)
    a_r, a_z = x_r + h_r, x_z + h_z
    r, z = sigmoid(a_r), sigmoid(a_z)
    m = r * prev.h
    a_n = x_n + linear(m, W_hn)
    n = np.tanh(a_n)
    return Step(prev.h, join(a_r, a_z, a_n), r, z, m, n, (1 - z) * n + z * prev.h)


def step_backward(p: Params, s: Step, d: State) -> tuple[Back, State]:
    """The same step backward; d = dL/dh_t, total."""
    W_rz, W_hn = _blocks(p.W_hh)
    da_n = d.h * (1 - s.z) * (1 - s.n * s.n)
    u = linear_transposed(da_n, W_hn)
    da_r = u * s.h_prev * s.r * (1 - s.r)
    da_z = d.h * (s.h_prev - s.n) * s.z * (1 - s.z)
    dh_prev = d.h * s.z + s.r * u + linear_transposed(join(da_r, da_z), W_rz)
    return Back(join(da_r, da_z, da_n)), State(dh_prev)


def weight_gradients(
    p: Params, x: Array, steps: list[Step] | Step, backs: list[Back] | Back
) -> Params:
    """Sums over time (and batch) of what each step contributes."""
    W_rz, W_hn = _blocks(p.W_hh)
    da = column(backs, "a")
    h_prev, m = column(steps, "h_prev"), column(steps, "m")
    H = W_hn.shape[-1]
    dW_rz = outer_sum(da[..., : 2 * H], h_prev, W_rz)
    dW_hn = outer_sum(da[..., 2 * H :], m, W_hn)
    dW_hh = np.concatenate([dW_rz, dW_hn], axis=-2)
    return Params(outer_sum(da, x, p.W_xh), dW_hh, bias_sum(da, p.b_h))


GATES = ("r", "z", "n")

CELL = Cell(
    code="gru_before",
    label=N_("GRU (reset before)"),
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
        "r = sigmoid(a_r)",
        "z = sigmoid(a_z)",
        "m = r * h_prev",
        "a_n = W_xh[n] @ x + W_hh[n] @ m + b_h[n]",
        "n = tanh(a_n)",
        "h = (1 - z) * n + z * h_prev",
    ),
    backward=(
        (
            "dh = dh_loss + dh_next * z_next + W_hh[r].T @ da_r_next + W_hh[z].T @ da_z_next"
            " + dm_next * r_next"
        ),
        "da_n = dh * (1 - z) * (1 - n**2)",
        "dm = W_hh[n].T @ da_n",
        "da_r = dm * h_prev * r * (1 - r)",
        "da_z = dh * (h_prev - n) * z * (1 - z)",
        "dx = " + " + ".join(f"W_xh[{k}].T @ da_{k}" for k in GATES),
    ),
)
