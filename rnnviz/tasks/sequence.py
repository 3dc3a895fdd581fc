"""One sequence and its targets: the next value of a series, or the next letter of a word."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.doors import door
from rnnviz.core.doors.options import words
from rnnviz.core.scaling import scale_of
from rnnviz.errors import RnnvizError
from rnnviz.words import _

END = "∎"  # the class that says: the word is over


class Example(NamedTuple):
    """A sequence with a target for every step."""

    x: Array  # (T, I)
    d: Array  # (T, O)
    loss: str  # name in LOSSES
    inputs: tuple[str, ...]  # what each input is called
    outputs: tuple[str, ...]  # what each output is called
    ticks: tuple[str, ...]  # what each step is called
    note: str = ""  # one sentence on what was done to the values, if anything


@door(values="n?", ticks=words)
def next_value(values: Sequence[float], ticks: Sequence[str] | None = None) -> Example:
    """Values v_1 .. v_n as inputs v_1 .. v_{n-1} with targets v_2 .. v_n.

    >>> next_value([0.1, 0.2, 0.4]).d.ravel().tolist()
    [0.2, 0.4]

    Raises:
        RnnvizError: with fewer than three values, or when one is not finite.
    """
    v = np.asarray(values, float)
    if len(v) < 3:
        message = _("There are {n} values; at least 3 are needed, since each predicts the next.")
        raise RnnvizError(message.format(n=len(v)))
    if not np.isfinite(v).all():
        message = _("Value {place} is not a finite number; replace or delete it.")
        raise RnnvizError(message.format(place=int(np.flatnonzero(~np.isfinite(v))[0]) + 1))
    if ticks is not None and len(ticks) < len(v) - 1:
        message = _("There are {n} ticks for {steps} steps; give one for each.")
        raise RnnvizError(message.format(n=len(ticks), steps=len(v) - 1))
    names = tuple(ticks[: len(v) - 1]) if ticks is not None else _numbers(len(v) - 1)
    return Example(v[:-1, None], v[1:, None], "mse", ("x",), ("y",), names)


@door(values="n?", ticks=words)
def next_scaled_value(values: Sequence[float], ticks: Sequence[str]) -> Example:
    """As `next_value`, of values that were brought to [-1, 1], which the example says."""
    note = _("Values are scaled to lie between −1 and 1.")
    return next_value(values, ticks)._replace(note=note)


@door()
def next_letter(word: str) -> Example:
    """The letters of a word, one-hot, each with the next one as its class; the last with `END`.

    >>> e = next_letter("JAZZ")
    >>> e.inputs, [e.outputs[k] for k in e.d.argmax(1)]
    (('J', 'A', 'Z'), ['A', 'Z', 'Z', '∎'])

    Raises:
        RnnvizError: when the word has no letter.
    """
    if not word:
        raise RnnvizError(_("The word is empty; give at least one letter."))
    letters = tuple(dict.fromkeys(word))
    outputs = (*letters, END)
    at = [letters.index(c) for c in word]
    following = [*at[1:], len(letters)]
    x, d = np.eye(len(letters))[at], np.eye(len(outputs))[following]
    return Example(x, d, "cross_entropy", letters, outputs, tuple(word))


@door(values="n")
def scaled(values: Array) -> Array:
    """Values (n,) moved and stretched to [-1, 1]; a constant series becomes zeros.

    >>> scaled(np.array([2.0, 3.0, 6.0])).tolist()
    [-1.0, -0.5, 1.0]
    """
    return scale_of(values).to(values)


def _numbers(n: int) -> tuple[str, ...]:
    return tuple(str(t + 1) for t in range(n))
