"""Encoder-decoder and attention: every gradient, and what must hold of them."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from rnnviz.core import attention, network, seq2seq
from rnnviz.core.arrays import Array
from rnnviz.core.cells import CELLS
from rnnviz.core.init_nets import init_seq2seq
from rnnviz.core.language import one_hot
from rnnviz.core.losses import cross_entropy
from rnnviz.core.seq2seq import Seq2Seq, decode, decode_backward
from rnnviz.core.unroll import unroll
from rnnviz.errors import RnnvizError
from tests.core.nets import QUICK, STACKED, random_state, seeds, stacked
from tests.core.slopes import leaves, worst_direction, worst_entry

TOLERANCE = 1e-8
KINDS: dict[str, dict[str, Any]] = {
    "without attention": {},
    "attention": {"attention": 4},
    "both directions": {"attention": 4, "both": True},
    "context read out": {"attention": 4, "both": True, "reads_context": True},
}


@dataclass(frozen=True)
class Case:
    """A network with all that it reads, forced with tokens; the loss is the cross-entropy."""

    net: Seq2Seq
    x: Array
    tokens: Array
    d: Array
    state0: tuple[Any, ...]

    def run(self) -> Any:
        return decode(self.net, self.x, self.tokens, state0=self.state0)

    def value(self) -> float:
        return float(cross_entropy(self.run().y, self.d).value.sum())

    def gradients(self) -> Any:
        run = self.run()
        return decode_backward(self.net, run, cross_entropy(run.y, self.d).dy)

    def pairs(self) -> list[tuple[Array, Array]]:
        """Every array that is read, with its gradient."""
        dw, g = self.gradients()
        read = [*leaves(self.net.weights), self.x, *leaves(self.state0)]
        return list(zip(read, [*leaves(dw), g.x, *leaves(g.state0)], strict=True))


def random_case(code: str, kind: str, seed: int = 0, axes: tuple[int, ...] = (2,)) -> Case:
    rng, cell = np.random.default_rng(seed), CELLS[code]
    net = init_seq2seq(cell, 3, 4, 5, rng, **KINDS[kind])
    for a in leaves(net.weights):
        a[...] = rng.normal(0, 0.7, a.shape)
    net = replace(net, weights=net.weights._replace(decoder=cell.fix(net.weights.decoder)))
    encoder = tuple(map(cell.fix, net.weights.encoder))
    net = replace(net, weights=net.weights._replace(encoder=encoder))
    tokens = one_hot(rng.integers(5, size=(4, *axes)), 5)
    state0 = tuple(random_state(cell, rng, axes, 4) for _ in encoder)
    d = rng.dirichlet(np.ones(5), size=(4, *axes))
    return Case(net, rng.normal(size=(3, *axes, 3)), tokens, d, state0)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", STACKED)
def test_that_every_gradient_of_both_networks_is_the_slope_of_the_loss(code, kind):
    case = random_case(code, kind, seed=1)
    assert worst_direction(case.value, case.pairs()) < TOLERANCE


@pytest.mark.parametrize("axes", [(), (2, 1)])
@pytest.mark.parametrize("kind", ["without attention", "context read out"])
def test_that_every_entry_is_right_with_no_batch_and_with_two_axes_of_them(kind, axes):
    case = random_case("gru", kind, seed=2, axes=axes)
    assert worst_entry(case.value, case.pairs()) < 1e-7


def test_that_a_forgotten_part_of_the_attention_gradient_is_caught(monkeypatch):
    case = random_case("gru", "attention", seed=2)

    def wrong(p, h, a, dcontext):
        back, ds = attention.look_backward(p, h, a, dcontext)
        return back, 0.999 * ds

    monkeypatch.setattr(seq2seq, "look_backward", wrong)
    assert worst_direction(case.value, case.pairs()) > TOLERANCE


@QUICK
@given(stacked, seeds)
def test_that_with_one_encoder_step_all_attention_is_on_it(code, seed):
    case = random_case(code, "both directions", seed)
    run = decode(case.net, case.x[:1], case.tokens)
    assert run.looks is not None
    np.testing.assert_array_equal(run.looks.alpha, np.ones((4, 1, 2)))
    np.testing.assert_array_equal(run.looks.context, np.tile(run.encoder.output, (4, 1, 1)))
    _weights, g = decode_backward(case.net, run, cross_entropy(run.y, case.d).dy)
    assert g.looks is not None
    assert not g.looks.e.any()  # a softmax over one has no slope


@QUICK
@given(stacked, seeds)
def test_that_attention_weighs_and_its_gradient_only_shifts_weight(code, seed):
    case = random_case(code, "attention", seed)
    run = case.run()
    assert run.looks is not None
    np.testing.assert_allclose(run.looks.alpha.sum(1), 1, rtol=0, atol=1e-14)
    assert (run.looks.alpha > 0).all()
    g = case.gradients()[1]
    np.testing.assert_allclose(g.looks.e.sum(1), 0, rtol=0, atol=1e-12)


@QUICK
@given(stacked, seeds)
def test_that_every_number_of_a_look_comes_from_the_equations(code, seed):
    case = random_case(code, "both directions", seed, axes=())
    run, a = case.run(), case.net.weights.attention
    h = run.encoder.output
    for t in range(len(run.y)):
        s = run.encoder.final[-1].h if t == 0 else run.steps[t - 1].h
        e = [a.v @ np.tanh(a.W_s @ s + a.W_h @ h_j) for h_j in h]
        alpha = np.exp(e) / np.exp(e).sum()
        assert run.looks is not None
        np.testing.assert_allclose(run.looks.e[t], e, rtol=0, atol=1e-13)
        np.testing.assert_allclose(run.looks.alpha[t], alpha, rtol=0, atol=1e-13)
        np.testing.assert_allclose(run.looks.context[t], alpha @ h, rtol=0, atol=1e-13)
        np.testing.assert_array_equal(run.x[t, 5:], run.looks.context[t])
        np.testing.assert_array_equal(run.token[t], case.tokens[t - 1] if t else np.zeros(5))


@QUICK
@given(stacked, seeds)
def test_that_without_attention_the_decoder_is_a_network_that_starts_where_the_encoder_ended(
    code, seed
):
    case = random_case(code, "without attention", seed)
    w, run = case.net.weights, case.run()
    late = np.concatenate([np.zeros((1, 2, 5)), case.tokens[:-1]])
    encoder = unroll(case.net.cell, w.encoder[0], case.x, case.state0[0])
    decoder = network.Network(case.net.cell, network.Weights(w.decoder, w.readout))
    start = case.net.cell.State(*(getattr(encoder, f)[-1] for f in case.net.cell.state_fields))
    plain = network.forward(decoder, late, state0=start)
    np.testing.assert_allclose(run.y, plain.y, rtol=0, atol=1e-13)
    dy = cross_entropy(run.y, case.d).dy
    weights, along = network.backward(decoder, late, plain, dy)
    ours, g = decode_backward(case.net, run, dy)
    for a, b in zip(leaves((ours.decoder, ours.readout)), leaves(tuple(weights)), strict=True):
        np.testing.assert_allclose(a, b, rtol=0, atol=1e-12)
    np.testing.assert_allclose(g.token, along.x, rtol=0, atol=1e-13)
    np.testing.assert_allclose(g.decoder.h, along.state.h, rtol=0, atol=1e-13)


@QUICK
@given(stacked, seeds)
def test_that_attention_which_scores_all_alike_reads_the_mean(code, seed):
    case = random_case(code, "attention", seed)
    flat = case.net.weights.attention._replace(v=np.zeros(4))
    net = replace(case.net, weights=case.net.weights._replace(attention=flat))
    run = decode(net, case.x, case.tokens)
    assert run.looks is not None
    mean = run.encoder.output.mean(0)
    np.testing.assert_allclose(run.looks.context, np.tile(mean, (4, 1, 1)), rtol=0, atol=1e-14)


@QUICK
@given(stacked, seeds)
def test_that_doubling_the_batch_with_copies_leaves_the_gradients_of_a_mean_loss(code, seed):
    case = random_case(code, "context read out", seed)
    twice = replace(
        case,
        x=np.concatenate([case.x, case.x], axis=1),
        tokens=np.concatenate([case.tokens, case.tokens], axis=1),
        d=np.concatenate([case.d, case.d], axis=1),
        state0=tuple(type(s)(*(np.concatenate([a, a]) for a in s)) for s in case.state0),
    )
    for a, b in zip(leaves(case.gradients()[0]), leaves(twice.gradients()[0]), strict=True):
        np.testing.assert_allclose(a, b / 2, rtol=0, atol=1e-12)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", STACKED)
def test_that_a_free_run_reads_its_own_tokens_and_forcing_them_gives_the_same(code, kind):
    case = random_case(code, kind, seed=6)
    free = decode(case.net, case.x, steps=5, state0=case.state0)
    own = one_hot(free.chosen, 5)
    np.testing.assert_array_equal(free.token[1:], own[:-1])
    forced = decode(case.net, case.x, own, state0=case.state0)
    np.testing.assert_allclose(forced.y, free.y, rtol=0, atol=1e-13)


def test_that_a_drawn_run_can_be_drawn_again():
    case = random_case("gru", "attention")
    a, b, c = (
        decode(case.net, case.x, steps=9, rng=np.random.default_rng(seed), temperature=3.0)
        for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(a.token, b.token)
    assert (a.token != c.token).any()
    assert (a.token[1:].sum(-1) == 1).all()


def test_that_scores_of_any_size_overflow_nothing():
    p = attention.Attention(np.ones((2, 3)), np.ones((2, 3)), np.array([1e3, 1e3]))
    h = np.array([[9.0] * 3, [-9.0] * 3])
    found = attention.look(p, attention.keys(p, h), h, np.zeros(3))
    np.testing.assert_array_equal(found.alpha, [1, 0])


@pytest.mark.parametrize("kind", KINDS)
def test_that_the_weights_are_counted_and_shaped(kind):
    net = init_seq2seq(CELLS["lstm"], 3, 4, 5, np.random.default_rng(0), **KINDS[kind])
    assert net.count() == sum(a.size for a in leaves(net.weights))
    assert net.attends == (kind != "without attention")
    assert net.reads_context == (kind == "context read out")
    assert (net.hidden, net.tokens) == (4, 5)
    width = {"without attention": 0, "attention": 4}.get(kind, 8)
    assert net.weights.decoder.W_xh.shape == (16, 5 + width)


def test_that_an_input_that_does_not_fit_is_refused_in_one_sentence():
    case = random_case("gru", "attention")
    with pytest.raises(RnnvizError, match="W_xh reads 3"):
        decode(case.net, case.x[..., :2], case.tokens)
    with pytest.raises(RnnvizError, match="at least one step of 5 numbers"):
        decode(case.net, case.x, case.tokens[..., :4])


def test_that_without_attention_nothing_reads_the_forward_direction_of_two():
    rng = np.random.default_rng(0)
    net = init_seq2seq(CELLS["gru"], 3, 4, 5, rng, both=True)
    run = decode(net, rng.normal(size=(6, 2, 3)), steps=3)
    weights, _ = decode_backward(net, run, run.y)
    forward, reverse = weights.encoder
    assert not any(a.any() for a in forward)
    assert all(a.any() for a in reverse)


@pytest.mark.parametrize("kind", KINDS)
def test_that_a_network_in_single_precision_stays_in_it(kind):
    rng = np.random.default_rng(0)
    net = init_seq2seq(CELLS["lstm"], 3, 4, 5, rng, dtype=np.float32, **KINDS[kind])
    x = rng.normal(size=(6, 2, 3)).astype(np.float32)
    run = decode(net, x, steps=3)
    weights, g = decode_backward(net, run, run.y)
    kinds = {a.dtype for a in leaves((weights, run.y, run.token, g.x, g.token))}
    assert kinds == {np.dtype(np.float32)}
