"""What a task is: sequences drawn by a seed, a loss, and the loss to beat."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.doors import door


class Draw(NamedTuple):
    """Sequences side by side, as `fit` takes them."""

    x: Array  # (T, N, I)
    y: Array  # (N, O) asked for at the last step, or (T, N, O) at every one
    weight: Array | None = None  # (T, N) 0 where nothing is asked for; None for all alike


@dataclass(frozen=True)
class Task:
    """A task by its code. `baseline` is the mean loss of the best answer without a memory."""

    code: str
    loss: str  # name in LOSSES
    where: str  # "last" or "every": which steps are asked
    inputs: int
    outputs: int
    baseline: float  # in the units of the loss: MSE, or nats
    make: Callable[[int, np.random.Generator], Draw]

    @door()
    def draw(self, n: int, rng: np.random.Generator) -> Draw:
        """N sequences; the same seed gives the same ones. Raises RnnvizError unless n >= 1."""
        return self.make(int(n), rng)
