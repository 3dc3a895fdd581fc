r"""Long short-term memory: a cell state c that is kept and written through gates.

    a_i = W_xi x_t + W_hi h_{t-1} + b_i        and likewise a_f, a_g, a_o
    i = sigmoid(a_i)   what is written         f = sigmoid(a_f)   what is kept
    g = tanh(a_g)      the candidate           o = sigmoid(a_o)   what is shown
    c_t = f * c_{t-1} + i * g
    h_t = o * tanh(c_t)

Backward, with dh = dL/dh_t and dc_next = dL/dc_t from the step after:

    dc   = dc_next + dh * o * (1 - tanh(c)^2)
    da_i = dc * g * i (1 - i)          da_f = dc * c_{t-1} * f (1 - f)
    da_g = dc * i * (1 - g^2)          da_o = dh * tanh(c) * o (1 - o)
    dh_{t-1} = W_hh^T da,   dc_{t-1} = dc * f

The weights of the four gates are stacked i, f, g, o, as in PyTorch. Source: Hochreiter and
Schmidhuber 1997, with the forget gate of Gers, Schmidhuber and Cummins 2000. Deviation: one bias.
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
    """Weights of the LSTM; gradients have the same type."""

    W_xh: Array  # (4H, I)
    W_hh: Array  # (4H, H)
    b_h: Array  # (4H,)


class State(NamedTuple):
    """What one step hands to the next."""

    h: Array  # (..., H)
    c: Array  # (..., H)


class Step(NamedTuple):
    """Every number of one step."""

    h_prev: Array  # (..., H)
    c_prev: Array  # (..., H)
    a: Array  # (..., 4H) the sums before the gates, stacked i, f, g, o
    i: Array  # (..., H) input gate
    f: Array  # (..., H) forget gate
    g: Array  # (..., H) candidate
    o: Array  # (..., H) output gate
    c: Array  # (..., H) cell state
    tanh_c: Array  # (..., H)
    h: Array  # (..., H)


class Back(NamedTuple):
    """What the gradient is at the sums of one step."""

    a: Array  # (..., 4H) dL/da, stacked i, f, g, o
    c: Array  # (..., H) dL/dc_t, the total one: through h_t too


def step(p: Params, wx: Array, prev: State) -> Step:
    """One step forward; wx = W_xh x_t + b_h."""
    a = wx + linear(prev.h, p.W_hh)
    a_i, a_f, a_g, a_o = split(a, 4)
    i, f, g, o = sigmoid(a_i), sigmoid(a_f), np.tanh(a_g), sigmoid(a_o)
    c = f * prev.c + i * g
    tanh_c = np.tanh(c)
    return Step(prev.h, prev.c, a, i, f, g, o, c, tanh_c, o * tanh_c)


def step_backward(p: Params, s: Step, d: State) -> tuple[Back, State]:
    """The same step backward; d = dL/d(h_t, c_t), with c_t's part still without h_t's."""
    dc = d.c + d.h * s.o * (1 - s.tanh_c * s.tanh_c)
    da = join(
        dc * s.g * s.i * (1 - s.i),
        dc * s.c_prev * s.f * (1 - s.f),
        dc * s.i * (1 - s.g * s.g),
        d.h * s.tanh_c * s.o * (1 - s.o),
    )
    return Back(da, dc), State(linear_transposed(da, p.W_hh), dc * s.f)


def weight_gradients(
    p: Params, x: Array, steps: list[Step] | Step, backs: list[Back] | Back
) -> Params:
    """Sums over time (and batch) of what each step contributes."""
    da = column(backs, "a")
    h_prev = column(steps, "h_prev")
    return Params(outer_sum(da, x, p.W_xh), outer_sum(da, h_prev, p.W_hh), bias_sum(da, p.b_h))


GATES = ("i", "f", "g", "o")

CELL = Cell(
    code="lstm",
    label=N_("LSTM"),
    module=sys.modules[__name__],
    Params=Params,
    State=State,
    step=step,
    step_backward=step_backward,
    weight_gradients=weight_gradients,
    gates=GATES,
    forward=(
        *(f"a_{k} = W_xh[{k}] @ x + W_hh[{k}] @ h_prev + b_h[{k}]" for k in GATES),
        "i = sigmoid(a_i)",
        "f = sigmoid(a_f)",
        "g = tanh(a_g)",
        "o = sigmoid(a_o)",
        "c = f * c_prev + i * g",
        "h = o * tanh(c)",
    ),
    backward=(
        "dh = dh_loss + " + " + ".join(f"W_hh[{k}].T @ da_{k}_next" for k in GATES),
        "dc = dc_next * f_next + dh * o * (1 - tanh(c)**2)",
        "da_i = dc * g * i * (1 - i)",
        "da_f = dc * c_prev * f * (1 - f)",
        "da_g = dc * i * (1 - g**2)",
        "da_o = dh * tanh(c) * o * (1 - o)",
        "dx = " + " + ".join(f"W_xh[{k}].T @ da_{k}" for k in GATES),
    ),
)
