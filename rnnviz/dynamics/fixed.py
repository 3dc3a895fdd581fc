"""Fixed points: where the map leaves a state alone, F(x) = x, and points where it is slow.

The speed is q(x) = ½ ‖F(x) − x‖². It is brought down by Levenberg and Marquardt's steps from many
starts at once; what ends at a q of nothing is a fixed point, what ends in a hollow above nothing is
a slow one. Source: Sussillo and Barak, Opening the black box, 2013 (there by a quasi-Newton step).
"""

from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array, Whole
from rnnviz.dynamics.maps import StateMap, advance, jacobians

NOTHING = 1e-18  # a q at most so large is nothing: the state moves by 1.5e-9 a step
SLOW = 1e-3  # a hollow with a larger q is not slow any more: 0.045 a step
FLAT = 1e-7  # length of the gradient of q in a hollow
SAME = 1e-2  # two points at most so far apart are one
EDGE = 1e-7  # an eigenvalue so near the unit circle lies on it
STABLE, UNSTABLE, SLOWLY = 0, 1, 2


class Points(NamedTuple):
    """Fixed and slow points, the most stable first."""

    x: Array  # (P, S)
    q: Array  # (P,) how fast the state moves there, ½ of the square
    eigenvalues: Array  # (P, S) complex, of dF there, the largest modulus first
    kind: Whole  # (P,) STABLE, UNSTABLE or SLOWLY

    @property
    def largest(self) -> Array:
        """The largest modulus of the eigenvalues of each, (P,)."""
        return np.abs(self.eigenvalues[:, 0])


def speed(m: StateMap, states: Array) -> Array:
    """Half the square of the move from every state (N, S), (N,)."""
    return 0.5 * ((advance(m, states) - states) ** 2).sum(-1)


def descend(m: StateMap, starts: Array, steps: int = 60) -> tuple[Array, Array]:
    """From starts (N, S) downhill in q: where that ends (N, S), and the length of ∇q there (N,)."""
    x, q = starts.copy(), speed(m, starts)
    damping = np.full(len(x), 1e-2)
    eye = np.eye(x.shape[1])
    for _k in range(steps):
        away, A = advance(m, x) - x, jacobians(m, x) - eye
        slope = (A.mT @ away[..., None])[..., 0]
        bowl = A.mT @ A + damping[:, None, None] * eye
        tried = x - np.linalg.solve(bowl, slope[..., None])[..., 0]
        lower = speed(m, tried)
        better = lower < q
        x[better], q[better] = tried[better], lower[better]
        damping = np.clip(damping * np.where(better, 0.2, 5.0), 1e-15, 1e6)
    away, A = advance(m, x) - x, jacobians(m, x) - eye
    return x, np.linalg.norm((A.mT @ away[..., None])[..., 0], axis=-1)


def fixed_points(m: StateMap, starts: Array, most: int = 32, steps: int = 60) -> Points:
    """The fixed and slow points that are found from starts (N, S), at most so many.

    Starts are best states that the network really visits, with some noise. A point that no start
    leads to is not found; of one that lies alone all its starts give the same.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        x, slope = descend(m, starts, steps)
        q = speed(m, x)
    found = (q <= NOTHING) | ((q <= SLOW) & (slope <= FLAT))
    x, q = apart(x[found], q[found], most)
    return described(m, x, q)


def apart(x: Array, q: Array, most: int) -> tuple[Array, Array]:
    """One of each group of points (N, S) that lie together, the one with the lowest q."""
    kept: list[int] = []
    for i in np.argsort(q, kind="stable"):
        if len(kept) < most and all(np.linalg.norm(x[i] - x[k]) > SAME for k in kept):
            kept.append(int(i))
    return x[kept], q[kept]


def described(m: StateMap, x: Array, q: Array) -> Points:
    """Points (P, S) with their speeds (P,), eigenvalues and kinds, in order."""
    values = np.linalg.eigvals(jacobians(m, x)) if len(x) else np.zeros(x.shape)
    values = np.take_along_axis(values, np.argsort(-np.abs(values), axis=-1, kind="stable"), -1)
    largest = np.abs(values[:, 0])
    kind = np.where(q > NOTHING, SLOWLY, np.where(largest < 1 - EDGE, STABLE, UNSTABLE))
    order = np.lexsort((*np.round(x.T[::-1], 6), np.round(largest, 9), kind))
    return Points(x[order], q[order], values[order].astype(complex), kind[order])


def time_constant(eigenvalue: complex | np.ndarray) -> Array:
    """−1 / ln |λ|: steps until what lies along it is 1/e of itself; negative where it grows.

    >>> float(time_constant(np.exp(-0.25)))
    4.0
    """
    with np.errstate(divide="ignore"):
        return -1 / np.log(np.abs(eigenvalue))


def rotation(eigenvalue: complex | np.ndarray) -> Array:
    """Arg λ / 2π: the share of a turn that each step makes; ½ where it flips.

    >>> float(rotation(1j)), float(rotation(-0.5))
    (0.25, 0.5)
    """
    return np.angle(eigenvalue) / (2 * np.pi)
