r"""minGRU: a GRU whose gate and candidate read the input alone, so that all steps are one scan.

    z = sigmoid(W_xz x_t + b_z)
    n = W_xn x_t + b_n                                 no tanh
    h_t = (1 - z) * h_{t-1} + z * n

Backward, with dh = dL/dh_t:

    da_z = dh * (n - h_{t-1}) * z (1 - z),   da_n = dh * z
    dh_{t-1} = dh * (1 - z)

Nothing else comes back to h_{t-1}: dh_T/dh_0 is the product of all (1 - z), to be read off the
gates. Here z is the share of the NEW content. The weights are stacked z, n. Source: Feng et al.
2024. Deviation: none; there is no W_hh.
"""

import sys
from typing import NamedTuple

from ....words import N_
from ...arrays import Array, bias_sum, column, join, outer_sum, sigmoid, split
from ..cell import Cell


class Params(NamedTuple):
    """Weights of the minGRU; gradients have the same type."""

    W_xh: Array  # (2H, I)
    b_h: Array  # (2H,)


class State(NamedTuple):
    """What one step hands to the next."""

    h: Array  # (..., H)


class Step(NamedTuple):
    """Every number of one step."""

    h_prev: Array  # (..., H)
    a: Array  # (..., 2H) the sums, stacked z, n
    z: Array  # (..., H) the gate
    n: Array  # (..., H) candidate
    h: Array  # (..., H)


class Back(NamedTuple):
    """What the gradient is at the sums of one step."""

    a: Array  # (..., 2H) dL/da, stacked z, n


def step(p: Params, wx: Array, prev: State) -> Step:  # noqa: ARG001
    """One step forward; wx = W_xh x_t + b_h, which is all of both sums."""
    a_z, n = split(wx, 2)
    z = sigmoid(a_z)
    return Step(prev.h, wx, z, n, (1 - z) * prev.h + z * n)


def step_backward(p: Params, s: Step, d: State) -> tuple[Back, State]:  # noqa: ARG001
    """The same step backward; d = dL/dh_t, total."""
    da_z = d.h * (s.n - s.h_prev) * s.z * (1 - s.z)
    return Back(join(da_z, d.h * s.z)), State(d.h * (1 - s.z))


def weight_gradients(
    p: Params,
    x: Array,
    steps: list[Step] | Step,  # noqa: ARG001
    backs: list[Back] | Back,
) -> Params:
    """Sums over time (and batch) of what each step contributes."""
    da = column(backs, "a")
    return Params(outer_sum(da, x, p.W_xh), bias_sum(da, p.b_h))


GATES = ("z", "n")

CELL = Cell(
    code="mingru",
    label=N_("minGRU"),
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
        "n = a_n",
        "h = (1 - z) * h_prev + z * n",
    ),
    backward=(
        "dh = dh_loss + dh_next * (1 - z_next)",
        "da_z = dh * (n - h_prev) * z * (1 - z)",
        "da_n = dh * z",
        "dx = W_xh[z].T @ da_z + W_xh[n].T @ da_n",
    ),
    activation="linear",
    loop=None,
)
