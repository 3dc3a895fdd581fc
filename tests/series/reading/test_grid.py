"""From a table of any kind the true series is found or asked for: never another in silence."""

from functools import cache

import numpy as np
import pytest

from rnnviz.errors import RnnvizError
from rnnviz.series.reading.how import Reading
from rnnviz.series.reading.understand import AUTO, Understood, Wish, understand
from tests.series.reading.measured import WHOLE
from tests.series.reading.tables import Made, made, tables

SAMPLE = 260  # of all; `make tables` takes them all


def look(table: Made) -> str:
    """ "right", "asked", "refused", or what came instead."""
    found = understand(table.text.encode(), "file.csv", Reading(), Wish())
    if found.questions:
        return "asked"
    if found.error:
        return "refused"
    return "right" if is_true(found, table) else f"{found.value} by {found.time}"


def is_true(found: Understood, table: Made) -> bool:
    if found.picked is None:
        return False
    series = found.picked.series
    order = np.argsort(series.times, kind="stable")
    values, times = series.values[order], series.times[order]
    same = len(values) == len(table.values) and np.allclose(values, table.values, atol=1e-9)
    return bool(same and series.dated and np.array_equal(times.astype("M8[s]"), table.times))


@cache
def grid() -> list[tuple[str, str, str, str, str]]:
    return list(tables())


def test_that_the_grid_is_as_large_as_it_says() -> None:
    assert len(grid()) == len(set(grid())) >= 2_000
    assert AUTO == "auto"


def sample() -> list[tuple[str, str, str, str, str]]:
    if WHOLE:
        return grid()
    rng = np.random.default_rng(20)
    return [grid()[i] for i in rng.choice(len(grid()), SAMPLE, replace=False)]


@pytest.mark.parametrize("part", range(10))
def test_that_the_series_is_found_again_or_asked_for(part: int) -> None:
    wrong = {}
    for names in sample()[part::10]:
        table = made(*names)
        seen = look(table)
        if seen not in ("right", "asked"):
            wrong[table.name] = seen
    assert wrong == {}


def test_that_another_series_would_be_noticed() -> None:
    table = made("two columns", "2020-01-31", "12.34", "nothing", ",")
    assert look(table) == "right"
    assert look(table.__class__(table.name, table.text, table.times, table.values + 1)) != "right"
    with pytest.raises(RnnvizError):
        raise RnnvizError("a sentence")
