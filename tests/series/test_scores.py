"""Scores by hand, scores that are undefined, and the numbers known for article 000's sine."""

import numpy as np
import pytest

from rnnviz.series.builtin import load
from rnnviz.series.scores import is_shadow, score
from rnnviz.series.windows import windows


def test_that_scores_agree_with_a_calculation_by_hand() -> None:
    actual, predicted = np.array([2.0, 4.0, 6.0]), np.array([1.0, 4.0, 8.0])
    last, train = np.array([1.0, 2.0, 4.0]), np.array([0.0, 2.0, 3.0])
    s = score(actual, predicted, last, train)
    assert s.mae == pytest.approx(1.0)  # (1 + 0 + 2) / 3
    assert s.rmse == pytest.approx((5 / 3) ** 0.5)  # (1 + 0 + 4) / 3
    assert s.mase == pytest.approx(1.0 / 1.5)  # steps of training: 2 and 1
    assert s.r2 == pytest.approx(1 - 5 / 8)  # around the mean 4: 4 + 0 + 4
    assert s.skill == pytest.approx(1 - 5 / 9)  # last value: 1 + 4 + 4
    assert s.n == 3


def test_that_repeating_the_last_value_has_skill_zero() -> None:
    actual, last = np.array([1.0, 3.0, 2.0]), np.array([2.0, 1.0, 3.0])
    assert score(actual, last, last, actual).skill == 0


def test_that_what_is_undefined_is_nan_and_never_zero() -> None:
    flat = np.full(4, 2.0)
    s = score(flat, flat, flat, flat)
    assert (s.mae, s.rmse) == (0, 0)
    assert np.isnan([s.mase, s.r2, s.skill]).all()


def test_that_one_prediction_that_is_no_number_makes_every_score_undefined() -> None:
    actual = np.array([1.0, 2.0, 4.0])
    for bad in (np.nan, np.inf, 1e200):
        s = score(actual, np.array([1.0, bad, 4.0]), actual - 1, actual)
        assert np.isnan(s.rmse)


def test_that_a_follower_is_a_shadow_and_a_forecaster_is_not() -> None:
    y = np.cumsum(np.random.default_rng(0).normal(size=300))
    actual, last = y[1:], y[:-1]
    assert is_shadow(actual, last + 0.01, last, 0.0)
    assert not is_shadow(actual, actual + 0.01, last, 0.99)
    assert not is_shadow(actual, np.full(299, np.nan), last, 0.0)


def article_parts(length: int) -> tuple[np.ndarray, ...]:
    """As the article scales and splits: over all rows, then the first three quarters train."""
    y = load("sine")["y"].numbers.values
    w = windows(2 * (y - y.min()) / (y.max() - y.min()) - 1, length)
    cut = len(w.y) - int(0.25 * len(w.y))  # 150 windows train, 49 are tested
    return w.X[:cut], w.y[:cut], w.X[cut:], w.y[cut:]


def mse(error: np.ndarray) -> float:
    return float(np.mean(error**2))


def test_that_persistence_on_the_sine_has_the_errors_that_are_known() -> None:
    X, y, X_test, y_test = article_parts(2)
    assert mse(y - X[:, -1]) == pytest.approx(0.0114, abs=5e-5)
    assert mse(y_test - X_test[:, -1]) == pytest.approx(0.0103, abs=5e-5)


def test_that_two_past_values_determine_the_sine_and_one_does_not() -> None:
    X, y, _, _ = article_parts(2)
    one = np.column_stack([np.ones(len(X)), X[:, -1:]])
    two = np.column_stack([np.ones(len(X)), X])
    residual = [y - D @ np.linalg.lstsq(D, y, rcond=None)[0] for D in (one, two)]
    assert mse(residual[0]) == pytest.approx(0.0113, abs=5e-5)
    assert mse(residual[1]) < 1e-17
