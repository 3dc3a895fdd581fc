"""Choices of a training: how a norm is bounded, and the state that it starts from."""

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.losses import mse
from rnnviz.core.network import backward, forward
from rnnviz.errors import RnnvizError
from rnnviz.training import fit
from rnnviz.training.flat import flatten
from rnnviz.training.networks import learned


def problem(code: str = "lstm", restarts: int | None = None):
    rng, cell = np.random.default_rng(0), CELLS[code]
    net = init_network(cell, 2, 3, 1, rng, restarts=restarts)
    start = cell.State(*(rng.normal(size=(7, 3)) for _name in cell.state_fields))
    return net, rng.normal(size=(5, 7, 2)), rng.normal(size=(7, 1)), start


@pytest.mark.parametrize("code", CELLS)
def test_that_a_training_from_a_state_takes_the_step_of_its_gradient(code):
    net, x, y, start = problem(code)
    h = fit(net, x, y, state0=start, optimiser="sgd", lr=0.5, epochs=1, clip_norm=None)
    run = forward(net, x, "last", start)
    loss = mse(run.y, y)
    weights, _ = backward(net, x, run, loss.dy / 7)
    assert h.loss[0] == pytest.approx(loss.value.mean(), rel=1e-12)
    moved = flatten(h.net.weights) if h.best_epoch else flatten(net.weights)
    weights = learned(net.cell, weights)
    expected = flatten(net.weights) - 0.5 * flatten(weights) * (h.best_epoch > 0)
    np.testing.assert_allclose(moved, expected, atol=1e-12)
    assert h.loss[0] != fit(net, x, y, epochs=0).loss[0]


def test_that_restarts_and_batches_start_from_the_states_of_their_windows():
    net, x, y, start = problem(restarts=2)
    options = {"state0": start, "epochs": 2, "batch": 3}
    together = fit(net, x, y, **options)
    assert together.loss.shape == (3, 2)
    one = fit(net, x, y, state0=start, epochs=0).loss[0]
    for r in range(2):
        alone = type(net)(net.cell, type(net.weights)(
            type(net.weights.params)(*(a[r] for a in net.weights.params)),
            type(net.weights.readout)(*(a[r] for a in net.weights.readout)),
        ))  # fmt: skip
        assert mse(forward(alone, x, "last", start).y, y).value.mean() == pytest.approx(one[r])


def test_that_a_state_that_does_not_fit_is_refused():
    net, x, y, start = problem()
    with pytest.raises(RnnvizError, match="give a State of the cell LSTM"):
        fit(net, x, y, state0=(start.h,))
    with pytest.raises(RnnvizError, match=r"state0\.h has the shape \(6, 3\)"):
        fit(net, x, y, state0=type(start)(start.h[1:], start.c))


def test_that_both_ways_to_bound_a_norm_are_chosen_by_name():
    net, x, y, _start = problem()
    options = {"optimiser": "sgd", "lr": 1.0, "epochs": 1, "clip_norm": 1e-3}
    moves = {
        how: flatten(fit(net, x, 100 * y, clipping=how, **options).net.weights)
        - flatten(net.weights)
        for how in ("exact", "pytorch")
    }
    assert np.linalg.norm(moves["exact"]) == pytest.approx(1e-3, rel=1e-12)
    assert 0 < np.linalg.norm(moves["exact"]) - np.linalg.norm(moves["pytorch"]) < 1e-6
    with pytest.raises(RnnvizError, match="choose one of exact, pytorch"):
        fit(net, x, y, clipping="torch")
