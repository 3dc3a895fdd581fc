r"""The Clockwork RNN: modules of units that tick at different periods.

    a_t = W_xh x_t + W_hh h_{t-1} + b_h
    h_t = m_t * tanh(a_t) + (1 - m_t) * h_{t-1}       m_t = 1 for a unit whose period divides t

The H units stand in modules of rising periods (1, 2, 4 and 8 unless others are chosen), fast ones
first, as many in each as is chosen, or in shares as even as they can be. t starts at 0, so that
all tick at the first step, or at 1, so that a unit of period T first ticks at the T-th step. A
unit reads only units that are as slow or slower: W_hh is block upper triangular, the rest of it is
0 and stays 0.

Backward, with dh_t = dL/dh_t:

    da_t     = dh_t * m_t * (1 - tanh(a_t)^2)
    dh_{t-1} = (1 - m_t) * dh_t + W_hh^T da_t

While a slow unit waits, its gradient passes unchanged. Source: Koutnik et al. 2014.
"""

import sys
from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from ....errors import RnnvizError
from ....words import N_, _
from ...arrays import Array, bias_sum, column, linear, linear_transposed, outer_sum
from ...doors import door, whole
from ...doors.axes import Seen
from ...doors.options import size
from ...project import project as project_all
from ..cell import Cell
from .elman import Back, Params, State

PERIODS = (1, 2, 4, 8)


def _modules(name: str, value: Any, seen: Seen) -> tuple[int, ...]:
    """A rule: periods of modules, rising."""
    periods = size(name, value, seen)
    if not periods or 0 in periods or list(periods) != sorted(periods):
        text = _("{name} is {value}; give periods of at least 1, the fast ones first.")
        raise RnnvizError(text.format(name=name, value=value))
    return periods


class Step(NamedTuple):
    """Every number of one step."""

    h_prev: Array  # (..., H)
    a: Array  # (..., H) the sum before tanh
    u: Array  # (..., H) tanh(a), the new content
    m: Array  # (..., H) 1 where the unit ticks, else 0
    h: Array  # (..., H)


@door(modules=_modules, sizes=size)
def periods(H: int, modules: Sequence[int] = PERIODS, sizes: Sequence[int] | None = None) -> Array:
    """The period of each of H units: `sizes` units a module, or as even shares as there can be.

    >>> periods(6).tolist()
    [1.0, 1.0, 2.0, 2.0, 4.0, 8.0]
    >>> periods(6, (1, 8), sizes=(1, 5)).tolist()
    [1.0, 8.0, 8.0, 8.0, 8.0, 8.0]

    Raises RnnvizError when the sizes do not add up to H, or are not as many as the modules.
    """
    if sizes is None:
        sizes = [len(units) for units in np.array_split(np.arange(H), len(modules))]
    if len(sizes) != len(modules) or sum(sizes) != H:
        text = _("The modules hold {sizes} units; give {n} sizes with a sum of {H}.")
        raise RnnvizError(text.format(sizes=tuple(sizes), n=len(modules), H=H))
    return np.repeat(np.asarray(modules, float), sizes)


@door(modules=_modules, sizes=size, T=whole(0), start=whole(0))
def ticks(
    H: int,
    T: int,
    modules: Sequence[int] = PERIODS,
    start: int = 0,
    sizes: Sequence[int] | None = None,
) -> Array:
    """Give m (T, H): 1 where a unit ticks, t counted from `start`."""
    t = np.arange(start, start + T)[:, None]
    return (t % periods(H, modules, sizes) == 0).astype(float)


def fix(p: Params, modules: Sequence[int] = PERIODS, sizes: Sequence[int] | None = None) -> Params:
    """The weights with W_hh made block upper triangular: fast reads slow, never the reverse."""
    T = periods(p.W_hh.shape[-1], modules, sizes)
    return p._replace(W_hh=p.W_hh * (T[:, None] <= T).astype(p.W_hh.dtype))


def project(
    p: Params,
    x: Array,
    modules: Sequence[int] = PERIODS,
    start: int = 0,
    sizes: Sequence[int] | None = None,
) -> Array:
    """W_xh x_t + b_h of all steps, and behind it on the last axis the ticks m_t."""
    wx = project_all(p, x)
    m = ticks(wx.shape[-1], len(wx), modules, start, sizes).astype(wx.dtype)
    between = (1,) * (wx.ndim - 2)
    return np.concatenate([wx, np.broadcast_to(m.reshape(len(m), *between, -1), wx.shape)], -1)


def step(
    p: Params,
    wx: Array,
    prev: State,
    modules: Sequence[int] = PERIODS,
    sizes: Sequence[int] | None = None,
) -> Step:
    """One step forward; wx = W_xh x_t + b_h, and behind it the ticks."""
    H = p.W_hh.shape[-1]
    m = wx[..., H:]
    a = wx[..., :H] + linear(prev.h, fix(p, modules, sizes).W_hh)
    u = np.tanh(a)
    return Step(prev.h, a, u, m, m * u + (1 - m) * prev.h)


def step_backward(
    p: Params,
    s: Step,
    d: State,
    modules: Sequence[int] = PERIODS,
    sizes: Sequence[int] | None = None,
) -> tuple[Back, State]:
    """The same step backward; d = dL/dh_t, total."""
    da = d.h * s.m * (1 - s.u * s.u)
    return Back(da), State((1 - s.m) * d.h + linear_transposed(da, fix(p, modules, sizes).W_hh))


def weight_gradients(
    p: Params,
    x: Array,
    steps: list[Step] | Step,
    backs: list[Back] | Back,
    modules: Sequence[int] = PERIODS,
    sizes: Sequence[int] | None = None,
) -> Params:
    """Sums over time (and batch) of what each step contributes; 0 where W_hh is 0 for good."""
    da, h_prev = column(backs, "a"), column(steps, "h_prev")
    grads = outer_sum(da, x, p.W_xh), outer_sum(da, h_prev, p.W_hh), bias_sum(da, p.b_h)
    return fix(Params(*grads), modules, sizes)


def given(
    p: Any,
    T: int,
    modules: Sequence[int] = PERIODS,
    start: int = 0,
    sizes: Sequence[int] | None = None,
) -> dict[str, Array]:
    """What the formulas take as given: the ticks."""
    return {"m": ticks(p.W_hh.shape[-1], T, modules, start, sizes)}


@door(modules=_modules, start=whole(0), sizes=size)
def cell(
    modules: Sequence[int] = PERIODS, start: int = 0, sizes: Sequence[int] | None = None
) -> Cell:
    """The Clockwork cell with modules of these periods, rising, and t counted from `start`.

    `sizes` are the units of each module; None for shares as even as they can be.
    """
    masked = {"modules": tuple(modules), "sizes": None if sizes is None else tuple(sizes)}
    timed = masked | {"start": start}
    return Cell(
        code="clockwork",
        label=N_("Clockwork RNN"),
        module=sys.modules[__name__],
        Params=Params,
        State=State,
        step=partial(step, **masked),
        step_backward=partial(step_backward, **masked),
        weight_gradients=partial(weight_gradients, **masked),
        gates=("h",),
        forward=(
            "a = W_xh @ x + W_hh @ h_prev + b_h",
            "u = tanh(a)",
            "h = m * u + (1 - m) * h_prev",
        ),
        backward=(
            "dh = dh_loss + (1 - m_next) * dh_next + W_hh.T @ da_next",
            "da = dh * m * (1 - u**2)",
            "dx = W_xh.T @ da",
        ),
        options=timed,
        project=partial(project, **timed),
        fix=partial(fix, **masked),
        given=partial(given, **timed),
    )


CELL = cell()
