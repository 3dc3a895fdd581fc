"""Two units: curves on which a unit stands still, basins, cycles."""

import numpy as np

from rnnviz.dynamics.by_hand import parity, plain
from rnnviz.dynamics.fixed import STABLE
from rnnviz.dynamics.maps import advance, held, orbit
from rnnviz.dynamics.plane import Grid, field, level_lines, path, portrait

SQUARE = Grid(-1.2, 1.2)
TWO = held(plain(np.array([[1.0, -1.0], [-1.0, 1.0]])), np.zeros(1))


def test_that_level_lines_lie_on_the_level_and_go_all_round() -> None:
    axis = np.linspace(-1, 1, 41)
    x, y = np.meshgrid(axis, axis)
    lines = level_lines(x * x + y * y - 0.5, axis, axis)
    np.testing.assert_allclose(np.hypot(lines[:, [0, 2]], lines[:, [1, 3]]), 0.5**0.5, atol=2e-3)
    length = np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]).sum()
    assert abs(length - 2 * np.pi * 0.5**0.5) < 0.01


def test_that_a_square_with_a_saddle_is_crossed_twice() -> None:
    axis = np.array([0.0, 1.0])
    assert len(level_lines(np.array([[1.0, -1.0], [-1.0, 1.0]]), axis, axis)) == 2
    assert len(level_lines(np.ones((2, 2)), axis, axis)) == 0


def test_that_each_unit_stands_still_on_its_curve_and_both_do_at_the_fixed_points() -> None:
    found = portrait(TWO, SQUARE)
    for k in (0, 1):
        places = found.still[k][:, :2]
        moves = (advance(TWO, places) - places)[:, k]
        assert np.abs(moves).max() < 0.01
        for point in found.points.x:
            assert np.linalg.norm(places - point, axis=-1).min() < 0.1


def test_that_a_start_ends_where_the_colour_of_its_basin_says() -> None:
    found = portrait(TWO, SQUARE, fine=11)
    stable = found.points.x[found.points.kind == STABLE]
    for start, basin in zip(SQUARE.states(11), found.basins, strict=True):
        end = orbit(TWO, start, 500)[-1]
        if basin:
            np.testing.assert_allclose(end, stable[basin - 1], atol=1e-6)
        else:
            assert np.linalg.norm(stable - end, axis=-1).min() > 0.05
    assert set(found.basins) == {0, 1, 2}  # 0 on the line between them


def test_that_arrows_point_to_the_next_state_and_are_cut_short() -> None:
    arrows = field(TWO, SQUARE, 5)
    here, there = arrows[:, :2], arrows[:, 2:]
    move, whole = there - here, advance(TWO, here) - here
    assert np.linalg.norm(move, axis=-1).max() <= 0.8 * 2.4 / 4 + 1e-12
    np.testing.assert_allclose(move[:, 0] * whole[:, 1], move[:, 1] * whole[:, 0], atol=1e-12)
    assert ((move * whole).sum(-1) >= 0).all()


def test_that_a_path_says_after_how_many_steps_it_comes_back() -> None:
    assert path(TWO, np.array([0.5, 0.1]), 60).period == 1
    turned = held(parity(5.0)[0], np.array([-1.0]))  # each −1 turns the parity round
    assert path(turned, np.array([1.0, -1.0]), 10).period == 2
    c, s = np.cos(0.5), np.sin(0.5)
    around = held(plain(1.5 * np.array([[c, -s], [s, c]])), np.zeros(1))
    assert path(around, np.array([0.1, 0.0]), 60).period in {0, 13}
    quarter = held(plain(np.array([[0.0, -2.0], [2.0, 0.0]])), np.zeros(1))
    assert path(quarter, np.array([0.5, 0.5]), 60).period == 4
