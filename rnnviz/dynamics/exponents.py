"""Lyapunov exponents: what a step multiplies small differences by, e to the λ, on average.

Those of random networks h' = tanh(g W h), W ~ N(0, 1/N), beside what holds for N → ∞.
"""

from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array

TRANSIENT = 150  # steps that are left out, until it has forgotten where it began


class RandomNets(NamedTuple):
    """One random network with its weights scaled by F gains."""

    g: Array  # (F,)
    spectra: Array  # (F, N) exponents, descending
    theory: Array  # (F,) λ_1 for N → ∞
    h: Array  # (F, T, 3) the first three units, after the transient
    apart: Array  # (F, T) log10 of how far two starts are apart that began 1e-6 apart


def mean_field_exponent(g: float) -> float:
    """λ_1 of h' = tanh(g W h) for N → ∞: ½ ln(g² ⟨sech⁴(√Δ z)⟩), Δ = g² ⟨tanh²(√Δ z)⟩, z ~ N(0, 1).

    Source: Molgedey, Schuchhardt and Schuster 1992, from the theory of Sompolinsky, Crisanti and
    Sommers 1988. Up to g = 1 only Δ = 0 solves it, and it is ln g.

    >>> round(mean_field_exponent(0.5), 6), round(mean_field_exponent(2.0), 6)
    (-0.693147, 0.154724)
    """
    if g <= 1:
        return float(np.log(g))
    z, weight = np.polynomial.hermite_e.hermegauss(201)
    weight = weight / weight.sum()
    low, high = 1e-12, g * g
    delta = (low + high) / 2
    for _k in range(200):  # Δ − g² ⟨tanh²⟩ is below 0 before the root, above behind it
        delta = (low + high) / 2
        grows = g * g * weight @ np.tanh(np.sqrt(delta) * z) ** 2 > delta
        low, high = (delta, high) if grows else (low, delta)
    slope = 1 / np.cosh(np.sqrt(delta) * z) ** 4
    return float(0.5 * np.log(g * g * weight @ slope))


def random_nets(N: int, g: Array, seed: int, steps: int) -> RandomNets:
    """One drawn network at gains g (F,), each followed for so many steps behind the transient.

    All gains walk side by side; the exponents come by QR of J Q at every step, as in
    `core.jacobians.lyapunov_spectrum`.
    """
    rng = np.random.default_rng(seed)
    W, start, nudge = rng.normal(size=(N, N)) / np.sqrt(N), rng.normal(size=N), rng.normal(size=N)
    gW = g[:, None, None] * W
    h = np.broadcast_to(start, (len(g), N))
    for _k in range(TRANSIENT):
        h = _after(gW, h)
    other = h + 1e-6 * nudge / np.linalg.norm(nudge)
    Q, total = np.broadcast_to(np.eye(N), gW.shape), np.zeros((len(g), N))
    states, gaps = [], []
    with np.errstate(divide="ignore"):
        for _t in range(steps):
            h, other = _after(gW, h), _after(gW, other)
            Q, R = np.linalg.qr(((1 - h * h)[..., None] * gW) @ Q)
            total += np.log(np.abs(np.diagonal(R, axis1=-2, axis2=-1)))
            states.append(h[:, :3])
            gaps.append(np.log10(np.linalg.norm(other - h, axis=-1)))
    theory = np.array([mean_field_exponent(float(gain)) for gain in g])
    spectra = np.sort(total / steps, axis=-1)[:, ::-1]
    return RandomNets(g, spectra, theory, np.stack(states, axis=1), np.stack(gaps, axis=1))


def _after(gW: Array, h: Array) -> Array:
    """Tanh(g W h) for all gains: gW (F, N, N), h (F, N)."""
    return np.tanh((gW @ h[..., None])[..., 0])
