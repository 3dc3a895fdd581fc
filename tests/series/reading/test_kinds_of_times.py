"""Times of rarer kinds: each is right, asked about, or told in one sentence; never another."""

import calendar
import datetime as dt

import numpy as np
import pytest

from rnnviz.series.reading.how import Reading
from rnnviz.series.reading.understand import Understood, Wish, understand

EASTERN = ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月",
           "十二月"]  # fmt: skip
ONES = "一二三四五六七八九"
EASTERN_DAYS = [*ONES, "十", *(f"十{n}" for n in ONES), "二十", *(f"二十{n}" for n in ONES), "三十",
                "三十一"]  # fmt: skip
NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
ROMAN = ["I", "II", "III", "IV"]
YEARS = range(2000, 2010)
TWELVE = range(1, 13)
DAYS = [np.datetime64("2020-01-01") + i for i in range(31)]


def wave(n: int) -> list[float]:
    return [round(20 + 7 * np.sin(i / 5) + i * i % 7 / 10, 2) for i in range(n)]


def table(cells: list[str], head: str = "t") -> str:
    return "\n".join(
        [f"{head},y", *(f"{c},{v}" for c, v in zip(cells, wave(len(cells)), strict=True))]
    )


def look(text: str, **how: str) -> Understood:
    return understand(text.encode(), "x.csv", Reading(**how), Wish())  # type: ignore[arg-type]


def dates(first: str, n: int, step: int, unit: str) -> np.ndarray:
    """`n` times from the first of their unit on."""
    kind = f"datetime64[{unit}]"
    return (np.datetime64(first, unit) + step * np.arange(n)).astype(kind).astype("M8[s]")


MONTHLY = dates("2000-01", 120, 1, "M")
QUARTERLY = dates("2000-01", 40, 3, "M")
DAILY = dates("2020-01-01", 31, 1, "D")
THREE_YEARS = dates("2020-01", 36, 1, "M")
WEEKS = dates("2019-12-30", 53, 7, "D")
CELLS: dict[str, tuple[list[str], np.ndarray]] = {
    "Chinese months": ([f"{y}年{m}" for y in YEARS for m in EASTERN], MONTHLY),
    "Chinese numbers": (
        [f"二〇二{y}年{m}" for y in "〇一二" for m in EASTERN], THREE_YEARS,
    ),
    "Chinese days": (
        [f"二〇二〇年一月{d}日" for d in EASTERN_DAYS], DAILY,
    ),
    "Roman quarters, year behind": ([f"{q} {y}" for y in YEARS for q in ROMAN], QUARTERLY),
    "Roman quarters, year before": ([f"{y}-{q}" for y in YEARS for q in ROMAN], QUARTERLY),
    "Roman quarters with a slash": ([f"{q}/{y}" for y in YEARS for q in ROMAN], QUARTERLY),
    "Roman quarters with a word": ([f"{q}. Quartal {y}" for y in YEARS for q in ROMAN], QUARTERLY),
    "Roman quarters cut short": ([f"{q} trim. {y}" for y in YEARS for q in ROMAN], QUARTERLY),
    "a word before Roman quarters": ([f"Quartal {q} {y}" for y in YEARS for q in ROMAN], QUARTERLY),
    "Roman quarters as one sign": ([f"{y}年{q}季度" for y in YEARS for q in "ⅠⅡⅢⅣ"], QUARTERLY),
    "Reiwa": ([f"令和{n}年{m}月" for n in (2, 3, 4) for m in TWELVE], THREE_YEARS),
    "Reiwa by letter": ([f"R{n}.{m}" for n in (2, 3, 4) for m in TWELVE], THREE_YEARS),
    "Reiwa by letter, days": ([f"R02.01.{d:02}" for d in range(1, 32)], DAILY),
    "Heisei by letter, days": (
        [f"H30/1/{d}" for d in range(1, 32)], dates("2018-01-01", 31, 1, "D"),
    ),
    "the first year of Reiwa": (
        [f"平成31年{m}月" for m in range(1, 5)] + [f"令和元年{m}月" for m in range(5, 13)]
        + [f"令和{n}年{m}月" for n in (2, 3) for m in TWELVE], dates("2019-01", 36, 1, "M"),
    ),
    "Taisho and Showa": (
        [f"大正{n}年" for n in range(1, 15)] + [f"昭和{n}年" for n in range(1, 30)],
        dates("1912", 43, 1, "Y"),
    ),
    "fiscal years of Heisei": (
        [f"平成{n}年度" for n in range(1, 31)], dates("1989", 30, 1, "Y"),
    ),
    "the Republic's years": (
        [f"民國{n}年{m}月" for n in (109, 110, 111) for m in TWELVE], THREE_YEARS,
    ),
    "weeks of ISO": ([f"2020-W{w:02}" for w in range(1, 54)], WEEKS),
    "weeks of ISO with their Monday": ([f"2020-W{w:02}-1" for w in range(1, 54)], WEEKS),
    "calendar weeks": ([f"CW {w:02}/2020" for w in range(1, 54)], WEEKS),
    "Kalenderwochen": ([f"KW{w} 2020" for w in range(1, 54)], WEEKS),
    "weeks without a sign": ([f"2020{w:02}" for w in range(1, 54)], WEEKS),
    "fiscal years": (
        [f"{y}/{(y + 1) % 100:02}" for y in range(1980, 2010)], dates("1980", 30, 1, "Y"),
    ),
    "fiscal years that could be months": (
        [f"{y}/{(y + 1) % 100:02}" for y in range(2000, 2012)] , dates("2000", 12, 1, "Y"),
    ),
    "fiscal years by letters": ([f"FY{y}" for y in range(1980, 2010)], dates("1980", 30, 1, "Y")),
    "fiscal quarters": ([f"FY{y} Q{q}" for y in YEARS for q in (1, 2, 3, 4)], QUARTERLY),
    "months that could be fiscal years": (
        [f"{y}/{m:02}" for y in YEARS for m in TWELVE], MONTHLY,
    ),
    "local midnights with summer time": (
        [f"{d}T00:00:00+0{1 if str(d) < '2020-01-20' else 2}:00" for d in DAYS], DAILY,
    ),
    "the same offset or none": (
        [f"{d}T00:00:00{'+01:00' if i % 2 else ''}" for i, d in enumerate(DAYS)], DAILY,
    ),
}  # fmt: skip


def is_right(found: Understood, times: np.ndarray, values: list[float]) -> bool:
    assert (found.error, found.questions) == ("", ())
    assert found.picked is not None
    series = found.picked.series
    order = np.argsort(series.times, kind="stable")
    np.testing.assert_array_equal(series.times[order].astype("M8[s]"), times)
    np.testing.assert_array_equal(series.values[order], values)
    return series.dated


@pytest.mark.parametrize("name", CELLS)
def test_that_times_of_a_rarer_kind_are_read(name: str) -> None:
    cells, times = CELLS[name]
    assert is_right(look(table(cells)), times, wave(len(cells)))


def test_that_a_column_of_weeks_is_one_of_weeks_even_where_all_could_be_months() -> None:
    cells = [f"2020{w:02}" for w in range(1, 13)]
    assert is_right(look(table(cells, "week")), WEEKS[:12], wave(12))
    assert is_right(look(table(cells, "month")), dates("2020-01", 12, 1, "M"), wave(12))


@pytest.mark.parametrize(
    "cells",
    [
        EASTERN * 4,
        [f"{m}月" for m in TWELVE] * 4,
        NAMES * 4,
        [f"W{w}" for w in range(1, 53)],
        [f"{d}.{m}.2020" for m in ("V", "VI", "VII") for d in range(1, 29)],
        [f"{d:02}/01/2563" for d in range(1, 32)],
    ],
    ids=["Chinese", "Japanese", "English", "weeks", "Roman months", "years after Buddha"],
)
def test_that_times_that_say_too_little_number_the_rows_and_that_is_said(cells: list[str]) -> None:
    found = look(table(cells))
    assert found.picked is not None
    assert (found.value, found.time) == ("y", "")  # the line then says that no time was read
    np.testing.assert_array_equal(found.picked.series.values, wave(len(cells)))


@pytest.mark.parametrize(
    ("cells", "named"),
    [
        ([f"2020-W{w:02}" for w in range(53)], "2020-W00"),
        ([f"{y}-W{w:02}" for y in (2019, 2020) for w in range(1, 54)], "2019-W53"),
        ([f"大昔{n}年" for n in range(1, 9)] + [f"昭和{n}年" for n in range(1, 40)], "大昔1年"),
    ],
)
def test_that_a_time_that_is_none_is_named_and_no_row_goes_in_silence(
    cells: list[str], named: str
) -> None:
    found = look(table(cells))
    assert f"“{named}”" in found.error
    assert "where a date was expected" in found.error


@pytest.mark.parametrize(
    ("head", "first", "said"),
    [("week", "2019-12-30", "ISO 8601"), ("epiweek", "2019-12-29", "epidemiologists")],
)
def test_that_weeks_in_a_column_say_how_they_are_counted(head: str, first: str, said: str) -> None:
    rows = [f"2020,{w},{v}" for w, v in zip(range(1, 54), wave(53), strict=True)]
    found = look("\n".join([f"year,{head},y", *rows]))
    assert is_right(found, dates(first, 53, 7, "D"), wave(53))
    assert any(said in note for note in found.notes)


def test_that_different_offsets_become_utc_where_that_is_even_and_either_is_said() -> None:
    hours = np.arange("2020-10-24T22", "2020-10-26T22", dtype="M8[h]")
    local = [(h + 2, "+02:00") if h < np.datetime64("2020-10-25T01") else (h + 1, "+01:00")
             for h in hours]  # fmt: skip
    found = look(table([f"{h}:00{zone}" for h, zone in local]))
    assert is_right(found, hours.astype("M8[s]"), wave(len(hours)))
    assert found.picked is not None
    assert any("turned into UTC" in note for note in found.picked.series.notes)
    cells, _times = CELLS["local midnights with summer time"]
    kept = look(table(cells)).picked
    assert kept is not None
    assert any("(+01:00, +02:00); they are kept as the local" in n for n in kept.series.notes)


def autumn() -> list[str]:
    hours = np.arange("2020-10-24T00", "2020-10-27T00", dtype="M8[h]").astype(str).tolist()
    at = hours.index("2020-10-25T02")
    return [f"{h}:00" for h in (*hours[: at + 1], *hours[at:])]


@pytest.mark.parametrize("form", ["{t}", "{t} - {t}", "{d},{h}"])
def test_that_the_autumn_hour_comes_twice_and_is_said(form: str) -> None:
    cells = [form.format(t=t, d=t[:10], h=int(t[11:13])) for t in autumn()]
    head = "date,hour" if "{h}" in form else "t"
    found = look(table(cells, head)).picked
    assert found is not None
    assert found.series.values.tolist() == wave(73)
    assert any("come twice" in note and ": 1." in note for note in found.series.notes)


def test_that_the_autumn_hour_marked_a_and_b_is_named() -> None:
    cells = autumn()
    at = cells.index("2020-10-25T02:00")
    cells[at : at + 2] = ["2020-10-25T02A:00", "2020-10-25T02B:00"]
    assert "“2020-10-25T02A:00”" in look(table(cells)).error


def test_that_a_25th_hour_is_named_and_not_taken_for_another() -> None:
    rows = [f"2020-10-{d},{h},{d * h % 13}" for d in range(20, 30)
            for h in range(1, 26 if d == 25 else 25)]  # fmt: skip
    assert "“2020-10-25 25”" in look("\n".join(["date,hour,y", *rows])).error


@pytest.mark.parametrize(
    "hours", [["1", "2", "3A", "3B", *map(str, range(4, 25))], [f"h{n}" for n in range(1, 26)]]
)
def test_that_the_hour_twice_across_a_day_is_left_aside_and_counted(hours: list[str]) -> None:
    extra = hours.index("3B") if "3B" in hours else 24
    values = iter(wave(21 * 24))
    rows = [
        f"2020-10-{d}," + ",".join(
            ("7" if d == 25 else "") if i == extra else str(next(values)) for i in range(25)
        )
        for d in range(10, 31)
    ]  # fmt: skip
    found = look("\n".join(["day," + ",".join(hours), *rows]))
    assert is_right(found, dates("2020-10-10T01", 21 * 24, 1, "h"), wave(21 * 24))
    assert any(f"left aside: 1 ({hours[extra]})" in note for note in found.notes)


def length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def by_days(year: int) -> dict[tuple[int, int], float]:
    every = [(m, d) for m in TWELVE for d in range(1, length(year, m) + 1)]
    return dict(zip(every, wave(len(every)), strict=True))


@pytest.mark.parametrize("year", [2020, 2021])
@pytest.mark.parametrize(
    "names", [NAMES, EASTERN, [f"{m}月" for m in TWELVE], list(map(str, TWELVE))]
)
@pytest.mark.parametrize("way", ["days down", "days across", "years and days down", "months down"])
def test_that_days_by_months_are_unrolled(way: str, names: list[str], year: int) -> None:
    v = by_days(year)
    days = range(1, 32)
    if way in ("days down", "years and days down"):
        named = way != "days down"
        lines = [",".join([*(["year"] if named else []), "day", *names])]
        lines += [",".join([*([str(year)] if named else []), str(d),
                            *(str(v.get((m, d), "")) for m in TWELVE)]) for d in days]  # fmt: skip
    else:
        named = way == "months down"
        lines = [",".join([*(["year"] if named else []), "month", *map(str, days)])]
        lines += [",".join([*([str(year)] if named else []), names[m - 1],
                            *(str(v.get((m, d), "")) for d in days)]) for m in TWELVE]  # fmt: skip
    found = look("\n".join([*([] if named else [f"Flow of {year}"]), *lines]))
    assert is_right(found, dates(f"{year}-01-01", len(v), 1, "D"), list(v.values()))


def test_that_days_by_months_without_a_year_are_refused_with_a_sentence() -> None:
    v = by_days(2021)
    for lines in (
        ["day," + ",".join(NAMES)]
        + [f"{d}," + ",".join(str(v.get((m, d), "")) for m in TWELVE) for d in range(1, 32)],
        ["month," + ",".join(map(str, range(1, 32)))]
        + [f"{NAMES[m - 1]}," + ",".join(str(v.get((m, d), "")) for d in range(1, 32))
           for m in TWELVE],
    ):  # fmt: skip
        assert "no year is given" in look("\n".join(lines)).error


FISCAL = [*range(10, 13), *range(1, 10)]


def test_that_a_fiscal_year_of_months_is_in_order_and_said() -> None:
    times = dates("2000-10", 48, 1, "M")
    cells = [f"{y},{m}" for y in range(2000, 2004) for m in FISCAL]
    down = look(table(cells, "fiscal_year,month"))
    values = iter(wave(48))
    across = look("\n".join(
        ["FY," + ",".join(NAMES[m - 1] for m in FISCAL)]
        + [f"{y}/{y + 1}," + ",".join(str(next(values)) for _ in FISCAL) for y in range(2000, 2004)]
    ))  # fmt: skip
    for found in (down, across):
        assert is_right(found, times, wave(48))
        assert any("Years begin with month 10" in note for note in found.notes)


@pytest.mark.parametrize(
    ("head", "cells", "times"),
    [
        ("年份,月份", [f"{y},{m}" for y in YEARS for m in EASTERN], MONTHLY),
        ("年,月", [f"{y}年,{m}月" for y in YEARS for m in TWELVE], MONTHLY),
        ("年,月", [f"令和{y}年,{m}月" for y in (2, 3, 4) for m in TWELVE], THREE_YEARS),
        ("year,quarter", [f"{y},{q}" for y in YEARS for q in ROMAN], QUARTERLY),
    ],
)
def test_that_years_and_their_parts_in_columns_are_read(
    head: str, cells: list[str], times: np.ndarray
) -> None:
    assert is_right(look(table(cells, head)), times, wave(len(cells)))


def test_that_years_by_roman_quarters_are_read() -> None:
    values = iter(wave(40))
    rows = [f"{y}," + ",".join(str(next(values)) for _ in ROMAN) for y in YEARS]
    found = look("\n".join(["year," + ",".join(ROMAN), *rows]))
    assert is_right(found, QUARTERLY, wave(40))


TOLD = {
    "dd.MM.yy HH:mm": "{d:02}.{m:02}.{yy:02} 05:30", "yyyy-MM-dd": "{y}-{m:02}-{d:02}",
    "d/M/yyyy h:mm a": "{d}/{m}/{y} 5:30 am", "yyyyMMddHHmm": "{y}{m:02}{d:02}0530",
    "d MMM yyyy": "{d} {name} {y}", "EEE d. MMMM yy": "Mon {d}. {name} {yy:02}",
    "DD-MM-YYYY": "{d:02}-{m:02}-{y}", "yyyy'y'M'm'd": "{y}y{m}m{d}", "yyyyDDD": "{y}{n:03}",
    "M*d*yy": "{m}*{d}*{yy:02}", "dd.mm.yyyy HH:MM:SS": "{d:02}.{m:02}.{y} 05:30:00",
    "yyyy.MM.dd HH:mm:ss.SSS": "{y}.{m:02}.{d:02} 05:30:00.250",
}  # fmt: skip


@pytest.mark.parametrize("pattern", TOLD)
def test_that_dates_are_read_by_the_pattern_that_somebody_wrote(pattern: str) -> None:
    days = [dt.date(2020, 1, 25) + dt.timedelta(5 * i) for i in range(40)]
    cells = [
        TOLD[pattern].format(
            y=d.year, yy=d.year % 100, m=d.month, d=d.day, name=NAMES[d.month - 1],
            n=d.timetuple().tm_yday,
        )
        for d in days
    ]  # fmt: skip
    found = look(table(cells), pattern=pattern)
    clock = 5 * 3600 + 1800 if "H" in pattern or "h" in pattern else 0
    times = (np.array(days, dtype="M8[D]").astype("M8[s]") + clock).astype("M8[ns]")
    times += 250_000_000 if "SSS" in pattern else 0
    assert (found.error, found.questions, found.time) == ("", (), "t")
    assert found.picked is not None
    np.testing.assert_array_equal(found.picked.series.times.astype("M8[ns]"), times)
    assert len(found.aloud) == 3


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("dd.MM", "the year (yyyy or yy) is not in it"), ("hello", "the year"),
        ("dd.dd.yyyy", "a part comes twice"), ("dd.yyyy", "a day (dd) needs its month (MM)"),
        ("yyyy" + "-" * 60, "it has 1 to 40 signs"),
        ("MM/dd/yyyy", "does not fit the times of “t”"),
    ],
)  # fmt: skip
def test_that_a_wrong_pattern_gets_one_sentence(pattern: str, said: str) -> None:
    cells = [f"{i % 28 + 1:02}.{i // 28 + 1:02}.2021" for i in range(80)]
    found = look(table(cells), pattern=pattern)
    assert found.picked is None
    assert said in found.error
    assert found.names == ("t", "y")  # the table is still shown, with the field to correct


def test_that_a_pattern_settles_what_was_asked() -> None:
    cells = [f"{i + 1:02}/01/2020" for i in range(12)] * 3
    assert look(table(cells)).questions != ()
    found = look(table(cells), pattern="dd/MM/yyyy")
    assert (found.questions, found.error) == ((), "")
    assert found.aloud[0][1].startswith("2020-01-01")
