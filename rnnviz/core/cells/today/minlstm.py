r"""minLSTM: a forget and an input gate that read the input alone and are shared out to 1.

    f = sigmoid(W_xf x_t + b_f),   i = sigmoid(W_xi x_t + b_i),   n = W_xn x_t + b_n
    s = f / (f + i)
    h_t = s * h_{t-1} + (1 - s) * n

Backward, with dh = dL/dh_t and u = dh * (h_{t-1} - n) * s (1 - s):

    da_f = u * (1 - f),   da_i = -u * (1 - i),   da_n = dh * (1 - s)
    dh_{t-1} = dh * s

Nothing else comes back to h_{t-1}: dh_T/dh_0 is the product of all s. The share is computed as
s = sigmoid(ln f - ln i), which is the same and safe where both gates are shut. The weights are
stacked f, i, n. Source: Feng et al. 2024. There is no W_hh, no cell state and no output gate.
"""

import sys
from typing import NamedTuple

from ....words import N_
from ...arrays import Array, bias_sum, column, join, log_sigmoid, outer_sum, sigmoid, split
from ..cell import Cell


class Params(NamedTuple):
    """Weights of the minLSTM; gradients have the same type."""

    W_xh: Array  # (3H, I)
    b_h: Array  # (3H,)


class State(NamedTuple):
    """What one step hands to the next."""

    h: Array  # (..., H)


class Step(NamedTuple):
    """Every number of one step."""

    h_prev: Array  # (..., H)
    a: Array  # (..., 3H) the sums, stacked f, i, n
    f: Array  # (..., H) forget gate
    i: Array  # (..., H) input gate
    s: Array  # (..., H) f / (f + i), the share of the old that is kept
    n: Array  # (..., H) candidate
    h: Array  # (..., H)


class Back(NamedTuple):
    """What the gradient is at the sums of one step."""

    a: Array  # (..., 3H) dL/da, stacked f, i, n


def step(p: Params, wx: Array, prev: State) -> Step:  # noqa: ARG001
    """One step forward; wx = W_xh x_t + b_h, which is all of the three sums."""
    a_f, a_i, n = split(wx, 3)
    f, i = sigmoid(a_f), sigmoid(a_i)
    s = sigmoid(log_sigmoid(a_f) - log_sigmoid(a_i))
    return Step(prev.h, wx, f, i, s, n, s * prev.h + (1 - s) * n)


def step_backward(p: Params, s: Step, d: State) -> tuple[Back, State]:  # noqa: ARG001
    """The same step backward; d = dL/dh_t, total."""
    u = d.h * (s.h_prev - s.n) * s.s * (1 - s.s)
    da = join(u * (1 - s.f), -u * (1 - s.i), d.h * (1 - s.s))
    return Back(da), State(d.h * s.s)


def weight_gradients(
    p: Params,
    x: Array,
    steps: list[Step] | Step,  # noqa: ARG001
    backs: list[Back] | Back,
) -> Params:
    """Sums over time (and batch) of what each step contributes."""
    da = column(backs, "a")
    return Params(outer_sum(da, x, p.W_xh), bias_sum(da, p.b_h))


GATES = ("f", "i", "n")

CELL = Cell(
    code="minlstm",
    label=N_("minLSTM"),
    module=sys.modules[__name__],
    Params=Params,
    State=State,
    step=step,
    step_backward=step_backward,
    weight_gradients=weight_gradients,
    gates=GATES,
    forward=(
        *(f"a_{k} = W_xh[{k}] @ x + b_h[{k}]" for k in GATES),
        "f = sigmoid(a_f)",
        "i = sigmoid(a_i)",
        "a_s = log_sigmoid(a_f) - log_sigmoid(a_i)",
        "s = sigmoid(a_s)",
        "n = a_n",
        "h = s * h_prev + (1 - s) * n",
    ),
    backward=(
        "dh = dh_loss + dh_next * s_next",
        "da_f = dh * (h_prev - n) * s * (1 - s) * (1 - f)",
        "da_i = dh * (n - h_prev) * s * (1 - s) * (1 - i)",
        "da_n = dh * (1 - s)",
        "dx = " + " + ".join(f"W_xh[{k}].T @ da_{k}" for k in GATES),
    ),
    activation="linear",
    loop=None,
)
