r"""The depth-gated LSTM: two layers, and a gate between their cell states.

Layer 1 is an LSTM on x: i1, f1, g1, o1, c1, h1. Layer 2 is an LSTM on h1 whose cell state also
takes in layer 1's, as much as the depth gate k lets through:

    a_k = W_lk h1_t + p_c * c_{t-1} + p_l * c1_t + b_k,   k = sigmoid(a_k)
    c_t = f * c_{t-1} + i * g + k * c1_t
    h_t = o * tanh(c_t)                          i, f, g, o from W_l h1_t + W_h h_{t-1} + b

Backward as two LSTMs, the upper one first, and

    da_k  = dc * c1 * k (1 - k)
    dc_{t-1} gets p_c * da_k,   dc1_t gets dc * k + p_l * da_k,   dh1_t gets W_l^T da

With k = 0 it is two stacked LSTMs. Stacked: b_h i1 f1 g1 o1 i f g o k; W_xh the first four, W_hh
the first eight, W_lh the last five. Source: Yao et al. 2015 (their d_t; d_t is the target here).
Deviation: theirs has coupled gates with full peepholes; here both layers are plain LSTMs.
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
    row,
    sigmoid,
    split,
)
from ..cell import Cell


class Params(NamedTuple):
    """Weights of both layers; gradients have the same type."""

    W_xh: Array  # (4H, I) layer 1 reads x
    W_hh: Array  # (8H, H) each layer reads its own last state
    b_h: Array  # (9H,)
    W_lh: Array  # (5H, H) layer 2 reads h1
    p_c: Array  # (H,) from c_{t-1} to the depth gate
    p_l: Array  # (H,) from c1_t to the depth gate


class State(NamedTuple):
    """What one step hands to the next."""

    h: Array  # (..., H) layer 2
    c: Array  # (..., H)
    h1: Array  # (..., H) layer 1
    c1: Array  # (..., H)


class Step(NamedTuple):
    """Every number of one step."""

    h_prev: Array  # (..., H)
    c_prev: Array  # (..., H)
    h1_prev: Array  # (..., H)
    c1_prev: Array  # (..., H)
    a: Array  # (..., 9H) the sums before the gates, stacked as b_h
    i1: Array  # (..., H) layer 1: input gate
    f1: Array  # (..., H) forget gate
    g1: Array  # (..., H) candidate
    o1: Array  # (..., H) output gate
    c1: Array  # (..., H) cell state
    tanh_c1: Array  # (..., H)
    h1: Array  # (..., H)
    i: Array  # (..., H) layer 2: input gate
    f: Array  # (..., H) forget gate
    g: Array  # (..., H) candidate
    o: Array  # (..., H) output gate
    k: Array  # (..., H) depth gate
    c: Array  # (..., H) cell state
    tanh_c: Array  # (..., H)
    h: Array  # (..., H)


class Back(NamedTuple):
    """What the gradient is at the sums of one step."""

    a: Array  # (..., 9H) dL/da, stacked as b_h
    c: Array  # (..., H) dL/dc_t, the total one, as the others
    h1: Array  # (..., H)
    c1: Array  # (..., H)


def _layers(W_hh: Array) -> tuple[Array, Array]:
    """The recurrent weights (4H, H) of layer 1 and of layer 2."""
    H = W_hh.shape[-1]
    return W_hh[..., : 4 * H, :], W_hh[..., 4 * H :, :]


def step(p: Params, wx: Array, prev: State) -> Step:
    """One step forward; wx = W_xh x_t + b_h of layer 1."""
    W_1, W_2 = _layers(p.W_hh)
    H = W_1.shape[-1]
    a1 = wx + linear(prev.h1, W_1)
    a_i1, a_f1, a_g1, a_o1 = split(a1, 4)
    i1, f1, g1, o1 = sigmoid(a_i1), sigmoid(a_f1), np.tanh(a_g1), sigmoid(a_o1)
    c1 = f1 * prev.c1 + i1 * g1
    tanh_c1 = np.tanh(c1)
    h1 = o1 * tanh_c1
    up = linear(h1, p.W_lh) + row(p.b_h[..., 4 * H :])
    a2 = up[..., : 4 * H] + linear(prev.h, W_2)
    a_k = up[..., 4 * H :] + row(p.p_c) * prev.c + row(p.p_l) * c1
    a_i, a_f, a_g, a_o = split(a2, 4)
    i, f, g, o, k = sigmoid(a_i), sigmoid(a_f), np.tanh(a_g), sigmoid(a_o), sigmoid(a_k)
    c = f * prev.c + i * g + k * c1
    tanh_c = np.tanh(c)
    lower = i1, f1, g1, o1, c1, tanh_c1, h1
    return Step(*prev, join(a1, a2, a_k), *lower, i, f, g, o, k, c, tanh_c, o * tanh_c)


def step_backward(p: Params, s: Step, d: State) -> tuple[Back, State]:
    """The same step backward; d = dL/d(state_t), each field without its way through the others."""
    W_1, W_2 = _layers(p.W_hh)
    dc = d.c + d.h * s.o * (1 - s.tanh_c * s.tanh_c)
    da_k = dc * s.c1 * s.k * (1 - s.k)
    da2 = join(
        dc * s.g * s.i * (1 - s.i),
        dc * s.c_prev * s.f * (1 - s.f),
        dc * s.i * (1 - s.g * s.g),
        d.h * s.tanh_c * s.o * (1 - s.o),
    )
    dh1 = d.h1 + linear_transposed(join(da2, da_k), p.W_lh)
    dc1 = d.c1 + dc * s.k + row(p.p_l) * da_k + dh1 * s.o1 * (1 - s.tanh_c1 * s.tanh_c1)
    da1 = join(
        dc1 * s.g1 * s.i1 * (1 - s.i1),
        dc1 * s.c1_prev * s.f1 * (1 - s.f1),
        dc1 * s.i1 * (1 - s.g1 * s.g1),
        dh1 * s.tanh_c1 * s.o1 * (1 - s.o1),
    )
    upper = linear_transposed(da2, W_2), dc * s.f + row(p.p_c) * da_k
    back = Back(join(da1, da2, da_k), dc, dh1, dc1)
    return back, State(*upper, linear_transposed(da1, W_1), dc1 * s.f1)


def weight_gradients(
    p: Params, x: Array, steps: list[Step] | Step, backs: list[Back] | Back
) -> Params:
    """Sums over time (and batch) of what each step contributes."""
    W_1, W_2 = _layers(p.W_hh)
    H = W_1.shape[-1]
    da = column(backs, "a")
    da1, da2, da_k = da[..., : 4 * H], da[..., 4 * H : 8 * H], da[..., 8 * H :]
    dW_1 = outer_sum(da1, column(steps, "h1_prev"), W_1)
    dW_2 = outer_sum(da2, column(steps, "h_prev"), W_2)
    return Params(
        outer_sum(da1, x, p.W_xh),
        np.concatenate([dW_1, dW_2], axis=-2),
        bias_sum(da, p.b_h),
        outer_sum(da[..., 4 * H :], column(steps, "h1"), p.W_lh),
        bias_sum(da_k * column(steps, "c_prev"), p.p_c),
        bias_sum(da_k * column(steps, "c1"), p.p_l),
    )


LOWER = ("i1", "f1", "g1", "o1")
UPPER = ("i", "f", "g", "o")
GATES = (*LOWER, *UPPER, "k")


def _gates(layer: str) -> tuple[str, ...]:
    """The gates of a layer ("1" or ""), from their sums."""
    shapes = (("i", "sigmoid"), ("f", "sigmoid"), ("g", "tanh"), ("o", "sigmoid"))
    return tuple(f"{k}{layer} = {f}(a_{k}{layer})" for k, f in shapes)


CELL = Cell(
    code="lstm_depth_gated",
    label=N_("LSTM, depth-gated"),
    module=sys.modules[__name__],
    Params=Params,
    State=State,
    step=step,
    step_backward=step_backward,
    weight_gradients=weight_gradients,
    gates=GATES,
    forward=(
        *(f"a_{k} = W_xh[{k}] @ x + W_hh[{k}] @ h1_prev + b_h[{k}]" for k in LOWER),
        *_gates("1"),
        "c1 = f1 * c1_prev + i1 * g1",
        "h1 = o1 * tanh(c1)",
        *(f"a_{k} = W_lh[{k}] @ h1 + W_hh[{k}] @ h_prev + b_h[{k}]" for k in UPPER),
        "a_k = W_lh[k] @ h1 + p_c * c_prev + p_l * c1 + b_h[k]",
        *_gates(""),
        "k = sigmoid(a_k)",
        "c = f * c_prev + i * g + k * c1",
        "h = o * tanh(c)",
    ),
    backward=(
        "dh = dh_loss + " + " + ".join(f"W_hh[{k}].T @ da_{k}_next" for k in UPPER),
        "dc = dc_next * f_next + p_c * da_k_next + dh * o * (1 - tanh(c)**2)",
        "da_i = dc * g * i * (1 - i)",
        "da_f = dc * c_prev * f * (1 - f)",
        "da_g = dc * i * (1 - g**2)",
        "da_o = dh * tanh(c) * o * (1 - o)",
        "da_k = dc * c1 * k * (1 - k)",
        "dh1 = "
        + " + ".join(f"W_lh[{k}].T @ da_{k}" for k in (*UPPER, "k"))
        + " + "
        + " + ".join(f"W_hh[{k}].T @ da_{k}_next" for k in LOWER),
        "dc1 = dc1_next * f1_next + dc * k + p_l * da_k + dh1 * o1 * (1 - tanh(c1)**2)",
        "da_i1 = dc1 * g1 * i1 * (1 - i1)",
        "da_f1 = dc1 * c1_prev * f1 * (1 - f1)",
        "da_g1 = dc1 * i1 * (1 - g1**2)",
        "da_o1 = dh1 * tanh(c1) * o1 * (1 - o1)",
        "dx = " + " + ".join(f"W_xh[{k}].T @ da_{k}" for k in LOWER),
    ),
    rows={"W_xh": LOWER, "W_hh": (*LOWER, *UPPER), "W_lh": (*UPPER, "k")},
)
