r"""Minimal gated unit: a GRU with one gate, which both forgets and resets.

    f = sigmoid(W_xf x_t + W_hf h_{t-1} + b_f)
    n = tanh(W_xn x_t + W_hn (f * h_{t-1}) + b_n)
    h_t = (1 - f) * h_{t-1} + f * n

Backward, with dh = dL/dh_t:

    da_n = dh * f * (1 - n^2),   u = W_hn^T da_n
    da_f = (dh * (n - h_{t-1}) + u * h_{t-1}) * f (1 - f)
    dh_{t-1} = dh * (1 - f) + W_hf^T da_f + f * u

Here f is the share of the NEW content. The weights are stacked f, n. Source: Zhou et al. 2016.
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
    """Weights of the minimal gated unit; gradients have the same type."""

    W_xh: Array  # (2H, I)
    W_hh: Array  # (2H, H)
    b_h: Array  # (2H,)


class State(NamedTuple):
    """What one step hands to the next."""

    h: Array  # (..., H)


class Step(NamedTuple):
    """Every number of one step."""

    h_prev: Array  # (..., H)
    a: Array  # (..., 2H) the sums before the gates, stacked f, n
    f: Array  # (..., H) the gate
    m: Array  # (..., H) f * h_{t-1}, the memory that the candidate reads
    n: Array  # (..., H) candidate
    h: Array  # (..., H)


class Back(NamedTuple):
    """What the gradient is at the sums of one step."""

    a: Array  # (..., 2H) dL/da, stacked f, n


def _blocks(W_hh: Array) -> tuple[Array, Array]:
    """The recurrent weights of f, which read h, and of n, which read f * h; (H, H) each."""
    H = W_hh.shape[-1]
    return W_hh[..., :H, :], W_hh[..., H:, :]


def step(p: Params, wx: Array, prev: State) -> Step:
    """One step forward; wx = W_xh x_t + b_h."""
    W_hf, W_hn = _blocks(p.W_hh)
    x_f, x_n = split(wx, 2)
    a_f = x_f + linear(prev.h, W_hf)
    f = sigmoid(a_f)
    m = f * prev.h
    a_n = x_n + linear(m, W_hn)
    n = np.tanh(a_n)
    return Step(prev.h, join(a_f, a_n), f, m, n, (1 - f) * prev.h + f * n)


def step_backward(p: Params, s: Step, d: State) -> tuple[Back, State]:
    """The same step backward; d = dL/dh_t, total."""
    W_hf, W_hn = _blocks(p.W_hh)
    da_n = d.h * s.f * (1 - s.n * s.n)
    u = linear_transposed(da_n, W_hn)
    da_f = (d.h * (s.n - s.h_prev) + u * s.h_prev) * s.f * (1 - s.f)
    dh_prev = d.h * (1 - s.f) + linear_transposed(da_f, W_hf) + s.f * u
    return Back(join(da_f, da_n)), State(dh_prev)


def weight_gradients(
    p: Params, x: Array, steps: list[Step] | Step, backs: list[Back] | Back
) -> Params:
    """Sums over time (and batch) of what each step contributes."""
    W_hf, W_hn = _blocks(p.W_hh)
    da = column(backs, "a")
    da_f, da_n = split(da, 2)
    dW_hf = outer_sum(da_f, column(steps, "h_prev"), W_hf)
    dW_hn = outer_sum(da_n, column(steps, "m"), W_hn)
    dW_hh = np.concatenate([dW_hf, dW_hn], axis=-2)
    return Params(outer_sum(da, x, p.W_xh), dW_hh, bias_sum(da, p.b_h))


GATES = ("f", "n")

CELL = Cell(
    code="mgu",
    label=N_("Minimal gated unit"),
    module=sys.modules[__name__],
    Params=Params,
    State=State,
    step=step,
    step_backward=step_backward,
    weight_gradients=weight_gradients,
    gates=GATES,
    forward=(
        "a_f = W_xh[f] @ x + W_hh[f] @ h_prev + b_h[f]",
        "f = sigmoid(a_f)",
        "m = f * h_prev",
        "a_n = W_xh[n] @ x + W_hh[n] @ m + b_h[n]",
        "n = tanh(a_n)",
        "h = (1 - f) * h_prev + f * n",
    ),
    backward=(
        ("dh = dh_loss + dh_next * (1 - f_next) + W_hh[f].T @ da_f_next + dm_next * f_next"),
        "da_n = dh * f * (1 - n**2)",
        "dm = W_hh[n].T @ da_n",
        "da_f = (dh * (n - h_prev) + dm * h_prev) * f * (1 - f)",
        "dx = W_xh[f].T @ da_f + W_xh[n].T @ da_n",
    ),
)
