"""How far back a gradient reaches, and how far forward an input is felt."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.core.bptt import bptt
from rnnviz.core.cells import CELLS
from rnnviz.core.cells.rnn import elman as rnn
from rnnviz.core.flow import (
    fitted_rate,
    gradient_by_lag,
    horizon,
    missing_beyond,
    norms,
    reach,
    step_factors,
)
from rnnviz.core.jacobians import state_vectors, step_jacobians
from rnnviz.core.unroll import unroll
from tests.core.nets import QUICK, cells, random_network, random_state, seeds


def flow_of(code, seed=0, T=7):
    rng = np.random.default_rng(seed)
    cell = CELLS[code]
    p = random_network(cell, rng).params
    x, dh = rng.normal(size=(T, 2)), rng.normal(size=(T, 3))
    return cell, p, x, unroll(cell, p, x, random_state(cell, rng, ())), dh


@QUICK
@given(cells, seeds, st.integers(1, 7))
def test_that_each_pair_of_reach_is_the_backward_pass_of_that_loss_alone(code, seed, T):
    cell, p, x, trace, dh = flow_of(code, seed, T)
    r = reach(cell, p, trace, dh)
    for t in range(T):
        alone = np.zeros_like(dh)
        alone[t] = dh[t]
        g = bptt(cell, p, x, trace, alone)
        np.testing.assert_allclose(r.state[t], state_vectors(g.state), rtol=0, atol=1e-12)
        assert (r.state[t, t + 1 :] == 0).all()  # a loss says nothing about later states


@QUICK
@given(cells, seeds)
def test_that_reach_is_the_product_of_step_jacobians(code, seed):
    cell, p, _, trace, dh = flow_of(code, seed)
    r, J = reach(cell, p, trace, dh), step_jacobians(cell, p, trace)
    d = np.zeros(J.shape[1])
    d[:3] = dh[-1]
    for k in range(len(dh) - 1, -1, -1):
        np.testing.assert_allclose(r.state[-1, k], d, rtol=0, atol=1e-12)
        d = J[k].T @ d


@QUICK
@given(cells, seeds, st.integers(0, 6))
def test_that_the_gradient_of_one_lag_is_what_longer_truncation_adds(code, seed, lag):
    cell, p, x, trace, dh = flow_of(code, seed)
    parts = gradient_by_lag(cell, p, x, trace, reach(cell, p, trace, dh))
    longer = bptt(cell, p, x, trace, dh, truncate=lag + 1).params
    for k, field in enumerate(parts[lag]):
        shorter = bptt(cell, p, x, trace, dh, truncate=lag).params[k] if lag else 0 * field
        np.testing.assert_allclose(field, longer[k] - shorter, rtol=0, atol=1e-11)


# Rates.


@QUICK
@given(st.floats(0.05, 5), st.floats(1e-6, 1e6), st.integers(2, 60))
def test_that_a_geometric_gradient_is_fitted_by_its_own_factor(factor, last, T):
    norm = last * factor ** np.arange(T - 1.0, -1, -1)  # one step back multiplies by the factor
    rate = fitted_rate(norm)
    assert rate is not None
    assert rate.factor == pytest.approx(factor, rel=1e-8)
    assert rate.slope == pytest.approx(-np.log10(factor), abs=1e-8)
    assert 10**rate.intercept == pytest.approx(norm[0], rel=1e-6)
    if factor < 0.999:
        assert rate.half_life == pytest.approx(np.log(0.5) / np.log(factor), rel=1e-6)
        assert factor**rate.half_life == pytest.approx(0.5, rel=1e-6)
    if factor > 1.001:
        assert rate.half_life == np.inf


@pytest.mark.parametrize(("w", "half_life"), [(0.8, 3.1), (0.9, 6.6), (0.95, 13.5), (0.99, 69)])
def test_that_half_lives_are_those_of_the_table(w, half_life):
    rate = fitted_rate(w ** np.arange(50.0)[::-1])
    assert rate is not None
    assert rate.half_life == pytest.approx(half_life, rel=0.01)


@pytest.mark.parametrize("bad", [0.0, np.inf, np.nan])
def test_that_a_rate_is_fitted_to_positive_finite_norms_only(bad):
    rate = fitted_rate(np.array([bad, 0.25, 0.5, 1.0]))
    assert rate is not None
    assert rate.factor == pytest.approx(0.5)
    assert rate.half_life == pytest.approx(1)
    assert 10**rate.intercept == pytest.approx(0.125)  # the line, read at t = 0


@pytest.mark.parametrize("norm", [[], [1.0], [0.0, 0.0], [0.0, 1.0], [np.inf, np.nan, 1.0]])
def test_that_no_rate_is_fitted_to_fewer_than_two_points(norm):
    assert fitted_rate(np.array(norm)) is None


def test_that_a_constant_gradient_has_no_half_life():
    rate = fitted_rate(np.ones(5))
    assert rate is not None
    assert rate.factor == pytest.approx(1)
    assert rate.half_life > 1e9


def test_that_step_factors_are_the_ratios_of_neighbours():
    np.testing.assert_allclose(step_factors(np.array([1.0, 2.0, 8.0])), [0.5, 0.25])
    assert step_factors(np.array([3.0])).size == 0


def test_that_step_factors_of_zeros_and_infinities_are_said_and_not_warned_about():
    factors = step_factors(np.array([0.0, 0.0, 1.0, 0.0, np.inf, np.inf]))
    np.testing.assert_array_equal(factors, [np.nan, 0, np.inf, 0, np.nan])


def test_that_step_factors_of_an_rnn_with_one_unit_are_its_jacobians():
    cell = CELLS["rnn_tanh"]
    p = rnn.Params(np.array([[0.5]]), np.array([[0.8]]), np.array([0.1]))
    x = np.array([[0.2], [-0.4], [0.6]])
    trace = unroll(cell, p, x)
    g = bptt(cell, p, x, trace, [None, None, np.ones(1)])
    J = step_jacobians(cell, p, trace)[1:, 0, 0]
    np.testing.assert_allclose(step_factors(norms(g.state.h)), J, rtol=1e-14)


# Horizons and shares.


@QUICK
@given(st.floats(0.1, 0.95), st.floats(0.01, 0.9))
def test_that_the_horizon_is_the_first_lag_under_the_share(factor, share):
    norm = factor ** np.arange(200.0)[::-1]
    lag = horizon(norm, share)
    assert lag is not None
    assert norm[-1 - lag] < share * norm[-1] <= norm[-lag]


@pytest.mark.parametrize(
    ("norm", "expected"),
    [
        ([1.0, 1.0, 1.0], None),  # it never fades
        ([0.0, 0.0, 1.0], 1),  # cut off at once
        ([1.0], None),
        ([0.0, 0.0], None),  # nothing to be a share of
        ([1.0, np.nan], None),
        ([1e-3, 5.0, 1.0], 2),
        ([np.inf, 1.0], None),
    ],
)
def test_that_the_horizon_of_special_gradients_is_the_plain_answer(norm, expected):
    assert horizon(np.array(norm)) == expected


def test_that_what_is_missing_beyond_a_lag_is_the_error_of_truncation():
    parts = np.random.default_rng(0).normal(size=(7, 5))
    whole = parts.sum(0)
    for lag, missing in enumerate(missing_beyond(parts)):
        cut = parts[: lag + 1].sum(0)
        expected = np.linalg.norm(whole - cut) / np.linalg.norm(whole)
        assert missing == pytest.approx(expected, abs=1e-15)


def test_that_nothing_is_missing_of_no_gradient_at_all():
    np.testing.assert_array_equal(missing_beyond(np.zeros((3, 2))), np.zeros(3))


@pytest.mark.parametrize("bad", [np.inf, np.nan])
def test_that_what_is_missing_of_an_overflow_is_not_a_number(bad):
    assert np.isnan(missing_beyond(np.array([[1.0], [bad], [2.0]]))).all()


@pytest.mark.parametrize("factor", [0.3, 0.9, 1.0, 1.7])
def test_that_a_line_fits_a_geometric_gradient_and_not_a_bent_one(factor):
    straight = fitted_rate(factor ** np.arange(20.0))
    bent = fitted_rate(10.0 ** -np.abs(np.arange(20.0) - 9.5))
    assert straight is not None
    assert straight.fits
    assert straight.worst < 1e-9
    assert bent is not None
    assert not bent.fits


def test_that_r_squared_is_that_of_the_logarithms():
    norm = np.exp(np.random.default_rng(1).normal(size=12))
    rate, t = fitted_rate(norm), np.arange(12)
    assert rate is not None
    r = np.corrcoef(t, np.log10(norm))[0, 1]
    assert rate.explained == pytest.approx(r**2)
    line = rate.intercept + rate.slope * t
    assert rate.worst == pytest.approx(np.abs(np.log10(norm) - line).max())


def test_that_a_line_through_two_or_three_points_proves_nothing():
    rate = fitted_rate(np.array([0.25, 0.5, 1.0]))
    assert rate is not None
    assert not rate.fits


def test_that_no_line_is_drawn_past_a_gradient_of_exactly_zero():
    rate = fitted_rate(np.array([0.0, 0.0, 0.0625, 0.125, 0.25, 0.5, 1.0]))
    assert rate is not None
    assert rate.factor == pytest.approx(0.5)
    assert (rate.points, rate.left_out, rate.fits) == (5, 2, False)
