"""What is said of batches, made from their numbers."""

from typing import Any

import numpy as np

from rnnviz.batches.forced import FAR, Forced
from rnnviz.batches.padded import Batch
from rnnviz.batches.pieces import Pieces
from rnnviz.batches.rows import Rows, flat, pads_read
from rnnviz.core.arrays import Array
from rnnviz.words import _
from rnnviz.words.numbers import count, number, percent, steps

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
            "of padding, and its h_n ends {far} away from where it belongs. Pads before are not "
            "for packing; masked, the difference is {undone}."
        )
    elif wrong <= ROUNDING:
        text = _(
            "Loss and gradient are right, for pads do not count and nothing comes after them. "
            "Yet h_n of row {n} ends {far} away from where it does unpadded, after {pads} of "
            "padding. Masked, the difference is {undone}."
        )
    else:
        text = _(
            "h_n of row {n}, with {pads} of padding, ends {far} away from where it does unpadded; "
            "the loss is off by {loss}, the gradient by {wrong}. Masked, the difference of h_n "
            "is {undone}."
        )
    return text.format(**parts)


def length(gradient: Any) -> float:
    """How long a gradient with respect to a state is, all of its fields together."""
    return float(np.sqrt(sum((a**2).sum() for a in gradient)))


def pieces_words(k: int, start: str, runs: dict[str, Pieces], before: list[Pieces]) -> str:
    """What the borders do to loss and gradient, then where the series begins."""
    whole = before[-1]
    right = flat(whole.weights)
    wrong = {way: share(flat(run.weights), right) for way, run in runs.items()}
    if k >= len(whole.h):
        said = _("One piece holds the whole series: there is no border, and the three are one.")
    else:
        text = _(
            "In pieces of {k}: detached, the loss stays {loss}, the gradient is off by {cut}; "
            "reset, the loss is {anew}, the gradient off by {reset}; carried on both ways, off "
            "by {carried}."
        )
        said = text.format(
            k=steps(k), loss=number(whole.mean), cut=percent(wrong["detached"], 1),
            anew=number(runs["reset"].mean), reset=percent(wrong["reset"], 1),
            carried=off(wrong["carried"]),
        )  # fmt: skip
    return _("{borders} {start}").format(borders=said, start=start_words(start, before))


def start_words(start: str, before: list[Pieces]) -> str:
    """What h_0 is, and what the loss would have of it."""
    first, last = before[0], before[-1]
    parts = {
        "n": len(before) - 1,
        "from_": number(first.mean),
        "to": number(last.mean),
        "slope": number(length(first.d_start)),
        "left": number(length(last.d_start)),
    }
    if start == "learned":
        text = _("h₀, learned in {n} updates: loss {from_} → {to}, ∂L/∂h₀ {slope} → {left} long.")
    elif start == "carried":
        text = _(
            "h₀ is where a first pass ended: the loss is {to}, from zeros {from_}; ∂L/∂h₀ is "
            "{left} long."
        )
    else:
        text = _("h₀ is zero, though ∂L/∂h₀ is {left} long.")
    return text.format(**parts)


def forced_words(d: Array, runs: Forced, given: int) -> str:
    """How both do once they differ, then where the one that reads itself ends."""
    text = _(
        "From step {n} on the mean square error is {taught} fed the truth, {free} fed its own "
        "answers. {end}"
    )
    taught, free = (float(((y - d)[given:] ** 2).mean()) for y in (runs.taught, runs.free))
    return text.format(
        n=given + 1, taught=number(taught), free=number(free), end=_end(runs, given)
    )  # fmt: skip


def _end(runs: Forced, given: int) -> str:
    if runs.rest is None:
        text = _("These do not come to rest: {far} steps later they run from {a} to {b}.")
        a, b = float(runs.late.min()), float(runs.late.max())
        return text.format(far=count(FAR), a=number(a, 4), b=number(b, 4))
    away = np.abs(runs.free - runs.rest)
    parts = {
        "rest": number(runs.rest),
        "factor": number(runs.factor),
        "first": number(float(away[given])),
        "last": number(float(away[-1])),
        "T": len(away),
    }
    text = _(
        "These sink to {rest}, the fixed point of its own loop: {first} away then, {last} at step "
        "{T}; close to it a step leaves {factor} of the distance in the long run."
    )
    return text.format(**parts)
