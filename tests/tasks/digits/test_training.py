"""Training on digits: it learns, it stops, and its numbers are those of the kept weights."""

import pickle
from dataclasses import replace

import numpy as np
import pytest

from rnnviz.core.network import forward
from rnnviz.tasks.digits.digits import sequences, split_of
from rnnviz.tasks.digits.training import (
    Plan,
    Progress,
    Run,
    Trained,
    size_for,
    train_digits,
    weight_count,
)
from rnnviz.tasks.digits.verdict import loudness_verdict, spread, verdict

QUICK = Plan(cells=("rnn_tanh", "gru"), hidden=28, restarts=2, epochs=12)


@pytest.fixture(scope="module")
def run() -> Run:
    return train_digits(QUICK)


def test_that_a_few_epochs_name_nine_of_ten_digits_rightly(run: Run) -> None:
    assert not run.stopped
    for n in run.networks:
        assert n.accuracy.min() > 0.9
        assert n.by_row[0].max() < 0.4  # one row is not enough


def test_that_the_accuracy_is_that_of_the_weights_that_were_kept(run: Run) -> None:
    split = split_of(QUICK.seed)
    for n in run.networks:
        r = n.shown
        assert r == n.best_loss.argmin()
        for part, shown in (
            (split.test, n.by_row[-1, r]),
            (split.validation, n.val_accuracy[n.best_epoch[r], r]),
        ):
            y = forward(n.net, sequences(part.images), "last").y
            assert shown == pytest.approx((y.argmax(-1) == part.labels).mean(), abs=1e-12)
        y = forward(n.net, sequences(split.validation.images), "last").y
        p = np.exp(y) / np.exp(y).sum(1, keepdims=True)
        loss = -np.log(p[np.arange(len(y)), split.validation.labels]).mean()
        assert loss == pytest.approx(n.val_loss[n.best_epoch[r], r], rel=1e-5)  # float32 there


def test_that_the_answers_are_those_of_the_networks_that_are_shown(run: Run) -> None:
    for n, answers in zip(run.usable, run.answers, strict=True):
        right = (answers == run.test.labels).mean(axis=1)
        np.testing.assert_allclose(right, n.by_row[:, n.shown], atol=0.01)  # a tie in float32


def test_that_the_same_plan_gives_the_same_networks(run: Run) -> None:
    again = train_digits(replace(QUICK, cells=("gru",)))
    np.testing.assert_array_equal(again.networks[0].loss, run.networks[1].loss)


def test_that_a_run_can_be_sent_from_a_worker(run: Run) -> None:
    copy = pickle.loads(pickle.dumps(run))
    np.testing.assert_array_equal(
        copy.networks[1].net.weights.params.W_hh, run.networks[1].net.weights.params.W_hh
    )


def test_that_stop_keeps_what_was_trained() -> None:
    seen: list[Progress] = []

    def at_the_second(progress: Progress) -> bool:
        seen.append(progress)
        return progress.done == 1 and progress.epoch == 2

    stopped = train_digits(replace(QUICK, restarts=1, epochs=4), at_the_second)
    assert stopped.stopped
    assert [n.status for n in stopped.networks] == [("finished",), ("stopped",)]
    assert np.isfinite(stopped.networks[1].by_row).all()
    assert (seen[0].epoch, seen[0].total, seen[-1].label) == (0, 2, "GRU (reset after)")


def test_that_equal_weights_are_as_equal_as_whole_units_allow() -> None:
    plan = Plan(match="weights")
    wanted = weight_count("rnn_tanh", 32)
    assert wanted == 32 * 8 + 32 * 32 + 32 + 10 * 32 + 10 == 1642
    for code, H in zip(plan.cells, plan.sizes(), strict=True):
        ours = abs(weight_count(code, H) - wanted)
        assert ours <= min(abs(weight_count(code, H + d) - wanted) for d in (-1, 1))
    assert plan.sizes() == (32, 18, 15)
    assert size_for("rnn_tanh", 10**9) == 64


def with_accuracies(n: Trained, values: list[float], code: str, parameters: int = 100) -> Trained:
    by_row = np.tile(values, (8, 1))
    status = ("finished",) * len(values)
    return replace(n, by_row=by_row, code=code, parameters=parameters, status=status)


def test_that_the_verdict_says_whether_the_lead_is_more_than_luck(run: Run) -> None:
    n = run.networks[0]

    def said(*networks: Trained) -> str:
        return verdict(replace(run, networks=networks))

    weak = with_accuracies(n, [0.90, 0.92], "rnn_tanh")
    assert said(weak, with_accuracies(n, [0.95, 0.96], "gru")) == (
        "GRU (reset after) wins: each of its starts (95.0–96.0 % of the 450 test digits) beats "
        "each of RNN (tanh) (90.0–92.0 %)."
    )
    assert "nothing is decided" in said(weak, with_accuracies(n, [0.915, 0.93], "gru"))
    assert "3.0 times as many" in said(weak, with_accuracies(n, [0.95, 0.96], "lstm", 300))
    assert "only 50 %" in said(weak, with_accuracies(n, [0.95, 0.96], "lstm", 50))
    level = with_accuracies(n, [0.90, 0.92], "lstm")
    assert "are level on average: nothing is decided" in said(weak, level)
    wide = with_accuracies(n, [0.80, 0.97], "lstm")  # third by its mean, and it overlaps
    middle, first = (with_accuracies(n, [a, a + 0.01], "gru") for a in (0.93, 0.96))
    assert "LSTM (80.0–97.0 %) overlaps" in said(middle, replace(first, code="mgu"), wide)
    one = with_accuracies(n, [0.93], "gru")
    assert "luck cannot be told from merit" in said(one, with_accuracies(n, [0.91], "lstm"))
    assert said(one).startswith("GRU (reset after) names 93.0 %")
    assert spread(one) == "93.0 %"


def test_that_the_article_s_claim_is_answered_by_the_numbers(run: Run) -> None:
    n = run.networks[0]
    before = replace(run, networks=(with_accuracies(n, [0.95, 0.97], "rnn_tanh"),))

    def said(share: float) -> str:
        return loudness_verdict(
            before, replace(run, networks=(with_accuracies(n, [share], "rnn_tanh"),))
        )

    assert said(0.5).startswith("Loud pixels hurt RNN (tanh) most: 50.0 % instead of 96.0 %. That")
    assert "not the article’s 20 %" in said(0.5)
    assert "close to the article’s 20 %" in said(0.21)
    assert said(0.97).startswith("Loud pixels hurt no network here.")
    assert loudness_verdict(before, replace(run, networks=())) == ""


def test_that_a_network_that_diverged_is_left_out(run: Run) -> None:
    lost = replace(run.networks[0], status=("diverged", "diverged"), message="It diverged.")
    assert replace(run, networks=(lost, run.networks[1])).usable == (run.networks[1],)
    assert verdict(replace(run, networks=(lost,))).startswith("Every network diverged")
    half = replace(run.networks[0], status=("diverged", "finished"))
    assert (half.shown, len(half.accuracy)) == (1, 1)


def test_that_loud_pixels_hurt_a_plain_network_and_do_not_ruin_it() -> None:
    plan = Plan(cells=("rnn_tanh", "gru"), restarts=1, epochs=10, ink="byte")
    plain, gated = train_digits(plan).networks
    assert 0.3 < plain.accuracy[0] < 0.8
    assert gated.accuracy[0] > 0.6
