"""Networks that read their own outputs."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from rnnviz.core.arrays import Array
from rnnviz.core.cells import CELLS
from rnnviz.core.feedback import (
    FEEDBACK,
    FreeRun,
    FreeRunGradients,
    free_run,
    free_run_backward,
)
from rnnviz.core.init import init_network
from rnnviz.core.language import one_hot
from rnnviz.core.network import Network, backward, forward
from rnnviz.errors import RnnvizError
from tests.core.nets import random_network, random_state
from tests.core.slopes import leaves, worst_direction, worst_entry


@dataclass(frozen=True)
class Case:
    """A network that runs freely; the loss weighs every output."""

    net: Network
    x: Array
    state0: Any
    w: Array
    feedback: str = "value"

    def run(self) -> FreeRun:
        steps = len(self.w) - len(self.x)
        return free_run(self.net, self.x, steps, self.feedback, state0=self.state0)

    def value(self) -> float:
        return float((self.w * np.sin(self.run().y)).sum())

    def gradients(self) -> FreeRunGradients:
        run = self.run()
        return free_run_backward(self.net, run, self.w * np.cos(run.y))

    def pairs(self) -> list[tuple[Array, Array]]:
        """Every array that is read, with its gradient."""
        g = self.gradients()
        read = [*leaves(self.net.weights), self.x, *self.state0]
        found = [*leaves(g.weights), g.along.x[: len(self.x)], *g.along.state0]
        return list(zip(read, found, strict=True))


def random_case(
    code: str, feedback: str = "value", given: int = 2, axes: tuple[int, ...] = (2,)
) -> Case:
    rng, cell = np.random.default_rng(8), CELLS[code]
    net = random_network(cell, rng, inputs=2, outputs=2, scale=0.6)
    p = cell.fix(net.weights.params)
    net = Network(cell, net.weights._replace(params=p))
    x, w = rng.normal(size=(given, *axes, 2)), rng.normal(size=(6, *axes, 2))
    return Case(net, x, random_state(cell, rng, axes), w, feedback)


@pytest.mark.parametrize("given", [1, 3])
@pytest.mark.parametrize("code", CELLS)
def test_that_the_gradient_goes_back_through_what_is_fed_back(code, given):
    case = random_case(code, given=given)
    assert worst_direction(case.value, case.pairs()) < 1e-8


@pytest.mark.parametrize("feedback", ["zero", "argmax"])
@pytest.mark.parametrize("code", ["rnn_tanh", "lstm", "gru"])
def test_that_with_nothing_real_fed_back_the_gradient_is_that_of_fixed_inputs(code, feedback):
    case = random_case(code, feedback)
    assert worst_direction(case.value, case.pairs()) < 1e-8


@pytest.mark.parametrize("axes", [(), (3,)])
def test_that_every_entry_of_those_gradients_is_right(axes):
    case = random_case("lstm", axes=axes)
    assert worst_entry(case.value, case.pairs()) < 1e-7


@pytest.mark.parametrize("code", CELLS)
def test_that_a_run_with_all_inputs_given_is_the_plain_network(code):
    case = random_case(code, given=6)
    run, plain = case.run(), forward(case.net, case.x, state0=case.state0)
    np.testing.assert_allclose(run.y, plain.y, rtol=0, atol=1e-14)
    weights, g = backward(case.net, case.x, plain, case.w)
    ours = free_run_backward(case.net, run, case.w)
    for a, b in zip(leaves(ours.weights), leaves(weights), strict=True):
        np.testing.assert_allclose(a, b, rtol=0, atol=1e-12)
    np.testing.assert_allclose(ours.along.x, g.x, rtol=0, atol=1e-13)
    np.testing.assert_allclose(ours.along.state.h, g.state.h, rtol=0, atol=1e-13)


@pytest.mark.parametrize("code", CELLS)
def test_that_the_plain_network_reads_what_was_fed_back_and_answers_the_same(code):
    case = random_case(code, given=1)
    run = case.run()
    again = forward(case.net, run.x, state0=case.state0)
    np.testing.assert_allclose(run.y, again.y, rtol=0, atol=1e-13)
    np.testing.assert_array_equal(run.x[1:], run.y[:-1])


def test_that_each_feedback_reads_what_it_says():
    rng = np.random.default_rng(1)
    net, x = random_network(CELLS["gru"], rng, inputs=2, outputs=2), rng.normal(size=(1, 5, 2))
    runs = {name: free_run(net, x, 4, name, np.random.default_rng(2)) for name in FEEDBACK}
    assert not runs["zero"].x[1:].any()
    assert (runs["constant"].x == x).all()
    argmax = runs["argmax"]
    np.testing.assert_array_equal(argmax.x[1:], one_hot(argmax.y[:-1].argmax(-1), 2))
    drawn = runs["sample"].x[1:]
    assert set(np.unique(drawn)) == {0, 1}
    assert (drawn.sum(-1) == 1).all()
    again = free_run(net, x, 4, "sample", np.random.default_rng(2))
    np.testing.assert_array_equal(again.x, runs["sample"].x)


def test_that_a_hot_temperature_draws_what_argmax_would_not():
    net = init_network(CELLS["rnn_tanh"], 3, 4, 3, np.random.default_rng(0))
    cold, hot = (
        free_run(net, np.zeros((1, 200, 3)), 3, "sample", np.random.default_rng(1), t).x[1:]
        for t in (0.0, 100.0)
    )
    assert len(np.unique(cold.argmax(-1)[0])) == 1
    assert (np.bincount(hot.argmax(-1).ravel(), minlength=3) / hot[..., 0].size > 0.25).all()


@pytest.mark.parametrize(("feedback", "outputs"), [("value", 1), ("nothing", 2)])
def test_that_a_feedback_that_cannot_be_is_refused_in_one_sentence(feedback, outputs):
    net = init_network(CELLS["gru"], 2, 3, outputs, np.random.default_rng(0))
    with pytest.raises(RnnvizError, match=r"feedback|fed back"):
        free_run(net, np.zeros((1, 2)), 3, feedback)
