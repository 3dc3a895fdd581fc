"""What a series is like before anything is done to it: every count that a person should see."""

from dataclasses import dataclass

import numpy as np

from rnnviz.series.audit.outliers import outliers
from rnnviz.series.audit.season import Season, season_of
from rnnviz.series.reading.choose import Picked
from rnnviz.series.spans import share_of_range
from rnnviz.series.steps import Step, absent_rows, step_of

LONG_RUN = 6  # equal values in a row that are worth a word


@dataclass(frozen=True)
class Audit:
    """Counts of a series as it stands in the file.

    `gaps` are steps longer than the usual one, `absent` the rows they lack, `uneven` steps shorter
    than it. `tokens` are the signs that stood for "missing". `constant` counts the runs of at
    least six equal values, `longest_constant` the rows of the longest; `missing_span` is the share
    of the range of time without a value. Neighbours are neighbours
    in time.
    """

    rows: int
    first: np.generic
    last: np.generic
    step: Step | None
    out_of_order: int
    duplicates: int
    gaps: int
    absent: int
    uneven: int
    missing: int
    longest_missing: int
    tokens: tuple[tuple[str, int], ...]
    infinite: int
    words: int
    zeros: int
    negatives: int
    constant: int
    longest_constant: int
    outliers: int
    season: Season | None
    missing_span: float = 0.0


def audit(picked: Picked) -> Audit:
    """Count everything, on the rows in order of time."""
    raw, numbers = picked
    order = np.argsort(raw.times, kind="stable")
    times, values = raw.times[order], raw.values[order]
    step = step_of(times)
    absent = absent_rows(times, step) if step else np.zeros(0, dtype=int)
    apart = np.diff(times).astype(float) != 0
    there = values[np.isfinite(values)]
    same = _runs(np.diff(values) == 0)
    return Audit(
        rows=len(values), first=times[0], last=times[-1], step=step,
        out_of_order=int(np.sum(order != np.arange(len(order)))),
        duplicates=len(times) - len(np.unique(times)),
        gaps=int(np.sum(absent > 0)), absent=int(absent[absent > 0].sum()),
        uneven=int(np.sum((absent < 0) & apart)) if step else 0,
        missing=int(np.isnan(values).sum()),
        longest_missing=int(_runs(np.isnan(values)).max(initial=0)),
        tokens=numbers.tokens, infinite=len(numbers.infinite), words=len(numbers.bad),
        zeros=int(np.sum(there == 0)), negatives=int(np.sum(there < 0)),
        constant=int(np.sum(same + 1 >= LONG_RUN)),
        longest_constant=int(same.max(initial=0)) + 1 if len(there) else 0,
        outliers=int(np.sum(outliers(values))), season=season_of(values, step),
        missing_span=share_of_range(times, np.isnan(values)),
    )  # fmt: skip


def _runs(true: np.ndarray) -> np.ndarray:
    """The lengths of all runs of True.

    >>> _runs(np.array([True, True, False, True]))
    array([2, 1])
    """
    edges = np.flatnonzero(np.diff(np.r_[False, true, False]))
    return edges[1::2] - edges[::2]
