"""What is to be learned, and how an answer to it is drawn."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array, Whole
from rnnviz.core.losses import LOSSES, softmax
from rnnviz.core.network import Network, forward
from rnnviz.tasks.memory.task import Draw


class Picture(NamedTuple):
    """Points in a row, each with what is right and the best answer without a memory.

    A point is a step of one sequence, or one sequence among many; lanes are drawn one above the
    other. What is not asked for is NaN in `target` and `simple`.
    """

    x: Array  # (T, n, I) what the network reads for it: one sequence, or n of them
    target: Array  # (points, lanes)
    simple: Array  # (points, lanes)
    classes: Whole | None  # (points,) whose probability is drawn; None: the output itself
    ticks: tuple[str, ...]  # what each point is called
    of_steps: bool  # whether a point is a step
    in_time: bool = False  # whether points that are no steps follow one another in time

    @property
    def joined(self) -> bool:
        """Whether points are drawn as one line."""
        return self.of_steps or self.in_time


Names = tuple[tuple[str, ...], tuple[str, ...]]  # of inputs, of outputs


class Lesson(NamedTuple):
    """Sequences with their targets; those of `held` are never learned from."""

    code: str
    loss: str  # name in LOSSES
    where: str  # "last" or "every": which steps are asked
    learn: Draw
    held: Draw
    baseline: float  # mean loss of the best answer without a memory, on what is learned from
    simply: str  # what that answer is, in words
    picture: Picture
    kind: str = "task"  # series, task, text, image: what its sequences are
    names: Names = (("x",), ("y",))  # what inputs and outputs are called
    again: Callable[[int], Draw] | None = None  # as many other sequences to learn from, by a number

    @property
    def apart(self) -> bool:
        """Whether nothing of what is kept aside is also learned from.

        Of short sequences of few symbols there are not enough for that, nor windows of a series
        that is hardly longer than one.
        """
        learned = {one.tobytes() for one in np.moveaxis(self.learn.x, 1, 0)}
        return not any(one.tobytes() in learned for one in np.moveaxis(self.held.x, 1, 0))

    @property
    def inputs(self) -> int:
        """I, how many numbers a step reads."""
        return self.learn.x.shape[-1]

    @property
    def outputs(self) -> int:
        """O, how many numbers are answered."""
        return self.learn.y.shape[-1]

    @property
    def values(self) -> int:
        """How many steps are read in one walk through what is learned from."""
        return self.learn.x.shape[0] * self.learn.x.shape[1]


def answers(lesson: Lesson, net: Network) -> Array:
    """What the network says about the picture, (points, lanes); in single precision."""
    shown = lesson.picture
    y = forward(net, shown.x, lesson.where).y
    rows = y[:, 0] if shown.of_steps else y  # (points, O)
    if shown.classes is not None:
        p = softmax(rows)
        rows = p[np.arange(len(p)), shown.classes][:, None]
    return rows.astype(np.float32)


def mean_loss(lesson: Lesson, y: Array, draw: Draw) -> float:
    """The loss of outputs y, shaped as the draw's: the mean over all that is asked for."""
    value = LOSSES[lesson.loss](y, draw.y).value
    return float(value.mean() if draw.weight is None else np.average(value, weights=draw.weight))
