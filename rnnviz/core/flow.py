"""How gradients flow through time: what vanishes, what explodes, how far back.

All functions take one unbatched sequence: trace fields (T, H), dh (T, H) = dL_t/dh_t of each
step's own loss.
"""

from typing import Any, NamedTuple

import numpy as np

from .arrays import Array
from .cells.cell import Cell
from .doors import door, walks, weights
from .jacobians import state_vectors


class Reach(NamedTuple):
    """The gradient of each step's loss at each step's state and sums."""

    state: Array  # (T, T, S): [t, k] is dL_t/d(state_k), 0 where k > t
    back: Any  # the cell's Back with fields (T, T, ...): [t, k] is dL_t at the sums of step k


@door(p=weights.of_cell, trace=walks.one_trace, dh="T H")
def reach(cell: Cell, p: Any, trace: Any, dh: Array, truncate: int | None = None) -> Reach:
    """dL_t/d(state_k) for all pairs t >= k, in one backward pass with all losses side by side.

    The sum over t of state[t, k] is dL/d(state_k), what `bptt` returns.
    """
    T, H = trace.h.shape
    dtype = np.result_type(trace.h, dh)
    d = cell.State(*(np.zeros((T, H), dtype) for _ in cell.state_fields))
    states, backs = [], []
    for k in range(T - 1, -1, -1):
        d.h[k] += dh[k]
        if truncate is not None and k + truncate < T:  # the loss of step k + truncate ends here
            for field in d:
                field[k + truncate :] = 0
        states.append(state_vectors(d))
        step_k = type(trace)(*(field[k][None] for field in trace))
        back, prev = cell.step_backward(p, step_k, d)
        backs.append(back)
        d = cell.State(*(np.array(field) for field in prev))
    back = type(backs[0])(*(np.stack(f[::-1], axis=1) for f in zip(*backs, strict=True)))
    return Reach(np.stack(states[::-1], axis=1), back)


@door(vectors="... S")
def norms(vectors: Array) -> Array:
    """Euclidean length over the last axis."""
    return np.linalg.norm(vectors, axis=-1)


@door(p=weights.of_cell, trace=walks.one_trace, x=walks.unbatched)
def gradient_by_lag(cell: Cell, p: Any, x: Array, trace: Any, r: Reach) -> list[Any]:
    """dL/dW split by lag l = t - k, the cell's Params each: what losses teach l steps back.

    The sum over all lags is the gradient that `bptt` returns.
    """
    T = len(trace.h)
    parts = []
    for lag in range(T):
        k = np.arange(T - lag)
        backs = type(r.back)(*(field[k + lag, k] for field in r.back))
        steps = type(trace)(*(field[k] for field in trace))
        parts.append(cell.weight_gradients(p, x[k], steps, backs))
    return parts


class Rate(NamedTuple):
    """A straight line through log10 of the gradient against time."""

    slope: float  # decades a step, forward in time: positive when the past fades
    intercept: float  # log10 at t = 0
    factor: float  # what one step back multiplies the gradient by
    half_life: float  # steps back until it is halved (inf if it does not shrink)


@door(norm="T?")
def fitted_rate(norm: Array) -> Rate | None:
    """The fitted factor a step of gradient norms (T,); None with fewer than two positive ones.

    >>> rate = fitted_rate(np.array([0.125, 0.25, 0.5, 1.0]))
    >>> round(rate.factor, 6), round(rate.half_life, 6)
    (0.5, 1.0)
    """
    t = np.flatnonzero((norm > 0) & np.isfinite(norm))
    if len(t) < 2:
        return None
    slope, intercept = np.polyfit(t, np.log10(norm[t]), 1)
    factor = float(10.0**-slope)
    half_life = float(np.log10(2) / slope) if slope > 0 else np.inf
    return Rate(float(slope), float(intercept), factor, half_life)


@door(norm="T")
def horizon(norm: Array, share: float = 0.01) -> int | None:
    """The smallest lag at which the norm (T,) falls under `share` of its last value.

    None when it never does within the sequence, or when the last value is 0.

    >>> horizon(np.array([1e-4, 1e-3, 1e-2, 0.1, 1.0]), share=0.05)
    2
    """
    if not norm[-1] > 0:
        return None
    low = np.flatnonzero(norm[::-1] < share * norm[-1])
    return int(low[0]) if len(low) else None


@door(norm="T?")
def step_factors(norm: Array) -> Array:
    """||d_t|| / ||d_{t+1}||, (T-1,): what going back from t+1 to t multiplies by; NaN at 0/0.

    >>> step_factors(np.array([0.2, 0.4, 1.0]))
    array([0.5, 0.4])
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return norm[:-1] / norm[1:]


@door(by_lag="T?")
def lag_share(by_lag: Array) -> Array:
    """Cumulative share (T,) of the lags' norms in their sum.

    Zeros when all are 0; NaN, all of them, when the sum is not finite.
    """
    total = by_lag.sum()
    if not np.isfinite(total):
        return np.full_like(by_lag, np.nan)
    return np.cumsum(by_lag) / total if total > 0 else np.zeros_like(by_lag)


@door(h="T ...")
def saturated(h: Array, limit: float = 0.95) -> float:
    """The share of values with |h| > limit: units that pass almost no gradient (tanh).

    >>> saturated(np.array([-0.99, 0.1, 0.5, 0.97]))
    0.5
    """
    return float(np.mean(np.abs(h) > limit))
