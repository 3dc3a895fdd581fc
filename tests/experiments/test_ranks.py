"""The rank test: exact, with ties, over places, and no claim that the seeds do not bear."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu

from rnnviz.experiments.ranks import Stratum, compare, least_p, p_value, smallest

VALUES = st.lists(st.integers(0, 4).map(float), min_size=1, max_size=4).map(np.array)


def by_hand(strata: list[Stratum]) -> float:
    """The share of all ways to deal the values out that lie as far from the mean."""
    totals = [(0.0, 1)]
    seen = mean = 0.0
    for a, b in strata:
        both = np.concatenate([a, b])
        ranks = np.array([(both < v).sum() + ((both == v).sum() + 1) / 2 for v in both])
        seen, mean = seen + ranks[: len(a)].sum(), mean + ranks.mean() * len(a)
        ways = [ranks[list(some)].sum() for some in combinations(range(len(both)), len(a))]
        totals = [(t + w, n) for t, n in totals for w in ways]
    far = sum(n for t, n in totals if abs(t - mean) >= abs(seen - mean) - 1e-9)
    return far / sum(n for _t, n in totals)


@given(st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=2))
def test_that_p_is_the_share_of_all_ways_to_deal_the_values_out(
    pairs: list[tuple[np.ndarray, np.ndarray]],
) -> None:
    strata = [Stratum(*pair) for pair in pairs]
    assert p_value(strata)[0] == pytest.approx(by_hand(strata))


def test_that_one_place_without_ties_is_the_test_of_mann_and_whitney() -> None:
    rng = np.random.default_rng(0)
    for n, m in ((3, 3), (5, 8), (30, 20)):
        a, b = rng.normal(size=n), rng.normal(0.8, size=m)
        known = mannwhitneyu(a, b, method="exact").pvalue
        assert p_value([Stratum(a, b)])[0] == pytest.approx(known)


def test_that_the_smallest_p_is_that_of_values_which_lie_apart() -> None:
    for sizes in ([(3, 3)], [(1, 2)], [(5, 5), (5, 5)], [(2, 3), (4, 1), (3, 3)]):
        apart = [Stratum(np.arange(0.0, n), np.arange(float(n), n + m)) for n, m in sizes]
        assert smallest(sizes) == pytest.approx(p_value(apart)[0])


def test_that_three_seeds_at_one_place_can_tell_nothing_apart() -> None:
    values = np.array([[[1.0, 2, 3]], [[10.0, 11, 12]]])
    assert least_p(values) == pytest.approx(0.1)
    assert not any(v.apart for v in compare(values))


def test_that_many_pairs_without_a_difference_are_rarely_told_apart() -> None:
    rng = np.random.default_rng(1)
    false = sum(any(v.apart for v in compare(rng.normal(size=(5, 2, 6)))) for _k in range(300))
    assert false <= 0.05 * 300 + 3 * np.sqrt(0.05 * 0.95 * 300)


def test_that_a_clear_difference_is_told_apart_with_its_sign_and_noise_is_not() -> None:
    rng = np.random.default_rng(2)
    values = rng.normal(size=(3, 3, 6))
    values[1] += 5
    verdicts = {(v.first, v.second): v.apart for v in compare(values)}
    assert verdicts[1, 0]
    assert verdicts[1, 2]
    assert not verdicts.get((0, 2), verdicts.get((2, 0)))


def test_that_runs_that_are_missing_are_left_out() -> None:
    values = np.array([[[1.0, np.nan, 3]], [[np.nan, 2, np.nan]]])
    (verdict,) = compare(values)
    assert verdict.p == 1.0
