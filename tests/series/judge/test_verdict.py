"""The sentence about a comparison: whoever wins is named, and a baseline's win is never hidden."""

import re
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy import stats

from rnnviz.series.audit.ready import choose
from rnnviz.series.compare.compare import compare
from rnnviz.series.compare.results import Comparison, Result
from rnnviz.series.judge.proof import better, between, proof, ranking
from rnnviz.series.judge.verdict import verdict
from rnnviz.series.judge.written import chance, number, spread_text
from rnnviz.series.measures.significance import diebold_mariano
from rnnviz.series.protocol.protocol import Protocol
from rnnviz.series.reading.builtin import load

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


TOP = "Recurrent network or MLP, on the same windows: RNN (tanh) has an RMSE of "
NONE = "Nobody beats repeating the last value here: its RMSE is"


@pytest.mark.parametrize(
    ("errors", "expected"),
    [
        ({"rnn_tanh": 2, "mlp_window": 1, "last": 3}, ["MLP on the window is better", "lower err"]),
        ({"rnn_tanh": 1, "mlp_window": 2, "last": 3}, ["RNN (tanh) is better", "that of Repeat"]),
        ({"rnn_tanh": 2, "mlp_window": 3, "last": 1}, ["Both are beaten", "Repeat the l", NONE]),
        ({"rnn_tanh": 2, "mlp_window": 3, "ar": 1, "last": 4}, ["Both are beaten", "AR(4) 1.00"]),
        ({"rnn_tanh": 2, "mlp_window": 3, "ar": 2.5, "last": 4}, ["lower error", "AR(4), 2.50"]),
        ({"rnn_tanh": 2, "mlp_window": 3, "seasonal": 1, "mean": 1.5, "last": 4}, ["1.00, Mean"]),
        ({"rnn_tanh": 2, "mlp_window": 3, "echo": 1, "last": 4}, ["Both", "Echo state network 1"]),
        ({"rnn_tanh": 2, "mlp_window": 2, "last": 3}, ["They cannot be told apart."]),
        ({"rnn_tanh": 2, "ar": 1, "last": 3}, ["none to compare it with", "It is beaten", "AR(4)"]),
        ({"rnn_tanh": 1}, ["RNN (tanh) has an RMSE of 1.00", "none to compare it with"]),
        ({"ar": 1}, ["nothing to compare"]),
        ({"rnn_tanh": 0, "mlp_window": 0, "last": 0}, ["cannot be told apart", NONE]),
    ],
)
def test_that_the_sentence_answers_the_question_and_names_what_beats_both(
    errors: dict[str, float], expected: list[str]
) -> None:
    for mode in ("one_step", "free_run"):
        sentence = verdict(with_errors(mode, **errors), mode)
        for part in expected:
            assert part in sentence, (part, sentence)
        assert "nan" not in sentence
        assert "{" not in sentence
        if {"rnn_tanh", "mlp_window"} <= set(errors):
            assert sentence.startswith(TOP)


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
    for errors in ({"rnn_tanh": 1.0, "mlp_window": 1.04}, {"rnn_tanh": 1.04, "mlp_window": 1.0}):
        found = noisy(with_errors(**errors, last=3), "mlp_window", "rnn_tanh")
        sentence = verdict(found)
        assert "cannot be told apart: " in sentence
        assert f"{errors['rnn_tanh']:.2f}] on the test part, the MLP" in sentence
        assert "better" not in sentence
        lower, higher = ranking(found.results, "one_step")[:2]
        asked = proof(found, lower, higher, "one_step", 2)
        drawn = "of the runs that are drawn, the other’s error is no higher" in sentence
        assert drawn == (asked.word == "disagree")
        assert ("chance could explain the difference on 40 rows" in sentence) == (not drawn)


def test_that_a_free_run_needs_ranges_that_lie_apart() -> None:
    errors = {"mlp_window": 1.3, "last": 3}
    apart = verdict(with_errors("free_run", rnn_tanh=(1.0, 1.2), **errors), "free_run")
    assert "RNN (tanh) is better from every seed" in apart
    assert "1.10 [1.00, 1.20]" in apart
    both = verdict(with_errors("free_run", rnn_tanh=(1.0, 1.4), **errors), "free_run")
    assert "They cannot be told apart: the ranges of their seeds overlap." in both


def one_seed(found: Comparison) -> Comparison:
    """The comparison as if every network had been trained from its first seed alone."""
    return replace(found, results=tuple(replace(r, runs=r.runs[:1]) for r in found.results))


@pytest.mark.parametrize(
    "errors",
    [
        {"rnn_tanh": 1.0, "mlp_window": 1.5, "last": 3},
        {"rnn_tanh": 2.0, "mlp_window": 1.5, "ar": 1, "last": 3},
        {"rnn_tanh": 1.0, "mlp_window": 2, "last": 3},
        {"rnn_tanh": 5.0, "mlp_window": 4, "drift": 1, "last": 3},
    ],
)
def test_that_one_free_run_proves_nothing(errors: dict[str, float]) -> None:
    found = one_seed(with_errors("free_run", **errors))
    sentence = verdict(found, "free_run")
    assert "A single free run cannot tell them apart" in sentence
    assert "Nobody is shown to beat repeating the last value here" in sentence
    assert "better" not in sentence
    assert "beaten" not in sentence
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
    assert "RMSE of 1.00 on the test part, the MLP 2.10" in sentence
    assert "single free run" in sentence


def test_that_the_best_of_several_networks_needs_a_stronger_proof() -> None:
    rng = np.random.default_rng(5)
    e, other = rng.normal(size=40), rng.normal(size=40)
    sizes = np.linspace(1.2, 3, 181)
    k = next(k for k in sizes if diebold_mariano(e, k * other).p < 0.02)
    found = with_errors(rnn_tanh=1.0, mlp_window=1.2, last=9)
    found = with_own(with_own(found, "rnn_tanh", e), "mlp_window", k * other)
    assert 0.05 / 4 < diebold_mariano(e, k * other).p < 0.05 / 2
    assert "RNN (tanh) is better by more than chance" in verdict(found)
    second = replace(found["rnn_tanh"], code="lstm", label="LSTM")
    second = scored(second, 1.1)
    two = replace(found, results=(*found.results, second))
    assert "the best of 2 recurrent networks, RNN (tanh), has an RMSE" in verdict(two)
    assert "They cannot be told apart: chance could explain" in verdict(two)
    assert "below 0.013 would count" in verdict(two) or "below 0.012 would count" in verdict(two)


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
    assert "Nobody is shown to beat repeating the last value here: its RMSE is 1.02" in sentence
    assert "the lowest of all, 1.00 [1.00, 1.00] of RNN (tanh), could be chance when 2" in sentence
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
    found = noisy(with_errors(rnn_tanh=2, mlp_window=2.1, last=30), "mlp_window", "rnn_tanh")
    rows = found.test_rows
    one, two = (
        found.values[rows] - found[c].shown.one_step[rows] for c in ("rnn_tanh", "mlp_window")
    )
    p = diebold_mariano(one, two).p
    assert (f"test, {chance(p)}" in verdict(found)) == (between(found, *pair(found)).statistic < 0)


def pair(found: Comparison) -> tuple[Result, Result]:
    """The network and the MLP, the lower error first."""
    one, two = ranking([found["rnn_tanh"], found["mlp_window"]], "one_step")
    return one, two


def test_that_a_network_that_could_not_be_trained_is_said_to_be_so() -> None:
    lost = [replace(r, runs=tuple(replace(run, status="diverged") for run in r.runs))
            if r.family == "recurrent" else r for r in real().results]  # fmt: skip
    assert "could be trained: see the remedy" in verdict(replace(real(), results=tuple(lost)))


def test_that_the_numbers_in_the_sentence_are_those_of_the_table() -> None:
    sentence = verdict(with_errors(rnn_tanh=(2.345, 4.0), mlp_window=1.5, last=9))
    assert "the MLP 1.50 [1.50, 1.50]." in sentence
    assert "RMSE of 3.17 [2.35, 4.00]" in sentence or "RMSE of 3.17 [2.34, 4.00]" in sentence
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


def p_by_hand(one: np.ndarray, two: np.ndarray) -> tuple[float, float]:
    """The test one step ahead in another way: a t test of the differences of squares."""
    d = one**2 - two**2
    t: Any = stats.ttest_1samp(d, 0)
    return float(d.mean()), float(t.pvalue)


@pytest.mark.parametrize("seed", range(60))
def test_that_every_claim_of_the_sentence_follows_from_the_errors(seed: int) -> None:
    rng = np.random.default_rng(seed)
    codes = [
        "rnn_tanh",
        "mlp_window",
        "last",
        *rng.permutation(["ar", "mean", "echo", "drift"])[:2],
    ]
    sizes = dict(zip(codes, rng.uniform(1, rng.choice([1.1, 1.5, 3]), len(codes)), strict=True))
    found = with_errors(**sizes)
    errors = {code: size * rng.normal(size=40) for code, size in sizes.items()}
    for code, e in errors.items():
        found = with_own(found, code, e)
        size = float(np.sqrt(np.mean(e**2)))
        found = replace(
            found,
            results=tuple(scored(r, size) if r.code == code else r for r in found.results),
        )
    sentence, label = verdict(found), {r.code: r.label for r in found.results}

    def wins(one: str, two: str, tries: int) -> bool:
        mean, p = p_by_hand(errors[one], errors[two])
        return mean < 0 and p < 0.05 / tries

    for code, other in (("rnn_tanh", "mlp_window"), ("mlp_window", "rnn_tanh")):
        claim = f"{label[code]} is better by more than chance"
        assert (claim in sentence) == wins(code, other, 2)
    others = [code for code in codes if code not in ("rnn_tanh", "mlp_window")]
    beating = [c for c in others if all(wins(c, two, 6) for two in ("rnn_tanh", "mlp_window"))]
    listed = sentence.partition("beaten by more than chance by ")[2].partition(" (RMSE;")[0]
    assert {label[c] for c in beating} == {name.rpartition(" ")[0] for name in ranges_off(listed)}
    nobody = not any(wins(c, "last", 4) for c in codes if c != "last")
    assert ("repeating the last value here" in sentence) == nobody


def ranges_off(listed: str) -> list[str]:
    """“A 1.0 [1.0, 1.0], B 2.0” as its parts without ranges."""
    return [part for part in re.sub(r" \[[^]]*\]", "", listed).split(", ") if part]
