"""The map of a held input: its step is the network's, its Jacobian is the slope, for every cell."""

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.jacobians import state_vectors, step_jacobians
from rnnviz.core.unroll import unroll
from rnnviz.dynamics.by_hand import parity, plain
from rnnviz.dynamics.maps import advance, driven, held, jacobians, orbit
from rnnviz.errors import RnnvizError

TIMED = {"clockwork"}  # cells that look at what time it is
CODES = [code for code in CELLS if code not in TIMED]


def network(code: str):
    return init_network(CELLS[code], 2, 3, 2, np.random.default_rng(4))


@pytest.mark.parametrize("code", CODES)
def test_that_the_map_is_the_step_of_the_network(code: str) -> None:
    net, x = network(code), np.array([0.3, -0.7])
    m = held(net, x)
    start = np.random.default_rng(0).normal(size=m.size)
    trace = driven(net, np.tile(x, (4, 1)), start)
    np.testing.assert_allclose(orbit(m, start, 4)[1:], trace, atol=1e-12)


@pytest.mark.parametrize("code", CODES)
def test_that_its_jacobian_is_the_slope_by_central_differences(code: str) -> None:
    m = held(network(code), np.array([0.3, -0.7]))
    states = np.random.default_rng(1).normal(size=(3, m.size))
    found, h = jacobians(m, states), 1e-6
    assert found.shape == (3, m.size, m.size)
    for j, nudge in enumerate(h * np.eye(m.size)):
        slope = (advance(m, states + nudge) - advance(m, states - nudge)) / (2 * h)
        np.testing.assert_allclose(found[:, :, j], slope, atol=1e-8)


def test_that_its_jacobians_are_those_of_the_core_along_a_trace() -> None:
    net, x = network("lstm"), np.array([0.3, -0.7])
    trace = unroll(net.cell, net.params, np.tile(x, (5, 1)))
    states = state_vectors(net.cell.State(h=trace.h, c=trace.c))
    expected = step_jacobians(net.cell, net.params, trace)
    before = np.vstack([np.zeros(6), states[:-1]])
    np.testing.assert_allclose(jacobians(held(net, x), before), expected, atol=1e-12)


@pytest.mark.parametrize("code", sorted(TIMED))
def test_that_a_cell_that_looks_at_the_time_is_refused_in_one_sentence(code: str) -> None:
    with pytest.raises(RnnvizError, match="what time it is"):
        held(network(code), np.zeros(2))


@pytest.mark.parametrize("seed", range(3))
def test_that_the_parity_by_hand_is_right_for_five_thousand_bits(seed: int) -> None:
    net, start = parity(5.0)
    x = np.random.default_rng(seed).choice([-1.0, 1.0], (5000, 1))
    said = np.sign(driven(net, x, start).sum(-1) + 1)
    np.testing.assert_array_equal(said, np.cumprod(x[:, 0]))


@pytest.mark.parametrize("seed", range(3))
def test_that_its_gradient_is_gone_after_twenty_steps_even_at_two(seed: int) -> None:
    net, start = parity(2.0)
    x = np.random.default_rng(seed).choice([-1.0, 1.0], (20, 1))
    before = np.vstack([start, driven(net, x, start)])
    product = np.eye(2)
    for k in range(20):
        product = jacobians(held(net, x[k]), before[k : k + 1])[0] @ product
    assert 0 < np.linalg.norm(product, 2) < 1e-15


def test_that_a_plain_network_reads_out_its_units() -> None:
    net = plain(np.array([[0.5]]), np.array([1.0]), np.array([0.2]))
    np.testing.assert_allclose(driven(net, np.array([[0.3]])), np.tanh([[0.5]]))
