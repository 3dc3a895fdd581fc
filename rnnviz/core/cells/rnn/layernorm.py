r"""The plain RNN with layer normalisation: the sums are brought to mean 0 and variance 1 first.

    a_t = W_xh x_t + W_hh h_{t-1} + b_h
    n_t = (a_t - mean(a_t)) v_t,   v_t = 1 / sqrt(variance(a_t) + 1e-5)      over the H units
    h_t = tanh(n_t)

Backward, with dh_t = dL/dh_t:

    dn_t     = dh_t * (1 - h_t^2)
    da_t     = (dn_t - mean(dn_t) - n_t * mean(dn_t * n_t)) v_t
    dh_{t-1} = W_hh^T da_t

Whatever the size of the weights, n stays near N(0, 1), where the slope of tanh is about 0.6. With
one unit n is always 0. Source: Ba, Kiros and Hinton 2016. Deviation: no gain and shift after it.
"""

import sys
from typing import NamedTuple

import numpy as np

from ....words import N_
from ...arrays import Array, inverse_deviation, linear, linear_transposed, mean
from ..cell import Cell
from .elman import Back, Params, State, weight_gradients


class Step(NamedTuple):
    """Every number of one step."""

    h_prev: Array  # (..., H)
    a: Array  # (..., H) the sum before it is normalised
    v: Array  # (..., H) 1 / its standard deviation over the units, the same for all
    n: Array  # (..., H) the normalised sum
    h: Array  # (..., H)


def step(p: Params, wx: Array, prev: State) -> Step:
    """One step forward; wx = W_xh x_t + b_h."""
    a = wx + linear(prev.h, p.W_hh)
    v = inverse_deviation(a)
    n = (a - mean(a)) * v
    return Step(prev.h, a, v, n, np.tanh(n))


def step_backward(p: Params, s: Step, d: State) -> tuple[Back, State]:
    """The same step backward; d = dL/dh_t, total."""
    dn = d.h * (1 - s.h * s.h)
    da = (dn - mean(dn) - s.n * mean(dn * s.n)) * s.v
    return Back(da), State(linear_transposed(da, p.W_hh))


CELL = Cell(
    code="rnn_layernorm",
    label=N_("RNN, layer norm (tanh)"),
    module=sys.modules[__name__],
    Params=Params,
    State=State,
    step=step,
    step_backward=step_backward,
    weight_gradients=weight_gradients,
    gates=("h",),
    forward=(
        "a = W_xh @ x + W_hh @ h_prev + b_h",
        "v = inverse_deviation(a)",
        "n = (a - mean(a)) * v",
        "h = tanh(n)",
    ),
    backward=(
        "dh = dh_loss + W_hh.T @ da_next",
        "dn = dh * (1 - h**2)",
        "da = (dn - mean(dn) - n * mean(dn * n)) * v",
        "dx = W_xh.T @ da",
    ),
)
