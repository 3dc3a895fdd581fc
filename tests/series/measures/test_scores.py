"""Scores by hand and by scikit-learn, what is undefined, shadows, and the mnemonist article."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics

from rnnviz.series.audit.ready import choose
from rnnviz.series.compare.article import run_article, scaled
from rnnviz.series.compare.compare import compare
from rnnviz.series.measures.scores import is_shadow, scale_of, score, shadow_lag
from rnnviz.series.protocol.protocol import Protocol, prepare
from rnnviz.series.protocol.windows import windows
from rnnviz.series.reading.builtin import load
from rnnviz.series.series import Series


def test_that_scores_agree_with_a_calculation_by_hand() -> None:
    actual, predicted = np.array([2.0, 4.0, 6.0]), np.array([1.0, 4.0, 8.0])
    last, train = np.array([1.0, 2.0, 4.0]), np.array([0.0, 2.0, 3.0])
    s = score(actual, predicted, last, scale_of(train, 2))
    assert s.mae == pytest.approx(1.0)  # (1 + 0 + 2) / 3
    assert s.rmse == pytest.approx((5 / 3) ** 0.5)  # (1 + 0 + 4) / 3
    assert s.mase == pytest.approx(1.0 / 1.5)  # steps of training: 2 and 1
    assert s.mase_season == pytest.approx(1.0 / 3.0)  # from 0 to 3
    assert s.rmsse == pytest.approx((5 / 3 / 2.5) ** 0.5)  # squared steps: 4 and 1
    assert s.smape == pytest.approx(100 * (2 / 3 + 0 + 4 / 14) / 3)
    assert s.mape == pytest.approx(100 * (1 / 2 + 0 + 2 / 6) / 3)
    assert s.r2 == pytest.approx(1 - 5 / 8)  # around the mean 4: 4 + 0 + 4
    assert s.skill == pytest.approx(1 - 5 / 9)  # last value: 1 + 4 + 4
    assert s.n == 3


def seasonal(rows: int = 150) -> np.ndarray:
    """A season of 12 rows with some noise."""
    noise = np.random.default_rng(0).normal(size=rows)
    return 10 * np.sin(2 * np.pi * np.arange(rows) / 12) + noise


@pytest.mark.parametrize("lag", [1, 12])
def test_that_a_missing_training_value_leaves_only_its_own_steps_out_of_the_scale(lag: int) -> None:
    values = seasonal()
    values[[40, 57]] = np.nan
    data = prepare(Series("y", values, np.arange(150.0), "row", (), ""), Protocol(season=12))
    train = values[: data.split.train]
    steps = [
        abs(train[row] - train[row - lag])
        for row in range(lag, len(train))
        if np.isfinite(train[row]) and np.isfinite(train[row - lag])
    ]
    assert len(steps) == len(train) - lag - 4
    measured = data.scale.step if lag == 1 else data.scale.season
    assert measured == pytest.approx(np.mean(steps))
    if lag == 1:
        assert data.scale.square == pytest.approx(np.mean(np.square(steps)))


def test_that_no_step_of_the_scale_crosses_a_gap() -> None:
    jump = np.r_[[0.0, 1.0, 2.0], [100.0, 101.0, 102.0, 103.0]]
    assert scale_of(jump, 2, breaks=(3,)) == (1.0, 2.0, 1.0)
    assert np.isnan(scale_of(jump[:4], 3, breaks=(3,)).season)
    values = seasonal()
    values[50:] += 100
    cut = Series("y", values, np.arange(150.0), "row", (), "", breaks=(50,))
    assert prepare(cut, Protocol(season=12)).scale.step < 6


@given(st.integers(0, 10_000), st.integers(5, 60))
def test_that_scores_agree_with_scikit_learn(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    y, predicted = rng.normal(3, 2, n), rng.normal(3, 2, n)
    s = score(y, predicted, y + rng.normal(size=n), scale_of(y, 1))
    assert s.mae == pytest.approx(metrics.mean_absolute_error(y, predicted))
    assert s.rmse == pytest.approx(metrics.root_mean_squared_error(y, predicted))
    assert s.r2 == pytest.approx(metrics.r2_score(y, predicted))
    percent = 100 * metrics.mean_absolute_percentage_error(y, predicted)
    assert s.mape == pytest.approx(percent)


def test_that_repeating_the_last_value_has_skill_zero() -> None:
    actual, last = np.array([1.0, 3.0, 2.0]), np.array([2.0, 1.0, 3.0])
    assert score(actual, last, last, scale_of(actual, 1)).skill == 0


def test_that_what_is_undefined_is_nan_and_never_zero() -> None:
    flat = np.full(4, 2.0)
    s = score(flat, flat, flat, scale_of(flat, 2))
    assert (s.mae, s.rmse, s.smape, s.mape) == (0, 0, 0, 0)
    assert np.isnan([s.mase, s.mase_season, s.rmsse, s.r2, s.skill]).all()


def test_that_a_zero_among_the_values_makes_mape_undefined_and_nothing_else() -> None:
    y, predicted = np.array([0.0, 1.0, 3.0]), np.array([1.0, 1.5, 2.0])
    s = score(y, predicted, y + 1, scale_of(y, 1))
    assert np.isnan(s.mape)
    assert np.isfinite([s.mae, s.rmse, s.mase, s.rmsse, s.smape, s.r2, s.skill]).all()
    both = score(y, np.array([0.0, 1.0, 3.0]), y + 1, scale_of(y, 1))
    assert both.smape == 0  # 0 of 0 is no error


@given(
    st.lists(st.sampled_from([0.0, 0.0, 1.0, -2.0, 1e-3]), min_size=1, max_size=12),
    st.lists(st.sampled_from([0.0, 0.5, -1.0]), min_size=12, max_size=12),
)
def test_that_no_forecast_has_a_lower_smape_than_the_values_themselves(
    values: list[float], off: list[float]
) -> None:
    y = np.array(values)
    other = y + np.array(off[: len(y)])
    exact, smape = (score(y, p, y + 1, scale_of(y, 1)).smape for p in (y, other))
    shares = [
        0 if a == p else 2 * abs(a - p) / (abs(a) + abs(p)) for a, p in zip(y, other, strict=True)
    ]
    assert exact == 0 <= smape == pytest.approx(100 * np.mean(shares))


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_that_smape_hides_no_prediction_that_is_no_number(bad: float) -> None:
    y = np.array([0.0, 1.0, 2.0])
    assert np.isnan(score(y, np.array([bad, 1.0, 2.0]), y + 1, scale_of(y, 1)).smape)


def test_that_one_prediction_that_is_no_number_makes_every_score_undefined() -> None:
    actual = np.array([1.0, 2.0, 4.0])
    for bad in (np.nan, np.inf, 1e200):
        s = score(actual, np.array([1.0, bad, 4.0]), actual - 1, scale_of(actual, 1))
        assert np.isnan([s.rmse, s.skill, s.r2]).all()


def test_that_a_constant_test_part_has_no_skill_and_no_r2() -> None:
    values = np.r_[np.sin(0.3 * np.arange(120)), np.full(40, 0.5)]
    series = Series("y", values, np.arange(160.0), "row", (), "")
    found = compare(series, Protocol(cells=(), window=4, hidden=2, epochs=2, seeds=1, test=0.2))
    for r in found.results:
        s = r.shown.scores["one_step"]
        assert np.isnan(s.r2)
        assert np.isfinite(s.rmse)


def walk_and_its_past() -> tuple[np.ndarray, np.ndarray]:
    y = np.cumsum(np.random.default_rng(0).normal(size=300))
    return y[5:], np.column_stack([y[5 - k : -k] for k in range(1, 6)])


@pytest.mark.parametrize("lag", [1, 2, 3])
def test_that_a_follower_is_a_shadow_at_its_lag_and_a_forecaster_is_not(lag: int) -> None:
    actual, before = walk_and_its_past()
    follower = 3 + 0.5 * before[:, lag - 1]  # shrunk and shifted: a shadow nevertheless
    assert shadow_lag(actual, follower, before) == lag
    assert is_shadow(actual, follower, before, 0.0)
    assert not is_shadow(actual, follower, before, 0.5)
    assert not is_shadow(actual, actual + 0.01, before, 0.05)
    assert not is_shadow(actual, np.full(295, 3.0), before, 0.0)
    assert not is_shadow(actual, np.full(295, np.nan), before, 0.0)


def article_parts(length: int) -> tuple[np.ndarray, ...]:
    """As the article scales and splits: over all rows, then the first three quarters train."""
    data = scaled(choose(load("sine")).values, length)
    assert (len(data.train.y), len(data.test.y)) == (150, 49)
    return data.train.X, data.train.y, data.test.X, data.test.y


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


def test_that_the_articles_own_weights_have_the_error_that_it_prints() -> None:
    _, _, X, y = article_parts(2)
    w_x, w_r, b_x, w_y, b_y = 0.98326231, 0.15201392, -0.00613641, 1.11527698, 0.0035602
    h = np.tanh(w_x * X[:, 0] + b_x)
    h = np.tanh(w_x * X[:, 1] + w_r * h + b_x)
    assert mse(w_y * h + b_y - y) == pytest.approx(0.0163, abs=5e-5)


def test_that_the_articles_protocol_is_flattering_and_says_in_numbers_how() -> None:
    series = choose(load("air_passengers"))
    a = run_article(series, Protocol(cells=("rnn_tanh",), hidden=1, window=5, seeds=1))
    assert a.ahead > 1.5 * a.shuffled  # between its training rows it looks far better
    assert a.network > a.last  # and nobody saw that repeating the last value is better
    values = series.values
    middle = (values.max() + values.min()) / 2
    train = values[: -a.test_rows]
    assert a.top == pytest.approx((train.max() - middle) / (values.max() - middle))
    assert a.bottom == pytest.approx(-1.0)
    spread = (values.max() - values.min()) / 2
    assert a.network == pytest.approx(spread * a.scaled_mse**0.5)
    last = values[-a.test_rows - 1 : -1]
    assert a.last == pytest.approx(np.sqrt(mse(last - values[-a.test_rows :])))


def test_that_the_articles_protocol_on_its_own_sine_gives_its_own_number() -> None:
    series = choose(load("sine"))
    a = run_article(series, Protocol(hidden=1, window=2, seeds=1, seed=7))
    assert a.scaled_mse == pytest.approx(0.0168933, abs=5e-8)
    assert (a.epochs, a.test_rows) == (20, 49)


def by_hand(length: int, hidden: int) -> float:
    """The article's network written out in full: exact BPTT of half the square, in order."""
    data = scaled(choose(load("sine")).values, length)
    draw = np.random.RandomState(321)
    U, W, V = draw.rand(hidden), draw.rand(hidden, hidden), draw.rand(hidden)
    b, c = np.zeros(hidden), np.zeros(1)
    for _epoch in range(20):
        for window, target in zip(data.train.X, data.train.y, strict=True):
            h = states(window, U, W, b)
            e = V @ h[-1] + c - target
            gradients = [e * h[-1], e, *through_time(window, h, W, e * V)]
            for weight, gradient in zip((V, c, U, W, b), gradients, strict=True):
                np.subtract(weight, 0.001 * np.clip(gradient, -5, 5), out=weight)
    ends = np.array([states(w, U, W, b)[-1] for w in data.test.X])
    return mse(ends @ V + c - data.test.y)


def states(window: np.ndarray, U: np.ndarray, W: np.ndarray, b: np.ndarray) -> list[np.ndarray]:
    h = [np.zeros(len(b))]
    for x in window:
        h.append(np.tanh(U * x + W @ h[-1] + b))
    return h


def through_time(
    window: np.ndarray, h: list[np.ndarray], W: np.ndarray, dh: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    dU, dW, db = np.zeros(len(W)), np.zeros_like(W), np.zeros(len(W))
    for t in range(len(window), 0, -1):
        da = dh * (1 - h[t] ** 2)
        dU += da * window[t - 1]
        dW += np.outer(da, h[t - 1])
        db += da
        dh = W.T @ da
    return dU, dW, db


@pytest.mark.parametrize(("length", "hidden"), [(2, 1), (5, 2), (3, 4)])
def test_that_the_articles_network_is_trained_as_the_formulas_say(length: int, hidden: int) -> None:
    a = run_article(choose(load("sine")), Protocol(hidden=hidden, window=length, seeds=1))
    assert a.scaled_mse == pytest.approx(by_hand(length, hidden), rel=1e-9)


def test_that_the_articles_protocol_can_be_stopped() -> None:
    series = choose(load("sine"))
    a = run_article(series, replace(Protocol(), seeds=1), lambda progress: progress.epoch >= 1)
    assert a.stopped


def test_that_windows_of_the_article_overlap_as_counted() -> None:
    assert len(windows(np.arange(201.0), 2).y) == 199
