r"""LRU, the linear recurrent unit: a state that only turns and shrinks, at a rate of its own.

In complex numbers, one for each unit:

    s_t = lambda * s_{t-1} + gamma * (W x_t + b),   lambda = |lambda| exp(i u)

Its memory is the modulus, |lambda|^k after k steps. Written in real numbers, h for the real part of
s and j for the imaginary one, a step turns the pair (h, j) by the angle u and shrinks it:

    l = exp(a_l),   u = exp(a_u),   m = exp(-l)                |lambda| = m < 1, whatever is learned
    k = m cos(u),   s = m sin(u),   i = sqrt(1 - m^2)          i is gamma, which keeps h at one size
    h_t = k * h_{t-1} - s * j_{t-1} + i * n,   n = W_xn x_t + b_n
    j_t = s * h_{t-1} + k * j_{t-1} + i * w,   w = W_xw x_t + b_w

Backward, with dh, dj the total gradients:

    dh_{t-1} = k * dh + s * dj,   dj_{t-1} = k * dj - s * dh       the turn, back
    da_n = dh * i,   da_w = dj * i,   di = dh * n + dj * w
    dk = dh * h_{t-1} + dj * j_{t-1},   ds = dj * h_{t-1} - dh * j_{t-1}
    da_l = (di * m^2 / i - dk * k - ds * s) * l,   da_u = (ds * k - dk * s) * u

a_l and a_u read nothing: they are the last two of the biases, stacked n, w, l, u. Source: Orvieto
et al. 2023, whose nu and theta they are. Deviations: what is read of s is its real part (a phase of
C is one of W), there is no way past the state (D), and the input has a bias.
"""

import sys
from typing import Any, NamedTuple

import numpy as np

from ....words import N_
from ...arrays import Array, bias_sum, column, exp, inverse, join, outer_sum, root, row, split
from ..cell import Cell


class Params(NamedTuple):
    """Weights of the LRU; gradients have the same type."""

    W_xh: Array  # (2H, I) to the real and to the imaginary part
    b_h: Array  # (4H,) of both parts, then ln(-ln |lambda|) and ln of the angle


class State(NamedTuple):
    """What one step hands to the next."""

    h: Array  # (..., H) the real parts
    j: Array  # (..., H) the imaginary parts


class Step(NamedTuple):
    """Every number of one step."""

    h_prev: Array  # (..., H)
    j_prev: Array  # (..., H)
    a: Array  # (..., 4H) the sums, stacked n, w, l, u
    l: Array  # (..., H) -ln |lambda|, the rate of shrinking
    u: Array  # (..., H) the angle of a step
    m: Array  # (..., H) |lambda|
    k: Array  # (..., H) |lambda| cos(u), the share of h that stays in h
    s: Array  # (..., H) |lambda| sin(u), what goes over to the other part
    i: Array  # (..., H) sqrt(1 - |lambda|^2), the share that is written
    n: Array  # (..., H) what is read into h
    w: Array  # (..., H) and into j
    h: Array  # (..., H)
    j: Array  # (..., H)


class Back(NamedTuple):
    """What the gradient is at the sums of one step."""

    a: Array  # (..., 4H) dL/da, stacked n, w, l, u


def step(p: Params, wx: Array, prev: State) -> Step:
    """One step forward; wx = W_xh x_t + b_h, of n and w."""
    H = wx.shape[-1] // 2
    a = join(wx, row(p.b_h[..., 2 * H :]))
    n, w, a_l, a_u = split(a, 4)
    rate, u = exp(a_l), exp(a_u)
    m = np.exp(-rate)
    k, s, i = m * np.cos(u), m * np.sin(u), root(1 - m * m)
    h, j = k * prev.h - s * prev.j + i * n, s * prev.h + k * prev.j + i * w
    return Step(prev.h, prev.j, a, rate, u, m, k, s, i, n, w, h, j)


def step_backward(p: Params, s: Step, d: State) -> tuple[Back, State]:  # noqa: ARG001
    """The same step backward; d = dL/d(h_t, j_t), total."""
    di = d.h * s.n + d.j * s.w
    dk, ds = d.h * s.h_prev + d.j * s.j_prev, d.j * s.h_prev - d.h * s.j_prev
    da_l = (di * s.m * s.m * inverse(s.i) - dk * s.k - ds * s.s) * s.l
    da = join(d.h * s.i, d.j * s.i, da_l, (ds * s.k - dk * s.s) * s.u)
    return Back(da), State(s.k * d.h + s.s * d.j, s.k * d.j - s.s * d.h)


def weight_gradients(
    p: Params,
    x: Array,
    steps: list[Step] | Step,  # noqa: ARG001
    backs: list[Back] | Back,
) -> Params:
    """Sums over time (and batch) of what each step contributes."""
    da = column(backs, "a")
    return Params(outer_sum(da[..., : p.W_xh.shape[-2]], x, p.W_xh), bias_sum(da, p.b_h))


RING = (0.5, 0.99)  # |lambda| at first
WIDEST = np.pi / 2  # the largest angle at first, a full turn in four steps


def begin(named: dict[str, Array], rng: Any) -> dict[str, Array]:
    """Weights as drawn, with |lambda|^2 uniform within the ring and angles up to the widest."""
    b_h = named["b_h"].copy()
    H = b_h.size // 4
    low, high = (r * r for r in RING)
    b_h[2 * H : 3 * H] = np.log(-0.5 * np.log(rng.uniform(low, high, H)))
    b_h[3 * H :] = np.log(WIDEST * (1 - rng.random(H)))
    return {**named, "b_h": b_h}


CELL = Cell(
    code="lru",
    label=N_("LRU"),
    module=sys.modules[__name__],
    Params=Params,
    State=State,
    step=step,
    step_backward=step_backward,
    weight_gradients=weight_gradients,
    gates=("n", "w", "l", "u"),
    forward=(
        "a_n = W_xh[n] @ x + b_h[n]",
        "a_w = W_xh[w] @ x + b_h[w]",
        "a_l = b_h[l]",
        "a_u = b_h[u]",
        "n = a_n",
        "w = a_w",
        "l = exp(a_l)",
        "u = exp(a_u)",
        "m = decay(l)",
        "k = m * cos(u)",
        "s = m * sin(u)",
        "i = root(1 - m**2)",
        "h = k * h_prev - s * j_prev + i * n",
        "j = s * h_prev + k * j_prev + i * w",
    ),
    backward=(
        "dh = dh_loss + k_next * dh_next + s_next * dj_next",
        "dj = k_next * dj_next - s_next * dh_next",
        "di = dh * n + dj * w",
        "dk = dh * h_prev + dj * j_prev",
        "ds = dj * h_prev - dh * j_prev",
        "dl = di * m**2 * inverse(i) - dk * k - ds * s",
        "du = ds * k - dk * s",
        "da_n = dh * i",
        "da_w = dj * i",
        "da_l = dl * l",
        "da_u = du * u",
        "dx = W_xh[n].T @ da_n + W_xh[w].T @ da_w",
    ),
    activation="linear",
    rows={"W_xh": ("n", "w")},
    loop=None,
    begin=begin,
)
