"""Windows of a series, and the chronological split into train, validation and test rows."""

from typing import NamedTuple

import numpy as np

from rnnviz.core.scaling import tail_rows
from rnnviz.errors import RnnvizError
from rnnviz.words import _

LEAST_WINDOWS = 5  # to train on


class Windows(NamedTuple):
    """L values and the one that follows: `X` (n, L), `y` (n,), `rows` (n,) the row of each y."""

    X: np.ndarray
    y: np.ndarray
    rows: np.ndarray

    def where(self, mask: np.ndarray) -> "Windows":
        """Some of the windows."""
        return Windows(self.X[mask], self.y[mask], self.rows[mask])

    def between(self, first: int, last: int) -> "Windows":
        """The windows whose target row is in first … last - 1."""
        return self.where((self.rows >= first) & (self.rows < last))


class Split(NamedTuple):
    """Rows 0 … train-1 train, train … validation-1 validate, validation … rows-1 test.

    The split is of target rows, so it is the same whatever the window length is.
    """

    train: int
    validation: int
    rows: int


def windows(values: np.ndarray, length: int) -> Windows:
    """Every window of `length` values with the value after it.

    >>> windows(np.arange(5.0), 3)
    Windows(X=array([[0., 1., 2.],
           [1., 2., 3.]]), y=array([3., 4.]), rows=array([3, 4]))
    """
    every = np.lib.stride_tricks.sliding_window_view(values, length)[:-1]
    return Windows(np.ascontiguousarray(every), values[length:], np.arange(length, len(values)))


def split_rows(rows: int, test: float = 0.2, validation: float = 0.2) -> Split:
    """Cut by time: the last `test` share is tested, the last `validation` share before validates.

    Both are rounded down, see `tail_rows`, but hold one row at least.

    >>> split_rows(100)
    Split(train=64, validation=80, rows=100)
    """
    test_rows = max(1, tail_rows(rows, test))
    validation_rows = max(1, tail_rows(rows - test_rows, validation))
    return Split(rows - test_rows - validation_rows, rows - test_rows, rows)


def rows_needed(length: int, horizon: int = 1) -> int:
    """How many rows a comparison needs at least."""
    return length + 2 * horizon + 20


def check_size(rows: int, length: int, split: Split, horizon: int = 1) -> None:
    """Refuse a series that is too short, with the arithmetic shown.

    `length` is how many raw values a window takes up.
    """
    needed = rows_needed(length, horizon)
    if rows < needed:
        raise RnnvizError(
            _(
                "The series has {rows} rows and at least {needed} are needed: L + 2 × horizon + 20 "
                "= {length} + 2 × {horizon} + 20; add rows or choose a smaller L or horizon."
            ).format(rows=rows, needed=needed, length=length, horizon=horizon)
        )
    if split.train - length < LEAST_WINDOWS:
        raise RnnvizError(
            _(
                "Windows of length {length} in the training part of {train} rows: {left}, and at "
                "least {least} are needed; choose a smaller L or a smaller test part."
            ).format(
                train=split.train,
                left=max(0, split.train - length),
                length=length,
                least=LEAST_WINDOWS,
            )
        )
