"""Edited weights, as compact text for the URL: `W_hh.0.1=0.5;b_h.0=-1`."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from rnnviz.errors import RnnvizError
from rnnviz.words import _

MOST_EDITS = 40
LARGEST_WEIGHT = 1e3

_EDIT = re.compile(
    r"(?P<array>[A-Za-z]{1,3}_[a-z]{1,2})(?P<index>(?:\.[0-9]{1,3}){1,2})="
    r"(?P<value>[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]{1,3})?)"
)


class Edit(NamedTuple):
    """One weight set by hand."""

    array: str  # name of the parameter, such as W_hh
    place: tuple[int, ...]  # which of its numbers
    value: float


def parse_edits(text: str) -> tuple[Edit, ...]:
    """Read edited weights from text; a later edit of the same number replaces an earlier one.

    >>> parse_edits("W_hh.0.1=0.5;b_h.0=-1")
    (Edit(array='W_hh', place=(0, 1), value=0.5), Edit(array='b_h', place=(0,), value=-1.0))

    Raises:
        RnnvizError: if the text is not of that form, or a value is beyond ±1000.
    """
    parts = [part for part in text.split(";") if part]
    if len(parts) > MOST_EDITS:
        message = _("There are {n} edited weights; keep at most {most}.")
        raise RnnvizError(message.format(n=len(parts), most=MOST_EDITS))
    edits = {edit[:2]: edit for edit in map(_parse_edit, parts)}
    return tuple(edits.values())


def _parse_edit(part: str) -> Edit:
    match = _EDIT.fullmatch(part)
    if match is None or abs(float(match["value"])) > LARGEST_WEIGHT:
        message = _(
            "An edited weight must read like W_hh.0.1=0.5, with a value from −1000 to 1000."
        )
        raise RnnvizError(message)
    index = tuple(int(i) for i in match["index"].split(".")[1:])
    return Edit(match["array"], index, float(match["value"]))


def format_edits(edits: Iterable[Edit]) -> str:
    """Write edited weights as text, which `parse_edits` reads back exactly.

    >>> format_edits([Edit("W_hh", (0, 1), 0.5), Edit("b_h", (0,), -1.0)])
    'W_hh.0.1=0.5;b_h.0=-1.0'
    """
    return ";".join(
        f"{edit.array}.{'.'.join(map(str, edit.place))}={float(edit.value)!r}" for edit in edits
    )


def add_edit(text: str, edit: Edit) -> str:
    """Give `text` with one more edit, which comes last; an older one of the same number goes.

    >>> add_edit("b_h.0=1;b_h.1=2", Edit("b_h", (0,), 3.0))
    'b_h.1=2.0;b_h.0=3.0'
    """
    others = (old for old in parse_edits(text) if old[:2] != edit[:2])
    return format_edits([*others, edit])


def apply_edits(
    arrays: Mapping[str, np.ndarray], edits: Iterable[Edit]
) -> tuple[dict[str, np.ndarray], list[Edit]]:
    """Give copies of `arrays` with the edits made, and the edits that fit none of them.

    >>> arrays, unfit = apply_edits({"b_h": np.zeros(2)}, parse_edits("b_h.1=5;b_h.7=1"))
    >>> arrays["b_h"], unfit
    (array([0., 5.]), [Edit(array='b_h', place=(7,), value=1.0)])
    """
    edited = {name: np.array(array) for name, array in arrays.items()}
    unfit = []
    for edit in edits:
        array = edited.get(edit.array)
        if array is not None and fits(edit.place, array.shape):
            array[edit.place] = edit.value
        else:
            unfit.append(edit)
    return edited, unfit


def fits(index: tuple[int, ...], shape: tuple[int, ...]) -> bool:
    """Say whether `index` names one number of an array of that shape.

    >>> fits((0, 1), (2, 2)), fits((0, 2), (2, 2)), fits((0,), (2, 2))
    (True, False, False)
    """
    return len(index) == len(shape) and all(i < n for i, n in zip(index, shape, strict=True))
