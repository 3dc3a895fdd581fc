"""Repairs: each does what it says and counts it, none happens unasked, and none sees the future."""
# ruff: noqa: PD011 - `values` is a field of our own series, not of one of pandas

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.errors import RnnvizError
from rnnviz.series.audit.missing import fill, without_spikes
from rnnviz.series.audit.ready import choose
from rnnviz.series.audit.repairs import Repairs, repair
from rnnviz.series.audit.resample import coarser_steps
from rnnviz.series.protocol.protocol import Protocol, prepare
from rnnviz.series.reading.choose import pick
from rnnviz.series.reading.table import read_table
from rnnviz.series.segments import within_segments
from rnnviz.series.series import Series
from rnnviz.series.steps import step_of

TWICE = np.array(["2021-01-01", "2021-01-02", "2021-01-02", "2021-01-03"], dtype="datetime64[s]")


def series(values: list[float] | np.ndarray, times: pd.DatetimeIndex | np.ndarray) -> Series:
    dates = np.asarray(times).astype("datetime64[s]")
    return Series("y", np.asarray(values, dtype=float), dates, "t", (), "")


def daily(n: int, leave_out: list[int] | None = None) -> Series:
    days = pd.date_range("2021-01-01", periods=n).delete(leave_out or [])
    return series(np.arange(n, dtype=float)[np.delete(np.arange(n), leave_out or [])], days)


def said(found: Series, words: str) -> str:
    notes = [note for note in found.notes if words in note]
    assert len(notes) == 1, found.notes
    return notes[0]


def test_that_a_clean_series_is_left_as_it_is() -> None:
    clean = daily(40)
    done = repair(clean)
    assert done.notes == ()
    assert done.values.tolist() == clean.values.tolist()


def test_that_rows_are_sorted_and_counted_or_kept_as_the_user_says() -> None:
    mixed = daily(30).part(np.r_[0:10, 20:30, 10:20])
    done = repair(mixed)
    assert done.values.tolist() == list(range(30))
    assert said(done, "sorted").endswith("20.")
    assert repair(mixed, Repairs(order="keep")).values[10] == 20


@pytest.mark.parametrize(
    ("how", "value"), [("mean", 4.5), ("sum", 9.0), ("first", 2.0), ("last", 7.0)]
)
def test_that_rows_of_the_same_time_become_one_by_the_chosen_rule(how: str, value: float) -> None:
    twice = series([1, 2, 7, 3], TWICE)
    done = repair(twice, Repairs(duplicates=how))  # type: ignore[arg-type]
    assert done.values.tolist() == [1, value, 3]
    assert "1 rows fewer" in said(done, "same time")
    kept = repair(twice)
    assert len(kept) == 4
    assert said(kept, "all were kept").endswith("1.")


def test_that_a_sum_with_a_missing_part_is_missing() -> None:
    done = repair(series([1, 2, np.nan, 3], TWICE), Repairs(duplicates="sum"))
    assert np.isnan(done.values[1])
    assert repair(series([1, 2, np.nan, 3], TWICE), Repairs(duplicates="mean")).values[1] == 2


def test_that_gaps_are_said_even_where_nothing_is_done() -> None:
    done = repair(daily(40, [10, 11, 30]))
    assert len(done) == 37
    assert "(rows absent: 3)" in said(done, "Gaps in time")
    assert done.breaks == ()


def test_that_absent_rows_come_in_as_missing_at_their_own_times() -> None:
    done = repair(daily(40, [10, 11, 30]), Repairs(gaps="missing"))
    assert np.flatnonzero(np.isnan(done.values)).tolist() == [10, 11, 30]
    assert done.times.tolist() == daily(40).times.tolist()
    assert said(done, "put in").endswith("3.")


@pytest.mark.parametrize("freq", ["MS", "ME", "QS", "YS", "B", "h", "15min", "W-TUE"])
def test_that_absent_rows_get_the_calendar_s_own_dates(freq: str) -> None:
    whole = pd.date_range("2019-11-05", periods=60, freq=freq)
    gone = [7, 8, 20, 41]
    done = repair(series(np.ones(56), whole.delete(gone)), Repairs(gaps="missing"))
    expected = whole.to_numpy().astype("datetime64[s]")
    apart = np.abs((done.times - expected).astype(float)) / 86400
    assert apart.max() <= (3 if freq == "ME" else 0)  # the day of the month before, where it exists


def test_that_weekends_are_never_filled() -> None:
    weekdays = pd.date_range("2021-01-04", periods=60, freq="B")
    done = repair(series(np.arange(60.0), weekdays), Repairs(gaps="missing"))
    assert len(done) == 60
    assert done.notes == ()


def test_that_the_longest_run_without_gaps_is_used_and_counted() -> None:
    done = repair(daily(40, [10, 25]), Repairs(gaps="longest"))
    assert done.values.tolist() == list(range(11, 25))
    assert "14 of 38 rows" in said(done, "longest run")


def test_that_no_window_straddles_a_gap_when_segments_are_chosen() -> None:
    wave = daily(120, [40, 41, 80])
    wave = series(np.sin(wave.values), wave.times)
    done = repair(wave, Repairs(gaps="segments"))
    assert done.breaks == (40, 78)
    data = prepare(done, Protocol(window=5))
    kept = np.r_[data.train.rows, data.validation.rows, data.test.rows]
    for row in kept:
        span = done.times[row - 5 : row + 1]
        assert (np.diff(span).astype(float) == 86400).all()
    assert sorted(set(range(5, 117)) - set(kept)) == [*range(40, 45), *range(78, 83)]


@given(st.integers(1, 5), st.sets(st.integers(1, 39), max_size=4))
def test_that_segments_are_those_of_a_plain_walk(length: int, breaks: set[int]) -> None:
    rows = np.arange(length, 40)
    expected = [not any(row - length < b <= row for b in breaks) for row in rows]
    assert within_segments(rows, length, tuple(sorted(breaks))).tolist() == expected


def test_that_breaks_follow_the_rows_when_some_are_taken_out() -> None:
    done = repair(daily(40, [10, 25]), Repairs(gaps="segments"))
    assert done.breaks == (10, 24)
    assert done.part(slice(5, None)).breaks == (5, 19)
    assert done.part(np.arange(38) != 3).breaks == (9, 23)
    assert done.part(slice(11, 20)).breaks == ()


def test_that_too_many_absent_rows_are_refused_with_the_count() -> None:
    dates = np.r_[np.arange(20), 40_000 + np.arange(20)].astype("timedelta64[D]")
    far = series(np.arange(40.0), np.datetime64("1900-01-01") + dates)
    with pytest.raises(RnnvizError, match="The gaps lack 39980 rows"):
        repair(far, Repairs(gaps="missing"))


def test_that_a_step_that_is_mostly_missing_cannot_blow_the_series_up() -> None:
    assert len(repair(daily(400), Repairs(last=50))) == 50
    assert "last 50" in said(repair(daily(400), Repairs(last=50)), "rows; the last")


@pytest.mark.parametrize("by", ["mean", "sum", "first", "last"])
@pytest.mark.parametrize(
    ("to", "rule"), [("hour", "h"), ("day", "D"), ("week", "W-SUN"), ("month", "MS")]
)
def test_that_a_coarser_step_is_that_of_pandas(to: str, rule: str, by: str) -> None:
    stamps = pd.date_range("2021-03-01", periods=4 * 24 * 92, freq="15min")  # Monday to Monday
    values = np.random.default_rng(0).normal(size=len(stamps))
    done = repair(series(values, stamps), Repairs(coarser=to, by=by))  # type: ignore[arg-type]
    expected = pd.Series(values, index=stamps).resample(rule).agg(by)
    expected = expected.iloc[: len(done)]  # the last week has two days only, and is left out
    np.testing.assert_allclose(done.values, expected.to_numpy(), rtol=1e-12)
    assert f"merged into {len(done)}" in said(done, "merged into")


def test_that_a_step_that_was_only_begun_is_left_out_and_said() -> None:
    stamps = pd.date_range("2021-03-10", periods=200)
    done = repair(series(np.ones(200), stamps), Repairs(coarser="month", by="sum"))
    assert done.values.tolist() == [30, 31, 30, 31, 31]
    assert said(done, "too few rows").endswith("2.")


def test_that_only_coarser_steps_are_offered_and_others_change_nothing() -> None:
    months = series(np.arange(60.0), pd.date_range("2000-01-01", periods=60, freq="MS"))
    assert coarser_steps(step_of(months.times), 60, 5000) == ["as_is", "quarter", "year"]
    done = repair(months, Repairs(coarser="day"))
    assert done.values.tolist() == months.values.tolist()
    assert said(done, "not finer")


def test_that_positions_are_merged_in_blocks_that_end_with_the_data() -> None:
    table = read_table(("y\n" + "\n".join(str(i % 10) for i in range(12_003))).encode())
    done = choose(table, repairs=Repairs(coarser="blocks"))
    assert len(done) <= 5000
    assert done.values[-1] == pytest.approx(np.mean([i % 10 for i in range(12_000, 12_003)]))


SPIKES = np.array([40, 70, 95])


def spiky(seed: int = 0) -> np.ndarray:
    values = np.sin(np.arange(100) / 3) + np.random.default_rng(seed).normal(0, 0.05, 100)
    values[SPIKES] += [30, -20, 25]
    return values


def test_that_outliers_are_capped_or_taken_out_in_the_training_part_only() -> None:
    values = spiky()
    capped, notes = without_spikes(values, 80, "cap")
    assert np.flatnonzero(capped != values).tolist() == [40, 70]
    assert np.abs(capped[:80]).max() < 3
    assert notes[0].endswith("2.")
    missing, notes = without_spikes(values, 80, "missing")
    assert np.flatnonzero(np.isnan(missing)).tolist() == [40, 70]
    assert notes[0].endswith("2.")
    assert without_spikes(values, 80, "keep") == (values, ())


@settings(max_examples=40)
@given(st.integers(0, 1000), st.sampled_from(["cap", "missing"]))
def test_that_no_repair_of_the_training_part_sees_what_comes_after(seed: int, how: str) -> None:
    rng = np.random.default_rng(seed)
    values = spiky(seed)
    values[rng.integers(0, 100, 12)] = np.nan
    other = values.copy()
    other[64:] = rng.permutation(other[64:]) * 1000 - 7

    def made(x: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        s = Series("y", x, np.arange(1.0, 101), "row", (), "")
        data = prepare(s, Protocol(window=4, outliers=how))  # type: ignore[arg-type]
        assert data.split.train == 64
        return data.values[:64], data.train.X, data.train.y, data.encoded(data.train)[0]

    for a, b in zip(made(values), made(other), strict=True):
        np.testing.assert_array_equal(a, b)


@given(st.integers(0, 1000))
def test_that_a_fill_uses_no_later_row_beyond_the_training_part(seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = rng.normal(size=60)
    values[rng.integers(0, 60, 20)] = np.nan
    values[0] = 1.0
    whole = fill(values, 40).values
    for cut in (45, 52):
        np.testing.assert_array_equal(fill(values[:cut], 40).values, whole[:cut])


def test_that_what_is_scored_keeps_its_own_value_whatever_the_repair_is() -> None:
    values = spiky()
    s = Series("y", values, np.arange(1.0, 101), "row", (), "")
    for how in ("keep", "cap", "missing"):
        data = prepare(s, Protocol(window=4, outliers=how))  # type: ignore[arg-type]
        np.testing.assert_array_equal(data.test.y, values[data.test.rows])


def test_that_every_row_is_accounted_for() -> None:
    text = "t,y\n" + "\n".join(
        f"2021-01-{d:02},{v}" for d, v in zip(range(1, 31), range(30), strict=True)
    )
    text = text.replace("2021-01-07,6", "2021-01-07,inf").replace("2021-01-09,8", "2021-01-08,8")
    picked = pick(read_table(text.encode()))
    done = repair(picked.series, Repairs(duplicates="last", gaps="missing"))
    assert len(done) == 30
    assert [n.rsplit(": ", 1)[-1] for n in done.notes if "Infinite" in n] == ["1 (lines 8)."]
    assert said(done, "the last was kept")
    assert said(done, "put in").endswith("1.")
