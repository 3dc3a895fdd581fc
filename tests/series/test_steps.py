"""The usual step of a series in time, at the edges of what counts as one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.series.steps import (
    DAY,
    LEAST_WEEKDAYS,
    MONTHS,
    Step,
    absent_rows,
    step_of,
    unevenness,
    words,
)

START = np.datetime64("2020-01-31", "s")  # the last day of a month, in a leap year


def seconds(*steps: float) -> np.ndarray:
    """Dates with these steps between them, in seconds."""
    return START + np.cumsum([0, *steps]).astype("timedelta64[s]")


def days(*dates: str) -> np.ndarray:
    return np.array(dates, dtype="datetime64[s]")


def month_ends(months: int, count: int, start: str = "2019-01") -> np.ndarray:
    """The last days of every so many months."""
    firsts = np.datetime64(start) + months * np.arange(count) + 1
    return (firsts.astype("datetime64[D]") - 1).astype("datetime64[s]")


@given(st.sampled_from([1, 3, 6, 12]), st.integers(6, 40), st.integers(1960, 2030))
def test_that_last_days_of_months_have_a_step_of_months_and_lack_no_row(
    months: int, count: int, year: int
) -> None:
    dates = month_ends(months, count, f"{year}-0{months % 12 or 1}"[:7])
    step = step_of(dates)
    assert step is not None
    assert step.months == months
    assert step.share == 1
    assert not absent_rows(dates, step).any()


@given(st.sampled_from([1, 2, 3, 6, 12]), st.integers(1, 5), st.integers(1, 28))
def test_that_rows_left_out_of_months_are_counted(months: int, missing: int, day: int) -> None:
    every = np.datetime64("2001-01") + months * np.arange(30)
    dates = (every.astype("datetime64[D]") + (day - 1)).astype("datetime64[s]")
    left = np.delete(dates, slice(10, 10 + missing))
    step = step_of(left)
    assert step is not None
    assert step.months == months
    found = absent_rows(left, step)
    assert found[9] == missing
    assert found.sum() == missing


@pytest.mark.parametrize("months", MONTHS)
def test_that_the_shortest_and_the_longest_month_count_as_one_step(months: int) -> None:
    low, high = MONTHS[months]
    for length in (low, high):
        step = step_of(seconds(*[length * DAY] * 3))
        assert step is not None
        assert step.months == months
        assert (step.low, step.high) == (low * DAY, high * DAY)
        assert step.low <= step.size <= step.high
    for length in (low - 1, high + 1):
        step = step_of(seconds(*[length * DAY] * 3))
        assert step is not None
        assert step.months == 0
        assert step.size == length * DAY


@given(st.sampled_from([1.0, 60.0, 900.0, 3600.0, DAY, 7 * DAY]), st.integers(1, 6))
def test_that_rows_left_out_of_a_fixed_step_are_counted(size: float, missing: int) -> None:
    times = seconds(*[size] * 30)
    left = np.delete(times, slice(5, 5 + missing))
    step = step_of(left)
    assert step is not None
    assert (step.size, step.months, step.dated) == (size, 0, True)
    found = absent_rows(left, step)
    assert found[4] == missing
    assert found.sum() == missing
    assert step.share == pytest.approx(1 - 1 / len(found))


@pytest.mark.parametrize("scale", [1e-6, 1.0, 3.0, 12345.678, 1e9])
def test_that_positions_have_a_step_whatever_their_unit(scale: float) -> None:
    positions = scale * np.arange(40) / 10
    step = step_of(positions)
    assert step is not None
    assert step.size == pytest.approx(scale / 10, rel=1e-6)
    assert (step.dated, step.weekdays, step.months) == (False, False, 0)
    assert step.share == 1
    assert step_of(np.r_[positions, np.nan]) == step


def test_that_a_step_of_positions_is_told_from_a_slightly_longer_one() -> None:
    positions = np.cumsum([0.0, *[1.0] * 6, 1.001, 1.001])
    step = step_of(positions)
    assert step is not None
    assert step.size == 1
    assert step.high < 1.001


def test_that_a_step_is_the_middle_one_where_none_is_common() -> None:
    steps = [97.0, 98, 99, 100, 101, 102, 103, 112, 88]
    step = step_of(np.cumsum([0, *steps]))
    assert step is not None
    assert (step.size, step.low, step.high) == (100, pytest.approx(90), pytest.approx(110))
    assert absent_rows(np.cumsum([0, *steps]), step).tolist() == [0] * 7 + [0, -1]
    half = step_of(np.cumsum([0.0, 7, 7, 9, 13]))  # half of them: common enough
    assert half is not None
    assert half.size == 7
    assert half.high == pytest.approx(7 * (1 + 1e-6))


@given(st.integers(1, 9))
def test_that_a_long_step_lacks_at_least_no_row_and_a_short_one_is_minus_one(times: int) -> None:
    step = Step(10.0, 9.0, 11.0, 0, False, 1.0, False)
    assert absent_rows(np.array([0, 10.0 * times]), step).tolist() == [times - 1]
    assert absent_rows(np.array([0.0, 8.9]), step).tolist() == [-1]
    assert absent_rows(np.array([0.0, 9.0, 20.0]), step).tolist() == [0, 0]
    assert absent_rows(np.array([0.0, 11.1]), step).tolist() == [0]


def test_that_weekends_are_not_missing_from_weekdays() -> None:
    every = np.arange("2021-01-04", "2021-03-01", dtype="datetime64[D]")
    working = every[np.is_busday(every)].astype("datetime64[s]")
    step = step_of(working)
    assert step is not None
    assert step.weekdays
    assert step.share == 1
    assert not absent_rows(working, step).any()
    without_a_tuesday = np.delete(working, 6)
    assert absent_rows(without_a_tuesday, step).sum() == 1
    short = step_of(working[:LEAST_WEEKDAYS])
    shorter = step_of(working[: LEAST_WEEKDAYS - 1])
    assert short is not None
    assert shorter is not None
    assert short.weekdays
    assert not shorter.weekdays
    with_a_saturday = step_of(every[:20].astype("datetime64[s]"))
    assert with_a_saturday is not None
    assert not with_a_saturday.weekdays


def test_that_hours_of_working_days_are_no_weekdays() -> None:
    hours = np.arange("2021-01-04T00", "2021-01-08T00", dtype="datetime64[h]")
    step = step_of(hours.astype("datetime64[s]"))
    assert step is not None
    assert not step.weekdays


def test_that_one_time_has_no_step_however_often_it_stands_there() -> None:
    assert step_of(seconds()) is None
    assert step_of(seconds(0, 0)) is None
    assert step_of(np.array([np.nan, 3.0])) is None
    two = step_of(np.array(["2020-01-01", "NaT", "2020-01-02"], dtype="datetime64[s]"))
    assert two is not None
    assert two.size == DAY


def test_that_unevenness_is_the_share_of_other_steps_in_either_order() -> None:
    dates = seconds(*[DAY] * 7, 3 * DAY, *[DAY] * 2)
    assert unevenness(dates) == pytest.approx(0.1)
    assert unevenness(dates[::-1]) == pytest.approx(0.1)
    assert unevenness(np.r_[dates, np.datetime64("NaT", "s")]) == pytest.approx(0.1)
    assert unevenness(np.repeat(dates, 2)) == pytest.approx(1 / 21)  # no time passes: no step
    assert unevenness(seconds(DAY)) == 0
    assert unevenness(seconds(0, 0, 0)) == 0
    assert unevenness(seconds(DAY, 2 * DAY)) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (1, "second"), (59, "59 seconds"), (60, "minute"), (61, "61 seconds"),
        (5400, "90 minutes"), (3600, "hour"), (7200, "2 hours"), (DAY, "day"), (3 * DAY, "3 days"),
        (7 * DAY, "week"), (14 * DAY, "2 weeks"), (8 * DAY, "8 days"), (0.5, "0.5 seconds"),
    ],
)  # fmt: skip
def test_that_a_fixed_step_is_said_in_the_largest_unit_that_fits(size: float, said: str) -> None:
    assert words(Step(size, size, size, 0, False, 1.0, True)) == said


@pytest.mark.parametrize(
    ("months", "said"),
    [(1, "month"), (2, "2 months"), (3, "quarter"), (6, "6 months"), (12, "year")],
)
def test_that_a_step_of_months_is_said_by_its_name(months: int, said: str) -> None:
    assert words(Step(30 * DAY, 28 * DAY, 31 * DAY, months, False, 1.0, True)) == said


def test_that_weekdays_and_positions_are_said_as_they_are() -> None:
    assert words(Step(DAY, DAY, DAY, 0, True, 1.0, True)) == "weekday"
    assert words(Step(0.25, 0.25, 0.25, 0, False, 1.0, False)) == "0.25"


def test_that_leap_days_belong_to_days() -> None:
    dates = days("2020-02-27", "2020-02-28", "2020-02-29", "2020-03-01", "2020-03-02")
    step = step_of(dates)
    assert step is not None
    assert absent_rows(dates, step).tolist() == [0, 0, 0, 0]
    assert absent_rows(np.delete(dates, 2), step).tolist() == [0, 1, 0]


@pytest.mark.parametrize("far", [1e12, 1e17, 1e200])
def test_that_one_position_far_off_leaves_the_step_of_all_others(far: float) -> None:
    step = step_of(np.append(6.0 * np.arange(50), far))
    assert step is not None
    assert step.size == pytest.approx(6)
