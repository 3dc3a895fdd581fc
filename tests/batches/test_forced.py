"""Fed with the truth, and with its own answers: where a free run comes to rest, and how fast."""

import numpy as np
import pytest

from rnnviz.batches.forced import FAR, RIDGE, both, closed_jacobian, fitted, once
from rnnviz.batches.waves import noisy
from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.network import Network, forward

KINDS = ("rnn_tanh", "gru", "lstm")


def network(cell: str, seed: int = 4, noise: float = 0.4) -> tuple[Network, np.ndarray, np.ndarray]:
    x, d = noisy(seed, 60, noise)
    net = init_network(CELLS[cell], 1, 4, 1, np.random.default_rng(seed))
    return fitted(net, x, d), x, d


@pytest.mark.parametrize("cell", KINDS)
def test_that_the_jacobian_of_a_network_that_reads_itself_is_that_of_finite_differences(
    cell: str,
) -> None:
    net, x, _d = network(cell)
    state = net.cell.state(forward(net, x).steps[-1])
    J = closed_jacobian(net, state)
    flat = np.concatenate(state)
    eps, ends = 1e-6, np.cumsum([a.size for a in state])[:-1]

    def after(s: np.ndarray) -> np.ndarray:
        step = once(net, net.cell.State(*np.split(s, ends)))
        return np.concatenate(net.cell.state(step))

    columns = [(after(flat + eps * e) - after(flat - eps * e)) / (2 * eps) for e in np.eye(len(J))]
    np.testing.assert_allclose(J, np.stack(columns, axis=1), rtol=0, atol=1e-8)


@pytest.mark.parametrize("cell", KINDS)
def test_that_a_free_run_reads_the_truth_and_then_its_own_answers(cell: str) -> None:
    net, x, _d = network(cell)
    found = both(net, x, 20)
    np.testing.assert_array_equal(found.read[:20], x[:20, 0])
    np.testing.assert_array_equal(found.read[20:], found.free[19:-1])
    np.testing.assert_allclose(found.free[:20], found.taught[:20], atol=1e-14)


def test_that_the_read_out_of_least_squares_cannot_be_bettered() -> None:
    net, x, d = network("gru")
    e = forward(net, x).y[4:] - d[4:]
    h = np.stack([s.h for s in forward(net, x).steps])[4:]
    r = net.weights.readout  # where the gradient of the sum of squares, and of the ridge, is 0
    np.testing.assert_allclose(e.T @ h, -RIDGE * r.W_hy, atol=1e-10)
    np.testing.assert_allclose(e.sum(axis=0), -RIDGE * r.b_y, atol=1e-10)


def test_that_where_a_free_run_rests_it_stays_and_that_it_comes_there_at_the_rate_of_lambda() -> (
    None
):
    rested = 0
    for seed in range(6):
        net, x, _d = network("rnn_tanh", seed)
        found = both(net, x, 20)
        if found.rest is None:
            assert np.isnan(found.factor)
            continue
        rested += 1
        assert found.factor < 1
        state = net.cell.State(np.zeros(4))
        ways = []
        for _ in range(FAR):
            state = net.cell.state(once(net, state))
            ways.append(state.h)
        rest = ways[-1]
        np.testing.assert_allclose(once(net, net.cell.State(rest)).h, rest, atol=1e-9)
    assert rested >= 2
