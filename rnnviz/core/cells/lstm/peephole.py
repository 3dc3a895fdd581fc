r"""LSTM with peepholes: the gates also look at the cell state itself.

    a_i = W_xi x_t + W_hi h_{t-1} + p_i * c_{t-1} + b_i        i = sigmoid(a_i)
    a_f = W_xf x_t + W_hf h_{t-1} + p_f * c_{t-1} + b_f        f = sigmoid(a_f)
    g   = tanh(W_xg x_t + W_hg h_{t-1} + b_g)
    c_t = f * c_{t-1} + i * g
    a_o = W_xo x_t + W_ho h_{t-1} + p_o * c_t + b_o            o = sigmoid(a_o)
    h_t = o * tanh(c_t)

Backward as the LSTM, but da_o comes first, since c_t also acts through the output gate:

    dc = dc_next + dh * o * (1 - tanh(c)^2) + p_o * da_o
    dc_{t-1} = dc * f + p_i * da_i + p_f * da_f
    dp_i = sum_t da_i * c_{t-1},   dp_f = sum_t da_f * c_{t-1},   dp_o = sum_t da_o * c_t

With all peepholes 0 it is the LSTM. Any of the three can be left out: its weights are then 0, stay
0, and have no gradient.
Source: Gers and Schmidhuber 2000. The weights of the gates are stacked i, f, g, o.
"""

import re
import sys
from functools import partial
from typing import NamedTuple

import numpy as np

from ....errors import RnnvizError
from ....words import N_, _
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
from ...doors import door
from ..cell import Cell
from . import standard
from .standard import Back, State, Step


class Params(NamedTuple):
    """Weights of the peephole LSTM; gradients have the same type."""

    W_xh: Array  # (4H, I)
    W_hh: Array  # (4H, H)
    b_h: Array  # (4H,)
    p_i: Array  # (H,) from c_{t-1} to the input gate
    p_f: Array  # (H,) from c_{t-1} to the forget gate
    p_o: Array  # (H,) from c_t to the output gate


def fix(p: Params, peepholes: str = "ifo") -> Params:
    """The weights with those of the peepholes that are left out set to 0."""
    out = {f"p_{k}": np.zeros_like(getattr(p, f"p_{k}")) for k in "ifo" if k not in peepholes}
    return p._replace(**out)


def step(p: Params, wx: Array, prev: State, peepholes: str = "ifo") -> Step:
    """One step forward; wx = W_xh x_t + b_h."""
    p = fix(p, peepholes)
    a_i, a_f, a_g, a_o = split(wx + linear(prev.h, p.W_hh), 4)
    a_i, a_f = a_i + row(p.p_i) * prev.c, a_f + row(p.p_f) * prev.c
    i, f, g = sigmoid(a_i), sigmoid(a_f), np.tanh(a_g)
    c = f * prev.c + i * g
    a_o = a_o + row(p.p_o) * c
    o, tanh_c = sigmoid(a_o), np.tanh(c)
    return Step(prev.h, prev.c, join(a_i, a_f, a_g, a_o), i, f, g, o, c, tanh_c, o * tanh_c)


def step_backward(p: Params, s: Step, d: State, peepholes: str = "ifo") -> tuple[Back, State]:
    """The same step backward; d = dL/d(h_t, c_t), with c_t's part still without h_t's."""
    p = fix(p, peepholes)
    da_o = d.h * s.tanh_c * s.o * (1 - s.o)
    dc = d.c + d.h * s.o * (1 - s.tanh_c * s.tanh_c) + row(p.p_o) * da_o
    da_i = dc * s.g * s.i * (1 - s.i)
    da_f = dc * s.c_prev * s.f * (1 - s.f)
    da = join(da_i, da_f, dc * s.i * (1 - s.g * s.g), da_o)
    dc_prev = dc * s.f + row(p.p_i) * da_i + row(p.p_f) * da_f
    return Back(da, dc), State(linear_transposed(da, p.W_hh), dc_prev)


def weight_gradients(
    p: Params,
    x: Array,
    steps: list[Step] | Step,
    backs: list[Back] | Back,
    peepholes: str = "ifo",
) -> Params:
    """Sums over time (and batch) of what each step contributes; 0 where a peephole is left out."""
    da, h_prev = column(backs, "a"), column(steps, "h_prev")
    da_i, da_f, _, da_o = split(da, 4)
    c_prev, c = column(steps, "c_prev"), column(steps, "c")
    grads = Params(
        outer_sum(da, x, p.W_xh),
        outer_sum(da, h_prev, p.W_hh),
        bias_sum(da, p.b_h),
        bias_sum(da_i * c_prev, p.p_i),
        bias_sum(da_f * c_prev, p.p_f),
        bias_sum(da_o * c, p.p_o),
    )
    return fix(grads, peepholes)


GATES = standard.GATES

FORWARD = (
    "a_i = W_xh[i] @ x + W_hh[i] @ h_prev + p_i * c_prev + b_h[i]",
    "a_f = W_xh[f] @ x + W_hh[f] @ h_prev + p_f * c_prev + b_h[f]",
    "a_g = W_xh[g] @ x + W_hh[g] @ h_prev + b_h[g]",
    "i = sigmoid(a_i)",
    "f = sigmoid(a_f)",
    "g = tanh(a_g)",
    "c = f * c_prev + i * g",
    "a_o = W_xh[o] @ x + W_hh[o] @ h_prev + p_o * c + b_h[o]",
    "o = sigmoid(a_o)",
    "h = o * tanh(c)",
)
BACKWARD = (
    "dh = dh_loss + " + " + ".join(f"W_hh[{k}].T @ da_{k}_next" for k in GATES),
    "da_o = dh * tanh(c) * o * (1 - o)",
    (
        "dc = dc_next * f_next + p_i * da_i_next + p_f * da_f_next"
        " + dh * o * (1 - tanh(c)**2) + p_o * da_o"
    ),
    "da_i = dc * g * i * (1 - i)",
    "da_f = dc * c_prev * f * (1 - f)",
    "da_g = dc * i * (1 - g**2)",
    "dx = " + " + ".join(f"W_xh[{k}].T @ da_{k}" for k in GATES),
)


def _without(formulas: tuple[str, ...], peepholes: str) -> tuple[str, ...]:
    """The formulas without the terms of the peepholes that are left out."""
    out = "|".join(k for k in "ifo" if k not in peepholes)
    return tuple(re.sub(rf" \+ p_({out}) \* \w+", "", f) for f in formulas) if out else formulas


@door()
def cell(peepholes: str = "ifo") -> Cell:
    """The peephole cell with those of i, f and o open to the cell state that are named."""
    if not isinstance(peepholes, str) or not set(peepholes) <= set("ifo"):
        text = _("peepholes is {value}; name some of i, f and o, or none: “”.")
        raise RnnvizError(text.format(value=repr(peepholes)))
    options = {"peepholes": peepholes}
    return Cell(
        code="lstm_peephole",
        label=N_("LSTM with peepholes"),
        module=sys.modules[__name__],
        Params=Params,
        State=State,
        step=partial(step, **options),
        step_backward=partial(step_backward, **options),
        weight_gradients=partial(weight_gradients, **options),
        gates=GATES,
        forward=_without(FORWARD, peepholes),
        backward=_without(BACKWARD, peepholes),
        options=options,
        fix=partial(fix, **options),
    )


CELL = cell()
