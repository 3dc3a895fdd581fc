"""Random guessing: weights that are drawn without asking for any gradient."""

import numpy as np

from rnnviz.core.doors import door, whole
from rnnviz.training.flat import Array

WIDEST = 3.0  # weights are drawn from U(-3, 3)


@door(weights=whole(0), count=whole(1))
def guesses(weights: int, rng: np.random.Generator, count: int = 1) -> Array:
    """Flat weights (count, P) of networks with P weights, each from U(-3, 3).

    >>> guesses(5, np.random.default_rng(1), 3).shape
    (3, 5)
    """
    return rng.uniform(-WIDEST, WIDEST, (count, weights))
