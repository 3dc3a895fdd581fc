"""Windows and splits at their edges: which row is a part's last, which the next one's first."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.errors import RnnvizError
from rnnviz.series.protocol.protocol import Protocol, fold_splits, horizon_of
from rnnviz.series.protocol.windows import (
    LEAST_WINDOWS,
    Split,
    check_size,
    rows_needed,
    split_rows,
    windows,
)

SHARES = st.floats(0.05, 0.5)


@given(st.integers(30, 500), SHARES, SHARES)
def test_that_each_part_is_its_share_rounded_down(
    rows: int, test: float, validation: float
) -> None:
    split = split_rows(rows, test, validation)
    tested, validated = split.rows - split.validation, split.validation - split.train
    assert -1e-6 <= rows * test - tested < 1
    assert validated == 1 or -1e-6 <= split.validation * validation - validated < 1


def test_that_a_share_of_less_than_a_row_is_one_row_all_the_same() -> None:
    assert split_rows(40, test=0.01, validation=0.01) == (38, 39, 40)
    assert split_rows(100, test=0.03, validation=0.2) == (78, 97, 100)


@given(st.integers(1, 8), st.integers(0, 20), st.integers(0, 20))
def test_that_a_part_has_its_first_row_and_not_the_one_after_its_last(
    length: int, first: int, more: int
) -> None:
    every = windows(np.arange(30.0), length)
    part = every.between(first, first + more)
    assert part.rows.tolist() == [r for r in range(first, first + more) if length <= r < 30]
    assert part.y.tolist() == part.rows.tolist()
    assert part.X.shape == (len(part.rows), length)


@given(st.integers(1, 30), st.integers(1, 10))
def test_that_the_arithmetic_of_too_few_rows_is_that_of_its_sentence(
    length: int, horizon: int
) -> None:
    needed = length + 2 * horizon + 20
    assert rows_needed(length, horizon) == needed
    wide = Split(length + LEAST_WINDOWS, 10_000, 10_000)
    check_size(needed, length, wide, horizon)
    with pytest.raises(RnnvizError, match=f"{needed - 1} rows and at least {needed} are needed"):
        check_size(needed - 1, length, wide, horizon)


def test_that_a_horizon_of_one_row_is_asked_for_unless_another_is() -> None:
    assert rows_needed(12) == rows_needed(12, 1)
    with pytest.raises(RnnvizError, match="12 \\+ 2 × 1 \\+ 20"):
        check_size(33, 12, Split(20, 27, 33))


@pytest.mark.parametrize("left", [0, 1, LEAST_WINDOWS - 1])
def test_that_too_few_windows_to_train_on_are_refused_with_their_number(left: int) -> None:
    check_size(100, 12, Split(12 + LEAST_WINDOWS, 80, 100))
    with pytest.raises(RnnvizError, match=f"part of {12 + left} rows: {left}, and at least 5"):
        check_size(100, 12, Split(12 + left, 80, 100))


@given(st.integers(60, 300), st.integers(1, 5), SHARES)
def test_that_the_folds_follow_each_other_and_test_every_row_of_the_test_part_once(
    rows: int, folds: int, test: float
) -> None:
    p = Protocol(folds=folds, test=test)
    splits = fold_splits(rows, p)
    tested = [row for split in splits for row in range(split.validation, split.rows)]
    assert tested == list(range(split_rows(rows, test, p.validation).validation, rows))
    sizes = [split.rows - split.validation for split in splits]
    assert max(sizes) - min(sizes) <= 1
    for split in splits:
        validated = split.validation - split.train
        assert validated >= 1
        assert validated == 1 or -1e-6 <= split.validation * p.validation - validated < 1


@given(st.integers(1, 60), st.integers(1, 20), st.integers(40, 200))
def test_that_a_horizon_is_as_long_as_wanted_or_as_the_series_allows(
    wanted: int, width: int, rows: int
) -> None:
    split = split_rows(rows)
    found = horizon_of(wanted, width, split)
    assert 1 <= found <= wanted

    def fits(h: int) -> bool:
        return rows >= rows_needed(width, h) and split.train - h >= width - 1

    assert found == 1 or fits(found)
    assert found == wanted or not fits(found + 1)
