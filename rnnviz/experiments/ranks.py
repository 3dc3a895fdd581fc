"""Whether seeds tell two lines apart: an exact rank test, with nothing assumed of their spread.

Two lines are compared at every place by the sum of the ranks of the first one's values there
(Wilcoxon 1945), and the places are added up. If nothing but chance told them apart, every way to
deal the values out to the two would be as likely: p is the share of ways that gives a sum at least
as far from its mean. Ties have the mean of their ranks. Of several pairs, Holm (1979) keeps the
chance of a single wrong claim at 5 %.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import comb, prod
from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array, Whole

LEVEL = 0.05


class Stratum(NamedTuple):
    """The values of two lines at one place."""

    a: Array  # (n,)
    b: Array  # (m,)


class Verdict(NamedTuple):
    """What came of one pair."""

    first: int  # the line whose values are the higher ones
    second: int
    p: float  # two-sided, of this pair alone
    apart: bool  # whether it may be said, beside all other pairs


def doubled_ranks(values: Array) -> Whole:
    """Twice the rank of each value, so that the mean rank of a tie is a whole number.

    >>> doubled_ranks(np.array([5.0, 7.0, 7.0])).tolist()
    [2, 5, 5]
    """
    below = (values[:, None] > values).sum(axis=1)
    equal = (values[:, None] == values).sum(axis=1)
    return 2 * below + equal + 1


def sums(ranks: Whole, n: int) -> Array:
    """How likely each sum of n of the ranks is, if all choices are alike: (largest sum + 1,)."""
    ways = np.zeros((n + 1, int(ranks.sum()) + 1))
    ways[0, 0] = 1
    for rank in ranks:
        ways[1:, rank:] += ways[:-1, : ways.shape[1] - rank].copy()
    return ways[n] / ways[n].sum()


def p_value(strata: Sequence[Stratum]) -> tuple[float, float]:
    """The two-sided p, and a number above 0 where the first one's values are the higher ones.

    >>> a, b = np.array([1.0, 2, 3]), np.array([4.0, 5, 6])
    >>> p_value([Stratum(a, b)])
    (0.1, -4.5)
    """
    held = [(len(a), doubled_ranks(np.concatenate([a, b]))) for a, b in strata if len(a) and len(b)]
    unit = np.gcd.reduce([np.gcd.reduce(ranks) for _n, ranks in held] or [1])  # 2 without ties
    share, seen, mean = np.ones(1), 0.0, 0.0
    for n, doubled in held:
        ranks = doubled // unit
        share = np.convolve(share, sums(ranks, n))
        seen += ranks[:n].sum()
        mean += ranks.mean() * n
    far = np.abs(np.arange(len(share)) - mean) >= abs(seen - mean) - 1e-9
    return float(min(1.0, round(share[far].sum(), 12))), float(seen - mean)


def smallest(sizes: Iterable[tuple[int, int]]) -> float:
    """The smallest p that so many values of two lines at each place can give, however they fall.

    It is that of values which lie apart at every place, on the same side: of all ways to deal them
    out, this one and its mirror image are as far from the mean.

    >>> smallest([(3, 3)]), round(smallest([(5, 5)]), 4), smallest([(1, 1)])
    (0.1, 0.0079, 1.0)
    """
    return min(1.0, 2 / prod(comb(n + m, n) for n, m in sizes))


def compare(values: Array) -> list[Verdict]:
    """Every pair of lines in values (lines, places, seeds), NaN where there is none."""
    return list(_compared(values.tobytes(), values.shape))


@lru_cache(maxsize=64)
def _compared(written: bytes, shape: tuple[int, ...]) -> tuple[Verdict, ...]:
    values = np.frombuffer(written).reshape(shape)
    pairs = [(i, k) for i in range(len(values)) for k in range(i + 1, len(values))]
    tests = [(pair, *p_value(strata(values, *pair))) for pair in pairs]
    accepted, found = True, {}
    for rank, (pair, p, above) in enumerate(sorted(tests, key=lambda one: one[1])):
        accepted = accepted and p * (len(pairs) - rank) <= LEVEL
        first, second = pair if above >= 0 else pair[::-1]
        found[pair] = Verdict(first, second, p, accepted)
    return tuple(found[pair] for pair in pairs)


def strata(values: Array, i: int, k: int) -> list[Stratum]:
    """What two lines have at each place."""
    return [
        Stratum(a[~np.isnan(a)], b[~np.isnan(b)]) for a, b in zip(values[i], values[k], strict=True)
    ]


def least_p(values: Array) -> float:
    """The smallest p that any pair can have, with as many values as there are."""
    n = (~np.isnan(values)).sum(axis=-1)
    pairs = ((i, k) for i in range(len(n)) for k in range(i + 1, len(n)))
    return min(
        (smallest([(a, b) for a, b in zip(n[i], n[k], strict=True) if a and b]) for i, k in pairs),
        default=1.0,
    )
