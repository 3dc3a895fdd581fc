"""Random guessing: draw weights until they solve the task, without any gradient.

Hochreiter and Schmidhuber hold that it should be the first test of every benchmark: what can be
guessed asks only whether gradient *finds* an easy solution.
"""

import time

import numpy as np

from rnnviz.core.doors import inside
from rnnviz.core.init import init_network
from rnnviz.core.network import Network
from rnnviz.experiments.learning import UNSEEN, Report, right_share, scores
from rnnviz.experiments.recipe import SOLVED, Outcome, Recipe
from rnnviz.tasks.memory.task import Draw, Task
from rnnviz.training.flat import Array, flatten, unflatten
from rnnviz.training.guessing import guesses
from rnnviz.training.networks import with_weights
from rnnviz.training.passes import Objective, Passes, Windows

SHOWN = 200  # sequences that must all be right before a network is believed to solve it
TOGETHER = 32  # networks that are drawn at once
MOST = 2048  # networks that are drawn before it is given up


def guess(r: Recipe, seed: int, report: Report) -> Outcome | None:
    """Draw tanh networks until one solves the task; None if stopped.

    If none does, it is the one with the most right answers that is measured.
    """
    task, start = r.memory, time.process_time()
    rng = np.random.default_rng([seed, 2])
    net = init_network(r.kind.cell, task.inputs, r.hidden, task.outputs, rng)
    some, unseen = task.draw(SHOWN, rng), task.draw(UNSEEN, np.random.default_rng([seed, 3]))
    theta, best = flatten(net.weights), -1.0
    for drawn in range(0, MOST, TOGETHER):
        if report(drawn / MOST):
            return None
        thetas = guesses(len(theta), rng, TOGETHER)
        right = shares(net, task, thetas, some)
        for k in np.flatnonzero(right == 1):
            one = with_weights(net, unflatten(thetas[k], net.weights))
            loss, share = scores(one, task, unseen)
            if share >= SOLVED:
                spent = time.process_time() - start
                return Outcome(seed, loss, share, drawn + int(k) + 1, spent, "finished")
        if right.max() > best:
            best, theta = float(right.max()), thetas[right.argmax()]
    loss, share = scores(with_weights(net, unflatten(theta, net.weights)), task, unseen)
    return Outcome(seed, loss, share, MOST, time.process_time() - start, "unsolved")


def shares(net: Network, task: Task, thetas: Array, draw: Draw) -> Array:
    """The share of right answers of networks with the weights (R, P), (R,)."""
    like = unflatten(thetas, net.weights)
    passes = Passes(with_weights(net, like), Objective(task.loss, task.where))
    with np.errstate(all="ignore"), inside():
        y = passes.outputs(like, Windows(*draw))[1]  # (R, N, O)
    return right_share(task, y, draw)
