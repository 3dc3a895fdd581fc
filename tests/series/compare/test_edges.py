"""Intervals, tests of significance and scores at their edges, against their definitions."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from rnnviz.series.compare.bands import band
from rnnviz.series.compare.compare import best_simple, compare, tasks
from rnnviz.series.compare.results import Comparison, Result
from rnnviz.series.compare.runs import by_horizon, run_prepared, run_task, skipped
from rnnviz.series.judge import proof as module
from rnnviz.series.judge.doubts import few_windows, not_learned, some_diverged, unfinished
from rnnviz.series.judge.proof import LEVEL, better, ranking
from rnnviz.series.judge.remarks import coverage_sentence, divergence_sentences, remarks
from rnnviz.series.judge.verdict import verdict
from rnnviz.series.judge.written import chance
from rnnviz.series.measures.conformal import half_width, intervals
from rnnviz.series.measures.scores import is_shadow, looks_right, rmse, scale_of, score, shadow_lag
from rnnviz.series.measures.significance import DM, LEAST_ERRORS, diebold_mariano
from rnnviz.series.protocol.protocol import Protocol, of_one_model, prepare
from rnnviz.series.series import Series

PLAIN = Protocol(cells=("rnn_tanh",), hidden=2, window=3, epochs=2, seeds=3, horizon=4, level=0.5)


def series(n: int = 90) -> Series:
    rows = np.arange(n)
    values = 10 + 3 * np.sin(2 * np.pi * rows / 6) + np.random.default_rng(1).normal(0, 1, n)
    return Series("y", values, rows + 1.0, "row", (), "")


@cache
def found() -> Comparison:
    return compare(series(), PLAIN)


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=40), st.floats(0.05, 0.99))
def test_that_a_half_width_is_the_smallest_that_keeps_its_promise(
    errors: list[float], level: float
) -> None:
    """Of n + 1 exchangeable errors, at least a share `level` is no larger than it."""
    n, sizes = len(errors), np.sort(np.abs(errors))
    enough = [k for k in range(1, n + 1) if k >= level * (n + 1) - 1e-9]
    expected = sizes[enough[0] - 1] if enough else np.inf
    assert half_width(np.array(errors), level) == expected


def test_that_rounding_never_asks_for_one_error_more() -> None:
    assert half_width(np.arange(1.0, 10.0), 0.9) == 9  # 0.9 * 10 = 9, not 9.000000000000002
    assert half_width(np.arange(1.0, 10.0), 0.7) == 7
    assert half_width(np.array([1.0, np.inf]), 0.5) == np.inf


def test_that_an_error_of_just_the_half_width_is_covered() -> None:
    validation = np.array([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]])
    test = np.array([[2.0, 21.0], [-2.0, -19.0], [2.1, np.nan], [0.0, 0.0]])
    i = intervals(validation, test, 0.5)
    assert i.half.tolist() == [2, 20]
    assert i.coverage[0] == 0.75
    assert np.isnan(i.coverage[1])
    assert (i.n, i.level) == (3, 0.5)


@pytest.mark.parametrize("horizon", [1, 2, 4])
def test_that_eight_errors_are_enough_for_a_test(horizon: int) -> None:
    rng = np.random.default_rng(3)
    one, two = rng.normal(size=(2, LEAST_ERRORS))
    assert LEAST_ERRORS == 8
    assert np.isnan(diebold_mariano(one[1:], two[1:], horizon).p)
    if horizon == 1:
        expected = stats.ttest_1samp(one**2 - two**2, 0)
        assert diebold_mariano(one, two).p == pytest.approx(float(expected.pvalue))  # type: ignore[attr-defined]


def test_that_better_and_worse_say_who_has_the_smaller_errors() -> None:
    rng = np.random.default_rng(0)
    small, large = rng.normal(size=60), 3 * rng.normal(size=60)
    a, b, same = (diebold_mariano(*pair) for pair in (
        (small, large), (large, small), (small, rng.normal(size=60))
    ))  # fmt: skip
    assert (a.better, a.worse, b.better, b.worse) == (True, False, False, True)
    assert not same.better
    assert not same.worse
    assert a.statistic < 0 < b.statistic


@given(st.integers(1, 4), st.sets(st.integers(1, 19), max_size=3), st.integers(0, 999))
def test_that_the_scale_is_of_steps_within_one_piece(
    season: int, breaks: set[int], seed: int
) -> None:
    train = np.random.default_rng(seed).normal(size=20)
    edges = [0, *sorted(breaks), 20]
    pieces = [train[a:b] for a, b in pairwise(edges)]

    def mean(lag: int, power: int) -> float:
        steps = np.concatenate([p[lag:] - p[:-lag] for p in pieces])
        return float(np.mean(np.abs(steps) ** power)) if len(steps) else np.nan

    expected = (mean(1, 1), mean(season, 1), mean(1, 2))
    np.testing.assert_allclose(scale_of(train, season, tuple(sorted(breaks))), expected)


def test_that_two_rows_are_no_shadow_and_a_skill_of_a_tenth_is_enough() -> None:
    actual = np.array([1.0, 3.0, 2.0, 5.0, 4.0, 6.0])
    before = np.array([[0.0], [1.0], [3.0], [2.0], [5.0], [4.0]])
    follower = before[:, 0]
    assert shadow_lag(actual, follower, before) == 1
    assert shadow_lag(actual, actual, before) == 0
    assert is_shadow(actual, follower, before, 0.0999)
    assert not is_shadow(actual, follower, before, 0.1)
    assert not is_shadow(actual, actual, before, 0.0)
    assert is_shadow(actual[:3], follower[:3], before[:3], 0.0)
    assert not is_shadow(actual[:2], follower[:2], before[:2], 0.0)
    assert not is_shadow(actual, np.where(follower == 0, np.nan, follower), before, 0.0)
    assert not is_shadow(actual, follower, before, np.nan)
    assert shadow_lag(actual, np.full(6, 2.0), before) == 0
    assert looks_right(1 - 1.5**2)


def test_that_no_row_has_no_error_and_none_is_left_out() -> None:
    assert np.isnan(rmse(np.empty(0)))
    assert np.isnan(rmse(np.array([1.0, np.nan])))
    assert rmse(np.array([3.0, -4.0])) == pytest.approx(12.5**0.5)
    none = score(np.empty(0), np.empty(0), np.empty(0), scale_of(np.arange(4.0), 1))
    assert none.n == 0
    assert np.isnan(none.mae)


def test_that_a_perfect_and_a_constant_forecast_have_the_scores_of_their_definitions() -> None:
    actual, last = np.array([1.0, 2.0, 4.0]), np.array([0.0, 1.0, 2.0])
    scale = scale_of(np.array([0.0, 2.0, 3.0]), 2)
    perfect = score(actual, actual, last, scale)
    assert (perfect.mae, perfect.rmse, perfect.r2, perfect.skill, perfect.smape) == (0, 0, 1, 1, 0)
    mean = score(actual, np.full(3, actual.mean()), last, scale)
    assert mean.r2 == pytest.approx(0)
    off = score(actual, actual + 1, last, scale)
    assert off.mase == pytest.approx(1 / 1.5)
    assert off.mase_season == pytest.approx(1 / 3)
    assert off.rmsse == pytest.approx(2.5**-0.5)
    assert off.mape == pytest.approx(100 * (1 + 1 / 2 + 1 / 4) / 3)
    assert off.smape == pytest.approx(100 * (2 / 3 + 2 / 5 + 2 / 9) / 3)
    assert off.skill == pytest.approx(1 - 3 / 6)


def test_that_forecasts_of_each_horizon_start_so_many_rows_before() -> None:
    data = prepare(series(), PLAIN)

    def origin(values: np.ndarray, origins: np.ndarray, steps: int) -> np.ndarray:
        return 1000 * origins[:, None] + np.arange(1, steps + 1)

    for part in (data.validation, data.test):
        paths = by_horizon(origin, data, part)
        assert paths.shape == (len(part.y), data.horizon)
        for k in range(data.horizon):
            np.testing.assert_array_equal(paths[:, k], 1000 * (part.rows - 1 - k) + k + 1)


def test_that_a_free_run_starts_from_the_last_row_before_the_test_part() -> None:
    c = found()
    cut, end = c.split.validation, c.split.rows
    last = c["last"].shown
    assert np.isnan(last.free_run[:cut]).all()
    assert (last.free_run[cut:end] == c.values[cut - 1]).all()
    np.testing.assert_array_equal(last.one_step[1:], c.values[:-1])
    assert np.isnan(last.one_step[0])
    errors = c.values[c.test_rows] - c.values[cut - 1]
    assert last.scores["free_run"].rmse == pytest.approx(float(np.sqrt(np.mean(errors**2))))
    assert last.scores["free_run"].skill == pytest.approx(0)


def test_that_a_band_of_one_step_is_one_wide_and_of_a_free_run_as_wide_as_its_row() -> None:
    c, run = found(), found()["mean"].shown
    cut, end = c.split.validation, c.split.rows
    low, high = band(c, run, "one_step")
    np.testing.assert_allclose((high - low)[cut:end], 2 * run.intervals.half[0])
    assert np.isnan((high - low)[:cut]).all()
    low, high = band(c, run, "free_run")
    np.testing.assert_allclose((high - low)[cut : cut + 4], 2 * run.intervals.half)
    endless = replace(run, intervals=run.intervals._replace(half=np.array([np.inf, 1.0])))
    low, high = band(c, endless, "one_step")
    assert np.isnan(high).all()
    assert np.isnan(low).all()
    low, high = band(c, endless, "free_run")
    assert np.flatnonzero(np.isfinite(high - low)).tolist() == [cut + 1]
    none = replace(run, intervals=run.intervals._replace(half=np.empty(0)))
    assert np.isnan(band(c, none, "one_step")[0]).all()


def test_that_every_network_is_trained_from_each_seed_and_folds_only_where_there_are_two() -> None:
    whole = tasks(series(), PLAIN)
    assert [(t.code, t.seed, t.fold) for t in whole] == [
        (code, seed, None)
        for seed in (1, 2, 3)
        for code in ("echo", "rnn_tanh", "mlp_window", "mlp_time")
    ]
    folded = tasks(series(), replace(PLAIN, folds=2))
    assert folded[: len(whole)] == whole
    assert [t.fold for t in folded[len(whole) :]] == [0] * 12 + [1] * 12


def test_that_a_run_is_asked_before_it_begins_whether_to_stop() -> None:
    asked: list[tuple[int, int]] = []
    task = next(t for t in tasks(series(), PLAIN) if t.code == "rnn_tanh")
    part = run_task(series(), PLAIN, task, lambda p: asked.append((p.epoch, p.epochs)) or True)
    assert asked == [(0, 2)]
    assert part.stopped
    assert part.run.status == "skipped"
    assert part.parameters == 0
    done = run_prepared(prepare(series(), PLAIN), PLAIN, task, lambda _p: False)
    assert not done.stopped
    assert done.run.status == "ok"
    assert done.parameters == 2 * 1 + 2 * 2 + 2 + 2 + 1


def with_runs(r: Result, **each: Sequence[object]) -> Result:
    changes = [dict(zip(each, values, strict=True)) for values in zip(*each.values(), strict=True)]
    runs = zip(r.runs, changes, strict=True)
    return replace(r, runs=tuple(replace(run, **change) for run, change in runs))


def test_that_the_run_that_is_shown_is_the_middle_one_the_lower_of_two() -> None:
    r = found()["rnn_tanh"]
    three = with_runs(r, val_error=[3.0, 1.0, 2.0])
    assert three.shown.val_error == 2.0
    two = replace(three, runs=three.runs[:2])
    assert two.shown.val_error == 1.0
    tie = with_runs(r, val_error=[1.0, 1.0, 1.0])
    assert tie.shown.seed == 2
    lost = with_runs(r, val_error=[1.0, 2.0, 3.0], status=["diverged", "ok", "diverged"])
    assert lost.shown.val_error == 2.0
    assert lost.status == "ok"
    assert len(lost.good) == 1


def test_that_ten_windows_for_each_parameter_are_enough() -> None:
    r = replace(found()["rnn_tanh"], parameters=7)
    assert few_windows([r], 70) == ()
    (said,) = few_windows([r, replace(r, label="B", parameters=6)], 69)
    assert "69" in said
    assert said.endswith(f"{r.label} 7).")


def test_that_most_runs_must_end_in_the_last_twentieth_to_be_called_unfinished() -> None:
    r = found()["rnn_tanh"]
    curve, short = np.zeros(101), np.zeros(100)
    for best, losses, said in (
        ([96, 96, 95], [curve] * 3, 1), ([96, 95, 95], [curve] * 3, 0),
        ([96, 96, 96], [curve, short, short], 0), ([100, None, 96], [curve] * 3, 1),
    ):  # fmt: skip
        changed = with_runs(r, best_epoch=best, loss=losses)
        assert len(unfinished([changed], 100)) == said
    two = with_runs(replace(r, runs=r.runs[:2]), best_epoch=[96, 95], loss=[curve] * 2)
    assert unfinished([two], 100) == ()


def test_that_first_weights_that_were_kept_and_lost_seeds_are_named() -> None:
    r = found()["rnn_tanh"]
    idle = with_runs(r, best_epoch=[0, 1, 0], loss=[np.zeros(5), np.zeros(5), np.zeros(1)])
    (said,) = not_learned([idle])
    assert "(seeds: 1)" in said
    assert not_learned([with_runs(r, best_epoch=[1, 2, 3])]) == ()
    lost = with_runs(r, status=["ok", "diverged", "diverged"])
    assert "diverged from 2 of its 3 seeds" in some_diverged([lost])[0]
    assert some_diverged([r]) == ()
    assert some_diverged([with_runs(r, status=["diverged"] * 3)]) == ()
    assert "2 of 3 diverged" in remarks(lost, "one_step")
    assert not any("diverged" in word for word in remarks(r, "one_step"))


def test_that_no_gain_is_a_skill_of_nought_or_less() -> None:
    r = found()["rnn_tanh"]
    for skill, gain in ((0.0, False), (1e-9, True), (-1.0, False)):
        scores = {"one_step": r.runs[0].scores["one_step"]._replace(skill=skill)}
        changed = with_runs(r, scores=[scores] * 3)
        assert ("no gain" in remarks(changed, "one_step")) != gain
    assert "no gain" not in remarks(found()["last"], "one_step")
    assert remarks(replace(r, runs=(skipped(1, 90),)), "one_step") == ["not trained"]


def test_that_the_sentence_of_coverage_has_the_shares_of_the_first_and_the_last_horizon() -> None:
    r = found()["mean"]
    i = r.shown.intervals._replace(coverage=np.array([0.5, 0.25, 0.75, 1.0]))
    r = replace(r, runs=(replace(r.shown, intervals=i),))
    said = coverage_sentence(r)
    assert f"holds {i.coverage[0]:.0%} of the test rows one step ahead" in said
    assert f"{i.coverage[-1]:.0%} of those 4 rows ahead" in said
    assert f"{i.n} validation rows" in said
    half = i.half.copy()
    half[0] = np.inf
    run = replace(r.shown, intervals=i._replace(half=half))
    assert "has no interval" in coverage_sentence(replace(r, runs=(run,)))


def test_that_a_tie_goes_to_the_simpler_model_and_is_nobody_s_win() -> None:
    c = found()
    last, ar = c["last"], c["ar"]
    twin = replace(ar, runs=last.runs)
    assert [r.code for r in ranking([twin, last], "one_step")] == ["last", "ar"]
    assert not better(c, twin, last, "one_step")
    assert not better(c, last, twin, "one_step")
    assert best_simple((twin, last)) is last
    assert LEVEL == 0.05


def test_that_only_what_diverged_is_explained() -> None:
    c = found()
    r = with_runs(c["rnn_tanh"], status=["diverged"] * 3, message=["It grew."] * 3)
    assert divergence_sentences(replace(c, results=(r, c["last"]))) == [f"{r.label}: It grew."]
    assert divergence_sentences(c) == []


@given(st.integers(0, 9999))
def test_that_a_shadow_s_lag_is_where_changes_are_correlated_most(seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = np.cumsum(rng.normal(size=40)) * 10
    rows = np.arange(5, 40)
    before = values[rows[:, None] - np.arange(1, 6)]
    predicted = values[rows - seed % 4] + rng.normal(size=35)
    steps = [np.corrcoef(np.diff(predicted), np.diff(values[rows - k]))[0, 1] for k in range(6)]
    assert shadow_lag(values[rows], predicted, before) == int(np.argmax(steps))


def test_that_a_probability_is_printed_down_to_a_thousandth() -> None:
    assert [chance(p) for p in (0.5, 0.0123, 0.001, 0.00099)] == [
        "p = 0.5", "p = 0.012", "p = 0.001", "p < 0.001",
    ]  # fmt: skip


def test_that_the_level_is_shared_among_all_that_might_beat_the_last_value(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    c = found()
    ranked = ranking(c.results, "one_step")
    assert ranked[0].code != "last"  # somebody has a lower error, by luck or not
    for share, beaten in ((0.999, True), (1.001, False)):
        p = share * LEVEL / (len(ranked) - 1)
        monkeypatch.setattr(module, "between", lambda *_, p=p: DM(-9.0, p))
        assert ("Nobody" in verdict(c)) != beaten


def test_that_one_model_s_results_are_kept_by_what_has_a_say_in_them_alone() -> None:
    p = replace(PLAIN, folds=2)
    for change in (
        {"cells": ("gru",)}, {"hidden": 9}, {"match": True}, {"seeds": 9}, {"seed": 7},
        {"folds": 5},
    ):  # fmt: skip
        assert of_one_model(replace(p, **change)) == of_one_model(p)
    for change in ({"window": 9}, {"lr": 0.5}, {"log": True}, {"horizon": 2}, {"test": 0.4}):
        assert of_one_model(replace(p, **change)) != of_one_model(p)
    kept = of_one_model(p)
    assert kept == replace(p, cells=(), hidden=0, match=False, seeds=1, seed=0, folds=1)
    assert kept.all_seeds == (0,)
