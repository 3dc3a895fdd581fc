"""The sentence about a comparison: whoever wins is named, and a baseline's win is never hidden."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from rnnviz.series.builtin import load
from rnnviz.series.choose import choose
from rnnviz.series.compare import Comparison, Result, compare
from rnnviz.series.protocol import Protocol
from rnnviz.series.verdict import number, ranking, verdict


@cache
def real() -> Comparison:
    p = Protocol(cells=("rnn_tanh",), hidden=2, window=4, epochs=3)
    return compare(choose(load("sine")), p)


def with_errors(**rmse: float) -> Comparison:
    """The comparison as if these had been the errors."""

    def changed(r: Result) -> Result:
        scores = r.scores["one_step"]._replace(rmse=rmse.get(r.code, np.nan))
        return replace(r, scores={**r.scores, "one_step": scores})

    return replace(real(), results=tuple(changed(r) for r in real().results))


@pytest.mark.parametrize(
    ("errors", "expected"),
    [
        ({"rnn_tanh": 2, "last": 1}, "Repeating the last value beats every network"),
        ({"rnn_tanh": 2, "mean": 1, "last": 3}, "The plain mean beats every network"),
        ({"rnn_tanh": 2, "ar": 1, "last": 3}, "A linear model is enough here: AR(4)"),
        ({"rnn_tanh": 2, "mlp_window": 1, "ar": 3}, "MLP on the window does best"),
        ({"rnn_tanh": 1, "mlp_window": 2, "ar": 3}, "RNN (tanh) does best"),
        ({"rnn_tanh": 1.04, "ar": 1}, "RNN (tanh) and AR(4) do equally well"),
        ({"rnn_tanh": 1, "ar": 1.04}, "RNN (tanh) and AR(4) do equally well"),
        ({"rnn_tanh": 1, "last": 1.04}, "no better than repeating the last value"),
        ({"rnn_tanh": 1.04, "last": 1}, "no better than repeating the last value"),
        ({"ar": 1}, "nothing to compare"),
        ({"rnn_tanh": 0, "last": 0}, "no better than repeating the last value"),
        ({"rnn_tanh": 5, "ar": 1e-12}, "> 1000 times as large"),
    ],
)
def test_that_the_sentence_says_who_did_best(errors: dict[str, float], expected: str) -> None:
    sentence = verdict(with_errors(**errors))
    assert expected in sentence
    assert "nan" not in sentence
    assert "{" not in sentence


def test_that_the_numbers_in_the_sentence_are_those_of_the_table() -> None:
    sentence = verdict(with_errors(rnn_tanh=2.345, ar=1.5, last=9))
    assert "1.50 on the test part" in sentence
    assert "1.56 times as large (2.35)" in sentence or "(2.34)" in sentence


def test_that_a_lucky_win_is_called_one_seed() -> None:
    assert "one seed" in verdict(with_errors(rnn_tanh=1, ar=2))


def test_that_a_model_without_an_error_is_never_ranked() -> None:
    assert [r.code for r in ranking(with_errors(ar=1, last=2).results, "one_step")] == [
        "ar",
        "last",
    ]


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
