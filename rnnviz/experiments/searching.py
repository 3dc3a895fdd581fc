"""L-BFGS and CMA-ES on windows that are all known from the start, as the studio has them."""

from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.doors import inside
from rnnviz.core.network import Network
from rnnviz.errors import RnnvizError
from rnnviz.studio.lesson import Lesson, Picture
from rnnviz.studio.plan import Rule
from rnnviz.studio.run import SEARCHES
from rnnviz.studio.ways import WAYS, Now, Problem, unfit
from rnnviz.tasks.memory.task import Draw
from rnnviz.training.flat import flatten

NOTHING = np.zeros((1, 1))
NO_PICTURE = Picture(NOTHING[None], NOTHING, NOTHING, None, ("1",), of_steps=True)


class Searched(NamedTuple):
    """A network with the weights of its best epoch; there is no other seed beside it."""

    net: Network
    epochs: int
    status: tuple[str, ...] = ("finished",)


def search(
    net: Network, code: str, learn: Draw, choose: Draw, epochs: int, seed: int, watch: Any
) -> Searched:
    """Move the weights so many times, or until `watch(epoch)` or no move is left.

    The epoch is chosen by the windows for it.

    Raises:
        RnnvizError: where there are too many weights for the way.
    """
    p = Problem(net, Lesson(code, "mse", "last", learn, choose, 0.0, "", NO_PICTURE))
    rule, theta, state = Rule(code), flatten(net.weights), None
    if why := unfit(p, rule):
        raise RnnvizError(why)
    best: tuple[float, Array] = np.inf, theta
    epoch = 0
    with np.errstate(all="ignore"), inside():
        while True:
            loss, g = p.gradient(theta, rule)
            held = p.loss(theta, p.held)
            best = (held, theta) if held < best[0] else best
            if epoch >= epochs or watch(epoch):
                break
            made = WAYS[code](p, Now(epoch, epoch, theta, float(loss), g, seed), rule, state)
            if code in SEARCHES and not made.change.any():
                break
            theta, state, epoch = made.theta, made.state, epoch + 1
    return Searched(p.network(best[1]), epoch)
