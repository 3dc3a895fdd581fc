"""What is read: waves of unequal length, each value to be predicted from those before it."""

import numpy as np

from rnnviz.core.arrays import Array


def lengths(seed: int, N: int, T: int) -> list[int]:
    """How many steps each of N rows has: the first all T >= 2, the others fewer, each its own.

    Where there are more rows than lengths, some are equal.

    >>> lengths(1, 4, 10)
    [10, 5, 4, 7]
    """
    rng = np.random.default_rng(seed)
    return [T, *map(int, rng.choice(np.arange(1, T), N - 1, replace=N > T))]


def wave(seed: int, row: int, T: int) -> tuple[Array, Array]:
    """One sine with a rhythm and a start of its own: inputs (T, 1) and the next values (T, 1)."""
    rng = np.random.default_rng([seed, row])
    pace, start = rng.uniform(0.4, 1.1), rng.uniform(0, 2 * np.pi)
    values = np.sin(start + pace * np.arange(T + 1))[:, None]
    return values[:-1], values[1:]


def noisy(seed: int, T: int, noise: float) -> tuple[Array, Array]:
    """A wave with noise on every value, its deviation `noise`: (T, 1), and the next values."""
    x, d = wave(seed, 0, T)
    values = np.concatenate([x, d[-1:]])
    values = values + noise * np.random.default_rng([seed, 0, 1]).normal(size=values.shape)
    return values[:-1], values[1:]
