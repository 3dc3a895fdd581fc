"""A loss over two directions in the space of all weights.

Two random ones, each filter as long as the network's own (Li et al., Visualizing the loss
landscape, 2018), or the two along which training moved most.
"""

from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.training.flat import flatten, tree_map


class Flat(NamedTuple):
    """A plane through weights."""

    centre: Array  # (P,)
    directions: Array  # (2, P)

    def at(self, a: Array) -> Array:
        """The weights of places (..., 2), (..., P)."""
        return self.centre + a @ self.directions

    def places(self, theta: Array) -> Array:
        """The places (..., 2) that are nearest to weights (..., P)."""
        return (theta - self.centre) @ np.linalg.pinv(self.directions)


def random_plane(weights: Any, rng: np.random.Generator) -> Flat:
    """Two directions drawn from N(0, 1), each row of each matrix as long as that of the weights.

    A row is all that leads into one gate of one unit: its filter. A bias is one filter.
    """

    def drawn(a: Array) -> Array:
        d = rng.normal(size=a.shape)
        lengths = np.linalg.norm(d, axis=-1, keepdims=True)
        return d * np.linalg.norm(a, axis=-1, keepdims=True) / np.maximum(lengths, 1e-12)

    both = [flatten(tree_map(drawn, weights)) for _k in range(2)]
    return Flat(flatten(weights), np.stack(both))


def path_plane(thetas: Array) -> tuple[Flat, Array]:
    """The plane through the last of the weights (K, P) of a path in which it moved most.

    Also what share of all movement, squared, each of the two directions holds, (2,). With fewer
    than two directions in the path, what is missing is the first axes of the weights.
    """
    moves = thetas - thetas[-1]
    _u, s, V = np.linalg.svd(moves, full_matrices=True)
    total = float((s**2).sum())
    shares = np.zeros(2)
    shares[: min(2, len(s))] = (s**2)[:2] / total if total else 0.0
    return Flat(thetas[-1], V[:2]), shares


def axes_plane(centre: Array, first: int, second: int) -> Flat:
    """Two of the weights themselves; a place is then what they are more than in the centre."""
    directions = np.zeros((2, len(centre)))
    directions[0, first] = directions[1, second] = 1.0
    return Flat(centre, directions)


def around(places: Array, share: float = 0.25, least: float = 1e-3) -> tuple[Array, Array]:
    """The corners (2,), (2,) of a window that holds places (K, 2) with some margin."""
    low, high = places.min(axis=0), places.max(axis=0)
    margin = np.maximum(share * (high - low), least)
    return low - margin, high + margin


def net_of_places(low: Array, high: Array, n: int) -> Array:
    """N by n places (n², 2) between two corners, row by row from below."""
    x, y = np.meshgrid(np.linspace(low[0], high[0], n), np.linspace(low[1], high[1], n))
    return np.stack([x.ravel(), y.ravel()], axis=-1)
