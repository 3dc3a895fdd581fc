"""Momentum on a quadratic bowl: z ← β z + ∇f, w ← w − α z, with f = ½ Σ λ_i w_i².

Source: Polyak 1964; the best α and β as in Goh, Why Momentum Really Works, Distill 2017.
"""

from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array


class Best(NamedTuple):
    """The α and β with which it is fastest, and what it multiplies the distance by at each step."""

    alpha: float
    beta: float
    rate: float


def descent(curvatures: Array, alpha: Array, beta: Array, start: Array, steps: int) -> Array:
    """The way of every α and β (…,) at once from start (n,): (…, steps + 1, n)."""
    w = np.broadcast_to(start, (*alpha.shape, len(start))).copy()
    z, way = np.zeros_like(w), [w]
    for _k in range(steps):
        z = beta[..., None] * z + curvatures * w
        w = w - alpha[..., None] * z
        way.append(w)
    return np.stack(way, axis=-2)


def rates(curvature: Array, alpha: Array, beta: Array) -> Array:
    """What a step multiplies the distance by in the long run: the larger root's modulus.

    The pair (z, w) is multiplied by [[β, λ], [−αβ, 1 − αλ]] at every step; below 1 it converges,
    which is where 0 < αλ < 2 + 2β.

    >>> float(rates(np.float64(1.0), np.float64(0.5), np.float64(0.0)))
    0.5
    """
    half = (1 + beta - alpha * curvature) / 2
    root = np.sqrt((half * half - beta).astype(complex))
    return np.maximum(np.abs(half + root), np.abs(half - root))


def best(smallest: float, largest: float) -> Best:
    """α = (2/(√λ_1 + √λ_n))², β = ((√λ_n − √λ_1)/(√λ_n + √λ_1))²; the rate is √β."""
    low, high = np.sqrt(smallest), np.sqrt(largest)
    root = float((high - low) / (high + low))
    return Best(float((2 / (low + high)) ** 2), root**2, root)


def best_plain(smallest: float, largest: float) -> Best:
    """The same without momentum: α = 2/(λ_1 + λ_n)."""
    rate = (largest - smallest) / (largest + smallest)
    return Best(2 / (smallest + largest), 0.0, rate)
