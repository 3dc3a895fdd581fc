"""Momentum: the published rates, where it converges, and that the way down keeps to them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.dynamics.momentum import best, best_plain, descent, rates

CURVATURES = np.array([0.01, 1.0])


def test_that_the_best_step_and_momentum_have_the_published_digits() -> None:
    found = best(0.01, 1.0)
    assert found.alpha == pytest.approx(3.305785, abs=5e-7)
    assert found.beta == pytest.approx(0.669421, abs=5e-7)
    assert found.rate == pytest.approx(0.818182, abs=5e-7)
    without = best_plain(0.01, 1.0)
    assert without.alpha == pytest.approx(1.980198, abs=5e-7)
    assert without.rate == pytest.approx(0.980198, abs=5e-7)


def test_that_both_ends_of_the_bowl_have_the_rate_of_the_best() -> None:
    for found in (best(0.01, 1.0), best_plain(0.01, 1.0)):
        both = rates(CURVATURES, np.array(found.alpha), np.array(found.beta))
        np.testing.assert_allclose(both, found.rate, atol=1e-7)


def test_that_nothing_near_the_best_is_faster() -> None:
    found = best(0.01, 1.0)
    for a in np.linspace(-0.3, 0.3, 7):
        for b in np.linspace(-0.1, 0.1, 7):
            worst = rates(CURVATURES, np.array(found.alpha + a), np.array(found.beta + b)).max()
            assert worst >= found.rate - 1e-7


@given(st.floats(0.05, 6), st.floats(0, 0.98))
def test_that_it_converges_where_the_step_is_below_two_and_twice_the_momentum(
    alpha: float, beta: float
) -> None:
    rate = float(rates(np.array(1.0), np.array(alpha), np.array(beta)))
    if abs(alpha - (2 + 2 * beta)) > 1e-6:
        assert (rate < 1) == (alpha < 2 + 2 * beta)


def test_that_the_way_down_shrinks_by_the_rate() -> None:
    alpha, beta = np.array([1.98, 3.0]), np.array([0.0, 0.5])
    way = descent(CURVATURES, alpha, beta, np.array([1.0, 1.0]), 300)
    assert way.shape == (2, 301, 2)
    for k in range(2):
        far = np.abs(way[k]).max(axis=-1)
        measured = (far[280] / far[180]) ** (1 / 100)
        expected = rates(CURVATURES, alpha[k], beta[k]).max()
        assert measured == pytest.approx(expected, abs=2e-3)
