r"""UGRNN, the update gate RNN: a plain RNN with one gate between its old and its new state.

    z = sigmoid(W_xz x_t + W_hz h_{t-1} + b_z)
    n = tanh(W_xn x_t + W_hn h_{t-1} + b_n)
    h_t = z * h_{t-1} + (1 - z) * n

Backward, with dh = dL/dh_t:

    da_z = dh * (h_{t-1} - n) * z (1 - z),   da_n = dh * (1 - z) * (1 - n^2)
    dh_{t-1} = dh * z + W_hh^T da

It is the GRU without its reset gate. Here z is the share of the OLD state, as in the GRU; its bias
is a forget bias, 1 in the paper. The weights are stacked z, n. Source: Collins et al. 2016, who
write g and c for them.
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
    """Weights of the UGRNN; gradients have the same type."""

    W_xh: Array  # (2H, I)
    W_hh: Array  # (2H, H)
    b_h: Array  # (2H,)


class State(NamedTuple):
    """What one step hands to the next."""

    h: Array  # (..., H)


class Step(NamedTuple):
    """Every number of one step."""

    h_prev: Array  # (..., H)
    a: Array  # (..., 2H) the sums before the functions, stacked z, n
    z: Array  # (..., H) the gate
    n: Array  # (..., H) candidate
    h: Array  # (..., H)


class Back(NamedTuple):
    """What the gradient is at the sums of one step."""

    a: Array  # (..., 2H) dL/da, stacked z, n


def step(p: Params, wx: Array, prev: State) -> Step:
    """One step forward; wx = W_xh x_t + b_h."""
    a = wx + linear(prev.h, p.W_hh)
    a_z, a_n = split(a, 2)
    z, n = sigmoid(a_z), np.tanh(a_n)
    return Step(prev.h, a, z, n, z * prev.h + (1 - z) * n)


def step_backward(p: Params, s: Step, d: State) -> tuple[Back, State]:
    """The same step backward; d = dL/dh_t, total."""
    da_z = d.h * (s.h_prev - s.n) * s.z * (1 - s.z)
    da = join(da_z, d.h * (1 - s.z) * (1 - s.n * s.n))
    return Back(da), State(d.h * s.z + linear_transposed(da, p.W_hh))


def weight_gradients(
    p: Params, x: Array, steps: list[Step] | Step, backs: list[Back] | Back
) -> Params:
    """Sums over time (and batch) of what each step contributes."""
    da, h_prev = column(backs, "a"), column(steps, "h_prev")
    return Params(outer_sum(da, x, p.W_xh), outer_sum(da, h_prev, p.W_hh), bias_sum(da, p.b_h))


GATES = ("z", "n")

CELL = Cell(
    code="ugrnn",
    label=N_("UGRNN"),
    module=sys.modules[__name__],
    Params=Params,
    State=State,
    step=step,
    step_backward=step_backward,
    weight_gradients=weight_gradients,
    gates=GATES,
    forward=(
        *(f"a_{k} = W_xh[{k}] @ x + W_hh[{k}] @ h_prev + b_h[{k}]" for k in GATES),
        "z = sigmoid(a_z)",
        "n = tanh(a_n)",
        "h = z * h_prev + (1 - z) * n",
    ),
    backward=(
        "dh = dh_loss + dh_next * z_next + W_hh[z].T @ da_z_next + W_hh[n].T @ da_n_next",
        "da_z = dh * (h_prev - n) * z * (1 - z)",
        "da_n = dh * (1 - z) * (1 - n**2)",
        "dx = W_xh[z].T @ da_z + W_xh[n].T @ da_n",
    ),
    forget="z",
)
