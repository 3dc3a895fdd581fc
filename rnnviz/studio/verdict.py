"""What a network has learned of a task, counted on what it has never learned from."""

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.network import Network, forward
from rnnviz.studio.lesson import Lesson
from rnnviz.tasks.language.language import symbols
from rnnviz.tasks.language.scores import counts_to
from rnnviz.tasks.language.texts import LONGEST_N
from rnnviz.words import _

COUNTED = 100  # the largest n of a^n b^n that is tried


def verdict(lesson: Lesson, net: Network) -> str:
    """What is right, in a sentence; "" for a task that is not answered by right or wrong."""
    if lesson.code == "counting":
        text = _(
            "It learned aⁿbⁿ up to n = {learned} and is right up to n = {right} ({most} tried)."
        )
        right = counts_to(net, symbols("ab"), COUNTED)
        return text.format(learned=LONGEST_N, right=right, most=COUNTED)
    if lesson.code == "reber":
        right = remembered(lesson, net)
        text = _("In {right} of {n} strings never learned from it foretells the last letter but "
                 "one, which is the second.")  # fmt: skip
        return text.format(right=int(right.sum()), n=len(right))
    if lesson.code == "order":
        right = answered(lesson, net)
        text = _("{right} of {n} sequences never learned from are answered right.")
        return text.format(right=int(right.sum()), n=len(right))
    return ""


def answered(lesson: Lesson, net: Network) -> Array:
    """Whether the likeliest class is the right one, of each sequence kept aside, (N,)."""
    y = forward(net, lesson.held.x, "last").y
    return y.argmax(axis=-1) == lesson.held.y.argmax(axis=-1)


def remembered(lesson: Lesson, net: Network) -> Array:
    """The same of the last letter but one of each string kept aside, (N,)."""
    x, d, weight = lesson.held
    if weight is None:
        return np.zeros(0, bool)
    n = np.arange(x.shape[1])
    at = weight.sum(axis=0).astype(int) - 3  # the letter before it is read
    y = forward(net, x).y[at, n]
    return y.argmax(axis=-1) == d[at, n].argmax(axis=-1)
