"""Lyapunov exponents: the theory's digits, and the walk of all gains against the core's own."""

import numpy as np
import pytest

from rnnviz.core.jacobians import lyapunov_spectrum
from rnnviz.dynamics.by_hand import plain
from rnnviz.dynamics.exponents import TRANSIENT, mean_field_exponent, random_nets
from rnnviz.dynamics.maps import held, jacobians, orbit


@pytest.mark.parametrize(("g", "first"), [(0.5, -0.693147), (1.5, 0.065217), (2.0, 0.154724)])
def test_that_the_theory_has_the_published_digits(g: float, first: float) -> None:
    assert mean_field_exponent(g) == pytest.approx(first, abs=6e-7)


def test_that_the_theory_is_continuous_at_the_transition() -> None:
    assert mean_field_exponent(1.0) == 0
    assert 0 <= mean_field_exponent(1.01) < 1e-3


def test_that_all_gains_side_by_side_are_each_the_spectrum_of_its_network() -> None:
    g = np.array([0.6, 2.5])
    found = random_nets(8, g, 3, 40)
    rng = np.random.default_rng(3)
    W, start = rng.normal(size=(8, 8)) / np.sqrt(8), rng.normal(size=8)
    for k, gain in enumerate(g):
        m = held(plain(gain * W), np.zeros(1))
        states = orbit(m, start, TRANSIENT + 40)[TRANSIENT:]
        np.testing.assert_allclose(found.h[k], states[1:, :3], atol=1e-6)
        expected = lyapunov_spectrum(jacobians(m, states[:-1]))
        np.testing.assert_allclose(found.spectra[k], expected, atol=1e-6)


def test_that_two_starts_part_as_the_largest_exponent_says() -> None:
    found = random_nets(16, np.array([0.8]), 1, 120)
    slope = (found.apart[0, 119] - found.apart[0, 20]) / 99 * np.log(10)
    assert slope == pytest.approx(found.spectra[0, 0], abs=0.01)


def test_that_a_large_network_is_near_the_theory() -> None:
    """At N = 256 the exponents of three seeds lie around the limit of infinitely many units."""
    found = [random_nets(256, np.array([2.0]), seed, 60).spectra[0, 0] for seed in range(2)]
    assert np.mean(found) == pytest.approx(0.154724, abs=0.02)
