import numpy as np

from rnnviz.core.cells import CELLS
from rnnviz.core.init_nets import init_seq2seq
from rnnviz.training import fit
from rnnviz.training.descent import Descent
from rnnviz.training.flat import flatten, leaves, unflatten
from rnnviz.training.passes import Objective, Passes, Windows
from tests.training.problems import network, windows


def test_that_updates_one_by_one_are_those_of_fit():
    net, (x, y) = network("gru"), windows()
    w, passes, descent = Windows(x, y), Passes(net, Objective()), Descent(net.weights)
    for _ in range(5):
        _loss, g = passes.loss_and_gradient(descent.weights, w)
        descent.update(unflatten(g, net.weights), 0.01)
    fitted = fit(net, x, y, epochs=5)
    np.testing.assert_allclose(descent.theta, flatten(fitted.net.weights), rtol=0, atol=1e-13)


def test_that_a_tree_with_an_empty_branch_goes_flat_and_comes_back():
    net = init_seq2seq(CELLS["gru"], 3, 4, 5, np.random.default_rng(0))
    descent = Descent(net.weights)
    assert descent.theta.size == net.count()
    assert type(descent.weights) is type(net.weights)
    for a, b in zip(leaves(descent.weights), leaves(net.weights), strict=True):
        np.testing.assert_array_equal(a, b)


def test_that_long_gradients_are_shortened_and_endless_ones_not_followed():
    weights = (np.array([1.0, 2.0]),)
    descent = Descent(weights, "sgd", clip_norm=1.0)
    assert descent.update((np.array([30.0, 40.0]),), 0.1) == 50
    np.testing.assert_allclose(descent.weights[0], [1 - 0.06, 2 - 0.08])
    kept = descent.theta.copy()
    assert np.isnan(descent.update((np.array([np.nan, 0.0]),), 0.1))
    np.testing.assert_array_equal(descent.theta, kept)
