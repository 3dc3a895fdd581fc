"""Identities that hold for any weights: checked on weights, sizes and lengths drawn at random."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.core.activations import ACTIVATIONS
from rnnviz.core.bptt import bptt
from rnnviz.core.cells import CELLS
from rnnviz.core.cells.gru import after as gru
from rnnviz.core.cells.lstm import standard as lstm
from rnnviz.core.flow import gradient_by_lag, norms, reach
from rnnviz.core.init import orthogonal_matrix
from rnnviz.core.jacobians import largest_singular_value, state_vectors, step_jacobians
from rnnviz.core.network import Network, Weights, backward, forward, weight_gradients
from rnnviz.core.unroll import unroll, unroll_steps
from tests.core.nets import (
    QUICK,
    SHAPES,
    cells,
    lengths,
    random_network,
    random_state,
    seeds,
    sizes,
)

KEEP, SHUT = 800.0, -800.0  # sums at which a gate is exactly 1 and exactly 0

# Cells without a clock inside: a step does not know which one it is.
timeless = st.sampled_from([code for code in CELLS if code != "clockwork"])


def same(a: Any, b: Any, atol: float = 1e-12) -> None:
    """All arrays of two named tuples (or two arrays) agree."""
    if isinstance(a, tuple):
        assert type(a) is type(b)
        for x, y in zip(a, b, strict=True):
            same(x, y, atol)
    else:
        np.testing.assert_allclose(a, b, rtol=0, atol=atol)


def problem(code, seed, T, inputs=2, hidden=3):
    """A network, one sequence, a starting state and the slope of the loss at every output."""
    rng = np.random.default_rng(seed)
    net = random_network(CELLS[code], rng, inputs, hidden)
    state0 = random_state(net.cell, rng, (), hidden)
    return net, rng.normal(size=(T, inputs)), state0, rng.normal(size=(T, 2))


# Time.


@QUICK
@given(timeless, seeds, st.integers(2, 8), st.data())
def test_that_unrolling_in_two_parts_with_the_state_carried_is_unrolling_once(code, seed, T, data):
    net, x, state0, _ = problem(code, seed, T)
    k = data.draw(st.integers(1, T - 1))
    p = net.params
    first = unroll_steps(net.cell, p, x[:k], state0)
    second = unroll_steps(net.cell, p, x[k:], net.cell.state(first[-1]))
    for whole, part in zip(unroll_steps(net.cell, p, x, state0), first + second, strict=True):
        same(whole, part)


@QUICK
@given(timeless, seeds, st.integers(2, 8), st.data())
def test_that_gradients_of_two_parts_with_the_gradient_carried_are_those_of_the_whole(
    code, seed, T, data
):
    net, x, state0, dy = problem(code, seed, T)
    k = data.draw(st.integers(1, T - 1))
    p, dh = net.params, dy @ net.weights.readout.W_hy
    whole = bptt(net.cell, p, x, unroll(net.cell, p, x, state0), dh)
    first = unroll(net.cell, p, x[:k], state0)
    second = unroll(net.cell, p, x[k:], whole_state(net.cell, first, k - 1))
    late = bptt(net.cell, p, x[k:], second, dh[k:])
    same(late.state.h, whole.state.h[k:])
    if net.cell.state_fields == ("h",):  # the gradient of h alone can be handed on through dh
        early = bptt(net.cell, p, x[:k], first, np.vstack([dh[: k - 1], dh[k - 1] + late.state0.h]))
        same(early.state0, whole.state0)
        same(
            type(p)(*(a + b for a, b in zip(early.params, late.params, strict=True))), whole.params
        )


def whole_state(cell, trace, t):
    return cell.State(*(getattr(trace, name)[t] for name in cell.state_fields))


@QUICK
@given(cells, seeds, lengths)
def test_that_the_gradient_of_the_starting_state_is_the_first_jacobian_transposed(code, seed, T):
    net, x, state0, dy = problem(code, seed, T)
    p, dh = net.params, dy @ net.weights.readout.W_hy
    trace = unroll(net.cell, p, x, state0)
    g = bptt(net.cell, p, x, trace, dh)
    J, d = step_jacobians(net.cell, p, trace), state_vectors(g.state)
    same(state_vectors(g.state0), J[0].T @ d[0])
    for t in range(1, T):  # and likewise at every later step, plus the step's own loss
        own = np.zeros_like(d[t])
        own[: dh.shape[1]] = dh[t - 1]
        same(d[t - 1], J[t].T @ d[t] + own)


@QUICK
@given(cells, seeds, lengths)
def test_that_the_reach_of_every_loss_adds_up_to_the_gradient_of_every_state(code, seed, T):
    net, x, state0, dy = problem(code, seed, T)
    p, dh = net.params, dy @ net.weights.readout.W_hy
    trace = unroll(net.cell, p, x, state0)
    g, r = bptt(net.cell, p, x, trace, dh), reach(net.cell, p, trace, dh)
    same(r.state.sum(axis=0), state_vectors(g.state))
    same(type(g.back)(*(field.sum(axis=0) for field in r.back)), g.back)


@QUICK
@given(cells, seeds, lengths)
def test_that_the_gradients_of_all_lags_add_up_to_the_gradient_of_the_weights(code, seed, T):
    net, x, state0, dy = problem(code, seed, T)
    p, dh = net.params, dy @ net.weights.readout.W_hy
    trace = unroll(net.cell, p, x, state0)
    parts = gradient_by_lag(net.cell, p, x, trace, reach(net.cell, p, trace, dh))
    assert len(parts) == T
    total = type(p)(*(sum(field) for field in zip(*parts, strict=True)))
    same(total, bptt(net.cell, p, x, trace, dh).params, atol=1e-11)


# Batches and restarts.


@QUICK
@given(cells, seeds, lengths, sizes, sizes)
def test_that_a_batch_is_a_loop_over_its_windows(code, seed, T, N, hidden):
    rng = np.random.default_rng(seed)
    net = random_network(CELLS[code], rng, hidden=hidden)
    x, state0 = rng.normal(size=(T, N, 2)), random_state(net.cell, rng, (N,), hidden)
    dy = rng.normal(size=(T, N, 2))
    run = forward(net, x, state0=state0)
    weights, g = backward(net, x, run, dy)
    total = [np.zeros_like(a) for part in net.weights for a in part]
    for n in range(N):
        own = net.cell.State(*(a[n] for a in state0))
        single = forward(net, x[:, n], state0=own)
        w, g_n = backward(net, x[:, n], single, dy[:, n])
        same(single.y, run.y[:, n])
        same(g_n.x, g.x[:, n])
        same(g_n.state0, type(own)(*(a[n] for a in g.state0)))
        same(g_n.state, type(own)(*(a[:, n] for a in g.state)))
        total = [a + b for a, b in zip(total, (a for part in w for a in part), strict=True)]
    for a, b in zip(total, (a for part in weights for a in part), strict=True):
        same(a, b, atol=1e-11)


@QUICK
@given(cells, seeds, lengths, st.booleans(), st.sampled_from(["last", "every"]))
def test_that_restarts_are_a_loop_over_networks(code, seed, T, shared, where):
    rng = np.random.default_rng(seed)
    R, N = 3, 2
    net = random_network(CELLS[code], rng, restarts=R)
    x = rng.normal(size=(T, N, 2) if shared else (T, R, N, 2))
    run = forward(net, x, where)
    dy = rng.normal(size=run.y.shape)
    weights, g = backward(net, x, run, dy)
    for r in range(R):
        own = Weights(*(type(part)(*(a[r] for a in part)) for part in net.weights))
        x_r, at = (x if shared else x[:, r]), (slice(None), r) if where == "every" else r
        single = forward(Network(net.cell, own), x_r, where)
        w_r, g_r = backward(Network(net.cell, own), x_r, single, dy[at])
        same(single.y, run.y[at])
        same(w_r.params, type(own.params)(*(a[r] for a in weights.params)))
        same(w_r.readout, type(own.readout)(*(a[r] for a in weights.readout)))
        same(g_r.x, g.x[:, r])


@QUICK
@given(cells, seeds, lengths, sizes)
def test_that_a_batch_with_every_window_twice_has_the_same_mean_gradients(code, seed, T, N):
    rng = np.random.default_rng(seed)
    net = random_network(CELLS[code], rng)
    x, dy = rng.normal(size=(T, N, 2)), rng.normal(size=(T, N, 2))
    once = weight_gradients(net, x, forward(net, x), dy / N)
    xx, dd = np.concatenate([x, x], axis=1), np.concatenate([dy, dy], axis=1)
    twice = weight_gradients(net, xx, forward(net, xx), dd / (2 * N))
    same(once.params, twice.params)
    same(once.readout, twice.readout)


@pytest.mark.parametrize("shape", SHAPES)
@QUICK
@given(cells, seeds, st.sampled_from([None, 1, 2]))
def test_that_training_gets_the_same_weight_gradients_as_the_screens(shape, code, seed, truncate):
    rng = np.random.default_rng(seed)
    restarts, axes = SHAPES[shape]
    net = random_network(CELLS[code], rng, restarts=restarts)
    x = rng.normal(size=(4, *axes, 2))
    run = forward(net, x)
    dy = rng.normal(size=run.y.shape)
    few = weight_gradients(net, x, run, dy, truncate)
    all_of_them, _ = backward(net, x, run, dy, truncate)
    same(few.params, all_of_them.params, atol=0)
    same(few.readout, all_of_them.readout, atol=0)


@QUICK
@given(cells, seeds, lengths)
def test_that_a_loss_on_the_last_step_is_a_loss_on_every_step_that_is_zero_before(code, seed, T):
    net, x, state0, dy = problem(code, seed, T)
    last, every = forward(net, x, "last", state0), forward(net, x, "every", state0)
    same(last.y, every.y[-1])
    padded = np.zeros_like(dy)
    padded[-1] = dy[-1]
    (w, g), (w0, g0) = backward(net, x, last, dy[-1]), backward(net, x, every, padded)
    same(w, w0)
    same(tuple(g.params), tuple(g0.params))
    same(g.state, g0.state)


# Cells against each other, and gates forced.


@QUICK
@given(seeds, lengths, sizes)
def test_that_both_grus_are_equal_when_W_hn_is_diagonal_and_b_hn_is_zero(seed, T, hidden):
    rng = np.random.default_rng(seed)
    after = random_network(CELLS["gru"], rng, hidden=hidden).params
    after.W_hh[2 * hidden :] *= np.eye(hidden)
    after = after._replace(b_hn=np.zeros(hidden))
    cell = CELLS["gru_before"]
    before = cell.Params(*after[:3])
    x, dh = rng.normal(size=(T, 2)), rng.normal(size=(T, hidden))
    trace, trace_before = unroll(CELLS["gru"], after, x), unroll(cell, before, x)
    same(trace.h, trace_before.h)
    g = bptt(CELLS["gru"], after, x, trace, dh)
    g_before = bptt(cell, before, x, trace_before, dh)
    same(g.state.h, g_before.state.h)
    same(g.x, g_before.x)
    same(g.params.W_xh, g_before.params.W_xh)


def test_that_both_grus_differ_when_W_hn_is_not_diagonal():
    rng = np.random.default_rng(0)
    after = random_network(CELLS["gru"], rng).params._replace(b_hn=np.zeros(3))
    x = rng.normal(size=(4, 2))
    before = unroll(CELLS["gru_before"], CELLS["gru_before"].Params(*after[:3]), x)
    assert np.abs(unroll(CELLS["gru"], after, x).h - before.h).max() > 1e-3


@QUICK
@given(st.sampled_from(["gru", "gru_before"]), seeds, lengths)
def test_that_a_gru_whose_update_gate_keeps_everything_holds_its_state(code, seed, T):
    net, x, state0, _ = problem(code, seed, T)
    p = net.params
    p.b_h[3:6] = KEEP
    trace = unroll(net.cell, p, x, state0)
    same(trace.h, np.broadcast_to(state0.h, trace.h.shape), atol=0)
    same(step_jacobians(net.cell, p, trace), np.broadcast_to(np.eye(3), (T, 3, 3)), atol=0)


@QUICK
@given(seeds, lengths)
def test_that_an_lstm_that_forgets_nothing_and_writes_nothing_keeps_its_cell(seed, T):
    net, x, state0, _ = problem("lstm", seed, T)
    p = net.params
    p.b_h[:3], p.b_h[3:6] = SHUT, KEEP
    trace = unroll(net.cell, p, x, state0)
    same(trace.c, np.broadcast_to(state0.c, trace.c.shape), atol=0)
    J = step_jacobians(net.cell, p, trace)
    same(J[:, 3:, 3:], np.broadcast_to(np.eye(3), (T, 3, 3)), atol=0)
    same(J[:, 3:, :3], np.zeros((T, 3, 3)), atol=0)


@QUICK
@given(seeds, lengths)
def test_that_an_lstm_with_an_open_carousel_adds_up_what_it_writes(seed, T):
    net, x, _, _ = problem("lstm", seed, T)
    p = net.params
    p.b_h[:3], p.b_h[3:6] = KEEP, KEEP
    trace = unroll(net.cell, p, x)
    same(trace.c, np.cumsum(trace.g, axis=0))


@QUICK
@given(seeds, lengths, sizes)
def test_that_an_irnn_with_positive_sums_passes_every_gradient_unchanged(seed, T, hidden):
    rng = np.random.default_rng(seed)
    p = CELLS["rnn_relu"].Params(rng.uniform(0.1, 1, (hidden, 2)), np.eye(hidden), np.zeros(hidden))
    trace = unroll(CELLS["rnn_relu"], p, rng.uniform(0.1, 1, (T, 2)))
    J = step_jacobians(CELLS["rnn_relu"], p, trace)
    same(J, np.broadcast_to(np.eye(hidden), J.shape), atol=0)


@QUICK
@given(seeds, lengths)
def test_that_a_linear_network_is_a_sum_of_powers_of_its_weights(seed, T):
    net, x, state0, _ = problem("rnn_linear", seed, T)
    W_xh, W_hh, b_h = net.params
    power = np.linalg.matrix_power
    h = power(W_hh, T) @ state0.h
    for k in range(T):
        h = h + power(W_hh, T - 1 - k) @ (W_xh @ x[k] + b_h)
    same(unroll(net.cell, net.params, x, state0).h[-1], h, atol=1e-10)


# Bounds.


@pytest.mark.parametrize("activation", ACTIVATIONS)
@QUICK
@given(seeds, lengths, sizes)
def test_that_a_step_jacobian_is_no_larger_than_the_steepest_slope_times_sigma_max(
    activation, seed, T, hidden
):
    rng = np.random.default_rng(seed)
    cell = CELLS[f"rnn_{activation}"]
    p = random_network(cell, rng, hidden=hidden).params
    trace = unroll(cell, p, rng.normal(size=(T, 2)))
    bound = ACTIVATIONS[activation].largest_slope * largest_singular_value(p.W_hh)
    J = step_jacobians(cell, p, trace)
    assert (np.linalg.norm(J, 2, axis=(1, 2)) <= bound * (1 + 1e-12)).all()
    product = np.linalg.multi_dot([*J[::-1], np.eye(hidden), np.eye(hidden)])
    assert np.linalg.norm(product, 2) <= bound**T * (1 + 1e-9)


@QUICK
@given(seeds, st.integers(2, 30), sizes)
def test_that_an_orthogonal_tanh_network_never_explodes(seed, T, hidden):
    rng = np.random.default_rng(seed)
    p = random_network(CELLS["rnn_tanh"], rng, hidden=hidden).params
    p = p._replace(W_hh=orthogonal_matrix(rng, hidden))
    x, dh = rng.normal(size=(T, 2)), np.zeros((T, hidden))
    dh[-1] = rng.normal(size=hidden)
    g = bptt(CELLS["rnn_tanh"], p, x, unroll(CELLS["rnn_tanh"], p, x), dh)
    assert (np.diff(norms(g.state.h)) >= -1e-12).all()  # never larger a step further back


@QUICK
@given(seeds)
def test_that_a_sigmoid_network_fades_while_sigma_max_is_below_four(seed):
    rng = np.random.default_rng(seed)
    p = random_network(CELLS["rnn_sigmoid"], rng).params
    p = p._replace(W_hh=p.W_hh * 3.9 / largest_singular_value(p.W_hh))
    x, dh = rng.normal(size=(20, 2)), np.zeros((20, 3))
    dh[-1] = 1
    g = bptt(CELLS["rnn_sigmoid"], p, x, unroll(CELLS["rnn_sigmoid"], p, x), dh)
    length = norms(g.state.h)
    assert (length[:-1] <= 3.9 / 4 * length[1:] * (1 + 1e-12)).all()


@QUICK
@given(cells, seeds, st.floats(-3, 3))
def test_that_gradients_are_linear_in_the_slope_of_the_loss(code, seed, share):
    net, x, state0, dy = problem(code, seed, 4)
    run = forward(net, x, state0=state0)
    other = np.random.default_rng(seed + 1).normal(size=dy.shape)
    (a, _), (b, _) = backward(net, x, run, dy), backward(net, x, run, other)
    both, _ = backward(net, x, run, dy + share * other)
    for part, part_a, part_b in zip(both, a, b, strict=True):
        for m, u, v in zip(part, part_a, part_b, strict=True):
            same(m, u + share * v, atol=1e-10)


@QUICK
@given(cells, seeds)
def test_that_a_second_backward_pass_over_the_same_trace_gives_the_same(code, seed):
    net, x, state0, dy = problem(code, seed, 4)
    run = forward(net, x, state0=state0)
    kept = [np.array(a) for s in run.steps for a in s]
    first, second = backward(net, x, run, dy), backward(net, x, run, dy)
    same(first[0], second[0], atol=0)
    same(first[1].state, second[1].state, atol=0)
    for a, b in zip(kept, (a for s in run.steps for a in s), strict=True):
        same(a, b, atol=0)  # and nothing of the forward pass was changed


def test_that_modules_of_gated_cells_name_their_gates_in_the_order_they_are_stacked():
    assert lstm.GATES == ("i", "f", "g", "o")
    assert gru.GATES == ("r", "z", "n")
