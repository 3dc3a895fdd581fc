"""Repairs, fills and seasons at their edges: ends of months, first and last rows, exact bounds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.errors import RnnvizError
from rnnviz.series.audit import repairs
from rnnviz.series.audit.audit import audit
from rnnviz.series.audit.missing import fill, longest_run, without_gaps
from rnnviz.series.audit.outliers import corridor, outliers
from rnnviz.series.audit.repairs import Repairs, repair
from rnnviz.series.audit.resample import coarser_steps, last_rows, merged, resampled
from rnnviz.series.audit.season import autocorrelation, guess_season, season_of
from rnnviz.series.reading.choose import pick
from rnnviz.series.reading.table import read_table
from rnnviz.series.series import Series
from rnnviz.series.steps import DAY, step_of

NAN = np.nan


def series(values, times=None, breaks: tuple[int, ...] = ()) -> Series:
    values = np.asarray(values, dtype=float)
    times = np.arange(1.0, len(values) + 1) if times is None else times
    return Series("y", values, times, "t", (), "", breaks)


def month_ends(count: int, start: str = "2019-01") -> np.ndarray:
    firsts = np.datetime64(start) + np.arange(count) + 1
    return (firsts.astype("datetime64[D]") - 1).astype("datetime64[s]")


@given(st.integers(1, 26), st.integers(1, 4), st.integers(0, 23))
def test_that_absent_ends_of_months_come_in_as_ends_of_months(
    first: int, count: int, hour: int
) -> None:
    every = month_ends(32) + np.timedelta64(hour, "h")
    left = np.delete(every, slice(first, first + count))
    start = left[first - 1].astype("datetime64[D]").astype(object).day
    done = repair(series(np.arange(len(left)), left), Repairs(gaps="missing"))
    assert len(done) == 32
    for time, whole in zip(done.times, every, strict=True):
        last = whole.astype("datetime64[D]").astype(object).day
        day = time.astype("datetime64[D]").astype(object).day
        assert time.astype("datetime64[M]") == whole.astype("datetime64[M]")
        # As in the row before the gap, or the last day of a month that has no such day.
        assert day == (last if time in left else min(start, last))
        assert (time - time.astype("datetime64[D]")) == np.timedelta64(hour, "h")
    assert np.isnan(done.values).sum() == count


@given(st.integers(1, 3), st.integers(2, 20), st.sampled_from([60, 3600, 86400]))
def test_that_absent_rows_lie_one_step_after_another(count: int, first: int, size: int) -> None:
    every = np.datetime64("2020-02-27", "s") + size * np.arange(30).astype("timedelta64[s]")
    left = np.delete(every, slice(first, first + count))
    done = repair(series(np.arange(len(left)), left), Repairs(gaps="missing"))
    np.testing.assert_array_equal(done.times, every)
    positions = 0.25 * np.arange(30)
    left = np.delete(positions, slice(first, first + count))
    done = repair(series(np.arange(len(left)), left), Repairs(gaps="missing"))
    np.testing.assert_allclose(done.times, positions)


def test_that_absent_weekdays_come_in_on_weekdays() -> None:
    every = np.arange("2021-01-04", "2021-03-01", dtype="datetime64[D]")
    working = every[np.is_busday(every)].astype("datetime64[s]") + np.timedelta64(9, "h")
    left = np.delete(working, [8, 9, 10])  # Thursday, Friday, Monday
    done = repair(series(np.arange(len(left)), left), Repairs(gaps="missing"))
    np.testing.assert_array_equal(done.times, working)


def test_that_as_many_absent_rows_as_the_most_are_put_in(monkeypatch: pytest.MonkeyPatch) -> None:
    gap = series(np.arange(20), np.delete(np.arange(25.0), slice(10, 15)))
    monkeypatch.setattr(repairs, "MOST_INSERTED", 5)
    assert len(repair(gap, Repairs(gaps="missing"))) == 25
    monkeypatch.setattr(repairs, "MOST_INSERTED", 4)
    with pytest.raises(RnnvizError, match="lack 5 rows, more than 4"):
        repair(gap, Repairs(gaps="missing"))


def test_that_the_longest_run_and_the_breaks_begin_right_after_a_gap() -> None:
    times = np.delete(np.arange(30.0), [5, 6, 20])
    gaps = series(times**2, times)
    longest = repair(gaps, Repairs(gaps="longest"))
    assert longest.times.tolist() == list(range(7, 20))
    broken = repair(gaps, Repairs(gaps="segments"))
    assert broken.breaks == (5, 18)
    assert [broken.times[b] for b in broken.breaks] == [7, 21]
    assert any(note.endswith(": 2.") for note in broken.notes)


def test_that_a_part_keeps_the_breaks_between_its_rows() -> None:
    whole = series(np.arange(10), breaks=(3, 7))
    assert whole.part(slice(3, None)).breaks == (4,)
    assert whole.part(slice(2, 8)).breaks == (1, 5)
    assert whole.part(slice(0, 3)).breaks == ()
    assert whole.part(np.array([0, 1, 8, 9])).breaks == (2,)
    assert whole.part(np.arange(10) != 7).breaks == (3, 7)
    assert whole.part(slice(1, 4), "One.", "Two.").notes == ("One.", "Two.")
    assert not whole.dated
    assert len(whole) == 10


@given(st.integers(1, 40), st.integers(1, 40))
def test_that_no_more_than_the_last_rows_are_used(rows: int, most: int) -> None:
    used = last_rows(series(np.arange(rows)), most)
    assert used.values.tolist() == list(range(rows))[-most:]
    assert len(used.notes) == (rows > most)


@given(st.integers(2, 200), st.integers(1, 30))
def test_that_blocks_are_of_one_size_end_with_the_data_and_are_not_too_many(
    rows: int, most: int
) -> None:
    values = np.arange(rows, dtype=float)
    whole = series(values)
    done = resampled(whole, "blocks", "mean", most)
    if rows <= most:
        assert len(done) == rows
        return
    size = -(-rows // most)
    assert len(done) <= most
    assert done.values[-1] == values[-size:].mean()
    np.testing.assert_allclose(np.diff(done.values[1:]), size)
    first = rows - size * (len(done) - 1)
    if 0.9 * size <= first <= size:
        assert done.values[0] == values[:first].mean()


def test_that_a_first_and_a_last_step_count_from_nine_tenths_of_the_usual_rows() -> None:
    """Days of 20 rows: 18 are enough at either end, 17 are not."""
    for first, last, left in ((18, 18, 0), (17, 18, 1), (18, 17, 1), (17, 17, 2)):
        sizes = (first, 20, 20, 20, last)
        days = np.datetime64("2021-01-01", "s") + np.arange(5) * np.timedelta64(86400, "s")
        minutes = np.concatenate(
            [
                day + np.arange(n) * np.timedelta64(60, "s")
                for day, n in zip(days, sizes, strict=True)
            ]
        )
        done = resampled(series(np.ones(len(minutes)), minutes), "day", "sum", 5000)
        assert len(done) == 5 - left
        assert done.values.tolist() == list(sizes[first < 18 : 5 - (last < 18)])
        assert any(note.endswith(f": {left}.") for note in done.notes) == (left > 0)


def test_that_steps_are_offered_only_where_they_are_coarser() -> None:
    hours = step_of(
        np.arange("2021-01-01T00", "2021-01-03T00", dtype="datetime64[h]").astype("M8[s]")
    )
    assert coarser_steps(hours, 10, 10) == ["as_is", "day", "week", "month", "quarter", "year"]
    assert coarser_steps(hours, 11, 10)[-1] == "blocks"
    months = step_of(month_ends(30))
    assert coarser_steps(months, 10, 10) == ["as_is", "quarter", "year"]
    assert coarser_steps(None, 10, 10) == ["as_is"]
    assert coarser_steps(step_of(np.arange(9.0)), 10, 9) == ["as_is", "blocks"]


def test_that_a_merged_value_is_that_of_its_rows() -> None:
    values, group = np.array([1.0, NAN, 4.0, NAN, 7.0]), np.array([0, 0, 2, 3, 3])
    for by, found in {
        "mean": [1, NAN, 4, 7], "sum": [NAN, NAN, 4, NAN], "first": [1, NAN, 4, 7],
        "last": [1, NAN, 4, 7],
    }.items():  # fmt: skip
        np.testing.assert_equal(merged(values, group, 4, by), np.array(found, float))  # type: ignore[arg-type]


@given(st.lists(st.booleans(), min_size=1, max_size=25).filter(any))
def test_that_the_longest_run_is_the_first_of_the_longest(there: list[bool]) -> None:
    first, end = longest_run(np.array(there))
    text = "".join("x" if t else " " for t in there)
    longest = max(map(len, text.split()))
    assert (first, end - first) == (text.index("x" * longest), longest)


@given(st.lists(st.one_of(st.integers(-9, 9), st.just(None)), min_size=3, max_size=20), st.data())
def test_that_a_gap_is_a_line_inside_training_and_the_last_value_elsewhere(
    drawn: list[int | None], data: st.DataObject
) -> None:
    values = np.array([1.0, *(NAN if v is None else float(v) for v in drawn)])
    end = data.draw(st.integers(1, len(values)))
    filled = fill(values, end)
    seen = [row for row in range(end) if not np.isnan(values[row])]
    for row, value in enumerate(filled.values):
        before = max(r for r in range(row + 1) if not np.isnan(values[r]))
        after = [r for r in seen if r >= row]
        expected = values[before]
        if np.isnan(values[row]) and after:
            share = (row - before) / (after[0] - before)
            expected = values[before] + share * (values[after[0]] - values[before])
        assert value == pytest.approx(expected)
    inside = sum(np.isnan(values[row]) and row < seen[-1] for row in range(len(values)))
    counts = [n for n in (inside, int(np.isnan(values).sum()) - inside) if n]
    assert [note.endswith(f": {n}.") for note, n in zip(filled.notes, counts, strict=True)] == [
        True
    ] * len(counts)


def test_that_gaps_are_left_to_be_filled_or_taken_out_as_chosen() -> None:
    gaps = series([1, NAN, 3, 4, NAN, 6])
    assert without_gaps(gaps, "interpolate") is gaps
    assert without_gaps(gaps, "drop").times.tolist() == [1, 3, 4, 6]
    assert without_gaps(gaps, "longest").times.tolist() == [3, 4]
    whole = series([1, 2])
    assert without_gaps(whole, "drop") is whole


def test_that_the_corridor_is_six_robust_deviations_around_the_moving_median() -> None:
    values = np.array([0.0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 2, 0])
    low, high = corridor(values)
    middle = (low + high) / 2
    for row in range(len(values)):
        assert middle[row] == np.median(values[max(0, row - 3) : row + 4])
    distance = np.abs(values - middle)
    width = 6 * 1.4826 * np.median(distance[distance > 0])
    np.testing.assert_allclose(high - low, 2 * width)
    assert not outliers(np.full(9, 5.0)).any()  # nothing moves: nothing is far
    assert not outliers(np.array([1.0, NAN, 1.0, NAN])).any()


@pytest.mark.parametrize("period", [5, 7, 12])
@pytest.mark.parametrize("cycles", [4, 9])
def test_that_a_season_on_a_slope_is_found(period: int, cycles: int) -> None:
    rows = np.arange(period * cycles)
    assert guess_season(np.cos(2 * np.pi * rows / period) + 0.3 * rows) == period


def test_that_what_is_too_short_or_a_line_has_no_season() -> None:
    assert guess_season(np.array([1.0, -1, 1, -1, 1])) == 1
    assert guess_season(np.zeros(30)) == 1
    assert guess_season(3 + 2 * np.arange(50.0)) == 1
    assert season_of(np.full(30, NAN)) is None
    assert season_of(np.array([1.0])) is None


@given(st.integers(3, 40), st.integers(0, 10_000))
def test_that_the_autocorrelation_is_that_of_its_definition(n: int, seed: int) -> None:
    z = np.random.default_rng(seed).normal(size=n)
    c = z - z.mean()
    pairs = [(c[k:], c[: n - k]) for k in range(n // 2 + 1)]
    expected = [a @ b / np.sqrt((a @ a) * (b @ b)) for a, b in pairs]
    np.testing.assert_allclose(autocorrelation(z, n // 2), expected, atol=1e-12)
    np.testing.assert_array_equal(autocorrelation(np.full(5, 2.0), 2), 0)


def test_that_a_season_near_a_year_of_rows_is_a_year() -> None:
    rng = np.random.default_rng(0)
    months = month_ends(144, "1950-01")
    wave = np.sin(2 * np.pi * np.arange(144) / 12) + 0.1 * rng.normal(size=144)
    found = season_of(wave, step_of(months))
    assert found is not None
    assert found.period == 12
    hours = np.datetime64("2021-01-01", "s") + np.arange(24 * 20) * np.timedelta64(3600, "s")
    daily = np.sin(2 * np.pi * np.arange(24 * 20) / 24.4)  # a little off a day
    found = season_of(daily, step_of(hours))
    assert found is not None
    assert found.period == 24
    line = np.polyval(np.polyfit(np.arange(480), daily, 1), np.arange(480))
    z = daily - line - (daily - line).mean()
    later, sooner = z[24:], z[:-24]
    assert found.strength == pytest.approx(
        float(later @ sooner / np.sqrt((later @ later) * (sooner @ sooner)))
    )
    assert DAY == 24 * 3600


@pytest.mark.parametrize("run", [1, 5, 6, 9])
def test_that_six_equal_values_in_a_row_are_worth_a_word(run: int) -> None:
    values = [*range(100, 110), *[7] * run, *range(200, 210)]
    text = "t,y\n" + "\n".join(
        f"{np.datetime64('2021-03-01') + k},{v}" for k, v in enumerate(values)
    )
    found = audit(pick(read_table(text.encode(), "f.csv"), "y", "t"))
    assert (found.constant, found.longest_constant) == (int(run >= 6), run)
