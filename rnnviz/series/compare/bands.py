"""The intervals of a run as two lines: what is drawn, and what is exported."""

import numpy as np

from rnnviz.series.compare.results import Comparison, Mode, SeedRun


def band(found: Comparison, run: SeedRun, mode: Mode) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper end (N,) of a run's intervals over the test part, NaN where there is none.

    One step ahead every row has the interval of horizon 1; a free run has that of horizon k in its
    k-th row, as far as the horizon reaches.
    """
    first, end = found.split.validation, found.split.rows
    width = np.full(len(found.values), np.nan)
    half = run.intervals.half
    if mode == "one_step" and len(half):
        width[first:end] = half[0]
    elif mode == "free_run":
        reach = min(len(half), end - first)
        width[first : first + reach] = half[:reach]
    width[np.isinf(width)] = np.nan
    steps = found.transform.steps
    level = steps.level(getattr(run, mode))
    return steps.value(level - width), steps.value(level + width)
