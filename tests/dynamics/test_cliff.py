"""The cliff: where it is, how steep, and what a bound does there."""

import numpy as np
import pytest

from rnnviz.dynamics.cliff import Unit, bounded, descend, loss_and_gradient


def test_that_the_cliff_stands_where_it_was_measured() -> None:
    """At w = 1.10 the loss falls from .928 to .0005 about b = −.01, with a gradient of 1.2e3."""
    loss, g = loss_and_gradient(Unit(), np.array([[1.1, -0.01], [1.1, -0.02], [1.1, 0.0]]))
    assert np.linalg.norm(g[0]) == pytest.approx(1220.39, abs=0.01)
    assert loss[1] > 0.9
    assert loss[2] < 1e-3


def test_that_the_gradient_is_the_slope_of_the_loss() -> None:
    places = np.random.default_rng(0).uniform([0.5, -0.3], [2.0, 0.3], (20, 2))
    _loss, g = loss_and_gradient(Unit(steps=10), places)
    for k, nudge in enumerate(1e-6 * np.eye(2)):
        up, _g = loss_and_gradient(Unit(steps=10), places + nudge)
        down, _g = loss_and_gradient(Unit(steps=10), places - nudge)
        np.testing.assert_allclose(g[:, k], (up - down) / 2e-6, atol=1e-6)


def test_that_a_bounded_step_walks_on_where_a_free_one_leaves() -> None:
    start = np.array([1.1, -0.01])
    free = descend(Unit(), start, 0.1, None, 1)
    kept = descend(Unit(), start, 0.1, 1.0, 30)
    assert np.linalg.norm(free.place[1] - start) > 100
    moved = np.linalg.norm(np.diff(kept.place, axis=0), axis=-1)
    assert (moved <= 0.1 + 1e-12).all()
    assert kept.loss[-1] < kept.loss[0]
    np.testing.assert_allclose(kept.length, np.linalg.norm(kept.gradient, axis=-1))


def test_that_a_bound_keeps_the_direction() -> None:
    g = np.array([[3.0, 4.0], [0.3, 0.4], [0.0, 0.0]])
    np.testing.assert_allclose(bounded(g, 1.0), [[0.6, 0.8], [0.3, 0.4], [0, 0]])
    assert bounded(g, None) is g
