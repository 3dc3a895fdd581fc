r"""A language model's arithmetic: from logits to probabilities, sequences, surprise and samples.

    P(c | before) = softmax(y / temperature)_c           y = the logits of one step
    P(c_1 .. c_T) = P(c_1) P(c_2 | c_1) ... P(c_T | c_1 .. c_{T-1})     log P is a sum
    perplexity    = exp(-(1/T) log P(c_1 .. c_T))     O when it only guesses

Logits y are (..., O), one row a step; classes are whole numbers 0 .. O-1.
"""

import numpy as np
from numpy.typing import ArrayLike

from ..errors import RnnvizError
from ..words import _
from .arrays import Array, Rng, Whole
from .doors import door
from .doors.values import classes as checked_classes
from .losses import log_softmax, softmax


@door()
def one_hot(classes: ArrayLike, size: int) -> Array:
    """Rows of 0 with a 1 at each class: classes (...) -> (..., size).

    >>> one_hot([2, 0], 3)
    array([[0., 0., 1.],
           [1., 0., 0.]])

    Raises RnnvizError when one of them is no class.
    """
    return np.eye(size)[checked_classes("classes", classes, size)]


@door(y="... O")
def probabilities(y: Array, temperature: float = 1.0) -> Array:
    """softmax(y / temperature), (..., O); temperature 0 puts all on the largest logit.

    Low temperatures sharpen the distribution, high ones flatten it. Raises RnnvizError below 0.

    >>> probabilities(np.log([1.0, 3.0])), probabilities(np.log([1.0, 3.0]), 0.5)
    (array([0.25, 0.75]), array([0.1, 0.9]))
    """
    if not 0 <= temperature < np.inf:
        text = _("The temperature is {t}; give a number of at least 0.")
        raise RnnvizError(text.format(t=temperature))
    if temperature == 0:
        return one_hot(y.argmax(axis=-1), y.shape[-1]).astype(y.dtype)
    return softmax((y - y.max(axis=-1, keepdims=True)) / temperature)


@door(y="... O")
def sample(y: Array, rng: Rng, temperature: float = 1.0) -> Whole:
    """One class a row, drawn from `probabilities`: y (..., O) -> (...) whole numbers.

    One uniform number a row decides, by where it falls among the cumulated probabilities.

    >>> sample(np.array([[0.0, 9.0], [9.0, 0.0]]), np.random.default_rng(0), temperature=0)
    array([1, 0])
    """
    edges = np.cumsum(probabilities(y, temperature), axis=-1)
    point = rng.uniform(size=(*y.shape[:-1], 1)) * edges[..., -1:]
    return np.minimum((point >= edges).sum(axis=-1), y.shape[-1] - 1)  # rounding may reach the end


@door(y="... O", classes="...")
def log_probabilities(y: Array, classes: ArrayLike) -> Array:
    """Log P of the class that came, at every step: y (..., O), classes (...) -> (...), in nats."""
    index = checked_classes("classes", classes, y.shape[-1])[..., None]
    return np.take_along_axis(log_softmax(y), index, axis=-1)[..., 0]


@door(y="T ... O", classes="T ...")
def sequence_log_probability(y: Array, classes: ArrayLike) -> Array:
    """Log P of whole sequences, the sum over time: y (T, ..., O), classes (T, ...) -> (...).

    >>> y = np.log([[0.5, 0.5], [0.2, 0.8]])
    >>> np.exp(sequence_log_probability(y, [0, 1])).round(6)
    np.float64(0.4)
    """
    return log_probabilities(y, classes).sum(axis=0)


@door(loss="T ...")
def perplexity(loss: Array) -> float:
    """Exp of the mean cross-entropy, (...) in nats: among how many classes it seems to guess.

    >>> round(perplexity(np.log([4.0, 4.0])), 6)
    4.0
    """
    with np.errstate(over="ignore"):
        return float(np.exp(np.mean(loss)))
