"""Types kept, extremes survived, and errors that say what is wrong. Warnings are errors here."""

import numpy as np
import pytest

from rnnviz.core.arrays import sigmoid
from rnnviz.core.bptt import bptt
from rnnviz.core.cells import CELLS
from rnnviz.core.flow import gradient_by_lag, reach
from rnnviz.core.init import SCHEMES, init_network
from rnnviz.core.jacobians import log10_singular_values, lyapunov_spectrum, step_jacobians
from rnnviz.core.losses import LOSSES, softmax
from rnnviz.core.network import backward, forward, weight_gradients
from rnnviz.core.unroll import unroll
from rnnviz.errors import RnnvizError
from tests.core.nets import SHAPES, random_network


def every_array(thing):
    """All arrays inside nested tuples and lists."""
    if isinstance(thing, tuple | list):
        return [a for part in thing for a in every_array(part)]
    return [] if thing is None else [np.asarray(thing)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("code", CELLS)
def test_that_float32_in_is_float32_out(code, shape):
    restarts, axes = SHAPES[shape]
    rng = np.random.default_rng(0)
    net = init_network(CELLS[code], 2, 3, 2, rng, restarts=restarts, dtype=np.float32)
    x = rng.normal(size=(4, *axes, 2)).astype(np.float32)
    for where in ("last", "every"):
        run = forward(net, x, where)
        for name in LOSSES:
            target = np.full(run.y.shape, 0.5, np.float32)
            loss = LOSSES[name](run.y, target)
            for truncate in (None, 2):
                results = (
                    run,
                    loss,
                    backward(net, x, run, loss.dy, truncate),
                    weight_gradients(net, x, run, loss.dy, truncate),
                )
                assert {a.dtype for a in every_array(results)} == {np.dtype(np.float32)}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("code", CELLS)
def test_that_weights_are_drawn_in_the_type_asked_for(code, scheme):
    rng = np.random.default_rng(0)
    net = init_network(CELLS[code], 2, 3, 2, rng, scheme=scheme, dtype=np.float32)
    assert {a.dtype for a in every_array(net.weights)} == {np.dtype(np.float32)}


@pytest.mark.parametrize("code", CELLS)
def test_that_float32_gradients_are_the_float64_ones_rounded(code):
    rng = np.random.default_rng(1)
    net = random_network(CELLS[code], rng)
    x, dh = rng.normal(size=(8, 3, 2)), rng.normal(size=(8, 3, 3))
    p = net.params
    small = type(p)(*(a.astype(np.float32) for a in p))
    x32 = x.astype(np.float32)
    g = bptt(net.cell, p, x, unroll(net.cell, p, x), dh)
    g32 = bptt(net.cell, small, x32, unroll(net.cell, small, x32), dh.astype(np.float32))
    for a, b in zip(g.params, g32.params, strict=True):
        np.testing.assert_allclose(a, b, rtol=0, atol=2e-5 * max(1, np.abs(a).max()))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("code", CELLS)
def test_that_huge_inputs_saturate_and_warn_of_nothing(code, dtype):
    rng = np.random.default_rng(0)
    net = init_network(CELLS[code], 2, 3, 2, rng, dtype=dtype)
    x = (rng.choice([-1, 1], size=(6, 2)) * np.finfo(dtype).max / 100).astype(dtype)
    run = forward(net, x)
    backward(net, x, run, np.ones_like(run.y))
    assert all(np.isfinite(a).all() for s in run.steps for a in s)


@pytest.mark.parametrize("code", CELLS)
@np.errstate(over="ignore", invalid="ignore")  # NumPy's warnings are the caller's to choose
def test_that_weights_that_overflow_give_infinities_and_stop_nothing(code):
    rng = np.random.default_rng(0)
    net = random_network(CELLS[code], rng, scale=1e5)
    x = rng.normal(size=(100, 2))
    run = forward(net, x)
    dy = np.ones_like(run.y)
    _, g = backward(net, x, run, dy)
    backward(net, x, run, dy, truncate=3)
    weight_gradients(net, x, run, dy)
    p, trace = net.params, unroll(net.cell, net.params, x)
    r = reach(net.cell, p, trace, dy @ net.weights.readout.W_hy)
    gradient_by_lag(net.cell, p, x, trace, r)
    J = step_jacobians(net.cell, p, trace)
    log10_singular_values(J)
    lyapunov_spectrum(J)
    if code in {"rnn_relu", "rnn_linear"}:  # the others cannot
        assert not np.isfinite(trace.h).all()
        assert not np.isfinite(g.state.h).all()


def test_that_the_sigmoid_is_exact_at_the_ends_and_in_the_middle():
    a = np.array([-1e308, -800.0, 0.0, 800.0, 1e308, -np.inf, np.inf])
    np.testing.assert_array_equal(sigmoid(a), [0, 0, 0.5, 1, 1, 0, 1])
    x = np.linspace(-30, 30, 601)
    np.testing.assert_allclose(sigmoid(x), 1 / (1 + np.exp(-x)), rtol=0, atol=3e-16)
    np.testing.assert_allclose(sigmoid(x) + sigmoid(-x), 1, rtol=0, atol=2e-16)


def test_that_the_sigmoid_does_not_change_its_argument():
    a = np.array([1.0, 2.0])
    sigmoid(a)
    assert a.tolist() == [1, 2]


# Losses.


def test_that_losses_are_what_their_names_say():
    y, d = np.array([[3.0, 1.0]]), np.array([[1.0, 2.0]])
    assert LOSSES["mse"](y, d).value.item() == pytest.approx((4 + 1) / 2)
    assert LOSSES["mse"](y, d).dy.tolist() == [[2 * 2 / 2, 2 * -1 / 2]]
    assert LOSSES["half_square"](y, d).value.item() == pytest.approx((4 + 1) / 2)
    assert LOSSES["half_square"](y, d).dy.tolist() == [[2, -1]]
    hot = np.array([[0.0, 1.0]])
    p = np.exp(y) / np.exp(y).sum()
    assert LOSSES["cross_entropy"](y, hot).value.item() == pytest.approx(-np.log(p[0, 1]))
    np.testing.assert_allclose(LOSSES["cross_entropy"](y, hot).dy, p - hot)


def test_that_an_undecided_classifier_loses_the_log_of_its_classes():
    y, d = np.zeros((3, 10)), np.eye(10)[:3]
    np.testing.assert_allclose(LOSSES["cross_entropy"](y, d).value, np.log(10))


def test_that_huge_logits_overflow_nothing():
    y = np.array([[1e300, -1e300], [800.0, 0.0], [-800.0, -800.0]])
    d = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    loss = LOSSES["cross_entropy"](y, d)
    np.testing.assert_allclose(loss.value, [0, 0, np.log(2)])
    np.testing.assert_allclose(loss.dy, [[0, 0], [0, 0], [0.5, -0.5]])
    np.testing.assert_allclose(softmax(y), [[1, 0], [1, 0], [0.5, 0.5]])


# Errors.


def test_that_inputs_of_the_wrong_width_are_refused_with_both_widths():
    net = random_network(CELLS["rnn_tanh"], np.random.default_rng(0))
    with pytest.raises(RnnvizError, match=r"x has 3 inputs a step, but W_xh reads 2"):
        unroll(net.cell, net.params, np.zeros((4, 3)))


def test_that_an_empty_sequence_is_refused():
    net = random_network(CELLS["rnn_tanh"], np.random.default_rng(0))
    with pytest.raises(RnnvizError, match="at least one"):
        unroll(net.cell, net.params, np.zeros((0, 2)))


def test_that_a_sequence_without_a_time_axis_is_refused():
    net = random_network(CELLS["rnn_tanh"], np.random.default_rng(0))
    with pytest.raises(RnnvizError, match=r"x has 1 axes, .* need 2: .* \(T, I\)"):
        unroll(net.cell, net.params, np.zeros(2))


def test_that_restarts_on_one_sequence_without_a_batch_axis_are_refused():
    net = random_network(CELLS["rnn_tanh"], np.random.default_rng(0), restarts=2)
    with pytest.raises(RnnvizError, match=r"x has 2 axes, .* need 3: .* \(T, N, I\)"):
        unroll(net.cell, net.params, np.zeros((4, 2)))
