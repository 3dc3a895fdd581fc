"""Initialisations: what is drawn, how it is spread, and that the same seed draws the same."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.core.biases import chrono_bias
from rnnviz.core.cells import CELLS
from rnnviz.core.init import (
    SCHEMES,
    init_network,
    init_params,
    init_readout,
    orthogonal_matrix,
)
from rnnviz.core.jacobians import largest_singular_value, spectral_radius
from tests.core.nets import QUICK, cells, seeds

# Cells that are drawn as a whole, by the scheme that is asked for, and keep every weight.
ODD = {"clockwork", "irnn", "jordan", "lstm_depth_gated", "grid_lstm", "indrnn", "esn", "lru"}
BLIND = {code for code, cell in CELLS.items() if cell.loop is None}  # no gate reads the state
DRAWN = [code for code in CELLS if code not in ODD]
FULL = [code for code in DRAWN if code not in BLIND]


def draw(code, scheme, seed=0, inputs=4, hidden=16, **options):
    return init_params(CELLS[code], inputs, hidden, np.random.default_rng(seed), scheme, **options)


def many(code, scheme, hidden=16, inputs=4):
    """200 draws side by side: enough for statistics."""
    return draw(code, scheme, restarts=200, hidden=hidden, inputs=inputs)


def is_uniform(values, low, high):
    """Within the limits, close to both, and with the mean and variance of a uniform draw."""
    assert low <= values.min() < low + 0.01 * (high - low)
    assert high - 0.01 * (high - low) < values.max() <= high
    assert values.mean() == pytest.approx((low + high) / 2, abs=0.02 * (high - low))
    assert values.var() == pytest.approx((high - low) ** 2 / 12, rel=0.05)


@QUICK
@given(cells, st.sampled_from(sorted(SCHEMES)), seeds, st.sampled_from([None, 1, 3]))
def test_that_shapes_are_those_of_the_cell_and_the_same_seed_draws_the_same(code, scheme, seed, R):
    cell = CELLS[code]
    p, again = (draw(code, scheme, seed, 2, 3, restarts=R) for _ in range(2))
    lead = () if R is None else (R,)
    columns = {"W_xh": 2, "W_yh": 1}
    for name, a in p._asdict().items():
        rows = 3 * len(cell.stacked(name)) if name.startswith("W_") or name == "b_h" else 3
        assert a.shape == (*lead, rows, *([columns.get(name, 3)] if name.startswith("W_") else []))
    for a, b in zip(p, again, strict=True):
        assert a.dtype == np.float64
        np.testing.assert_array_equal(a, b)
    other = draw(code, scheme, seed + 1, 2, 3, restarts=R)
    assert (p.W_xh != other.W_xh).any()


@pytest.mark.parametrize("code", CELLS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_that_restarts_are_the_draws_one_after_the_other(code, scheme):
    together = draw(code, scheme, seed=3, restarts=3)
    rng = np.random.default_rng(3)
    for r in range(3):
        one = init_params(CELLS[code], 4, 16, rng, scheme)
        for a, b in zip(one, together, strict=True):
            np.testing.assert_array_equal(a, b[r])


# PyTorch.


@pytest.mark.parametrize("code", DRAWN)
def test_that_pytorch_draws_all_weights_uniformly_within_one_over_root_H(code):
    p = many(code, "pytorch")
    is_uniform(p.W_xh, -0.25, 0.25)
    if code not in BLIND:
        is_uniform(p.W_hh, -0.25, 0.25)


@pytest.mark.parametrize("code", ["rnn_tanh", "lstm", "gru_before"])
def test_that_one_bias_is_spread_as_the_sum_of_the_two_of_pytorch(code):
    b = many(code, "pytorch").b_h
    assert np.abs(b).max() <= 0.5
    assert b.var() == pytest.approx(2 * 0.5**2 / 12, rel=0.05)


def test_that_the_candidate_of_a_gru_has_two_single_biases_as_in_pytorch():
    p = many("gru", "pytorch")
    is_uniform(p.b_h[:, 32:], -0.25, 0.25)
    is_uniform(p.b_hn, -0.25, 0.25)
    assert p.b_h[:, :32].var() == pytest.approx(2 * 0.5**2 / 12, rel=0.05)


def test_that_pytorch_weights_have_the_measured_radius_and_norm():
    p = draw("rnn_tanh", "pytorch", restarts=50, hidden=32)
    assert np.mean([spectral_radius(W) for W in p.W_hh]) == pytest.approx(0.6, abs=0.05)
    assert np.mean([largest_singular_value(W) for W in p.W_hh]) == pytest.approx(1.12, abs=0.06)


# Keras.


@pytest.mark.parametrize("code", [*DRAWN, "clockwork"])
def test_that_keras_draws_glorot_inputs_and_no_biases(code):
    p, G = many(code, "keras"), len(CELLS[code].gates)
    k = np.sqrt(6 / (4 + 16 * G))
    is_uniform(p.W_xh, -k, k)
    forget = {
        "lstm": 1,
        "lstm_peephole": 1,
        "lstm_coupled": 0,
        "ugrnn": 0,
        "janet": 0,
        "slstm": 1,
    }.get(code)
    others = p.b_h if forget is None else np.delete(p.b_h, np.s_[16 * forget : 16 * forget + 16], 1)
    assert all((b == 0).all() for b in (others, *p[3:]))


@pytest.mark.parametrize("code", FULL)
def test_that_the_recurrent_weights_of_keras_are_orthonormal_over_all_gates(code):
    W = draw(code, "keras").W_hh
    np.testing.assert_allclose(W.T @ W, np.eye(16), rtol=0, atol=1e-13)


def test_that_a_single_gate_of_keras_is_not_orthogonal():
    gate = draw("lstm", "keras", hidden=8).W_hh[:8]
    s = np.linalg.svd(gate, compute_uv=False)
    assert s[0] < 0.99
    assert s[-1] < 0.3


def test_that_keras_opens_the_forget_gate_and_others_do_not():
    assert (draw("lstm", "keras").b_h[16:32] == 1).all()
    assert (draw("lstm", "keras", forget_bias=0).b_h == 0).all()
    assert (draw("lstm", "orthogonal").b_h == 0).all()


# The others.


@pytest.mark.parametrize("code", FULL)
def test_that_every_gate_of_the_orthogonal_scheme_is_a_rotation_of_its_own(code):
    p = draw(code, "orthogonal")
    gates = np.split(p.W_hh, len(CELLS[code].gates))
    for W in gates:
        np.testing.assert_allclose(W @ W.T, np.eye(16), rtol=0, atol=1e-13)
    assert all(np.abs(a - b).max() > 0.1 for a, b in pairwise(gates))
    assert (p.b_h == 0).all()


@QUICK
@given(seeds, st.integers(1, 8))
def test_that_an_orthogonal_matrix_keeps_every_length(seed, n):
    Q = orthogonal_matrix(np.random.default_rng(seed), n)
    np.testing.assert_allclose(np.linalg.svd(Q, compute_uv=False), 1, rtol=1e-13)


def test_that_orthogonal_matrices_are_drawn_without_a_preferred_direction():
    rng = np.random.default_rng(0)
    entries = np.array([orthogonal_matrix(rng, 3) for _ in range(3000)])
    np.testing.assert_allclose(entries.mean(axis=0), 0, atol=0.04)
    np.testing.assert_allclose((entries**2).mean(axis=0), 1 / 3, atol=0.03)


@pytest.mark.parametrize("code", [*FULL, "clockwork", "irnn"])
def test_that_the_identity_scheme_copies_the_state(code):
    p = draw(code, "identity", hidden=3)
    np.testing.assert_array_equal(p.W_hh, np.tile(np.eye(3), (len(CELLS[code].gates), 1)))
    assert (p.b_h == 0).all()


def test_that_gaussian_weights_have_a_spectral_radius_near_their_gain():
    for gain in (0.5, 1.5):
        W = draw("rnn_tanh", "gaussian", hidden=200, gain=gain).W_hh
        assert W.std() == pytest.approx(gain / np.sqrt(200), rel=0.02)
        assert spectral_radius(W) == pytest.approx(gain, rel=0.1)


def test_that_the_scheme_of_the_article_draws_no_negative_weight():
    p = many("rnn_tanh", "article")
    is_uniform(p.W_xh, 0, 1)
    is_uniform(p.W_hh, 0, 1)
    assert (p.b_h == 0).all()
    assert spectral_radius(draw("rnn_tanh", "article", hidden=64).W_hh) == pytest.approx(
        32, rel=0.05
    )


@pytest.mark.parametrize("scheme", SCHEMES)
def test_that_gain_multiplies_the_recurrent_weights_alone(scheme):
    once, tripled = draw("lstm", scheme), draw("lstm", scheme, gain=3.0)
    np.testing.assert_allclose(tripled.W_hh, 3 * once.W_hh)
    np.testing.assert_array_equal(tripled.W_xh, once.W_xh)
    np.testing.assert_array_equal(tripled.b_h, once.b_h)


# Cells that are defined by how they start, and cells of two layers.


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("gain", [1.0, 0.5])
def test_that_an_irnn_starts_as_a_copy_whatever_the_scheme(scheme, gain):
    p = draw("irnn", scheme, gain=gain)
    np.testing.assert_array_equal(p.W_hh, gain * np.eye(16))
    assert (p.b_h == 0).all()


def test_that_the_gain_of_a_jordan_network_is_on_its_way_back_from_the_output():
    once, tripled = (
        draw("jordan", "pytorch", outputs=2),
        draw("jordan", "pytorch", outputs=2, gain=3),
    )
    assert once.W_yh.shape == (16, 2)
    np.testing.assert_allclose(tripled.W_yh, 3 * once.W_yh)
    np.testing.assert_array_equal(tripled.W_xh, once.W_xh)


@pytest.mark.parametrize("code", ["lstm_depth_gated", "grid_lstm"])
def test_that_both_layers_forget_as_they_are_told(code):
    cell = CELLS[code]
    opened = dict(zip(cell.gates, np.split(draw(code, "keras").b_h, len(cell.gates)), strict=True))
    for gate, b in opened.items():
        assert (b == (gate in ("f", "f1"))).all()


@pytest.mark.parametrize("code", ["lstm_depth_gated", "grid_lstm"])
def test_that_every_gate_of_both_layers_is_drawn_as_the_scheme_says(code):
    p = draw(code, "orthogonal")
    for W in np.split(p.W_hh, len(CELLS[code].stacked("W_hh"))):
        np.testing.assert_allclose(W @ W.T, np.eye(16), rtol=0, atol=1e-13)
    assert np.abs(draw(code, "pytorch").W_hh).max() <= 0.25


# Forget gates.


@pytest.mark.parametrize("scheme", SCHEMES)
def test_that_a_forget_bias_sets_the_forget_gate_and_no_other(scheme):
    plain, opened = draw("lstm", scheme), draw("lstm", scheme, forget_bias=2.5)
    assert (opened.b_h[16:32] == 2.5).all()
    np.testing.assert_array_equal(
        np.delete(opened.b_h, slice(16, 32)), np.delete(plain.b_h, slice(16, 32))
    )


@pytest.mark.parametrize("code", [c for c in CELLS if CELLS[c].forget])
@pytest.mark.parametrize("bias", [2.5, "chrono"])
def test_that_a_forget_bias_sets_the_gate_that_a_cell_says_keeps(code, bias):
    cell = CELLS[code]
    plain, opened = (
        dict(zip(cell.gates, np.split(draw(code, "keras", forget_bias=b).b_h, 2), strict=True))
        for b in (0.0, bias)
    )
    assert cell.forget is not None
    kept = opened.pop(cell.forget)
    assert (kept == 2.5).all() if bias == 2.5 else (kept >= 0).all() and np.ptp(kept) > 0
    assert all((b == plain[gate]).all() for gate, b in opened.items())


@pytest.mark.parametrize("code", [c for c in CELLS if not CELLS[c].forget_gates])
def test_that_a_forget_bias_means_nothing_to_a_cell_without_a_forget_gate(code):
    for a, b in zip(draw(code, "pytorch"), draw(code, "pytorch", forget_bias=2.5), strict=True):
        np.testing.assert_array_equal(a, b)


def test_that_chrono_biases_spread_memories_up_to_the_longest():
    b = draw("lstm", "orthogonal", forget_bias="chrono", longest=50, restarts=200).b_h
    i, f, rest = b[:, :16], b[:, 16:32], b[:, 32:]
    np.testing.assert_array_equal(i, -f)
    assert (rest == 0).all()
    is_uniform(np.exp(f), 1, 49)
    memory = 1 / (1 - 1 / (1 + np.exp(-f)))  # 1 / (1 - forget gate), in steps
    assert memory.min() > 1.9
    assert memory.max() < 50.1


@pytest.mark.parametrize("longest", [0, 1, 2])
def test_that_chrono_biases_of_very_short_memories_are_zero(longest):
    b = chrono_bias(np.random.default_rng(0), 8, longest)
    np.testing.assert_allclose(b, 0, atol=1e-8)


# Readouts and networks.


def test_that_readouts_are_drawn_as_their_scheme_says():
    def readout(scheme):
        return init_readout(8, 16, np.random.default_rng(0), scheme, restarts=100)

    is_uniform(readout("pytorch").W_hy, -0.25, 0.25)
    is_uniform(readout("pytorch").b_y, -0.25, 0.25)
    is_uniform(readout("keras").W_hy, -0.5, 0.5)
    is_uniform(readout("article").W_hy, 0, 1)
    assert (readout("keras").b_y == 0).all()
    assert (readout("article").b_y == 0).all()


@pytest.mark.parametrize("code", CELLS)
@pytest.mark.parametrize("restarts", [None, 3])
def test_that_a_network_counts_the_weights_of_one_restart(code, restarts):
    G, H, I, O = len(CELLS[code].gates), 5, 2, 3
    own = {
        "gru": G * (H * I + H * H + H) + H,
        "lstm_peephole": G * (H * I + H * H + H) + 3 * H,
        "jordan": H * I + H * O + H,
        "mingru": 2 * (H * I + H),
        "ssm": 2 * (H * I + H),
        "indrnn": H * I + 2 * H,
        "lru": 2 * H * I + 4 * H,
        "minlstm": 3 * (H * I + H),
        # Two LSTMs, the second on the first, and the depth gate's H H + 3 H.
        "lstm_depth_gated": 4 * (H * I + H * H + H) + 4 * (H * H + H * H + H) + H * H + 3 * H,
        "grid_lstm": (H * I + H) + (7 + 8) * (2 * H * H + H),
    }.get(code, G * (H * I + H * H + H))
    expected = own + O * H + O
    net = init_network(CELLS[code], 2, 5, 3, np.random.default_rng(0), restarts=restarts)
    assert net.count() == expected
    assert net.hidden == 5


def test_that_the_network_of_the_article_has_five_parameters():
    net = init_network(CELLS["rnn_tanh"], 1, 1, 1, np.random.default_rng(0), scheme="article")
    assert net.count() == 5
