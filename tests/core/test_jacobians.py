"""Step Jacobians, their products and spectra, against differences and plain linear algebra."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.core.activations import ACTIVATIONS
from rnnviz.core.cells import CELLS
from rnnviz.core.cells.lstm import standard as lstm
from rnnviz.core.cells.rnn import elman as rnn
from rnnviz.core.init import orthogonal_matrix
from rnnviz.core.jacobians import (
    as_state,
    largest_singular_value,
    log10_singular_values,
    lyapunov_spectrum,
    spectral_radius,
    state_vectors,
    step_jacobians,
)
from rnnviz.core.unroll import unroll
from tests.core.nets import QUICK, cells, random_network, random_state, seeds


def trace_of(code, seed=0, T=6, hidden=3, scale=0.8):
    rng = np.random.default_rng(seed)
    cell = CELLS[code]
    p = random_network(cell, rng, hidden=hidden, scale=scale).params
    x = rng.normal(size=(T, 2))
    return cell, p, x, unroll(cell, p, x, random_state(cell, rng, (), hidden))


def slopes(f, v, eps=1e-5):
    """df/dv by central differences, a column for each entry of v."""
    steps = np.eye(len(v)) * eps
    return np.stack([(f(v + e) - f(v - e)) / (2 * eps) for e in steps], axis=1)


@pytest.mark.parametrize("code", CELLS)
def test_that_every_step_jacobian_is_the_slope_of_one_step(code):
    cell, p, x, trace = trace_of(code)
    wx = cell.project(p, x)
    J = step_jacobians(cell, p, trace)
    for t in range(len(x)):
        before = [getattr(trace, f"{name}_prev")[t] for name in cell.state_fields]

        def one_step(v, t=t):
            return state_vectors(cell.state(cell.step(p, wx[t], as_state(cell, v))))

        np.testing.assert_allclose(J[t], slopes(one_step, np.concatenate(before)), atol=1e-9)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_that_the_jacobian_of_an_rnn_is_its_slope_times_W_hh(activation):
    cell, p, _, trace = trace_of(f"rnn_{activation}")
    slope = {
        "tanh": 1 - np.tanh(trace.a) ** 2,
        "relu": 1.0 * (trace.a > 0),
        "sigmoid": np.exp(-trace.a) / (1 + np.exp(-trace.a)) ** 2,
        "linear": np.ones_like(trace.a),
    }[activation]
    for J, f in zip(step_jacobians(cell, p, trace), slope, strict=True):
        np.testing.assert_allclose(J, np.diag(f) @ p.W_hh, rtol=0, atol=1e-14)


def test_that_the_jacobian_of_an_lstm_has_the_four_blocks_of_its_equations():
    cell, p, _, trace = trace_of("lstm")
    W_i, W_f, W_g, W_o = np.split(p.W_hh, 4)
    for t, J in enumerate(step_jacobians(cell, p, trace)):
        i, f, g, o = trace.i[t], trace.f[t], trace.g[t], trace.o[t]
        tc, c_prev = np.tanh(trace.c[t]), trace.c_prev[t]
        ch = np.diag(g * i * (1 - i)) @ W_i + np.diag(c_prev * f * (1 - f)) @ W_f
        ch = ch + np.diag(i * (1 - g**2)) @ W_g
        hh = np.diag(o * (1 - tc**2)) @ ch + np.diag(tc * o * (1 - o)) @ W_o
        hc = np.diag(o * (1 - tc**2) * f)
        np.testing.assert_allclose(J, np.block([[hh, hc], [ch, np.diag(f)]]), rtol=0, atol=1e-14)


def test_that_the_jacobian_of_a_gru_is_that_of_its_equations():
    cell, p, _, trace = trace_of("gru")
    W_r, W_z, W_n = np.split(p.W_hh, 3)
    for t, J in enumerate(step_jacobians(cell, p, trace)):
        r, z, n, q, h = (getattr(trace, k)[t] for k in ("r", "z", "n", "q", "h_prev"))
        inner = np.diag(r) @ W_n + np.diag(q * r * (1 - r)) @ W_r
        expected = np.diag(z) + np.diag((h - n) * z * (1 - z)) @ W_z
        expected = expected + np.diag((1 - z) * (1 - n**2)) @ inner
        np.testing.assert_allclose(J, expected, rtol=0, atol=1e-14)


@QUICK
@given(cells, seeds)
def test_that_a_state_survives_the_way_into_one_vector_and_back(code, seed):
    cell = CELLS[code]
    state = random_state(cell, np.random.default_rng(seed), (4,))
    for a, b in zip(as_state(cell, state_vectors(state)), state, strict=True):
        np.testing.assert_array_equal(a, b)


# Products.


@QUICK
@given(seeds, st.integers(1, 8), st.integers(1, 5))
def test_that_singular_values_of_products_are_those_of_a_plain_svd(seed, T, S):
    rng = np.random.default_rng(seed)
    J = np.eye(S) + 0.2 * rng.normal(size=(T, S, S))
    logs = log10_singular_values(J)
    P = np.eye(S)
    for lag in range(T):
        P = P @ J[T - 1 - lag]  # J_T J_{T-1} ... : one step further back each time
        s = np.linalg.svd(P, compute_uv=False)
        np.testing.assert_allclose(10.0 ** logs[lag], s, rtol=1e-9)


def test_that_products_of_a_rotation_keep_all_singular_values_at_one():
    Q = orthogonal_matrix(np.random.default_rng(0), 5)
    logs = log10_singular_values(np.tile(Q, (500, 1, 1)))
    np.testing.assert_allclose(logs, 0, atol=1e-12)


@pytest.mark.parametrize("w", [1e-5, 0.5, 3.0, 1e5])
def test_that_products_far_beyond_the_range_of_floats_keep_their_logarithm(w):
    logs = log10_singular_values(np.full((400, 1, 1), w))
    np.testing.assert_allclose(logs[:, 0], np.log10(w) * np.arange(1, 401), rtol=1e-10)


def test_that_singular_values_lost_to_rounding_are_not_given():
    J = np.tile(np.diag([1.0, 0.1]), (30, 1, 1))
    logs = log10_singular_values(J)
    np.testing.assert_allclose(logs[:13, 1], -np.arange(1.0, 14.0), atol=1e-9)
    assert np.isnan(logs[15:, 1]).all()
    np.testing.assert_allclose(logs[:, 0], 0, atol=1e-12)


@pytest.mark.parametrize("bad", [0.0, np.inf, np.nan])
def test_that_a_product_that_is_zero_or_not_a_number_has_no_singular_values_from_there_on(bad):
    J = np.tile(0.5 * np.eye(2), (6, 1, 1))
    J[2] = bad
    logs = log10_singular_values(J)
    assert np.isfinite(logs[:3]).all()  # J_6, J_6 J_5, J_6 J_5 J_4
    assert np.isnan(logs[3:]).all()


def test_that_transient_growth_is_seen_where_the_spectral_radius_promises_decay():
    W = np.array([[0.9, 10.0], [0.0, 0.9]])
    p = rnn.Params(np.zeros((2, 1)), W, np.zeros(2))
    cell = CELLS["rnn_linear"]
    J = step_jacobians(cell, p, unroll(cell, p, np.zeros((100, 1))))
    largest = 10.0 ** log10_singular_values(J)[:, 0]
    norms = [largest[n - 1] for n in (1, 5, 10, 20, 50, 100)]
    assert spectral_radius(W) == pytest.approx(0.9)
    assert norms == pytest.approx([10.1, 32.8, 38.7, 27.0, 2.86, 0.03], rel=0.02)


# Scalars: the table of w^n, and the same with tanh.


POWERS = {  # w: w^10, w^20, w^50, w^100
    0.5: (9.8e-4, 9.5e-7, 8.9e-16, 7.9e-31),
    0.8: (0.107, 0.0115, 1.4e-5, 2e-10),
    0.9: (0.349, 0.122, 0.0052, 2.7e-5),
    0.95: (0.599, 0.358, 0.077, 0.0059),
    0.99: (0.904, 0.818, 0.605, 0.366),
    1.0: (1, 1, 1, 1),
    1.01: (1.10, 1.22, 1.64, 2.70),
    1.1: (2.59, 6.73, 117, 1.4e4),
    1.5: (57.7, 3325, 6.4e8, 4e17),
    2.0: (1024, 1.05e6, 1.1e15, 1.3e30),
}


def scalar_jacobians(activation, w, steps, x=0.0, h0=0.0):
    """The step derivatives of one unit with W_xh = 1, b = 0 and constant input."""
    cell = CELLS[f"rnn_{activation}"]
    p = rnn.Params(np.array([[1.0]]), np.array([[w]]), np.zeros(1))
    trace = unroll(cell, p, np.full((steps, 1), x), rnn.State(np.array([h0])))
    return step_jacobians(cell, p, trace)


@pytest.mark.parametrize("w", POWERS)
def test_that_a_linear_unit_multiplies_its_gradient_by_w_every_step(w):
    logs = log10_singular_values(scalar_jacobians("linear", w, 100))[:, 0]
    computed = [10.0 ** logs[n - 1] for n in (10, 20, 50, 100)]
    assert computed == pytest.approx([w**n for n in (10, 20, 50, 100)], rel=1e-10)
    assert computed == pytest.approx(POWERS[w], rel=0.04)  # the table has two digits in places


@pytest.mark.parametrize(
    ("w", "at_rest", "fading", "driven"),
    [
        (0.5, 9.5e-7, 9.3e-7, 3.2e-12),
        (0.9, 0.122, 0.066, 1.4e-12),
        (1.0, 1.0, 0.129, 2.6e-13),
        (1.5, 3325, 2.4e-8, 2.0e-18),
        (2.0, 1.05e6, 6.9e-16, 1.1e-24),
    ],
)
def test_that_a_tanh_unit_saturates_its_gradient_away(w, at_rest, fading, driven):
    # dh_21/dh_1: at h = 0; with x = 0 from h_0 = .5; with x = .5 throughout.
    for x, h0, expected in ((0, 0, at_rest), (0, 0.5, fading), (0.5, 0, driven)):
        product = np.prod(scalar_jacobians("tanh", w, 21, x, h0)[1:])
        assert product == pytest.approx(expected, rel=0.04)


@pytest.mark.parametrize(
    ("w", "h", "slope"),
    [(1.1, 0.5029, 0.822), (1.5, 0.8586, 0.394), (2, 0.9575, 0.166), (3, 0.9949, 0.031)],
)
def test_that_a_tanh_unit_above_one_settles_where_it_passes_little_gradient(w, h, slope):
    cell = CELLS["rnn_tanh"]
    p = rnn.Params(np.zeros((1, 1)), np.array([[float(w)]]), np.zeros(1))
    for sign in (1, -1):  # a latch: it keeps the sign
        trace = unroll(cell, p, np.zeros((400, 1)), rnn.State(np.array([sign * 0.1])))
        assert trace.h[-1, 0] == pytest.approx(sign * h, abs=1e-4)
        assert step_jacobians(cell, p, trace)[-1].item() == pytest.approx(slope, abs=1e-3)


@pytest.mark.parametrize(
    ("bias", "f", "f20", "f100"),
    [
        (-2, 0.119, 3e-19, None),
        (0, 0.5, 9.5e-7, 7.9e-31),
        (1, 0.731, 0.0019, 2.5e-14),
        (2, 0.881, 0.079, 3e-6),
        (3, 0.953, 0.378, 0.0078),
        (4, 0.982, 0.696, 0.163),
        (5, 0.993, 0.874, 0.511),
    ],
)
def test_that_the_carousel_fades_as_its_forget_bias_says(bias, f, f20, f100):
    p = lstm.Params(np.zeros((4, 1)), np.zeros((4, 1)), np.array([0.0, bias, 0.0, 0.0]))
    cell = CELLS["lstm"]
    J = step_jacobians(cell, p, unroll(cell, p, np.zeros((100, 1))))
    kept = np.cumprod(J[:, 1, 1])  # dc_t/dc_{t-1}
    assert kept[0] == pytest.approx(f, rel=0.005)
    assert kept[19] == pytest.approx(f20, rel=0.07)
    if f100 is not None:
        assert kept[99] == pytest.approx(f100, rel=0.2)


# Lyapunov exponents.


@QUICK
@given(st.lists(st.floats(0.05, 4), min_size=1, max_size=4), st.integers(1, 60))
def test_that_lyapunov_exponents_of_a_diagonal_linear_network_are_the_logs_of_its_weights(w, T):
    cell = CELLS["rnn_linear"]
    p = rnn.Params(np.zeros((len(w), 1)), np.diag(w), np.zeros(len(w)))
    spectrum = lyapunov_spectrum(step_jacobians(cell, p, unroll(cell, p, np.zeros((T, 1)))))
    np.testing.assert_allclose(spectrum, np.sort(np.log(w))[::-1], atol=1e-10)


# Step Jacobians with determinant 0: a direction is lost at every step.
SINGULAR = {"rnn_relu", "irnn", "rnn_layernorm", "jordan", "grid_lstm", "slstm"}  # of m, none


@QUICK
@given(cells.filter(lambda code: code not in SINGULAR), seeds)
def test_that_lyapunov_exponents_add_up_to_the_mean_log_determinant(code, seed):
    cell, p, _, trace = trace_of(code, seed, T=12)
    J = step_jacobians(cell, p, trace)
    _, logs = np.linalg.slogdet(J)
    assert lyapunov_spectrum(J).sum() == pytest.approx(logs.mean(), rel=1e-6, abs=1e-9)


def test_that_the_largest_lyapunov_exponent_is_the_rate_of_the_product():
    cell, p, _, trace = trace_of("rnn_tanh", seed=3, T=400)
    J = step_jacobians(cell, p, trace)
    rate = log10_singular_values(J)[-1, 0] * np.log(10) / 400
    assert lyapunov_spectrum(J)[0] == pytest.approx(rate, abs=0.02)


def test_that_a_dead_direction_has_a_lyapunov_exponent_of_minus_infinity():
    spectrum = lyapunov_spectrum(np.tile(np.diag([0.5, 0.0]), (5, 1, 1)))
    assert spectrum[0] == pytest.approx(np.log(0.5))
    assert spectrum[1] == -np.inf


def test_that_a_gain_above_one_makes_a_large_autonomous_network_chaotic():
    rates = {}
    for g in (0.5, 3.0):
        rng = np.random.default_rng(1)
        p = rnn.Params(np.zeros((64, 1)), g * rng.normal(0, 1 / 8, (64, 64)), np.zeros(64))
        start = rnn.State(rng.normal(size=64))
        trace = unroll(CELLS["rnn_tanh"], p, np.zeros((150, 1)), start)
        rates[g] = lyapunov_spectrum(step_jacobians(CELLS["rnn_tanh"], p, trace)[50:])[0]
    assert rates[0.5] == pytest.approx(-0.63, abs=0.15)
    assert rates[3.0] == pytest.approx(0.26, abs=0.15)


@QUICK
@given(seeds, st.integers(1, 6))
def test_that_the_spectral_radius_never_exceeds_the_largest_singular_value(seed, n):
    W = np.random.default_rng(seed).normal(size=(n, n))
    assert spectral_radius(W) <= largest_singular_value(W) * (1 + 1e-12)
    assert largest_singular_value(W) == pytest.approx(np.linalg.svd(W)[1][0])
