"""Fixed points: the published ones to all their digits, and what must hold of any."""

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.dynamics.by_hand import plain
from rnnviz.dynamics.fixed import (
    SLOW,
    SLOWLY,
    STABLE,
    UNSTABLE,
    Points,
    fixed_points,
    rotation,
    speed,
    time_constant,
)
from rnnviz.dynamics.maps import advance, held, jacobians

# h' = tanh(h W) of FixedPointFinder's examples, found again for this project.
TWO = np.array([[1.0, -1.0], [-1.0, 1.0]])
THREE = np.array([[1.0, 0.0, -1.0], [0.0, -1.0, 1.0], [-1.0, 1.0, 0.0]])


def of(W: np.ndarray) -> Points:
    starts = np.random.default_rng(0).uniform(-1, 1, (100, len(W)))
    return fixed_points(held(plain(W.T), np.zeros(1)), starts)


def test_that_two_units_have_the_published_points() -> None:
    found = of(TWO)
    expected = [[-0.95750402, 0.95750402], [0.95750402, -0.95750402], [0, 0]]
    np.testing.assert_allclose(found.x, expected, atol=5e-9)
    np.testing.assert_allclose(found.largest, [0.166372, 0.166372, 2], atol=5e-7)
    np.testing.assert_allclose(found.eigenvalues[2], [2, 0], atol=1e-9)
    assert found.kind.tolist() == [STABLE, STABLE, UNSTABLE]


def test_that_three_units_have_the_published_points() -> None:
    found = of(THREE)
    expected = [[-0.94979571, 0.4255023, 0.879894], [0.94979571, -0.4255023, -0.879894], [0, 0, 0]]
    np.testing.assert_allclose(found.x, expected, atol=5e-9)
    np.testing.assert_allclose(found.largest, [1.006406, 1.006406, 1.732051], atol=5e-7)
    np.testing.assert_allclose(found.eigenvalues[0, 0], -1.006406, atol=5e-7)  # flips, period 2
    assert rotation(found.eigenvalues[0, 0]) == pytest.approx(0.5)
    assert found.kind.tolist() == [UNSTABLE] * 3


@pytest.mark.parametrize("code", ["rnn_tanh", "gru", "lstm", "mingru", "indrnn"])
@pytest.mark.parametrize("seed", [1, 2])
def test_that_every_fixed_point_stays_and_its_eigenvalues_say_whether_it_is_returned_to(
    code: str, seed: int
) -> None:
    net = init_network(CELLS[code], 1, 4, 1, np.random.default_rng(seed))
    m = held(net, np.array([0.5]))
    found = fixed_points(m, np.random.default_rng(seed).normal(size=(30, m.size)))
    assert len(found.x)
    here = found.x[found.kind != SLOWLY]
    np.testing.assert_allclose(advance(m, here), here, atol=3e-9)
    np.testing.assert_allclose(speed(m, found.x), found.q, atol=1e-30)
    for x, kind in zip(found.x, found.kind, strict=True):
        largest = np.abs(np.linalg.eigvals(jacobians(m, x[None])[0])).max()
        assert (largest < 1) == (kind == STABLE)
        if kind == STABLE and largest < 0.95:
            state = x + 1e-3
            for _k in range(400):
                state = advance(m, state[None])[0]
            np.testing.assert_allclose(state, x, atol=1e-6)


def test_that_a_slow_point_is_told_from_a_fixed_one() -> None:
    """Behind a saddle and node that have just met, the map only lingers."""
    w, h = 1.5, np.sqrt(1 - 1 / 1.5)
    bias = -(w * h - np.arctanh(h))  # at which both have met
    before, after = (
        fixed_points(held(plain(np.array([[w]]), bias=np.array([b])), np.zeros(1)),
                     np.linspace(-1, 1, 41)[:, None])
        for b in (bias + 0.01, bias - 0.01)
    )  # fmt: skip
    assert before.kind.tolist().count(SLOWLY) == 0
    assert len(before.x) == 3
    assert after.kind.tolist() == [STABLE, SLOWLY]
    assert 0 < after.q[1] < SLOW
    assert after.x[1, 0] == pytest.approx(h, abs=0.05)


def test_that_starts_far_from_every_point_find_nothing_false() -> None:
    m = held(plain(np.array([[0.5]]), bias=np.array([0.1])), np.zeros(1))
    found = fixed_points(m, np.array([[50.0], [-50.0], [0.0]]))
    assert (found.kind == STABLE).sum() == 1
    np.testing.assert_allclose(advance(m, found.x), found.x, atol=2e-9)


def test_that_a_time_constant_is_when_a_difference_is_one_e_th() -> None:
    for value in (0.5, -0.9, 0.3 + 0.4j):
        assert abs(value) ** float(time_constant(value)) == pytest.approx(np.exp(-1))
    assert float(time_constant(2.0)) < 0
    assert float(rotation(np.exp(0.25j * np.pi))) == pytest.approx(1 / 8)
