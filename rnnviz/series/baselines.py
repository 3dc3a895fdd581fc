"""What needs no network: repeat the last value, the mean, and AR(L) by least squares."""

import numpy as np

from rnnviz.core.ar import fit_rows, predict_rows
from rnnviz.series.fitted import Fitted
from rnnviz.series.protocol import Prepared


def last_value(data: Prepared) -> Fitted:
    """Tomorrow will be as today: y_t = x_{t-1}. No parameter."""
    del data
    return Fitted(lambda X, _rows: X[:, -1], 0)


def mean(data: Prepared) -> Fitted:
    """The mean of the training part, for every row. One parameter."""
    level = float(data.seen.mean())
    return Fitted(lambda X, _rows: np.full(len(X), level), 1)


def autoregression(data: Prepared) -> Fitted:
    """AR(L): z_t = b_0 + sum_k b_k z_{t-k}, by least squares on the training windows.

    L + 1 parameters; anchored windows end in 0, which leaves L.
    """
    X, y = data.encoded(data.train)
    model = fit_rows(X[:, ::-1], y)

    def predict(X: np.ndarray, _rows: np.ndarray) -> np.ndarray:
        z, _ = data.transform.encode(X, X[:, -1])
        return data.transform.decode(predict_rows(model, z[:, ::-1]), X)

    return Fitted(predict, X.shape[1] + 1 - data.transform.anchor)
