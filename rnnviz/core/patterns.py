"""Patterns: which steps read an input, which read the output before, and which answer.

one to many          x at the first step only, then 0, x again, or what was answered before
many to one          the last step answers
many to many         every step answers, equal length
encoder-decoder      T_in steps read and are silent, T_out steps answer; any two lengths
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..errors import RnnvizError
from ..words import _
from .arrays import Array

FEEDBACK = ("value", "argmax", "sample", "zero", "constant")


class Pattern(NamedTuple):
    """What each of T steps does."""

    code: str
    reads: tuple[bool, ...]  # an input from outside
    feeds: tuple[bool, ...]  # the output of the step before
    answers: tuple[bool, ...]  # with an output that counts

    def counts(self, like: Array) -> Array:
        """1 where a step's answer counts, else 0, shaped to multiply losses (T, ...) as `like`."""
        return np.asarray(self.answers, like.dtype).reshape(-1, *[1] * (like.ndim - 1))


def one_to_many(T_in: int, T_out: int) -> Pattern:
    """The first T_in steps read (1 in the plain case); each answers, and T_out - T_in more do."""
    T = max(T_in, T_out)
    later = tuple(t >= T_in for t in range(T))
    return Pattern("one_to_many", tuple(not late for late in later), later, (True,) * T)


def many_to_one(T_in: int, T_out: int = 1) -> Pattern:
    """All steps read; the last T_out, one in the plain case, answer."""
    answers = tuple(t >= T_in - T_out for t in range(T_in))
    return Pattern("many_to_one", (True,) * T_in, (False,) * T_in, answers)


def many_to_many(T_in: int, T_out: int | None = None) -> Pattern:
    """Every step reads and answers."""
    del T_out
    return Pattern("many_to_many", (True,) * T_in, (False,) * T_in, (True,) * T_in)


def encoder_decoder(T_in: int, T_out: int) -> Pattern:
    """T_in steps read, then T_out steps answer; each of these but the first reads the last answer.

    >>> encoder_decoder(2, 3).feeds
    (False, False, False, True, True)
    """
    reads = (True,) * T_in + (False,) * T_out
    feeds = (False,) * (T_in + 1) + (True,) * (T_out - 1)
    return Pattern("encoder_decoder", reads, feeds, (False,) * T_in + (True,) * T_out)


PATTERNS: dict[str, Callable[[int, int], Pattern]] = {
    "one_to_many": one_to_many,
    "many_to_one": many_to_one,
    "many_to_many": many_to_many,
    "encoder_decoder": encoder_decoder,
}


def check_feedback(feedback: str, inputs: int, outputs: int) -> None:
    """See that the feedback exists, and that what is fed back fits the input."""
    if feedback not in FEEDBACK:
        text = _("There is no feedback “{name}”; choose one of {names}.")
        raise RnnvizError(text.format(name=feedback, names=", ".join(FEEDBACK)))
    if feedback in {"value", "argmax", "sample"} and inputs != outputs:
        text = _("The outputs ({O}) cannot be fed back as inputs ({I}): make them as many.")
        raise RnnvizError(text.format(O=outputs, I=inputs))
