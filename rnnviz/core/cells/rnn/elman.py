r"""The Elman network: one layer that reads the input and its own last output.

    a_t = W_xh x_t + W_hh h_{t-1} + b_h
    h_t = f(a_t)            f = tanh, or ReLU, sigmoid, linear

Backward, with dh_t = dL/dh_t (the loss at t and everything after t):

    da_t     = dh_t * f'(a_t)       tanh: 1 - h^2, ReLU: 1 if h > 0, sigmoid: h (1 - h), linear: 1
    dh_{t-1} = W_hh^T da_t
    dW_xh = sum_t da_t x_t^T,   dW_hh = sum_t da_t h_{t-1}^T,   db_h = sum_t da_t

Source: Elman, Finding structure in time, 1990. Deviation: one bias, where PyTorch has two
(b_ih + b_hh) that act only through their sum.
"""

import sys
from functools import partial
from typing import NamedTuple

from ....words import N_
from ...activations import ACTIVATIONS, Activation
from ...arrays import Array, bias_sum, column, linear, linear_transposed, outer_sum
from ...doors import door
from ..cell import Cell


class Params(NamedTuple):
    """Weights of the plain RNN; gradients have the same type."""

    W_xh: Array  # (H, I)
    W_hh: Array  # (H, H)
    b_h: Array  # (H,)


class State(NamedTuple):
    """What one step hands to the next."""

    h: Array  # (..., H)


class Step(NamedTuple):
    """Every number of one step."""

    h_prev: Array  # (..., H)
    a: Array  # (..., H) the sum before f
    h: Array  # (..., H)


class Back(NamedTuple):
    """What the gradient is at the sums of one step."""

    a: Array  # (..., H) dL/da_t


def step(p: Params, wx: Array, prev: State, f: Activation = ACTIVATIONS["tanh"]) -> Step:
    """One step forward; wx = W_xh x_t + b_h."""
    a = wx + linear(prev.h, p.W_hh)
    return Step(prev.h, a, f.f(a))


def step_backward(
    p: Params, s: Step, d: State, f: Activation = ACTIVATIONS["tanh"]
) -> tuple[Back, State]:
    """The same step backward; d = dL/dh_t, total."""
    da = d.h * f.slope(s.h)
    return Back(da), State(linear_transposed(da, p.W_hh))


def weight_gradients(
    p: Params, x: Array, steps: list[Step] | Step, backs: list[Back] | Back
) -> Params:
    """Sums over time (and batch) of what each step contributes."""
    da = column(backs, "a")
    h_prev = column(steps, "h_prev")
    return Params(outer_sum(da, x, p.W_xh), outer_sum(da, h_prev, p.W_hh), bias_sum(da, p.b_h))


LABELS = {
    "tanh": N_("RNN (tanh)"),
    "relu": N_("RNN (ReLU)"),
    "sigmoid": N_("RNN (sigmoid)"),
    "linear": N_("RNN (linear)"),
}


@door(activation=tuple(ACTIVATIONS))
def cell(activation: str) -> Cell:
    """The Elman cell with the activation of that name."""
    f = ACTIVATIONS[activation]
    return Cell(
        code=f"rnn_{activation}",
        label=LABELS[activation],
        module=sys.modules[__name__],
        Params=Params,
        State=State,
        step=partial(step, f=f),
        step_backward=partial(step_backward, f=f),
        weight_gradients=weight_gradients,
        gates=("h",),
        forward=("a = W_xh @ x + W_hh @ h_prev + b_h", f"h = {f.formula}"),
        backward=(
            "dh = dh_loss + W_hh.T @ da_next",
            f"da = dh * {f.slope_formula}",
            "dx = W_xh.T @ da",
        ),
        activation=activation,
    )
