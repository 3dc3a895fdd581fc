"""Every row of the table of messy files: it parses, or one plain sentence says what to do."""

import io
import warnings
from typing import Any

import numpy as np
import pytest

from rnnviz.errors import RnnvizError
from rnnviz.series.audit.ready import choose
from rnnviz.series.reading.guess.time import guess_time
from rnnviz.series.reading.guess.value import guess_value
from rnnviz.series.reading.how import Reading
from rnnviz.series.reading.table import Table, read_table


def read(text: str, codec: str = "utf-8", **reading: Any) -> Table:
    return read_table(text.encode(codec), "file.csv", Reading(**reading))


def values(table: Table, name: str | None = None) -> list[float]:
    return table[name or guess_value(table, guess_time(table))].numbers.values.tolist()


def refusal(data: bytes | str, **choices: Any) -> str:
    raw = data if isinstance(data, bytes) else data.encode()
    with pytest.raises(RnnvizError) as caught:
        choose(read_table(raw, "file.csv"), **choices)
    message = str(caught.value)
    assert "\n" not in message
    assert message.endswith(".")
    return message


def days(n: int, start: str = "2020-01-01") -> np.ndarray:
    return np.datetime64(start) + np.arange(n)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_that_unicode_files_are_read_with_and_without_a_mark(codec: str) -> None:
    table = read("date,rate\n2020-01-01,1\n2020-01-02,2\n", codec)
    assert table.names == ("date", "rate")
    assert values(table) == [1, 2]


@pytest.mark.parametrize(
    ("codec", "name"), [("cp1252", "débit"), ("gb18030", "产量"), ("latin-1", "débit m³")]
)
def test_that_older_encodings_are_recognised(codec: str, name: str) -> None:
    assert read(f"{name},x\n1,5\n2,6\n", codec).names == (name, "x")


def test_that_an_encoding_can_be_forced_and_a_wrong_one_is_refused() -> None:
    assert read("débit\n1\n2\n", "cp1252", encoding="latin-1").reading.encoding == "latin-1"
    with pytest.raises(RnnvizError, match="cannot be read as utf-8"):
        read("débit\n1\n2\n", "cp1252", encoding="utf-8")


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_that_the_separator_is_found(sign: str) -> None:
    table = read(f"a{sign}b\n1{sign}2.5\n3{sign}4.5\n")
    assert table.reading.delimiter == sign
    assert values(table, "b") == [2.5, 4.5]


def test_that_columns_set_apart_by_blanks_are_found() -> None:
    assert values(read("1700   5.0\n1701  11.0\n1702  16.0\n"), "column 2") == [5, 11, 16]


def test_that_letters_and_digits_are_never_separators() -> None:
    assert read("value\n1\n2\n3\n").names == ("value",)
    assert values(read("101\n201\n301\n"), "column 1") == [101, 201, 301]


def test_that_semicolons_with_decimal_commas_give_two_columns() -> None:
    table = read("d;y\n01/02/2020;1,5\n02/02/2020;2,5\n")
    assert values(table, "y") == [1.5, 2.5]


def test_that_one_column_of_decimal_commas_stays_one_column() -> None:
    assert values(read("value\n1,5\n2,7\n")) == [1.5, 2.7]
    assert values(read("0,05\n0,07\n1,10\n")) == [0.05, 0.07, 1.1]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ('"1,5"\n"2,25"', [1.5, 2.25]),
        ('"1,234.5"\n"12,345.25"', [1234.5, 12345.25]),
        ('"1.234,5"\n"12.345,25"', [1234.5, 12345.25]),
        ("5%\n6.5%", [5, 6.5]),
        ("1\u202f234\n12\u202f500", [1234, 12500]),
        ("1 234\n2 500", [1234, 2500]),
        ("1'234\n2’500", [1234, 2500]),
        ("−1.5\n+2", [-1.5, 2]),
        ("1e3\n2.5E-1", [1000, 0.25]),
        ("€ 5\n€ 6", [5, 6]),
    ],
)
def test_that_numbers_are_read_as_people_write_them(cells: str, expected: list[float]) -> None:
    assert values(read(f"value\n{cells}\n")) == expected


def test_that_an_ambiguous_thousand_is_pointed_out_and_can_be_overridden() -> None:
    text = 'value\n"1,234"\n"2,345"\n'
    assert values(read(text)) == [1234, 2345]
    assert any("How large is 1,234?" in note for note in read(text).notes)
    assert values(read(text, decimal=",")) == [1.234, 2.345]


@pytest.mark.parametrize("token", ["", ".", "-", "--", "n.a.", "nil", "NA", "NaN", "null", "#N/A"])
def test_that_missing_value_tokens_are_missing(token: str) -> None:
    table = read(f"t,y\n1,5\n2,{token}\n3,7\n")
    assert table["y"].numbers.missing == 1
    assert np.isnan(values(table, "y")[1])


@pytest.mark.parametrize("token", ["inf", "-inf", "1e400", "Infinity"])
def test_that_infinite_numbers_are_missing_and_said(token: str) -> None:
    series = choose(read(f"t,y\n1,5\n2,{token}\n3,7\n4,8\n"), "y", "t")
    assert np.isnan(series.values[1])
    assert any("nfinite" in note and "3" in note for note in series.notes)


def test_that_a_first_line_of_numbers_is_data() -> None:
    table = read("0,0\n0.5,0.149\n1,0.296\n")
    assert table.rows == 3
    assert table.reading.header == "no"
    assert read("0,0\n0.5,0.149\n1,0.296\n", header="yes").rows == 2


def test_that_lines_above_and_below_the_table_are_left_out_and_counted() -> None:
    table = read("Exported by X\nStation 7\n\ndate,y\n2020-01-01,1\n2020-01-02,2\nSource: them\n")
    assert table.names == ("date", "y")
    assert table.rows == 2
    assert any("above the table that were left out: 2" in note for note in table.notes)
    assert any("under the table that were left out: 1" in note for note in table.notes)


def test_that_remarks_are_left_out_but_a_remark_may_hold_the_names() -> None:
    table = read("# written by hand\n# t,y\n1,5\n# pause\n2,6\n")
    assert table.names == ("t", "y")
    assert table.rows == 2


def test_that_names_that_occur_twice_are_numbered() -> None:
    table = read("y,y,\n1,2,3\n4,5,6\n")
    assert table.names == ("y", "y (2)", "column 3")
    assert any("share a name" in note for note in table.notes)


def test_that_a_separator_at_the_end_of_lines_makes_no_column() -> None:
    assert read("a,b,\n1,2,\n3,4,\n").names == ("a", "b")
    assert read("a,b\n1,2,\n3,4,\n").names == ("a", "b")


def test_that_a_header_without_a_name_for_the_first_column_is_understood() -> None:
    assert read("x y\nr1 1 5\nr2 2 6\nr3 3 7\n").names == ("column 1", "x", "y")


def test_that_a_ragged_line_is_named() -> None:
    message = refusal("a,b\n1,2\n3,4,5\n6,7\n8,9\n")
    assert "Line 3 has 3 cells where the table has 2 (it reads “3 · 4 · 5”)" in message
    assert "Line 4 has one cell" in refusal("a,b\n1,2\n3,4\n5\n6,7\n")


def test_that_an_open_quotation_mark_is_named() -> None:
    assert "quotation mark" in refusal('a,b\n1,"2\n3,4\n5,6\n')


def test_that_zero_bytes_are_taken_out_and_counted() -> None:
    table = read_table(b"t,y\n1,\x005\n2,6\n3,7\n4,8\n")
    assert values(table, "y") == [5, 6, 7, 8]
    assert any("Zero bytes" in note for note in table.notes)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\n\n  \n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"<!DOCTYPE html><html><body></body></html>", "web page"),
        (b"  <html><table></table></html>", "web page"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"),
        (b"PK\x03\x04 not really", "damaged zip"),
        (b"\x89PNG\r\n", "picture"),
        (b"[1, 2, 3]", "JSON"),
        (b"y\n1\n", "24|rows|constant"),
        (b"y\n", "one row"),
        (b"a,b\n", "one row"),
        (b"x" * 10_000_001, "limit is 10 MB"),
        (b"1\n" * 200_001, "limit is 200000"),
        (b"\n".join([b",".join([b"1"] * 500)] * 4), "limit is 400"),
        (b"name,town\na,b\nc,d\n", "No column of numbers"),
        (b"date,y\n2020-01-01,\n2020-01-02,\n", "No column of numbers"),
        (b"t,y\n1,7\n2,7\n3,7\n", "constant"),
        (b"t,y\n1,1e200\n2,2e200\n3,1e190\n", "1e100"),
    ],
)
def test_that_what_is_no_series_gets_one_plain_sentence(data: bytes, words: str) -> None:
    import re

    assert re.search(words, refusal(data))


def test_that_a_word_among_numbers_is_named_and_may_count_as_missing() -> None:
    text = "t,y\n" + "\n".join(f"{i},{i * i}" for i in range(9)) + "\n9,oops\n10,100\n"
    message = refusal(text, value="y")
    assert "Line 11" in message
    assert "oops" in message
    series = choose(read(text), "y", "t", bad="missing")
    assert np.isnan(series.values[9])
    assert any("counted as missing: 1 (lines 11)" in note for note in series.notes)


def test_that_columns_can_be_chosen_and_an_unknown_one_is_refused() -> None:
    table = read("t,a,b\n1,5,1\n2,6,4\n3,7,9\n")
    assert choose(table, "b", "t").values.tolist() == [1, 4, 9]
    assert "no column “c”" in refusal("t,a\n1,5\n2,6\n", value="c")


def workbook(rows: list[list[object]], title: str = "Sheet") -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_that_excel_is_read_with_its_dates_and_numbers() -> None:
    import datetime as dt

    rows = [["date", "rate"], *([dt.date(2020, 1, i + 1), i + 0.5] for i in range(5))]
    table = read_table(workbook(rows), "book.xlsx")
    assert table.names == ("date", "rate")
    assert values(table, "rate") == [0.5, 1.5, 2.5, 3.5, 4.5]
    assert table["date"].times is not None
    assert table.notes == ()


def test_that_excel_named_csv_is_read_as_excel_and_said() -> None:
    table = read_table(workbook([["y"], [1], [2], [4]]), "data.csv")
    assert values(table, "y") == [1, 2, 4]
    assert any("a workbook under another name" in note for note in table.notes)


def test_that_an_empty_workbook_and_a_zip_of_something_else_are_refused() -> None:
    import zipfile

    assert "no cells" in refusal(workbook([]))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "1")
    assert "not a table" in refusal(stream.getvalue())


def test_that_more_than_five_thousand_rows_keep_the_last_and_say_so() -> None:
    series = choose(read("y\n" + "\n".join(str(i % 97) for i in range(6000))))
    assert len(series) == 5000
    assert series.values[-1] == 5999 % 97
    assert any("6000 rows; the last 5000" in note for note in series.notes)


def test_that_reading_a_hundred_thousand_rows_raises_no_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        dates = np.datetime64("2000-01-01T00:00") + np.arange(100_000)
        table = read("t;y\n" + "\n".join(f"{d};{i % 97},5" for i, d in enumerate(dates)))
        assert table.columns[0].times is not None
        assert len(choose(table)) == 5000


def test_that_a_unit_in_all_cells_is_taken_off_and_said() -> None:
    rows = "\n".join(f"2020-01-{d:02};{20 + d / 10} °C" for d in range(1, 29))
    series = choose(read(f"day;Temp (°C)\n{rows}"))
    assert series.values.tolist() == [20 + d / 10 for d in range(1, 29)]
    assert "All numbers stand with “°C”, which was taken off." in series.notes


def test_that_units_that_differ_are_quoted_beside_the_control_that_helps() -> None:
    rows = "\n".join(
        f"2020-01-{d:02};{20 + d / 10} {'kW' if d % 2 else 'MW'}" for d in range(1, 29)
    )
    words = refusal(f"day;Load\n{rows}")
    assert "“Load” reads “20.1 kW”, not a number" in words
    assert "“Read it another way”" in words


def test_that_remarks_and_a_sum_as_wide_as_the_table_are_left_out_and_counted() -> None:
    above = "Umsatzbericht – Zentrale;;\nErstellt am;12.03.2020;\n;;\n"
    months = "".join(f"2019-{m:02};{m * 10},5;\n" for m in range(1, 13))
    table = read(f"{above}Monat;Umsatz (€);Bemerkung\n{months}Summe;786,0;\n")
    assert table.names == ("Monat", "Umsatz (€)", "Bemerkung")
    assert values(table, "Umsatz (€)") == [m * 10 + 0.5 for m in range(1, 13)]
    assert any("above the table that were left out: 2" in note for note in table.notes)
    assert any("under the table that were left out: 1" in note for note in table.notes)
