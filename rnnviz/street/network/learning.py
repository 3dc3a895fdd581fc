"""Learning by hand: w ← w − η ∂L/∂W on the sequence that is shown, step by step."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.losses import LOSSES
from rnnviz.core.network import Network, Weights, forward
from rnnviz.core.study import Study, counting
from rnnviz.errors import RnnvizError
from rnnviz.settings.network import NetworkSettings
from rnnviz.street.network.cell import as_drawn, cell_of
from rnnviz.tasks.sequence import Example
from rnnviz.training.flat import flatten, unflatten
from rnnviz.training.networks import learned, weight_gradients
from rnnviz.words import _n

SETTLED = 1e-4  # a step that takes less than this share off the loss changes nothing one can see
TO_THE_END = 200  # steps after which it ends in any case


class Learning(NamedTuple):
    """A network after some steps, and the loss before the first and after each."""

    net: Network
    losses: tuple[float, ...]


class Ended(NamedTuple):
    """What was learned to the end; `stopped`: somebody stopped it before."""

    learning: Learning
    stopped: bool


class Finished(NamedTuple):
    """`Ended` without the cell."""

    weights: Weights
    losses: tuple[float, ...]
    stopped: bool


class Stepped(NamedTuple):
    """How far learning to the end has come."""

    step: int
    most: int  # the step at which it ends in any case
    loss: float


class Update(NamedTuple):
    """One weight at one step: `after` = `before` − `rate` × `gradient`."""

    before: float
    gradient: float
    rate: float
    after: float


def steps(net: Network, example: Example, where: str, rate: float) -> Iterator[Learning]:
    """The network as it is, then after each step of plain gradient descent, without end.

    L is the sum of the losses that are shown: of the "last" step, or of "every" one.

    Raises:
        RnnvizError: when the loss leaves what a computer can hold.
    """
    theta, losses, counts = flatten(net.weights), [], counting(len(example.x), where)[:, None]
    while True:
        net = Network(net.cell, unflatten(theta, net.weights))
        with np.errstate(all="ignore"):  # an overflow is looked for, and explained
            run = forward(net, example.x)
            value, dy = LOSSES[example.loss](run.y, example.d)
            losses.append(float((value * counts[:, 0]).sum()))
        if not np.isfinite(losses[-1]):
            raise RnnvizError(_diverged(len(losses) - 1, rate))
        yield Learning(net, tuple(losses))
        with np.errstate(all="ignore"):
            theta = theta - rate * flatten(weight_gradients(net, example.x, run, dy * counts, None))


def _diverged(step: int, rate: float) -> str:
    message = _n(
        "After {n} step of size {rate:g} the loss is beyond what a computer can hold: it "
        "overshot. Undo, or choose a smaller learning rate.",
        "After {n} steps of size {rate:g} the loss is beyond what a computer can hold: each step "
        "overshot. Undo, or choose a smaller learning rate.",
        step,
    )
    return message.format(n=step, rate=rate)


def learn(net: Network, example: Example, where: str, s: NetworkSettings) -> Learning:
    """The network after as many steps as the settings say.

    Raises:
        RnnvizError: as `steps` does.
    """
    walk = steps(net, example, where, s.rate)
    for _step in range(s.learned):
        next(walk)
    return next(walk)


def settles_after(net: Network, example: Example, where: str, rate: float, begun: int = 0) -> int:
    """How many steps, with those begun, until one changes the loss by less than `SETTLED`.

    Raises:
        RnnvizError: as `steps` does.
    """
    return len(to_the_end(net, example, where, rate, begun).learning.losses) - 1


def to_the_end(
    net: Network, example: Example, where: str, rate: float, begun: int = 0,
    most: int | None = None, on_progress: Callable[[Any], Any] | None = None,
) -> Ended:  # fmt: skip
    """Learn until a step beyond those begun changes the loss by less than `SETTLED`.

    It ends after `TO_THE_END` such steps in any case, or after `most` steps in all.

    Raises:
        RnnvizError: as `steps` does.
    """
    last = begun + TO_THE_END if most is None else min(most, begun + TO_THE_END)
    for n, seen in enumerate(steps(net, example, where, rate)):
        if n > begun and abs(seen.losses[-2] - seen.losses[-1]) <= SETTLED * seen.losses[-2]:
            return Ended(seen, stopped=False)
        if n >= last:
            return Ended(seen, stopped=False)
        if on_progress is not None and on_progress(Stepped(n, last, seen.losses[-1])):
            return Ended(seen, stopped=True)
    raise AssertionError  # the walk has no end


def finish(
    s: NetworkSettings, weights: Weights, example: Example, most: int,
    on_progress: Callable[[Any], Any] | None = None,
) -> Finished:  # fmt: skip
    """Learn to the end in another process, to which a cell cannot be sent.

    Raises:
        RnnvizError: as `steps` does.
    """
    net = Network(cell_of(as_drawn(s)), weights)
    ended = to_the_end(net, example, s.where, s.rate, s.learned, most, on_progress)
    return Finished(ended.learning.net.weights, ended.learning.losses, ended.stopped)


def update_of(s: Study, array: str, place: tuple[int, ...], rate: float) -> Update:
    """What the next step does to one weight, W_hh[1, 0] say: nothing to one that does not learn."""
    find = {**s.net.weights.params._asdict(), **s.net.weights.readout._asdict()}
    slopes: Weights = learned(s.net.cell, s.gradients)
    slope = {**slopes.params._asdict(), **slopes.readout._asdict()}
    before, gradient = float(find[array][place]), float(slope[array][place])
    return Update(before, gradient, rate, before - rate * gradient)
