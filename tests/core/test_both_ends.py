"""What reaches both ways to read a bidirectional network, against finite differences."""

import numpy as np
import pytest

from rnnviz.core.arrays import Array
from rnnviz.core.both_ends import both_ways
from rnnviz.core.cells import CELLS
from rnnviz.core.deep import DeepNetwork
from rnnviz.core.init_nets import init_deep
from rnnviz.core.layers import run_layers

T, EPS = 6, 1e-6


def ends(net: DeepNetwork, x: Array) -> tuple[Array, Array, Array]:
    H = net.hidden
    output = run_layers(net.cell, net.weights.layers, x).output
    return output[-1, :H], output[0, H:], output[-1, H:]


@pytest.mark.parametrize("code", ["rnn_tanh", "lstm", "gru"])
@pytest.mark.parametrize("depth", [1, 2])
def test_that_the_reach_is_the_size_of_the_differences(code: str, depth: int) -> None:
    rng = np.random.default_rng(7)
    net = init_deep(CELLS[code], 2, 3, 1, rng, depth=depth, both=True)
    x = rng.normal(size=(T, 2))
    slopes = np.zeros((3, T, 2, 3))  # [which end, step, input, unit]
    for t in range(T):
        for i in range(2):
            step = np.zeros_like(x)
            step[t, i] = EPS
            up, down = ends(net, x + step), ends(net, x - step)
            for k in range(3):
                slopes[k, t, i] = (up[k] - down[k]) / (2 * EPS)
    expected = np.sqrt((slopes**2).sum(axis=(2, 3)))
    found = both_ways(net, x)
    np.testing.assert_allclose(found.forward_end, expected[0], atol=1e-8)
    np.testing.assert_allclose(found.backward_end, expected[1], atol=1e-8)
    np.testing.assert_allclose(found.backward_last, expected[2], atol=1e-8)


def test_that_the_backward_half_of_the_last_output_has_read_the_last_step_alone() -> None:
    net = init_deep(CELLS["lstm"], 2, 3, 1, np.random.default_rng(2), both=True)
    last = both_ways(net, np.random.default_rng(3).normal(size=(T, 2))).backward_last
    assert not last[:-1].any()
    assert last[-1] > 0
