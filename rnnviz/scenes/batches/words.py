"""What is said of batches, made from their numbers."""

from typing import Any

import numpy as np

from rnnviz.batches.padded import Batch
from rnnviz.batches.rows import Rows, pads_read
from rnnviz.core.arrays import Array
from rnnviz.words import _
from rnnviz.words.numbers import number, percent, steps

Json = dict[str, Any]
ROUNDING = 1e-12  # what floating-point numbers differ by when they are added in another order


def off(difference: float) -> str:
    """A difference; what is but rounding counts as none.

    >>> off(0.25), off(3e-16)
    ('0.250', '0')
    """
    return "0" if difference <= ROUNDING else number(difference)


def away(a: Array, b: Array) -> Array:
    """How far the rows of a and b (N, K) lie apart, (N,)."""
    return np.linalg.norm(a - b, axis=-1)


def share(found: Array, right: Array) -> float:
    """How far a gradient is off, as a share of the length of the right one."""
    return float(np.linalg.norm(found - right) / np.linalg.norm(right))


def padding_words(batch: Batch, way: str, rows: Rows, bare: Rows, masked: Rows) -> str:
    """What the pads do to h_n, to the loss and to the gradient, and what a mask undoes."""
    if batch.real.all():
        return _("All rows are equally long: there is no pad.")
    far = away(rows.h, bare.h)
    wrong = share(rows.gradient.mean(0), bare.gradient.mean(0))
    undone = off(float(away(masked.h, bare.h).max()))
    if far.max() <= ROUNDING and wrong <= ROUNDING:
        text = _(
            "No pad is read: every h_n, loss and gradient is that of the sequence without pads, "
            "up to rounding (largest difference of an h_n: {most})."
        )
        return text.format(most=number(float(far.max())))
    n = int(far.argmax())
    parts = {
        "n": n + 1,
        "far": off(float(far[n])),
        "pads": steps(int(pads_read(batch, way)[n])),
        "loss": off(abs(float(rows.loss.mean() - bare.loss.mean()))),
        "wrong": percent(wrong, 1),
        "undone": undone,
    }
    if way == "packed":
        text = _(
            "Packing reads the first steps of each row, and these are pads: row {n} reads {pads} "
            "of them, and its h_n ends {far} away from where it belongs. Pads before are not for "
            "packing; masked, the difference is {undone}."
        )
    elif wrong <= ROUNDING:
        text = _(
            "Loss and gradient are right, for pads do not count and nothing comes after them. "
            "Yet h_n of row {n} ends {far} away from where it does unpadded, after {pads} of "
            "pads. Masked, the difference is {undone}."
        )
    else:
        text = _(
            "h_n of row {n}, with {pads} of padding, ends {far} away from where it does unpadded; "
            "the loss is off by {loss}, the gradient by {wrong}. Masked, the difference of h_n "
            "is {undone}."
        )
    return text.format(**parts)
