"""Tables that are not one row a time, and series that share one table."""

from typing import Any

import numpy as np
import pytest

from rnnviz.errors import RnnvizError
from rnnviz.series.audit.audit import audit
from rnnviz.series.audit.ready import choose
from rnnviz.series.reading.choose import pick
from rnnviz.series.reading.guess.entity import guess_entity
from rnnviz.series.reading.guess.time import guess_time
from rnnviz.series.reading.guess.value import guess_value
from rnnviz.series.reading.how import Reading
from rnnviz.series.reading.table import Table, read_table

MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]


def read(text: str, **reading: Any) -> Table:
    return read_table(text.encode(), "file.csv", Reading(**reading))


def calendar(names: list[str], years: int = 5, start: int = 1950) -> str:
    rows = [[start + y, *(round(y + m / 100, 2) for m in range(len(names)))] for y in range(years)]
    lines = [",".join(["YEAR", *names]), *(",".join(map(str, row)) for row in rows)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    "names", [MONTHS, [m.title() for m in MONTHS], [str(i) for i in range(1, 13)]]
)
def test_that_years_by_months_become_one_row_a_month(names: list[str]) -> None:
    table = read(calendar(names))
    assert table.reading.shape == "calendar"
    series = choose(table)
    assert len(series) == 60
    assert series.times.astype("datetime64[M]").astype(str).tolist()[:13:12] == [
        "1950-01",
        "1951-01",
    ]
    assert series.values[13] == 1.01
    assert any("Rows of years" in note and ": 5" in note for note in series.notes)


def test_that_years_by_quarters_become_one_row_a_quarter() -> None:
    series = choose(read(calendar(["Q1", "Q2", "Q3", "Q4"], years=8)))
    assert len(series) == 32
    assert str(series.times[1].astype("datetime64[M]")) == "1950-04"


def test_that_an_annual_mean_beside_the_months_is_left_aside_and_said() -> None:
    text = calendar([*MONTHS, "Annual"])
    series = choose(read(text))
    assert len(series) == 60
    assert any("left aside: Annual" in note for note in series.notes)


def test_that_the_months_still_to_come_are_left_out_and_counted() -> None:
    text = calendar(MONTHS) + "1955,1,2,3,,,,,,,,,\n"
    series = choose(read(text))
    assert len(series) == 63
    assert any("beginning or the end, left out: 9" in note for note in series.notes)


def test_that_a_guessed_layout_can_be_overridden() -> None:
    table = read(calendar(MONTHS), shape="down")
    assert table.names == ("YEAR", *MONTHS)
    assert choose(table, "FEB").values.tolist() == [0.01, 1.01, 2.01, 3.01, 4.01]


def test_that_times_across_the_header_become_rows_with_the_entity_beside_them() -> None:
    years = [str(y) for y in range(1990, 2000)]
    text = ",".join(["Country", *years]) + "\n"
    text += ",".join(["Norway", *map(str, range(10))]) + "\n"
    text += ",".join(["Iceland", *map(str, range(100, 110))]) + "\n"
    table = read(text)
    assert table.reading.shape == "across"
    assert guess_entity(table, guess_time(table), "value") == "Country"
    series = choose(table, entity=("Country", "Iceland"))
    assert series.values.tolist() == list(range(100, 110))
    assert str(series.times[0].astype("datetime64[Y]")) == "1990"


def test_that_years_across_a_line_of_numbers_are_its_names() -> None:
    text = ",".join(map(str, range(1990, 2002))) + "\n" + ",".join(str(i * i) for i in range(12))
    series = choose(read(text))
    assert series.values.tolist() == [i * i for i in range(12)]
    assert str(series.times[-1].astype("datetime64[Y]")) == "2001"


@pytest.mark.parametrize("sign", [", ", " ", ";", "\t"])
def test_that_one_line_of_numbers_is_a_series(sign: str) -> None:
    table = read(sign.join(str(i * i % 31) for i in range(40)))
    assert table.reading.shape == "lines"
    assert choose(table).values.tolist() == [i * i % 31 for i in range(40)]


def test_that_a_long_line_and_decimal_commas_between_blanks_are_read() -> None:
    assert len(choose(read(",".join(str(i % 7) for i in range(1000))))) == 1000
    series = choose(read(" ".join(f"{i % 7},5" for i in range(30))))
    assert series.values[:3].tolist() == [0.5, 1.5, 2.5]


LONG = "date,source,power\n" + "\n".join(
    f"{year}-01-01,{name},{value}"
    for name, base in (("Coal", 10), ("Wind", 50))
    for year in range(2001, 2018)
    for value in [base + year % 5]
)


def test_that_a_long_table_is_taken_apart_by_its_column_of_names() -> None:
    table = read(LONG)
    time = guess_time(table)
    assert guess_entity(table, time, guess_value(table, time)) == "source"
    series = choose(table, entity=("source", "Wind"))
    assert len(series) == 17
    assert series.values[0] == 50 + 2001 % 5
    assert any("“Wind”: 17 of 34" in note for note in series.notes)


def test_that_a_name_that_is_not_there_is_refused() -> None:
    with pytest.raises(RnnvizError, match="No row has “Sun” in column “source”"):
        choose(read(LONG), entity=("source", "Sun"))


def test_that_a_table_of_one_series_has_no_entity() -> None:
    table = read("date,kind,y\n" + "\n".join(f"2020-01-{d:02},a,{d}" for d in range(1, 29)))
    assert guess_entity(table, "date", "y") is None


def test_that_several_series_side_by_side_are_columns_to_choose_from() -> None:
    rows = "\n".join(f"2018-01-{d:02},{d * d % 11},{d * 2},{d % 3}" for d in range(1, 29))
    table = read(f"date,AAPL,GOOG,MSFT\n{rows}\n")
    assert guess_value(table, "date") == "AAPL"
    assert choose(table, "GOOG").values[-1] == 56


@pytest.mark.parametrize(
    ("header", "cells", "name", "second"),
    [
        ("year,quarter,gdp", "{y},{q},{v}", "year + quarter", "1959-04"),
        ("Year,Quarter,gdp", "{y}.0,{q}.0,{v}", "Year + Quarter", "1959-04"),
        ("year,month,gdp", "{y},{q},{v}", "year + month", "1959-02"),
        ("Jahr;Monat;Wert", "{y};{q};{v}", "Jahr + Monat", "1959-02"),
    ],
)
def test_that_year_and_part_of_year_in_two_columns_are_one_date(
    header: str, cells: str, name: str, second: str
) -> None:
    rows = [cells.format(y=1959 + i // 4, q=i % 4 + 1, v=i * i) for i in range(40)]
    table = read("\n".join([header, *rows]))
    assert guess_time(table) == name
    series = choose(table)
    assert series.name == header.replace(";", ",").split(",")[2]
    assert str(series.times[1].astype("datetime64[M]")) == second


def test_that_year_month_and_day_in_three_columns_are_one_date() -> None:
    days = np.datetime64("2020-02-25") + np.arange(10)
    rows = [f"{str(d)[:4]},{int(str(d)[5:7])},{int(str(d)[8:])},{i}" for i, d in enumerate(days)]
    series = choose(read("\n".join(["year,month,day,y", *rows])))
    assert series.times.astype("datetime64[D]").tolist() == days.tolist()


@pytest.mark.parametrize("write", ["{y}-{m}-{d}", "{d}.{m}.{y}"])
def test_that_a_day_and_a_clock_time_in_two_columns_are_one_date(write: str) -> None:
    hours = np.datetime64("2020-01-20T00") + np.arange(24 * 20)
    rows = []
    for i, hour in enumerate(hours.astype(str)):
        day = write.format(y=hour[:4], m=hour[5:7], d=hour[8:10])
        rows.append(f"{day};{hour[11:13]}:00;{i % 7}")
    table = read("\n".join(["Day;Clock;kW", *rows]))
    assert guess_time(table) == "Day + Clock"
    assert guess_entity(table, "Day + Clock", "kW") is None
    series = choose(table)
    assert series.name == "kW"
    assert series.times.tolist() == hours.astype("datetime64[s]").tolist()


def test_that_numbered_shops_are_told_apart() -> None:
    days = np.datetime64("2020-01-01") + np.arange(40)
    rows = [f"{shop},{d},{i * shop % 7}" for shop in (1, 2, 3) for i, d in enumerate(days)]
    table = read("\n".join(["store,date,sales", *rows]))
    assert guess_value(table, "date") == "sales"
    assert guess_entity(table, "date", "sales") == "store"


def test_that_an_index_written_beside_the_data_is_not_taken_for_the_series() -> None:
    quarters = [f"{1970 + i // 4} Q{i % 4 + 1}" for i in range(30)]
    text = ",Date,Consumption\n" + "\n".join(
        f"{i},{q},{i % 7 + 0.5}" for i, q in enumerate(quarters)
    )
    series = choose(read(text))
    assert series.name == "Consumption"
    assert series.time_name == "Date"


def test_that_a_sheet_can_be_chosen() -> None:
    import io

    from openpyxl import Workbook

    book = Workbook()
    for name, factor in (("empty", 0), ("one", 1), ("two", 2)):
        sheet = book.create_sheet(name)
        for i in range(30 if factor else 0):
            sheet.append([i + 1990, i * factor])
    stream = io.BytesIO()
    book.save(stream)
    table = read_table(stream.getvalue(), "b.xlsx")
    assert (table.reading.sheet, table.sheets[1:]) == ("one", ("empty", "one", "two"))
    table = read_table(stream.getvalue(), "b.xlsx", Reading(sheet="two"))
    assert choose(table, "column 2").values[-1] == 58


def test_that_the_months_still_to_come_are_not_counted_as_missing() -> None:
    table = read(calendar(MONTHS) + "1955,1,2,3,,,,,,,,,\n")
    found = audit(pick(table))
    assert (found.rows, found.missing) == (63, 0)
    assert str(found.last).startswith("1955-03")
    note = "Rows without a value at the beginning or the end, left out: 9."
    assert choose(table).notes.count(note) == 1


def test_that_a_sheet_of_notes_is_not_taken_for_the_table() -> None:
    table = read_table(notes_and_data(), "b.xlsx")
    assert (table.reading.sheet, table.sheets, table.rows) == ("Data", ("Notes", "Data"), 40)


def notes_and_data() -> bytes:
    import io

    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.create_sheet("Notes").append(["Read me"])
    data = book.create_sheet("Data")
    for row in [["year", "y"], *([1960 + i, i * i % 11] for i in range(40))]:
        data.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
