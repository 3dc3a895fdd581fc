"""One series: what the reading half hands on to the protocol and its models."""

from dataclasses import dataclass, replace

import numpy as np

from rnnviz.words import _

MOST_ROWS = 5_000  # that are trained on


@dataclass(frozen=True)
class Series:
    """One series, a value a row: `values` (N,) float64, NaN where missing; `times` (N,).

    `times` are dates (`datetime64[s]`, or [ns] where seconds have fractions) or positions
    (float64). `breaks` are the rows before which a gap lies that no window may straddle; `notes`
    say what was met and done, a sentence each.
    """

    name: str
    values: np.ndarray
    times: np.ndarray
    time_name: str
    notes: tuple[str, ...]
    sha256: str
    breaks: tuple[int, ...] = ()

    def __len__(self) -> int:
        """Number of rows, missing ones included."""
        return len(self.values)

    @property
    def dated(self) -> bool:
        """Whether the times are dates, and not mere positions."""
        return self.times.dtype.kind == "M"

    def part(self, rows: np.ndarray | slice, *notes: str) -> "Series":
        """The series with some of its rows only, and the sentences that say so."""
        segment = np.searchsorted(self.breaks, np.arange(len(self))[rows], side="right")
        breaks = tuple(map(int, np.flatnonzero(np.diff(segment)) + 1)) if self.breaks else ()
        return replace(
            self, values=self.values[rows], times=self.times[rows], breaks=breaks,
            notes=(*self.notes, *notes),
        )  # fmt: skip

    def noted(self, *notes: str) -> "Series":
        """The same series with more sentences."""
        return replace(self, notes=(*self.notes, *notes))


def no_value_outside(count: int) -> str:
    """The sentence about rows before the first and after the last value."""
    text = _("Rows without a value at the beginning or the end, left out: {n}.")
    return text.format(n=count)


def rows_needed(length: int, horizon: int = 1) -> int:
    """How many rows a comparison needs at least."""
    return length + 2 * horizon + 20
