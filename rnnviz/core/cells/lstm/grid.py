r"""The 2-D Grid LSTM: a memory along time and a second one along depth, two layers deep.

Every layer holds two LSTMs. Both read the state of the step before (time) and what the layer
below hands up (depth): i, f, g, o have the sum W_h k_{t-1} + W_d n + b.
    v  = W_xv x_t + b_v                          the input, projected to H
    layer 1, time:   c1 = f1 * c1_{t-1} + i1 * g1,   k1 = o1 * tanh(c1)
             depth:  m1 = id1 * gd1,                 n1 = od1 * tanh(m1)       reads k1_{t-1}, v
    layer 2, time:   c  = f * c_{t-1} + i * g,       k  = o * tanh(c)
             depth:  m  = fd * m1 + id * gd,         h  = od * tanh(m)         reads k_{t-1}, n1

h, what comes out on top, goes to the readout and to no other step; k, c, k1 and c1 go to the next.
Backward as four LSTMs, the upper two first: dn1 = W_d^T da of layer 2, dv = W_d^T da of layer 1,
and m1 also gets dm * fd. The memory of depth starts at m = 0, which layer 1 has no need to forget.

Stacked: b_h v, i1 f1 g1 o1 id1 gd1 od1, i f g o id fd gd od; W_hh and W_dh without v.
Source: Kalchbrenner, Danihelka and Graves 2015, whose text has h = tanh(o * m).
Deviations: that, no weights tied along depth, no priority of a dimension.
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
)  # fmt: skip
from ..cell import Cell


class Params(NamedTuple):
    """Weights of both layers; gradients have the same type."""

    W_xh: Array  # (H, I) the projection of x
    W_hh: Array  # (15H, H) along time
    b_h: Array  # (16H,)
    W_dh: Array  # (15H, H) along depth


class State(NamedTuple):
    """What one step hands to the next (but h, which it hands to the readout alone)."""

    h: Array  # (..., H) what comes out on top
    k: Array  # (..., H) layer 2: what its memory along time shows
    c: Array  # (..., H) layer 2: that memory
    k1: Array  # (..., H) layer 1
    c1: Array  # (..., H)


class Step(NamedTuple):
    """Every number of one step; layer 1 ends in 1, the dimension depth has a d."""

    h_prev: Array  # (..., H) read by nothing
    k_prev: Array  # (..., H)
    c_prev: Array  # (..., H)
    k1_prev: Array  # (..., H)
    c1_prev: Array  # (..., H)
    a: Array  # (..., 16H) all sums, stacked as b_h
    v: Array  # (..., H) the projected input
    i1: Array  # (..., H)
    f1: Array  # (..., H)
    g1: Array  # (..., H)
    o1: Array  # (..., H)
    id1: Array  # (..., H)
    gd1: Array  # (..., H)
    od1: Array  # (..., H)
    c1: Array  # (..., H)
    tanh_c1: Array  # (..., H)
    k1: Array  # (..., H)
    m1: Array  # (..., H)
    tanh_m1: Array  # (..., H)
    n1: Array  # (..., H) what layer 1 hands up
    i: Array  # (..., H)
    f: Array  # (..., H)
    g: Array  # (..., H)
    o: Array  # (..., H)
    id: Array  # (..., H)
    fd: Array  # (..., H)
    gd: Array  # (..., H)
    od: Array  # (..., H)
    c: Array  # (..., H)
    tanh_c: Array  # (..., H)
    k: Array  # (..., H)
    m: Array  # (..., H)
    tanh_m: Array  # (..., H)
    h: Array  # (..., H)


class Back(NamedTuple):
    """What the gradient is at the sums of one step, and the total one at c, c1 and n1."""

    a: Array  # (..., 16H) dL/da, stacked as b_h
    c: Array  # (..., H)
    c1: Array  # (..., H)
    n1: Array  # (..., H)


def _layers(W: Array) -> tuple[Array, Array]:
    """The rows of layer 1 (7H) and of layer 2 (8H)."""
    return W[..., : 7 * W.shape[-1], :], W[..., 7 * W.shape[-1] :, :]


def step(p: Params, wx: Array, prev: State) -> Step:
    """One step forward; wx = W_xv x_t + b_v, the projected input."""
    (W_1, W_2), (D_1, D_2), H = _layers(p.W_hh), _layers(p.W_dh), wx.shape[-1]
    b_1, b_2 = row(p.b_h[..., H : 8 * H]), row(p.b_h[..., 8 * H :])
    a1 = linear(prev.k1, W_1) + linear(wx, D_1) + b_1
    a_i1, a_f1, a_g1, a_o1, a_id1, a_gd1, a_od1 = split(a1, 7)
    i1, f1, g1, o1 = sigmoid(a_i1), sigmoid(a_f1), np.tanh(a_g1), sigmoid(a_o1)
    id1, gd1, od1 = sigmoid(a_id1), np.tanh(a_gd1), sigmoid(a_od1)
    c1, m1 = f1 * prev.c1 + i1 * g1, id1 * gd1
    tanh_c1, tanh_m1 = np.tanh(c1), np.tanh(m1)
    n1 = od1 * tanh_m1
    a2 = linear(prev.k, W_2) + linear(n1, D_2) + b_2
    a_i, a_f, a_g, a_o, a_id, a_fd, a_gd, a_od = split(a2, 8)
    i, f, g, o = sigmoid(a_i), sigmoid(a_f), np.tanh(a_g), sigmoid(a_o)
    i_d, f_d, g_d, o_d = sigmoid(a_id), sigmoid(a_fd), np.tanh(a_gd), sigmoid(a_od)
    c, m = f * prev.c + i * g, f_d * m1 + i_d * g_d
    tanh_c, tanh_m = np.tanh(c), np.tanh(m)
    lower = i1, f1, g1, o1, id1, gd1, od1, c1, tanh_c1, o1 * tanh_c1, m1, tanh_m1, n1
    upper = i, f, g, o, i_d, f_d, g_d, o_d, c, tanh_c, o * tanh_c, m, tanh_m, o_d * tanh_m
    return Step(*prev, join(wx, a1, a2), wx, *lower, *upper)


def step_backward(p: Params, s: Step, d: State) -> tuple[Back, State]:
    """The same step backward; d = dL/d(state_t), each field without its way through the others."""
    (W_1, W_2), (D_1, D_2) = _layers(p.W_hh), _layers(p.W_dh)
    dc = d.c + d.k * s.o * (1 - s.tanh_c * s.tanh_c)
    dm = d.h * s.od * (1 - s.tanh_m * s.tanh_m)
    da2 = join(
        dc * s.g * s.i * (1 - s.i),
        dc * s.c_prev * s.f * (1 - s.f),
        dc * s.i * (1 - s.g * s.g),
        d.k * s.tanh_c * s.o * (1 - s.o),
        dm * s.gd * s.id * (1 - s.id),
        dm * s.m1 * s.fd * (1 - s.fd),
        dm * s.id * (1 - s.gd * s.gd),
        d.h * s.tanh_m * s.od * (1 - s.od),
    )
    dn1 = linear_transposed(da2, D_2)
    dc1 = d.c1 + d.k1 * s.o1 * (1 - s.tanh_c1 * s.tanh_c1)
    dm1 = dm * s.fd + dn1 * s.od1 * (1 - s.tanh_m1 * s.tanh_m1)
    da1 = join(
        dc1 * s.g1 * s.i1 * (1 - s.i1),
        dc1 * s.c1_prev * s.f1 * (1 - s.f1),
        dc1 * s.i1 * (1 - s.g1 * s.g1),
        d.k1 * s.tanh_c1 * s.o1 * (1 - s.o1),
        dm1 * s.gd1 * s.id1 * (1 - s.id1),
        dm1 * s.id1 * (1 - s.gd1 * s.gd1),
        dn1 * s.tanh_m1 * s.od1 * (1 - s.od1),
    )
    back = Back(join(linear_transposed(da1, D_1), da1, da2), dc, dc1, dn1)
    upper = np.zeros_like(dc), linear_transposed(da2, W_2), dc * s.f
    return back, State(*upper, linear_transposed(da1, W_1), dc1 * s.f1)


def weight_gradients(
    p: Params, x: Array, steps: list[Step] | Step, backs: list[Back] | Back
) -> Params:
    """Sums over time (and batch) of what each step contributes."""
    (W_1, W_2), (D_1, D_2), H = _layers(p.W_hh), _layers(p.W_dh), p.W_xh.shape[-2]
    da = column(backs, "a")
    dv, da1, da2 = da[..., :H], da[..., H : 8 * H], da[..., 8 * H :]
    time = (da1, "k1_prev", W_1), (da2, "k_prev", W_2)
    depth = (da1, "v", D_1), (da2, "n1", D_2)
    dW, dD = ([outer_sum(d, column(steps, r), W) for d, r, W in way] for way in (time, depth))
    dW_hh, dW_dh = np.concatenate(dW, axis=-2), np.concatenate(dD, axis=-2)
    return Params(outer_sum(dv, x, p.W_xh), dW_hh, bias_sum(da, p.b_h), dW_dh)


LOWER = ("i1", "f1", "g1", "o1", "id1", "gd1", "od1")
UPPER = ("i", "f", "g", "o", "id", "fd", "gd", "od")


def _gates(names: tuple[str, ...]) -> tuple[str, ...]:
    """Gates from their sums: candidates through tanh, all others through the sigmoid."""
    return tuple(f"{k} = {'tanh' if k[0] == 'g' else 'sigmoid'}(a_{k})" for k in names)


def _back_through(names: tuple[str, ...], weight: str, when: str) -> str:
    """What returns to something that those gates read."""
    return " + ".join(f"{weight}[{k}].T @ da_{k}{when}" for k in names)


CELL = Cell(
    code="grid_lstm",
    label=N_("Grid LSTM (2-D)"),
    module=sys.modules[__name__],
    Params=Params,
    State=State,
    step=step,
    step_backward=step_backward,
    weight_gradients=weight_gradients,
    gates=("v", *LOWER, *UPPER),
    forward=(
        "a_v = W_xh[v] @ x + b_h[v]",
        "v = a_v",
        *(f"a_{k} = W_hh[{k}] @ k1_prev + W_dh[{k}] @ v + b_h[{k}]" for k in LOWER),
        *_gates(LOWER),
        "c1 = f1 * c1_prev + i1 * g1",
        "k1 = o1 * tanh(c1)",
        "m1 = id1 * gd1",
        "n1 = od1 * tanh(m1)",
        *(f"a_{k} = W_hh[{k}] @ k_prev + W_dh[{k}] @ n1 + b_h[{k}]" for k in UPPER),
        *_gates(UPPER),
        "c = f * c_prev + i * g",
        "k = o * tanh(c)",
        "m = fd * m1 + id * gd",
        "h = od * tanh(m)",
    ),
    backward=(
        "dh = dh_loss",
        f"dk = {_back_through(UPPER, 'W_hh', '_next')}",
        "dc = dc_next * f_next + dk * o * (1 - tanh(c)**2)",
        "dm = dh * od * (1 - tanh(m)**2)",
        "da_i = dc * g * i * (1 - i)",
        "da_f = dc * c_prev * f * (1 - f)",
        "da_g = dc * i * (1 - g**2)",
        "da_o = dk * tanh(c) * o * (1 - o)",
        "da_id = dm * gd * id * (1 - id)",
        "da_fd = dm * m1 * fd * (1 - fd)",
        "da_gd = dm * id * (1 - gd**2)",
        "da_od = dh * tanh(m) * od * (1 - od)",
        f"dk1 = {_back_through(LOWER, 'W_hh', '_next')}",
        "dc1 = dc1_next * f1_next + dk1 * o1 * (1 - tanh(c1)**2)",
        f"dn1 = {_back_through(UPPER, 'W_dh', '')}",
        "dm1 = dm * fd + dn1 * od1 * (1 - tanh(m1)**2)",
        "da_i1 = dc1 * g1 * i1 * (1 - i1)",
        "da_f1 = dc1 * c1_prev * f1 * (1 - f1)",
        "da_g1 = dc1 * i1 * (1 - g1**2)",
        "da_o1 = dk1 * tanh(c1) * o1 * (1 - o1)",
        "da_id1 = dm1 * gd1 * id1 * (1 - id1)",
        "da_gd1 = dm1 * id1 * (1 - gd1**2)",
        "da_od1 = dn1 * tanh(m1) * od1 * (1 - od1)",
        f"da_v = {_back_through(LOWER, 'W_dh', '')}",
        "dx = W_xh[v].T @ da_v",
    ),
    rows={"W_xh": ("v",), "W_hh": (*LOWER, *UPPER), "W_dh": (*LOWER, *UPPER)},
)
