r"""The 2-D Grid LSTM of one layer: one memory along time, one along depth, both read alike.

    v = W_xv x_t + b_v                           the input, projected to H
    time:   c = f * c_{t-1} + i * g,   k = o * tanh(c)
    depth:  m = id * gd,               h = od * tanh(m)        all read k_{t-1} and v

h is what the first layer of `grid.py` hands up, n1; here it goes to the readout, and to no other
step. k and c go to the next. Backward, with dh_t = dL/dh_t through the output alone:

    dk_{t-1} = W_h^T da,   dc = dc_next * f_next + dk * o (1 - tanh(c)^2),   dm likewise from dh
    dv = W_d^T da

Stacked: b_h v, i f g o id gd od; W_hh and W_dh without v. Source and deviations: `grid.py`.
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
from .grid import Params


class State(NamedTuple):
    """What one step hands to the next (but h, which it hands to the readout alone)."""

    h: Array  # (..., H) what comes out on top: n1
    k: Array  # (..., H) what the memory along time shows
    c: Array  # (..., H) that memory


class Step(NamedTuple):
    """Every number of one step; the dimension depth has a d."""

    h_prev: Array  # (..., H) read by nothing
    k_prev: Array  # (..., H)
    c_prev: Array  # (..., H)
    a: Array  # (..., 8H) all sums, stacked as b_h
    v: Array  # (..., H) the projected input
    i: Array  # (..., H)
    f: Array  # (..., H)
    g: Array  # (..., H)
    o: Array  # (..., H)
    id: Array  # (..., H)
    gd: Array  # (..., H)
    od: Array  # (..., H)
    c: Array  # (..., H)
    tanh_c: Array  # (..., H)
    k: Array  # (..., H)
    m: Array  # (..., H)
    tanh_m: Array  # (..., H)
    h: Array  # (..., H)


class Back(NamedTuple):
    """What the gradient is at the sums of one step."""

    a: Array  # (..., 8H) dL/da, stacked as b_h
    c: Array  # (..., H) dL/dc_t, the total one: through k_t too


def step(p: Params, wx: Array, prev: State) -> Step:
    """One step forward; wx = W_xv x_t + b_v, the projected input."""
    b = row(p.b_h[..., wx.shape[-1] :])
    sums = linear(prev.k, p.W_hh) + linear(wx, p.W_dh) + b
    a_i, a_f, a_g, a_o, a_id, a_gd, a_od = split(sums, 7)
    i, f, g, o = sigmoid(a_i), sigmoid(a_f), np.tanh(a_g), sigmoid(a_o)
    i_d, g_d, o_d = sigmoid(a_id), np.tanh(a_gd), sigmoid(a_od)
    c, m = f * prev.c + i * g, i_d * g_d
    tanh_c, tanh_m = np.tanh(c), np.tanh(m)
    gates = i, f, g, o, i_d, g_d, o_d
    return Step(*prev, join(wx, sums), wx, *gates, c, tanh_c, o * tanh_c, m, tanh_m, o_d * tanh_m)


def step_backward(p: Params, s: Step, d: State) -> tuple[Back, State]:
    """The same step backward; d = dL/d(state_t), c_t's part still without k_t's."""
    dc = d.c + d.k * s.o * (1 - s.tanh_c * s.tanh_c)
    dm = d.h * s.od * (1 - s.tanh_m * s.tanh_m)
    da = join(
        dc * s.g * s.i * (1 - s.i),
        dc * s.c_prev * s.f * (1 - s.f),
        dc * s.i * (1 - s.g * s.g),
        d.k * s.tanh_c * s.o * (1 - s.o),
        dm * s.gd * s.id * (1 - s.id),
        dm * s.id * (1 - s.gd * s.gd),
        d.h * s.tanh_m * s.od * (1 - s.od),
    )
    back = Back(join(linear_transposed(da, p.W_dh), da), dc)
    return back, State(np.zeros_like(dc), linear_transposed(da, p.W_hh), dc * s.f)


def weight_gradients(
    p: Params, x: Array, steps: list[Step] | Step, backs: list[Back] | Back
) -> Params:
    """Sums over time (and batch) of what each step contributes."""
    H = p.W_xh.shape[-2]
    all_sums = column(backs, "a")
    dv, da = all_sums[..., :H], all_sums[..., H:]
    return Params(
        outer_sum(dv, x, p.W_xh),
        outer_sum(da, column(steps, "k_prev"), p.W_hh),
        bias_sum(all_sums, p.b_h),
        outer_sum(da, column(steps, "v"), p.W_dh),
    )


GATES = ("i", "f", "g", "o", "id", "gd", "od")


def _back_through(weight: str, when: str) -> str:
    """What returns to something that the gates read."""
    return " + ".join(f"{weight}[{k}].T @ da_{k}{when}" for k in GATES)


CELL = Cell(
    code="grid_lstm_1",
    label=N_("Grid LSTM of one layer"),
    module=sys.modules[__name__],
    Params=Params,
    State=State,
    step=step,
    step_backward=step_backward,
    weight_gradients=weight_gradients,
    gates=("v", *GATES),
    forward=(
        "a_v = W_xh[v] @ x + b_h[v]",
        "v = a_v",
        *(f"a_{k} = W_hh[{k}] @ k_prev + W_dh[{k}] @ v + b_h[{k}]" for k in GATES),
        *(f"{k} = {'tanh' if k[0] == 'g' else 'sigmoid'}(a_{k})" for k in GATES),
        "c = f * c_prev + i * g",
        "k = o * tanh(c)",
        "m = id * gd",
        "h = od * tanh(m)",
    ),
    backward=(
        "dh = dh_loss",
        f"dk = {_back_through('W_hh', '_next')}",
        "dc = dc_next * f_next + dk * o * (1 - tanh(c)**2)",
        "dm = dh * od * (1 - tanh(m)**2)",
        "da_i = dc * g * i * (1 - i)",
        "da_f = dc * c_prev * f * (1 - f)",
        "da_g = dc * i * (1 - g**2)",
        "da_o = dk * tanh(c) * o * (1 - o)",
        "da_id = dm * gd * id * (1 - id)",
        "da_gd = dm * id * (1 - gd**2)",
        "da_od = dh * tanh(m) * od * (1 - od)",
        f"dv = {_back_through('W_dh', '')}",
        "da_v = dv",
        "dx = W_xh[v].T @ da_v",
    ),
    rows={"W_xh": ("v",), "W_hh": GATES, "W_dh": GATES},
)
