"""Two multi-layer perceptrons (scikit-learn): one on the lag window, one on the time index.

`sklearn.neural_network` takes two seconds to import, so it is imported where it is used.
"""

import warnings
from typing import Any

import numpy as np

from rnnviz.series.fitted import Fitted, Report, rng_for
from rnnviz.series.protocol import Prepared, Protocol
from rnnviz.words import _

ARTICLE_LAYERS = (25, 15, 5)  # article 000's network for sin(0.3x)
ARTICLE_ITERATIONS = 400


def lag_window(data: Prepared, p: Protocol, report: Report) -> Fitted:
    """H tanh units on the same window as the RNN; H(L + 2) + 1 parameters.

    The same recipe as the recurrent models: Adam on all windows at once, mean squared error
    without a penalty, stopped early by the validation part (never a random hold-out).
    """
    from sklearn.neural_network import MLPRegressor

    X, y = data.encoded(data.train)
    Xv, yv = data.encoded(data.validation)
    recipe: Any = {
        "hidden_layer_sizes": (p.hidden,), "activation": "tanh", "solver": "adam", "alpha": 0.0,
        "batch_size": len(X), "learning_rate_init": p.lr,
        "random_state": _state(p.seed, "mlp_window"),
    }  # fmt: skip
    model = MLPRegressor(**recipe)
    losses, best, best_epoch = [(np.nan, np.nan)], None, 0  # row 0: before the first epoch
    for epoch in range(1, p.epochs + 1):
        model.partial_fit(X, y)
        losses.append((_mse(model, X, y), _mse(model, Xv, yv)))
        if losses[-1][1] <= min(loss for _, loss in losses[1:]):
            best, best_epoch = _weights(model), epoch
        stop = report(epoch, p.epochs, *losses[-1])
        if stop or epoch - best_epoch >= p.patience or not np.isfinite(losses[-1][0]):
            break
    curve = np.array(losses)
    if best is None or not np.isfinite(curve[1:]).all():
        return _diverged(curve)
    model.coefs_, model.intercepts_ = best

    def predict(X: np.ndarray, _rows: np.ndarray) -> np.ndarray:
        z, _ = data.transform.encode(X, X[:, -1])
        return data.transform.decode(_forward(model, z), X)

    return Fitted(predict, _count(model), curve[:, 0], curve[:, 1], best_epoch)


def time_index(data: Prepared, p: Protocol, report: Report) -> Fitted:
    """Article 000's MLP: the row number in, the value out. It sees no past value at all.

    Layers of 25, 15 and 5 ReLU units, L-BFGS, as in the article, but trained on the training
    part only: what it says about later rows is an extrapolation of a fitted curve.
    """
    from sklearn.neural_network import MLPRegressor

    rows = np.flatnonzero(data.observed[: data.split.train])
    values = data.values[rows]
    level = np.log(values) if data.transform.log else values
    centre, spread = (level.max() + level.min()) / 2, max(np.ptp(level) / 2, 1e-300)
    model = MLPRegressor(
        hidden_layer_sizes=ARTICLE_LAYERS, solver="lbfgs", max_iter=ARTICLE_ITERATIONS,
        random_state=_state(p.seed, "mlp_time"),
    )  # fmt: skip

    def time(rows: np.ndarray) -> np.ndarray:
        return (2.0 * rows / max(1, data.split.train - 1) - 1)[:, None]

    report(0, ARTICLE_ITERATIONS, float("nan"), float("nan"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # reaching max_iter is this recipe's normal end
        model.fit(time(rows), (level - centre) / spread)

    def predict(_X: np.ndarray, rows: np.ndarray) -> np.ndarray:
        fitted = centre + spread * model.predict(time(rows))
        return np.exp(fitted) if data.transform.log else fitted

    return Fitted(predict, _count(model))


def _state(seed: int, code: str) -> int:
    return int(rng_for(seed, code).integers(2**31))


def _mse(model: Any, X: np.ndarray, y: np.ndarray) -> float:
    with np.errstate(over="ignore", invalid="ignore"):
        return float(np.mean((_forward(model, X) - y) ** 2))


def _forward(model: Any, X: np.ndarray) -> np.ndarray:
    """Predict by hand: the model's own `predict` spends longer on checks than on computing."""
    (W1, W2), (b1, b2) = model.coefs_, model.intercepts_
    return (np.tanh(X @ W1 + b1) @ W2 + b2)[:, 0]


def _weights(model: Any) -> tuple[list[np.ndarray], list[np.ndarray]]:
    return [w.copy() for w in model.coefs_], [b.copy() for b in model.intercepts_]


def _count(model: Any) -> int:
    return sum(a.size for a in (*model.coefs_, *model.intercepts_))


def _diverged(curve: np.ndarray) -> Fitted:
    return Fitted(
        lambda X, _rows: np.full(len(X), np.nan), 0, curve[:, 0], curve[:, 1], ok=False,
        message=_("Training diverged; choose a smaller learning rate."),
    )  # fmt: skip
