"""One protocol for all: windows, split, scaling, filling; nothing leaks from the future."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.errors import RnnvizError
from rnnviz.series.audit.missing import fill, without_gaps
from rnnviz.series.protocol.protocol import Protocol, prepare
from rnnviz.series.protocol.windows import split_rows, windows
from rnnviz.series.series import Series

SMALL = st.floats(-100, 100).map(lambda v: round(v, 3))


def series_of(values: np.ndarray) -> Series:
    return Series("y", np.asarray(values, float), np.arange(1.0, len(values) + 1), "row", (), "")


def wave(n: int = 120) -> np.ndarray:
    return 5 + np.sin(0.3 * np.arange(n)) + 0.01 * np.arange(n)


def test_that_the_article_counts_are_right() -> None:
    assert len(windows(np.arange(1000.0), 5).y) == 995
    assert len(windows(np.arange(1000.0), 10).y) == 990
    assert len(windows(np.arange(7.0), 3).y) == 4


@given(st.integers(1, 40), st.integers(1, 40))
def test_that_every_window_length_has_the_same_test_rows(one: int, two: int) -> None:
    series = series_of(wave())
    a, b = (prepare(series, Protocol(window=n)) for n in (one, two))
    assert a.test.rows.tolist() == b.test.rows.tolist()
    assert a.test.y.tolist() == b.test.y.tolist()


@given(st.integers(30, 500), st.floats(0.05, 0.5), st.floats(0.05, 0.5))
def test_that_the_parts_follow_each_other_and_cover_everything(
    rows: int, test: float, validation: float
) -> None:
    split = split_rows(rows, test, validation)
    assert 0 < split.train < split.validation < split.rows == rows


def test_that_each_window_ends_just_before_its_target() -> None:
    data = prepare(series_of(wave()), Protocol(window=7))
    for x, y, row in zip(*data.test, strict=True):
        assert x.tolist() == data.values[row - 7 : row].tolist()
        assert y == data.values[row]


def test_that_scaling_maps_the_training_part_to_minus_one_and_one() -> None:
    data = prepare(series_of(wave()), Protocol())
    z, _ = data.encoded(data.every.between(0, data.split.train))
    assert z.min() == pytest.approx(-1)
    scaled = (data.seen - data.transform.centre) / data.transform.spread
    assert (scaled.min(), scaled.max()) == (pytest.approx(-1), pytest.approx(1))


@given(st.lists(SMALL, min_size=24, max_size=24), st.booleans(), st.booleans())
def test_that_changing_the_test_values_changes_nothing_in_training(
    changed: list[float], anchor: bool, gaps: bool
) -> None:
    values = wave()
    if gaps:
        values[[30, 31, 70, 76, 90, 97]] = np.nan
    other = values.copy()
    other[96:] = np.where(np.isnan(other[96:]), np.nan, changed)
    a, b = (prepare(series_of(v), Protocol(window=5, anchor=anchor)) for v in (values, other))
    assert a.split == b.split == (77, 96, 120)
    assert a.transform == b.transform
    for part in ("train", "validation"):
        for one, two in zip(getattr(a, part), getattr(b, part), strict=True):
            np.testing.assert_array_equal(one, two)


def test_that_changing_validation_values_changes_no_training_window() -> None:
    values, other = wave(), wave()
    values[[74, 75, 76]] = other[[74, 75, 76]] = np.nan  # a gap that ends at the boundary
    other[77:96] += 50
    a, b = (prepare(series_of(v), Protocol(window=5)) for v in (values, other))
    assert a.transform == b.transform
    np.testing.assert_array_equal(a.train.X, b.train.X)


def test_that_gaps_inside_training_are_straight_lines_and_later_ones_carry_forward() -> None:
    values = np.array([1, np.nan, 3, np.nan, np.nan, 9, np.nan, 2])
    filled = fill(values, train_end=4)
    assert filled.values.tolist() == [1, 2, 3, 3, 3, 9, 9, 2]
    assert filled.observed.tolist() == [not np.isnan(v) for v in values]
    assert any(": 1." in note for note in filled.notes)
    assert any(": 3." in note for note in filled.notes)


def test_that_filled_values_are_never_targets() -> None:
    values = wave()
    gaps = [20, 21, 80, 100]
    values[gaps] = np.nan
    data = prepare(series_of(values), Protocol(window=4))
    targets = {*data.train.rows, *data.validation.rows, *data.test.rows}
    assert targets.isdisjoint(gaps)


def test_that_dropping_rows_and_the_longest_run_are_counted() -> None:
    values = wave()
    values[[10, 50, 51]] = np.nan
    dropped = without_gaps(series_of(values), "drop")
    longest = without_gaps(series_of(values), "longest")
    assert (len(dropped), len(longest)) == (117, 68)
    assert any("left out: 3 of 120, 3 % of the range;" in note for note in dropped.notes)
    assert any("68 of 120" in note for note in longest.notes)


def test_that_a_short_series_is_refused_with_the_arithmetic() -> None:
    with pytest.raises(RnnvizError, match=r"33 rows and at least 34 .* = 12 \+ 2 × 1 \+ 20"):
        prepare(series_of(wave(33)), Protocol(window=12))


def test_that_a_window_longer_than_the_training_part_is_refused() -> None:
    with pytest.raises(RnnvizError, match=r"length 78 in the training part of .* rows: 0"):
        prepare(series_of(wave()), Protocol(window=78))


def test_that_the_logarithm_of_zero_is_refused() -> None:
    with pytest.raises(RnnvizError, match="smallest is 0"):
        prepare(series_of(np.r_[0.0, wave()]), Protocol(log=True))


def test_that_a_constant_training_part_is_refused() -> None:
    with pytest.raises(RnnvizError, match="training part of the series is constant"):
        prepare(series_of(np.r_[np.full(100, 3.0), wave(20)]), Protocol())


def test_that_a_rising_series_says_how_far_it_leaves_the_training_range() -> None:
    data = prepare(series_of(np.arange(100.0)), Protocol())
    assert any("100 % of the test values lie above" in note for note in data.notes)
    assert any("Anchor" in note for note in data.notes)
    anchored = prepare(series_of(np.arange(100.0) ** 1.1), Protocol(anchor=True))
    assert not any("Anchor" in note for note in anchored.notes)


@pytest.mark.parametrize(
    "how",
    [
        {"anchor": True},
        {"difference": "season", "season": 24},
        {"difference": "both", "season": 24},
    ],
)
def test_that_a_training_part_with_no_whole_window_gets_a_sentence(how: dict[str, Any]) -> None:
    values = np.array([np.nan if 12 <= i <= 79 else float(i * i % 11) for i in range(120)])
    series = Series("y", values, np.arange(120.0), "row", (), "")
    with pytest.raises(RnnvizError, match="No row of the training part"):
        prepare(series, Protocol(**how))
