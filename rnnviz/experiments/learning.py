"""Gradient descent on sequences that are drawn anew for every update."""

import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.doors import inside
from rnnviz.core.losses import LOSSES
from rnnviz.core.network import Network, forward
from rnnviz.experiments.networks import first_network
from rnnviz.experiments.recipe import CLIP, Outcome, Recipe, lost
from rnnviz.tasks.memory.task import Draw, Task
from rnnviz.training.clipping import clip_by_norm, global_norm
from rnnviz.training.flat import flatten, unflatten
from rnnviz.training.networks import with_weights
from rnnviz.training.optimisers import optimiser_named
from rnnviz.training.passes import Objective, Passes, Windows

UNSEEN = 1000  # sequences on which the result is measured
# An answer to “adding” is right within .08: Hochreiter and Schmidhuber's .04, whose targets are
# half as far apart.
NEAR = 0.08

Report = Callable[[float], bool]  # takes the share that is done, gives True to stop


class Learned(NamedTuple):
    """A network after its training."""

    net: Network
    updates: int
    diverged: bool
    stopped: bool


def learn(r: Recipe, seed: int, report: Report) -> Outcome | None:
    """Train one network from one seed and measure it on unseen sequences; None if stopped."""
    task, start = r.memory, time.process_time()
    sizes = task.inputs, r.hidden, task.outputs
    net = first_network(r.kind, r.bias, sizes, r.steps, seed)
    done = descend(net, task, r, np.random.default_rng([seed, 2]), report)
    spent = time.process_time() - start
    if done.stopped:
        return None
    if done.diverged:
        return lost(seed, done.updates, spent)
    loss, right = scores(done.net, task, task.draw(UNSEEN, np.random.default_rng([seed, 3])))
    return Outcome(seed, loss, right, done.updates, spent, "finished")


def descend(
    net: Network, task: Task, r: Recipe, rng: np.random.Generator, report: Report
) -> Learned:
    """So many updates, or for so many seconds of computing."""
    passes, rule = Passes(net, Objective(task.loss, task.where)), optimiser_named(r.optimiser)
    theta, start, k = flatten(net.weights), time.process_time(), 0
    memory = rule.start(theta)
    stopped, diverged = False, False
    with np.errstate(all="ignore"), inside():  # an overflow is found by looking
        while not (stopped or diverged):
            share = (time.process_time() - start) / r.seconds if r.seconds else k / r.updates
            if share >= 1:
                break
            stopped = report(share)
            windows = Windows(*task.make(r.batch, rng))
            loss, g = passes.loss_and_gradient(unflatten(theta, net.weights), windows)
            norm = global_norm(g)
            diverged = not np.isfinite(loss + norm)
            change, memory = rule.step(clip_by_norm(g, norm, CLIP), memory, r.lr, k + 1)
            theta, k = theta + change, k + 1
    return Learned(with_weights(net, unflatten(theta, net.weights)), k, diverged, stopped)


def scores(net: Network, task: Task, draw: Draw) -> tuple[float, float]:
    """Mean loss, and the share of right answers."""
    with np.errstate(all="ignore"):
        y = forward(net, draw.x, task.where).y
        loss = LOSSES[task.loss](y, draw.y).value.mean()
    return float(loss), float(right_share(task, y, draw))


def right_share(task: Task, y: Array, draw: Draw) -> Array:
    """Which share of the outputs y (..., N, O) is right, (...)."""
    if task.loss == "cross_entropy":
        right = y.argmax(axis=-1) == draw.y.argmax(axis=-1)
    elif task.code == "latch":
        right = (np.sign(y) == draw.y)[..., 0]
    else:
        right = (np.abs(y - draw.y) < NEAR)[..., 0]
    return right.mean(axis=-1)
