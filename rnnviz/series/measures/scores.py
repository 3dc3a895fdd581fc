"""Errors of predictions in raw units; what is undefined is NaN, never 0."""

from typing import NamedTuple

import numpy as np

from rnnviz.series.segments import within_segments

Real = float | np.floating
LAGS = 5  # how far back a shadow is looked for
NEAR = 1.5  # a line looks right up to so many times the RMSE of repeating the last value


class Scale(NamedTuple):
    """What errors are measured against, from the training part alone; NaN where undefined.

    `step` and `season` are the mean absolute differences to the row before and to the row one
    season before; `square` is the mean squared difference to the row before.
    """

    step: float
    season: float
    square: float


class Scores(NamedTuple):
    """Scores over n rows: `mae`, `rmse` in the unit of the series, the others without a unit.

    mase, mase_season: MAE / mean absolute step, by row and by season, of the training part.
    rmsse: RMSE / root mean squared step of the training part. smape, mape: in percent;
    where value and prediction are both 0, smape counts 0. skill: 1 - MSE / MSE of repeating the
    last value; above 0 it beats that, at 1 it is perfect.
    """

    mae: float
    rmse: float
    mase: float
    mase_season: float
    rmsse: float
    smape: float
    mape: float
    r2: float
    skill: float
    n: int


NAN = float("nan")
UNDEFINED = Scores(NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, 0)


def scale_of(train: np.ndarray, season: int, breaks: tuple[int, ...] = ()) -> Scale:
    """Measure the training part (m,), NaN where a value is missing.

    A step counts where both of its values were observed and no gap (`breaks`) lies between them.

    >>> scale_of(np.array([0.0, 2.0, 3.0]), 2)
    Scale(step=1.5, season=3.0, square=2.5)
    """
    by_row, by_season = (np.abs(_steps(train, lag, breaks)) for lag in (1, season))
    return Scale(_mean(by_row), _mean(by_season), _mean(by_row**2))


def _steps(train: np.ndarray, lag: int, breaks: tuple[int, ...]) -> np.ndarray:
    """The differences to the value `lag` rows before, where there are both (k,)."""
    rows = np.arange(lag, len(train))
    rows = rows[within_segments(rows, lag, breaks)]
    steps = train[rows] - train[rows - lag]
    return steps[~np.isnan(steps)]


def _mean(values: np.ndarray) -> float:
    return float(values.mean()) if len(values) else float("nan")


def score(actual: np.ndarray, predicted: np.ndarray, last: np.ndarray, scale: Scale) -> Scores:
    """Score predictions (n,) of `actual` (n,); `last` (n,) is what repeating the last value gives.

    A prediction that is not a finite number makes every score undefined: no row is left out to
    look better.
    """
    if not len(actual):
        return UNDEFINED
    with np.errstate(over="ignore", invalid="ignore"):
        error = actual - predicted
        mae, mse = np.mean(np.abs(error)), np.mean(error**2)
        naive = np.mean((actual - last) ** 2)
        return Scores(
            _finite(mae),
            _finite(np.sqrt(mse)),
            _ratio(mae, scale.step),
            _ratio(mae, scale.season),
            float(np.sqrt(_ratio(mse, scale.square))),
            _smape(error, np.abs(actual) + np.abs(predicted)),
            _percent(error, actual),
            1 - _ratio(mse, np.mean((actual - actual.mean()) ** 2)),
            1 - _ratio(mse, naive),
            len(actual),
        )


def shadow_lag(actual: np.ndarray, predicted: np.ndarray, before: np.ndarray) -> int:
    """The lag at which predictions move along best: 0 with the value they should predict.

    `before` (n, k) are the values 1 … k rows before each. From row to row, the changes of the
    predictions are correlated with those of the values at each lag; the lag has the highest
    correlation. 0 where predictions do not change.
    """
    shifted = np.diff(np.column_stack([actual, before]), axis=0)
    moves = np.diff(predicted)
    shifted, moves = shifted - shifted.mean(axis=0), moves - moves.mean()
    sizes = np.sqrt((shifted**2).sum(axis=0) * (moves**2).sum())
    together = np.divide(moves @ shifted, sizes, out=np.full(len(sizes), -1.0), where=sizes > 0)
    return int(np.argmax(together))


def is_shadow(actual: np.ndarray, predicted: np.ndarray, before: np.ndarray, skill: float) -> bool:
    """Say whether predictions follow an earlier value rather than the one they should predict.

    True when they move along best with a lag (see `shadow_lag`) and hardly beat repeating the last
    value (skill below 0.1).
    """
    if len(actual) < 3 or not np.isfinite(predicted).all() or not np.isfinite(skill):
        return False
    return shadow_lag(actual, predicted, before) > 0 and skill < 0.1


def looks_right(skill: float) -> bool:
    """Say whether a line with this skill lies near the values: a shadow may follow far off.

    Skill is 1 - MSE / MSE of repeating the last value, so that this bounds the ratio of RMSEs.

    >>> looks_right(-1.2), looks_right(-1.3), looks_right(float("nan"))
    (True, False, False)
    """
    return skill >= 1 - NEAR**2


def rmse(error: np.ndarray) -> float:
    """Root mean square; NaN if any error (n,) is not a number, or there is none."""
    if not len(error):
        return float("nan")
    with np.errstate(over="ignore", invalid="ignore"):
        return _finite(np.sqrt(np.mean(error**2)))


def _percent(top: np.ndarray, bottom: np.ndarray) -> float:
    """Mean of |top / bottom| in percent; undefined if anything is divided by 0."""
    if not np.all(bottom):
        return float("nan")
    return _finite(100 * np.mean(np.abs(top / bottom)))


def _smape(error: np.ndarray, sizes: np.ndarray) -> float:
    """Mean of 2 |error| / sizes in percent; where value and prediction are both 0, nothing is off.

    >>> _smape(np.array([0.0, 1.0]), np.array([0.0, 2.0]))
    50.0
    """
    shares = np.divide(2 * np.abs(error), sizes, out=np.zeros(len(error)), where=sizes != 0)
    return _finite(100 * np.mean(shares))


def _ratio(top: Real, bottom: Real) -> float:
    """NaN when nothing can be divided by `bottom`."""
    ok = np.isfinite(top) and np.isfinite(bottom) and bottom > 0
    return _finite(top / bottom) if ok else float("nan")


def _finite(value: Real) -> float:
    return float(value) if np.isfinite(value) else float("nan")
