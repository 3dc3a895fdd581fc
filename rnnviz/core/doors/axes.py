"""Shapes at a door: what axes are called, and that those of one name are of one length.

A shape is written as in the docstrings, without commas: "T ... I" is (T, ..., I). A name stands
for one length in all arguments of a call; "..." stands for any axes, the same ones in all. "*R"
stands for none or one axis, of restarts. Axes with a name hold at least one number, but for those
with a question mark, as in "T?".
"""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

from ...errors import RnnvizError
from ...words import _
from ..arrays import Array
from .values import numbers

Length = int | tuple[int, ...]


@dataclass
class Seen:
    """What the arguments of one call have told so far."""

    given: dict[str, Any] = field(default_factory=dict)  # arguments by name
    axes: dict[str, Length] = field(default_factory=dict)  # lengths by the name of the axis

    def agree(self, axis: str, length: Length) -> bool:
        """Whether an axis has this length, which is kept if nothing was known of it."""
        return self.axes.setdefault(axis, length) == length

    def length(self, axis: str) -> int:
        """How long an axis is that has been seen."""
        found = self.axes[axis]
        return found if isinstance(found, int) else found[0]

    @property
    def lead(self) -> tuple[int, ...]:
        """The restarts of the weights: () or (R,)."""
        found = self.axes.get("*R", ())
        return found if isinstance(found, tuple) else (found,)


@cache
def _parts(shape: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Names before the open axes, the name of those ("" where there are none), names after."""
    names = shape.split()
    for k, name in enumerate(names):
        if name == "..." or name[0] == "*":
            return tuple(names[:k]), name, tuple(names[k + 1 :])
    return tuple(names), "", ()


def shaped(name: str, value: Any, shape: str, seen: Seen) -> Array:
    """The value as an array of numbers of that shape, or an error that says what it must be."""
    a = numbers(name, value)
    if 0 in a.shape and "?" not in shape:
        text = _("{name} is empty, of the shape {shape}; every axis needs at least one number.")
        raise RnnvizError(text.format(name=name, shape=a.shape))
    if not _fits(a.shape, shape, seen):
        raise RnnvizError(misfit(name, a.shape, needed(shape, seen)))
    return a


def _fits(size: tuple[int, ...], shape: str, seen: Seen) -> bool:
    before, middle, after = _parts(shape)
    k, end = len(before), len(size) - len(after)
    if end < k or (not middle and end != k) or (middle[:1] == "*" and end > k + 1):
        return False
    named = [*zip(before, size, strict=False), *zip(after, size[end:], strict=True)]
    return all((n > 0 or axis[-1] == "?") and seen.agree(axis, n) for axis, n in named) and (
        not middle or (0 not in size[k:end] and seen.agree(middle, size[k:end]))
    )


def needed(shape: str, seen: Seen) -> str:
    """A shape in words, with the lengths that are known: (T = 5, ..., I = 2)."""
    names = [axis for axis in shape.split() if axis != "*R" or seen.lead]
    return f"({', '.join(_named(axis, seen) for axis in names)}{',' * (len(names) == 1)})"


def _named(axis: str, seen: Seen) -> str:
    length = seen.axes.get(axis)
    if isinstance(length, tuple):
        return ", ".join(map(str, length)) or "..."
    return axis if length is None else f"{axis} = {length}"


def misfit(name: str, size: tuple[int, ...], wanted: str) -> str:
    """The sentence about a wrong shape."""
    text = _("{name} has the shape {shape}; it must be {needed}.")
    return text.format(name=name, shape=size, needed=wanted)


def fields(name: str, value: Any, shapes: dict[str, str], seen: Seen) -> Any:
    """A named tuple whose fields have these shapes; the same object where nothing had to change."""
    found = [shaped(f"{name}.{k}", getattr(value, k), s, seen) for k, s in shapes.items()]
    same = all(a is b for a, b in zip(found, value, strict=True))
    return value if same else type(value)(*found)


def result_type(*parts: Any) -> np.dtype:
    """The type in which weights and inputs meet: float64 as soon as one of them is."""
    return np.result_type(
        *(a for part in parts for a in (part if isinstance(part, tuple) else [part]))
    )
