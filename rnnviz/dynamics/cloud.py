"""Many units: the states that sequences really lead to, and what draws them, in few dimensions."""

from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.network import Network
from rnnviz.dynamics.fixed import Points, fixed_points
from rnnviz.dynamics.maps import driven, held, orbit

STARTS = 64  # states from which fixed points are looked for
NOISE = 0.1  # of the spread of the states, in each


class Axes(NamedTuple):
    """The directions in which a cloud of states varies most."""

    centre: Array  # (S,)
    directions: Array  # (k, S)
    shares: Array  # (k,) of the variance

    def places(self, states: Array) -> Array:
        """States (..., S) on these axes, (..., k)."""
        return (states - self.centre) @ self.directions.T


class Cloud(NamedTuple):
    """Real trajectories, and the points that draw them under each constant input."""

    states: Array  # (T, n, S)
    axes: Axes
    inputs: Array  # (F, I) the inputs that are held
    points: list[Points]  # of each of them


def principal(states: Array, k: int) -> Axes:
    """The first k principal components of states (N, S); S of them at most."""
    centre = states.mean(axis=0)
    _u, s, V = np.linalg.svd(states - centre, full_matrices=False)
    power = s**2 / max(float((s**2).sum()), 1e-300)
    k = min(k, states.shape[1])
    if len(V) < k:  # fewer states than axes
        V, power = np.eye(states.shape[1])[:k], np.zeros(k)
    return Axes(centre, V[:k], power[:k])


def starts(states: Array, seed: int, n: int = STARTS) -> Array:
    """States (n, S) to begin the search at: drawn from the real ones (N, S), with noise."""
    rng = np.random.default_rng(seed)
    drawn = states[rng.integers(len(states), size=n)]
    return drawn + NOISE * states.std() * rng.normal(size=drawn.shape)


def cloud(net: Network, x: Array, inputs: Array, seed: int, k: int = 3) -> Cloud:
    """States of a network that reads x (T, n, I), and its points under inputs (F, I).

    Raises:
        RnnvizError: if the cell looks at what time it is.
    """
    states = driven(net, x)
    rows = states.reshape(-1, states.shape[-1])
    begin = starts(rows, seed)
    points = [fixed_points(held(net, one), begin, steps=40) for one in inputs]
    return Cloud(states, principal(rows, k), inputs, points)


def left_alone(net: Network, begin: Array, n: int, steps: int = 40, k: int = 3) -> Cloud:
    """The same of a network that reads nothing, from states (N, S): for all n inputs the same."""
    nothing = np.zeros(net.weights.params.W_xh.shape[-1])
    m = held(net, nothing)
    states = orbit(m, begin, steps)
    rows = states.reshape(-1, states.shape[-1])
    found = fixed_points(m, begin)
    return Cloud(states, principal(rows, k), np.zeros((n, 1)), [found] * n)
