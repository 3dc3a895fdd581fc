"""Training of deep and bidirectional networks by the same `fit`."""

import numpy as np
import pytest

from rnnviz.core import deep
from rnnviz.core.cells import CELLS
from rnnviz.core.deep import DeepNetwork
from rnnviz.core.gradcheck import numerical_gradient, relative_error
from rnnviz.core.init_nets import init_deep
from rnnviz.core.network import Network, Weights
from rnnviz.errors import RnnvizError
from rnnviz.training import fit
from rnnviz.training.diagnosis import one_restart
from rnnviz.training.flat import flatten, unflatten
from rnnviz.training.networks import with_weights
from rnnviz.training.passes import Objective, Passes, Windows
from tests.training.problems import windows


def network(code: str = "lstm", both: bool = True, depth: int = 2, **options) -> DeepNetwork:
    rng = np.random.default_rng(0)
    return init_deep(CELLS[code], 2, 3, 1, rng, depth, both, **options)


@pytest.mark.parametrize("where", deep.WHERE)
def test_that_the_gradient_of_a_pass_is_the_slope_of_its_loss(where):
    net = network()
    w = Windows(*windows("every" if where == "every" else "last"))
    passes, theta = Passes(net, Objective("mse", where)), flatten(net.weights)

    def value() -> float:
        return float(passes.loss(unflatten(theta, net.weights), w))

    loss, g = passes.loss_and_gradient(unflatten(theta.copy(), net.weights), w)
    assert float(loss) == pytest.approx(value(), abs=1e-14)
    assert relative_error(numerical_gradient(value, theta, 1e-5), g) < 1e-7


@pytest.mark.parametrize("code", ["rnn_tanh", "lstm", "mgu"])
@pytest.mark.parametrize("where", ["last", "every"])
def test_that_one_layer_forward_trains_as_the_plain_network_does(code, where):
    net = network(code, both=False, depth=1)
    plain = Network(net.cell, Weights(net.weights.layers[0][0], net.weights.readout))
    x, y = windows(where)
    a, b = (fit(n, x, y, where=where, epochs=20) for n in (net, plain))
    np.testing.assert_allclose(a.loss, b.loss, rtol=1e-9, atol=0)
    np.testing.assert_allclose(a.grad_norm, b.grad_norm, rtol=1e-7, atol=0)


@pytest.mark.parametrize("code", ["rnn_tanh", "gru", "mgu"])
@pytest.mark.parametrize("where", ["every", "ends"])
def test_that_a_deep_network_learns(code, where):
    x, y = windows("every" if where == "every" else "last")
    history = fit(network(code), x, y, where=where, epochs=150, lr=0.02)
    assert history.loss[-1] < 0.2 * history.loss[0]
    passed = deep.forward(history.net, x, where)
    assert float(((passed.y - y) ** 2).mean()) == pytest.approx(float(history.loss[-1]), rel=1e-9)


def test_that_restarts_of_a_deep_network_train_side_by_side():
    net = network("gru", restarts=3)
    x, y = windows("every")
    together = fit(net, x, y, where="every", epochs=10)
    for r in range(3):
        alone = fit(one_restart(net, r), x, y, where="every", epochs=10)
        np.testing.assert_allclose(together.loss[:, r], alone.loss, rtol=1e-9, atol=0)


def test_that_the_first_value_is_learned_sooner_where_the_reverse_walk_has_just_read_it():
    # The ends hold hb_1, which read x_1 last; the last output holds hb_T, which never saw it.
    rng = np.random.default_rng(1)
    x = rng.normal(size=(5, 64, 2))
    y = np.tanh(x[0, :, :1])
    net = network("rnn_tanh", depth=1)
    ends = fit(net, x, y, where="ends", epochs=200, lr=0.02).loss[-1]
    last = fit(net, x, y, where="last", epochs=200, lr=0.02).loss[-1]
    assert ends < 0.5 * last


def test_that_training_keeps_the_precision_and_leaves_its_network_alone():
    net = network("gru", dtype=np.float32)
    before = flatten(net.weights).copy()
    history = fit(net, *windows(), where="ends", epochs=3, validation=windows(), patience=2)
    assert flatten(history.net.weights).dtype == np.float32
    assert isinstance(history.net, DeepNetwork)
    np.testing.assert_array_equal(flatten(net.weights), before)


def test_that_a_divergence_names_the_layer_in_which_it_began():
    net = network("rnn_relu", both=True)
    first, second = net.weights.layers
    p = second[1]
    huge = (first, (second[0], p._replace(W_hh=np.full_like(p.W_hh, 1e200))))
    broken = with_weights(net, net.weights._replace(layers=huge))
    history = fit(broken, *windows("every"), where="every", epochs=3)
    assert history.stopped == "diverged"
    assert "_l1_reverse at t = " in history.message


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"where": "middle"}, "choose one of every, last, ends"),
        ({"where": "ends", "truncate": 2}, "network of one layer"),
    ],
)
def test_that_what_a_deep_network_cannot_do_is_refused_in_one_sentence(options, sentence):
    with pytest.raises(RnnvizError, match=sentence):
        fit(network(), *windows(), **options)


def test_that_a_plain_network_has_no_two_ends():
    net = network(both=False, depth=1)
    plain = Network(net.cell, Weights(net.weights.layers[0][0], net.weights.readout))
    with pytest.raises(RnnvizError, match="choose one of last, every"):
        fit(plain, *windows(), where="ends")
