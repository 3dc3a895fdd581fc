"""What a network would answer after each row, and the gradient of an answer in the pixels."""

from typing import Any

import numpy as np
import pytest
from autograd import grad
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.network import Network, forward
from rnnviz.tasks.digits.digits import ORDERS, in_order, sequences, split_of
from rnnviz.tasks.digits.reading import answers_by_row, read, settled
from tests.core import autograd_cells

derivative: Any = grad  # its type stub does not know that it returns a function


def network(code: str, hidden: int = 9, seed: int = 3) -> Network:
    return init_network(CELLS[code], 8, hidden, 10, np.random.default_rng(seed), gain=1.3)


def digit(order: str = "down", k: int = 5) -> np.ndarray:
    return sequences(split_of(1).test.images[k : k + 1], order)[:, 0]


def ln_p(net: Network, x: np.ndarray, c: int) -> np.ndarray:
    y = forward(net, x, "last").y
    return y[..., c] - np.log(np.exp(y).sum(-1))


def test_that_probabilities_are_those_of_the_equations_written_apart() -> None:
    net, x = network("rnn_tanh"), digit()
    (W_xh, W_hh, b_h), (W_hy, b_y) = net.weights
    r, h = read(net, x), np.zeros(9)
    np.testing.assert_allclose(r.start, np.exp(b_y) / np.exp(b_y).sum(), rtol=0, atol=1e-15)
    for t in range(8):
        h = np.tanh(W_xh @ x[t] + W_hh @ h + b_h)
        y = W_hy @ h + b_y
        np.testing.assert_allclose(r.p[t], np.exp(y) / np.exp(y).sum(), rtol=0, atol=1e-14)


@pytest.mark.parametrize("code", CELLS)
def test_that_probabilities_are_the_softmax_of_the_core_after_every_row(code: str) -> None:
    net, x = network(code), digit()
    r, y = read(net, x), forward(net, x).y
    np.testing.assert_allclose(r.p, np.exp(y) / np.exp(y).sum(1, keepdims=True), atol=1e-14)
    np.testing.assert_allclose(r.p.sum(axis=1), 1, rtol=1e-14)
    assert r.answer == y[-1].argmax()
    assert r.asked == r.answer


@pytest.mark.parametrize("asked", [None, 4])
@pytest.mark.parametrize("code", CELLS)
def test_that_the_map_of_pixels_agrees_with_finite_differences(
    code: str, asked: int | None
) -> None:
    net, x, eps = network(code), digit(), 1e-6
    r = read(net, x, asked)
    nudges = eps * np.eye(64).reshape(64, 8, 8).swapaxes(0, 1)
    up, down = (ln_p(net, x[:, None] + sign * nudges, r.asked) for sign in (1, -1))
    np.testing.assert_allclose(
        r.why("down"), ((up - down) / (2 * eps)).reshape(8, 8), rtol=1e-6, atol=1e-8
    )


@pytest.mark.parametrize("code", ["rnn_tanh", "gru", "lstm"])
def test_that_autograd_finds_the_same_map(code: str) -> None:
    net, x = network(code), digit()
    r = read(net, x, 7)
    value: Any = autograd_cells.loss(code, "cross_entropy", "last", r.study.d[-1])
    p, readout = net.weights
    state0 = tuple(np.zeros(net.hidden) for _ in net.cell.state_fields)
    theirs = derivative(value)((tuple(p), tuple(readout), x, state0))[2]
    np.testing.assert_allclose(-r.why("down"), theirs, rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize("order", ORDERS)
def test_that_the_map_lies_on_the_picture_as_it_was_read(order: str) -> None:
    net, x = network("gru"), digit(order)
    r, eps = read(net, x), 1e-5
    steps = np.zeros((8, 8))
    steps[2, 6] = 1
    ((row, column),) = np.argwhere(in_order(steps, order))
    change = ln_p(net, x + eps * steps, r.asked) - ln_p(net, x - eps * steps, r.asked)
    assert r.why(order)[row, column] == pytest.approx(change / (2 * eps), rel=1e-5)


@given(hnp.arrays(int, st.tuples(st.integers(1, 8), st.integers(1, 5)), elements=st.integers(0, 2)))
def test_that_an_answer_is_settled_from_the_first_step_after_which_it_stays(
    answers: np.ndarray,
) -> None:
    for t, column in zip(settled(answers), answers.T, strict=True):
        assert (column[t:] == column[-1]).all()
        assert t == 0 or column[t - 1] != column[-1]


def test_that_restarts_answer_as_each_would_alone() -> None:
    nets = init_network(CELLS["lstm"], 8, 5, 10, np.random.default_rng(0), restarts=3)
    x = sequences(split_of(1).test.images[:20])
    together = answers_by_row(nets, x)
    for r in range(3):
        p, readout = nets.weights
        one = type(nets.weights)(
            type(p)(*(a[r] for a in p)), type(readout)(*(a[r] for a in readout))
        )
        np.testing.assert_array_equal(answers_by_row(Network(nets.cell, one), x), together[:, r])
