"""Planes through weights, and the cloud of states with its axes."""

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.dynamics.by_hand import plain
from rnnviz.dynamics.cloud import cloud, left_alone, principal
from rnnviz.dynamics.fixed import SLOWLY
from rnnviz.dynamics.landscape import (
    around,
    axes_plane,
    net_of_places,
    path_plane,
    random_plane,
)
from rnnviz.dynamics.maps import advance, driven, held
from rnnviz.training.flat import flatten, leaves, unflatten


def test_that_each_row_of_a_random_direction_is_as_long_as_the_network_s() -> None:
    weights = init_network(CELLS["gru"], 2, 3, 1, np.random.default_rng(0)).weights
    flat = random_plane(weights, np.random.default_rng(1))
    np.testing.assert_array_equal(flat.centre, flatten(weights))
    for direction in flat.directions:
        pairs = zip(leaves(unflatten(direction, weights)), leaves(weights), strict=True)
        for drawn, own in pairs:
            lengths = [np.linalg.norm(a, axis=-1) for a in (drawn, own)]
            np.testing.assert_allclose(*lengths)


def test_that_a_path_lies_in_its_own_plane_as_far_as_its_shares_say() -> None:
    rng = np.random.default_rng(0)
    one, other = rng.normal(size=(2, 7))
    t = np.linspace(1, 0, 9)[:, None]
    thetas = rng.normal(size=7) + t * one + t**2 * other
    flat, shares = path_plane(thetas)
    assert shares.sum() == pytest.approx(1)
    np.testing.assert_allclose(flat.at(flat.places(thetas)), thetas, atol=1e-9)
    np.testing.assert_array_equal(flat.centre, thetas[-1])
    still, none = path_plane(np.ones((3, 7)))
    assert none.tolist() == [0, 0]
    assert np.linalg.matrix_rank(still.directions) == 2


def test_that_two_weights_span_their_plane_and_a_window_holds_the_path() -> None:
    flat = axes_plane(np.arange(5.0), 1, 3)
    np.testing.assert_array_equal(flat.at(np.array([10.0, 20.0])), [0, 11, 2, 23, 4])
    low, high = around(np.array([[0.0, 1.0], [2.0, 1.0]]))
    assert (low < [0, 1]).all()
    assert (high > [2, 1]).all()
    places = net_of_places(low, high, 3)
    np.testing.assert_allclose(places[[0, 8]], [low, high])
    np.testing.assert_allclose(places[1], [(low[0] + high[0]) / 2, low[1]])


def test_that_principal_components_are_the_directions_of_most_variance() -> None:
    rng = np.random.default_rng(0)
    states = rng.normal(size=(500, 3)) @ np.diag([3.0, 1.0, 0.1]) + 5
    found = principal(states, 2)
    np.testing.assert_allclose(np.abs(found.directions[0]), [1, 0, 0], atol=0.05)
    assert found.places(states).var(axis=0)[0] == pytest.approx(9, rel=0.2)
    assert found.shares[0] > 0.85
    assert principal(np.ones((1, 3)), 2).directions.shape == (2, 3)


def test_that_the_points_of_a_cloud_are_fixed_while_their_input_is_held() -> None:
    net = init_network(CELLS["gru"], 2, 3, 1, np.random.default_rng(2))
    x = np.random.default_rng(3).normal(size=(6, 4, 2))
    inputs = np.array([[0.0, 0.0], [1.0, -1.0]])
    found = cloud(net, x, inputs, 1)
    np.testing.assert_allclose(found.states, driven(net, x))
    for one, points in zip(inputs, found.points, strict=True):
        here = points.x[points.kind != SLOWLY]
        assert len(here)
        np.testing.assert_allclose(advance(held(net, one), here), here, atol=3e-9)
    alone = left_alone(plain(2 * np.eye(2)), x[0, :, :], 3)
    assert len(alone.points) == 3
    assert len(alone.points[0].x)
