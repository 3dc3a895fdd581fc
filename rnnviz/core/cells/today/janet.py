r"""JANET, just another network: an LSTM with nothing left but its forget gate.

    a_f = W_xf x_t + W_hf h_{t-1} + b_f,   a_g likewise
    f = sigmoid(a_f),   i = sigmoid(1 - a_f),   g = tanh(a_g)
    h_t = f * h_{t-1} + i * g

Backward, with dh = dL/dh_t:

    da_f = dh * (h_{t-1} f (1 - f) - g i (1 - i)),   da_g = dh * i * (1 - g^2)
    dh_{t-1} = dh * f + W_hh^T da

One sum decides what is kept and what is written: i is 1 - sigmoid(a_f - beta) with beta = 1, more
than 1 - f. The state is h itself, the c of the paper. The weights are stacked f, g. Source: van der
Westhuizen and Lasenby 2018, who start with the chrono bias in b_f.
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
    """Weights of the JANET; gradients have the same type."""

    W_xh: Array  # (2H, I)
    W_hh: Array  # (2H, H)
    b_h: Array  # (2H,)


class State(NamedTuple):
    """What one step hands to the next."""

    h: Array  # (..., H)


class Step(NamedTuple):
    """Every number of one step."""

    h_prev: Array  # (..., H)
    a: Array  # (..., 2H) the sums before the functions, stacked f, g
    f: Array  # (..., H) forget gate, the share of the old that is kept
    i: Array  # (..., H) the share of the candidate that is written, of the same sum
    g: Array  # (..., H) candidate
    h: Array  # (..., H)


class Back(NamedTuple):
    """What the gradient is at the sums of one step."""

    a: Array  # (..., 2H) dL/da, stacked f, g


def step(p: Params, wx: Array, prev: State) -> Step:
    """One step forward; wx = W_xh x_t + b_h."""
    a = wx + linear(prev.h, p.W_hh)
    a_f, a_g = split(a, 2)
    f, i, g = sigmoid(a_f), sigmoid(1 - a_f), np.tanh(a_g)
    return Step(prev.h, a, f, i, g, f * prev.h + i * g)


def step_backward(p: Params, s: Step, d: State) -> tuple[Back, State]:
    """The same step backward; d = dL/dh_t, total."""
    da_f = d.h * s.h_prev * s.f * (1 - s.f) - d.h * s.g * s.i * (1 - s.i)
    da = join(da_f, d.h * s.i * (1 - s.g * s.g))
    return Back(da), State(d.h * s.f + linear_transposed(da, p.W_hh))


def weight_gradients(
    p: Params, x: Array, steps: list[Step] | Step, backs: list[Back] | Back
) -> Params:
    """Sums over time (and batch) of what each step contributes."""
    da, h_prev = column(backs, "a"), column(steps, "h_prev")
    return Params(outer_sum(da, x, p.W_xh), outer_sum(da, h_prev, p.W_hh), bias_sum(da, p.b_h))


GATES = ("f", "g")

CELL = Cell(
    code="janet",
    label=N_("JANET"),
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
        "a_i = 1 - a_f",
        "i = sigmoid(a_i)",
        "g = tanh(a_g)",
        "h = f * h_prev + i * g",
    ),
    backward=(
        "dh = dh_loss + dh_next * f_next + W_hh[f].T @ da_f_next + W_hh[g].T @ da_g_next",
        "da_f = dh * h_prev * f * (1 - f) - dh * g * i * (1 - i)",
        "da_g = dh * i * (1 - g**2)",
        "dx = W_xh[f].T @ da_f + W_xh[g].T @ da_g",
    ),
    activation="linear",  # of h, which no function bounds
    forget="f",
)
