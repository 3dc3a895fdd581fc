"""Handwritten digits of 8 by 8 grey levels, read as a sequence of eight steps of eight pixels.

The 1,797 digits come with scikit-learn (`load_digits`), which takes them from the UCI repository:
Alpaydin and Kaynak, Optical Recognition of Handwritten Digits, 1998. They stand in for the MNIST
rows of the KDnuggets article, which would have to be fetched from the network. Each was a bitmap of
32 by 32 dots; the grey level of a pixel is how many of its 4 by 4 dots are ink, 0 to 16.
"""

import base64
import binascii
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.doors import door, seeing, whole
from rnnviz.core.doors.axes import Seen, misfit, shaped
from rnnviz.core.doors.values import check_share, classes, numbers
from rnnviz.errors import RnnvizError
from rnnviz.words import _

SIDE = 8  # pixels
BLOCK = 4  # dots along a pixel's side
DOTS = SIDE * BLOCK
LEVELS = 16  # the grey level of a pixel that is all ink
CLASSES = 10
TEST_SHARE = 0.25
TRAINED_ON, CHOSEN_ON, SCORED_ON = 1146, 201, 450  # digits of each part, whatever the seed

# What each pixel is multiplied by. "byte" gives 0 to 256, about the 0 to 255 of MNIST's files.
INKS: dict[str, float] = {"unit": 1 / LEVELS, "raw": 1.0, "byte": float(LEVELS)}
ORDERS = ("down", "up", "right")  # rows from the top, rows from the bottom, columns from the left


class Digits(NamedTuple):
    """Images with their classes."""

    images: Array  # (N, 8, 8) grey levels, 0 to 16
    labels: np.ndarray  # (N,) 0 to 9


class Split(NamedTuple):
    """All digits, each in one of three parts; test digits are in a random order."""

    train: Digits  # the networks learn from these
    validation: Digits  # these choose the epoch whose weights are kept
    test: Digits  # these are scored, once


def _grid(name: str, value: Any, first: int, side: int) -> Array:
    """Numbers whose axes `first` and `first` + 1 have `side` places."""
    a = numbers(name, value)
    if a.shape[first : first + 2] != (side, side) or 0 in a.shape:
        wanted = f"({'N, ' * first}{side}, {side}{', ...' * (first == 0)})"
        raise RnnvizError(misfit(name, a.shape, wanted))
    return a


def _images(name: str, value: Any, seen: Seen) -> Array:
    """A rule: images (N, 8, 8)."""
    return _grid(name, shaped(name, value, "N rows columns", seen), 1, SIDE)


def _image(name: str, value: Any, seen: Seen) -> Array:  # noqa: ARG001
    """A rule: an image (8, 8, ...)."""
    return _grid(name, value, 0, SIDE)


def _dots(name: str, value: Any, seen: Seen) -> Array:
    """A rule: dots (32, 32), 1 where there is ink."""
    return classes(name, _grid(name, shaped(name, value, "rows columns", seen), 0, DOTS), 2)


def _classes(name: str, value: Any, seen: Seen) -> Array:
    """A rule: classes (N,), 0 to 9."""
    return classes(name, shaped(name, value, "N", seen), CLASSES)


def _rows(name: str, value: Any, seen: Seen) -> Array:
    """A rule: some of the rows whose labels are given."""
    return classes(name, shaped(name, value, "n", seen), seen.length("N"))


@cache
def digits() -> Digits:
    """All 1,797 digits; not to be changed, since they are shared."""
    from sklearn.datasets import load_digits  # slow to import, and only this needs it

    images, labels = load_digits(return_X_y=True)
    return Digits(np.asarray(images, float).reshape(-1, SIDE, SIDE), np.asarray(labels))


@door(seed=whole(0), validation_share=seeing(check_share))
def split_of(seed: int, validation_share: float = 0.15) -> Split:
    """Cut the digits by class: a quarter to test, 15 % of the rest to validate, the rest to learn.

    >>> [len(part.labels) for part in split_of(1)] == [TRAINED_ON, CHOSEN_ON, SCORED_ON]
    True
    """
    every, rng = digits(), np.random.default_rng(seed)
    rest, test = by_class(every.labels, np.arange(len(every.labels)), TEST_SHARE, rng)
    train, validation = by_class(every.labels, rest, validation_share, rng)
    return Split(
        *(Digits(every.images[k], every.labels[k]) for k in (train, validation, test)),
    )


@door(labels="N", rows=_rows, share=seeing(check_share))
def by_class(
    labels: np.ndarray, rows: np.ndarray, share: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Draw `share` of the rows of each class; the others, and those drawn, each in random order."""
    shuffled = [rng.permutation(rows[labels[rows] == c]) for c in np.unique(labels[rows])]
    cuts = [round(share * len(rows_of_c)) for rows_of_c in shuffled]
    drawn = np.concatenate([k[:n] for k, n in zip(shuffled, cuts, strict=True)])
    others = np.concatenate([k[n:] for k, n in zip(shuffled, cuts, strict=True)])
    return rng.permutation(others), rng.permutation(drawn)


@door(images=_images, order=ORDERS, ink=tuple(INKS))
def sequences(images: Array, order: str = "down", ink: str = "unit") -> Array:
    """Give images (N, 8, 8) as what a network reads: x (8 steps, N, 8 pixels of one step).

    >>> image = np.arange(64.0).reshape(1, 8, 8)
    >>> sequences(image, "up", "raw")[0, 0, :3], sequences(image, "right", "raw")[0, 0, :3]
    (array([56., 57., 58.]), array([ 0.,  8., 16.]))
    """
    return in_order(np.moveaxis(images, 0, -1), order).swapaxes(1, 2) * INKS[ink]


@door(image=_image, order=ORDERS)
def in_order(image: Array, order: str) -> Array:
    """An image (8, 8, ...) as steps (8, 8, ...) in reading order; on steps, its own inverse.

    >>> in_order(in_order(np.arange(64.0).reshape(8, 8), "up"), "up")[0, :3]
    array([0., 1., 2.])
    """
    if order == "up":
        return image[::-1]
    return image.swapaxes(0, 1) if order == "right" else image


@door(labels=_classes)
def one_hot(labels: np.ndarray) -> Array:
    """Classes (N,) as rows (N, 10) with a 1 at the class."""
    return np.eye(CLASSES)[labels]


@door(dots=_dots)
def grey_levels(dots: np.ndarray) -> Array:
    """How many dots of each block are ink, as the data set was made: (32, 32) -> (8, 8), 0 to 16.

    >>> grey_levels(np.tri(32))[0, :2], grey_levels(np.tri(32))[7, 0]
    (array([10.,  0.]), np.float64(16.0))
    """
    return dots.reshape(SIDE, BLOCK, SIDE, BLOCK).astype(float).sum(axis=(1, 3))


@door()
def parse_drawing(text: str) -> np.ndarray:
    """Read a drawing from a link: 1,024 dots as bits, row by row, in base64 for URLs; "" is blank.

    >>> parse_drawing("").sum(), parse_drawing("_" + "A" * 170).sum()
    (np.int64(0), np.int64(6))

    Raises:
        RnnvizError: if the text is no drawing.
    """
    if text == "":
        return np.zeros((DOTS, DOTS), int)
    try:
        data = base64.b64decode(text + "=", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        data = b""
    if len(data) != DOTS * DOTS // 8:
        raise RnnvizError(_("The drawing cannot be read; draw the digit again."))
    return np.unpackbits(np.frombuffer(data, np.uint8)).astype(int).reshape(DOTS, DOTS)


@door(dots=_dots)
def drawing_text(dots: np.ndarray) -> str:
    """The inverse of `parse_drawing`, for dots (32, 32) of 0 and 1: to make a link by program."""
    data = np.packbits(np.asarray(dots, np.uint8)).tobytes()
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=") if any(data) else ""
