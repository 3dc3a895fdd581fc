"""Gradient descent on any tree of weights, one update at a time.

`fit` is the loop for windows and one loss; this is what a loop of another shape is made of.
"""

from typing import Any

from rnnviz.core.doors import door
from rnnviz.training import checks
from rnnviz.training.clipping import clip_by_norm, global_norm
from rnnviz.training.flat import flatten, unflatten
from rnnviz.training.optimisers import Optimiser, optimiser_named


class Descent:
    """Weights on their way down: `weights` is where they are, `update` moves them on."""

    @door(weights=checks.tree, clip_norm=checks.bound)
    def __init__(
        self, weights: Any, optimiser: str | Optimiser = "adam", clip_norm: float | None = 1.0
    ) -> None:
        """Set out from a tree of weights without restarts, which is not changed.

        Raises:
            RnnvizError: when an argument cannot be used.
        """
        self.like, self.clip_norm = weights, clip_norm
        self.optimiser = optimiser_named(optimiser)
        self.theta = flatten(weights)
        self.memory = self.optimiser.start(self.theta)
        self.updates = 0

    @property
    def weights(self) -> Any:
        """The weights as a tree of the type they came in."""
        return unflatten(self.theta, self.like)

    @door(gradients=checks.tree)
    def update(self, gradients: Any, lr: float) -> float:
        """Move by one step against the gradients, a tree as the weights; give their length.

        What is not finite is not followed: the weights then stay, and the length tells.

        Raises:
            RnnvizError: when the gradients are not shaped as the weights.
        """
        checks.check_alike("gradients", gradients, self.like)
        g = flatten(gradients)
        norm = global_norm(g)
        if not norm < float("inf"):
            return float(norm)
        if self.clip_norm is not None:
            g = clip_by_norm(g, norm, self.clip_norm)
        self.updates += 1
        change, self.memory = self.optimiser.step(g, self.memory, lr, self.updates)
        self.theta = self.theta + change
        return float(norm)
