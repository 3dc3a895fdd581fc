"""What is said of dynamics follows from the numbers, whatever they are."""

import numpy as np
import pytest

from rnnviz.core.activations import ACTIVATIONS
from rnnviz.dynamics.by_hand import parity, plain
from rnnviz.dynamics.cliff import Unit, descend
from rnnviz.dynamics.fixed import fixed_points
from rnnviz.dynamics.maps import held
from rnnviz.dynamics.momentum import best, rates
from rnnviz.dynamics.plane import Grid, path
from rnnviz.dynamics.unit import rests
from rnnviz.scenes.dynamics.parts import padded
from rnnviz.scenes.dynamics.words import (
    cliff_words,
    exponent_words,
    momentum_words,
    portrait_words,
    run_exponent_words,
    share_words,
    turns,
    unit_words,
)
from rnnviz.words.numbers import number

SQUARE = Grid(-1.2, 1.2)


def of_matrix(W: list[list[float]], start: tuple[float, float] = (0.5, 0.1), g: float = 1.0) -> str:
    m = held(plain(g * np.array(W)), np.zeros(1))
    points = fixed_points(m, SQUARE.states(9))
    return portrait_words(g, points, path(m, np.array(start), 60))


@pytest.mark.parametrize(("W", "named", "ends"), [
    ([[0.5, 0.0], [0.0, 0.3]], "1 × a stable node", "time constant of 1.44 steps"),
    ([[1.0, -1.0], [-1.0, 1.0]], "2 × a stable node, 1 × a saddle", "time constant of 0.558 steps"),
    ([[0.8, -0.4], [0.4, 0.8]], "1 × a stable spiral", "a turn every 13.6 steps"),
    ([[1.2, -0.9], [0.9, 1.2]], "1 × an unstable spiral", "goes round the unstable one"),
    ([[0.0, -2.0], [2.0, 0.0]], "1 × an unstable spiral", "a cycle of 4 steps"),
    ([[-2.0, 0.0], [0.0, 0.5]], "1 × a saddle", "a cycle of 2 steps"),
    ([[1.0, 0.0], [0.0, 1.0]], "1 × one on the edge of being stable", "start"),
])  # fmt: skip
def test_that_the_regime_of_two_units_is_named(W: list[list[float]], named: str, ends: str) -> None:
    said = of_matrix(W)
    assert f"Fixed points: {named}." in said
    assert ends in said


def test_that_a_turn_takes_as_long_as_the_path_says() -> None:
    m = held(plain(np.array([[1.2, -0.9], [0.9, 1.2]])), np.zeros(1))
    points = fixed_points(m, SQUARE.states(9))
    way = path(m, np.array([0.1, 0.0]), 600)
    turn = turns(points, way)
    assert turn is not None
    x, y = way.states[200:].T
    whole = (np.unwrap(np.arctan2(y, x))[-1] - np.arctan2(y, x)[0]) / (2 * np.pi)
    assert turn == pytest.approx(400 / whole, rel=1e-9)
    flips = held(plain(np.array([[-2.0, 0.0], [0.0, -1.9]])), np.zeros(1))
    found = fixed_points(flips, SQUARE.states(9))
    assert turns(found, path(held(parity(5.0)[0], np.ones(1)), np.zeros(2), 60)) is None


STILL = np.zeros(5)  # an input that adds nothing


@pytest.mark.parametrize(("w", "b"), [(1.5, 0.0), (2.0, 0.3), (3.0, -0.5)])
@pytest.mark.parametrize("end", [-0.8, 0.8])
def test_that_the_input_that_is_said_to_turn_a_bit_does_so_and_a_weaker_one_does_not(
    w: float, b: float, end: float
) -> None:
    found = rests(ACTIVATIONS["tanh"], np.array([w]), b)
    said = unit_words(w, found, 0, end, np.array([0.25, -0.125]))
    assert said.endswith(f"At the end it is at {number(end)}.")
    assert f"here is {'−0.125' if end > 0 else '0.25'}." in said
    limit = w * (found.h[0, 1] - found.h[0, 2 if end > 0 else 0])
    assert f"{'below' if end > 0 else 'above'} {number(limit)};" in said
    for share, turned in ((1.01, True), (0.99, False)):
        h = found.h[0, 2 if end > 0 else 0]
        h = np.tanh(w * h + share * limit + b)
        for _step in range(2000):
            h = np.tanh(w * h + b)
        assert (np.sign(h - found.h[0, 1]) != np.sign(end - found.h[0, 1])) == turned


@pytest.mark.parametrize(("w", "b", "words"), [
    (1.5, 0.0, "it rests at −0.859 or at 0.859, with an unstable point between"),
    (1.0, 0.0, "one fixed point, 0, where the slope is 1: near it every step takes less off"),
    (-1.0, 0.0, "one fixed point, 0, where the slope is −1: near it every step takes less off"),
    (0.999, 0.0, "multiplies what is left of the way there by 0.99900"),
    (0.5, 0.0, "multiplies what is left of the way there by 0.500"),
    (-2.0, 0.0, "jumps between −0.958 and 0.958; its fixed point 0 is left by a factor of −2.00"),
    (2.0, 1.5, "one fixed point, "),
])  # fmt: skip
def test_that_one_unit_is_told_by_its_fixed_points(w: float, b: float, words: str) -> None:
    assert words in unit_words(w, rests(ACTIVATIONS["tanh"], np.array([w]), b), 0, 0.5, STILL)


@pytest.mark.parametrize("w", [-1.0, -0.999, -0.5, 0.2, 0.5, 0.95, 0.999, 1.0])
def test_that_a_unit_with_one_fixed_point_comes_to_it_as_is_said(w: float) -> None:
    found = rests(ACTIVATIONS["tanh"], np.array([w]), 0.0)
    said = unit_words(w, found, 0, 0.5, STILL)
    h = np.empty(60)
    h[0] = 0.01
    for t in range(59):
        h[t + 1] = np.tanh(w * h[t])
    taken = np.abs(h[:-1]) - np.abs(h[1:])
    if abs(w) == 1:
        assert "takes less off what is left" in said
        assert (taken > 0).all()
        assert (np.diff(taken / np.abs(h[:-1])) < 0).all()
    else:
        slope = float(said.partition("way there by ")[2].split()[0].rstrip(".").replace("−", "-"))
        assert h[1] / h[0] == pytest.approx(slope, rel=2e-3)
        assert abs(slope) < 1


@pytest.mark.parametrize("w", [-1.001, -1.05, -1.5, -3.0])
def test_that_a_unit_that_is_said_to_jump_does_so(w: float) -> None:
    found = rests(ACTIVATIONS["tanh"], np.array([w]), 0.0)
    low, high = found.cycle[0]
    assert f"jumps between {number(low)} and {number(high)}" in unit_words(w, found, 0, 0.5, STILL)
    assert np.tanh(w * low) == pytest.approx(high, abs=1e-9)
    assert np.tanh(w * high) == pytest.approx(low, abs=1e-9)


def test_that_the_longest_gradient_and_where_it_would_lead_are_said() -> None:
    way = descend(Unit(), np.array([1.5, 0.25]), 0.05, 1.0, 60)
    said = cliff_words(way, 1.0, 0.05, 1.6)
    k = int(way.length.argmax())
    assert said.startswith(f"At step {k} the gradient is {way.length[k]:.0f} long")
    assert "leave the picture" in said
    assert "leave" not in cliff_words(way, 1.0, 1e-4, 1.6)
    assert "none needed the bound of 10000" in cliff_words(way, 1e4, 0.05, 1.6)


def test_that_an_exponent_is_called_chaos_only_above_zero() -> None:
    for first in (-0.5, -0.02, -0.005, 0.0, 0.005, 0.02, 0.3):
        said = exponent_words(1.0, np.array([first, -1.0]), 0.1)
        assert ("chaos" in said) == (first >= 0.01)
        assert ("fades" in said) == (first <= -0.01)
        assert f"×{np.exp(first):.3g}"[:5] in said
    assert "every small difference" in run_exponent_words(np.array([-np.inf]), 5)
    assert "×0.368" in run_exponent_words(np.array([-1.0]), 5)


def test_that_momentum_that_does_not_converge_is_not_said_to() -> None:
    top = best(0.01, 1.0)
    for alpha, beta in ((1.0, 0.0), (3.3, 0.67), (2.1, 0.0), (4.0, 0.9)):
        rate = float(rates(np.array([0.01, 1.0]), np.array(alpha), np.array(beta)).max())
        said = momentum_words(alpha, beta, rate, top)
        assert ("shrinks" in said) == (rate < 1)
        assert "α = 3.306, β = 0.669: ×0.8182" in said
    assert share_words(0.9999) == share_words(0.99999)


def test_that_lists_of_unequal_length_are_filled_up() -> None:
    found = padded([np.ones((2, 3)), np.zeros((0, 3))])
    assert found.shape == (2, 2, 3)
    assert np.isnan(found[1]).all()
