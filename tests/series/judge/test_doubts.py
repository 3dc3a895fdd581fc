"""Doubts about the test part, and gaps that a free run crosses: said where they are, only there."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from rnnviz.series.compare.compare import compare
from rnnviz.series.compare.results import Comparison
from rnnviz.series.judge.doubts import few_scored
from rnnviz.series.judge.remarks import gap_sentence
from rnnviz.series.protocol.protocol import Protocol
from rnnviz.series.series import Series

ROWS = 120
DAYS = np.datetime64("2020-01-06") + np.arange(ROWS)
QUICK = Protocol(cells=(), hidden=1, window=4, epochs=1, seeds=1)


def made(
    missing: tuple[int, ...] = (), absent: tuple[int, ...] = (), breaks: tuple[int, ...] = ()
) -> Series:
    """A daily series of 120 rows; days are absent before the rows `absent`."""
    values = np.sin(np.arange(ROWS) / 3) + np.random.default_rng(0).normal(0, 0.1, ROWS)
    values[list(missing)] = np.nan
    days = DAYS + sum((np.arange(ROWS) >= k) * 3 for k in absent) if absent else DAYS
    return Series("y", values, days.astype("datetime64[s]"), "day", (), "0" * 64, breaks)


@cache
def found(series: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]) -> Comparison:
    return compare(made(*series), QUICK)


@pytest.mark.parametrize("lost", [0, 5, 11, 12, 13, 15, 20])
def test_that_a_test_part_of_which_few_rows_are_scored_is_doubted(lost: int) -> None:
    c = found((tuple(range(100, 100 + min(lost, 19))), (), ()))
    rows, scored = (
        24,
        int(np.isfinite(made(tuple(range(100, 100 + min(lost, 19)))).values[96:]).sum()),
    )
    assert len(c.test_rows) == scored
    expected = scored * 2 <= rows or scored < 10
    assert bool(few_scored(c)) == expected
    if expected:
        assert f"Only {scored} of the {rows} rows of the test part" in few_scored(c)[0]


def test_that_a_short_test_part_is_doubted_too() -> None:
    c = compare(made(), replace(QUICK, test=0.05))
    assert few_scored(c) == ("The test part has only 6 rows, so its errors may be luck.",)


@pytest.mark.parametrize(
    ("absent", "breaks", "crossed"),
    [
        ((), (), []),
        ((50,), (), []),
        ((100,), (), [100]),
        ((96,), (), [96]),
        ((98, 110), (), [98, 110]),
        ((), (40, 105), [105]),
        ((105,), (105, 112), [105, 112]),
    ],
)
def test_that_a_free_run_says_which_gaps_it_crosses(
    absent: tuple[int, ...], breaks: tuple[int, ...], crossed: list[int]
) -> None:
    c = found(((), absent, breaks))
    text = gap_sentence(c)
    assert bool(text) == bool(crossed)
    if crossed:
        assert f"({len(crossed)}, the first before {str(c.series.times[crossed[0]])[:10]})" in text
