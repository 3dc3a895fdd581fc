"""Every count of the audit, recomputed another way."""

import io
import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.series.audit.audit import Audit, audit
from rnnviz.series.audit.outliers import outliers
from rnnviz.series.audit.season import (
    autocorrelation,
    guess_season,
    season_of,
    season_sentence,
)
from rnnviz.series.protocol.protocol import Protocol, prepare
from rnnviz.series.reading.builtin import SERIES, contents, load
from rnnviz.series.reading.choose import pick
from rnnviz.series.reading.table import read_table
from rnnviz.series.series import Series
from rnnviz.series.steps import Step, absent_rows, step_of, words


def look(text: str, **how: str) -> Audit:
    return audit(pick(read_table(text.encode(), "f.csv"), "y", "t", **how))  # type: ignore[arg-type]


def made(days: list[int], cells: list[str]) -> str:
    start = pd.Timestamp("2021-03-01")
    rows = [
        f"{(start + pd.Timedelta(days=d)).date()},{c}" for d, c in zip(days, cells, strict=True)
    ]
    return "t,y\n" + "\n".join(rows)


def by_hand(days: list[int], cells: list[str]) -> dict[str, int]:
    """The same counts from plain Python, on days and cells and nothing else."""
    values = [None if c in ("", "n.a.", "inf") else float(c) for c in cells]
    rows = sorted(zip(days, range(len(days)), values, strict=True))
    ordered = [value for _day, _row, value in rows]
    there = [v for v in ordered if v is not None]
    stamps = sorted(set(days))
    holes = [b - a - 1 for a, b in itertools.pairwise(stamps) if b - a > 1]
    runs = [
        len(list(g)) for same, g in itertools.groupby(ordered, key=lambda v: v) if same is not None
    ]
    gaps = [len(list(g)) for same, g in itertools.groupby(v is None for v in ordered) if same]
    return {
        "rows": len(days),
        "out_of_order": sum(row != i for i, (_day, row, _value) in enumerate(rows)),
        "duplicates": len(days) - len(stamps),
        "gaps": len(holes),
        "absent": sum(holes),
        "missing": len(ordered) - len(there),
        "longest_missing": max(gaps, default=0),
        "infinite": cells.count("inf"),
        "zeros": sum(v == 0 for v in there),
        "negatives": sum(v < 0 for v in there),
        "constant": sum(r >= 6 for r in runs),
        "longest_constant": max(runs, default=0),
    }


@settings(max_examples=40)
@given(st.data())
def test_that_the_counts_are_those_of_plain_python(data: st.DataObject) -> None:
    n = data.draw(st.integers(30, 60))
    days = list(range(n))
    for day in data.draw(st.lists(st.sampled_from(days[1:-1]), max_size=4, unique=True)):
        days.remove(day)
    days += data.draw(st.lists(st.sampled_from(days), max_size=3))
    if data.draw(st.booleans()):
        days.sort()
    kinds = st.sampled_from(["0", "1.5", "-2", "7", "7", "7", "", "n.a.", "inf", "3"])
    cells = data.draw(st.lists(kinds, min_size=len(days), max_size=len(days)))
    cells[:6] = ["5", "6", "7", "5", "6", "8"]
    found, expected = look(made(days, cells)), by_hand(days, cells)
    assert {name: getattr(found, name) for name in expected} == expected


def test_that_every_sign_for_missing_is_counted_by_itself() -> None:
    cells = [str(i % 5) for i in range(30)]
    cells[3] = cells[9] = "n.a."
    cells[4] = ""
    cells[7] = "oops"
    found = look(made(list(range(30)), cells), bad="missing")
    assert dict(found.tokens) == {"n.a.": 2, "": 1}
    assert (found.missing, found.words) == (4, 1)


BUILT_IN = {
    "sunspots": ("year", 11), "air_passengers": ("month", 12), "nile": ("year", None),
    "co2": ("week", 52), "lynx": ("year", 10), "seatbelts": ("month", 12), "sine": ("0.5", 42),
    "oil_well": ("month", None),
}  # fmt: skip


@pytest.mark.parametrize("code", SERIES)
def test_that_the_built_in_series_are_as_their_sources_say(code: str) -> None:
    step, season = BUILT_IN[code]
    found = audit(pick(load(code), SERIES[code].value, SERIES[code].time))
    frame = pd.read_csv(io.BytesIO(contents(code)))[SERIES[code].value]
    assert found.step is not None
    assert (words(found.step), found.step.share) == (step, 1)
    assert found.season is None if season is None else found.season is not None
    if season is not None and found.season is not None:
        assert found.season.period == pytest.approx(season, rel=0.1)
    assert found.missing == frame.isna().sum()
    assert found.zeros == (frame == 0).sum()
    assert found.negatives == (frame < 0).sum()
    assert (found.gaps, found.duplicates, found.out_of_order) == (0, 0, 0)
    # A peak of the lynx, and the months in which the well is shut in or flushes.
    assert found.outliers == {"lynx": 1, "oil_well": 15}.get(code, 0)


def stamps(*texts: str) -> np.ndarray:
    return np.array(texts, dtype="datetime64[s]")


@pytest.mark.parametrize(
    ("times", "said"),
    [
        (pd.date_range("2000-01-31", periods=40, freq="ME"), "month"),
        (pd.date_range("1983-01-15", periods=40, freq="MS") + pd.Timedelta(days=14), "month"),
        (pd.date_range("2000-01-01", periods=40, freq="QS"), "quarter"),
        (pd.date_range("2000-01-01", periods=40, freq="YS"), "year"),
        (pd.date_range("2000-01-01", periods=40, freq="2MS"), "2 months"),
        (pd.date_range("2000-01-01", periods=40, freq="B"), "weekday"),
        (pd.date_range("2000-01-01", periods=40, freq="D"), "day"),
        (pd.date_range("2000-01-01", periods=40, freq="7D"), "week"),
        (pd.date_range("2000-01-01", periods=40, freq="2h"), "2 hours"),
        (pd.date_range("2000-01-01", periods=40, freq="15min"), "15 minutes"),
        (pd.date_range("2000-01-01", periods=40, freq="s"), "second"),
    ],
)
def test_that_the_step_is_the_calendar_s(times: pd.DatetimeIndex, said: str) -> None:
    dates = times.to_numpy().astype("datetime64[s]")
    step = step_of(dates)
    assert step is not None
    assert words(step) == said
    assert step.share == 1
    without = np.delete(dates, [7, 20, 21])
    again = step_of(without)
    assert again is not None
    assert words(again) == said
    assert sorted(absent_rows(without, again)[absent_rows(without, again) > 0]) == [1, 2]


def test_that_weekends_are_no_gaps_and_holidays_are() -> None:
    dates = pd.date_range("2021-12-01", periods=60, freq="B").drop("2021-12-27")
    step = step_of(dates.to_numpy().astype("datetime64[s]"))
    assert step is not None
    assert step.weekdays
    assert absent_rows(dates.to_numpy().astype("datetime64[s]"), step).sum() == 1


def test_that_one_date_or_none_has_no_step() -> None:
    assert step_of(stamps("2020-01-01")) is None
    assert step_of(stamps("2020-01-01", "2020-01-01")) is None
    two = step_of(stamps("2020-01-01", "2020-01-05"))
    assert isinstance(two, Step)
    assert two.size == 4 * 86400


def test_that_wandering_and_noise_have_no_season() -> None:
    rng = np.random.default_rng(5)
    found = [season_of(np.cumsum(rng.normal(size=n))) for n in range(100, 400, 5)]
    assert sum(s is not None for s in found) <= 2
    assert [season_of(rng.normal(size=n)) for n in range(100, 400, 10)].count(None) >= 29


@pytest.mark.parametrize("period", [4, 7, 12, 24, 48])
def test_that_a_season_is_found_in_trend_noise_and_gaps(period: int) -> None:
    rng = np.random.default_rng(period)
    t = np.arange(12.0 * period)
    values = 0.05 * t + np.sin(2 * np.pi * t / period) + rng.normal(0, 0.2, len(t))
    values[rng.integers(0, len(t), 3)] = np.nan
    found = season_of(values)
    assert found is not None
    assert found.period == pytest.approx(period, abs=1)


def test_that_the_strength_is_the_correlation_at_the_period() -> None:
    t = np.arange(240)
    values = np.sin(2 * np.pi * t / 12) + np.random.default_rng(0).normal(0, 0.1, 240)
    found = season_of(values)
    assert found is not None
    line = values - np.polyval(np.polyfit(t, values, 1), t)
    late, early = line[found.period :], line[: -found.period]
    assert found.strength == pytest.approx(
        late @ early / np.sqrt((late @ late) * (early @ early)), abs=1e-9
    )


def yearly(seed: int, rows: int = 3652) -> np.ndarray:
    """Daily temperatures of ten years: a year, weather that lasts some days, a slow rise."""
    rng = np.random.default_rng(seed)
    inertia, size = rng.choice([0.0, 0.7, 0.8, 0.9]), rng.uniform(2, 5)
    weather = np.zeros(rows)
    for t in range(1, rows):
        weather[t] = inertia * weather[t - 1] + rng.normal() * np.sqrt(1 - inertia**2)
    days = np.arange(rows)
    year = 10 * np.sin(2 * np.pi * days / 365.25 + rng.uniform(0, 6))
    return year + size * weather + 0.1 * days / 365


@pytest.mark.parametrize("seed", range(24))
def test_that_a_year_of_days_is_found_within_two_percent_of_all_rows_and_of_the_first(
    seed: int,
) -> None:
    values = yearly(seed)
    found = season_of(values)
    assert found is not None
    assert found.period == pytest.approx(365.25, rel=0.02)
    assert guess_season(values[:2337]) == pytest.approx(365.25, rel=0.02)


@pytest.mark.parametrize("seed", range(6))
def test_that_the_calendar_makes_it_one_number_for_the_card_and_the_models(seed: int) -> None:
    days = np.arange("2010-01-01", "2020-01-01", dtype="datetime64[D]").astype("datetime64[s]")
    values = yearly(seed, len(days))
    found = season_of(values, step_of(days))
    series = Series("temperature", values, days, "day", (), "0" * 64)
    data = prepare(series, Protocol())
    assert found is not None
    assert found.period == data.season == 365


@pytest.mark.parametrize(
    ("season", "by_hand", "dated", "said"),
    [
        (1, False, True, "No season was found in the training part"),
        (11, False, True, "A season has 11 rows: guessed from the training part alone."),
        (11, True, True, "A season has 11 rows: set by hand."),
        (365, True, True, "set by hand"),
        (365, False, True, "alone, and the calendar’s."),
        (7, False, True, "alone, and the calendar’s."),
        (365, False, False, "guessed from the training part alone."),
    ],
)
def test_that_the_one_season_says_where_it_comes_from(
    season: int, by_hand: bool, dated: bool, said: str
) -> None:
    days = np.arange("2020-01-01", "2020-06-01", dtype="datetime64[D]").astype("datetime64[s]")
    step = step_of(days if dated else np.arange(50.0))
    sentence = season_sentence(season, step, by_hand=by_hand)
    assert said in sentence
    assert season == 1 or f" {season} rows" in sentence


def test_that_far_lags_are_not_called_weak_because_few_rows_have_them() -> None:
    wave = np.sin(2 * np.pi * np.arange(300) / 100)
    assert autocorrelation(wave, 100)[100] == pytest.approx(1, abs=1e-9)


def test_that_spikes_are_outliers_and_trend_season_and_flat_stretches_are_not() -> None:
    t = np.arange(200.0)
    calm = 3 * t + 40 * np.sin(t / 3) + np.random.default_rng(0).normal(0, 1, 200)
    assert outliers(calm).sum() == 0
    calm[[50, 120]] = [900, -400]
    assert np.flatnonzero(outliers(calm)).tolist() == [50, 120]
    flat = np.zeros(100)
    assert outliers(flat).sum() == 0
    assert outliers(np.full(5, np.nan)).sum() == 0
