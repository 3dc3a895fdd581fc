"""Every model on one protocol: predictions, counts, seeds, stopping, and what leaks (nothing)."""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.series.builtin import load
from rnnviz.series.choose import Series, choose
from rnnviz.series.compare import Comparison, Progress, Result, compare
from rnnviz.series.fitted import free_run
from rnnviz.series.protocol import Protocol

QUICK = Protocol(cells=("rnn_tanh", "lstm"), hidden=2, window=4, epochs=30)


@cache
def sine(p: Protocol = QUICK) -> Comparison:
    return compare(choose(load("sine")), p)


def by_code(found: Comparison) -> dict[str, Result]:
    return {r.code: r for r in found.results}


def altered(series: Series, rows: slice, change: float) -> Series:
    values = series.values.copy()
    values[rows] += change * np.arange(len(values[rows]))
    return replace(series, values=values)


def test_that_changing_test_values_changes_no_number_of_training() -> None:
    series = choose(load("sine"))
    one, two = sine(), compare(altered(series, slice(sine().split.validation, None), 3.0), QUICK)
    for a, b in zip(one.results, two.results, strict=True):
        np.testing.assert_array_equal(a.loss, b.loss)
        np.testing.assert_array_equal(a.val_loss, b.val_loss)
        cut = one.split.validation + 1  # the first test row is predicted from earlier rows
        np.testing.assert_array_equal(a.one_step[:cut], b.one_step[:cut])
        assert (a.parameters, a.best_epoch) == (b.parameters, b.best_epoch)


def test_that_permuting_the_future_leaves_a_free_run_unchanged() -> None:
    series = choose(load("sine"))
    values = series.values.copy()
    cut = sine().split.validation
    values[cut:] = values[cut:][::-1]
    for a, b in zip(sine().results, compare(replace(series, values=values), QUICK).results):  # noqa: B905
        np.testing.assert_array_equal(a.free_run, b.free_run)


def test_that_the_same_seed_gives_the_same_numbers_whatever_stands_beside_it() -> None:
    alone = by_code(compare(choose(load("sine")), replace(QUICK, cells=("lstm",))))
    beside = by_code(sine())
    for code in ("lstm", "mlp_window", "mlp_time", "ar"):
        np.testing.assert_array_equal(alone[code].one_step, beside[code].one_step)


def test_that_another_seed_gives_other_numbers() -> None:
    other = by_code(compare(choose(load("sine")), replace(QUICK, cells=("rnn_tanh",), seed=2)))
    assert not np.array_equal(other["rnn_tanh"].one_step, by_code(sine())["rnn_tanh"].one_step)


def test_that_all_models_are_scored_on_the_same_rows() -> None:
    assert {r.scores["one_step"].n for r in sine().results} == {40}


def test_that_parameters_are_counted() -> None:
    found = {r.code: r.parameters for r in sine().results}
    H, L = QUICK.hidden, QUICK.window
    assert found == {
        "last": 0,
        "mean": 1,
        "ar": L + 1,
        "rnn_tanh": H * H + 2 * H + H + 1,
        "lstm": 4 * (H * H + 2 * H) + H + 1,
        "mlp_window": H * (L + 2) + 1,
        "mlp_time": (25 + 25) + (25 * 15 + 15) + (15 * 5 + 5) + (5 + 1),
    }


def test_that_an_autoregression_predicts_the_sine_exactly_also_free_running() -> None:
    ar = by_code(sine())["ar"]
    assert ar.scores["one_step"].rmse < 1e-10
    assert ar.scores["free_run"].rmse < 1e-8


def test_that_anchored_models_count_one_parameter_less_and_work_in_raw_units() -> None:
    found = by_code(compare(choose(load("nile")), replace(QUICK, anchor=True, epochs=20)))
    assert found["ar"].parameters == QUICK.window
    assert abs(np.nanmean(found["rnn_tanh"].one_step) - 900) < 200


def test_that_training_lowers_the_loss_and_keeps_the_best_validation() -> None:
    for code in ("rnn_tanh", "lstm", "mlp_window"):
        r = by_code(sine())[code]
        assert r.loss[-1] < r.loss[1]
        assert r.best_epoch == np.nanargmin(r.val_loss)


@pytest.mark.parametrize("code", CELLS)
def test_that_every_cell_can_be_trained(code: str) -> None:
    found = compare(choose(load("lynx")), replace(QUICK, cells=(code,), epochs=3))
    r = by_code(found)[code]
    assert r.status == "ok"
    assert np.isfinite(r.scores["one_step"].rmse)
    assert r.label == CELLS[code].label


def test_that_a_random_walk_makes_the_anchored_models_shadows() -> None:
    walk = np.cumsum(np.random.default_rng(5).normal(size=400))
    series = Series("walk", walk, np.arange(400.0), "row", (), "")
    found = by_code(compare(series, replace(QUICK, anchor=True, epochs=300)))
    for code in ("last", "mean"):
        assert not found[code].shadow
    for code in ("ar", "rnn_tanh", "lstm", "mlp_window"):
        assert found[code].shadow, code


def test_that_stopping_keeps_the_best_so_far_and_skips_the_rest() -> None:
    seen: list[Progress] = []

    def stop_in_the_network(progress: Progress) -> bool:
        seen.append(progress)
        return progress.label == "RNN (tanh)" and progress.epoch >= 5

    found = compare(choose(load("sine")), QUICK, stop_in_the_network)
    results = by_code(found)
    assert found.stopped
    assert results["rnn_tanh"].status == "ok"
    assert len(results["rnn_tanh"].loss) <= 8
    assert {results[c].status for c in ("lstm", "mlp_window", "mlp_time")} == {"skipped"}
    assert results["ar"].status == "ok"
    assert np.isnan(results["lstm"].scores["one_step"].rmse)
    assert [p.done for p in seen] == sorted(p.done for p in seen)


def test_that_a_diverged_training_is_explained_and_never_a_number() -> None:
    found = by_code(compare(choose(load("sine")), replace(QUICK, cells=("rnn_relu",), lr=1e308)))
    for code in ("rnn_relu", "mlp_window"):
        r = found[code]
        assert r.status == "diverged"
        assert np.isnan(r.one_step).all()
        assert np.isnan(r.scores["one_step"].rmse)
        assert "learning rate" in r.message


def test_that_too_many_parameters_for_the_windows_are_warned_of() -> None:
    few = [w for w in sine().warnings if "fewer than ten for each" in w]
    large = [r for r in sine().results if r.parameters * 10 > sine().train_windows]
    assert {"lstm", "mlp_time"} <= {r.code for r in large}
    assert len(few) == 1
    for r in sine().results:
        assert (f"{r.label} {r.parameters}" in few[0]) == (r in large), r.label


def test_that_a_network_that_the_last_epoch_stopped_is_called_unfinished() -> None:
    assert any("after 30 epochs" in w and "RNN (tanh), LSTM" in w for w in sine().warnings)
    longer = compare(choose(load("nile")), replace(QUICK, cells=("lstm",), lr=0.1, epochs=300))
    assert len(by_code(longer)["lstm"].loss) < 300
    assert not any("LSTM" in w for w in longer.warnings if "epochs" in w)


def test_that_missing_values_are_filled_and_never_scored() -> None:
    series = choose(load("sine"))
    values = series.values.copy()
    values[[50, 180]] = np.nan
    found = compare(replace(series, values=values), replace(QUICK, cells=(), epochs=2))
    assert 180 not in found.test_rows
    assert len(found.test_rows) == 39


def test_that_a_free_run_that_explodes_stops_and_is_undefined() -> None:
    with np.errstate(over="ignore"):
        run = free_run(lambda X, _rows: X[:, -1] * 1e200, np.array([1.0, 2.0]), 2, 5)
    assert np.isfinite(run[0])
    assert np.isnan(run[-1])


def test_that_the_window_mlp_predicts_what_scikit_learn_predicts() -> None:
    from sklearn.neural_network import MLPRegressor

    from rnnviz.series.mlp import _forward

    X = np.random.default_rng(1).normal(size=(40, 3))
    model: Any = MLPRegressor(hidden_layer_sizes=(4,), activation="tanh", random_state=0)
    model.partial_fit(X, X[:, 0])
    np.testing.assert_allclose(_forward(model, X), model.predict(X), rtol=1e-12)


def test_that_a_network_that_never_improved_is_called_so() -> None:
    falling = Series("y", -(np.arange(100.0) ** 2), np.arange(100.0), "row", (), "")
    for seed, epoch in ((1, 0), (2, 5)):
        found = compare(falling, replace(QUICK, cells=("lstm",), epochs=5, seed=seed))
        assert by_code(found)["lstm"].best_epoch == epoch
        assert any("first weights were kept" in w for w in found.warnings) == (epoch == 0)
