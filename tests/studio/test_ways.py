"""Ways to learn: each does what it says, and a run by any of them is taken up where it ended."""

import numpy as np
import pytest

from rnnviz.errors import RnnvizError
from rnnviz.street.screens.train import Train
from rnnviz.studio.descent import NOISE, ORDER, batches, count
from rnnviz.studio.dropout import dropped_gradient
from rnnviz.studio.guessing import GUESS, WIDEST
from rnnviz.studio.lbfgs import two_loops
from rnnviz.studio.log import log, rule_words
from rnnviz.studio.one import one_formula, one_weight, one_words
from rnnviz.studio.plan import Plan, Rule
from rnnviz.studio.run import ARRIVED, EARLY, goes_on, train
from rnnviz.studio.torch_script import torch_script
from rnnviz.studio.way import Now, Problem
from rnnviz.studio.ways import WAYS, unfit
from rnnviz.studio.words import update_words
from rnnviz.training.flat import flatten, named_leaves, unflatten
from rnnviz.training.marquardt import levenberg_marquardt
from rnnviz.words.numbers import number
from tests.studio.lessons import OTHER, RULES, lesson, network, run
from tests.studio.test_run import same

SHORT = 8  # epochs


def problem(code: str, cell: str = "rnn_tanh") -> Problem:
    return Problem(network(code, cell), lesson(code))


def begin(p: Problem, rule: Rule, epoch: int = 0) -> Now:
    theta = flatten(p.net.weights)
    loss, g = p.gradient(theta, rule)
    return Now(epoch, epoch, theta, float(loss), g, 1)


@pytest.mark.parametrize("rule", OTHER)
def test_that_a_run_by_any_way_goes_on_as_if_it_had_not_ended(rule: str) -> None:
    net, one, plan = network("latch"), lesson("latch"), Plan(((0, RULES[rule]),), SHORT)
    whole = train(net, one, plan)
    part = train(net, one, plan.upto(3))
    assert goes_on(part, plan)
    same(train(net, one, plan, part), whole)
    same(train(net, one, plan), whole)
    assert whole.rows[-1].loss <= whole.rows[0].loss
    if not RULES[rule].descends:
        losses = whole.column("loss")
        assert (np.diff(losses) <= 0).all()


def test_that_batches_hold_every_sequence_once_in_an_order_of_the_epoch() -> None:
    p, rule = problem("echo"), Rule(batch=50)
    orders = []
    for epoch in (0, 1):
        parts = list(batches(p.windows, begin(p, rule, epoch), rule))
        assert [w.N for w in parts] == [50, 50, 28]
        assert len(parts) == count(128, rule)
        drawn = np.random.default_rng([1, ORDER, epoch]).permutation(128)
        np.testing.assert_array_equal(parts[0].x, p.windows.x[:, drawn[:50]])
        orders.append(drawn)
    assert sorted(orders[0]) == list(range(128))
    assert (orders[0] != orders[1]).any()
    assert [w.N for w in batches(p.windows, begin(p, rule), Rule(batch=128))] == [128]


def test_that_an_update_after_every_sequence_is_made_from_that_sequence() -> None:
    p, rule = problem("echo"), RULES["one by one"]
    now = begin(p, rule)
    theta = now.theta
    for w in batches(p.windows, now, rule):
        theta = theta - rule.lr * p.gradient(theta, rule, w)[1]
    made = WAYS["sgd"](p, now, rule, None)
    np.testing.assert_array_equal(made.theta, theta)
    assert (made.told.made, made.told.sequences) == (128, 1)
    first = next(batches(p.windows, now, rule))
    assert made.told.loss == float(p.loss(now.theta, first))


def test_that_the_rate_follows_its_schedule_from_where_the_rule_began() -> None:
    rule = Rule("sgd", lr=0.1, schedule="halved", span=3)
    falling = Rule("sgd", lr=0.1, schedule="cosine", span=4)
    found = train(network("echo"), lesson("echo"), Plan(((0, rule), (7, falling)), 12))
    rates = [0.1] * 3 + [0.05] * 3 + [0.025]
    rates += [0.05 * (1 + np.cos(np.pi * k / 4)) for k in range(4)] + [0, 0]
    np.testing.assert_allclose(found.column("lr"), rates, atol=1e-15)


def test_that_noise_is_added_where_the_gradient_is_taken_and_nowhere_else() -> None:
    p, rule = problem("echo"), Rule("sgd", lr=0.1, noise=0.3)
    now = begin(p, rule)
    drawn = np.random.default_rng([1, NOISE, 0]).normal(size=now.theta.shape)
    g = p.gradient(now.theta + 0.3 * drawn, rule)[1]
    made = WAYS["sgd"](p, now, rule, None)
    np.testing.assert_allclose(made.theta, now.theta - 0.1 * g, rtol=1e-12)


@pytest.mark.parametrize("code", ["sine", "latch"])
def test_that_the_notebooks_gradient_is_that_of_the_first_step_and_trains_no_recurrent_weight(
    code: str,
) -> None:
    p, rule = problem(code), RULES["notebook"]
    now = begin(p, rule)
    assert now.loss == p.loss(now.theta)
    shapes = unflatten(now.g, p.net.weights)
    assert not shapes.params.W_hh.any()
    assert shapes.params.W_xh.any()
    x, y = p.windows.x[:1], p.windows.y if p.windows.y.ndim == 2 else p.windows.y[0]
    h = np.tanh(x[0] @ p.net.weights.params.W_xh.T + p.net.weights.params.b_h)
    r = p.net.weights.readout
    off = 2 * (h @ r.W_hy.T + r.b_y - y) / len(h)
    np.testing.assert_allclose(shapes.readout.W_hy, off.T @ h, rtol=1e-10, atol=1e-14)
    found = run(code, "notebook", SHORT)
    kept = [dict(named_leaves(unflatten(f.theta, p.net.weights))) for f in found.frames]
    name = next(k for k in kept[0] if k.endswith("W_hh"))
    np.testing.assert_array_equal(kept[0][name], kept[-1][name].astype(kept[0][name].dtype))


def test_that_a_few_steps_back_are_fewer_and_all_of_them_are_the_whole_gradient() -> None:
    p = problem("sine")
    whole, few, all_ = (begin(p, r).g for r in (Rule(), Rule(reach="steps", back=2),
                                                Rule(reach="steps", back=8)))  # fmt: skip
    np.testing.assert_array_equal(whole, all_)
    assert np.abs(whole - few).max() > 1e-6


@pytest.mark.parametrize("cell", ["rnn_tanh", "lstm", "jordan"])
@pytest.mark.parametrize("code", ["echo", "latch"])
def test_that_the_gradient_with_units_left_out_is_that_of_its_own_loss(
    code: str, cell: str
) -> None:
    p, rule = problem(code, cell), Rule(dropout=0.4)
    theta, rng = flatten(p.net.weights), np.random.default_rng(3)
    _loss, g = dropped_gradient(p, theta, rule, p.windows, np.random.default_rng(0))
    along = rng.normal(size=theta.shape)

    def loss(t: float) -> float:
        at = theta + t * along
        return float(dropped_gradient(p, at, rule, p.windows, np.random.default_rng(0))[0])

    assert (loss(1e-6) - loss(-1e-6)) / 2e-6 == pytest.approx(g @ along, rel=1e-5, abs=1e-9)
    nothing = dropped_gradient(p, theta, Rule(), p.windows, rng)
    np.testing.assert_allclose(nothing[1], p.gradient(theta, Rule())[1], rtol=1e-8, atol=1e-12)


def test_that_two_loops_give_the_last_change_of_weights_for_that_of_the_gradient() -> None:
    rng = np.random.default_rng(0)
    A = rng.normal(size=(5, 5))
    H = A @ A.T + np.eye(5)
    pairs = tuple((s, H @ s) for s in rng.normal(size=(4, 5)))
    np.testing.assert_allclose(two_loops(pairs[-1][1], pairs), pairs[-1][0], rtol=1e-9)
    np.testing.assert_allclose(np.linalg.norm(two_loops(H[0] * 9, ())), 1)


def test_that_l_bfgs_comes_lower_than_adam_in_as_many_epochs_and_ends_in_a_minimum() -> None:
    assert run("sine", "lbfgs").rows[-1].loss < run("sine", "adam").rows[-1].loss
    one = lesson("latch")
    few = one._replace(learn=one.learn._replace(x=one.learn.x[:, :4], y=one.learn.y[:4]))
    found = train(network("latch", hidden=1), few, Plan(((0, Rule("lbfgs")),), 3000))
    assert found.ended == ARRIVED
    assert found.rows[-1].norm < 1e-3
    assert not goes_on(found, Plan(((0, Rule("lbfgs")),), 4000))
    assert any("stopped in a minimum" in event.text for event in log(found, few))


def test_that_marquardts_steps_are_those_of_the_training_library() -> None:
    found, one = run("sine", "marquardt", SHORT), lesson("sine")
    history = levenberg_marquardt(network("sine"), one.learn.x, one.learn.y, where="every",
                                  epochs=SHORT)  # fmt: skip
    np.testing.assert_allclose(found.column("loss"), history.loss, rtol=1e-9)
    np.testing.assert_allclose(found.column("lr"), history.lr, rtol=1e-12)


def test_that_guessing_keeps_the_best_of_its_draws() -> None:
    found, p = run("latch", "guessing", SHORT), problem("latch")
    losses, best = [], p.loss(flatten(p.net.weights))
    for epoch in range(SHORT):
        losses.append(best)
        rng = np.random.default_rng([1, GUESS, epoch])
        best = min(best, p.loss(rng.uniform(-WIDEST, WIDEST, p.net.count())))
    np.testing.assert_allclose(found.column("loss"), [*losses, best], rtol=1e-12)


def test_that_patience_ends_a_run_and_keeps_its_best_epoch() -> None:
    net, one = network("parity", hidden=6), lesson("parity")
    plan = Plan(((0, Rule(lr=0.2)),), 400, patience=15)
    found = train(net, one, plan)
    assert found.ended == EARLY
    best = min(found.frames, key=lambda f: f.held)
    assert found.epochs - best.epoch == 15
    text = log(found, one)[-2].text
    assert text.startswith(f"Epoch {found.epochs}: stopped early")
    assert text.endswith(f"was lowest at epoch {best.epoch}, {number(best.held)}.")


def test_that_what_a_way_cannot_do_is_said_before_it_begins() -> None:
    assert "loss of squares" in unfit(problem("parity"), Rule("marquardt"))
    assert "counts every output alike" in unfit(problem("echo"), Rule("marquardt"))
    assert "does not know the cell" in unfit(problem("sine", "jordan"), Rule("marquardt"))
    assert unfit(problem("sine"), Rule("marquardt")) == ""
    large = Problem(network("order", "lstm", 16), lesson("order"))
    assert "fewer units" in unfit(large, Rule("cma"))
    assert unfit(problem("order"), Rule("cma")) == ""
    assert unfit(problem("order"), Rule("lbfgs")) == ""


@pytest.mark.parametrize("rule", OTHER)
def test_that_every_way_tells_its_update_with_its_own_numbers(rule: str) -> None:
    found, one, start, r = run("latch", rule, SHORT), lesson("latch"), network("latch"), RULES[rule]
    for frame in found.frames:
        u, row = frame.update, found.rows[frame.epoch]
        read, compare, back, bound, change = update_words(found, frame, one, start)
        assert read.text.startswith(f"{u.sequences} ")
        assert f"the loss is {number(u.loss)}" in compare.text
        if np.isfinite(u.best):
            assert number(u.best) in back.text
            assert back.text.startswith("Nothing is sent back")
        else:
            assert f"gradient is {number(u.norm)} long" in back.text
        assert bound.text
        after = found.rows[frame.epoch + 1].loss if frame.epoch < found.epochs else None
        if not u.moved:
            assert change.text.endswith("has found nothing better: all weights stay.")
        elif after is not None:
            assert number(after) in change.text
        seen = one_weight(found, frame, one, start, u.place)
        assert seen.gradient == pytest.approx(u.gradient, rel=1e-5)  # of weights kept in float32
        rounding = 1e-12 if frame.theta.dtype == float else 2**-24  # kept in single precision
        off = rounding * (abs(seen.before) + abs(seen.change) + abs(u.after))
        assert seen.after == pytest.approx(u.after, rel=0, abs=off)
        assert number(seen.change) in one_words(seen, r, row.lr)
        assert bool(one_formula(r)) == r.descends
    assert rule_words(r)


def test_that_a_way_that_does_not_fit_is_refused_with_its_sentence() -> None:
    import rnnviz

    with pytest.raises(RnnvizError, match="loss of squares"):
        rnnviz.open("train?task=parity&optimiser=marquardt&length=6&epochs=5")
    found = rnnviz.open("train?task=latch&optimiser=lbfgs&length=6&epochs=5&hidden=2")
    assert isinstance(found, Train)
    assert found.run.epochs == 5


@pytest.mark.parametrize(
    "rule", ["adam", "batches", "dropout", "notebook", "lbfgs", "cma", "guessing"]
)
def test_that_an_echo_state_network_learns_by_any_way_and_its_own_weights_stay(rule: str) -> None:
    net = network("latch", "esn")
    found = train(net, lesson("latch"), Plan(((0, RULES[rule]),), SHORT))
    last = unflatten(found.frames[-1].theta, net.weights)
    for before, after in zip(net.weights.params, last.params, strict=True):
        np.testing.assert_array_equal(after, before)
    assert np.abs(last.readout.W_hy - net.weights.readout.W_hy).max() > 1e-4
    assert found.rows[-1].loss < found.rows[0].loss or RULES[rule].noise or RULES[rule].dropout


def test_that_a_weight_that_stays_says_so_and_its_program_leaves_it() -> None:
    net, one = network("latch", "esn"), lesson("latch")
    found = run("latch", "adam", SHORT, "esn")
    told = one_weight(found, found.frames[0], one, net, 0)
    assert (told.gradient, told.change, told.after) == (0, 0, told.before)
    assert "stays so: only the readout learns" in one_words(told, RULES["adam"], 0.01)
    read = one_weight(found, found.frames[0], one, net, len(found.frames[0].theta) - 1)
    assert "stays so" not in one_words(read, RULES["adam"], 0.01)
    assert 'register_buffer("W_hh"' in torch_script(found, one, net, "x")
