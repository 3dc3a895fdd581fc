"""Handwritten digits, a row at a step, named after the last one."""

import numpy as np

from rnnviz.studio.lesson import Lesson, Picture
from rnnviz.tasks.digits.digits import CLASSES, SIDE, Digits, one_hot, sequences, split_of
from rnnviz.tasks.memory.task import Draw
from rnnviz.words import N_, _

SHOWN = 64  # digits in the picture
SIMPLY = N_("guessing among ten")


def digit_lesson(seed: int) -> Lesson:
    """1,146 digits to learn from; the 450 of the test part are kept aside, 64 of them shown."""
    split = split_of(seed)
    learn, held = _draw(split.train), _draw(split.test)
    labels = split.test.labels[:SHOWN]
    rank = np.argsort(labels, kind="stable")
    target = np.ones((len(rank), 1))
    shown = Picture(held.x[:, rank], target, target / CLASSES, labels[rank],
                    tuple(map(str, labels[rank])), False)  # fmt: skip
    names = tuple(f"p{k + 1}" for k in range(SIDE)), tuple(map(str, range(CLASSES)))
    return Lesson("digits", "cross_entropy", "last", learn, held, float(np.log(CLASSES)),
                  _(SIMPLY), shown, "image", names)  # fmt: skip


def _draw(some: Digits) -> Draw:
    return Draw(sequences(some.images), one_hot(some.labels))
