"""Reading at its boundaries: six columns but not five, hours that end at midnight, zones."""

from datetime import datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from rnnviz.errors import RnnvizError
from rnnviz.series.reading.cells.numbers import parse_numbers
from rnnviz.series.reading.guess.time import guess_time
from rnnviz.series.reading.guess.value import guess_value
from rnnviz.series.reading.layouts.across import first_time
from rnnviz.series.reading.layouts.hours import minutes
from rnnviz.series.reading.rows.block import usual_width
from rnnviz.series.reading.table import Table, read_table
from rnnviz.series.reading.times.parse import week
from rnnviz.series.reading.times.patterns import ZONES
from rnnviz.series.reading.times.told import told


def read(*lines: str) -> Table:
    return read_table("\n".join(lines).encode(), "file.csv")


# A place for each name, on the half of the year on which it counts there; the tz database knows it.
PLACES = {
    "utc": "Etc/UTC", "gmt": "Europe/London", "wet": "Europe/Lisbon", "bst": "Europe/London",
    "west": "Europe/Lisbon", "cet": "Europe/Paris", "mez": "Europe/Berlin", "cest": "Europe/Paris",
    "mesz": "Europe/Berlin", "eet": "Europe/Helsinki", "eest": "Europe/Helsinki",
    "msk": "Europe/Moscow", "ist": "Asia/Kolkata", "hkt": "Asia/Hong_Kong", "sgt": "Asia/Singapore",
    "jst": "Asia/Tokyo", "kst": "Asia/Seoul", "aest": "Australia/Sydney",
    "aedt": "Australia/Sydney", "est": "America/New_York", "edt": "America/New_York",
    "cst": "America/Chicago", "cdt": "America/Chicago", "mst": "America/Denver",
    "mdt": "America/Denver", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
    "z": "Etc/UTC",
}  # fmt: skip
SPOKEN = {"mez": "CET", "mesz": "CEST", "z": "UTC", "sgt": "+08"}  # how the database calls them


def test_that_every_zone_is_as_far_from_greenwich_as_the_tz_database_says() -> None:
    assert set(PLACES) == set(ZONES)
    for name, place in PLACES.items():
        halves = [datetime(2020, month, 15, tzinfo=ZoneInfo(place)) for month in (1, 7)]
        named = [half for half in halves if half.tzname() == SPOKEN.get(name, name.upper())]
        assert named, name
        for half in named:
            assert half.utcoffset() == timedelta(hours=ZONES[name]), name


@pytest.mark.parametrize("before", [[], ["place"], ["place", "unit"]])
def test_that_six_times_across_are_a_row_of_times_and_five_are_not(before: list[str]) -> None:
    years = [str(year) for year in range(2001, 2007)]
    assert first_time([*before, *years]) == len(before)
    assert first_time([*before, *years[:-1]]) is None


def test_that_hours_that_end_at_midnight_end_there() -> None:
    ends = [f"{hour % 24}:00" for hour in range(1, 25)]
    assert minutes(ends) == [60 * hour for hour in range(1, 25)]
    halves = [f"{m // 60 % 24}:{m % 60:02}" for m in range(30, 1441, 30)]
    assert minutes(halves) == list(range(30, 1441, 30))


def test_that_weeks_are_weeks_where_one_is_no_month_or_the_name_says_so() -> None:
    months, weeks = ["202001", "202012"], ["202001", "202053"]
    found = week(weeks)
    assert found is not None
    assert found.good == len(weeks)
    assert week(months) is None
    assert week(months, named=True) is not None


@pytest.mark.parametrize("name", ["time", "hour", "begins"])
@pytest.mark.parametrize("day", ["2020-04-03", "03/04/2020"])
def test_that_a_clock_beside_a_day_is_read_to_the_minute(day: str, name: str) -> None:
    clocks = [f"{hour:02}:{minute}" for hour, minute in product(range(4), ("00", "29", "59"))]
    table = read(f"date,{name},load", *(f"{day},{c},{n * n % 7}" for n, c in enumerate(clocks)))
    assert table.parts == ("date", name)
    written = table[f"date + {name}"].cells
    assert [cell.split()[1][:5] for cell in written] == clocks
    assert {cell.split()[0] for cell in written} == {day}


def test_that_three_d_are_a_day_of_the_year_and_no_other_number_of_them() -> None:
    assert told("yyyy DDD").reader.regex.fullmatch("2020 366")
    for letters in ("D", "DD", "DDDD"):
        with pytest.raises(RnnvizError, match=r"a day \(dd\) needs its month"):
            told(f"yyyy {letters}")
        assert told(f"yyyy MM {letters}").reader.unit == "day"


def test_that_the_width_of_a_table_is_that_of_most_cells_not_of_most_rows() -> None:
    narrow, wide = ["remark", "1"], ["1", "2", "3", "4", "5"]
    assert usual_width([narrow] * 10 + [wide] * 5) == 5
    assert usual_width([narrow] * 10 + [wide] * 3) == 2


def test_that_two_blocks_of_digits_are_one_number_only_where_thousands_are_set_apart() -> None:
    assert read("123 567", "45 678", "3 789").names == ("column 1",)
    assert read("1234 567", "2345 678", "3456 789").names == ("column 1", "column 2")
    assert read("123 567", "2345 678", "3 789").names == ("column 1", "column 2")


def test_that_sums_go_from_rows_of_times_and_stay_among_names() -> None:
    rows = ["1", "2", "4", "4"]
    days = [f"2020-01-0{n},{cell}" for n, cell in enumerate(rows, 1)]
    assert read("day,n", days[0], "Total,5", *days[1:])["n"].cells == tuple(rows)
    names = [f"{name},{cell}" for name, cell in zip("abcd", rows, strict=True)]
    assert read("name,n", names[0], "Total,5", *names[1:])["n"].cells == ("1", "5", "2", "4", "4")


def test_that_a_constant_is_the_last_column_to_be_the_series() -> None:
    rows = [f"2020-01-{day:02},5,{shop}" for day in range(1, 29) for shop in (1, 2)]
    assert guess_value(read("day,constant,shop", *rows), "day") == "shop"


def test_that_years_with_several_rows_are_told_apart_by_what_comes_again_in_each_year() -> None:
    months = "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec"
    rows = [
        f"{2000 + year},{place},{100 + 2 * year + n},once,{','.join(map(str, range(12)))}"
        for year in range(6)
        for n, place in enumerate(("north", "south"))
    ]
    table = read(f"year,region,id,source,{months}", *rows)
    assert table.names == ("region", "month", "value")
    assert set(table["region"].cells) == {"north", "south"}


def test_that_a_number_with_an_exponent_is_the_same_in_one_go_and_one_by_one() -> None:
    cells = ["5e3", "-2.5E-3", "7", "0.125", "+4", ".5", "1e-300"]
    alone, beside = parse_numbers(cells), parse_numbers([*cells, "x"])
    assert alone.values.tolist() == [float(cell) for cell in cells]
    assert beside.values.tolist()[:-1] == alone.values.tolist()
    assert (beside.thousands, beside.bad) == (0, (len(cells),))


def test_that_the_time_is_neither_a_part_of_one_nor_the_values() -> None:
    noons = [f"2020-01-{n:02},12,{n * n % 7}" for n in range(1, 29)]
    table = read("date,hour,load", *noons)  # the day alone tells as many rows apart
    assert guess_time(table) == table.together == "date + hour"
    years = ",".join(str(year) for year in range(1990, 2020))
    rows = [",".join([place, *map(str, range(first, first + 30))])  # they read like more years
            for place, first in (("here", 1950), ("there", 1980))]  # fmt: skip
    across = read(f"place,{years}", *rows)
    assert (guess_time(across), guess_value(across, "time")) == ("time", "value")
