r"""LSTM with coupled input and forget gates: what is forgotten makes room for what is written.

    a_f = W_xf x_t + W_hf h_{t-1} + b_f        and likewise a_g, a_o
    f = sigmoid(a_f),   g = tanh(a_g),   o = sigmoid(a_o)
    c_t = f * c_{t-1} + (1 - f) * g
    h_t = o * tanh(c_t)

Backward, with dc = dc_next + dh * o * (1 - tanh(c)^2):

    da_f = dc * (c_{t-1} - g) * f (1 - f),   da_g = dc * (1 - f) * (1 - g^2)
    da_o = dh * tanh(c) * o (1 - o)
    dh_{t-1} = W_hh^T da,   dc_{t-1} = dc * f

The weights are stacked f, g, o. It is the LSTM with W_i = -W_f and b_i = -b_f. Source: the
coupled variant of Greff et al. 2015. Deviation: some texts keep i and set f = 1 - i.
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
from .standard import State


class Params(NamedTuple):
    """Weights of the coupled LSTM; gradients have the same type."""

    W_xh: Array  # (3H, I)
    W_hh: Array  # (3H, H)
    b_h: Array  # (3H,)


class Step(NamedTuple):
    """Every number of one step."""

    h_prev: Array  # (..., H)
    c_prev: Array  # (..., H)
    a: Array  # (..., 3H) the sums before the gates, stacked f, g, o
    f: Array  # (..., H) forget gate; 1 - f is the input gate
    g: Array  # (..., H) candidate
    o: Array  # (..., H) output gate
    c: Array  # (..., H) cell state
    tanh_c: Array  # (..., H)
    h: Array  # (..., H)


class Back(NamedTuple):
    """What the gradient is at the sums of one step."""

    a: Array  # (..., 3H) dL/da, stacked f, g, o
    c: Array  # (..., H) dL/dc_t, the total one: through h_t too


def step(p: Params, wx: Array, prev: State) -> Step:
    """One step forward; wx = W_xh x_t + b_h."""
    a = wx + linear(prev.h, p.W_hh)
    a_f, a_g, a_o = split(a, 3)
    f, g, o = sigmoid(a_f), np.tanh(a_g), sigmoid(a_o)
    c = f * prev.c + (1 - f) * g
    tanh_c = np.tanh(c)
    return Step(prev.h, prev.c, a, f, g, o, c, tanh_c, o * tanh_c)


def step_backward(p: Params, s: Step, d: State) -> tuple[Back, State]:
    """The same step backward; d = dL/d(h_t, c_t), with c_t's part still without h_t's."""
    dc = d.c + d.h * s.o * (1 - s.tanh_c * s.tanh_c)
    da = join(
        dc * (s.c_prev - s.g) * s.f * (1 - s.f),
        dc * (1 - s.f) * (1 - s.g * s.g),
        d.h * s.tanh_c * s.o * (1 - s.o),
    )
    return Back(da, dc), State(linear_transposed(da, p.W_hh), dc * s.f)


def weight_gradients(
    p: Params, x: Array, steps: list[Step] | Step, backs: list[Back] | Back
) -> Params:
    """Sums over time (and batch) of what each step contributes."""
    da, h_prev = column(backs, "a"), column(steps, "h_prev")
    return Params(outer_sum(da, x, p.W_xh), outer_sum(da, h_prev, p.W_hh), bias_sum(da, p.b_h))


GATES = ("f", "g", "o")

CELL = Cell(
    code="lstm_coupled",
    label=N_("LSTM, coupled gates"),
    module=sys.modules[__name__],
    Params=Params,
    State=State,
    step=step,
    step_backward=step_backward,
    weight_gradients=weight_gradients,
    gates=GATES,
    forward=(
        *(f"a_{k} = W_xh[{k}] @ x + W_hh[{k}] @ h_prev + b_h[{k}]" for k in GATES),
        "f = sigmoid(a_f)",
        "g = tanh(a_g)",
        "o = sigmoid(a_o)",
        "c = f * c_prev + (1 - f) * g",
        "h = o * tanh(c)",
    ),
    backward=(
        "dh = dh_loss + " + " + ".join(f"W_hh[{k}].T @ da_{k}_next" for k in GATES),
        "dc = dc_next * f_next + dh * o * (1 - tanh(c)**2)",
        "da_f = dc * (c_prev - g) * f * (1 - f)",
        "da_g = dc * (1 - f) * (1 - g**2)",
        "da_o = dh * tanh(c) * o * (1 - o)",
        "dx = " + " + ".join(f"W_xh[{k}].T @ da_{k}" for k in GATES),
    ),
)
