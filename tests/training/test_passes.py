import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.training import passes as module
from rnnviz.training.flat import flatten, leaves, named_leaves, tree_map, unflatten
from rnnviz.training.jacobian import residuals, residuals_and_jacobian
from rnnviz.training.kernels import KERNELS
from rnnviz.training.networks import learned
from rnnviz.training.passes import Objective, Passes, Windows
from tests.training.problems import network, restart, windows

WHERE = ("last", "every")


def passes_and_windows(code, where, restarts=None, **options):
    net = network(code, restarts=restarts, outputs=2, **options)
    return net, Passes(net, Objective(where=where)), Windows(*windows(where, outputs=2))


def test_that_the_cells_that_are_trained_most_have_a_kernel():
    most = {"rnn_tanh", "rnn_relu", "rnn_sigmoid", "rnn_linear", "lstm", "gru", "gru_before"}
    assert most <= set(KERNELS) <= set(CELLS)


@pytest.mark.parametrize("restarts", [None, 3])
@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("code", KERNELS)
def test_that_kernels_give_the_cores_loss_and_gradient(code, where, restarts):
    net, passes, w = passes_and_windows(code, where, restarts)
    fast = passes.loss_and_gradient(net.weights, w)
    passes.has_kernel = False
    slow = passes.loss_and_gradient(net.weights, w)
    np.testing.assert_allclose(fast[0], slow[0], rtol=1e-13)
    np.testing.assert_allclose(fast[1], slow[1], rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(passes.loss(net.weights, w), slow[0], rtol=1e-13)


@pytest.mark.parametrize("code", CELLS)
def test_that_a_second_pass_gives_the_same_as_the_first(code):
    net, passes, w = passes_and_windows(code, "last")
    first = passes.loss_and_gradient(net.weights, w)
    other = Windows(w.x + 1, w.y)
    passes.loss_and_gradient(net.weights, other)
    again = passes.loss_and_gradient(net.weights, w)
    assert np.array_equal(first[0], again[0])
    assert np.array_equal(first[1], again[1])


@pytest.mark.parametrize("code", CELLS)
@pytest.mark.parametrize("where", WHERE)
def test_that_the_gradient_is_the_slope_of_the_loss(code, where):
    net, passes, w = passes_and_windows(code, where)
    theta = flatten(net.weights)
    _, g = passes.loss_and_gradient(net.weights, w)
    rng, eps = np.random.default_rng(1), 1e-6
    learns = flatten(learned(net.cell, tree_map(np.ones_like, net.weights)))
    assert not g[learns == 0].any()
    for _ in range(5):
        v = rng.normal(size=theta.shape) * learns
        up, down = (passes.loss(unflatten(theta + s * eps * v, net.weights), w) for s in (1, -1))
        assert (up - down) / (2 * eps) == pytest.approx(g @ v, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("where", WHERE)
def test_that_blocks_of_windows_add_up_to_the_whole(where, monkeypatch):
    net, passes, w = passes_and_windows("lstm", where)
    whole = passes.loss_and_gradient(net.weights, w)
    monkeypatch.setattr(Passes, "block_size", lambda self, w: 5)
    blocks = passes.loss_and_gradient(net.weights, w)
    np.testing.assert_allclose(blocks[0], whole[0], rtol=1e-14)
    np.testing.assert_allclose(blocks[1], whole[1], rtol=1e-12, atol=1e-15)


def test_that_blocks_get_smaller_as_networks_get_larger():
    small, large = (
        Passes(network(hidden=H), Objective()).block_size(Windows(*windows())) for H in (4, 400)
    )
    assert small == pytest.approx(100 * large, rel=0.01)
    assert module.BLOCK_BYTES / large > 5 * 400 * 8


@pytest.mark.parametrize("code", CELLS)
def test_that_restarts_do_not_mix(code):
    net, passes, w = passes_and_windows(code, "last", restarts=3)
    loss, g = passes.loss_and_gradient(net.weights, w)
    for r in range(3):
        alone = restart(net, r)
        one = Passes(alone, Objective()).loss_and_gradient(alone.weights, w)
        np.testing.assert_allclose(one[0], loss[r], rtol=1e-13)
        np.testing.assert_allclose(one[1], g[r], rtol=1e-11, atol=1e-15)


@pytest.mark.parametrize("where", WHERE)
def test_that_truncating_at_the_whole_length_changes_nothing_and_sooner_does(where):
    net, passes, w = passes_and_windows("gru", where)
    full = passes.loss_and_gradient(net.weights, w)[1]
    cut = {
        k: Passes(net, Objective(where=where, truncate=k)).loss_and_gradient(net.weights, w)[1]
        for k in (5, 2)
    }
    np.testing.assert_allclose(cut[5], full, rtol=1e-11, atol=1e-15)
    assert not np.allclose(cut[2], full, rtol=1e-3)


@pytest.mark.parametrize("restarts", [None, 2])
@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("code", KERNELS)
def test_that_the_jacobian_is_the_slope_of_every_residual(code, where, restarts):
    net, passes, w = passes_and_windows(code, where, restarts)
    lead = 0 if restarts is None else 1
    theta = flatten(net.weights, lead)
    e, J = residuals_and_jacobian(passes, net.weights, w)
    assert (e**2).sum(-1) == pytest.approx(passes.loss(net.weights, w))
    eps = 1e-6
    for k in range(theta.shape[-1]):
        step = np.zeros(theta.shape)
        step[..., k] = eps
        up = residuals(passes, unflatten(theta + step, net.weights, lead), w)
        down = residuals(passes, unflatten(theta - step, net.weights, lead), w)
        np.testing.assert_allclose(J[..., k], (up - down) / (2 * eps), atol=2e-9)


@pytest.mark.parametrize("restarts", [None, 4])
def test_that_flattening_and_back_gives_the_same_weights(restarts):
    net, lead = network("gru", restarts=restarts), 0 if restarts is None else 1
    theta = flatten(net.weights, lead)
    assert theta.shape == (*((restarts,) if restarts else ()), net.count())
    back = unflatten(theta, net.weights, lead)
    assert type(back.params) is type(net.weights.params)
    for a, b in zip(leaves(back), leaves(net.weights), strict=True):
        assert np.array_equal(a, b)


def test_that_leaves_carry_the_names_of_the_equations():
    names = [name for name, _ in named_leaves(network("gru").weights)]
    assert names == ["W_xh", "W_hh", "b_h", "b_hn", "W_hy", "b_y"]
