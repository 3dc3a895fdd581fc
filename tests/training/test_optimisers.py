import json
from pathlib import Path

import numpy as np
import pytest

from rnnviz.errors import RnnvizError
from rnnviz.training.clipping import clip_as_pytorch, clip_by_norm, clip_by_value, global_norm
from rnnviz.training.optimisers import (
    KERAS,
    OPTIMISERS,
    Adam,
    Momentum,
    RmsProp,
    Sgd,
    optimiser_named,
)

GOLDEN = json.loads(Path(__file__).with_name("torch_golden.json").read_text())


def path(optimiser, gradients, start, lr):
    """Weights after each update."""
    theta = np.array(start)
    memory, weights = optimiser.start(theta), []
    for k, g in enumerate(gradients, 1):
        change, memory = optimiser.step(np.array(g), memory, lr, k)
        theta = theta + change
        weights.append(theta)
    return np.array(weights)


@pytest.mark.parametrize("name", GOLDEN["optimisers"])
def test_that_every_optimiser_takes_pytorchs_steps(name):
    ours = path(OPTIMISERS[name], GOLDEN["gradients"], GOLDEN["start"], GOLDEN["lr"])
    np.testing.assert_allclose(ours, GOLDEN["optimisers"][name], rtol=1e-13)


def test_that_steps_equal_those_worked_by_hand():
    g = [[2.0], [1.0]]
    # SGD: 1 - .1*2 = .8; .8 - .1*1 = .7
    np.testing.assert_allclose(path(Sgd(), g, [1.0], 0.1)[:, 0], [0.8, 0.7])
    # momentum: m = 2, 1 - .2 = .8; m = .9*2 + 1 = 2.8, .8 - .28 = .52
    np.testing.assert_allclose(path(Momentum(), g, [1.0], 0.1)[:, 0], [0.8, 0.52])
    # RMSprop, rho .5: v = .5*4 = 2, 1 - .2/sqrt 2; v = .5*2 + .5 = 1.5, then - .1/sqrt 1.5
    hand = [1 - 0.2 / 2**0.5, 1 - 0.2 / 2**0.5 - 0.1 / 1.5**0.5]
    np.testing.assert_allclose(path(RmsProp(rho=0.5, eps=0), g, [1.0], 0.1)[:, 0], hand)
    # Adam, b1 = b2 = .5: m = 1, v = 2, M = 2, V = 4, step .1*2/2; then m = .5*1 + .5*1 = 1,
    # v = .5*2 + .5*1 = 1.5, M = 1/.75, V = 1.5/.75 = 2, step .1 * 1.3333 / sqrt 2
    hand = [0.9, 0.9 - 0.1 * (1 / 0.75) / 2**0.5]
    np.testing.assert_allclose(path(Adam(b1=0.5, b2=0.5, eps=0), g, [1.0], 0.1)[:, 0], hand)


def test_that_kerass_variants_follow_their_own_equations():
    g, lr, eps = np.array([[1e-6], [3e-6]]), 0.01, 1e-7
    # RMSprop: eps inside the root
    v = 0.1 * 1e-12
    first = 1 - lr * 1e-6 / np.sqrt(v + eps)
    np.testing.assert_allclose(path(KERAS["rmsprop"], g, [1.0], lr)[0, 0], first, rtol=1e-14)
    # Adam: eps beside the root of the uncorrected v
    m, v = 0.1 * 1e-6, 0.001 * 1e-12
    first = 1 - lr * np.sqrt(1 - 0.999) / (1 - 0.9) * m / (np.sqrt(v) + eps)
    np.testing.assert_allclose(path(KERAS["adam"], g, [1.0], lr)[0, 0], first, rtol=1e-12)


def test_that_both_forms_of_momentum_agree_while_the_rate_is_constant():
    g = np.random.default_rng(0).normal(size=(20, 4))
    ours = path(Momentum(), g, np.zeros(4), 0.1)
    np.testing.assert_allclose(path(Momentum(keras=True), g, np.zeros(4), 0.1), ours, atol=1e-13)


@pytest.mark.parametrize("name", OPTIMISERS)
def test_that_float32_weights_change_in_float32(name):
    theta = np.ones(3, np.float32)
    change, memory = OPTIMISERS[name].step(theta, OPTIMISERS[name].start(theta), 0.1, 1)
    assert {change.dtype, *(m.dtype for m in memory)} == {np.dtype(np.float32)}


def test_that_an_unknown_optimiser_is_named_with_the_known_ones():
    with pytest.raises(RnnvizError, match=r"'adamw'.*sgd, momentum, rmsprop, adam"):
        optimiser_named("adamw")


def test_that_clipping_by_norm_keeps_the_direction_and_each_restart_to_itself():
    g = np.array([[3.0, 4.0], [0.3, 0.4], [-30.0, 40.0]])
    clipped = clip_by_norm(g, global_norm(g), 1.0)
    np.testing.assert_allclose(clipped, [[0.6, 0.8], [0.3, 0.4], [-0.6, 0.8]])


def test_that_clipping_by_value_bounds_every_entry():
    assert clip_by_value(np.array([-9.0, 0.5, 7.0]), 5.0).tolist() == [-5.0, 0.5, 5.0]


def test_that_the_norm_of_large_float32_gradients_does_not_overflow():
    assert global_norm(np.full(4, 1e30, np.float32)) == pytest.approx(2e30)


def test_that_a_zero_gradient_can_be_clipped():
    assert clip_by_norm(np.zeros(3), np.array(0.0), 1.0).tolist() == [0, 0, 0]


def test_that_nesterov_steps_equal_those_worked_by_hand():
    g = [[2.0], [1.0]]
    # m = 2, step .1*(2 + .9*2) = .38; m = .9*2 + 1 = 2.8, step .1*(1 + .9*2.8) = .352
    ours = path(OPTIMISERS["nesterov"], g, [1.0], 0.1)[:, 0]
    np.testing.assert_allclose(ours, [0.62, 0.268])
    # Keras writes it otherwise: v = -.2, step .9*(-.2) - .2 = -.38; the same while lr is the same
    np.testing.assert_allclose(path(KERAS["nesterov"], g, [1.0], 0.1)[:, 0], ours)


@pytest.mark.parametrize("name", KERAS)
def test_that_kerass_optimisers_are_chosen_by_name(name):
    assert optimiser_named(f"keras_{name}") is KERAS[name]
    assert optimiser_named(name) is OPTIMISERS[name]


def test_that_pytorchs_clipping_divides_by_a_hair_more_than_the_norm():
    g = np.array([[3.0, 4.0], [0.3, 0.4], [0.6, 0.8]])
    clipped = clip_as_pytorch(g, global_norm(g), 1.0)
    np.testing.assert_allclose(clipped[0], g[0] / (5 + 1e-6), rtol=1e-15)
    assert clipped[1].tolist() == [0.3, 0.4]
    np.testing.assert_allclose(clipped[2], g[2] / (1 + 1e-6), rtol=1e-15)  # just at the bound
    assert clip_as_pytorch(np.zeros(3), np.array(0.0), 1.0).tolist() == [0, 0, 0]
