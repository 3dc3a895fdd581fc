"""Weights of steps: a weighted mean, exact in its gradient, and checked."""

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.errors import RnnvizError
from rnnviz.training import fit
from rnnviz.training.flat import flatten, unflatten
from rnnviz.training.passes import Objective, Passes, Windows
from tests.training.problems import network, windows


def weighted(where, restarts=None, code="lstm"):
    net = network(code, restarts=restarts, outputs=2)
    x, y = windows(where, outputs=2)
    weight = np.random.default_rng(3).uniform(0, 2, y.shape[:-1])
    weight[..., 2] = 1.0
    return net, Passes(net, Objective(where=where)), Windows(x, y, weight)


@pytest.mark.parametrize("restarts", [None, 3])
@pytest.mark.parametrize("where", ["last", "every"])
def test_that_the_loss_is_the_weighted_mean(where, restarts):
    net, passes, w = weighted(where, restarts)
    y = passes.outputs(net.weights, w)[1]
    d = w.y[:, None] if where == "every" and restarts else w.y
    assert w.weight is not None
    weight = w.weight[:, None] if where == "every" and restarts else w.weight
    axes = (0, -1) if where == "every" else -1
    by_hand = (((y - d) ** 2).mean(-1) * weight).sum(axes) / w.weight.sum()
    np.testing.assert_allclose(passes.loss(net.weights, w), by_hand, rtol=1e-12)


@pytest.mark.parametrize("code", ["rnn_tanh", "lstm", "gru", "mgu"])
@pytest.mark.parametrize("where", ["last", "every"])
def test_that_the_gradient_is_the_slope_of_the_weighted_loss(where, code):
    net, passes, w = weighted(where, code=code)
    theta = flatten(net.weights)
    _loss, g = passes.loss_and_gradient(net.weights, w)
    rng, eps = np.random.default_rng(1), 1e-6
    for _ in range(4):
        v = rng.normal(size=theta.shape)
        up, down = (passes.loss(unflatten(theta + s * eps * v, net.weights), w) for s in (1, -1))
        assert (up - down) / (2 * eps) == pytest.approx(g @ v, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("code", CELLS)
def test_that_equal_weights_are_no_weights(code):
    net, passes, w = weighted("every", code=code)
    plain = passes.loss_and_gradient(net.weights, Windows(w.x, w.y))
    ones = passes.loss_and_gradient(net.weights, Windows(w.x, w.y, np.full(w.y.shape[:-1], 3.0)))
    np.testing.assert_allclose(ones[0], plain[0], rtol=1e-13)
    np.testing.assert_allclose(ones[1], plain[1], rtol=1e-10, atol=1e-15)


def test_that_what_has_no_weight_changes_nothing():
    net, (x, y) = network("gru"), windows("every")
    weight = np.ones(y.shape[:-1])
    weight[3:, 4] = 0
    other_x, other_y = x.copy(), y.copy()
    other_x[3:, 4], other_y[3:, 4] = 9.0, -9.0
    runs = [
        fit(net, one_x, one_y, where="every", weight=weight, epochs=5, batch=4)
        for one_x, one_y in ((x, y), (other_x, other_y))
    ]
    np.testing.assert_array_equal(runs[0].loss, runs[1].loss)
    np.testing.assert_array_equal(runs[0].net.weights.params.W_hh, runs[1].net.weights.params.W_hh)


def test_that_the_loss_of_an_epoch_counts_batches_by_their_weight():
    net, (x, y) = network(), windows("every")
    weight = np.random.default_rng(0).uniform(0.1, 3, y.shape[:-1])
    whole = fit(net, x, y, where="every", weight=weight, epochs=1, lr=1e-12)
    parts = fit(net, x, y, where="every", weight=weight, epochs=1, lr=1e-12, batch=5)
    assert parts.loss[0] == pytest.approx(whole.loss[0], rel=1e-9)


@pytest.mark.parametrize(
    ("weight", "sentence"),
    [
        (np.ones(3), r"weight has the shape \(3,\); it must be \(5, 12\)"),
        (np.full((5, 12), -1.0), "finite number of at least 0"),
        (np.full((5, 12), np.nan), "finite number of at least 0"),
        (np.r_[np.ones(11), 0] * np.ones((5, 1)), "each window needs one above"),
    ],
)
def test_that_weights_that_cannot_be_used_get_one_sentence(weight, sentence):
    x, y = windows("every")
    with pytest.raises(RnnvizError, match=sentence):
        fit(network(), x, y, where="every", weight=weight, epochs=1)
