"""The run is `fit`'s, what it keeps is what it was, and it goes on as if it had never ended."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from rnnviz.core.network import Network
from rnnviz.studio.keeping import FALL, MOST, Keeper, is_round, short
from rnnviz.studio.lesson import answers, mean_loss
from rnnviz.studio.lessons import memory_lesson, memory_task
from rnnviz.studio.lessons.texts import after_each
from rnnviz.studio.plan import FLAT as FLAT_EPOCHS
from rnnviz.studio.plan import Plan, Rule
from rnnviz.studio.run import DIVERGED, FINISHED, FLAT, STOPPED, Run, goes_on, network_at, train
from rnnviz.studio.script import writable
from rnnviz.studio.way import Problem
from rnnviz.studio.words import aside_words
from rnnviz.tasks.language.language import Batch
from rnnviz.training import fit
from rnnviz.training.flat import flatten
from rnnviz.training.passes import Objective, Passes, Windows
from tests.studio.lessons import PAIRS, RULES, TASKS, lesson, network, run

CELLS_TRIED = ("rnn_tanh", "lstm", "gru", "jordan", "clockwork")


def same(a: Run, b: Run) -> None:
    """Two runs have the same numbers to the last bit; only their time differs."""
    assert a.rows == b.rows
    assert (a.ended, a.why, a.plan) == (b.ended, b.why, b.plan)
    assert [f.epoch for f in a.frames] == [f.epoch for f in b.frames]
    for one, other in zip(a.frames, b.frames, strict=True):
        assert (one.held, one.update) == (other.held, other.update)
        np.testing.assert_array_equal(one.theta, other.theta)
        np.testing.assert_array_equal(one.change, other.change)
        np.testing.assert_array_equal(one.answers, other.answers)


@pytest.mark.parametrize(("code", "rule"), PAIRS)
def test_that_a_run_is_that_of_fit_to_the_last_bit_that_is_kept(code: str, rule: str) -> None:
    found, one, r = run(code, rule), lesson(code), RULES[rule]
    history = fit(
        network(code), one.learn.x, one.learn.y, weight=one.learn.weight, where=one.where,
        loss=one.loss, optimiser=r.named(), lr=r.lr, epochs=60,
        clip_norm=r.clip_at if r.clip == "norm" else None,
        clip_value=r.clip_at if r.clip == "value" else None,
        snapshots=[f.epoch for f in found.frames],
    )  # fmt: skip
    np.testing.assert_array_equal(found.column("loss"), history.loss)
    np.testing.assert_array_equal(found.column("norm"), history.grad_norm)
    np.testing.assert_array_equal(found.column("clipped"), history.clipped)
    for frame in found.frames:
        kept = flatten(history.snapshots[frame.epoch].weights)
        np.testing.assert_array_equal(frame.theta, kept.astype(frame.theta.dtype))


@pytest.mark.parametrize("cell", CELLS_TRIED)
@pytest.mark.parametrize("code", ["sine", "adding", "order"])
def test_that_kept_weights_give_the_loss_and_the_answers_of_their_epoch_again(
    code: str, cell: str
) -> None:
    found, one = run(code, cell=cell), lesson(code)
    passes = Passes(network(code, cell), Objective(one.loss, one.where))
    windows = Windows(one.learn.x, one.learn.y, one.learn.weight)
    for frame in found.frames:
        net = network_at(network(code, cell), frame)
        loss, _g = passes.loss_and_gradient(net.weights, windows)
        if frame is found.frames[-1]:
            assert float(loss) == found.rows[frame.epoch].loss
            np.testing.assert_array_equal(answers(one, net), frame.answers)
        else:
            assert float(loss) == pytest.approx(found.rows[frame.epoch].loss, rel=1e-5)
            np.testing.assert_allclose(answers(one, net), frame.answers, rtol=0, atol=1e-5)


@pytest.mark.parametrize("begun", [1, 7, 30, 59])
@pytest.mark.parametrize("rule", ["adam", "momentum", "by value"])
def test_that_a_run_which_is_taken_up_goes_on_as_if_it_had_not_ended(rule: str, begun: int) -> None:
    net, one, plan = network("echo"), lesson("echo"), Plan(((0, RULES[rule]),), 60)
    part = train(net, one, plan.upto(begun))
    assert goes_on(part, plan)
    same(train(net, one, plan, part), run("echo", rule))


def test_that_a_rate_is_changed_without_a_reset_and_an_optimiser_with_one() -> None:
    net, one, first = network("sine"), lesson("sine"), Rule()
    slower, other = first._replace(lr=0.001), Rule("sgd", lr=0.05)
    plan = Plan(((0, first), (20, slower), (40, other)), 60)
    whole = train(net, one, plan)
    assert [row.lr for row in whole.rows[18:42:21]] == [0.02, 0.001]
    assert whole.rows[:21] == train(net, one, Plan(((0, first),), 20)).rows[:20] + whole.rows[20:21]
    for begun in (20, 33, 40):
        part = train(net, one, plan.upto(begun))
        same(train(net, one, plan, part), whole)
    passes = Passes(net, Objective(one.loss, one.where))
    at = train(net, one, plan.upto(40)).frames[-1]
    _loss, g = passes.loss_and_gradient(
        network_at(net, at).weights, Windows(one.learn.x, one.learn.y)
    )
    after = train(net, one, plan.upto(41)).frames[-1]
    np.testing.assert_array_equal(after.theta, at.theta - 0.05 * g)


def test_that_a_branch_begins_with_the_weights_of_its_epoch() -> None:
    net, one, stem = network("parity"), lesson("parity"), run("parity")
    frame = stem.frames[len(stem.frames) // 2]
    branch = train(net, one, Plan(((0, Rule()), (frame.epoch, Rule(lr=0.2))), 60))
    assert branch.rows[: frame.epoch] == stem.rows[: frame.epoch]
    assert branch.rows[frame.epoch].loss == stem.rows[frame.epoch].loss
    assert branch.rows[-1] != stem.rows[-1]
    assert not goes_on(stem, branch.plan)


@pytest.mark.parametrize("code", TASKS)
def test_that_every_update_that_is_told_of_was_made(code: str) -> None:
    found = run(code, "bounded")
    for frame in found.frames:
        u = frame.update
        assert frame.theta[u.place] == frame.theta.dtype.type(u.before)
        assert frame.change[u.place] == pytest.approx(u.after - u.before, rel=1e-6)
        np.testing.assert_allclose(np.linalg.norm(frame.change), u.moved, rtol=1e-6)
        assert u.bounded <= max(0.1, 0) + 1e-12
    following = {f.epoch: f for f in found.frames}
    pairs = [(f, following[f.epoch + 1]) for f in found.frames if f.epoch + 1 in following]
    assert pairs
    for frame, after in pairs:
        moved = after.theta.astype(float) - frame.theta
        np.testing.assert_allclose(moved, frame.change, rtol=0, atol=1e-6)
        assert after.theta[frame.update.place] == after.theta.dtype.type(frame.update.after)


def test_that_a_run_is_stopped_by_hand_with_all_that_it_had() -> None:
    net, one, seen = network("sine", "lstm", 8, 40), lesson("sine", 40), []

    def stop(part: Run) -> bool:
        seen.append(part)
        return len(seen) == 2

    found = train(net, one, Plan(epochs=100_000), on_progress=stop)
    assert found.ended == STOPPED
    assert found.stopped
    assert 0 < found.epochs < 100_000
    assert found.plan.epochs == found.epochs
    assert seen[0].epochs < seen[1].epochs < found.epochs + 1
    assert all(f.theta.size == 0 for f in seen[0].frames)
    again = train(net, one, Plan(epochs=found.epochs))
    same(replace(found, ended=FINISHED), again)
    assert goes_on(found, Plan(epochs=found.epochs + 5))


def test_that_a_flat_loss_ends_a_run_that_asked_for_it() -> None:
    net, one = network("echo"), lesson("echo")
    found = train(net, one, Plan(((0, Rule("sgd", lr=1e-5)),), 500, flat=True))
    assert found.ended == FLAT
    assert found.epochs == FLAT_EPOCHS
    best = np.minimum.accumulate(found.column("loss"))
    assert best[-1] > 0.99 * best[-1 - FLAT_EPOCHS]
    assert train(net, one, Plan(((0, Rule("sgd", lr=1e-5)),), 150)).ended == FINISHED


def test_that_a_divergence_ends_with_finite_numbers_alone() -> None:
    for code in ("sine", "adding", "echo"):
        found = run(code, "too far", cell="rnn_relu")
        assert found.ended == DIVERGED
        for name in ("loss", "norm"):
            assert np.isfinite(found.column(name)).all()
        for frame in found.frames:
            assert np.isfinite(frame.answers).all()
            assert np.isfinite(frame.theta).all()
        assert found.tail is None
        assert not goes_on(found, found.plan)


def test_that_an_untrained_network_that_overflows_says_where() -> None:
    one, start = lesson("sine"), network("sine")
    huge = start.weights._replace(params=start.weights.params._replace(W_xh=np.full((3, 1), 1e308)))
    readout = huge.readout._replace(W_hy=np.full((1, 3), 1e308))
    net = Network(start.cell, huge._replace(readout=readout))
    found = train(net, one, Plan(epochs=5))
    assert (found.ended, found.rows, found.frames) == (DIVERGED, (), ())
    assert found.why == "y"


@pytest.mark.parametrize("code", TASKS)
def test_that_round_epochs_the_last_and_every_tenth_of_the_loss_are_kept(code: str) -> None:
    found = run(code, epochs=120)
    kept, loss = [f.epoch for f in found.frames], found.column("loss")
    assert {0, 1, 2, 5, 10, 20, 50, 100, 120} <= set(kept)
    assert found.tail is not None
    fall = found.tail.keeper.fall
    assert (fall == FALL) == (code != "latch")  # of so many falls only the larger ones are kept
    least = fall if fall == FALL else fall * FALL  # chosen among those that were kept before
    for before, after in pairwise(kept):
        assert (loss[before + 1 : after] > least * loss[before]).all()


def test_that_what_is_kept_of_a_long_run_has_a_bound_and_only_its_end_every_digit() -> None:
    found = run("parity")
    theta = found.frames[-1].theta
    assert (theta.dtype, found.frames[-1].change.dtype) == (float, float)
    for frame in found.frames[:-1]:
        assert (frame.theta.dtype, frame.change.dtype) == (np.float32, np.float32)
    room = sum(f.theta.nbytes + f.change.nbytes for f in found.frames)
    assert len(found.frames) <= MOST + 1
    assert room <= (MOST + 2) * 2 * 4 * len(theta)


def test_that_numbers_beyond_single_precision_are_kept_as_they_are() -> None:
    for value in (1e50, 1e-50):
        a = np.array([1.0, 0.0, -value])
        np.testing.assert_array_equal(short(a), a)
    assert short(np.zeros(3)).dtype == np.float32


def test_that_no_more_than_a_bounded_number_of_epochs_is_kept() -> None:
    keeper = Keeper()
    for epoch in range(5000):
        keeper = keeper.seen(epoch, 0.99**epoch)
        assert len(keeper.kept) <= MOST
    assert {e for e in range(5000) if is_round(e)} <= keeper.epochs
    assert len(keeper.epochs) > MOST / 2


@pytest.mark.parametrize("code", TASKS)
def test_that_the_best_answer_without_a_memory_has_the_loss_that_is_drawn_in(code: str) -> None:
    one = lesson(code, 12)
    shown, x = one.picture, one.learn.x
    if one.code == "adding":
        found = np.mean((shown.simple - shown.target) ** 2)
        assert found == pytest.approx(one.baseline, rel=0.35)
        assert one.baseline == pytest.approx(2 / 3 if code == "signed" else 1 / 6)
    elif one.loss == "mse":
        simple = {"echo": 0 * x, "latch": 0 * one.learn.y, "article_sine": x[-1]}.get(code, x)
        assert mean_loss(one, simple, one.learn) == pytest.approx(one.baseline, rel=0.1)
    elif one.kind == "text":
        assert one.learn.weight is not None
        p = after_each(Batch(x, one.learn.y, one.learn.weight))
        with np.errstate(divide="ignore"):
            assert mean_loss(one, np.log(x @ p + 1e-300), one.learn) == pytest.approx(one.baseline)
    else:
        assert -np.log(shown.simple).mean() == pytest.approx(one.baseline, rel=1e-9)


def test_that_of_a_word_the_letter_alone_cannot_tell_what_comes_after_a_double_one() -> None:
    for code, wanted in (("jazz", np.log(4) / 4), ("hello", np.log(4) / 5)):
        assert lesson(code).baseline == pytest.approx(wanted)
    strings = lesson("counting").picture.ticks
    assert "".join(strings) == "a" * 15 + "b" * 15
    longest = max(len(one) for one in lesson("reber").picture.ticks)
    assert longest == 1


@pytest.mark.parametrize("code", TASKS)
def test_that_the_picture_says_whether_it_was_learned_from(code: str) -> None:
    one = lesson(code, 12)
    learned = {one.learn.x[:, k].tobytes() for k in range(one.learn.x.shape[1])}
    held = {one.held.x[:, k].tobytes() for k in range(one.held.x.shape[1])}
    shown = {one.picture.x[:, k].tobytes() for k in range(one.picture.x.shape[1])}
    assert shown <= held
    assert one.apart == (not learned & held)
    assert ("never learned from" in aside_words(one)) == one.apart
    # there are only so many rows of symbols, and of a word but one
    assert one.apart or code in ("copying", "parity", "jazz", "hello")
    assert not (one.apart and code == "copying")
    said = answers(one, network(code, steps=12))
    assert said.shape == one.picture.target.shape == one.picture.simple.shape
    assert len(one.picture.ticks) == len(said)


@pytest.mark.parametrize("code", ["adding", "latch", "order", "parity"])
def test_that_as_many_sequences_are_drawn_as_are_asked_for_and_few_stay_as_they_were(
    code: str,
) -> None:
    task = memory_task(code, 12, 3)
    few, many = memory_lesson(task, 1), memory_lesson(task, 1, sequences=600)
    assert few.learn.x.shape[1] == 128
    assert many.learn.x.shape[1] == 600
    assert many.held.x.shape == few.held.x.shape
    assert many.baseline == few.baseline


def test_that_every_epoch_of_fresh_sequences_has_its_own_and_goes_on_as_if_it_had_not_ended() -> (
    None
):
    net, one = network("latch"), lesson("latch")
    plan = Plan(((0, RULES["batches"]),), 8, fresh=True)
    whole = train(net, one, plan)
    same(train(net, one, plan, train(net, one, plan.upto(3))), whole)
    assert one.again is not None
    drawn = [one.again(epoch) for epoch in (0, 5)]
    assert (drawn[0].x != drawn[1].x).any()
    assert drawn[0].x.shape == one.learn.x.shape
    last, problem = whole.frames[-1], Problem(net, one)
    for frame in whole.frames:
        own = problem.of_epoch(plan, frame.epoch)
        theta, rel = frame.theta.astype(float), 1e-12 if frame is last else 1e-5
        assert own.loss(theta) == pytest.approx(whole.rows[frame.epoch].loss, rel=rel)
        assert frame.held == pytest.approx(problem.loss(theta, problem.held), rel=rel)
    assert problem.of_epoch(replace(plan, fresh=False), 5) is problem
    assert problem.loss(last.theta) != whole.rows[-1].loss
    assert not writable(plan)
