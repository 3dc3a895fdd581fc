"""Intervals, tests of significance, seasons and transforms: each against numbers made otherwise."""

from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from rnnviz.errors import RnnvizError
from rnnviz.series.audit.season import guess_season
from rnnviz.series.compare.bands import band
from rnnviz.series.compare.compare import compare
from rnnviz.series.compare.conformal import half_width, intervals
from rnnviz.series.compare.results import Comparison
from rnnviz.series.judge.significance import diebold_mariano
from rnnviz.series.protocol.protocol import Protocol, fold_splits, horizon_of, prepare
from rnnviz.series.protocol.transform import Steps, differences, fit_transform
from rnnviz.series.protocol.windows import Split, windows
from rnnviz.series.reading.builtin import SERIES, load
from rnnviz.series.reading.choose import Series, choose
from rnnviz.ui.series.fairness import facts

PLAIN = Protocol(cells=(), hidden=1, window=5, seeds=1, epochs=1, horizon=4)


@cache
def passengers() -> Comparison:
    return compare(choose(load("air_passengers")), replace(PLAIN, log=True, level=0.8))


@pytest.mark.parametrize(
    ("n", "level", "rank"), [(19, 0.9, 18), (9, 0.9, 9), (8, 0.9, None), (99, 0.95, 95)]
)
def test_that_the_half_width_is_the_finite_sample_quantile(
    n: int, level: float, rank: int | None
) -> None:
    errors = np.random.default_rng(n).permutation(np.arange(1.0, n + 1)) * (-1) ** np.arange(n)
    assert half_width(errors, level) == (np.inf if rank is None else rank)


@pytest.mark.parametrize("level", [0.8, 0.9, 0.95])
def test_that_intervals_cover_exchangeable_errors_as_promised(level: float) -> None:
    rng = np.random.default_rng(1)
    errors = rng.standard_t(3, size=(4000, 60))
    covered = [np.abs(e[-1]) <= half_width(e[:-1], level) for e in errors]
    exact = np.ceil(level * 60) / 60  # (rank) / (n + 1), with n = 59
    assert np.mean(covered) == pytest.approx(exact, abs=3 * np.sqrt(exact * (1 - exact) / 4000))
    assert exact >= level


def test_that_coverage_is_the_share_of_test_errors_inside_for_each_horizon() -> None:
    validation = np.column_stack([np.arange(1.0, 11), 2 * np.arange(1.0, 11)])
    i = intervals(validation, np.array([[1.0, -30.0], [9.5, 3.0]]), 0.8)
    assert i.half.tolist() == [9.0, 18.0]
    assert i.coverage.tolist() == [0.5, 0.5]
    assert np.isnan(intervals(validation[:2], np.zeros((3, 2)), 0.9).coverage).all()


def test_that_half_widths_are_of_validation_errors_made_so_many_rows_before() -> None:
    found = passengers()
    y, (train, cut, _) = np.log(found.values), found.split
    rows = np.arange(train, cut)
    for k in range(1, 5):
        errors = y[rows] - y[rows - k]
        half = found["last"].shown.intervals.half[k - 1]
        assert half == pytest.approx(half_width(errors, 0.8))
        inside = np.abs(y[cut:] - y[cut - k : -k]) <= half
        assert found["last"].shown.intervals.coverage[k - 1] == pytest.approx(inside.mean())


def cut_at(*breaks: int) -> Series:
    """A wave of 200 rows (128 train, 32 validate, 40 test) that climbs at each gap."""
    rows = np.arange(200)
    values = np.sin(0.3 * rows) + 50.0 * np.searchsorted(breaks, rows, side="right")
    return Series("y", values, rows * 1.0, "row", (), "", breaks)


def test_that_no_forecast_is_measured_across_a_gap() -> None:
    found = compare(cut_at(70, 140, 180), PLAIN)
    y, run = found.values, found["last"].shown
    assert set(found.test_rows) == {*range(160, 180), *range(185, 200)}  # L = 5
    rows = np.r_[160:180, 188:200]  # L + h - 1 = 8 rows behind the gap at 180
    for k in range(1, 5):
        expected = np.sqrt(np.mean((y[rows] - y[rows - k]) ** 2))
        assert run.horizon[k - 1] == pytest.approx(expected)
    kept = np.r_[128:140, 148:160]
    assert run.intervals.n == len(kept)
    half = half_width(y[kept] - y[kept - 4], PLAIN.level)
    assert run.intervals.half[3] == pytest.approx(half)
    assert any("32 of the 35 test rows" in note for note in found.notes)


def test_that_the_horizon_is_no_longer_than_half_of_the_rows_allow() -> None:
    wanted = replace(PLAIN, horizon=30)
    assert prepare(cut_at(), wanted).horizon == 30
    data = prepare(cut_at(170), wanted)
    assert 1 < data.horizon < 30
    for part in (data.validation, data.test):
        assert 2 * len(data.ahead(part).y) >= len(part.y)
    longer = replace(data, horizon=data.horizon + 1)
    assert 2 * len(longer.ahead(data.test).y) < len(data.test.y)


def test_that_every_row_counts_where_there_is_no_gap() -> None:
    data = prepare(cut_at(), replace(PLAIN, horizon=60))
    for part in (data.validation, data.test):
        assert data.ahead(part).rows.tolist() == part.rows.tolist()
    assert not any("gap" in note for note in data.notes)


def test_that_the_number_of_test_rows_is_called_the_same_for_every_window_only_where_it_is() -> (
    None
):
    fact = facts(compare(cut_at(), PLAIN))[0]
    assert fact == "All models predict the same 40 test rows, whatever L is."
    fact = facts(compare(cut_at(180), PLAIN))[0]
    assert fact.startswith("All models predict the same 35 test rows.")
    assert "whatever" not in fact


def test_that_a_band_is_a_factor_where_logarithms_are_taken_and_ends_with_the_horizon() -> None:
    found, run = passengers(), passengers()["last"].shown
    cut = found.split.validation
    low, high = band(found, run, "one_step")
    factor = np.exp(run.intervals.half[0])
    np.testing.assert_allclose(high[cut:], run.one_step[cut:] * factor)
    np.testing.assert_allclose(low[cut:], run.one_step[cut:] / factor)
    _, high = band(found, run, "free_run")
    expected = run.free_run[cut : cut + 4] * np.exp(run.intervals.half)
    np.testing.assert_allclose(high[cut : cut + 4], expected)
    assert np.isnan(high[cut + 4 :]).all()
    assert np.isnan(high[:cut]).all()


def test_that_the_test_of_significance_agrees_with_a_calculation_by_hand() -> None:
    one = np.array([1.0, 2, 1, 0, 1, 2, 1, 0, 1, 1])
    two = np.array([2.0, 1, 2, 1, 3, 2, 2, 1, 0, 2])
    # Squares: 1 4 1 0 1 4 1 0 1 1 and 4 1 4 1 9 4 4 1 0 4; differences:
    d = np.array([-3.0, 3, -3, -1, -8, 0, -3, -1, 1, -3])
    assert d.mean() == -1.8
    # sum of d^2 = 112; gamma_0 = 112/10 - 3.24 = 7.96; V = 0.796; DM = -1.8 / 0.8922
    plain = -1.8 / 0.796**0.5
    corrected = plain * (9 / 10) ** 0.5  # h = 1: (10 + 1 - 2 + 0) / 10
    found = diebold_mariano(one, two)
    assert found.statistic == pytest.approx(corrected)
    assert found.statistic == pytest.approx(-1.9140, abs=1e-4)
    assert found.p == pytest.approx(2 * stats.t.cdf(corrected, 9))
    assert not found.better
    # For h = 1 this is Student's paired test of the squared errors, with n - 1 in its variance.
    paired: Any = stats.ttest_1samp(d, 0)
    assert found.p == pytest.approx(paired.pvalue)


def test_that_longer_horizons_count_their_autocovariance() -> None:
    rng = np.random.default_rng(2)
    one, two = rng.normal(size=40), 1.3 * rng.normal(size=40)
    d = one**2 - two**2
    c = d - d.mean()
    gamma = [np.mean(c**2), np.sum(c[1:] * c[:-1]) / 40, np.sum(c[2:] * c[:-2]) / 40]
    V = (gamma[0] + 2 * gamma[1] + 2 * gamma[2]) / 40
    expected = d.mean() / V**0.5 * ((40 + 1 - 6 + 3 * 2 / 40) / 40) ** 0.5
    assert diebold_mariano(one, two, 3).statistic == pytest.approx(expected)


def test_that_the_test_is_undefined_for_the_same_forecast_and_for_too_few_rows() -> None:
    e = np.random.default_rng(0).normal(size=50)
    for found in (diebold_mariano(e, e), diebold_mariano(e[:5], 2 * e[:5]),
                  diebold_mariano(e, np.full(50, np.nan))):  # fmt: skip
        assert np.isnan(found).all()
        assert not found.better
        assert not found.worse


@given(st.integers(0, 1000), st.floats(1e-8, 1e8))
def test_that_the_test_is_antisymmetric_and_knows_no_unit(seed: int, unit: float) -> None:
    rng = np.random.default_rng(seed)
    one, two = rng.normal(size=30), rng.normal(size=30)
    a, b = diebold_mariano(one, two), diebold_mariano(unit * two, unit * one)
    assert a.statistic == pytest.approx(-b.statistic)
    assert a.p == pytest.approx(b.p)


def test_that_equal_forecasts_are_called_different_as_rarely_as_promised() -> None:
    rng = np.random.default_rng(3)
    p = [diebold_mariano(rng.normal(size=40), rng.normal(size=40)).p for _ in range(600)]
    assert 0.02 < np.mean(np.array(p) < 0.05) < 0.08


@pytest.mark.parametrize(
    ("code", "season"),
    [("sunspots", 11), ("air_passengers", 12), ("co2", 52), ("seatbelts", 12), ("nile", 1),
     ("sine", 42), ("lynx", 10), ("oil_well", 1)],
)  # fmt: skip
def test_that_seasons_are_guessed_from_the_training_part(code: str, season: int) -> None:
    assert code in SERIES
    data = prepare(choose(load(code)), PLAIN)
    assert abs(data.season - season) <= (1 if code == "lynx" else 0)


@given(st.integers(0, 300))
def test_that_noise_and_walks_have_no_season_nearly_always(seed: int) -> None:
    assert guess_season(np.random.default_rng(seed).normal(size=200)) == 1


def test_that_a_constant_and_a_line_have_no_season() -> None:
    assert guess_season(np.full(60, 3.0)) == guess_season(np.arange(60.0)) == 1


@given(
    st.sampled_from([(), (1,), (12,), (12, 1)]), st.booleans(), st.booleans(),
    st.sampled_from(["minmax", "zscore"]),
)  # fmt: skip
def test_that_a_transform_undoes_itself(lags, log: bool, anchor: bool, scaling) -> None:
    t = np.arange(150)
    y = np.exp(0.01 * t + 0.2 * np.sin(t / 2) + 0.1 * np.random.default_rng(0).normal(size=150))
    steps = Steps(log, lags, anchor)
    transform = fit_transform(y[:100], np.ones(100, bool), 6, steps, scaling)
    w = windows(y, transform.width(6))
    X, z = transform.encode(w.X, w.y)
    assert X.shape == (len(w.y), 6)
    np.testing.assert_allclose(transform.decode(z, w.X), w.y, rtol=1e-12)


def test_that_what_a_model_sees_are_the_last_differences() -> None:
    y = np.random.default_rng(0).normal(size=80)
    transform = fit_transform(y, np.ones(80, bool), 3, Steps(False, (7, 1), False), "zscore")
    w = windows(y, transform.width(3))
    X, z = transform.encode(w.X, w.y)
    row = 40
    d = differences(y, (7, 1))  # d[i] belongs to row i + 8
    i = int(np.flatnonzero(w.rows == row)[0])
    scaled = (d[row - 8 - 3 : row - 8 + 1] - transform.centre) / transform.spread
    np.testing.assert_allclose([*X[i], z[i]], scaled)
    assert (transform.centre, transform.spread) == (pytest.approx(d.mean()), pytest.approx(d.std()))


def test_that_differences_keep_the_same_test_rows() -> None:
    series = choose(load("air_passengers"))
    for difference in ("none", "step", "season", "both"):
        found = prepare(series, Protocol(window=5, difference=difference))
        assert found.test.rows.tolist() == list(range(116, 144))


def test_that_a_seasonal_difference_without_a_season_is_refused() -> None:
    with pytest.raises(RnnvizError, match="set the season by hand"):
        prepare(choose(load("nile")), Protocol(difference="season"))
    assert prepare(choose(load("nile")), Protocol(difference="season", season=5)).width == 17


def test_that_a_free_run_on_differences_keeps_a_season_and_its_trend() -> None:
    t = np.arange(160.0)
    noise = np.random.default_rng(0).normal(0, 0.01, 160)
    y = 3 * t + np.tile([0.0, 50, 20, -40], 40) + noise
    p = Protocol(cells=(), window=4, hidden=1, epochs=1, seeds=1, difference="season", season=4)
    found = compare(Series("y", y, t, "row", (), ""), p)
    ar, last = (found[code].shown.scores["free_run"].rmse for code in ("ar", "last"))
    assert ar < 0.2
    assert last > 20


@pytest.mark.parametrize(
    ("wanted", "split", "expected"),
    [(12, Split(64, 80, 100), 12), (50, Split(64, 80, 100), 37), (12, Split(20, 27, 36), 5)],
)
def test_that_the_horizon_is_no_longer_than_the_series_allows(
    wanted: int, split: Split, expected: int
) -> None:
    assert horizon_of(wanted, 5, split) == expected


@given(st.integers(40, 400), st.integers(2, 5), st.floats(0.05, 0.5))
def test_that_folds_cover_the_test_part_in_order_of_time(rows: int, n: int, test: float) -> None:
    folds = fold_splits(rows, Protocol(folds=n, test=test))
    assert folds[-1].rows == rows
    for a, b in pairwise(folds):
        assert a.rows == b.validation
    assert all(0 < f.train < f.validation < f.rows for f in folds)
