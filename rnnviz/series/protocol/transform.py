"""What is done to the values before a model sees them, estimated on the training part only."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from rnnviz.core.scaling import scale_of
from rnnviz.errors import RnnvizError
from rnnviz.series.protocol.windows import Windows, windows
from rnnviz.words import _

Scaling = Literal["minmax", "zscore"]
Difference = Literal["none", "step", "season", "both"]


class Steps(NamedTuple):
    """What is taken before scaling: a logarithm, differences over `lags` rows, an anchor."""

    log: bool
    lags: tuple[int, ...]
    anchor: bool

    def level(self, values: np.ndarray) -> np.ndarray:
        """Values or their logarithms."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.log(values) if self.log else values

    def value(self, level: np.ndarray) -> np.ndarray:
        """The inverse of `level`."""
        with np.errstate(over="ignore"):  # a free run may explode: its score is then undefined
            return np.exp(level) if self.log else level


@dataclass(frozen=True)
class Transform:
    """z = (d - centre) / spread, where d is the level, or its difference over each of `lags` rows.

    The level is the value or its logarithm. Anchored: the last d of each window is subtracted from
    the window and its target first, so that a model predicts the change and never has to reach a
    level it has not seen. A model sees L numbers and `width` = L + sum(lags) raw values are needed
    to make them.
    """

    steps: Steps
    centre: float
    spread: float

    @property
    def log(self) -> bool:
        """Whether logarithms are taken."""
        return self.steps.log

    @property
    def anchor(self) -> bool:
        """Whether the last value of each window is subtracted."""
        return self.steps.anchor

    def width(self, length: int) -> int:
        """How many raw values make a window of `length` numbers."""
        return length + sum(self.steps.lags)

    def level(self, values: np.ndarray) -> np.ndarray:
        """Values or their logarithms: the units of intervals."""
        return self.steps.level(values)

    def encode(self, X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Raw windows (n, width) and targets (n,) as the models see them, (n, L) and (n,)."""
        d = differences(self.level(np.column_stack([X, y])), self.steps.lags)
        z = (d - self._base(d[:, :-1])[:, None]) / self.spread
        return z[:, :-1], z[:, -1]

    def inputs(self, X: np.ndarray) -> np.ndarray:
        """Raw windows (n, width) as the models see them, (n, L)."""
        return self.encode(X, X[:, -1])[0]

    def decode(self, z: np.ndarray, X: np.ndarray) -> np.ndarray:
        """Predictions (n,) back in raw units; `X` (n, width) are the raw windows they are of."""
        stages = [self.level(X)]
        for lag in self.steps.lags:
            stages.append(differences(stages[-1], (lag,)))
        predicted = z * self.spread + self._base(stages[-1])
        for lag, stage in zip(self.steps.lags[::-1], stages[-2::-1], strict=True):
            predicted = predicted + stage[:, -lag]
        return self.steps.value(predicted)

    def _base(self, d: np.ndarray) -> np.ndarray:
        return d[:, -1] if self.anchor else np.full(len(d), self.centre)


def differences(levels: np.ndarray, lags: tuple[int, ...]) -> np.ndarray:
    """Differences over each of `lags` rows in turn, along the last axis, which gets shorter.

    >>> differences(np.array([1.0, 4.0, 9.0, 16.0]), (1, 1))
    array([2., 2.])
    """
    for lag in lags:
        levels = levels[..., lag:] - levels[..., :-lag]
    return levels


def lags_of(difference: Difference, season: int) -> tuple[int, ...]:
    """The lags of a choice; without a season there is nothing to take a seasonal difference of."""
    if difference in ("season", "both") and season < 2:
        raise RnnvizError(
            _(
                "A seasonal difference needs a season, and none was found in the training part; "
                "set the season by hand, or choose another difference."
            )
        )
    return {"none": (), "step": (1,), "season": (season,), "both": (season, 1)}[difference]


def fit_transform(
    values: np.ndarray, observed: np.ndarray, length: int, steps: Steps, scaling: Scaling
) -> Transform:
    """Estimate centre and spread from the training values (m,) alone.

    "minmax" maps what the models see in training to [-1, 1], "zscore" to mean 0 and standard
    deviation 1. Filled values (not `observed`) are inputs, but neither lowest nor highest.
    """
    d = differences(steps.level(values), steps.lags)
    there = observed[sum(steps.lags) :]
    if steps.anchor:
        w: Windows = windows(d, length)
        X, y = (w.X - w.X[:, -1:]), (w.y - w.X[:, -1])
        d = np.concatenate([X[there[length:]].ravel(), y[there[length:]]])
    else:
        d = d[there]
    return Transform(steps, *_centre_and_spread(d, scaling, anchor=steps.anchor))


def _centre_and_spread(d: np.ndarray, scaling: Scaling, *, anchor: bool) -> tuple[float, float]:
    low, high = d.min(), d.max()
    if high - low < 1e-12 * max(abs(low), abs(high)) or high - low < 1e-100:
        raise RnnvizError(
            _("The training part of the series is constant; choose a smaller test part.")
        )
    if scaling == "zscore":
        return float(d.mean()), float(d.std())
    if anchor:
        return 0.0, float(max(-low, high))
    return scale_of(d)


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
