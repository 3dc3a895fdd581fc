"""1/2/2020 is the first of February or the second of January: regular spacing may tell which."""

import re
from collections.abc import Sequence

import numpy as np

from rnnviz.series.reading.times.moments import Found, full_years, of_date, part, with_clock
from rnnviz.series.reading.times.names import spoken
from rnnviz.series.reading.times.patterns import NUMBERS, UNITS, Times
from rnnviz.series.steps import unevenness
from rnnviz.words import N_

CLEARLY = 0.1  # by which share of steps one order must be more even than the others
ORDERS = {
    "dmy": (N_("day, month, year"), "cba"),
    "mdy": (N_("month, day, year"), "cab"),
    "ymd": (N_("year, month, day"), "abc"),
    "ydm": (N_("year, day, month"), "acb"),
}


def day_month(texts: Sequence[str], order: str = "auto") -> Times | None:
    """Read with day, month or year first ("dmy", "mdy", "ymd"), or decide by the numbers.

    A day above 12 decides; then the more even spacing; if neither does, the answer asks.
    """
    found = [NUMBERS.fullmatch(text) for text in texts]
    if not any(found):
        return None
    if order in ORDERS:
        return _read(found, order)
    two_digits = any(m is not None and len(m["c"]) == 2 for m in found)
    candidates = ("dmy", "mdy", "ymd") if two_digits else ("dmy", "mdy")
    read = {code: _read(found, code) for code in candidates}
    most = max(times.good for times in read.values())
    return _most_even({code: t for code, t in read.items() if t.good == most})


def _read(found: Found, order: str) -> Times:
    how, places = ORDERS[order]
    year, month, day = (part(found, name) for name in places)
    days = of_date(full_years(year), month, day)
    values, notes = with_clock(days, found, NUMBERS)
    units = np.where(np.isnat(values), 0, UNITS.index("day")).astype(np.int8)
    return Times(values, how, units=units, notes=notes, orders=(order,))


def _most_even(read: dict[str, Times]) -> Times:
    """The most even order, which asks unless it is clearly more even than all others."""
    uneven = {code: unevenness(times.values) for code, times in read.items()}
    best = min(read, key=lambda code: uneven[code])
    others = [
        code
        for code, times in read.items()
        if code != best and not np.array_equal(times.values, read[best].values, equal_nan=True)
    ]
    close = [code for code in others if not _clearly(uneven[best], uneven[code])]
    if not close:
        return read[best]
    return read[best]._replace(asks="order", orders=(best, *close))


def _clearly(best: float, other: float) -> bool:
    gain = other - best
    return gain > CLEARLY or (gain > 0 and best == 0)


def differing(cells: Sequence[str], read: Sequence[str]) -> re.Match[str] | None:
    """The first cell that the orders read differently, or the first of all."""
    found = [m for cell in cells if (m := NUMBERS.fullmatch(spoken(cell)))]
    told = (m for m in found if len({_ints(m, order) for order in read}) > 1)
    return next(told, found[0] if found else None)


def _ints(m: re.Match[str], order: str) -> tuple[int, ...]:
    return tuple(int(m[name]) for name in ORDERS[order][1])


def date_in(m: re.Match[str], order: str) -> tuple[int, int, int]:
    """Year, month and day of a match in one order."""
    year, month, day = _ints(m, order)
    return int(full_years(np.array([year]))[0]), month, day
