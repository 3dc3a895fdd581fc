"""The sentence about a comparison: whoever wins is named, and a baseline's win is never hidden."""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from rnnviz.series.compare.compare import compare
from rnnviz.series.compare.results import Comparison, Result
from rnnviz.series.judge.significance import diebold_mariano
from rnnviz.series.judge.verdict import (
    better,
    between,
    chance,
    number,
    ranking,
    spread_text,
    verdict,
)
from rnnviz.series.protocol.protocol import Protocol
from rnnviz.series.reading.builtin import load
from rnnviz.series.ready import choose

HALF = np.array([1.0, -1.0] * 20)  # errors of 40 test rows, all of one size


@cache
def real() -> Comparison:
    p = Protocol(cells=("rnn_tanh",), hidden=2, window=4, epochs=2, seeds=2)
    return compare(choose(load("sine")), p)


def with_errors(mode: Any = "one_step", **rmse: float | tuple[float, float]) -> Comparison:
    """The comparison as if these had been the errors, of both seeds or of each; the others have
    none. Errors of different sizes on every row are different by more than chance.
    """

    def changed(r: Result) -> Result:
        given = rmse.get(r.code, np.nan)
        each = given if isinstance(given, tuple) else (given,) * len(r.runs)
        runs = []
        for run, size in zip(r.runs, each, strict=True):
            noise = 1 + 0.01 * np.random.default_rng(len(r.code)).normal(size=40)
            one = real().values.copy()
            one[real().test_rows] += size * HALF * noise
            scores = {**run.scores, mode: run.scores[mode]._replace(rmse=size)}
            runs.append(replace(run, one_step=one, scores=scores))
        return replace(r, runs=tuple(runs))

    return replace(real(), results=tuple(changed(r) for r in real().results))


@pytest.mark.parametrize(
    ("errors", "expected"),
    [
        ({"rnn_tanh": 2, "last": 1}, "Nobody beats repeating the last value here: its RMSE"),
        ({"rnn_tanh": 2, "last": 1, "ar": 1.2}, "Nobody beats repeating the last value here"),
        ({"rnn_tanh": 2, "mean": 1, "last": 3}, "Mean of the training part beats every recurrent"),
        ({"rnn_tanh": 2, "seasonal": 1, "last": 3}, "(42 rows) beats every recurrent network"),
        ({"rnn_tanh": 2, "ar": 1, "last": 3}, "A linear model is enough here: AR(4)"),
        ({"rnn_tanh": 2, "mlp_window": 1, "last": 3}, "MLP on the window does best"),
        ({"rnn_tanh": 2, "mlp_time": 1, "last": 3}, "MLP on time (curve fit) does best"),
        ({"rnn_tanh": 1, "mlp_window": 2, "last": 3}, "RNN (tanh) does best on the test part"),
        ({"rnn_tanh": 1}, "nothing without recurrence has one"),
        ({"ar": 1}, "nothing to compare"),
        ({"rnn_tanh": 0, "last": 0}, "Nobody beats repeating the last value"),
    ],
)
def test_that_the_sentence_says_who_did_best(errors: dict[str, float], expected: str) -> None:
    for mode in ("one_step", "free_run"):
        sentence = verdict(with_errors(mode, **errors), mode)
        assert expected in sentence
        assert "nan" not in sentence
        assert "{" not in sentence


def noisy(found: Comparison, code: str, like: str) -> Comparison:
    """The same, but one model's errors are another's with signs and sizes of chance."""
    rows = found.test_rows
    errors = found[like].shown.one_step[rows] - found.values[rows]
    other = errors * np.exp(0.5 * np.random.default_rng(0).normal(size=len(rows)))
    one = found[like].shown.one_step.copy()
    one[rows] = found.values[rows] + other * np.sqrt(np.mean(errors**2) / np.mean(other**2))
    results = [
        replace(r, runs=tuple(replace(run, one_step=one) for run in r.runs))
        if r.code == code
        else r
        for r in found.results
    ]
    return replace(found, results=tuple(results))


def test_that_a_lower_error_that_chance_explains_is_no_win() -> None:
    for errors in ({"rnn_tanh": 1.0, "ar": 1.04}, {"rnn_tanh": 1.04, "ar": 1.0}):
        found = noisy(with_errors(**errors, last=3), "ar", "rnn_tanh")
        sentence = verdict(found)
        assert "cannot be told apart: RMSE 1.00" in sentence
        assert "1.04" in sentence
        assert "chance could explain when 2 pairs are compared on 40 rows" in sentence
        assert "does best" not in sentence


def test_that_a_free_run_needs_ranges_that_lie_apart() -> None:
    apart = verdict(with_errors("free_run", rnn_tanh=(1.0, 1.2), ar=1.3, last=3), "free_run")
    assert "RNN (tanh) does best" in apart
    assert "1.10 [1.00, 1.20]" in apart
    assert "Every seed agrees on which is better" in apart
    both = verdict(with_errors("free_run", rnn_tanh=(1.0, 1.4), ar=1.3, last=3), "free_run")
    assert "cannot be told apart" in both
    assert "seeds do not agree on which is better" in both


def one_seed(found: Comparison) -> Comparison:
    """The comparison as if every network had been trained from its first seed alone."""
    return replace(found, results=tuple(replace(r, runs=r.runs[:1]) for r in found.results))


@pytest.mark.parametrize(
    "errors",
    [
        {"rnn_tanh": 1.0, "last": 3},
        {"rnn_tanh": 2.0, "ar": 1, "last": 3},
        {"rnn_tanh": 1.0, "mlp_window": 2, "last": 3},
        {"rnn_tanh": 5.0, "drift": 1, "last": 3},
    ],
)
def test_that_one_free_run_proves_nothing(errors: dict[str, float]) -> None:
    found = one_seed(with_errors("free_run", **errors))
    sentence = verdict(found, "free_run")
    assert sentence.startswith("Nobody is shown to beat repeating the last value here")
    assert "single free run" in sentence
    assert "Every seed agrees" not in sentence
    lowest = ranking(found.results, "free_run")[0]
    assert lowest.label in sentence
    assert not better(found, lowest, found["last"], "free_run")


def test_that_a_free_run_of_one_seed_is_not_called_better_than_several() -> None:
    found = with_errors("free_run", rnn_tanh=1.0, mlp_window=(2.0, 2.2), ar=4, last=3)
    alone = replace(found["rnn_tanh"], runs=found["rnn_tanh"].runs[:1])
    assert better(found, found["rnn_tanh"], found["mlp_window"], "free_run")
    assert not better(found, alone, found["mlp_window"], "free_run")
    assert not better(found, found["last"], found["ar"], "free_run")
    results = tuple(alone if r.code == "rnn_tanh" else r for r in found.results)
    sentence = verdict(replace(found, results=results), "free_run")
    assert "cannot be told apart: RMSE 1.00 against 2.10" in sentence
    assert "single free run" in sentence
    assert "do not agree" not in sentence


def test_that_a_lower_median_whose_seeds_reach_the_last_value_is_explained() -> None:
    found = with_errors("free_run", rnn_tanh=(2, 6), last=5)
    sentence = verdict(found, "free_run")
    assert sentence.startswith("Nobody is shown to beat repeating the last value here: its RMSE")
    assert "5.00" in sentence
    assert "4.00 [2.00, 6.00]" in sentence
    assert "seeds do not all do better" in sentence


def test_that_the_best_of_several_pairs_needs_a_stronger_proof() -> None:
    found = with_errors(rnn_tanh=1.0, ar=1.2, last=9, drift=9.1)
    rng = np.random.default_rng(5)
    e, other = rng.normal(size=40), rng.normal(size=40)
    tests = [diebold_mariano(e, k * other).p for k in np.linspace(1.2, 3, 181)]
    p, k = next((p, k) for p, k in zip(tests, np.linspace(1.2, 3, 181), strict=True) if p < 0.04)
    found = with_own(with_own(found, "rnn_tanh", e), "ar", k * other)
    assert p > 0.05 / 3
    assert better(found, found["rnn_tanh"], found["ar"], "one_step")
    sentence = verdict(found)  # one network against three others
    assert "cannot be told apart" in sentence
    assert "when 3 pairs are compared on 40 rows (Diebold–Mariano test, p =" in sentence
    two = replace(found, results=tuple(found[c] for c in ("rnn_tanh", "ar")))
    assert "RNN (tanh) does best on the test part" in verdict(two)
    assert "more than chance" in verdict(two)


def with_own(found: Comparison, code: str, error: np.ndarray) -> Comparison:
    """The same with one model's errors one step ahead."""
    one = found.values.copy()
    one[found.test_rows] -= error
    results = (
        replace(r, runs=tuple(replace(run, one_step=one) for run in r.runs))
        if r.code == code
        else r
        for r in found.results
    )
    return replace(found, results=tuple(results))


def test_that_chance_alone_makes_a_winner_as_rarely_as_promised() -> None:
    rng = np.random.default_rng(7)
    six = dict.fromkeys(("ar", "drift", "mean", "seasonal", "mlp_window", "mlp_time"), 1.0)
    base, won, times = with_errors(rnn_tanh=1.0, **six), 0, 300
    codes = [r.code for r in ranking(base.results, "one_step")]
    for _ in range(times):
        found = base
        for code in codes:
            e = rng.normal(size=40)
            found = with_own(found, code, e)
            size = float(np.sqrt(np.mean(e**2)))
            found = replace(found, results=tuple(scored(r, size) if r.code == code else r
                                                 for r in found.results))  # fmt: skip
        won += "more than chance" in verdict(found)
    assert len(codes) == 7
    assert won / times < 0.05  # without the correction it would be about one in ten


def scored(r: Result, size: float) -> Result:
    """A result whose runs all have this error one step ahead."""
    runs = (
        replace(run, scores={**run.scores, "one_step": run.scores["one_step"]._replace(rmse=size)})
        for run in r.runs
    )
    return replace(r, runs=tuple(runs))


def test_that_nobody_beats_the_last_value_by_luck() -> None:
    found = noisy(with_errors(rnn_tanh=1.0, ar=1.2, last=1.02), "rnn_tanh", "last")
    sentence = verdict(found)
    assert sentence.startswith("Nobody is shown to beat repeating the last value here: its RMSE")
    assert "that of RNN (tanh) is 1.00" in sentence
    assert "chance could explain" in sentence
    assert "below 0.025 would count" in sentence  # two models share the 5 %


def test_that_the_best_of_many_needs_a_stronger_proof() -> None:
    found = noisy(with_errors(rnn_tanh=1.0, last=1.2), "rnn_tanh", "last")
    rnn, last = found["rnn_tanh"], found["last"]
    p = between(found, rnn, last).p
    assert not better(found, rnn, last, "one_step", tries=10**9)
    sure = with_errors(rnn_tanh=1.0, last=1.2)
    assert better(sure, sure["rnn_tanh"], sure["last"], "one_step", tries=20)
    assert 0 <= p <= 1


def test_that_the_probability_in_the_sentence_is_that_of_the_test() -> None:
    found = with_errors(rnn_tanh=2, ar=1, last=3)
    rows = found.test_rows
    one, two = (found.values[rows] - found[c].shown.one_step[rows] for c in ("ar", "rnn_tanh"))
    assert chance(diebold_mariano(one, two).p) in verdict(found)


def test_that_a_network_that_could_not_be_trained_is_said_to_be_so() -> None:
    lost = [replace(r, runs=tuple(replace(run, status="diverged") for run in r.runs))
            if r.family == "recurrent" else r for r in real().results]  # fmt: skip
    assert "could be trained: see the remedy" in verdict(replace(real(), results=tuple(lost)))


def test_that_the_numbers_in_the_sentence_are_those_of_the_table() -> None:
    sentence = verdict(with_errors(rnn_tanh=(2.345, 4.0), ar=1.5, last=9))
    assert "1.50; that of" in sentence
    assert "is 3.17 [2.35, 4.00]" in sentence or "is 3.17 [2.34, 4.00]" in sentence
    assert spread_text(real()["ar"], "one_step") == number(
        real()["ar"].spread("one_step", "rmse").median
    )


def test_that_a_model_without_an_error_is_never_ranked() -> None:
    found = with_errors(ar=1, last=2)
    assert [r.code for r in ranking(found.results, "one_step")] == ["ar", "last"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0.00"),
        (1234.5, "1,230"),
        (-0.5, "−0.500"),
        (0.9996, "1.00"),
        (99.96, "100"),
        (1e-12, "1.00e−12"),
        (float("nan"), "–"),
        (float("inf"), "–"),
    ],
)
def test_that_numbers_have_three_digits_and_undefined_ones_a_dash(value: float, text: str) -> None:
    assert number(value) == text
