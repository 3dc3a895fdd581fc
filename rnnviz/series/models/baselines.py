"""What needs no network: last value, seasonal naive, drift, mean, and AR(L) by least squares."""

import numpy as np

from rnnviz.core.ar import fit_rows, predict_rows
from rnnviz.series.models.fitted import Fitted, from_windows
from rnnviz.series.protocol.protocol import Prepared


def last_value() -> Fitted:
    """Tomorrow will be as today: y_{t+k} = y_t. No parameter, so nothing to fit it to."""
    return Fitted(lambda values, origins, steps: _spread(values[origins], steps), 0)


def seasonal(data: Prepared) -> Fitted:
    """As one season ago: y_{t+k} = y_{t+k-m}, or the last such value that is known at t."""
    m = data.season

    def forecast(values: np.ndarray, origins: np.ndarray, steps: int) -> np.ndarray:
        k = np.arange(steps)
        rows = origins[:, None] + 1 + k - m * (1 + k // m)
        return np.where(rows >= 0, values[np.maximum(rows, 0)], np.nan)

    return Fitted(forecast, 0)


def drift(data: Prepared) -> Fitted:
    """The last value, and on along the training part's straight line from its first value to its
    last: y_{t+k} = y_t + k b. One parameter.
    """
    slope = (data.values[data.split.train - 1] - data.values[0]) / (data.split.train - 1)

    def forecast(values: np.ndarray, origins: np.ndarray, steps: int) -> np.ndarray:
        return values[origins][:, None] + slope * np.arange(1, steps + 1)

    return Fitted(forecast, 1)


def mean(data: Prepared) -> Fitted:
    """The mean of the training part, for every row. One parameter."""
    level = float(data.seen.mean())
    return Fitted(lambda _values, origins, steps: np.full((len(origins), steps), level), 1)


def autoregression(data: Prepared) -> Fitted:
    """AR(L): z_t = b_0 + sum_k b_k z_{t-k}, by least squares on the training windows.

    L + 1 parameters; anchored windows end in 0, which leaves L.
    """
    X, y = data.encoded(data.train)
    model = fit_rows(X[:, ::-1], y)

    def predict(X: np.ndarray) -> np.ndarray:
        return data.transform.decode(predict_rows(model, data.transform.inputs(X)[:, ::-1]), X)

    return Fitted(
        from_windows(predict, data.width), X.shape[1] + 1 - data.transform.anchor,
        weights=np.array([model.b0, *model.b]),
    )  # fmt: skip


def _spread(values: np.ndarray, steps: int) -> np.ndarray:
    """Values (n,) repeated for each step, (n, steps)."""
    return np.repeat(values[:, None], steps, axis=1)
