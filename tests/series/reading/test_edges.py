"""Reading at its edges: signs for missing, counters, marks before numbers, hardly any."""

import numpy as np
import pytest

from rnnviz.series.reading.cells.sentinels import sentinel
from rnnviz.series.reading.cells.signs import take_apart
from rnnviz.series.reading.columns import Column
from rnnviz.series.reading.guess.value import guess_value
from rnnviz.series.reading.table import read_table

NINES = [
    "99", "999", "9999", "99999", "999999", "9999999", "99.9", "99.99", "999.9", "999.99",
    "9999.9",
]  # fmt: skip
BELOW = ["-999.999", "-9999.99", "-8888", "-7777", "-32768", "-2147483648", "-1e20", "-1e30"]


@pytest.mark.parametrize(
    "written", [*NINES, *(f"-{nines}" for nines in NINES), *BELOW, "32767", "1e20", "1e30"]
)
def test_that_the_usual_signs_for_missing_are_found_far_outside_of_the_others(written: str) -> None:
    cells = ["18", written, "19", "18.5", written]
    assert sentinel(cells, np.array([float(c) for c in cells])) == (written, 2)
    assert sentinel(cells[:2], np.array([18, float(written)])) is None
    others = [str(0.99 * float(written)), written, str(0.98 * float(written)), "18"]
    assert sentinel(others, np.array([float(c) for c in others])) is None


@pytest.mark.parametrize("cell", ["A-b 5", "x 5", "v.b5", "no.1 5"])
def test_that_a_word_before_a_number_that_is_no_mark_is_no_number(cell: str) -> None:
    assert take_apart(cell) is None


@pytest.mark.parametrize("cell", ["€ 5", "USD 5", "R$ 5", "~5"])
def test_that_money_and_about_may_stand_before_a_number(cell: str) -> None:
    found = take_apart(cell)
    assert found is not None
    assert found.core == "5"


def column(cells: list[int]) -> Column:
    return Column("n", tuple(map(str, cells)), tuple(range(len(cells))), ".")


def test_that_rows_are_counted_upwards_downwards_and_anew_but_by_one_alone() -> None:
    up = list(range(1, 31))
    assert column(up).is_counter
    assert column(up[::-1]).is_counter
    assert column(up + up).is_counter
    assert not column([2 * n for n in up]).is_counter
    assert not column([-2 * n for n in up]).is_counter
    assert not column(up[:2]).is_counter
    assert column(up[:3]).is_counter


def guessed(columns: dict[str, list[str]]) -> str:
    rows = [",".join(columns), *(",".join(row) for row in zip(*columns.values(), strict=True))]
    return guess_value(read_table("\n".join(rows).encode(), "file.csv"), None)


LOAD = [f"{20 + 5 * np.sin(k * k):.2f}" for k in range(400)]


def test_that_a_column_that_counts_rows_is_no_series() -> None:
    count = [str(k) for k in range(1, 401)]
    assert guessed({"what": count, "load": LOAD}) == "load"
    assert guessed({"what": count[::-1], "load": LOAD}) == "load"
    assert guessed({"price": LOAD[::-1], "load": LOAD}) == "price"


@pytest.mark.parametrize("rows", [300, 400, 1200])
def test_that_a_column_filled_in_less_than_a_fifth_of_its_rows_is_no_series(rows: int) -> None:
    load = (LOAD * 3)[:rows]
    for share, chosen in ((0.1, "load"), (0.19, "load"), (0.21, "price"), (1, "price")):
        price = [cell if k < share * rows else "" for k, cell in enumerate(load[::-1])]
        assert guessed({"price": price, "load": load}) == chosen


def test_that_a_fifth_to_the_row_is_enough() -> None:
    for filled, chosen in ((59, "load"), (60, "price"), (61, "price")):
        price = [cell if k < filled else "" for k, cell in enumerate(LOAD[300::-1][:300])]
        assert guessed({"price": price, "load": LOAD[:300]}) == chosen
