r"""An echo state network: a reservoir that is drawn and left alone, and a readout that is fitted.

    h_t = (1 - a) h_{t-1} + a tanh(W_xh x_t + W_hh h_{t-1} + b_h),   y_t = W_hy h_t + b_y

Only W_hy and b_y are estimated, by ridge regression; no gradient goes through time. The state is
carried on from the first row to the last and begins anew behind a gap. Source: Jaeger 2001; the
leak a as in Jaeger et al. 2007.
"""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.series.models.fitted import Fitted, rng_for
from rnnviz.series.protocol.protocol import Prepared
from rnnviz.series.protocol.transform import Transform, differences

ECHO = "echo"
# Of four pairs of radius and leak this one was best, or within 5 %, on seven of nine series.
UNITS, RADIUS, LEAK, BIAS = 100, 0.9, 1.0, 0.2
RIDGES = 10.0 ** np.arange(-8, 2)  # penalties on W_hy, of which the validation part chooses
WARM_UP = 100  # rows at most that only bring the state to life


class Reservoir(NamedTuple):
    """What is drawn: `W_xh` (H,) of the one input, `W_hh` (H, H), `b_h` (H,); and the leak a."""

    W_xh: Array
    W_hh: Array
    b_h: Array
    leak: float = LEAK

    def step(self, h: Array, x: Array | float) -> Array:
        """States (..., H) after reading x (...,)."""
        a = np.multiply.outer(x, self.W_xh) + h @ self.W_hh.T + self.b_h
        return (1 - self.leak) * h + self.leak * np.tanh(a)


class Ridge(NamedTuple):
    """The fitted readout: `W_hy` (H,) and `b_y`."""

    W_hy: Array
    b_y: float


def echo_state(
    data: Prepared, seed: int, units: int = UNITS, radius: float = RADIUS, leak: float = LEAK
) -> Fitted:
    """Draw a reservoir and fit its readout on the training part; units + 1 parameters."""
    reservoir = draw(units, rng_for(seed, ECHO), radius, leak)
    read = partial(stream, data.transform, data.series.breaks)
    z, begins = read(data.values)
    h = states(reservoir, z, begins)
    rows = data.train.rows[min(WARM_UP, len(data.train.rows) // 5) :]
    held = data.validation.rows
    readout = fit_readout(h[rows - 1], z[rows], h[held - 1], z[held])

    def forecast(values: np.ndarray, origins: np.ndarray, steps: int) -> np.ndarray:
        path = np.full((len(origins), steps), np.nan)
        there = origins + 1 >= data.width
        own = h if values is data.values else states(reservoir, *read(values))
        path[there] = onward(data.transform, reservoir, readout, own, values, origins[there], steps)
        return path

    return Fitted(forecast, units + 1, weights=readout)


def draw(
    units: int, rng: np.random.Generator, radius: float = RADIUS, leak: float = LEAK
) -> Reservoir:
    """Input weights U(-1, 1); recurrent weights N(0, 1), scaled to the spectral radius."""
    W = rng.normal(size=(units, units))
    W *= radius / np.abs(np.linalg.eigvals(W)).max()
    return Reservoir(rng.uniform(-1, 1, units), W, rng.uniform(-BIAS, BIAS, units), leak)


def stream(t: Transform, breaks: Sequence[int], values: Array) -> tuple[Array, Array]:
    """Values (N,) as the reservoir reads them one after the other, and where it begins anew (N,).

    Scaled as for all models. Anchored, it reads the change from row to row. What would need a
    value from before a gap is 0.
    """
    rows = np.arange(len(values))
    lags = (*t.steps.lags, 1) if t.anchor else t.steps.lags
    starts = np.r_[0, breaks].astype(int)
    since = rows - starts[np.searchsorted(breaks, rows, side="right")]
    d = np.r_[np.zeros(sum(lags)), differences(t.level(values), lags)]
    z = (d - (0.0 if t.anchor else t.centre)) / t.spread
    return np.where(since >= sum(lags), z, 0.0), since == 0


def states(reservoir: Reservoir, z: Array, begins: Array) -> Array:
    """The state after each of the inputs z (N,), (N, H); at zero again where it `begins`."""
    h, every = np.zeros(len(reservoir.b_h)), np.empty((len(z), len(reservoir.b_h)))
    for t, (x, anew) in enumerate(zip(z, begins, strict=True)):
        h = reservoir.step(np.zeros_like(h) if anew else h, x)
        every[t] = h
    return every


def fit_readout(h: Array, z: Array, held_h: Array, held_z: Array) -> Ridge:
    """Ridge regression of z (n,) on states h (n, H), with the penalty that validates best."""
    middle, level = h.mean(axis=0), float(z.mean())
    U, s, Vt = np.linalg.svd(h - middle, full_matrices=False)
    along = U.T @ (z - level)

    def readout(penalty: float) -> Ridge:
        W = Vt.T @ (s * along / (s**2 + penalty))
        return Ridge(W, level - float(middle @ W))

    def error(r: Ridge) -> float:
        return float(np.mean((held_h @ r.W_hy + r.b_y - held_z) ** 2))

    return min((readout(penalty) for penalty in RIDGES), key=error)


def onward(
    t: Transform, reservoir: Reservoir, readout: Ridge, every: Array, values: Array,
    origins: np.ndarray, steps: int,
) -> Array:  # fmt: skip
    """Forecasts (n, steps) from the states at the origins, each prediction read as an input."""
    need = 1 + sum(t.steps.lags)
    path = np.full((len(origins), need + steps), np.nan)
    path[:, :need] = values[origins[:, None] + np.arange(1 - need, 1)]
    h = every[origins]
    for k in range(steps):
        z = h @ readout.W_hy + readout.b_y
        path[:, need + k] = t.decode(z, path[:, k : k + need])
        h = reservoir.step(h, z)
    return path[:, need:]
