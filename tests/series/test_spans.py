"""How much of the range of time rows take, beside how many they are."""

import numpy as np
import pytest

from rnnviz.series.audit.missing import without_gaps
from rnnviz.series.reading.how import Reading
from rnnviz.series.reading.understand import Wish, understand
from rnnviz.series.series import Series
from rnnviz.series.spans import share_of_range
from rnnviz.words.numbers import percent

DAYS = np.datetime64("2020-01-01") + np.arange(40)


def text(rows: list[str]) -> bytes:
    return "\n".join(["day,y", *rows]).encode()


@pytest.mark.parametrize("turn", [1, -1])
@pytest.mark.parametrize("lost", [[0], [39], [17], [3, 4, 5], [0, 1, 20, 39]])
def test_that_rows_of_even_steps_take_as_much_of_the_range_as_of_the_rows(
    turn: int, lost: list[int]
) -> None:
    times = DAYS.astype("M8[s]")[::turn].copy()
    taken = np.isin(np.arange(40), lost)
    times[taken] = np.datetime64("NaT")
    assert share_of_range(times, taken) == pytest.approx(len(lost) / 40)


def test_that_a_few_rows_can_take_most_of_the_range() -> None:
    minutes = np.datetime64("2020-01-31T00:00") + np.arange(60)
    days = np.datetime64("2020-01-01T00:00") + 1440 * np.arange(30)
    times = np.concatenate([days, minutes]).astype("M8[s]")
    taken = np.arange(90) < 30
    assert share_of_range(times, taken) < 30 / 90  # most of that time no row stands for
    lost = np.where(taken, np.datetime64("NaT"), times)
    assert share_of_range(lost, taken) == pytest.approx(1 / 3, abs=0.01)


def test_that_a_remedy_says_how_many_rows_and_how_much_of_the_range_it_takes() -> None:
    gap = DAYS + np.where(np.arange(40) < 30, 0, 40)  # 30 days, 40 absent, 10 days
    cells = ["oops" if i in (3, 31) else str(i * i % 11) for i in range(40)]
    days = ["soon" if i == 12 else str(d) for i, d in enumerate(gap)]
    found = understand(
        text([f"{d},{c}" for d, c in zip(days, cells, strict=True)]), "x.csv", Reading(), Wish()
    )
    assert found.bad is not None
    assert found.untimed is not None
    assert (found.bad.rows, found.untimed.rows, found.bad.of) == (2, 1, 40)
    assert found.bad.span == pytest.approx(2 / 80)  # of 80 days, not of 40 rows
    assert found.untimed.span == pytest.approx(1 / 80)


def test_that_a_remedy_is_about_the_rows_of_the_chosen_series() -> None:
    rows = [f"{place},{d},{'oops' if place == 'b' and i == 5 else i * i % 11}"
            for place in "ab" for i, d in enumerate(DAYS)]  # fmt: skip
    data = "\n".join(["place,day,y", *rows]).encode()
    first = understand(data, "x.csv", Reading(), Wish())
    other = understand(data, "x.csv", Reading(), Wish(entity="place", which="b"))
    assert first.bad is None
    assert other.bad is not None
    assert (other.bad.rows, other.bad.of, other.bad.span) == (1, 40, pytest.approx(1 / 40))


@pytest.mark.parametrize("how", ["drop", "longest"])
def test_that_rows_that_are_taken_out_say_their_share_of_the_range(how: str) -> None:
    values = np.arange(40.0)
    values[[3, 4, 30]] = np.nan
    times = (DAYS + np.where(np.arange(40) < 30, 0, 60)).astype("M8[s]")
    kept = (np.arange(40) > 4) & (np.arange(40) < 30)
    taken = np.isnan(values) if how == "drop" else kept
    done = without_gaps(Series("y", values, times, "day", (), "0" * 64), how)  # type: ignore[arg-type]
    assert f"{percent(share_of_range(times, taken))} of the range" in done.notes[-1]
    assert f"{int(taken.sum())} of 40" in done.notes[-1]
