"""Two state variables: where each stands still, which way the map goes, and where it ends up."""

from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array, Whole
from rnnviz.dynamics.fixed import STABLE, Points, fixed_points
from rnnviz.dynamics.maps import StateMap, advance, orbit

NEAR = 0.05  # of an attractor: a start that ends so near belongs to it
LONG = 200  # steps after which a start has ended somewhere
STANDS = 1e-9  # a step that is no longer is none
PERIODS = 16  # the longest cycle that is looked for


class Grid(NamedTuple):
    """A square of states, from low to high in both variables."""

    low: float
    high: float

    def axis(self, n: int) -> Array:
        """N places from end to end."""
        return np.linspace(self.low, self.high, n)

    def states(self, n: int) -> Array:
        """The (n, n) places as states (n², 2), row by row from below."""
        x, y = np.meshgrid(self.axis(n), self.axis(n))
        return np.stack([x.ravel(), y.ravel()], axis=-1)


class Portrait(NamedTuple):
    """The phase portrait of one map of two variables."""

    points: Points
    still: list[Array]  # of both variables: segments (k, 4) on which it does not move
    arrows: Array  # (n, 4) from a state to the one after, cut short
    basins: Whole  # (n²,) the stable fixed point, from 1 on, that a start ends at; 0 for none


class Path(NamedTuple):
    """Where one start leads."""

    states: Array  # (steps + 1, 2) from the start on
    period: int  # of the cycle in which it ends: 1 for a fixed point, 0 for none that short


def portrait(m: StateMap, square: Grid, fine: int = 33, coarse: int = 11) -> Portrait:
    """All of it for one map."""
    points = fixed_points(m, square.states(9), steps=40)
    places = square.states(fine)
    moves = (advance(m, places) - places).reshape(fine, fine, 2)
    axis = square.axis(fine)
    still = [level_lines(moves[..., k], axis, axis) for k in (0, 1)]
    return Portrait(points, still, field(m, square, coarse), basins(m, points, places))


def path(m: StateMap, start: Array, steps: int) -> Path:
    """From a start (2,) so many steps on, and where that ends."""
    states = orbit(m, start, steps)
    return Path(states, period(m, states[-1]))


def level_lines(values: Array, x: Array, y: Array) -> Array:
    """Where values (Y, X) on a grid pass through 0, as segments (k, 4) from x1, y1 to x2, y2.

    Each square of the grid is crossed once or twice; between its corners a line is straight.

    >>> level_lines(np.array([[-1.0, 1.0]] * 2), np.array([0.0, 2.0]), np.array([0.0, 1.0]))
    array([[1., 0., 1., 1.]])
    """
    X, Y = np.meshgrid(x, y)
    corners = [(slice(None, -1), slice(None, -1)), (slice(None, -1), slice(1, None)),
               (slice(1, None), slice(1, None)), (slice(1, None), slice(None, -1))]  # fmt: skip
    spots = []
    for here, there in zip(corners, corners[1:] + corners[:1], strict=True):
        a, b = values[here], values[there]
        crossed = (a < 0) != (b < 0)
        share = np.where(crossed, a / np.where(crossed, a - b, 1), np.nan)
        spots.append([P[here] + share * (P[there] - P[here]) for P in (X, Y)])
    edges = np.moveaxis(np.array(spots), (0, 1), (-2, -1)).reshape(-1, 4, 2)
    order = np.argsort(np.isnan(edges[..., 0]), axis=1, kind="stable")  # crossings come first
    edges = np.take_along_axis(edges, order[..., None], axis=1)
    pairs = np.concatenate([edges[:, :2], edges[:, 2:]]).reshape(-1, 4)
    return pairs[np.isfinite(pairs).all(axis=1)]


def field(m: StateMap, square: Grid, n: int) -> Array:
    """Arrows (n², 4) from states towards the next one, half a space of the grid long at most."""
    here = square.states(n)
    move = advance(m, here) - here
    length = np.linalg.norm(move, axis=-1, keepdims=True)
    most = 0.8 * (square.high - square.low) / (n - 1)
    short = move * np.minimum(1, most / np.maximum(length, 1e-12))
    return np.concatenate([here, here + short], axis=-1)


def basins(m: StateMap, points: Points, starts: Array) -> Whole:
    """Which stable fixed point, from 1 on, each start (N, 2) ends at, (N,); 0 for none of them."""
    goals = points.x[points.kind == STABLE]
    if not len(goals):
        return np.zeros(len(starts), int)
    states = settle(m, starts, LONG)
    away = np.linalg.norm(states[:, None] - goals, axis=-1)
    away = np.where(np.isfinite(away), away, np.inf)
    return np.where(away.min(axis=1) < NEAR, away.argmin(axis=1) + 1, 0)


def settle(m: StateMap, states: Array, steps: int) -> Array:
    """Where states (N, S) are after so many steps; sooner, once none of them moves any more."""
    for k in range(steps):
        after = advance(m, states)
        if k % 10 == 0 and np.abs(after - states).max() < STANDS:
            return after
        states = after
    return states


def period(m: StateMap, state: Array) -> int:
    """After how many steps a state (S,) comes back, once it has settled; 0 if not within 16."""
    ways = settle(m, state[None], LONG)[0]
    if not np.isfinite(ways).all():
        return 0
    after = orbit(m, ways, PERIODS)
    back = np.linalg.norm(after[1:] - after[0], axis=-1) < 1e-4
    return int(back.argmax()) + 1 if back.any() else 0
