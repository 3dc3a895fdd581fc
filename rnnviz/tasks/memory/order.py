"""Temporal order: in which order did X and Y come, among letters that mean nothing?

A sequence begins with E, ends with B, and is a, b, c or d elsewhere, but for two or three places,
far apart, that hold X or Y. At the end its class is asked for: XX, XY, YX or YY; of three, eight.
Without a memory every class is as likely: ln 4 or ln 8 nats. Source: Hochreiter and Schmidhuber
1997, experiments 6a and 6b; the places in shares of T, which for two in 50 steps are 3 to 12 and
25 to 40.
"""

from functools import partial

import numpy as np

from rnnviz.core.doors import door, whole
from rnnviz.core.language import one_hot
from rnnviz.tasks.memory.task import Draw, Task

LETTERS = ("a", "b", "c", "d", "X", "Y", "B", "E")
X = LETTERS.index("X")
PLACES = {2: ((0.06, 0.24), (0.5, 0.8)), 3: ((0.1, 0.2), (0.33, 0.43), (0.66, 0.76))}
MARKS = whole(min(PLACES), max(PLACES))
SHORTEST = 20  # steps in which no two of these places meet


@door(T=whole(SHORTEST), marks=MARKS)
def order(T: int = 50, marks: int = 2) -> Task:
    """T steps, at least 20, with two or three `marks`: 2^marks classes, the first mark's bit first.

    >>> round(order().baseline, 3), round(order(marks=3).baseline, 3)
    (1.386, 2.079)

    Raises:
        RnnvizError: when a number cannot be used.
    """
    make = partial(_make, T, marks)
    baseline = marks * float(np.log(2))
    return Task("order", "cross_entropy", "last", len(LETTERS), 2**marks, baseline, make)


@door(T=whole(SHORTEST), marks=MARKS)
def places(T: int, marks: int) -> list[tuple[int, int]]:
    """First and last step, from 0, at which each mark may stand.

    >>> places(50, 2)
    [(3, 12), (25, 40)]
    """
    return [(round(low * T), round(high * T)) for low, high in PLACES[marks]]


def _make(T: int, marks: int, n: int, rng: np.random.Generator) -> Draw:
    letters, each = rng.integers(4, size=(T, n)), np.arange(n)
    letters[0], letters[-1] = LETTERS.index("E"), LETTERS.index("B")
    classes = np.zeros(n, int)
    for low, high in places(T, marks):
        bit = rng.integers(2, size=n)
        letters[rng.integers(low, high + 1, n), each] = X + bit
        classes = 2 * classes + bit
    return Draw(one_hot(letters, len(LETTERS)), one_hot(classes, 2**marks))
