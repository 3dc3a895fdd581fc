"""A series in pieces: what crosses a border is what is said, and every gradient is the true one."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.batches.pieces import STARTS, WAYS, begun, borders, learned, through, zeros
from rnnviz.batches.rows import flat
from rnnviz.batches.waves import wave
from rnnviz.core.cells import CELLS
from rnnviz.core.gradcheck import numerical_gradient, relative_error
from rnnviz.core.init import init_network
from rnnviz.core.losses import mse
from rnnviz.core.network import Network, backward, forward

KINDS = ("rnn_tanh", "gru", "lstm")


def network(cell: str, seed: int = 4) -> Network:
    return init_network(CELLS[cell], 1, 3, 1, np.random.default_rng(seed), gain=1.6)


def start_of(net: Network) -> Any:
    rng = np.random.default_rng(7)
    return net.cell.State(*(rng.normal(size=3) for _ in net.cell.state_fields))


@pytest.mark.parametrize("cell", KINDS)
@pytest.mark.parametrize("way", WAYS)
def test_that_what_arrives_at_h_0_is_that_of_finite_differences(cell: str, way: str) -> None:
    net, (x, d), start = network(cell), wave(1, 0, 7), start_of(network(cell))
    found = through(net, x, d, 3, way, start)
    if way == "detached":  # its loss depends on h_0 beyond the border; its gradient does not say so

        def loss() -> float:
            return float(through(net, x, d, 3, way, start).loss[:3].sum() / 7)
    else:

        def loss() -> float:
            return through(net, x, d, 3, way, start).mean

    for a, g in zip(start, found.d_start, strict=True):
        assert relative_error(numerical_gradient(loss, a), g) < 1e-6


@pytest.mark.parametrize("cell", KINDS)
@pytest.mark.parametrize("way", ["carried", "reset"])
def test_that_the_gradient_of_the_weights_is_that_of_finite_differences(
    cell: str, way: str
) -> None:
    net, (x, d), start = network(cell), wave(1, 0, 7), start_of(network(cell))
    g = through(net, x, d, 3, way, start).weights
    for a, found in zip(
        (*net.weights.params, *net.weights.readout), (*g.params, *g.readout), strict=True
    ):
        numerical = numerical_gradient(lambda: through(net, x, d, 3, way, start).mean, a)
        assert relative_error(numerical, found) < 1e-6


@settings(max_examples=30)
@given(
    T=st.integers(1, 9), k=st.integers(1, 10), cell=st.sampled_from(KINDS), seed=st.integers(0, 50)
)
def test_that_a_state_and_gradient_that_go_on_are_those_of_one_piece(
    T: int, k: int, cell: str, seed: int
) -> None:
    net, (x, d) = network(cell, seed), wave(seed, 0, T)
    start = zeros(net, x)
    whole, carried, detached, reset = (
        through(net, x, d, size, way, start)
        for size, way in ((T, "carried"), (k, "carried"), (k, "detached"), (k, "reset"))
    )
    run = forward(net, x)
    weights, g = backward(net, x, run, mse(run.y, d).dy / T)
    for found in (whole, carried):
        np.testing.assert_allclose(flat(found.weights), flat(weights), rtol=0, atol=1e-13)
        np.testing.assert_allclose(found.dh, g.total.h, rtol=0, atol=1e-13)
    np.testing.assert_allclose(detached.h, whole.h, rtol=0, atol=1e-14)
    np.testing.assert_allclose(detached.loss, whole.loss, rtol=0, atol=1e-14)
    pieces = [through(net, x[a : a + k], d[a : a + k], k, "reset", start) for a in borders(T, k)]
    np.testing.assert_allclose(reset.h, np.concatenate([one.h for one in pieces]), atol=1e-14)
    if k >= T:
        np.testing.assert_allclose(flat(detached.weights), flat(weights), rtol=0, atol=1e-13)


def test_that_a_detached_piece_has_the_gradient_of_a_start_that_is_held_fixed() -> None:
    net, (x, d) = network("gru"), wave(2, 0, 6)
    found = through(net, x, d, 3, "detached", zeros(net, x))
    first = through(net, x[:3], d[:3], 3, "carried", zeros(net, x))
    second = through(net, x[3:], d[3:], 3, "carried", first.last)
    np.testing.assert_allclose(
        flat(found.weights), (flat(first.weights) + flat(second.weights)) / 2, atol=1e-14
    )


@pytest.mark.parametrize("way", ["carried", "reset"])
def test_that_a_learned_start_lowers_the_loss_at_every_update(way: str) -> None:
    net, (x, d) = network("rnn_tanh"), wave(2, 0, 9)
    losses = [run.mean for run in learned(net, x, d, 3, way, 8)]
    assert len(losses) == 9
    assert (np.diff(losses) < 0).all()
    assert [len(begun(net, x, d, 3, way, start)) > 1 for start in STARTS] == [False, True, True]
    first, second = begun(net, x, d, 3, way, "carried")
    np.testing.assert_array_equal(second.start.h, first.h[-1])
