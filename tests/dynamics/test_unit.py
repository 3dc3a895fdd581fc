"""One unit: its fixed points to the published digits, its fork, its cobweb."""

import numpy as np
import pytest

from rnnviz.core.activations import ACTIVATIONS
from rnnviz.dynamics.unit import rests, stairs, walks

TANH = ACTIVATIONS["tanh"]


@pytest.mark.parametrize(
    ("w", "h", "slope"),
    [(1.1, 0.5029, 0.822), (1.5, 0.8586, 0.394), (2.0, 0.9575, 0.166), (3.0, 0.9949, 0.031)],
)
def test_that_the_outer_fixed_points_have_the_published_digits(
    w: float, h: float, slope: float
) -> None:
    found = rests(TANH, np.array([w]), 0.0)
    np.testing.assert_allclose(found.h[0], [-h, 0, h], atol=6e-5)
    np.testing.assert_allclose(found.slope[0], [slope, w, slope], atol=6e-4)


def test_that_one_becomes_three_at_one() -> None:
    found = rests(TANH, np.array([0.5, 0.99, 1.0, 1.01, 2.0]), 0.0)
    assert np.isfinite(found.h).sum(axis=1).tolist() == [1, 1, 1, 3, 3]
    stable = (np.abs(found.slope) < 1).sum(axis=1)
    assert stable.tolist() == [1, 1, 0, 2, 2] or stable[2] in {0, 1}


@pytest.mark.parametrize("code", ["tanh", "sigmoid"])
@pytest.mark.parametrize("shift", [-2.5, -0.3, 0.0, 0.4])
def test_that_every_point_is_fixed_and_its_slope_is_the_derivative(code: str, shift: float) -> None:
    f, w = ACTIVATIONS[code], np.linspace(-6, 6, 49)
    found = rests(f, w, shift)
    k, _rank = np.nonzero(np.isfinite(found.h))
    h, d = found.h[np.isfinite(found.h)], 1e-6
    assert set(k) == set(range(len(w)))  # it maps its range into itself: there is always one
    np.testing.assert_allclose(f.f(w[k] * h + shift), h, atol=1e-9)
    slope = (f.f(w[k] * (h + d) + shift) - f.f(w[k] * (h - d) + shift)) / (2 * d)
    np.testing.assert_allclose(found.slope[np.isfinite(found.h)], slope, atol=1e-8)


def test_that_a_cycle_of_two_is_found_where_the_point_is_left_by_flips() -> None:
    w = np.array([-2.0, -0.5, 2.0])
    found = rests(TANH, w, 0.0).cycle
    low, high = found[0]
    assert (np.tanh(-2 * low), np.tanh(-2 * high)) == pytest.approx((high, low))
    assert high == pytest.approx(0.95750402, abs=1e-8)
    assert np.isnan(found[1:]).all()


def test_that_the_cobweb_goes_from_the_diagonal_to_the_curve_and_back() -> None:
    x = np.array([0.0, 1.0, 0.0, -1.0])
    found = walks(TANH, np.array([0.7, 1.5]), 0.8, 0.1, x, 0.2)
    for k, w in enumerate(found.w):
        h = [0.2]
        for value in x:
            h.append(np.tanh(w * h[-1] + 0.8 * value + 0.1))
        np.testing.assert_allclose(found.h[k], h)
        web = found.stairs[k]
        np.testing.assert_allclose(web[::2, 0], web[::2, 1])
        np.testing.assert_allclose(web[1::2, 0], h[:-1])
        np.testing.assert_allclose(web[1::2, 1], h[1:])
    np.testing.assert_array_equal(found.levels[found.level], x)
    curve = found.curves[1, found.level[1]]
    np.testing.assert_allclose(curve[:, 1], np.tanh(1.5 * curve[:, 0] + 0.8 + 0.1), atol=1e-15)
    assert stairs(np.array([[1.0, 2.0]])).tolist() == [[[1, 1], [1, 2], [2, 2]]]
