"""Cells of today: numbers with a source, and what each of them is known for."""

import numpy as np
import pytest

from rnnviz.core.bptt import bptt
from rnnviz.core.cells import CELLS
from rnnviz.core.init import SCHEMES, init_network
from rnnviz.core.jacobians import spectral_radius, step_jacobians
from rnnviz.core.memory import carry, memory_age
from rnnviz.core.unroll import unroll, unroll_steps
from tests.core.nets import random_case

X = np.array([[0.2], [-0.4], [0.6]])

# One unit, one input, from a state of 0: input weights, recurrent ones, biases; then h_1 to h_3.
WORKED = {
    "slstm": (
        {
            "W_xh": (0.5, 0.4, 0.8, -0.3),
            "W_hh": (0.2, -0.1, 0.6, 0.7),
            "b_h": (0.1, 1, 0, 0.2),
        },
        (0.0848678981, -0.0358116005, 0.0964482033),
    ),
    "ssm": (
        {"W_xh": (0.9, 1), "b_h": (0.1, 0)},
        (0.1139092448, -0.1098281897, 0.3549342739),
    ),
    "indrnn": ({"W_xh": (0.8,), "u_h": (0.9,), "b_h": (0.3,)}, (0.46, 0.394, 1.1346)),
    "minlstm": (
        {"W_xh": (0.9, 0.5, -0.7), "b_h": (1, -0.3, 0.2)},
        (0.0222283378, 0.1896490511, 0.034885179),
    ),
    "janet": (
        {"W_xh": (0.6, 0.8), "W_hh": (0.3, -0.5), "b_h": (1, 0.1)},
        (0.1195280418, -0.0678465514, 0.1736823551),
    ),
    "ugrnn": (
        {"W_xh": (-0.4, 0.8), "W_hh": (0.3, 0.5), "b_h": (1, 0.1)},
        (0.0724635195, 0.0127948915, 0.1763114419),
    ),
    "mingru": (
        {"W_xh": (0.9, -0.7), "b_h": (0.1, 0.2)},
        (0.0341727734, 0.228269768, -0.0652364139),
    ),
}


def params(code, given):
    """Weights of one unit: matrices as columns, vectors as they are."""
    cell = CELLS[code]
    found = {k: np.array(v, float) for k, v in given.items()}
    return cell.Params(
        *(found[k][:, None] if k[0] == "W" else found[k] for k in cell.Params._fields)
    )


@pytest.mark.parametrize("code", WORKED)
def test_that_a_worked_example_gives_its_published_states(code):
    given, expected = WORKED[code]
    h = unroll(CELLS[code], params(code, given), X).h[:, 0]
    np.testing.assert_allclose(h, expected, rtol=0, atol=5e-11)


def test_that_a_minlstm_with_both_gates_shut_still_shares_out_to_one():
    given = {"W_xh": (0, 0, 1), "b_h": (-60, -60, 0)}
    trace = unroll(CELLS["minlstm"], params("minlstm", given), X)
    assert (trace.f < 1e-15).all()
    np.testing.assert_allclose(trace.s, 0.5)


def test_that_the_memory_of_a_unit_of_an_indrnn_is_a_power_of_one_number():
    p = CELLS["indrnn"].Params(np.zeros((2, 1)), np.array([0.9, 1.05]), np.ones(2))
    trace = unroll(CELLS["indrnn"], p, np.zeros((6, 1)))
    J = np.linalg.multi_dot(step_jacobians(CELLS["indrnn"], p, trace)[::-1])
    np.testing.assert_allclose(J, np.diag([0.9**6, 1.05**6]), rtol=1e-14)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_that_an_indrnn_starts_with_the_diagonal_of_what_its_scheme_draws(scheme):
    one, other = (
        init_network(CELLS[code], 1, 5, 1, np.random.default_rng(0), scheme=scheme, gain=0.5)
        for code in ("indrnn", "rnn_relu")
    )
    np.testing.assert_array_equal(one.params.u_h, np.diag(other.params.W_hh))


def test_that_the_gate_of_mamba_is_that_of_a_mingru_and_keeps_what_the_z_of_a_gru_does():
    p = random_case(CELLS["ssm"], seed=4).net.params
    x = np.random.default_rng(4).normal(size=(9, 2))
    one, other = (unroll(CELLS[code], p, x) for code in ("ssm", "mingru"))
    np.testing.assert_allclose(one.h, other.h, rtol=0, atol=1e-14)
    np.testing.assert_allclose(one.k, 1 - one.z, rtol=0, atol=1e-15)
    H = p.b_h.size // 2
    W, b = np.zeros((3 * H, 2)), np.zeros(3 * H)
    W[H : 2 * H], b[H : 2 * H] = -p.W_xh[:H], -p.b_h[:H]
    gru = CELLS["gru"].Params(W, np.zeros((3 * H, H)), b, np.zeros(H))
    np.testing.assert_allclose(unroll(CELLS["gru"], gru, x).z, one.k, rtol=1e-13)


BLIND = [code for code, cell in CELLS.items() if cell.loop is None and code != "lru"]


@pytest.mark.parametrize("code", BLIND)
def test_that_the_gradient_is_the_product_of_what_the_gates_keep(code):
    case = random_case(CELLS[code], seed=2, T=7)
    trace = unroll(CELLS[code], case.net.params, case.x, case.state0)
    J = step_jacobians(CELLS[code], case.net.params, trace)
    keep = carry(CELLS[code], trace).keep
    np.testing.assert_allclose(
        np.linalg.multi_dot(J[::-1]), np.diag(np.prod(keep, axis=0)), rtol=0, atol=1e-14
    )


def test_that_the_stabiliser_of_an_slstm_changes_no_output_and_lets_no_sum_overflow():
    case = random_case(CELLS["slstm"], seed=6, T=6)
    p, x = case.net.params, case.x
    W, U, b = (np.split(a, 4) for a in p)
    h, c, n = np.zeros((3, 3))
    for t, s in enumerate(unroll_steps(CELLS["slstm"], p, x)):
        i, f, g, o = (W[k] @ x[t] + U[k] @ h + b[k] for k in range(4))
        f, o = 1 / (1 + np.exp(-f)), 1 / (1 + np.exp(-o))
        c, n = f * c + np.exp(i) * np.tanh(g), f * n + np.exp(i)
        h = o * c / n
        np.testing.assert_allclose(s.h, h, rtol=1e-12)
        np.testing.assert_array_equal(np.maximum(s.i, s.k), 1)
    huge = p._replace(b_h=p.b_h + np.repeat([900, 0, 0, 0], 3))
    assert np.isfinite(unroll(CELLS["slstm"], huge, x).h).all()


def test_that_no_loss_on_what_an_slstm_shows_depends_on_its_stabiliser():
    case = random_case(CELLS["slstm"], seed=7, T=6)
    trace = unroll(CELLS["slstm"], case.net.params, case.x, case.state0)
    dh = list(np.random.default_rng(0).normal(size=trace.h.shape))
    g = bptt(CELLS["slstm"], case.net.params, case.x, trace, dh)
    own = dh * trace.o / trace.n
    dc, dn = g.state.c + own, g.state.n - own * trace.q
    np.testing.assert_allclose(g.state.m, dc * trace.c + dn * trace.n, rtol=0, atol=1e-13)


def test_that_an_slstm_shows_a_weighted_mean_of_its_candidates():
    case = random_case(CELLS["slstm"], seed=8, T=8)
    trace = unroll(CELLS["slstm"], case.net.params, case.x)
    k = carry(CELLS["slstm"], trace)
    weights = memory_age(k.keep, k.share)
    np.testing.assert_allclose(weights.sum(axis=1), trace.n, rtol=1e-12)
    mean = (weights * trace.g).sum(axis=1) / weights.sum(axis=1)
    np.testing.assert_allclose(trace.q, mean, rtol=1e-12, atol=1e-15)


def test_that_an_echo_state_network_gives_its_published_states():
    p = CELLS["esn"].Params(
        np.array([[0.5], [-0.8]]), np.array([[0.4, -0.3], [0.6, 0.2]]), np.zeros(2)
    )
    expected = [
        (0.0299003984, -0.0475945513),
        (-0.0306797845, 0.0618142815),
        (0.0573837103, -0.0920515362),
    ]
    np.testing.assert_allclose(unroll(CELLS["esn"], p, X).h, expected, rtol=0, atol=5e-11)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("gain", [1.0, 1.25])
def test_that_an_echo_state_network_starts_with_the_radius_that_its_gain_says(scheme, gain):
    rng = np.random.default_rng(0)
    p = init_network(CELLS["esn"], 1, 9, 1, rng, scheme=scheme, gain=gain).params
    assert spectral_radius(p.W_hh) == pytest.approx(gain, rel=1e-12)
    assert not p.b_h.any()


def test_that_an_lru_gives_its_published_outputs():
    B, C, D = 0.6 + 0.2j, 0.5 - 0.3j, 0.1
    read = B * C / abs(C)  # a phase of C is one of B
    W, b = np.array([[read.real], [read.imag]]), np.array([0.0, 0, -1, 0])
    trace = unroll(CELLS["lru"], CELLS["lru"].Params(W, b), X)
    y = abs(C) * trace.h + D * X
    expected = (0.0719627692, -0.1177656799, 0.1582385089)
    np.testing.assert_allclose(y[:, 0], expected, rtol=0, atol=5e-11)
    np.testing.assert_allclose(trace.m, 0.6922006276, rtol=0, atol=5e-11)
    np.testing.assert_allclose(trace.i, 0.7217051276, rtol=0, atol=5e-11)


def test_that_what_comes_back_through_an_lru_is_a_power_of_one_complex_number():
    cell, case = CELLS["lru"], random_case(CELLS["lru"], seed=3, T=9)
    trace = unroll(cell, case.net.params, case.x, case.state0)
    power = ((trace.k + 1j * trace.s)[0]) ** 9
    np.testing.assert_allclose(np.abs(power), trace.m[0] ** 9, rtol=1e-12)
    J = np.linalg.multi_dot(step_jacobians(cell, case.net.params, trace)[::-1])
    re, im = np.diag(power.real), np.diag(power.imag)
    np.testing.assert_allclose(J, np.block([[re, -im], [im, re]]), rtol=0, atol=1e-14)


def test_that_the_age_of_an_lru_is_a_power_of_one_number_times_what_was_written():
    cell, case = CELLS["lru"], random_case(CELLS["lru"], seed=5, T=6)
    trace = unroll(cell, case.net.params, case.x)
    turn, wrote = (trace.k + 1j * trace.s)[0], trace.i * (trace.n + 1j * trace.w)
    age = carry(cell, trace).age
    for t in range(6):
        for j in range(6):
            expected = (turn ** (t - j) * wrote[j]).real if j <= t else 0
            np.testing.assert_allclose(age[t, j], expected, rtol=0, atol=1e-14)
    np.testing.assert_allclose(age.sum(axis=1), trace.h, rtol=0, atol=1e-14)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_that_an_lru_starts_within_its_ring(scheme):
    rng = np.random.default_rng(0)
    net = init_network(CELLS["lru"], 1, 400, 1, rng, scheme=scheme)
    trace = unroll(CELLS["lru"], net.params, np.zeros((1, 1)))
    assert 0.5 < trace.m.min() < 0.52
    assert 0.98 < trace.m.max() < 0.99
    assert 0 < trace.u.min() < 0.02
    assert 1.55 < trace.u.max() < np.pi / 2


def test_that_an_lru_that_never_shrinks_or_vanishes_at_once_gives_numbers():
    cell, case = CELLS["lru"], random_case(CELLS["lru"], seed=2)
    for nu in (-60.0, 900.0):
        b_h = case.net.params.b_h.copy()
        b_h[6:9] = nu
        p = case.net.params._replace(b_h=b_h)
        trace = unroll(cell, p, case.x)
        g = bptt(cell, p, case.x, trace, np.ones_like(trace.h))
        assert all(np.isfinite(a).all() for a in (trace.h, *g.params, g.x))
