"""What is done to the values before a model sees them, estimated on the training part only."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from rnnviz.errors import RnnvizError
from rnnviz.words import _

Scaling = Literal["minmax", "zscore"]


@dataclass(frozen=True)
class Transform:
    """z = (v - centre) / spread with v the value or its logarithm.

    Anchored: the last value of each window is subtracted from the window and its target first, so
    that a model predicts the change and never has to reach a level it has not seen.
    """

    log: bool
    anchor: bool
    centre: float
    spread: float

    def encode(self, X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Raw windows (n, L) and targets (n,) as the models see them."""
        X, y = self._level(X), self._level(y)
        base = X[:, -1] if self.anchor else np.full(len(X), self.centre)
        return (X - base[:, None]) / self.spread, (y - base) / self.spread

    def decode(self, z: np.ndarray, X: np.ndarray) -> np.ndarray:
        """Predictions (n,) back in raw units; `X` are the raw windows they were made from."""
        base = self._level(X[:, -1]) if self.anchor else self.centre
        level = z * self.spread + base
        with np.errstate(over="ignore"):  # a free run may explode: its score is then undefined
            return np.exp(level) if self.log else level

    def _level(self, values: np.ndarray) -> np.ndarray:
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.log(values) if self.log else values


def fit_transform(
    train: np.ndarray, X: np.ndarray, y: np.ndarray, *, scaling: Scaling, log: bool, anchor: bool
) -> Transform:
    """Estimate centre and spread from training values (n,), windows X and targets y alone.

    "minmax" maps the training part to [-1, 1], "zscore" to mean 0 and standard deviation 1.
    """
    level = np.log(train) if log else train
    if anchor:
        X, y = (np.log(X), np.log(y)) if log else (X, y)
        level = np.concatenate([(X - X[:, -1:]).ravel(), y - X[:, -1]])
    low, high = level.min(), level.max()
    if high - low < 1e-12 * max(abs(low), abs(high)) or high - low < 1e-100:
        raise RnnvizError(
            _("The training part of the series is constant; choose a smaller test part.")
        )
    if scaling == "zscore":
        return Transform(log, anchor, float(level.mean()), float(level.std()))
    if anchor:
        return Transform(log, anchor, 0.0, float(max(-low, high)))
    return Transform(log, anchor, float(low + high) / 2, float(high - low) / 2)


def check_log(values: np.ndarray) -> None:
    """Refuse the logarithm of what has none."""
    low = values.min()
    if low <= 0:
        raise RnnvizError(
            _(
                "The logarithm needs values above 0 and the smallest is {low:.6g}; switch the "
                "logarithm off."
            ).format(low=low)
        )


def beyond_training(values: np.ndarray, train: int, test: int) -> tuple[float, float]:
    """Percent of the test values above, and below, anything in the training part.

    >>> beyond_training(np.array([1.0, 2.0, 3.0, 0.5]), 2, 2)
    (50.0, 50.0)
    """
    seen, tested = values[:train], values[test:]
    return float(100 * np.mean(tested > seen.max())), float(100 * np.mean(tested < seen.min()))
