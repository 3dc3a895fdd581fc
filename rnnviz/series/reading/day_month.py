"""1/2/2020 is the first of February or the second of January: regular spacing may tell which."""

import re
from collections.abc import Sequence

import numpy as np

from rnnviz.series.reading.dates import DAY_MONTH, Times, clock, full_year, to_dates
from rnnviz.series.steps import unevenness
from rnnviz.words import _

CLEARLY = 0.1  # by which share of steps one order must be more even than the other


def day_month(cells: Sequence[str], order: str = "auto") -> Times | None:
    """Read with day or month first ("dmy", "mdy"), or decide by the numbers themselves.

    A day above 12 decides; then the more even spacing; if neither does, the answer asks.
    """
    found = [DAY_MONTH.fullmatch(cell.strip()) for cell in cells]
    if not any(found):
        return None
    if order == "auto":
        order = _only_order(found)
    if order == "dmy":
        return _day_first(found)
    if order == "mdy":
        return _month_first(found)
    day_first, month_first = _day_first(found), _month_first(found)
    if day_first.good != month_first.good:
        return max(day_first, month_first, key=lambda t: t.good)
    return _more_even(day_first, month_first)


def _only_order(found: list[re.Match[str] | None]) -> str:
    """The order that numbers above 12 prove, where they stand on one side only."""
    first = any(m is not None and int(m["a"]) > 12 for m in found)
    second = any(m is not None and int(m["b"]) > 12 for m in found)
    return "auto" if first == second else "dmy" if first else "mdy"


def _day_first(found: list[re.Match[str] | None]) -> Times:
    return Times(to_dates([_date(m, "b", "a") for m in found]), _("day, month, year"))


def _month_first(found: list[re.Match[str] | None]) -> Times:
    return Times(to_dates([_date(m, "a", "b") for m in found]), _("month, day, year"))


def _date(m: re.Match[str] | None, month: str, day: str) -> str | None:
    if m is None or int(m[month]) > 12:
        return None
    return f"{full_year(m['year'])}-{m[month]:0>2}-{m[day]:0>2}{clock(m['clock'])}"


def _more_even(day_first: Times, month_first: Times) -> Times:
    uneven = [unevenness(t.values) for t in (day_first, month_first)]
    best = day_first if uneven[0] <= uneven[1] else month_first
    gain = abs(uneven[0] - uneven[1])
    clear = gain > CLEARLY or (gain > 0 and min(uneven) == 0)
    same = np.array_equal(day_first.values, month_first.values, equal_nan=True)
    return best if clear or same else best._replace(asks="order")
