"""What is done to the values can be undone, and is estimated on observed training values alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.errors import RnnvizError
from rnnviz.series.protocol.transform import (
    Steps,
    Transform,
    beyond_training,
    check_log,
    differences,
    fit_transform,
    lags_of,
)
from rnnviz.series.protocol.windows import windows

RNG = np.random.default_rng(5)
VALUES = np.exp(RNG.normal(0, 0.4, 60)) + 1
LAGS = [(), (1,), (4,), (4, 1)]
SEEN = np.ones(len(VALUES), dtype=bool)


@pytest.mark.parametrize("lags", LAGS)
@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("anchor", [False, True])
def test_that_decoding_undoes_encoding_whatever_is_chosen(
    lags: tuple[int, ...], log: bool, anchor: bool
) -> None:
    t = Transform(Steps(log, lags, anchor), centre=0.3, spread=1.7)
    raw = windows(VALUES, t.width(5))
    z_in, z_out = t.encode(raw.X, raw.y)
    assert z_in.shape == (len(raw.y), 5)
    np.testing.assert_allclose(t.decode(z_out, raw.X), raw.y, rtol=1e-12)
    np.testing.assert_array_equal(t.inputs(raw.X), z_in)


def test_that_an_encoded_number_is_its_difference_less_the_centre_by_the_spread() -> None:
    t = Transform(Steps(log=True, lags=(2,), anchor=False), centre=0.25, spread=4.0)
    raw = windows(VALUES, t.width(3))
    expected = (np.log(VALUES[2:]) - np.log(VALUES[:-2]) - 0.25) / 4.0
    z_in, z_out = t.encode(raw.X, raw.y)
    np.testing.assert_allclose(z_out, expected[3:])
    np.testing.assert_allclose(z_in, windows(expected, 3).X)


@pytest.mark.parametrize("lags", LAGS)
def test_that_the_lowest_and_the_highest_in_training_become_minus_one_and_one(
    lags: tuple[int, ...],
) -> None:
    steps = Steps(log=False, lags=lags, anchor=False)
    t = fit_transform(VALUES, SEEN, 5, steps, "minmax")
    z = (differences(VALUES, lags) - t.centre) / t.spread
    assert (z.min(), z.max()) == (pytest.approx(-1), pytest.approx(1))
    t = fit_transform(VALUES, SEEN, 5, steps, "zscore")
    z = (differences(VALUES, lags) - t.centre) / t.spread
    assert (z.mean(), z.std()) == (pytest.approx(0, abs=1e-12), pytest.approx(1))


@pytest.mark.parametrize("flip", [1, -1])
def test_that_an_anchored_window_reaches_one_and_its_last_value_is_zero(flip: int) -> None:
    steps = Steps(log=False, lags=(), anchor=True)
    values = flip * VALUES
    t = fit_transform(values, SEEN, 5, steps, "minmax")
    z_in, z_out = t.encode(*windows(values, 5)[:2])
    assert np.abs(np.column_stack([z_in, z_out])).max() == pytest.approx(1)
    assert not z_in[:, -1].any()
    assert t.centre == 0


@pytest.mark.parametrize("anchor", [False, True])
@pytest.mark.parametrize("lags", LAGS)
def test_that_a_filled_value_is_neither_lowest_nor_highest(
    lags: tuple[int, ...], anchor: bool
) -> None:
    steps = Steps(log=False, lags=lags, anchor=anchor)
    first = 5 + sum(lags)
    there = SEEN.copy()
    there[-1] = False  # a target that was filled in, and no later window's input
    filled = VALUES.copy()
    filled[-1] = 1000.0
    found = fit_transform(filled, there, 5, steps, "minmax")
    assert found == fit_transform(VALUES[:-1], SEEN[:-1], 5, steps, "minmax")
    assert first < len(VALUES)


def test_that_a_season_of_one_row_is_no_season() -> None:
    assert lags_of("season", 2) == (2,)
    assert lags_of("both", 2) == (2, 1)
    assert lags_of("none", 1) == ()
    assert lags_of("step", 1) == (1,)
    for difference in ("season", "both"):
        with pytest.raises(RnnvizError, match="needs a season"):
            lags_of(difference, 1)


def test_that_only_what_lies_above_zero_has_a_logarithm() -> None:
    check_log(np.array([1e-300, 1.0]))
    for low in (0.0, -1.0):
        with pytest.raises(RnnvizError, match="needs values above 0"):
            check_log(np.array([1.0, low]))


def test_that_a_series_is_constant_only_below_the_last_digits_of_its_size() -> None:
    steps = Steps(log=False, lags=(), anchor=False)
    near = 1e6 + np.array([0.0, 1e-5] * 20)
    assert fit_transform(near, SEEN[:40], 5, steps, "minmax").spread == pytest.approx(
        5e-6, rel=1e-4
    )
    small = np.array([0.0, 1e-50] * 20)
    assert fit_transform(small, SEEN[:40], 5, steps, "minmax").spread == pytest.approx(5e-51)
    for constant in (1e6 + np.array([0.0, 1e-7] * 20), np.zeros(40), np.full(40, -7.0)):
        with pytest.raises(RnnvizError, match="constant"):
            fit_transform(constant, SEEN[:40], 5, steps, "minmax")


@given(st.integers(0, 10), st.integers(0, 10), st.integers(0, 10))
def test_that_the_share_beyond_the_training_range_is_counted(
    above: int, below: int, inside: int
) -> None:
    if above + below + inside == 0:
        inside = 1
    tested = [2.1] * above + [0.9] * below + [1.0, 2.0, 1.5][:1] * inside
    found = beyond_training(np.array([1.0, 2.0, 99.0, *tested]), train=2, test=3)
    share = 100 / len(tested)
    assert found == (pytest.approx(above * share), pytest.approx(below * share))
    assert beyond_training(np.array([1.0, 2.0, 2.0, 1.0]), 2, 2) == (0, 0)
