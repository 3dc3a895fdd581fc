"""What a trained network would answer after each row, and what made it answer so."""

from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.doors import door, walks, weights, whole
from rnnviz.core.doors.axes import Seen, misfit
from rnnviz.core.losses import softmax
from rnnviz.core.network import Network, forward
from rnnviz.core.study import Study, study
from rnnviz.errors import RnnvizError
from rnnviz.tasks.digits.digits import CLASSES, ORDERS, SIDE, in_order
from rnnviz.words import _


class Reading(NamedTuple):
    """One network reading one digit, with the gradient of one answer it could give."""

    study: Study  # everything forward and backward; the loss is -ln p(asked) after the last row
    p: Array  # (8, 10) probabilities after each row: softmax of the same readout
    start: Array  # (10,) probabilities before the first row, from a hidden state of 0
    answer: int  # the most probable class after the last row
    settled: int  # the first row, from 0, after which the answer stays
    asked: int  # the class that the gradient is about

    @door(order=ORDERS)
    def why(self, order: str) -> Array:
        """The picture (8, 8) of d ln p(asked) / dx: what more ink in each pixel would do."""
        return in_order(-self.study.back.x, order)


@door(net=weights.network, x=walks.inputs)
def answers_by_row(net: Network, x: Array) -> np.ndarray:
    """The most probable class after each row: x (8, N, 8) -> (8, [R], N)."""
    return forward(net, x).y.argmax(axis=-1)


@door(answers="T ...")
def settled(answers: np.ndarray) -> np.ndarray:
    """The first step from which the answer stays as it ends: answers (T, ...) -> (...).

    >>> settled(np.array([7, 3, 8, 8])), settled(np.array([[1, 2], [1, 1]]))
    (np.int64(2), array([0, 1]))
    """
    other = answers != answers[-1]
    last_other = len(answers) - 1 - other[::-1].argmax(axis=0)
    return np.where(other.any(axis=0), last_other + 1, 0)[()]


def _names_digits(name: str, net: Any, seen: Seen) -> Network:
    """A rule: a network with one output for each digit."""
    found = weights.one_network(name, net, seen)
    if not seen.agree("O", CLASSES):
        text = _("{name} has {n} outputs; give a network with {classes}, one for each digit.")
        raise RnnvizError(text.format(name=name, n=seen.length("O"), classes=CLASSES))
    return found


def _digit(name: str, x: Any, seen: Seen) -> Array:
    """A rule: the 8 rows of one digit."""
    found = walks.unbatched(name, x, seen)
    if len(found) != SIDE:
        raise RnnvizError(misfit(name, found.shape, f"({SIDE}, {SIDE})"))
    return found


@door(net=_names_digits, x=_digit, asked=whole(0, CLASSES - 1))
def read(net: Network, x: Array, asked: int | None = None) -> Reading:
    """Read one digit x (8, 8); `asked` is the class to explain, None for the network's answer."""
    y = forward(net, x).y
    answer = int(y[-1].argmax())
    about = answer if asked is None else asked
    s = study(net, x, np.tile(np.eye(CLASSES)[about], (len(x), 1)), "last", "cross_entropy")
    start = softmax(net.weights.readout.b_y)
    return Reading(s, softmax(s.y), start, answer, int(settled(y.argmax(-1))), about)
