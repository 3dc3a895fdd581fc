"""Single values at a door: numbers, whole numbers, names and arrays, each in one sentence."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from ...errors import RnnvizError
from ...words import _
from ..arrays import Array

COMPUTED_IN = (np.float32, np.float64)  # all else that is real is brought to float64


def check_choice(name: str, value: Any, choices: Iterable[str]) -> None:
    """See that a name is one of those offered."""
    if not isinstance(value, str) or value not in choices:
        raise RnnvizError(
            _("{name} is {value}; choose one of {choices}.").format(
                name=name, value=repr(value), choices=", ".join(choices)
            )
        )


def check_whole(name: str, value: Any, lowest: int, highest: int | None = None) -> None:
    """See that a value is a whole number in its range; None is always allowed."""
    if value is None:
        return
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not whole or value < lowest or (highest is not None and value > highest):
        text = (
            _("{name} is {value}; give a whole number of at least {lowest}.")
            if highest is None
            else _("{name} is {value}; give a whole number from {lowest} to {highest}.")
        )
        raise RnnvizError(text.format(name=name, value=value, lowest=lowest, highest=highest))


def is_real(value: Any) -> bool:
    """Whether a value is one real number."""
    number = isinstance(value, int | float | np.integer | np.floating)
    return number and not isinstance(value, bool)


def check_positive(name: str, value: float | None) -> None:
    """See that a value is a positive, finite number; None is always allowed."""
    if value is None:
        return
    if not is_real(value) or not 0 < value < np.inf:
        raise RnnvizError(
            _("{name} is {value}; give a number greater than 0.").format(name=name, value=value)
        )


def check_from_0(name: str, value: Any) -> None:
    """See that a value is a number of at least 0."""
    if not is_real(value) or not value >= 0:
        text = _("{name} is {value}; give a number of at least 0.")
        raise RnnvizError(text.format(name=name, value=repr(value)))


def check_share(name: str, value: Any) -> None:
    """See that a value is a number from 0 to just under 1."""
    if not is_real(value) or not 0 <= value < 1:
        text = _("{name} is {value}; give a number from 0 to just under 1.")
        raise RnnvizError(text.format(name=name, value=repr(value)))


def check_real(name: str, value: Any) -> None:
    """See that a value is one real number."""
    if not is_real(value):
        text = _("{name} is {value}; give one real number.")
        raise RnnvizError(text.format(name=name, value=repr(value)))


def check_function(name: str, value: Any) -> None:
    """See that a value can be called."""
    if not callable(value):
        text = _("{name} is of type {type}; give a function.")
        raise RnnvizError(text.format(name=name, type=type(value).__name__))


def check_kind(name: str, value: Any, kind: type) -> None:
    """See that a value has the type that is wanted."""
    if not isinstance(value, kind):
        text = _("{name} is of type {type}; give a {kind}.")
        raise RnnvizError(text.format(name=name, type=type(value).__name__, kind=kind.__name__))


def numbers(name: str, value: Any) -> Array:
    """The value as an array of float32 or float64; the very same object where it is one already.

    Whole numbers, and floating ones of another size, become float64.
    """
    if type(value) is np.ndarray and value.dtype.type in COMPUTED_IN:
        return value
    try:
        a = np.asarray(value)
    except ValueError as error:  # rows of unequal length
        raise RnnvizError(_no_numbers(name, value)) from error
    if a.dtype.kind not in "biuf":
        raise RnnvizError(_no_numbers(name, value))
    return a if a.dtype.type in COMPUTED_IN else a.astype(np.float64)


def _no_numbers(name: str, value: Any) -> str:
    text = _("{name} is of type {type}; give an array of real numbers.")
    return text.format(name=name, type=type(value).__name__)


def classes(name: str, value: Any, size: int) -> np.ndarray:
    """The value as whole numbers from 0 to size - 1."""
    a = numbers(name, value)
    if not np.all((a == np.floor(a)) & (a >= 0) & (a < size)):
        text = _("{name} are classes: give whole numbers from 0 to {last}.")
        raise RnnvizError(text.format(name=name, last=size - 1))
    return a.astype(int)
