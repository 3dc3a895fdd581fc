"""What a way to change weights is given, and what it gives back.

A way is a pure function of one epoch: the problem, where it stands, the rule and the way's own
memory go in, the weights after the epoch and the new memory come out. What it draws comes from the
seed of the plan and the number of the epoch, so that a run can be taken up anywhere.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.network import Network
from rnnviz.studio.lesson import Lesson
from rnnviz.studio.plan import Plan, Rule
from rnnviz.tasks.memory.task import Draw
from rnnviz.training.flat import flatten, tree_map, unflatten
from rnnviz.training.networks import learned
from rnnviz.training.passes import Objective, Passes, Windows


class Update(NamedTuple):
    """The first update of an epoch in numbers; the weight is the one with the largest gradient.

    A way that asks for no gradient tells of the weight that it moves most.
    """

    place: int  # of the weight, among all in one row
    gradient: float  # of the loss in this weight
    bounded: float  # length of the gradient after the bound
    before: float  # the weight
    after: float
    moved: float  # length of the change of all weights
    loss: float  # of the sequences that it was made from
    norm: float  # length of their gradient
    sequences: int
    made: int = 1  # updates of the epoch; or how often the loss was measured to find this one
    best: float = np.nan  # lowest loss among what was drawn, of a way that draws


class Now(NamedTuple):
    """Where a run stands when an epoch begins."""

    epoch: int
    since: int  # epochs since the rule began to hold
    theta: Array  # (P,)
    loss: float  # on all that is learned from
    g: Array  # (P,) its gradient, as the rule follows it
    seed: int

    def rng(self, what: int) -> np.random.Generator:
        """Draws of this epoch; `what` keeps those of different kinds apart."""
        return np.random.default_rng([self.seed, what, self.epoch])


class Made(NamedTuple):
    """What an epoch comes to."""

    theta: Array  # (P,) after it
    state: Any  # the way's memory
    change: Array  # (P,) of its first update
    told: Update
    clipped: bool = False  # whether any update was bounded
    rate: float = np.nan  # the rate, or what stands in its place: mu, sigma, length of the step


Way = Callable[["Problem", Now, Rule, Any], Made]


class Problem:
    """A lesson as weights meet it: loss and gradient of flat weights (P,)."""

    def __init__(self, net: Network, lesson: Lesson) -> None:
        """A problem for networks shaped as `net`."""
        self.net, self.lesson = net, lesson
        self.windows, self.held = windows(lesson.learn), windows(lesson.held)
        self.objective = Objective(lesson.loss, lesson.where)
        ones = tree_map(np.ones_like, net.weights)
        self.learned = flatten(learned(net.cell, ones)) > 0  # (P,) which weights are
        self.passes_of = cache(lambda objective: Passes(net, objective))

    def of_epoch(self, plan: Plan, epoch: int) -> "Problem":
        """The problem with the sequences of an epoch, if each has its own."""
        if not plan.fresh or self.lesson.again is None:
            return self
        found = copy(self)
        found.lesson = self.lesson._replace(learn=self.lesson.again(epoch))
        found.windows = windows(found.lesson.learn)
        return found

    def weights(self, theta: Array) -> Any:
        """The same weights as a network has them."""
        return unflatten(theta, self.net.weights)

    def network(self, theta: Array) -> Network:
        """The network with these weights."""
        return replace(self.net, weights=self.weights(theta))

    def loss(self, theta: Array, w: Windows | None = None) -> float:
        """The mean loss on all that is learned from, or on other sequences."""
        return float(self.passes_of(self.objective).loss(self.weights(theta), w or self.windows))

    def gradient(self, theta: Array, rule: Rule, w: Windows | None = None) -> tuple[Array, Array]:
        """The loss () and its gradient (P,), followed as far back in time as the rule says."""
        w, weights = w or self.windows, self.weights(theta)
        if rule.reach == "first":
            return self.passes_of(self.objective).loss(weights, w), self.first_step(theta, w)
        back = rule.back if rule.reach == "steps" and rule.back < len(w.x) else None
        passes = self.passes_of(Objective(self.lesson.loss, self.lesson.where, back))
        return passes.loss_and_gradient(weights, w)

    def first_step(self, theta: Array, w: Windows) -> Array:
        """The gradient that the mnemonist article's notebook takes: of the first step alone.

        Its loss compares the output of every step with the target, and of the gradients of all
        steps the update takes the first; nothing comes back to it from the steps after it.
        """
        y, weight = w.y, w.weight
        if w.y.ndim == 3:
            y, weight = w.y[0], None if w.weight is None else w.weight[0]
        if weight is not None and not weight.sum() > 0:
            return np.zeros_like(theta)
        passes = self.passes_of(Objective(self.lesson.loss, "last"))
        return passes.loss_and_gradient(self.weights(theta), Windows(w.x[:1], y, weight))[1]


def windows(draw: Draw) -> Windows:
    """Sequences as training takes them."""
    return Windows(draw.x, draw.y, draw.weight)


def told_of(now: Now, theta: Array, sequences: int, **more: Any) -> Update:
    """An update from `now` to `theta` by a way that asks for the whole gradient, or for none."""
    change = theta - now.theta
    g = now.g
    k = int(np.abs(g).argmax())
    norm = float(np.linalg.norm(g))
    return Update(
        k, float(g[k]), norm, float(now.theta[k]), float(theta[k]), float(np.linalg.norm(change)),
        now.loss, norm, sequences, **more,
    )  # fmt: skip


__all__ = ["Made", "Now", "Problem", "Update", "Way", "flatten", "told_of", "windows"]
