"""Stacked and bidirectional networks: every gradient, the order of things, and identities."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from rnnviz.core import deep, network
from rnnviz.core.arrays import Array
from rnnviz.core.cells import CELLS
from rnnviz.core.deep import DeepNetwork
from rnnviz.core.init_nets import init_deep, init_layers
from rnnviz.core.layers import (
    Layers,
    dropout_mask,
    ends_of,
    last_states,
    layers_backward,
    run_layers,
    trace,
)
from rnnviz.core.network import Network, Weights
from rnnviz.core.unroll import unroll
from rnnviz.errors import RnnvizError
from rnnviz.training.flat import tree_map
from tests.core.nets import QUICK, STACKED, random_state, seeds, stacked
from tests.core.slopes import leaves, worst_direction, worst_entry

TOLERANCE = 1e-8
KINDS = {"stacked": (2, False), "bidirectional": (1, True), "deep bidirectional": (2, True)}


def random_layers(code: str, rng: Any, depth: int, both: bool, inputs: int = 2) -> Layers:
    """Layers whose weights are all N(0, 0.6^2)."""
    layers = init_layers(CELLS[code], inputs, 3, rng, depth, both)
    cell = CELLS[code]
    return tuple(
        tuple(cell.fix(type(p)(*(rng.normal(0, 0.6, a.shape) for a in p))) for p in layer)
        for layer in layers
    )


@dataclass(frozen=True)
class Case:
    """Layers with all that they read; the loss weighs every output and every final state."""

    code: str
    layers: Layers
    x: Array
    state0: tuple[Any, ...]
    w: Array
    v: tuple[Any, ...]
    masks: list[Array] | None = None

    def run(self) -> Any:
        return run_layers(CELLS[self.code], self.layers, self.x, self.state0, self.masks)

    def value(self) -> float:
        run = self.run()
        ends = [
            (a * b).sum()
            for s, v in zip(run.final, self.v, strict=True)
            for a, b in zip(s, v, strict=True)
        ]
        return float((self.w * np.sin(run.output)).sum() + sum(ends))

    def gradients(self) -> Any:
        run = self.run()
        dh = self.w * np.cos(run.output)
        return layers_backward(CELLS[self.code], self.layers, run, dh, self.v)

    def pairs(self) -> list[tuple[Array, Array]]:
        """Every array that is read, with its gradient."""
        g = self.gradients()
        read = [*leaves(self.layers), self.x, *leaves(self.state0)]
        return list(zip(read, [*leaves(g.layers), g.x, *leaves(g.state0)], strict=True))


def random_case(
    code: str, kind: str, seed: int = 0, dropout: bool = False, axes: tuple[int, ...] = (2,)
) -> Case:
    rng, (depth, both) = np.random.default_rng(seed), KINDS[kind]
    layers, D, cell = random_layers(code, rng, depth, both), 1 + both, CELLS[code]
    state0, v = (tuple(random_state(cell, rng, axes) for _ in range(depth * D)) for _ in "ab")
    shape = (4, *axes, 3 * D)
    masks = [dropout_mask(rng, 0.4, shape) for _ in range(depth - 1)]
    x, w = rng.normal(size=(4, *axes, 2)), rng.normal(size=shape)
    return Case(code, layers, x, state0, w, v, masks if dropout else None)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", STACKED)
def test_that_every_gradient_of_every_kind_of_network_is_the_slope_of_the_loss(code, kind):
    case = random_case(code, kind, seed=3)
    assert worst_direction(case.value, case.pairs()) < TOLERANCE


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", ["rnn_tanh", "lstm", "gru"])
def test_that_every_entry_of_those_gradients_is_right(code, kind):
    case = random_case(code, kind, seed=4, dropout=True)
    assert worst_entry(case.value, case.pairs()) < 1e-7


@QUICK
@given(stacked, seeds)
def test_that_the_reverse_direction_is_the_cell_run_over_the_reversed_input(code, seed):
    case = random_case(code, "bidirectional", seed)
    run, p = case.run(), case.layers[0][1]
    alone = unroll(CELLS[code], p, case.x[::-1], case.state0[1])
    np.testing.assert_allclose(trace(run, 0, reverse=True).h, alone.h[::-1], rtol=0, atol=1e-14)
    np.testing.assert_allclose(run.output[..., 3:], alone.h[::-1], rtol=0, atol=1e-14)


@QUICK
@given(stacked, seeds)
def test_that_reversing_the_input_and_swapping_the_weights_swaps_the_halves(code, seed):
    case = random_case(code, "bidirectional", seed)
    (layer,), run = case.layers, case.run()
    mirrored = run_layers(CELLS[code], (layer[::-1],), case.x[::-1], case.state0[::-1])
    halves = np.roll(mirrored.output[::-1], 3, axis=-1)
    np.testing.assert_allclose(halves, run.output, rtol=0, atol=1e-14)
    for a, b in zip(mirrored.final[::-1], run.final, strict=True):
        np.testing.assert_allclose(a.h, b.h, rtol=0, atol=1e-14)


@QUICK
@given(stacked, seeds)
def test_that_one_layer_forward_is_the_plain_network(code, seed):
    rng, cell = np.random.default_rng(seed), CELLS[code]
    net = init_deep(cell, 2, 3, 2, rng)
    simple = Network(cell, Weights(net.weights.layers[0][0], net.weights.readout))
    x, dy = rng.normal(size=(4, 3, 2)), rng.normal(size=(4, 3, 2))
    ours, plain = deep.forward(net, x), network.forward(simple, x)
    np.testing.assert_allclose(ours.y, plain.y, rtol=0, atol=1e-14)
    weights, g = deep.backward(net, ours, dy)
    expected, along = network.backward(simple, x, plain, dy)
    same = zip(leaves((weights, g.x)), leaves((expected, along.x)), strict=True)
    assert max(np.abs(a - b).max() for a, b in same) < 1e-13
    assert net.count() == simple.count()


@QUICK
@given(stacked, seeds)
def test_that_layers_on_top_which_copy_their_input_change_nothing(code, seed):
    rng, cell = np.random.default_rng(seed), CELLS[code]
    layers = random_layers(code, rng, 1, both=True)
    copy = CELLS["rnn_linear"].Params(np.eye(6), np.zeros((6, 6)), np.zeros(6))
    x = rng.normal(size=(5, 2, 2))
    below = run_layers(cell, layers, x)
    above = run_layers(CELLS["rnn_linear"], ((copy,), (copy,)), below.output)
    np.testing.assert_array_equal(above.output, below.output)
    dh = rng.normal(size=below.output.shape)
    through = layers_backward(CELLS["rnn_linear"], ((copy,), (copy,)), above, dh).x
    np.testing.assert_array_equal(through, dh)


@QUICK
@given(stacked, seeds)
def test_that_a_stack_is_its_layers_one_after_the_other(code, seed):
    case = random_case(code, "deep bidirectional", seed)
    cell, run = CELLS[code], case.run()
    lower = run_layers(cell, case.layers[:1], case.x, case.state0[:2])
    upper = run_layers(cell, case.layers[1:], lower.output, case.state0[2:])
    np.testing.assert_array_equal(upper.output, run.output)
    back = layers_backward(cell, case.layers[1:], upper, case.w, case.v[2:])
    below = layers_backward(cell, case.layers[:1], lower, back.x, case.v[:2])
    np.testing.assert_array_equal(
        below.x, layers_backward(cell, case.layers, run, case.w, case.v).x
    )


@QUICK
@given(stacked, seeds)
def test_that_dl_dh_0_is_what_the_first_step_sends_back(code, seed):
    case = random_case(code, "deep bidirectional", seed)
    g, cell = case.gradients(), CELLS[code]
    for k, d in ((0, 0), (0, 1), (1, 0), (1, 1)):
        first = 0 if d == 0 else -1
        step = case.run().steps[k][d][first]
        state = cell.State(*(a[first] for a in g.along[k][d].state))
        _back, sent = cell.step_backward(case.layers[k][d], step, state)
        np.testing.assert_allclose(sent.h, g.state0[2 * k + d].h, rtol=0, atol=1e-14)


def test_that_the_last_output_of_the_reverse_direction_has_seen_one_step_and_its_end_all():
    case = random_case("gru", "bidirectional")
    cell, other = CELLS["gru"], case.x.copy()
    other[:-1] += 1  # all but the last step are others
    a, b = (run_layers(cell, case.layers, x) for x in (case.x, other))
    np.testing.assert_array_equal(a.output[-1, :, 3:], b.output[-1, :, 3:])
    assert np.abs(ends_of(a)[:, 3:] - ends_of(b)[:, 3:]).max() > 0.01
    np.testing.assert_array_equal(
        ends_of(a), np.concatenate([a.output[-1, :, :3], a.output[0, :, 3:]], axis=-1)
    )


@pytest.mark.parametrize("where", deep.WHERE)
@pytest.mark.parametrize("both", [False, True])
def test_that_each_readout_sends_its_gradient_where_it_read(where, both):
    rng = np.random.default_rng(4)
    net = init_deep(CELLS["lstm"], 2, 3, 2, rng, depth=2, both=both)
    x = rng.normal(size=(4, 3, 2))
    w = rng.normal(size=deep.forward(net, x, where).y.shape)

    def value() -> float:
        return float((w * np.sin(deep.forward(net, x, where).y)).sum())

    passed = deep.forward(net, x, where)
    weights, g = deep.backward(net, passed, w * np.cos(passed.y))
    pairs = list(zip(leaves((net.weights, x)), leaves((weights, g.x)), strict=True))
    assert worst_direction(value, pairs) < TOLERANCE


def test_that_in_one_direction_the_last_output_is_the_end():
    net = init_deep(CELLS["gru"], 2, 3, 1, np.random.default_rng(0), depth=3)
    x = np.random.default_rng(1).normal(size=(4, 3, 2))
    last, ends = (deep.forward(net, x, where).y for where in ("last", "ends"))
    np.testing.assert_array_equal(last, ends)


def test_that_restarts_of_a_deep_network_run_side_by_side():
    rng, cell = np.random.default_rng(2), CELLS["lstm"]
    net = init_deep(cell, 2, 3, 1, rng, depth=2, both=True, restarts=3)
    x, dy = rng.normal(size=(4, 5, 2)), rng.normal(size=(4, 3, 5, 1))
    passed = deep.forward(net, x)
    weights, _ = deep.backward(net, passed, dy)
    for r in range(3):
        one = DeepNetwork(cell, tree_map(lambda a, r=r: a[r], net.weights))
        alone = deep.forward(one, x)
        np.testing.assert_allclose(passed.y[:, r], alone.y, rtol=0, atol=1e-14)
        expected, _ = deep.backward(one, alone, dy[:, r])
        for a, b in zip(leaves(weights), leaves(expected), strict=True):
            np.testing.assert_allclose(a[r], b, rtol=0, atol=1e-13)


def test_that_states_stand_in_pytorchs_order():
    case = random_case("lstm", "deep bidirectional")
    run = case.run()
    for name in ("h", "c"):
        n = last_states(run, name)
        assert n.shape == (4, 2, 3)
        for k in (0, 1):
            np.testing.assert_array_equal(n[2 * k], getattr(trace(run, k), name)[-1])
            np.testing.assert_array_equal(n[2 * k + 1], getattr(trace(run, k, True), name)[0])


def test_that_dropout_is_a_probability_and_keeps_the_mean():
    rng = np.random.default_rng(0)
    assert (dropout_mask(rng, 0, (50,)) == 1).all()
    assert (dropout_mask(rng, 1, (50,)) == 0).all()
    mask = dropout_mask(rng, 0.3, (200_000,))
    assert mask.mean() == pytest.approx(1, abs=0.01)
    assert (mask == 0).mean() == pytest.approx(0.3, abs=0.01)
    with pytest.raises(RnnvizError, match="probability from 0 to 1"):
        dropout_mask(rng, 1.5, (2,))


def test_that_too_few_states_or_masks_are_refused_in_one_sentence():
    case = random_case("gru", "deep bidirectional")
    with pytest.raises(RnnvizError, match="3 states were given; these layers have 4"):
        run_layers(CELLS["gru"], case.layers, case.x, case.state0[:3])
    with pytest.raises(RnnvizError, match="give 1, one between each two layers"):
        run_layers(CELLS["gru"], case.layers, case.x, masks=[])


def test_that_weights_are_drawn_as_pytorch_draws_them():
    net = init_deep(CELLS["lstm"], 3, 16, 2, np.random.default_rng(0), depth=2, both=True)
    shapes = [p.W_xh.shape for layer in net.weights.layers for p in layer]
    assert shapes == [(64, 3), (64, 3), (64, 32), (64, 32)]
    for p in (p for layer in net.weights.layers for p in layer):
        assert 0.24 < np.abs(p.W_hh).max() <= 0.25
        assert 0.25 < np.abs(p.b_h).max() <= 0.5  # the sum of two biases
    assert net.weights.readout.W_hy.shape == (2, 32)
    assert np.abs(net.weights.readout.W_hy).max() <= 32**-0.5
    again = init_deep(CELLS["lstm"], 3, 16, 2, np.random.default_rng(0), depth=2, both=True)
    same = zip(leaves(net.weights), leaves(again.weights), strict=True)
    assert all((a == b).all() for a, b in same)


def test_that_a_cell_that_reads_the_output_is_no_layer():
    cell = CELLS["jordan"]
    layers = init_layers(cell, 2, 3, np.random.default_rng(0))
    with pytest.raises(RnnvizError, match="reads the network's output"):
        run_layers(cell, layers, np.zeros((4, 2)))
