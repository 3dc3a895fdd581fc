r"""AR(p): a value as a weighted sum of the p before it, the oldest model with a memory.

    y_t = b_0 + b_1 y_{t-1} + ... + b_p y_{t-p} + e_t

fitted by least squares with the intercept b_0. Run freely, it reads its own values. It is
stationary when all eigenvalues of its companion matrix lie inside the unit circle; its forecast
then tends to b_0 / (1 - b_1 - ... - b_p). AR(1): when |b_1| < 1, to b_0 / (1 - b_1).

A linear RNN with one unit is an AR of unlimited length with exponential weights:

    h_t = W h_{t-1} + U x_t,  y_t = V h_t      gives      y_t = sum_k V W^k U x_{t-k}

so that W is the length of its memory.
"""

from typing import NamedTuple

import numpy as np

from ..errors import RnnvizError
from ..words import _
from .arrays import Array
from .doors import door, whole
from .doors.weights import tuples


class AR(NamedTuple):
    """The coefficients of an AR(p)."""

    b0: float
    b: Array  # (p,) b_1 .. b_p: the newest value's first


MODEL = tuples({"b0": "", "b": "p"})


@door(y="n", p=whole(0))
def lagged(y: Array, p: int) -> tuple[Array, Array]:
    """Rows [y_{t-1} .. y_{t-p}] (n-p, p) of a series y (n,), and y_t (n-p,) beside each.

    >>> lagged(np.array([1.0, 2.0, 3.0, 4.0]), 2)
    (array([[2., 1.], [3., 2.]]), array([3., 4.]))

    Raises RnnvizError when the series is too short for one row.
    """
    if not 1 <= p < len(y):
        text = _("A series of {n} values has no rows of {p} past ones; take a lower p, at least 1.")
        raise RnnvizError(text.format(n=len(y), p=p))
    X = np.stack([y[p - k : len(y) - k] for k in range(1, p + 1)], axis=1)
    return X, y[p:]


@door(X="n p", y="n")
def fit_rows(X: Array, y: Array) -> AR:
    """Least squares of y (n,) on rows X (n, p) and an intercept; the shortest b if many fit."""
    b0, *b = np.linalg.lstsq(np.column_stack([np.ones(len(X)), X]), y, rcond=None)[0]
    return AR(float(b0), np.array(b))


@door(y="n", p=whole(0))
def fit_ar(y: Array, p: int) -> AR:
    """AR(p) of a series y (n,).

    >>> model = fit_ar(np.array([8.0, 6.0, 5.0, 4.5, 4.25]), 1)
    >>> round(model.b0, 6), model.b.round(6)
    (2.0, array([0.5]))
    """
    return fit_rows(*lagged(y, p))


@door(model=MODEL, X="n p")
def predict_rows(model: AR, X: Array) -> Array:
    """b_0 + X b of rows X (n, p), newest value first: (n,)."""
    return model.b0 + X @ model.b


@door(model=MODEL, y="n")
def one_step(model: AR, y: Array) -> Array:
    """Each value predicted from the p true ones before it: y (n,) -> (n-p,)."""
    return predict_rows(model, lagged(y, len(model.b))[0])


@door(model=MODEL, past="n", steps=whole(0))
def forecast(model: AR, past: Array, steps: int) -> Array:
    """What comes after `past` (at least p values), each step reading the ones it made: (steps,).

    >>> forecast(AR(2.0, np.array([0.5])), np.array([8.0]), 3)
    array([6. , 5. , 4.5])

    Raises RnnvizError when there are fewer than p past values.
    """
    p = len(model.b)
    if len(past) < p:
        text = _("An AR({p}) reads {p} past values; {n} were given.")
        raise RnnvizError(text.format(p=p, n=len(past)))
    y = np.concatenate([past[len(past) - p :], np.zeros(steps)])
    for t in range(p, p + steps):
        y[t] = model.b0 + model.b @ y[t - p : t][::-1]
    return y[p:]


@door(model=MODEL)
def companion(model: AR) -> Array:
    """The matrix (p, p) that takes (y_{t-1} .. y_{t-p}) to (y_t .. y_{t-p+1}), but for b_0.

    >>> companion(AR(0.0, np.array([0.5, 0.3])))
    array([[0.5, 0.3],
           [1. , 0. ]])
    """
    p = len(model.b)
    return np.vstack([model.b, np.eye(p - 1, p)])


@door(model=MODEL)
def eigenvalues(model: AR) -> np.ndarray:
    """The p eigenvalues of the companion matrix, complex, the largest first."""
    values = np.linalg.eigvals(companion(model)).astype(complex)
    return values[np.argsort(-np.abs(values), kind="stable")]


@door(model=MODEL)
def is_stationary(model: AR) -> bool:
    """Whether a disturbance dies out: all eigenvalues inside the unit circle; AR(1): |b_1| < 1."""
    return bool(np.abs(eigenvalues(model)[0]) < 1)


@door(model=MODEL)
def limit(model: AR) -> float | None:
    """What the forecast tends to, b_0 / (1 - sum b); None when it tends to nothing.

    >>> limit(AR(2.0, np.array([0.5])))
    4.0
    """
    return float(model.b0 / (1 - model.b.sum())) if is_stationary(model) else None


@door(lags=whole(0))
def memory_weights(U: float, W: float, V: float, lags: int) -> Array:
    """V W^k U for k = 0 .. lags-1: what x_{t-k} counts in y_t of a linear RNN with one unit.

    >>> memory_weights(1.0, 0.5, 2.0, 4)
    array([2.  , 1.  , 0.5 , 0.25])
    """
    return V * U * W ** np.arange(lags, dtype=float)
