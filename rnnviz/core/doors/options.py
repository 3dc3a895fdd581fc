"""Options at a door: precision, sizes, the forget gate's bias; names, words, seeds."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from ...errors import RnnvizError
from ...words import _
from .axes import Seen
from .values import COMPUTED_IN, check_choice, check_whole, is_real


def precision(name: str, value: Any, seen: Seen) -> Any:  # noqa: ARG001
    """A rule: float32 or float64."""
    try:
        known = np.dtype(value).type in COMPUTED_IN
    except TypeError:
        known = False
    if not known or value is None:
        text = _("{name} is {value}; choose float32 or float64.")
        raise RnnvizError(text.format(name=name, value=repr(value)))
    return value


def size(name: str, value: Any, seen: Seen) -> tuple[int, ...]:  # noqa: ARG001
    """A rule: the shape of an array, a tuple of whole numbers."""
    if not isinstance(value, tuple | list):
        text = _("{name} is {value}; give a tuple of whole numbers.")
        raise RnnvizError(text.format(name=name, value=repr(value)))
    for n in value:
        check_whole(name, "None" if n is None else n, 0)
    return tuple(value)


def forget(name: str, value: Any, seen: Seen) -> Any:  # noqa: ARG001
    """A rule: a number, or "chrono"."""
    if not (is_real(value) or (isinstance(value, str) and value == "chrono")):
        text = _("{name} is {value}; give a number, or “chrono”.")
        raise RnnvizError(text.format(name=name, value=repr(value)))
    return value


def words(name: str, value: Any, seen: Seen) -> tuple[str, ...]:
    """A rule: strings, at least one."""
    found = any_words(name, value, seen)
    if not found:
        raise RnnvizError(_("{name} is empty; give at least one.").format(name=name))
    return found


def any_words(name: str, value: Any, seen: Seen) -> tuple[str, ...]:  # noqa: ARG001
    """A rule: strings, or none at all."""
    if not isinstance(value, tuple | list) or not all(isinstance(word, str) for word in value):
        text = _("{name} is of type {type}; give a tuple of strings.")
        raise RnnvizError(text.format(name=name, type=type(value).__name__))
    return tuple(value)


def texts(name: str, value: Any, seen: Seen) -> tuple[tuple[str, ...], ...]:
    """A rule: texts, at least one, each a tuple of symbols."""
    if not isinstance(value, tuple | list) or not value:
        text = _("{name} is of type {type}; give texts, at least one, each a tuple of symbols.")
        raise RnnvizError(text.format(name=name, type=type(value).__name__))
    return tuple(words(f"{name}[{k}]", each, seen) for k, each in enumerate(value))


def some_of(choices: Iterable[str]) -> Any:
    """A rule: names among these, at least one."""

    def rule(name: str, value: Any, seen: Seen) -> tuple[str, ...]:
        found = words(name, value, seen)
        for each in found:
            check_choice(name, each, choices)
        return found

    return rule


def seeds(name: str, value: Any, seen: Seen) -> Any:  # noqa: ARG001
    """A rule: whole numbers from 0 on, at least one."""
    if not isinstance(value, tuple | list | range) or not value:
        text = _("{name} is {value}; give whole numbers, at least one.")
        raise RnnvizError(text.format(name=name, value=repr(value)))
    for each in value:
        check_whole(name, "None" if each is None else each, 0)
    return value
