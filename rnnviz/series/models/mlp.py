"""The mnemonist article's multi-layer perceptron on the time index (scikit-learn): a curve fit.

`sklearn.neural_network` takes two seconds to import, so it is imported where it is used.
"""

import warnings
from typing import Any

import numpy as np

from rnnviz.series.models.fitted import Fitted, Report, rng_for
from rnnviz.series.protocol.protocol import Prepared

LAYERS = (25, 15, 5)  # the article's network for sin(0.3x)
ITERATIONS = 400
PARAMETERS = sum((a + 1) * b for a, b in zip((1, *LAYERS), (*LAYERS, 1), strict=True))


def time_index(data: Prepared, seed: int, report: Report) -> Fitted:
    """The mnemonist article's MLP: the row number in, the value out. It sees no past value at all.

    Layers of 25, 15 and 5 ReLU units, L-BFGS, as in the article, but trained on the training
    part only: what it says about later rows is an extrapolation of a fitted curve.
    """
    rows = np.flatnonzero(data.observed[: data.split.train])
    level = data.transform.level(data.values[rows])
    centre, spread = (level.max() + level.min()) / 2, max(np.ptp(level) / 2, 1e-300)

    def time(rows: np.ndarray) -> np.ndarray:
        return (2.0 * rows / max(1, data.split.train - 1) - 1)[:, None]

    report(0, ITERATIONS, float("nan"), float("nan"))
    seed = int(rng_for(seed, "mlp_time").integers(2**31))
    model = curve(time(rows), (level - centre) / spread, LAYERS, seed, ITERATIONS)

    def forecast(_values: np.ndarray, origins: np.ndarray, steps: int) -> np.ndarray:
        rows = origins[:, None] + np.arange(1, steps + 1)
        fitted = centre + spread * model.predict(time(rows.ravel())).reshape(rows.shape)
        return data.transform.steps.value(fitted)

    return Fitted(forecast, PARAMETERS)


def curve(x: np.ndarray, y: np.ndarray, layers: tuple[int, ...], seed: int, iterations: int) -> Any:
    """Fit an MLP of ReLU layers to points x (n, 1), y (n,) with L-BFGS, as the article does."""
    from sklearn.neural_network import MLPRegressor

    model = MLPRegressor(
        hidden_layer_sizes=layers, solver="lbfgs", max_iter=iterations, random_state=seed
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # reaching the last iteration is this recipe's normal end
        return model.fit(x, y)
