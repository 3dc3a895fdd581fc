"""What needs no network, row by row: from the first row that can be forecast to the last."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.series.models import baselines, mlp
from rnnviz.series.models.fitted import from_windows, rng_for
from rnnviz.series.models.mlp import PARAMETERS, time_index
from rnnviz.series.models.parameters import LARGEST, count, nearest
from rnnviz.series.models.recurrent import pace
from rnnviz.series.protocol.protocol import Protocol, prepare
from rnnviz.series.series import Series

N = 80


def wave(period: int = 7) -> np.ndarray:
    rows = np.arange(N)
    return 3 + 2 * np.sin(2 * np.pi * rows / period) + 0.05 * rows + 0.01 * rows**1.5


def prepared(values: np.ndarray, **options: object):
    times = np.arange(1.0, len(values) + 1)
    series = Series("y", values, times, "row", (), "")
    return prepare(series, Protocol(**options))  # type: ignore[arg-type]


@given(st.integers(2, 12), st.integers(0, N - 1), st.integers(1, 30))
def test_that_seasonal_naive_gives_the_newest_known_value_of_the_same_phase(
    season: int, origin: int, steps: int
) -> None:
    values = wave()
    model = baselines.seasonal(prepared(values, season=season))
    found = model.forecast(values, np.array([origin]), steps)[0]
    for k in range(1, steps + 1):
        known = [row for row in range(origin + 1) if (origin + k - row) % season == 0]
        expected = values[known[-1]] if known else np.nan
        np.testing.assert_equal(found[k - 1], expected)


def test_that_seasonal_naive_knows_the_very_first_row() -> None:
    values = wave()
    model = baselines.seasonal(prepared(values, season=4))
    found = model.forecast(values, np.array([2, 3]), 1)
    assert np.isnan(found[0, 0])
    assert found[1, 0] == values[0]


def test_that_last_value_and_mean_say_the_same_at_every_horizon() -> None:
    values = wave()
    data = prepared(values)
    origins = np.array([0, 10, N - 1])
    last = baselines.last_value().forecast(values, origins, 3)
    assert last.tolist() == [[v] * 3 for v in values[origins]]
    mean = baselines.mean(data).forecast(values, origins, 3)
    np.testing.assert_allclose(mean, np.full((3, 3), values[: data.split.train].mean()))


def test_that_drift_goes_on_along_the_line_from_the_first_to_the_last_training_value() -> None:
    values = wave()
    data = prepared(values)
    model = baselines.drift(data)
    last = data.split.train - 1
    slope = (values[last] - values[0]) / last
    found = model.forecast(values, np.array([last, 5]), 4)
    np.testing.assert_allclose(found, values[[last, 5]][:, None] + slope * np.arange(1, 5))
    line = np.linspace(1, 9, N)
    straight = baselines.drift(prepared(line)).forecast(line, np.array([last]), N - 1 - last)
    np.testing.assert_allclose(straight[0], line[last + 1 :])


@pytest.mark.parametrize("anchor", [False, True])
def test_that_an_autoregression_finds_the_process_that_made_the_series(anchor: bool) -> None:
    values = np.empty(N)
    values[:2] = 1.0, 2.5
    for t in range(2, N):
        values[t] = 1.6 * values[t - 1] - 0.99 * values[t - 2] + (not anchor)
    data = prepared(values, window=3 if anchor else 2, anchor=anchor)
    model = baselines.autoregression(data)
    origin = data.split.validation
    steps = N - 1 - origin
    found = model.forecast(values, np.array([origin]), steps)[0]
    if anchor:  # of windows less their last value, three are needed for the same
        assert model.parameters == 3
    else:
        np.testing.assert_allclose(found, values[origin + 1 :], rtol=1e-6, atol=1e-6)
        assert model.parameters == 3


def test_that_parameters_are_those_that_were_estimated() -> None:
    data = prepared(wave())
    models = (baselines.seasonal, baselines.drift, baselines.mean)
    assert [make(data).parameters for make in models] == [0, 1, 1]
    assert baselines.last_value().parameters == 0


@given(st.integers(1, 6), st.integers(0, 9))
def test_that_a_model_of_windows_speaks_from_the_first_full_window_on(
    width: int, origin: int
) -> None:
    values = np.arange(10.0) ** 2
    seen: list[np.ndarray] = []

    def predict(X: np.ndarray) -> np.ndarray:
        seen.append(X.copy())
        return X.sum(axis=1)

    found = from_windows(predict, width)(values, np.array([origin]), 2)
    if origin + 1 < width:
        assert np.isnan(found).all()
        return
    first = values[origin + 1 - width : origin + 1]
    assert seen[0].tolist() == [first.tolist()]
    assert seen[1].tolist() == [[*first[1:], first.sum()]]
    assert found[0].tolist() == [first.sum(), first[1:].sum() + first.sum()]


def test_that_a_path_that_explodes_stays_undefined_and_harms_no_other() -> None:
    def predict(X: np.ndarray) -> np.ndarray:
        return np.where(X[:, -1] > 2, np.inf, X[:, -1])

    found = from_windows(predict, 1)(np.array([1.0, 3.0]), np.array([0, 1]), 3)
    np.testing.assert_equal(found, [[1.0] * 3, [np.nan] * 3])
    alone = from_windows(predict, 1)(np.array([1.0, 3.0]), np.array([1]), 3)
    np.testing.assert_equal(alone, [[np.nan] * 3])


class Line:
    """Says what it is given, in place of a fitted curve."""

    def __init__(self, x: np.ndarray, y: np.ndarray) -> None:
        self.x, self.y = x, y

    def predict(self, x: np.ndarray) -> np.ndarray:
        return x[:, 0]


def test_that_the_curve_fit_has_rows_and_values_of_the_training_part_from_minus_one_to_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fits: list[Line] = []
    monkeypatch.setattr(mlp, "curve", lambda x, y, *_: fits.append(Line(x, y)) or fits[-1])
    values = wave()
    values[3] = np.nan
    data = prepared(values)
    last = data.split.train - 1
    seen = np.delete(np.arange(last + 1), 3)
    model = time_index(data, 3, lambda *_: False)
    np.testing.assert_allclose(fits[0].x[:, 0], np.interp(seen, [0, last], [-1, 1]), atol=1e-12)
    assert (fits[0].y.min(), fits[0].y.max()) == (pytest.approx(-1), pytest.approx(1))
    rows = model.forecast(values, np.array([-1, last - 1, last]), 2)
    low, high = np.nanmin(values[: last + 1]), np.nanmax(values[: last + 1])
    step = (high - low) / last
    lines = [[low, low + step], [high, high + step], [high + step, high + 2 * step]]
    np.testing.assert_allclose(rows, lines)


def test_that_the_curve_fit_sees_no_value_and_tells_of_its_one_stage() -> None:
    values = wave()
    data = prepared(values)
    told: list[tuple[int, int]] = []
    model = time_index(data, 3, lambda *a: bool(told.append(a[:2])))
    there = np.array([data.split.train // 2])
    one = model.forecast(values, there, 3)
    np.testing.assert_allclose(one, model.forecast(-values, there - 1, 4)[:, 1:])
    assert model.parameters == PARAMETERS == 50 + 390 + 80 + 6
    assert told == [(0, 400)]
    other = time_index(data, 4, lambda *_: False).forecast(values, there, 3)
    assert not np.allclose(one, other)


def test_that_the_curve_fit_moves_with_the_unit_of_the_series() -> None:
    values, rows = wave(), np.arange(0, N, 5)
    plain, kilo = (
        time_index(prepared(v), 1, lambda *_: False).forecast(v, rows, 2)
        for v in (values, 1024 * values)  # a power of two, so that nothing is rounded otherwise
    )
    np.testing.assert_allclose(kilo, 1024 * plain, rtol=1e-12)


def test_that_each_model_and_seed_has_random_numbers_of_its_own() -> None:
    drawn = {(s, c): rng_for(s, c).random() for s in (1, 2) for c in ("gru", "lstm")}
    assert len(set(drawn.values())) == 4
    assert drawn[1, "gru"] == rng_for(1, "gru").random()


@given(st.sampled_from(["rnn_tanh", "lstm", "gru", "mlp_window"]), st.integers(1, 3000))
def test_that_no_other_number_of_units_comes_nearer_to_a_wanted_count(
    code: str, wanted: int
) -> None:
    H = nearest(code, wanted, 12)
    away = [abs(count(code, h, 12) - wanted) for h in range(1, LARGEST + 1)]
    assert away[H - 1] == min(away)
    assert 1 + away.index(min(away)) == H


@pytest.mark.parametrize(
    ("windows", "batch", "patience"),
    [(499, 32, 15), (500, 64, 30), (32, 32, 50), (33, 32, 50), (160, 32, 48), (10_000, 64, 12)],
)
def test_that_about_240_updates_are_waited_for(windows: int, batch: int, patience: int) -> None:
    assert pace(Protocol(), windows) == (batch, patience)
    assert pace(Protocol(batch=7, patience=3), windows) == (7, 3)
