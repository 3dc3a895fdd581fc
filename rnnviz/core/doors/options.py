"""Options of first weights at a door: precision, sizes, the forget gate's bias."""

from typing import Any

import numpy as np

from ...errors import RnnvizError
from ...words import _
from .axes import Seen
from .values import COMPUTED_IN, check_whole, is_real


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
