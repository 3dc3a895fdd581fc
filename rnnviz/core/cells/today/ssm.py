r"""The selective state space with one state a unit: Mamba's gate.

    D = softplus(W_xz x_t + b_z)                  the step size, Delta, which the input selects
    n = W_xn x_t + b_n                            what is read
    h_t = exp(-D) * h_{t-1} + (1 - exp(-D)) * n

is dh/dt = -h + n, held for a time D. Since exp(-softplus(a)) = 1 - sigmoid(a), it is a gate:

    z = sigmoid(a_z),   v = softplus(a_z),   k = exp(-v) = 1 - z
    h_t = k * h_{t-1} + z * n

Backward, with dh = dL/dh_t:

    da_z = dh * (n - h_{t-1}) * z k,   da_n = dh * z
    dh_{t-1} = dh * k

k is what a GRU calls z, the share of the old state. The weights are stacked z, n. Source: Gu and
Dao 2023 (S6), zero-order hold with A = -1 and B = 1. Deviation: one state instead of 16, A and B
are fixed, and C is the readout; the numbers are those of a minGRU.
"""

import sys
from typing import NamedTuple

import numpy as np

from ....words import N_
from ...arrays import Array, join, sigmoid, softplus, split
from ..cell import Cell
from .mingru import GATES, Back, Params, State, weight_gradients


class Step(NamedTuple):
    """Every number of one step."""

    h_prev: Array  # (..., H)
    a: Array  # (..., 2H) the sums, stacked z, n
    z: Array  # (..., H) the share of the new content, 1 - exp(-Delta)
    v: Array  # (..., H) Delta, the step size
    k: Array  # (..., H) exp(-Delta), the share of the old state
    n: Array  # (..., H) what is read
    h: Array  # (..., H)


def step(p: Params, wx: Array, prev: State) -> Step:  # noqa: ARG001
    """One step forward; wx = W_xh x_t + b_h, which is all of both sums."""
    a_z, n = split(wx, 2)
    z, v = sigmoid(a_z), softplus(a_z)
    k = np.exp(-v)
    return Step(prev.h, wx, z, v, k, n, k * prev.h + z * n)


def step_backward(p: Params, s: Step, d: State) -> tuple[Back, State]:  # noqa: ARG001
    """The same step backward; d = dL/dh_t, total."""
    da_z = d.h * (s.n - s.h_prev) * s.z * s.k
    return Back(join(da_z, d.h * s.z)), State(d.h * s.k)


CELL = Cell(
    code="ssm",
    label=N_("Selective state space"),
    module=sys.modules[__name__],
    Params=Params,
    State=State,
    step=step,
    step_backward=step_backward,
    weight_gradients=weight_gradients,
    gates=GATES,
    forward=(
        "a_z = W_xh[z] @ x + b_h[z]",
        "a_n = W_xh[n] @ x + b_h[n]",
        "z = sigmoid(a_z)",
        "v = softplus(a_z)",
        "k = decay(v)",
        "n = a_n",
        "h = k * h_prev + z * n",
    ),
    backward=(
        "dh = dh_loss + dh_next * k_next",
        "da_z = dh * (n - h_prev) * z * k",
        "da_n = dh * z",
        "dx = W_xh[z].T @ da_z + W_xh[n].T @ da_n",
    ),
    activation="linear",
    loop=None,
)
