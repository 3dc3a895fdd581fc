"""Why a run diverged: where the first number appeared that is not finite, and what to do."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from rnnviz.training.flat import Array, named_leaves, tree_map
from rnnviz.training.networks import AnyNetwork, Net, backward, forward, steps_of, with_weights
from rnnviz.training.passes import Objective, Windows
from rnnviz.words import _


class Culprit(NamedTuple):
    """The first array with a number that is not finite."""

    array: str
    step: int | None  # None where the array has no time


def find_culprit(net: AnyNetwork, w: Windows, objective: Objective) -> Culprit | None:
    """Recompute one network's pass in the order of its equations and stop at the first overflow.

    None when everything is finite.
    """
    with np.errstate(all="ignore"):
        for name, step, values in everything(net, w, objective):
            if not np.isfinite(values).all():
                return Culprit(name, step)
    return None


def everything(
    net: AnyNetwork, w: Windows, objective: Objective
) -> Iterator[tuple[str, int | None, Array]]:
    """All arrays of one pass with their name and step: weights, forward, loss, backward."""
    for name, values in named_leaves(net.weights):
        yield name, None, values
    run = forward(net, w.x, objective.where, w.state0)
    for ending, steps in steps_of(net, run).items():
        for t, step in enumerate(steps):
            yield from ((name + ending, t, values) for name, values in named_leaves(step))
    yield "y", None, run.y
    value, dy = objective.score(run.y, w)
    yield "loss", None, value
    grads, states = backward(net, w.x, run, dy, objective.truncate)
    for ending, dh in states.items():
        yield from ((f"dL/dh{ending}", t, dh[t]) for t in reversed(range(len(dh))))
    for name, values in named_leaves(grads):
        yield f"dL/d{name}", None, values
    squares = [np.square(g, dtype=np.float64).sum() for name, g in named_leaves(grads)]
    yield "dL/dW", None, np.array(squares).sum()


def one_restart(net: Net, r: int) -> Net:
    """The network of restart r alone; without restarts, the network itself."""
    if net.weights.readout.b_y.ndim == 1:
        return net
    return with_weights(net, tree_map(lambda a: a[r], net.weights))


def explanation(epoch: int, culprit: Culprit | None, remedy: str) -> str:
    """Say when and where the numbers stopped being finite, and the remedy."""
    if culprit is None:
        text = _("Training diverged at epoch {epoch}: the loss is infinite or not a number.")
    elif culprit.step is None:
        text = _(
            "Training diverged at epoch {epoch}: {array} was the first array with a value that "
            "is infinite or not a number."
        )
    else:
        text = _(
            "Training diverged at epoch {epoch}: {array} at t = {step} was the first array with a "
            "value that is infinite or not a number."
        )
    array, step = culprit or (None, None)
    return f"{text.format(epoch=epoch, array=array, step=step)} {remedy}"


def remedy_for(clipped: bool) -> str:
    """What to do about a divergence of gradient descent."""
    if clipped:
        return _("Lower the learning rate.")
    return _("Lower the learning rate, or clip the gradient's norm to 1.")
