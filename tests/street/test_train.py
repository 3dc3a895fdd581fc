"""Train without the app: a link trains, and its epochs open on the other screens."""

from urllib.parse import urlencode

import numpy as np
import pytest

import rnnviz
from rnnviz.core.losses import LOSSES
from rnnviz.core.network import forward
from rnnviz.errors import RnnvizError
from rnnviz.settings.train import TASKS, TrainSettings, format_changes, parse_changes
from rnnviz.settings.unroll import UnrollSettings
from rnnviz.street.network.carried import Carried
from rnnviz.street.network.lesson import lesson_of
from rnnviz.street.screens.inside import carried_of, in_address
from rnnviz.street.screens.train import Train, described, first_network, plan_of, trained, walk
from rnnviz.street.screens.unroll import Unroll
from rnnviz.studio.lesson import answers
from rnnviz.words.numbers import number


def opened(**query: str) -> Train:
    found = rnnviz.open("train?" + urlencode({"length": "10", "epochs": "20", **query}))
    assert isinstance(found, Train)
    return found


def test_that_a_long_training_must_be_asked_for() -> None:
    link = "train?cell=jordan&hidden=16&length=20&epochs=60"
    with pytest.raises(RnnvizError, match="train=True"):
        rnnviz.open(link)
    found = rnnviz.open(link, train=True)
    assert isinstance(found, Train)
    assert found.run.epochs == 60


@pytest.mark.parametrize("hidden", [2, 4, 5])
def test_that_an_epoch_in_the_address_of_unroll_says_what_it_said_on_train(hidden: int) -> None:
    seen = opened(task="series", series="nile", hidden=str(hidden))
    for k in (0, 3, len(seen.run.frames) - 1):
        there = in_address(UnrollSettings(gain=2.0, steps=7), seen, k)
        assert there is not None
        found = rnnviz.open("unroll?" + urlencode(there.to_query()))
        assert isinstance(found, Unroll)
        assert found.notes == ()
        np.testing.assert_allclose(found.study.y, seen.run.frames[k].answers, atol=2e-6)
        np.testing.assert_array_equal(found.example.d, seen.lesson.picture.target)


def test_that_an_address_has_no_room_for_many_weights_nor_for_sequences_of_a_task() -> None:
    assert in_address(UnrollSettings(), opened(task="series", hidden="12"), 0) is None
    assert in_address(UnrollSettings(), opened(task="echo"), 0) is None


@pytest.mark.parametrize("task", TASKS)
def test_that_a_carried_epoch_reads_the_sequences_of_its_lesson(task: str) -> None:
    seen = opened(task=task, length="20" if task == "order" else "10")
    k = len(seen.run.frames) - 1
    carried = carried_of(seen, k)
    assert isinstance(carried, Carried)
    np.testing.assert_array_equal(answers(seen.lesson, carried.net), seen.run.frames[k].answers)
    one = carried.examples.example(carried.first)
    held = seen.lesson.held
    end = len(one.x)  # what lies behind the end of a text has no weight
    np.testing.assert_array_equal(one.x, held.x[:end, 0])
    assert end == len(held.x)  # the longest is shown
    assert one.d.shape == (len(one.x), len(one.outputs))
    assert one.x.shape == (len(one.ticks), len(one.inputs))
    y = forward(carried.net, one.x).y
    value = LOSSES[one.loss](y, one.d).value
    counted = value[-1:] if seen.lesson.where == "last" else value
    sentence = carried.examples.sentence(carried.first, y)
    assert f"is {number(float(counted.mean()))};" in sentence
    if seen.lesson.apart:
        assert "never learned from" in sentence
    learn = seen.lesson.learn.x
    if end == len(learn):
        same = (learn == held.x[:, :1]).all(axis=(0, 2)).any()
        assert ("the same one was learned from" in sentence) == same
    learned = forward(carried.net, carried.examples.example(0).x).y  # a text of its own length
    assert "it was learned from" in carried.examples.sentence(0, learned)
    if held.weight is not None:
        free = held.weight[:, 0] == 0
        assert (value[free] == 0).all()
    assert len(carried.examples) == seen.lesson.learn.x.shape[1] + held.x.shape[1]
    assert carried.examples.model(carried.net).expected.shape[0] == len(one.x)
    assert carried.query["t"] == str(k + 1)


def test_that_rules_change_where_the_link_says() -> None:
    s = TrainSettings(later="10.lr=0.1;5.clip=norm;10.optimiser=sgd")
    rules = plan_of(s).rules
    assert [epoch for epoch, _rule in rules] == [0, 5, 10]
    assert rules[1][1] == rules[0][1]._replace(clip="norm")
    assert rules[2][1] == rules[1][1]._replace(lr=0.1, optimiser="sgd")
    assert parse_changes(format_changes(parse_changes(s.later))) == parse_changes(s.later)


@pytest.mark.parametrize(
    "text",
    ["0.lr=1", "5.lr=99", "5.seed=1", "x", "5.lr=nan", "5.clip=both", ";".join(["5.lr=1"] * 13)],
)
def test_that_a_change_on_the_way_that_cannot_be_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(RnnvizError):
        parse_changes(text)
    found, notes = TrainSettings.from_query({"later": text})
    assert found.later == ""
    assert len(notes) == 1


def test_that_a_network_that_overflows_at_once_is_refused_with_its_reason() -> None:
    seen = opened()
    nothing = seen.run.__class__(seen.run.plan, (), (), 0.0, "diverged", "y")
    with pytest.raises(RnnvizError, match="untrained network’s y"):
        walk(seen.settings, nothing)


def test_that_gates_begin_with_the_biases_that_are_set_and_no_other_weight_moves() -> None:
    plain = TrainSettings(task="order", cell="lstm", hidden=4)
    shut = plain.with_(input_bias=-1.0, output_bias=-2.0)
    one, other = (first_network(s, lesson_of(s)).weights.params for s in (plain, shut))
    np.testing.assert_array_equal(other.b_h[:4], -1)
    np.testing.assert_array_equal(other.b_h[12:], -2)
    np.testing.assert_array_equal(one.b_h[4:12], other.b_h[4:12])
    np.testing.assert_array_equal(one.W_hh, other.W_hh)
    gru = TrainSettings(task="order", cell="gru", input_bias=-1.0)
    same = first_network(gru, lesson_of(gru)).weights.params
    np.testing.assert_array_equal(
        same.b_h, first_network(gru.with_(input_bias=None), lesson_of(gru)).weights.params.b_h
    )


def test_that_a_search_is_refused_where_every_epoch_has_other_sequences() -> None:
    s = TrainSettings(task="latch", fresh=True, optimiser="lbfgs", epochs=3)
    with pytest.raises(RnnvizError, match="must stay the same"):
        trained(s)
    assert plan_of(s.with_(optimiser="adam")).fresh
    assert not plan_of(TrainSettings(task="sine", fresh=True)).fresh
    said = described(s, lesson_of(s))
    assert said.endswith("128 new sequences of 40 steps for every epoch.")
