"""Dates of every kind in the table of messy files."""

import numpy as np
import pytest

from rnnviz.series.audit.ready import choose
from rnnviz.series.reading.table import read_table
from rnnviz.series.reading.times.parse import parse_times
from rnnviz.series.steps import unevenness


def dates(cells: list[str], name: str = "") -> list[str]:
    times = parse_times(cells, name)
    assert times is not None
    return times.values.astype("datetime64[D]").astype(str).tolist()


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["2020-01-31", "2020-02-29"], ["2020-01-31", "2020-02-29"]),
        (["2020/1/3", "2020/1/4"], ["2020-01-03", "2020-01-04"]),
        (["2020-01-31 23:00", "2020-02-01 00:00"], ["2020-01-31", "2020-02-01"]),
        (["2020-01-31T23:00:00+02:00", "2020-06-30T23:00:00+03:00"], ["2020-01-31", "2020-06-30"]),
        (["1970 Q1", "1970 Q2"], ["1970-01-01", "1970-04-01"]),
        (["Q1 1965", "Q4 1965"], ["1965-01-01", "1965-10-01"]),
        (["1970Q1", "1970-Q3"], ["1970-01-01", "1970-07-01"]),
        (["1991 Jul", "1991 Aug"], ["1991-07-01", "1991-08-01"]),
        (["Jan 1749", "Feb 1749"], ["1749-01-01", "1749-02-01"]),
        (["Jan-91", "Feb-91"], ["1991-01-01", "1991-02-01"]),
        (["3 Jan 2020", "4 January 2020"], ["2020-01-03", "2020-01-04"]),
        (["Jan 3, 2020", "Jan 4, 2020"], ["2020-01-03", "2020-01-04"]),
        (["1991-01", "1991-02"], ["1991-01-01", "1991-02-01"]),
        (["1991M01", "1991M12"], ["1991-01-01", "1991-12-01"]),
        (["01/1991", "02/1991"], ["1991-01-01", "1991-02-01"]),
        (["01.1991", "02.1991"], ["1991-01-01", "1991-02-01"]),
        (["2020-W01", "2020-W02"], ["2019-12-30", "2020-01-06"]),
        (["1821", "1822"], ["1821-01-01", "1822-01-01"]),
        (["1700.0", "1701.0"], ["1700-01-01", "1701-01-01"]),
        (["192607", "192608"], ["1926-07-01", "1926-08-01"]),
        (["19580329", "19580405"], ["1958-03-29", "1958-04-05"]),
        (["2020年1月", "2020年2月"], ["2020-01-01", "2020-02-01"]),
    ],
)
def test_that_dates_are_read(cells: list[str], expected: list[str]) -> None:
    assert dates(cells) == expected


def test_that_a_day_above_twelve_decides_the_order() -> None:
    assert dates(["01/02/2020", "02/02/2020", "13/02/2020"])[0] == "2020-02-01"
    assert dates(["02/01/2020", "02/13/2020"])[0] == "2020-02-01"


def test_that_regular_spacing_decides_the_order_where_every_day_is_small() -> None:
    two_years = [f"01/{m:02}/{y}" for y in (2020, 2021) for m in range(1, 13)]
    times = parse_times(two_years)
    assert times is not None
    assert times.how == "day, month, year"
    assert times.asks == ""
    american = [f"{m:02}/01/{y}" for y in (2020, 2021) for m in range(1, 13)]
    assert dates(american)[1] == "2020-02-01"


def test_that_it_is_asked_where_both_orders_are_as_regular() -> None:
    times = parse_times([f"01/{n:02}/2020" for n in range(1, 13)])  # months of a year, or days
    assert times is not None
    assert times.asks == "order"


def test_that_an_order_that_cannot_be_told_is_pointed_out() -> None:
    times = parse_times(["01/02/2020", "02/03/2020"])
    assert times is not None
    assert times.asks == "order"
    series = choose(read_table(b"d,y\n01/02/2020,1\n02/03/2020,2\n"))
    assert any("Which date is 01/02/2020?" in note for note in series.notes)


def test_that_excel_day_numbers_are_dates_only_under_a_name_that_says_so() -> None:
    assert dates(["43831", "43832"], "date") == ["2020-01-01", "2020-01-02"]
    assert parse_times(["43831", "43832"], "rate") is None


@pytest.mark.parametrize("cells", [["1.5", "2.5"], ["a", "b"], ["12", "13"], ["", "-"]])
def test_that_other_columns_are_no_dates(cells: list[str]) -> None:
    assert parse_times(cells) is None


def test_that_the_time_of_day_is_kept() -> None:
    times = parse_times(["1/13/2020 1:30 PM", "1/13/2020 2:30 PM"])
    assert times is not None
    assert times.values.astype(str).tolist() == ["2020-01-13T13:30:00", "2020-01-13T14:30:00"]


def test_that_rows_are_put_in_order_of_time_and_counted() -> None:
    series = choose(read_table(b"d,y\n2020-01-03,3\n2020-01-02,2\n2020-01-01,1\n"))
    assert series.values.tolist() == [1, 2, 3]
    assert any("sorted: 2" in note for note in series.notes)


def test_that_repeated_and_uneven_times_are_counted_and_kept() -> None:
    rows = ["2020-01-01", "2020-01-02", "2020-01-02", "2020-01-03", "2020-01-09", "2020-01-10"]
    text = "d,y\n" + "\n".join(f"{d},{i}" for i, d in enumerate(rows))
    series = choose(read_table(text.encode()))
    assert len(series) == 6
    assert any("same time" in note and ": 1" in note for note in series.notes)
    assert any("Gaps in time (rows absent: 5)" in note for note in series.notes)


def test_that_a_date_that_cannot_be_read_is_named() -> None:
    import re

    from rnnviz.errors import RnnvizError

    text = "d,y\n2020-01-01,1\n2020-01-02,2\n2020-13-03,3\n2020-01-04,4\n"
    with pytest.raises(RnnvizError, match=re.escape("Line 4 of column “d” reads “2020-13-03”")):
        choose(read_table(text.encode()))


def test_that_calendar_months_and_years_count_as_even_steps() -> None:
    months = np.arange("1990-01", "2000-01", dtype="datetime64[M]").astype("datetime64[s]")
    years = np.arange("1700", "2000", dtype="datetime64[Y]").astype("datetime64[s]")
    assert unevenness(months) == 0
    assert unevenness(years) == 0
