"""Missing values, gaps and spikes: what to do is the user's choice, and each choice is counted.

Whatever must be estimated for it is estimated on the training part alone; a gap behind that part
takes the last value before it.
"""

from typing import Literal, NamedTuple

import numpy as np

from rnnviz.series.audit.outliers import Outliers, corridor
from rnnviz.series.segments import longest_run
from rnnviz.series.series import Series
from rnnviz.series.spans import share_of_range
from rnnviz.words import _
from rnnviz.words.numbers import percent

Missing = Literal["interpolate", "drop", "longest"]


class Filled(NamedTuple):
    """Values (N,) without gaps, and which of them were `observed` (N,) rather than filled in."""

    values: np.ndarray
    observed: np.ndarray
    notes: tuple[str, ...]


def without_gaps(series: Series, how: Missing) -> Series:
    """Take rows out before anything is split: "drop" empty rows, or keep the "longest" run.

    "interpolate" leaves the gaps for `fill`, which must know where the training part ends.
    """
    gaps = np.isnan(series.values)
    if how == "interpolate" or not gaps.any():
        return series
    if how == "drop":
        note = _(
            "Rows without a value, left out: {n} of {rows}, {share} of the range; their neighbours "
            "now follow each other."
        )
        share = percent(share_of_range(series.times, gaps))
        return series.part(~gaps, note.format(n=int(gaps.sum()), rows=len(series), share=share))
    first, last = longest_run(~gaps)
    note = _("The longest run without gaps is used: {n} of {rows} rows, {share} of the range.")
    kept = (np.arange(len(gaps)) >= first) & (np.arange(len(gaps)) < last)
    share = percent(share_of_range(series.times, kept))
    return series.part(
        slice(first, last), note.format(n=last - first, rows=len(series), share=share)
    )


def fill(values: np.ndarray, train_end: int) -> Filled:
    """Fill gaps so that no number of the future is used.

    Between two values of the training part: a straight line. Elsewhere (in or after the
    validation and test part, or across a boundary): the last value is carried forward.

    >>> fill(np.array([1.0, np.nan, 3.0, np.nan, 9.0]), train_end=3).values
    array([1., 2., 3., 3., 9.])
    """
    observed = ~np.isnan(values)
    rows = np.arange(len(values))
    seen = np.flatnonzero(observed[:train_end])
    last_seen = seen[-1] if len(seen) else -1
    filled = values.copy()
    inside = ~observed & (rows < last_seen)
    filled[inside] = np.interp(rows[inside], seen, values[seen])
    carried = ~observed & (rows > last_seen)
    filled[carried] = values[_last_observed(observed)[carried]]
    return Filled(filled, observed, _fill_notes(int(inside.sum()), int(carried.sum())))


def _last_observed(observed: np.ndarray) -> np.ndarray:
    """For every row, the last row up to it that has a value."""
    return np.maximum.accumulate(np.where(observed, np.arange(len(observed)), 0))


def _fill_notes(inside: int, carried: int) -> tuple[str, ...]:
    line = _(
        "Missing rows within the training part, filled with a straight line and never used as "
        "targets: {n}."
    )
    carry = _(
        "Missing rows at or after the end of the training part, filled with the last value before "
        "and never scored: {n}."
    )
    return tuple(note.format(n=n) for note, n in ((line, inside), (carry, carried)) if n)


def without_spikes(
    values: np.ndarray, train_end: int, how: Outliers
) -> tuple[np.ndarray, tuple[str, ...]]:
    """Bring outliers of the training part back to the edge of what is usual, or make them missing.

    Neither looks at a value after the training part, and neither touches one: what is predicted
    and scored there stays what was measured.

    >>> without_spikes(np.array([1.0, 2, 1, 2, 90, 2, 1, 2, 1, 80]), 9, "missing")[0]
    array([ 1.,  2.,  1.,  2., nan,  2.,  1.,  2.,  1., 80.])
    """
    if how == "keep":
        return values, ()
    train, rest = values[:train_end], values[train_end:]
    low, high = corridor(train)
    far = (train < low) | (train > high)
    new = np.clip(train, low, high) if how == "cap" else np.where(far, np.nan, train)
    text = _("Outliers of the training part, counted as missing: {n}.")
    if how == "cap":
        text = _("Outliers of the training part, brought to the edge of what is usual: {n}.")
    notes = (text.format(n=int(far.sum())),) if far.any() else ()
    return np.concatenate([new, rest]), notes
