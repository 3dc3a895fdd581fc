"""Jordan, IRNN, depth-gated and Grid LSTM: what ties them to the cells that they are made of."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.core.bptt import bptt
from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.jacobians import step_jacobians
from rnnviz.core.network import Network, Weights, backward, forward
from rnnviz.core.readout import Readout
from rnnviz.core.unroll import unroll
from rnnviz.training import fit
from tests.core.nets import QUICK, lengths, random_network, random_state, seeds, sizes

SHUT = -800.0  # a sum at which a gate is exactly 0


def drawn(code, seed, T, hidden=3, outputs=2):
    rng = np.random.default_rng(seed)
    net = random_network(CELLS[code], rng, hidden=hidden, outputs=outputs)
    return net, rng.normal(size=(T, 2)), rng.normal(size=(T, outputs))


@QUICK
@given(seeds, lengths, sizes)
def test_that_a_jordan_network_whose_output_is_its_state_is_an_elman_network(seed, T, H):
    net, x, dy = drawn("jordan", seed, T, H, outputs=H)
    p, plain = net.weights.params, Readout(np.eye(H), np.zeros(H))
    ours = Network(net.cell, Weights(p, plain))
    elman = Network(CELLS["rnn_tanh"], Weights(CELLS["rnn_tanh"].Params(*p), plain))
    (w, g), (w_e, g_e) = (backward(n, x, forward(n, x), dy) for n in (ours, elman))
    np.testing.assert_allclose(g.state.h, g_e.state.h, atol=1e-12)
    for a, b in zip(w.params, w_e.params, strict=True):
        np.testing.assert_allclose(a, b, atol=1e-12)


@QUICK
@given(seeds, lengths)
def test_that_any_jordan_network_is_an_elman_network_with_a_loop_through_the_output(seed, T):
    net, x, dy = drawn("jordan", seed, T)
    W_xh, W_yh, b_h, W_hy, b_y = net.params
    elman = CELLS["rnn_tanh"]
    q = elman.Params(W_xh, W_yh @ W_hy, b_h + W_yh @ b_y)
    state0 = random_state(net.cell, np.random.default_rng(seed), ())
    trace, other = unroll(net.cell, net.params, x, state0), unroll(elman, q, x, state0)
    np.testing.assert_allclose(trace.h, other.h, atol=1e-13)
    a, b = bptt(net.cell, net.params, x, trace, dy @ W_hy), bptt(elman, q, x, other, dy @ W_hy)
    np.testing.assert_allclose(a.state.h, b.state.h, atol=1e-12)
    np.testing.assert_allclose(a.x, b.x, atol=1e-12)
    np.testing.assert_allclose(a.params.W_yh, b.params.W_hh @ W_hy.T + b.params.b_h[:, None] * b_y)


def test_that_the_memory_of_a_jordan_network_is_as_wide_as_its_output():
    net, x, _ = drawn("jordan", 0, 5, hidden=6, outputs=2)
    J = step_jacobians(net.cell, net.params, unroll(net.cell, net.params, x))
    assert all(np.linalg.matrix_rank(J_t) == 2 for J_t in J)
    np.testing.assert_allclose(net.cell.recurrence(net.params), net.params[1] @ net.params[3])


def test_that_the_readout_of_a_jordan_network_is_counted_and_learned_once():
    net = init_network(CELLS["jordan"], 1, 4, 1, np.random.default_rng(0))
    assert net.count() == 4 + 4 + 4 + 4 + 1
    x = np.sin(np.arange(12.0) + np.arange(8.0)[:, None])[..., None]
    history = fit(net, x[:-1], x[-1], epochs=60, lr=0.02)
    assert history.loss[-1] < 0.5 * history.loss[0]
    trained = history.net
    np.testing.assert_array_equal(trained.params.W_hy, trained.weights.readout.W_hy)


@QUICK
@given(seeds, lengths, sizes, st.floats(0.2, 1))
def test_that_an_irnn_with_positive_sums_passes_every_gradient_by_its_gain(seed, T, H, gain):
    rng = np.random.default_rng(seed)
    cell = CELLS["irnn"]
    net = init_network(cell, 2, H, 1, rng, gain=gain)
    p = net.params._replace(W_xh=np.abs(net.params.W_xh) + 0.1)
    trace = unroll(cell, p, rng.uniform(0.1, 1, (T, 2)))
    J = step_jacobians(cell, p, trace)
    np.testing.assert_array_equal(J, np.broadcast_to(gain * np.eye(H), J.shape))


# Two layers.


@QUICK
@given(seeds, lengths)
def test_that_a_depth_gated_lstm_with_its_depth_gate_shut_is_two_stacked_lstms(seed, T):
    net, x, dy = drawn("lstm_depth_gated", seed, T)
    p, H, lstm = net.params, 3, CELLS["lstm"]
    p.b_h[8 * H :] = SHUT
    dh = dy @ net.weights.readout.W_hy
    trace = unroll(net.cell, p, x)
    p1 = lstm.Params(p.W_xh, p.W_hh[: 4 * H], p.b_h[: 4 * H])
    p2 = lstm.Params(p.W_lh[: 4 * H], p.W_hh[4 * H :], p.b_h[4 * H : 8 * H])
    lower = unroll(lstm, p1, x)
    upper = unroll(lstm, p2, lower.h)
    np.testing.assert_allclose(trace.h, upper.h, atol=1e-14)
    np.testing.assert_allclose(trace.c1, lower.c, atol=1e-14)
    g = bptt(net.cell, p, x, trace, dh)
    g2 = bptt(lstm, p2, lower.h, upper, dh)
    g1 = bptt(lstm, p1, x, lower, g2.x)
    np.testing.assert_allclose(g.x, g1.x, atol=1e-13)
    np.testing.assert_allclose(
        g.params.W_hh, np.vstack([g1.params.W_hh, g2.params.W_hh]), atol=1e-12
    )
    np.testing.assert_allclose(g.params.W_lh[: 4 * H], g2.params.W_xh, atol=1e-12)


@QUICK
@given(seeds, lengths)
def test_that_an_open_depth_gate_hands_up_the_whole_lower_memory(seed, T):
    net, x, _ = drawn("lstm_depth_gated", seed, T)
    net.params.b_h[24:] = -SHUT  # k = 1
    net.params.b_h[12:18] = SHUT  # i = f = 0 in the upper layer
    trace = unroll(net.cell, net.params, x)
    np.testing.assert_allclose(trace.c, trace.c1, atol=1e-14)


@QUICK
@given(seeds, lengths)
def test_that_the_first_layer_of_a_grid_lstm_is_an_lstm_along_time(seed, T):
    net, x, _ = drawn("grid_lstm", seed, T)
    p, H, lstm = net.params, 3, CELLS["lstm"]
    time = slice(0, 4 * H)
    D = p.W_dh[time]
    b = p.b_h[H : 5 * H] + D @ p.b_h[:H]
    expected = unroll(lstm, lstm.Params(D @ p.W_xh, p.W_hh[time], b), x)
    trace = unroll(net.cell, p, x)
    np.testing.assert_allclose(trace.k1, expected.h, atol=1e-13)
    np.testing.assert_allclose(trace.c1, expected.c, atol=1e-13)


@QUICK
@given(seeds, lengths)
def test_that_a_grid_lstm_that_reads_no_past_is_a_network_of_depth_alone(seed, T):
    net, x, _ = drawn("grid_lstm", seed, T)
    p = net.params._replace(W_hh=np.zeros_like(net.params.W_hh))
    whole = unroll(net.cell, p, x).h
    alone = np.stack([unroll(net.cell, p, x[t : t + 1]).h[0] for t in range(T)])
    np.testing.assert_allclose(whole, alone, atol=1e-14)


def test_that_what_a_grid_lstm_shows_goes_to_no_later_step():
    net, x, _ = drawn("grid_lstm", 0, 5)
    J = step_jacobians(net.cell, net.params, unroll(net.cell, net.params, x))
    assert not J[:, :, :3].any()
