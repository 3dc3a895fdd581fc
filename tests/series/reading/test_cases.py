"""Files of the forms that people really have: each is understood, asked about, or refused."""

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from rnnviz.series.reading.how import Reading
from rnnviz.series.reading.understand import Understood, Wish, understand
from rnnviz.series.steps import step_of, words

CASES = Path(__file__).parent / "cases"


class Want(NamedTuple):
    """What a file holds: names, rows, sum of the values that are there, missing, the step."""

    value: str
    time: str
    rows: int
    total: float
    step: str
    first: str
    missing: int = 0
    entity: str = ""
    ask: str = ""  # the field of a question that is asked first
    answer: str = ""  # the answer that gives what is wanted
    note: str = ""


DAYS, HOURS, MONTHS = "2020-01-01", "2020-03-01T00:00:00", "2013-01-01"
WANTED: dict[str, Want] = {
    "hour_column.csv": Want(
        "pm2.5", "year + month + day + hour", 96, 1848.44, "hour", HOURS, missing=4
    ),
    "date_and_parts.csv": Want("sales", "date", 96, 1942.28, "day", DAYS),
    "index_restarts.csv": Want("Close", "Date", 96, 1942.28, "day", DAYS, entity="AA"),
    "station_daily.txt": Want(
        "TMK", "MESS_DATUM", 96, 1893.54, "day", DAYS, missing=3, ask="missing", answer="-999.00"
    ),
    "wide_regions.csv": Want("value", "time", 60, 7054, "day", "2020-01-22", entity="Alpha"),
    "positions_downwards.csv": Want("y", "n", 96, 1942.28, "1", "1.0"),
    "log_newest_first.csv": Want("y", "@timestamp", 96, 1942.28, "hour", HOURS),
    "utc_word.csv": Want("y", "time", 96, 1942.28, "hour", HOURS),
    "zh_dates.csv": Want("产量(吨)", "日期", 96, 1942.28, "day", DAYS),
    "three_header_rows.csv": Want("Close", "Date", 96, 1942.28, "weekday", DAYS),
    "toa5.csv": Want("AirT_Avg", "TIMESTAMP", 96, 1942.28, "hour", HOURS),
    "hash_and_blanks.txt": Want(
        "column 4", "year + month", 96, 30110.59, "month", "2000-01", missing=2, ask="missing",
        answer="-99.99",
    ),
    "across_newest_first.csv": Want(
        "value", "time", 96, 1942.28, "month", MONTHS, entity="工业产值(亿元)"
    ),
    "mixed_frequencies.csv": Want(
        "Something", "Title", 360, 33420, "month", "1990-01", ask="unit", answer="month",
        note="those of months are taken: 360 of 510",
    ),
    "total_and_source.xlsx": Want(
        "Output", "Month", 96, 1942.28, "month", MONTHS,
        note="Lines under the table that were left out: 2.",
    ),
    "year_once.csv": Want(
        "Value", "Year + Month", 96, 1942.28, "month", MONTHS, note="stand for the one above"
    ),
    "wide_hours.csv": Want(
        "value", "time", 960, 10_060_320, "hour", "2020-01-01T01", ask="decimal", answer="."
    ),
    "tenths.csv": Want("acc", "timestamp", 96, 1942.28, "0.1 seconds", "2020-03-01T12:00:00.0"),
    "epoch_us.csv": Want(
        "open", "open_time", 96, 1942.28, "minute", "2025-01-01T00:00:00", ask="dates",
        answer="unix",
    ),
    "sentinel.csv": Want(
        "temp", "date", 96, 1889.12, "day", DAYS, missing=3, ask="missing", answer="-9999"
    ),
    "brackets.csv": Want(
        "net", "month", 96, 32659.32, "month", MONTHS, note="Cells in brackets, read as negative"
    ),
    "percent_note.csv": Want("chg", "date", 96, 1.25, "day", DAYS),
    "de_months.csv": Want("Wert", "Monat", 96, 1942.28, "month", MONTHS),
    "hour_24.csv": Want("kW", "time", 96, 1942.28, "hour", "2020-03-01T01:00:00"),
    "year_two_digits.csv": Want("y", "date", 96, 1942.28, "day", "2014-01-01"),
    "week_one_digit.csv": Want("value", "week", 96, 1942.28, "week", "2018-01-01"),
    "offset_local_day.csv": Want(
        "y", "t", 96, 1942.28, "hour", HOURS, note="kept as the local time"
    ),
}  # fmt: skip


def look(name: str, data: bytes | None = None, **answers: Any) -> Understood:
    data = (CASES / name).read_bytes() if data is None else data
    return understand(data, name, Reading(**answers), Wish())


def test_that_every_file_of_the_folder_has_its_expectation() -> None:
    assert {path.name for path in CASES.iterdir()} == {*WANTED, "formulas.xlsx"}


@pytest.mark.parametrize("name", WANTED)
def test_that_a_file_is_understood_as_its_reader_would(name: str) -> None:
    want = WANTED[name]
    found = look(name)
    if want.ask:
        assert found.picked is None
        assert found.questions[0].field == want.ask
        assert want.answer in dict(found.questions[0].answers)
        found = look(name, None, **{want.ask: want.answer})
    assert (found.error, found.questions) == ("", ())
    assert (found.value, found.time, found.which) == (want.value, want.time, want.entity)
    assert found.picked is not None
    series = found.picked.series
    assert len(series) == want.rows
    assert np.nansum(series.values) == pytest.approx(want.total, abs=0.005)
    assert int(np.isnan(series.values).sum()) == want.missing
    step = step_of(np.sort(series.times))
    assert step is not None
    assert (words(step), step.share) == (want.step, 1)
    assert str(np.sort(series.times)[0]).startswith(want.first)
    assert any(want.note in note for note in series.notes) or not want.note


def test_that_formulas_without_results_are_named() -> None:
    assert "formulas without their results (cells: 96)" in look("formulas.xlsx").error


def test_that_no_note_tells_of_thousands_that_are_not_there() -> None:
    found = look("percent_note.csv").picked
    assert found is not None
    assert not any("thousands" in note for note in found.series.notes)


def text(rows: list[str]) -> bytes:
    return "\n".join(rows).encode()


WAVE = [round(20 + 7 * np.sin(i / 5) + i * i % 7 / 10, 2) for i in range(48)]
DAY = [str(np.datetime64("2021-03-01") + i) for i in range(48)]
RDB = ["# National data", "agency_cd\tsite_no\tdatetime\tflow", "5s\t15s\t20d\t14n",
       *(f"USGS\t0142\t{d}\t{v}" for d, v in zip(DAY, WAVE, strict=True))]  # fmt: skip
ANNOTATED = ["#group,false,false,true,false", "#datatype,string,long,dateTime:RFC3339,double",
             "#default,_result,,,", ",result,table,_time,_value",
             *(f",,0,{d}T00:00:00Z,{v}" for d, v in zip(DAY, WAVE, strict=True))]  # fmt: skip
SECOND = ["day,y", *(f"{d},{v}" for d, v in zip(DAY, WAVE, strict=True)), "", "name,town,height",
          "a,b,3", "c,d,4"]  # fmt: skip
WITHIN = ["day,y"]
for _i, (_d, _v) in enumerate(zip(DAY, WAVE, strict=True)):
    WITHIN += [f"{_d},{_v}", *(["Sum,999", "Avg,99"] if _i % 12 == 11 else [])]
MERGED = ["region,day,y", *(f"{r if i == 0 else ''},{d},{v + k}" for k, r in enumerate("AB")
                            for i, (d, v) in enumerate(zip(DAY, WAVE, strict=True)))]  # fmt: skip
JSONLIKE = ["[date],[rate]", *(f"{d},{v}" for d, v in zip(DAY, WAVE, strict=True))]
PERIODS = ["SETTLEMENT_DATE,SETTLEMENT_PERIOD,demand",
           *(f"2021-03-01,{i + 1},{v}" for i, v in enumerate(WAVE))]  # fmt: skip
MARKS = ["day,y", *(f"{d},{v}{'p' if i > 44 else ''}"
                    for i, (d, v) in enumerate(zip(DAY, WAVE, strict=True)))]  # fmt: skip
SCALED = ["day,y", *(f"{d},{f'{v}K' if i % 2 else f'{v / 1000:.5f}M'}"
                     for i, (d, v) in enumerate(zip(DAY, WAVE, strict=True)))]  # fmt: skip
OTHERS = {
    "an RDB file": (RDB, "flow"), "an annotated CSV": (ANNOTATED, "_value"),
    "a second table below": (SECOND, "y"), "sums within": (WITHIN, "y"),
    "a label that stands once": (MERGED, "y"), "names in brackets": (JSONLIKE, "[rate]"),
    "half hours by number": (PERIODS, "demand"), "marks behind numbers": (MARKS, "y"),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_that_other_members_of_a_kind_are_understood(name: str) -> None:
    rows, value = OTHERS[name]
    found = look("x.csv", text(rows))
    assert (found.error, found.questions, found.value) == ("", (), value)
    assert found.picked is not None
    series = found.picked.series
    assert series.values.tolist() == WAVE
    step = step_of(series.times)
    assert step is not None
    assert (series.dated, step.share) == (True, 1)


def test_that_thousands_and_millions_by_letter_are_multiplied() -> None:
    found = look("x.csv", text(SCALED)).picked
    assert found is not None
    assert found.series.values == pytest.approx(1000 * np.array(WAVE))
    assert any("multiplied: 48" in note for note in found.series.notes)


def test_that_the_autumn_hour_that_comes_twice_is_said() -> None:
    hours = [f"2020-10-{d:02} {h:02}:00" for d in range(24, 27) for h in range(24)]
    hours.insert(hours.index("2020-10-25 02:00"), "2020-10-25 02:00")
    found = look("x.csv", text(["t,y", *(f"{t},{i * i % 11}" for i, t in enumerate(hours))])).picked
    assert found is not None
    assert any("come twice" in note and ": 1." in note for note in found.series.notes)


@pytest.mark.parametrize(
    ("cells", "offered"),
    [
        (["32.13.2020", "33.13.2020", "34.13.2020", "35.13.2020"], False),
        (["soon"], True),
    ],
)
def test_that_no_remedy_takes_rows_that_follow_a_pattern(cells: list[str], offered: bool) -> None:
    rows = [f"{d},{v}" for d, v in zip(DAY, WAVE, strict=True)] + [f"{c},5" for c in cells]
    found = look("x.csv", text(["day,y", *rows]))
    assert found.untimed is not None
    assert (found.untimed.rows, found.untimed.of) == (len(cells), 48 + len(cells))
    assert found.untimed.offered is offered


@pytest.mark.parametrize("sign", ["-9999", "n/v", "20.0"])
def test_that_signs_for_missing_are_counted_in_all_parts(sign: str) -> None:
    cells = [sign if i in (3, 40, 47) else str(v) for i, v in enumerate(WAVE)]
    data = text(["day,y", *(f"{d},{c}" for d, c in zip(DAY, cells, strict=True))])
    found = look("x.csv", data, missing=f"{sign} | x").picked
    assert found is not None
    lost = {3, 40, 47} | {i for i, v in enumerate(WAVE) if str(v) == sign}
    assert set(np.flatnonzero(np.isnan(found.series.values)).tolist()) == lost
    assert dict(found.numbers.tokens)[sign] == len(lost)


def test_that_lines_can_be_skipped_and_names_pointed_at() -> None:
    rows = ["x,1", "y,2", "day,y", *(f"{d},{v}" for d, v in zip(DAY, WAVE, strict=True)), "9,9"]
    found = understand(text(rows), "x.csv", Reading(above=2, below=1), Wish()).picked
    assert found is not None
    assert found.series.values.tolist() == WAVE
    named = understand(text(["a,b", *rows[2:-1]]), "x.csv", Reading(names=1, names_lines=2), Wish())
    assert named.names == ("a day", "b y")
    assert named.head_lines == (1, 2)


def test_that_rows_without_a_time_can_be_turned_round() -> None:
    data = text(["y", *map(str, WAVE)])
    found = understand(data, "x.csv", Reading(order="reversed"), Wish()).picked
    assert found is not None
    assert found.series.values.tolist() == WAVE[::-1]
