"""What stands beside the numbers is true of them, also when a comparison was stopped."""

from dataclasses import replace
from functools import cache

import pytest

from rnnviz.series.audit.ready import choose
from rnnviz.series.compare.compare import compare
from rnnviz.series.compare.results import MODES, Comparison
from rnnviz.series.compare.runs import skipped
from rnnviz.series.judge.remarks import both_ways_sentence, remarks, shadow_sentences
from rnnviz.series.judge.written import number
from rnnviz.series.protocol.protocol import Protocol
from rnnviz.series.reading.builtin import load


@cache
def nile() -> Comparison:
    p = Protocol(cells=("rnn_tanh",), hidden=2, window=4, epochs=2, seeds=2)
    return compare(choose(load("nile")), p)


def shadowing(skill: float) -> Comparison:
    """The comparison as if its network followed an earlier value with this skill."""
    r = nile()["rnn_tanh"]
    runs = tuple(
        replace(
            run, scores={**run.scores, "one_step": run.scores["one_step"]._replace(skill=skill)}
        )
        for run in r.runs
    )
    return replace(nile(), results=(replace(r, runs=runs, shadow=True),))


@pytest.mark.parametrize(("ratio", "near"), [(0.98, True), (1.49, True), (1.51, False), (4, False)])
def test_that_a_line_looks_right_only_where_it_lies_near(ratio: float, near: bool) -> None:
    (sentence,) = shadow_sentences(shadowing(1 - ratio**2))
    assert sentence.startswith("Shadow: the predictions of RNN (tanh) move along")
    assert ("look right only because they follow" in sentence) == near
    assert ("is drawn is more than 1.5 times" in sentence) == (not near)


def test_that_seeds_that_had_no_turn_are_remarked() -> None:
    r = nile()["rnn_tanh"]
    cut = replace(r, runs=(r.runs[0], skipped(2, len(nile().values))))
    assert "1 of 2 not trained" in remarks(cut, "one_step")
    assert not any("not trained" in word for word in remarks(r, "one_step"))


def test_that_both_ways_of_predicting_stand_side_by_side_with_their_errors() -> None:
    r = nile()["rnn_tanh"]
    one, free = (number(r.spread(mode, "rmse").median) for mode in MODES)
    assert both_ways_sentence(nile()) == (
        f"RNN (tanh): RMSE {one} where it is given the true values before, {free} where it goes on "
        "from its own predictions."
    )
    idle = replace(r, runs=(skipped(1, len(nile().values)),))
    assert both_ways_sentence(replace(nile(), results=(idle,))) == ""
