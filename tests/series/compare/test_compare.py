"""Every model on one protocol: runs, counts, seeds, stopping, and what leaks (nothing)."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.series.audit.ready import choose
from rnnviz.series.compare.compare import Step, compare
from rnnviz.series.compare.results import MODES, Comparison, SeedRun
from rnnviz.series.compare.runs import Task, run_task
from rnnviz.series.judge.doubts import doubts, some_diverged
from rnnviz.series.models.parameters import count, hidden_units
from rnnviz.series.protocol.protocol import Protocol
from rnnviz.series.reading.builtin import load
from rnnviz.series.series import Series

QUICK = Protocol(cells=("rnn_tanh", "lstm"), hidden=2, window=4, seeds=2, epochs=20, horizon=5)
TRAINED = ("rnn_tanh", "lstm", "mlp_window", "mlp_time")
WINDOWED = ("ar", "rnn_tanh", "lstm", "mlp_window")


@cache
def sine(p: Protocol = QUICK) -> Comparison:
    return compare(choose(load("sine")), p)


def series_of(values: np.ndarray) -> Series:
    return Series("y", np.asarray(values, float), np.arange(len(values) * 1.0), "row", (), "")


def walk(seed: int, rows: int = 400) -> Series:
    return series_of(np.cumsum(np.random.default_rng(seed).normal(size=rows)))


def with_future(series: Series, first: int, future: np.ndarray) -> Series:
    return replace(series, values=np.r_[series.values[:first], future])


@pytest.mark.parametrize(
    "settings",
    [{}, {"anchor": True, "scaling": "zscore"}, {"difference": "both", "season": 7}],
)
def test_that_changing_test_values_changes_no_number_of_training(settings: dict) -> None:
    p, series = replace(QUICK, cells=("lstm",), **settings), choose(load("sine"))
    one = compare(series, p)
    cut = one.split.validation
    two = compare(with_future(series, cut, 5 + 3 * series.values[cut:] ** 2), p)
    assert (one.transform, one.season, one.split) == (two.transform, two.season, two.split)
    for a, b in zip(one.results, two.results, strict=True):
        assert (a.parameters, a.shown.seed) == (b.parameters, b.shown.seed)
        for run, other in zip(a.runs, b.runs, strict=True):
            same_training(run, other, cut)


def same_training(a: SeedRun, b: SeedRun, cut: int) -> None:
    np.testing.assert_array_equal(a.loss, b.loss)
    np.testing.assert_array_equal(a.val_loss, b.val_loss)
    np.testing.assert_array_equal(a.intervals.half, b.intervals.half)
    # The first test row is predicted from earlier rows.
    np.testing.assert_array_equal(a.one_step[: cut + 1], b.one_step[: cut + 1])
    assert (a.val_error, a.best_epoch, a.status) == (b.val_error, b.best_epoch, b.status)
    if a.weights is not None:
        assert str(a.weights) == str(b.weights)


def test_that_permuting_the_future_leaves_a_free_run_unchanged() -> None:
    series, cut = choose(load("sine")), sine().split.validation
    shuffled = np.random.default_rng(1).permutation(series.values[cut:])
    other = compare(with_future(series, cut, shuffled), QUICK)
    for a, b in zip(sine().results, other.results, strict=True):
        for run, again in zip(a.runs, b.runs, strict=True):
            np.testing.assert_array_equal(run.free_run, again.free_run)


def test_that_changing_validation_values_changes_no_baseline_and_no_scale() -> None:
    series, split = choose(load("sine")), sine().split
    values = series.values.copy()
    values[split.train : split.validation] += 1.0
    other = compare(replace(series, values=values), replace(QUICK, seeds=1))
    assert other.transform == sine().transform
    np.testing.assert_array_equal(other["ar"].shown.weights, sine()["ar"].shown.weights)
    np.testing.assert_array_equal(other["mean"].shown.one_step, sine()["mean"].shown.one_step)


def test_that_the_same_seed_gives_the_same_numbers_whatever_stands_beside_it() -> None:
    alone = compare(choose(load("sine")), replace(QUICK, cells=("lstm",), seeds=1, seed=2))
    for code in ("lstm", "mlp_window", "mlp_time"):
        second = sine()[code].runs[1]
        assert second.seed == 2
        np.testing.assert_array_equal(alone[code].shown.one_step, second.one_step)


def test_that_another_seed_gives_other_numbers() -> None:
    for code in TRAINED:
        one, two = sine()[code].runs
        assert not np.array_equal(one.one_step, two.one_step)


def test_that_the_run_that_is_drawn_is_the_median_by_validation() -> None:
    found = compare(choose(load("sine")), replace(QUICK, cells=("rnn_tanh",), seeds=5, epochs=3))
    for code in ("rnn_tanh", "mlp_window", "mlp_time"):
        r = found[code]
        assert r.shown.val_error == np.median([run.val_error for run in r.runs])


def test_that_all_models_are_scored_on_the_same_rows_for_every_window() -> None:
    found = [sine(replace(QUICK, window=L, cells=(), seeds=1)) for L in (5, 15)]
    for r in (*found[0].results, *found[1].results):
        assert {r.shown.scores[mode].n for mode in MODES} == {40}
    assert found[0].test_rows.tolist() == found[1].test_rows.tolist()
    for code in ("last", "mean", "drift", "seasonal", "mlp_time"):
        assert found[0][code].shown.scores == found[1][code].shown.scores


def test_that_parameters_are_counted() -> None:
    found = {r.code: r.parameters for r in sine().results}
    H, L = QUICK.hidden, QUICK.window
    assert found == {
        "last": 0,
        "seasonal": 0,
        "drift": 1,
        "mean": 1,
        "ar": L + 1,
        "echo": 100 + 1,  # its readout: nothing else is fitted
        "rnn_tanh": H * H + 2 * H + H + 1,
        "lstm": 4 * (H * H + 2 * H) + H + 1,
        "mlp_window": H * (L + 2) + 1,
        "mlp_time": (25 + 25) + (25 * 15 + 15) + (15 * 5 + 5) + (5 + 1),
    }


def test_that_matching_brings_the_counts_as_near_as_they_come() -> None:
    p = Protocol(cells=("lstm", "rnn_tanh", "gru"), hidden=8, match=True, window=12)
    found = hidden_units(p)
    wanted = count("lstm", 8, 12)
    assert found["lstm"] == 8
    for code, H in found.items():
        errors = [abs(count(code, h, 12) - wanted) for h in (H - 1, H, H + 1) if h]
        assert min(errors) == abs(count(code, H, 12) - wanted)
    assert set(hidden_units(replace(p, match=False)).values()) == {8}


def test_that_a_matched_network_really_has_so_many_parameters() -> None:
    p = replace(QUICK, cells=("lstm", "rnn_tanh"), match=True, seeds=1, epochs=1)
    found = compare(choose(load("lynx")), p)
    for code, H in hidden_units(p).items():
        assert (found[code].hidden, found[code].parameters) == (H, count(code, H, p.window))
    assert (found["rnn_tanh"].hidden or 0) > (found["lstm"].hidden or 0)


def test_that_an_autoregression_predicts_the_sine_exactly_also_free_running() -> None:
    ar = sine()["ar"].shown
    assert ar.scores["one_step"].rmse < 1e-10
    assert ar.scores["free_run"].rmse < 1e-8
    assert ar.horizon.max() < 1e-8


def test_that_baselines_are_what_they_are_called() -> None:
    found, y = sine(), sine().values
    rows, m, cut = found.test_rows, found.season, found.split.validation
    slope = (y[found.split.train - 1] - y[0]) / (found.split.train - 1)
    one = {r.code: r.shown.one_step[rows] for r in found.results}
    free = {r.code: r.shown.free_run[rows] for r in found.results}
    k = rows - cut
    np.testing.assert_array_equal(one["last"], y[rows - 1])
    np.testing.assert_array_equal(one["seasonal"], y[rows - m])
    np.testing.assert_allclose(one["drift"], y[rows - 1] + slope)
    np.testing.assert_allclose(one["mean"], y[: found.split.train].mean())
    np.testing.assert_array_equal(free["last"], np.full(len(rows), y[cut - 1]))
    np.testing.assert_array_equal(free["seasonal"], y[cut - m + k % m])
    np.testing.assert_allclose(free["drift"], y[cut - 1] + slope * (k + 1))


def test_that_every_horizon_is_scored_on_the_same_rows_and_the_first_is_one_step_ahead() -> None:
    found = sine()
    y, rows = found.values, found.test_rows
    for r in found.results:
        for run in r.runs:
            assert len(run.horizon) == QUICK.horizon
            assert run.horizon[0] == pytest.approx(run.scores["one_step"].rmse, rel=1e-9)
    for k in range(1, 6):  # k rows before, the last value was y[t - k]
        expected = np.sqrt(np.mean((y[rows] - y[rows - k]) ** 2))
        assert found["last"].shown.horizon[k - 1] == pytest.approx(expected)


def test_that_training_keeps_the_weights_that_validate_best() -> None:
    for code in ("rnn_tanh", "lstm", "mlp_window"):
        for run in sine()[code].runs:
            assert run.loss[-1] < run.loss[0]
            assert run.best_epoch == np.nanargmin(run.val_loss)


@pytest.mark.parametrize("code", CELLS)
def test_that_every_cell_can_be_trained(code: str) -> None:
    p = replace(QUICK, epochs=2)
    part = run_task(choose(load("lynx")), p, Task(code, CELLS[code].label, 2, 1))
    assert part.run.status == "ok"
    assert np.isfinite([part.run.scores[mode].rmse for mode in MODES]).all()
    assert part.parameters == count(code, 2, p.window)


def test_that_the_window_mlp_is_a_perceptron_with_one_hidden_layer() -> None:
    found, run = sine(), sine()["mlp_window"].shown
    (W, _, b), (V, c) = run.weights
    rows = found.test_rows
    X = found.values[rows[:, None] + np.arange(-QUICK.window, 0)]
    z = found.transform.inputs(X)
    by_hand = found.transform.decode((np.tanh(z @ W.T + b) @ V.T + c)[:, 0], X)
    np.testing.assert_allclose(run.one_step[rows], by_hand, rtol=1e-12)


def test_that_stopping_keeps_the_best_so_far_and_skips_the_rest() -> None:
    seen: list[Step] = []

    def stop_in_the_first_network(step: Step) -> bool:
        seen.append(step)
        return step.run.epoch >= 5

    found = compare(choose(load("sine")), QUICK, stop_in_the_first_network)
    assert found.stopped
    assert [run.status for run in found["rnn_tanh"].runs] == ["ok", "skipped"]
    assert len(found["rnn_tanh"].runs[0].loss) <= 8
    assert {found[c].status for c in ("lstm", "mlp_window", "mlp_time")} == {"skipped"}
    assert found["ar"].status == "ok"
    assert np.isnan(found["lstm"].spread("one_step", "rmse").median)
    assert [s.done for s in seen] == sorted(s.done for s in seen)
    assert not sine().stopped


def test_that_a_diverged_training_is_explained_and_never_a_number() -> None:
    found = sine(replace(QUICK, cells=("rnn_relu",), lr=1e30, seeds=1))
    for code in ("rnn_relu", "mlp_window"):
        r = found[code]
        assert r.status == "diverged"
        assert np.isnan(r.shown.one_step).all()
        assert np.isnan(r.spread("one_step", "rmse").median)
        assert "learning rate" in r.message


def test_that_a_range_says_from_how_many_seeds_it_is() -> None:
    lost = replace(sine()["lstm"].runs[0], status="diverged", message="why")
    lstm = replace(sine()["lstm"], runs=(lost, sine()["lstm"].runs[1]))
    assert lstm.status == "ok"
    assert lstm.spread("one_step", "rmse").low == lstm.runs[1].scores["one_step"].rmse
    assert "1 of its 2 seeds" in some_diverged([lstm])[0]


def test_that_too_many_parameters_for_the_windows_are_warned_of() -> None:
    few = [w for w in doubts(sine()) if "fewer than ten for each" in w]
    large = [r for r in sine().results if r.parameters * 10 > sine().train_windows]
    assert {"lstm", "mlp_time"} <= {r.code for r in large}
    assert len(few) == 1
    for r in sine().results:
        assert (f"{r.label} {r.parameters}" in few[0]) == (r in large), r.label


def test_that_networks_that_the_last_epoch_stopped_are_called_unfinished() -> None:
    assert any("after 20 epochs" in w and "RNN (tanh), LSTM" in w for w in doubts(sine()))
    longer = replace(QUICK, cells=("lstm",), lr=0.1, epochs=300, seeds=1, patience=20)
    assert not any("LSTM" in w for w in doubts(compare(choose(load("nile")), longer))
                   if "epochs may help" in w)  # fmt: skip


def test_that_missing_values_are_filled_and_never_scored() -> None:
    series = choose(load("sine"))
    values = series.values.copy()
    values[[50, 180]] = np.nan
    found = compare(replace(series, values=values), replace(QUICK, cells=(), epochs=2, seeds=1))
    assert 180 not in found.test_rows
    assert len(found.test_rows) == 39
    assert np.isfinite([r.spread("one_step", "rmse").median for r in found.results]).all()


def test_that_a_network_that_never_improved_is_called_so() -> None:
    falling = series_of(-(np.arange(100.0) ** 2))
    found = compare(falling, replace(QUICK, cells=("lstm",), epochs=5, lr=1e-30, seeds=1))
    assert found["lstm"].shown.best_epoch == 0
    assert any("seeds: 1" in w and "first weights were kept" in w for w in doubts(found))


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("anchor", [True, False])
def test_that_a_random_walk_makes_every_trained_model_a_shadow_and_nobody_a_winner(
    seed: int, anchor: bool
) -> None:
    from rnnviz.series.judge.verdict import verdict

    p = replace(QUICK, anchor=anchor, epochs=60, hidden=4, seeds=3, seed=seed)
    found = compare(walk(seed), p)
    assert {r.code for r in found.results if r.shadow} == {*WINDOWED, "echo"}
    # The second where a model has the lower error, which chance could explain.
    said = verdict(found)
    nobody = ("Nobody beats repeating the last", "Nobody is shown to beat repeating the last")
    assert any(text in said for text in nobody)


def test_that_a_predictable_series_makes_nobody_a_shadow() -> None:
    assert not any(r.shadow for r in sine().results if r.code == "ar")
    good = sine(replace(QUICK, cells=("rnn_tanh",), epochs=150, seeds=1))
    assert not good["rnn_tanh"].shadow


def test_that_rolling_origins_cover_the_test_rows_and_train_on_all_before() -> None:
    found = sine(replace(QUICK, cells=("rnn_tanh",), folds=2, seeds=2, epochs=2))
    first, second = found.folds
    assert (first.first, first.end, second.end) == (found.split.validation, second.first, 201)
    for fold in found.folds:
        errors = found.values[fold.first : fold.end] - found.values[fold.first - 1 : fold.end - 1]
        assert fold.rmse["last"] == (pytest.approx(np.sqrt(np.mean(errors**2))),)
        assert len(fold.rmse["rnn_tanh"]) == len(fold.rmse["mlp_time"]) == 2


def test_that_no_test_value_chooses_the_simple_model_that_others_are_tested_against() -> None:
    from rnnviz.series.compare.compare import best_simple

    simple = [r for r in sine().results if r.family in ("baseline", "linear")]
    best = min(simple, key=lambda r: (r.shown.val_error, r.parameters))
    worse = {r.code: replace(r.shown, val_error=100.0) for r in simple}
    worse["drift"] = replace(worse["drift"], val_error=1.0)
    assert best_simple(sine().results) is best
    changed = [replace(r, runs=(worse.get(r.code, r.shown),)) for r in sine().results]
    found = best_simple(tuple(changed))
    assert found is not None
    assert found.code == "drift"
    lost = [replace(r, runs=(replace(r.shown, val_error=np.nan),)) for r in simple]
    assert best_simple(tuple(lost)) is None
