"""The shapes of the series that ship inside packages, each written anew in the same form.

No file is copied: every table here is made of numbers of our own.
"""

from collections.abc import Callable

import numpy as np
import pytest

from rnnviz.series.audit.audit import Audit, audit
from rnnviz.series.audit.ready import choose
from rnnviz.series.reading.choose import pick
from rnnviz.series.reading.guess.entity import guess_entity
from rnnviz.series.reading.guess.time import guess_time
from rnnviz.series.reading.guess.value import guess_value
from rnnviz.series.reading.table import read_table
from rnnviz.series.steps import words


def wave(n: int, season: int = 12, seed: int = 0) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(0, 0.05, n)
    return np.round(10 + np.sin(2 * np.pi * np.arange(n) / season) + noise, 3)


def dates(start: str, n: int, unit: str) -> list[str]:
    return (np.datetime64(start, unit) + np.arange(n)).astype(str).tolist()


def table(times: list[str], values: np.ndarray | list[str], names: str = "t,y") -> str:
    return "\n".join([names, *(f"{t},{v}" for t, v in zip(times, values, strict=True))])


def look(text: str) -> Audit:
    return audit(pick(read_table(text.encode(), "f.csv")))


def labels(n: int, write: Callable[[int, int], str], start: int = 1749) -> list[str]:
    return [write(start + i // 12, i % 12) for i in range(n)]


NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
WEEKDAYS = [d for d in dates("1990-01-01", 700, "D") if np.is_busday(np.datetime64(d))]


def american(date: str) -> str:
    year, month, day = date.split("-")
    return f"{int(month)}/{int(day)}/{year}"


SHAPES: dict[str, tuple[str, str, int]] = {
    "sunspots, yearly": (table([str(y) for y in range(1700, 2009)], wave(309, 11)), "year", 11),
    "sunspots as floats": (table([f"{y}.0" for y in range(1700, 1900)], wave(200, 11)), "year", 11),
    "CO2, YYYYMMDD": (
        table(
            [d.replace("-", "") for d in dates("1958-03-29", 7 * 300, "D")[::7]], wave(300, 52)
        ),
        "week", 52,
    ),
    "Fama-French, YYYYMM": (
        table([d.replace("-", "") for d in dates("1926-07", 120, "M")], wave(120)), "month", 12,
    ),
    "electric equipment, monthly": (table(dates("1995-01", 120, "M"), wave(120)), "month", 12),
    "sunspots, Jan 1749": (
        table(labels(120, lambda y, m: f"{NAMES[m]} {y}"), wave(120)), "month", 12,
    ),
    "PBS, 1991 Jul": (
        table(labels(96, lambda y, m: f"{y} {NAMES[m]}", 1991), wave(96)), "month", 12,
    ),
    "wool, Q1 1965": (
        table([f"Q{i % 4 + 1} {1965 + i // 4}" for i in range(80)], wave(80, 4)), "quarter", 4,
    ),
    "uschange, 1970 Q1": (
        table([f"{1970 + i // 4} Q{i % 4 + 1}" for i in range(80)], wave(80, 4)), "quarter", 4,
    ),
    "shampoo, 1991-01": (table(dates("1991-01", 60, "M"), wave(60)), "month", 12),
    "crude oil, on the 15th": (
        table([f"{d}-15" for d in dates("1983-01", 120, "M")], wave(120)), "month", 12,
    ),
    "core CPI, M/D/YYYY": (
        table([american(f"{d}-01") for d in dates("1957-01", 120, "M")], wave(120)), "month", 12,
    ),
    "WTI, weekdays": (table([american(d) for d in WEEKDAYS], wave(len(WEEKDAYS), 5)), "weekday", 5),
    "solar, half hours with offset": (
        table(
            [f"{str(np.datetime64('2021-05-01T00:00') + 30 * i).replace('T', ' ')}:00+00:00"
             for i in range(288)],
            np.maximum(0, wave(288, 48) - 10.2),
        ),
        "30 minutes", 48,
    ),
    "sea temperature, Z": (
        table(
            [f"{np.datetime64('2016-02-15T15:00') + 30 * i}:00Z" for i in range(480)],
            wave(480, 48),
        ),
        "30 minutes", 48,
    ),
    "weather, hourly": (
        table([d.replace("T", " ") for d in dates("2010-01-01T00", 240, "h")], wave(240, 24)),
        "hour", 24,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_that_the_shape_is_read_with_its_step_and_season(name: str) -> None:
    text, step, season = SHAPES[name]
    found = look(text)
    assert found.step is not None
    assert words(found.step) == step
    assert found.step.share > 0.99
    assert found.season is not None
    assert found.season.period == pytest.approx(season, rel=0.1)
    assert found.rows == text.count("\n")
    assert (found.missing, found.gaps, found.duplicates, found.out_of_order) == (0, 0, 0, 0)
    series = choose(read_table(text.encode(), "f.csv"))
    assert series.dated
    assert series.notes == ()


@pytest.mark.parametrize(("n", "season"), [(4 * 336, 48), (150, 17), (100, 13)])
def test_that_a_plain_column_has_positions_and_a_season(n: int, season: int) -> None:
    found = look("x\n" + "\n".join(map(str, wave(n, season))))
    assert (found.first, found.last) == (1, n)
    assert found.season is not None
    assert found.season.period == pytest.approx(season, abs=1)


def test_that_half_seconds_are_positions_with_an_even_step() -> None:
    found = look(table([str(i / 2) for i in range(150)], wave(150), "time,rate"))
    assert found.step is not None
    assert (found.step.size, found.step.share) == (0.5, 1)


def test_that_fred_points_are_missing_values_and_counted() -> None:
    cells = [str(v) for v in wave(len(WEEKDAYS))]
    for i in range(7, len(cells), 20):
        cells[i] = "."
    found = look(table([american(d) for d in WEEKDAYS], cells))
    n = len(range(7, len(cells), 20))
    assert (found.missing, found.tokens) == (n, ((".", n),))


def test_that_a_last_empty_quarter_is_left_out_and_said() -> None:
    cells = [*map(str, wave(80, 4)), ""]
    series = choose(
        read_table(table([f"Q{i % 4 + 1} {1956 + i // 4}" for i in range(81)], cells).encode())
    )
    assert len(series) == 80
    assert any("left out: 1" in note for note in series.notes)


def test_that_irregular_glucose_readings_show_their_middle_step_and_nil() -> None:
    rng = np.random.default_rng(1)
    seconds = np.cumsum(rng.integers(270, 330, 400))
    stamps = (np.datetime64("2010-03-24T09:51:00") + seconds).astype(str)
    cells = [str(v) for v in wave(400)]
    cells[10] = cells[11] = "nil"
    found = look(table([s.replace("T", " ") for s in stamps], cells))
    assert found.step is not None
    assert found.step.size == pytest.approx(300, rel=0.05)
    assert found.tokens == (("nil", 2),)
    assert found.longest_missing == 2


def test_that_a_duplicate_and_two_gaps_are_counted() -> None:
    stamps = [f"{np.datetime64('2016-02-15T15:00') + 30 * i}:00Z" for i in range(480)]
    stamps[100] = stamps[99]
    del stamps[200:203], stamps[300]
    found = look(table(stamps, wave(len(stamps))))
    assert (found.duplicates, found.gaps, found.absent) == (1, 3, 1 + 3 + 1)


def test_that_a_table_of_marriages_with_empty_years_reads_either_column() -> None:
    years = range(1867, 2012)
    rows = [f"{y},{y * 3 % 97},{'' if y < 1883 else y % 11}" for y in years]
    text = "\n".join(["Year,Marriages,Divorces", *rows])
    assert len(choose(read_table(text.encode()), "Marriages")) == 145
    assert len(choose(read_table(text.encode()), "Divorces")) == 145 - 16


def test_that_a_long_table_of_stocks_is_guessed() -> None:
    months = [american(f"{d}-01") for d in dates("2000-01", 60, "M")]
    rows = [f"{s},{d},{i % 13}" for s in ("MSFT", "AMZN", "IBM") for i, d in enumerate(months)]
    found = read_table("\n".join(["symbol,date,price", *rows]).encode())
    assert guess_time(found) == "date"
    assert guess_value(found, "date") == "price"
    assert guess_entity(found, "date", "price") == "symbol"
    assert len(choose(found, entity=("symbol", "AMZN"))) == 60
