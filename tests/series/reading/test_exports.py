"""Files as real programs give them out: each is read right, asked about, or told in a sentence."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from rnnviz.series.reading.how import Reading
from rnnviz.series.reading.understand import Understood, Wish, understand
from tests.series.reading.exports import DAYS, EXPORTS, Export, lines, wave
from tests.series.reading.more_exports import MORE

ASKED = {
    "a cube": ("decimal", "."), "a tide gauge": ("header", "no"), "epochs": ("dates", "unix"),
    "water level": ("dates", "dmy"), "a Spanish office": ("decimal", ","),
    "a Dutch office": ("unit", "month"), "visits": ("decimal", "."),
    "a logger with #": ("dates", "mdy"), "clocks by points": ("missing", "-200"),
}  # fmt: skip
TOLD = {"searches": "reads “<1” where a number was expected"}


def look(export: Export, how: Reading) -> Understood:
    name = "x.xlsx" if export.data[:2] == b"PK" else "x.csv"
    return understand(export.data, name, how, Wish())


ALL = {**EXPORTS, **MORE}


@pytest.mark.parametrize("name", ALL)
def test_that_an_export_is_read_right_asked_about_or_told(name: str) -> None:
    kind, make = ALL[name]
    export, how = make(), Reading()
    found = look(export, how)
    if name in TOLD:
        assert TOLD[name] in found.error
        return
    if name in ASKED:
        field, answer = ASKED[name]
        assert [q.field for q in found.questions] == [field]
        assert answer in dict(found.questions[0].answers)
        found = look(export, replace(how, **{field: answer}))
    assert (found.error, found.questions, kind == "") == ("", (), False)
    assert found.picked is not None
    series = found.picked.series
    order = np.argsort(series.times, kind="stable")
    assert series.dated is (export.times is not None)
    if export.times is not None:
        assert (series.times[order] == export.times).all()
    np.testing.assert_allclose(series.values[order], export.values)


def test_that_seconds_and_their_fractions_beside_a_date_are_kept() -> None:
    for clock, step in (("{:02}:{:02}", 60), ("{:02}:{:02}:{:02}", 10), ("{:02}{:02}{:02}", 10)):
        seconds = [36_000 + step * i for i in range(60)]
        cells = [clock.format(s // 3600, s // 60 % 60, s % 60) for s in seconds]
        rows = [f"2021-03-01,{c},{v}" for c, v in zip(cells, wave(), strict=True)]
        found = look(Export(lines("date,time,y", rows).encode(), None, wave()), Reading()).picked
        assert found is not None
        day = np.datetime64("2021-03-01", "s")
        assert ((found.series.times - day).astype(int) == seconds).all()
    rows = [f"2021-03-01,10:00:{i // 10:02}.{i % 10},{v}" for i, v in enumerate(wave())]
    found = look(Export(lines("date,time,y", rows).encode(), None, wave()), Reading()).picked
    assert found is not None
    assert set(np.diff(found.series.times).astype(int)) == {100_000_000}


def test_that_what_a_quoted_cell_ends_with_separates_columns() -> None:
    rows = [f'"2021-03-{i + 1:02}","{v}","A|B"' for i, v in enumerate(wave(28))]
    found = look(Export(lines('"day","y","A|B"', rows).encode(), None, wave(28)), Reading())
    assert found.names == ("day", "y", "A|B")


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("a b\n1 2 3\n4 5 6\n7 8 note\n9", {"delimiter": " "}),
        ("a b c d\n1 2 3 4\n5 6 7 8\n9 1", {"delimiter": " ", "names": 1}),
        ("1,2\n3,4\n5,6", {"shape": "calendar"}),
    ],
)
def test_that_short_rows_and_a_layout_that_does_not_fit_raise_nothing_but_a_sentence(
    text: str, how: dict[str, Any]
) -> None:
    found = look(Export(text.encode(), None, wave()), Reading(**how))
    assert found.error.endswith(".") or found.names


@pytest.mark.parametrize(
    ("word", "is_one"),
    [("Q1 total", True), ("Total 2020", True), ("Januar gesamt", True), ("Totalville", False)],
)
def test_that_sums_of_a_part_of_the_year_are_left_out(word: str, is_one: bool) -> None:
    rows = [f"2021-03-{i + 1:02},{v}" for i, v in enumerate(wave(28))]
    data = lines("day,y", [*rows[:14], f"{word},99", *rows[14:]]).encode()
    found = look(Export(data, None, wave(28)), Reading())
    assert (found.picked is not None) is is_one


def test_that_one_date_of_another_writing_is_asked_about_with_its_own_readings() -> None:
    rows = [f"{day}T10:00,{v}" for day, v in zip(DAYS.astype("M8[D]"), wave(), strict=True)]
    rows[0] = rows[0].replace("2021-01-05", "2-01-05")
    found = look(Export(lines("time,y", rows).encode(), None, wave()), Reading())
    assert [len(q.answers) > 1 for q in found.questions] == [True]


def test_that_a_short_label_is_asked_about_whatever_stands_beside_it() -> None:
    rows = [f"{i // 12 + 1}-{i % 12 + 1:02} p,{v}" for i, v in enumerate(wave(48))]
    found = look(Export(lines("month,y", rows).encode(), None, wave(48)), Reading())
    assert [q.text for q in found.questions] == ["Which date is 1-01?"]
