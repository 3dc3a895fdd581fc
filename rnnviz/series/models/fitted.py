"""What a fitted model is to the comparison: a function from the past to forecasts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

# "reservoir": a recurrent network of which only the readout is fitted
Family = Literal["baseline", "linear", "mlp", "curve", "reservoir", "recurrent"]
# forecast(values, origins, steps) -> (n, steps): what follows each of the rows `origins` (n,), made
# from values[: origin + 1] alone; NaN where the past is too short.
Forecast = Callable[[np.ndarray, np.ndarray, int], np.ndarray]
# predict(X): raw windows (n, width) -> the value after each (n,), raw
Predict = Callable[[np.ndarray], np.ndarray]
# report(epoch, epochs, loss, validation loss) -> True to stop
Report = Callable[[int, int, float, float], bool]


@dataclass(frozen=True)
class Fitted:
    """A model after fitting. `parameters` is how many numbers it estimated from the data.

    `loss` and `val_loss` are the curves of its training in transformed units, empty if there is
    none; `ok` is False when training diverged, `message` then says why and what to do; `weights`
    are the core's, for the recurrent models.
    """

    forecast: Forecast
    parameters: int
    loss: Sequence[float] | np.ndarray = ()
    val_loss: Sequence[float] | np.ndarray = ()
    best_epoch: int | None = None
    ok: bool = True
    message: str = ""
    weights: Any = None


def rng_for(seed: int, code: str) -> np.random.Generator:
    """Random numbers of one model: the same whichever other models are fitted beside it."""
    return np.random.default_rng([seed, *code.encode()])


def from_windows(predict: Predict, width: int) -> Forecast:
    """Forecast step by step with a model of windows: each prediction is fed back as a value.

    >>> double = from_windows(lambda X: 2 * X[:, -1], width=2)
    >>> double(np.array([1.0, 3.0, 5.0]), np.array([0, 1, 2]), 2)
    array([[nan, nan],
           [ 6., 12.],
           [10., 20.]])
    """

    def forecast(values: np.ndarray, origins: np.ndarray, steps: int) -> np.ndarray:
        long_enough = origins + 1 >= width
        path = np.full((len(origins), width + steps), np.nan)
        if long_enough.any():
            rows = origins[long_enough, None] + np.arange(1 - width, 1)
            path[long_enough] = _fed_back(predict, values[rows], steps)
        return path[:, width:]

    return forecast


def _fed_back(predict: Predict, X: np.ndarray, steps: int) -> np.ndarray:
    """Windows (n, width) with the `steps` values that follow by prediction, (n, width + steps)."""
    width = X.shape[1]
    path = np.concatenate([X, np.full((len(X), steps), np.nan)], axis=1)
    for k in range(steps):
        following = predict(path[:, k : k + width])
        path[:, width + k] = np.where(np.isfinite(following), following, np.nan)
        if len(X) == 1 and not np.isfinite(following[0]):
            break  # it has exploded, and stays so
    return path
