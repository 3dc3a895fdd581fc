"""Errors of predictions in raw units; what is undefined is NaN, never 0."""

from typing import NamedTuple

import numpy as np

Real = float | np.floating


class Scores(NamedTuple):
    """Scores over n rows: `mae`, `rmse` in the unit of the series, `mase`, `r2`, `skill` without.

    mase: MAE over the mean absolute step from row to row of the training part. skill: 1 -
    MSE / MSE of repeating the last value; above 0 it beats that, at 1 it is perfect.
    """

    mae: float
    rmse: float
    mase: float
    r2: float
    skill: float
    n: int


def score(actual: np.ndarray, predicted: np.ndarray, last: np.ndarray, train: np.ndarray) -> Scores:
    """Score predictions (n,) of `actual` (n,); `last` (n,) are the values just before each.

    `train` (m,) is the training part, which gives the denominator of MASE. A prediction that is
    not a finite number makes every score undefined: no row is left out to look better.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        error = actual - predicted
        mae, mse = np.mean(np.abs(error)), np.mean(error**2)
        step = np.mean(np.abs(np.diff(train))) if len(train) > 1 else np.nan
        naive = np.mean((actual - last) ** 2)
        return Scores(
            _finite(mae),
            _finite(np.sqrt(mse)),
            _ratio(mae, step),
            1 - _ratio(mse, np.mean((actual - actual.mean()) ** 2)),
            1 - _ratio(mse, naive),
            len(actual),
        )


def is_shadow(actual: np.ndarray, predicted: np.ndarray, last: np.ndarray, skill: float) -> bool:
    """Say whether predictions follow the value before rather than the value they should predict.

    True when they are clearly (by a fifth) nearer to `last` than to `actual`, and hardly better
    (skill below 0.1) than repeating it.
    """
    if not np.isfinite(predicted).all() or not np.isfinite(skill):
        return False
    with np.errstate(over="ignore"):
        to_last = np.mean((predicted - last) ** 2)
        to_actual = np.mean((predicted - actual) ** 2)
    return bool(np.sqrt(to_last) < 0.8 * np.sqrt(to_actual) and skill < 0.1)


def _ratio(top: Real, bottom: Real) -> float:
    """NaN when nothing can be divided by `bottom`."""
    ok = np.isfinite(top) and np.isfinite(bottom) and bottom > 0
    return _finite(top / bottom) if ok else float("nan")


def _finite(value: Real) -> float:
    return float(value) if np.isfinite(value) else float("nan")
