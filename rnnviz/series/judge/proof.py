"""Whether the numbers of a comparison prove that one model is better than another.

One step ahead the Diebold-Mariano test of the runs that are drawn must say so at 5 %, shared
(Bonferroni) among the pairs of which this one was picked. A free run is one path and has no such
test; the ranges of the seeds must lie apart, and a network must have at least two.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from rnnviz.series.compare.results import Comparison, Mode, Result
from rnnviz.series.measures.significance import DM, UNDEFINED, diebold_mariano

LEVEL = 0.05
# "higher": its error is no lower. "chance": the test does not say so. "untested": it has no
# answer. "disagree": the drawn run is the worse one, whatever the medians say. "overlap": the
# ranges of free runs do. "single": a free run from one seed, or none from any.
Word = Literal["better", "higher", "chance", "untested", "disagree", "overlap", "single"]


class Proof(NamedTuple):
    """What came of it, the p of the test (NaN without one), and what p must lie below."""

    word: Word
    p: float
    limit: float


def ranking(results: Sequence[Result], mode: Mode) -> list[Result]:
    """Results with a defined error, the smallest median RMSE first; on a tie the simpler model."""
    defined = [r for r in results if np.isfinite(error(r, mode))]
    return sorted(defined, key=lambda r: (error(r, mode), r.parameters))


def error(r: Result, mode: Mode) -> float:
    """The median RMSE over the seeds."""
    return r.spread(mode, "rmse").median


def proof(found: Comparison, one: Result, two: Result, mode: Mode, tries: int = 1) -> Proof:
    """Ask whether `one` is better than `two`, as the best of `tries` pairs."""
    limit = LEVEL / tries
    test = between(found, one, two) if mode == "one_step" else UNDEFINED
    if error(one, mode) >= error(two, mode):
        return Proof("higher", test.p, limit)
    if mode == "free_run":
        apart = one.spread(mode, "rmse").high < two.spread(mode, "rmse").low
        return Proof(_of_ranges(one, two, apart=apart), test.p, limit)
    if not np.isfinite(test.p):
        return Proof("untested", test.p, limit)
    if test.statistic >= 0:
        return Proof("disagree", test.p, limit)
    return Proof("better" if test.p < limit else "chance", test.p, limit)


def _of_ranges(one: Result, two: Result, *, apart: bool) -> Word:
    """What the seeds of two free runs say: there must be a network, each with several seeds."""
    seeds = [len(r.good) for r in (one, two) if r.trains]
    if min(seeds, default=0) < 2:
        return "single"
    return "better" if apart else "overlap"


def better(found: Comparison, one: Result, two: Result, mode: Mode, tries: int = 1) -> bool:
    """Whether the numbers support that `one` is better than `two`, as the best of `tries` pairs."""
    return proof(found, one, two, mode, tries).word == "better"


def between(found: Comparison, one: Result, two: Result) -> DM:
    """The test of one model's shown run against another's, one step ahead."""
    rows = found.test_rows
    if one is two:
        return UNDEFINED
    first, second = (found.values[rows] - r.shown.one_step[rows] for r in (one, two))
    return diebold_mariano(first, second)
