r"""sLSTM, the scalar memory of the xLSTM: an LSTM whose input gate is an exponential.

    i~ = exp(a_i),   f = sigmoid(a_f),   g = tanh(a_g),   o = sigmoid(a_o)
    c~ = f c~ + i~ g,   n~ = f n~ + i~,   h_t = o * c~ / n~

What it shows is a weighted mean of all candidates so far: n~ is the sum of the weights, and a
later step can outweigh all earlier ones, for exp has no upper end. Since exp overflows, all is
divided by exp(m), m the largest exponent so far, which changes no h:

    v = ln f + m_{t-1},   m = max(v, a_i)
    k = exp(v - m),   i = exp(a_i - m)            one of both is 1
    c_t = k * c_{t-1} + i * g,   n_t = k * n_{t-1} + i
    q = c_t / n_t,   h_t = o * q

Backward, with dh = dL/dh_t, and dc, dn, dm what comes back from the step after:

    dq = dh * o,   dc += dq / n,   dn -= dq * q / n,   dm -= dc * c + dn * n
    da_i = (dc * g + dn) * i + dm where a_i is the larger
    dv   = (dc * c_{t-1} + dn * n_{t-1}) * k + dm where v is
    da_f = dv * (1 - f),   da_g = dc * i * (1 - g^2),   da_o = dh * q * o (1 - o)
    dc_{t-1} = dc * k,   dn_{t-1} = dn * k,   dm_{t-1} = dv,   dh_{t-1} = W_hh^T da

dm is 0 for every loss on h. The weights are stacked i, f, g, o; g is the z of the paper. Source:
Beck et al. 2024. Deviation: one head (every unit reads every other), no block around the layer.
"""

import sys
from typing import NamedTuple

import numpy as np

from ....words import N_
from ...arrays import (
    Array,
    bias_sum,
    column,
    inverse,
    join,
    linear,
    linear_transposed,
    log_sigmoid,
    outer_sum,
    sigmoid,
    split,
)
from ..cell import Cell


class Params(NamedTuple):
    """Weights of the sLSTM; gradients have the same type."""

    W_xh: Array  # (4H, I)
    W_hh: Array  # (4H, H)
    b_h: Array  # (4H,)


class State(NamedTuple):
    """What one step hands to the next."""

    h: Array  # (..., H)
    c: Array  # (..., H) the cell state, divided by exp(m)
    n: Array  # (..., H) the sum of the weights, divided by exp(m)
    m: Array  # (..., H) the stabiliser


class Step(NamedTuple):
    """Every number of one step."""

    h_prev: Array  # (..., H)
    c_prev: Array  # (..., H)
    n_prev: Array  # (..., H)
    m_prev: Array  # (..., H)
    a: Array  # (..., 4H) the sums before the functions, stacked i, f, g, o
    v: Array  # (..., H) ln f + m_{t-1}, the exponent of what is kept
    m: Array  # (..., H) the larger exponent
    i: Array  # (..., H) input gate, the share that is written
    f: Array  # (..., H) forget gate
    k: Array  # (..., H) the share of the old cell state that is kept
    g: Array  # (..., H) candidate
    o: Array  # (..., H) output gate
    c: Array  # (..., H) cell state
    n: Array  # (..., H) the sum of the weights
    q: Array  # (..., H) c / n, their mean
    h: Array  # (..., H)


class Back(NamedTuple):
    """What the gradient is at the sums of one step."""

    a: Array  # (..., 4H) dL/da, stacked i, f, g, o
    c: Array  # (..., H) dL/dc_t, the total one: through h_t too
    n: Array  # (..., H) dL/dn_t, the total one
    m: Array  # (..., H) dL/dm_t, the total one: 0 but for rounding if only h is read


def step(p: Params, wx: Array, prev: State) -> Step:
    """One step forward; wx = W_xh x_t + b_h."""
    a = wx + linear(prev.h, p.W_hh)
    a_i, a_f, a_g, a_o = split(a, 4)
    v = log_sigmoid(a_f) + prev.m
    m = np.maximum(v, a_i)
    i, f, k = np.exp(a_i - m), sigmoid(a_f), np.exp(v - m)
    g, o = np.tanh(a_g), sigmoid(a_o)
    c, n = k * prev.c + i * g, k * prev.n + i
    q = c * inverse(n)
    return Step(*prev, a, v, m, i, f, k, g, o, c, n, q, o * q)


def step_backward(p: Params, s: Step, d: State) -> tuple[Back, State]:
    """The same step backward; d = dL/d(h_t, c_t, n_t, m_t), the last three without h_t's part."""
    dq = d.h * s.o * inverse(s.n)
    dc, dn = d.c + dq, d.n - dq * s.q
    dm = d.m - dc * s.c - dn * s.n
    kept = s.v > split(s.a, 4)[0]
    dv = (dc * s.c_prev + dn * s.n_prev) * s.k + dm * kept
    da_i = (dc * s.g + dn) * s.i + dm * ~kept
    da_o = d.h * s.q * s.o * (1 - s.o)
    da = join(da_i, dv * (1 - s.f), dc * s.i * (1 - s.g * s.g), da_o)
    return Back(da, dc, dn, dm), State(linear_transposed(da, p.W_hh), dc * s.k, dn * s.k, dv)


def weight_gradients(
    p: Params, x: Array, steps: list[Step] | Step, backs: list[Back] | Back
) -> Params:
    """Sums over time (and batch) of what each step contributes."""
    da, h_prev = column(backs, "a"), column(steps, "h_prev")
    return Params(outer_sum(da, x, p.W_xh), outer_sum(da, h_prev, p.W_hh), bias_sum(da, p.b_h))


GATES = ("i", "f", "g", "o")

CELL = Cell(
    code="slstm",
    label=N_("sLSTM"),
    module=sys.modules[__name__],
    Params=Params,
    State=State,
    step=step,
    step_backward=step_backward,
    weight_gradients=weight_gradients,
    gates=GATES,
    forward=(
        *(f"a_{k} = W_xh[{k}] @ x + W_hh[{k}] @ h_prev + b_h[{k}]" for k in GATES),
        "v = log_sigmoid(a_f) + m_prev",
        "m = a_i + relu(v - a_i)",
        "i = decay(m - a_i)",
        "f = sigmoid(a_f)",
        "k = decay(m - v)",
        "g = tanh(a_g)",
        "o = sigmoid(a_o)",
        "c = k * c_prev + i * g",
        "n = k * n_prev + i",
        "q = c * inverse(n)",
        "h = o * q",
    ),
    backward=(
        "dh = dh_loss + " + " + ".join(f"W_hh[{k}].T @ da_{k}_next" for k in GATES),
        "dc = dc_next * k_next + dh * o * inverse(n)",
        "dn = dn_next * k_next - dh * o * inverse(n) * q",
        "dm = dv_next - dc * c - dn * n",
        "dv = dc * c_prev * k + dn * n_prev * k + dm * step(v - a_i)",
        "da_i = dc * g * i + dn * i + dm * (1 - step(v - a_i))",
        "da_f = dv * (1 - f)",
        "da_g = dc * i * (1 - g**2)",
        "da_o = dh * q * o * (1 - o)",
        "dx = " + " + ".join(f"W_xh[{k}].T @ da_{k}" for k in GATES),
    ),
)
