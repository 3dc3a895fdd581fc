"""Cells of text to dates: every way of writing them is tried, the one that fits most is taken."""

import re
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from rnnviz.series.reading import dates
from rnnviz.series.reading.dates import Times, digits_of
from rnnviz.series.reading.day_month import day_month
from rnnviz.series.reading.numbers import is_missing, is_number

Reader = Callable[[Sequence[str]], Times | None]
NAMES = re.compile(r"date|datum|fecha|日期|时间|time", re.IGNORECASE)
MONTH_POINT_YEAR = re.compile(r"(0[1-9]|1[0-2])\.(1[5-9]|2[01])\d\d")  # 01.1991 is no number
WRITTEN = (
    dates.iso, dates.year_month, dates.quarter, dates.week, dates.named_month, dates.month_year,
    day_month, dates.short_month,
)  # fmt: skip
ORDERS: dict[str, Reader] = {
    "dmy": partial(day_month, order="dmy"),
    "mdy": partial(day_month, order="mdy"),
    "excel": dates.excel,
    "unix": dates.unix,
}


def parse_times(cells: Sequence[str], name: str = "", order: str = "auto") -> Times | None:
    """Read a column as dates, or give None if fewer than half of its cells are dates.

    `order` settles what was asked: "dmy" or "mdy", "ym" (1-01 is year 1, month 1), "excel"
    (day numbers), "unix" (seconds since 1970), "none" (no dates at all).

    >>> parse_times(["Q1 1965", "Q2 1965"]).values.astype("datetime64[D]").astype(str).tolist()
    ['1965-01-01', '1965-04-01']
    """
    present = [cell for cell in cells if not is_missing(cell)]
    if order == "none" or not present or not _worth_trying(present[:50], name, order):
        return None
    readers = _readers(name, order)
    best = _best(readers, cells, present[:200])
    if best is not None and best.good < len(present):
        best = _with_others(best, cells, readers)
    if best is None or best.good < len(present) / 2:
        return None
    return best._replace(asks="") if order == "ym" else best


def is_time(cell: str) -> bool:
    """Say whether one cell is written as a date (a bare number is not)."""
    return not is_number(cell) and parse_times([cell]) is not None


def _readers(name: str, order: str) -> tuple[Reader, ...]:
    if order in ORDERS:
        others = [r for r in WRITTEN if r is not day_month]
        return (ORDERS[order], dates.digits, *others)
    return (dates.digits, *WRITTEN, *((dates.excel,) if NAMES.search(name) else ()))


def _best(readers: Sequence[Reader], cells: Sequence[str], sample: list[str]) -> Times | None:
    """What fits most cells, among the ways that fit at least a quarter of the first ones."""
    good = [(found.good if (found := r(sample)) else 0, r) for r in readers]
    fitting = [r for n, r in good if n >= len(sample) / 4]
    found = [times for r in fitting if (times := r(cells)) is not None]
    return max(found, key=lambda t: t.good, default=None)


def _with_others(best: Times, cells: Sequence[str], readers: Sequence[Reader]) -> Times:
    """Cells written in another way than most are read in their own, and counted.

    A bare number among written dates stays unread: it is more likely a slip than a year.
    """
    values, others, asks = best.values.copy(), 0, best.asks
    for reader in readers:
        rest = np.flatnonzero(np.isnat(values)).tolist()
        if not rest or reader in (dates.digits, dates.excel, dates.unix):
            continue
        found = reader([cells[i] for i in rest])
        if found is not None and found.good:
            values[rest] = found.values
            others, asks = others + found.good, asks or found.asks
    return best._replace(values=values, others=others, asks=asks)


def _worth_trying(sample: list[str], name: str, order: str) -> bool:
    """Numbers with decimals, or long text, are no dates: do not spend a regex on them."""
    if all(re.fullmatch(r"-?\d+([.,]\d+)?", cell) for cell in sample):
        named = bool(NAMES.search(name)) or order in ("excel", "unix")
        months = all(MONTH_POINT_YEAR.fullmatch(cell) for cell in sample)
        return named or months or all(digits_of(cell) is not None for cell in sample)
    return any(len(cell) <= 40 and re.search(r"\d", cell) for cell in sample)
