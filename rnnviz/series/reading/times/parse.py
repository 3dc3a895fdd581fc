"""Cells of text to dates: every way of writing them is tried, the one that fits most is taken."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, partial

import numpy as np

from rnnviz.series.reading.cells.missing import LONGEST, is_missing, some
from rnnviz.series.reading.cells.numbers import is_number
from rnnviz.series.reading.times import epochs, patterns
from rnnviz.series.reading.times.names import spoken
from rnnviz.series.reading.times.order import ORDERS, day_month
from rnnviz.series.reading.times.patterns import (
    BARE_QUARTER,
    COMPACT,
    FISCAL,
    ISO,
    PATTERNS,
    Times,
    read_with,
)
from rnnviz.words import _

Reader = Callable[[Sequence[str]], Times | None]
NAMES = re.compile(r"date|datum|fecha|data|日期|时间|time", re.IGNORECASE)
MONTH_BEHIND = re.compile(r"\d{4}[-/](?:0[1-9]|1[0-2])")
LEAST_FISCAL = 2  # different cells such as 2009/10, which could be months
LEAST_QUARTERS = 8  # of 2001:1, which could be months
WEEKS = re.compile(r"week|woche|semaine|semana|settimana|\bkw\b|周|週", re.IGNORECASE)
BARE = re.compile(r"-?\d+([.,]\d+)?")
DIGIT = re.compile(r"[\d〇一二三四五六七八九十]")
LETTER = re.compile(r"[^\W\d_]")
ISO_SIGNS = frozenset("0123456789-:. Tt")
MONTH_POINT_YEAR = re.compile(r"(0[1-9]|1[0-2])\.(1[5-9]|2[01])\d\d")  # 01.1991 is no number
UNTIL = re.compile(
    r" (?:-|–|—|to|bis|à|au|until|～|~) | ?[–—～] ?|/(?=\d{4})|(?<=\d)-(?=\d\d?[:.]\d\d)"
)
SAMPLE = 200


def parse_times(cells: Sequence[str], name: str = "", order: str = "auto") -> Times | None:
    """Read a column as dates, or give None if fewer than half of its cells are dates.

    `order` settles what was asked: "dmy", "mdy" or "ymd", "ym" (1-01 is year 1, month 1), "excel"
    (day numbers), "unix" (seconds since 1970 or parts of them), "none" (no dates at all).

    >>> parse_times(["Q1 1965", "Q2 1965"]).values.astype("datetime64[D]").astype(str).tolist()
    ['1965-01-01', '1965-04-01']
    """
    if order == "none":
        return None
    sample = [cell for cell in some(cells, SAMPLE) if not is_missing(cell)]
    if not sample:  # the few cells that there are lie between those that were looked at
        sample = [cell for cell in cells if not is_missing(cell)][:SAMPLE]
    if not sample or not _worth_trying(sample[:50], name, order):
        return None
    readers = _readers(name, order)
    best = _best(readers, _said(sample))
    if best is None:
        return None
    texts = _said(cells)
    times = best(texts)
    present = len(cells) - sum(map(is_missing, cells))
    if times is not None and times.good < present:
        times = _with_others(times, texts, [r for r in readers if r is not best])
    if times is None or times.good < present / 2:
        return None
    return times._replace(asks="") if order == "ym" else times


def is_time(cell: str) -> bool:
    """Say whether one cell is written as a date (a bare number is not)."""
    return len(cell) <= LONGEST and not is_number(cell) and parse_times([cell]) is not None


def _said(cells: Sequence[str]) -> list[str]:
    """The cells with their words put into signs; what is too long to be a time is nothing."""
    sample = "".join(cell for cell in some(cells, 50) if len(cell) <= LONGEST)
    if set(sample) <= ISO_SIGNS and all(len(c) <= LONGEST for c in cells):
        return [cell.strip().lower() for cell in cells]
    return [
        spoken(cell) if len(cell) <= LONGEST and DIGIT.search(cell) else "" for cell in cells
    ]  # fmt: skip


def week(texts: Sequence[str], *, named: bool = False) -> Times | None:
    """YYYYWW, where some numbers are no months, or the column's name says so."""
    found = read_with(COMPACT[2], texts)
    months = read_with(COMPACT[1], texts)
    return found if found and (named or months is None or months.good < found.good) else None


WEEK_NAMED = partial(week, named=True)


def short_month(texts: Sequence[str]) -> Times | None:
    """1-01 … 3-12: the months of numbered years, if that is what they are: it must be asked."""
    found = [patterns.SHORT.fullmatch(text) for text in texts]
    if not any(found):
        return None
    index = [(int(m["year"]) - 1970) * 12 + int(m["month"]) - 1 if m else 0 for m in found]
    values = np.array(index).astype("M8[M]").astype("M8[s]")
    values[[m is None for m in found]] = np.datetime64("NaT")
    return Times(values, _("number of the year and month"), asks="short")


def bare_quarters(texts: Sequence[str]) -> Times | None:
    """2001:1 … 2001:4: quarters, where each of many years has those four and no others."""
    found = [BARE_QUARTER.regex.fullmatch(text) for text in texts]
    marks = Counter(m["quarter"] for m in found if m)
    if set(marks) != set("1234") or sum(marks.values()) < max(LEAST_QUARTERS, len(texts)):
        return None
    return read_with(BARE_QUARTER, texts) if max(marks.values()) - min(marks.values()) < 2 else None


def fiscal(texts: Sequence[str]) -> Times | None:
    """2019/20: taken for its first year, where the next always follows; 2009/10 may be a month."""
    there = {text for text in texts if text}
    found = read_with(FISCAL, texts) if there else None
    months = sum(MONTH_BEHIND.fullmatch(text) is not None for text in there)
    if found is None or found.good < len([t for t in texts if t]):
        return None
    return found if len(there) > LEAST_FISCAL or months < len(there) else None


def compact(texts: Sequence[str]) -> Times | None:
    """1821, 192607, 19580329, also as 19580329.0: one kind in a column."""
    sample = texts[:: 1 + len(texts) // SAMPLE]
    sizes = {len(t.split(".")[0]) for t in sample if BARE.fullmatch(t) or t[8:9] == "t"}
    if len(sizes) > 1:
        return None
    found = [read_with(pattern, sample) for pattern in COMPACT]
    good = [0 if times is None else times.good for times in found]
    return read_with(COMPACT[good.index(max(good))], texts) if max(good) else None


def intervals(texts: Sequence[str]) -> Times | None:
    """Two times in a cell, taken by the first: the beginning of the interval."""
    halves = [UNTIL.split(text, maxsplit=1) for text in texts]
    if not any(len(half) == 2 for half in halves):
        return None
    starts = [half[0].strip() if len(half) == 2 else "" for half in halves]
    found = _best(_written(), [s for s in starts if s][:SAMPLE])
    times = found(starts) if found else None
    note = _("Intervals are taken by their beginning.")
    return times and times._replace(notes=(*times.notes, note))


@cache
def _written() -> tuple[Reader, ...]:
    """Ways of writing a time that are told apart by their signs."""
    usual = tuple(partial(read_with, pattern) for pattern in (ISO, *PATTERNS))
    return (fiscal, bare_quarters, *usual, day_month, short_month)


@cache
def _settled(order: str) -> Reader | None:
    if order in ORDERS:
        return partial(day_month, order=order)
    return {"excel": epochs.excel, "unix": epochs.unix}.get(order)


def _readers(name: str, order: str) -> tuple[Reader, ...]:
    first = (WEEK_NAMED, compact) if WEEKS.search(name) else (compact, week)
    usual = (*first, *_written(), intervals)
    settled = _settled(order)
    if settled is not None:
        return (settled, *(r for r in usual if r is not day_month))
    return (*usual, *((epochs.excel,) if NAMES.search(name) else ()))


def _best(readers: Sequence[Reader], sample: list[str]) -> Reader | None:
    """The way that fits most of the first cells, if it fits at least a quarter of them."""
    good = [(found.good if (found := reader(sample)) else 0) for reader in readers]
    most = max(good, default=0)
    return readers[good.index(most)] if most and most >= len(sample) / 4 else None


def _with_others(best: Times, texts: Sequence[str], readers: Sequence[Reader]) -> Times:
    """Cells written in another way than most are read in their own, and counted.

    A bare number among written dates stays unread unless it is a year among finer times: it is
    more likely a slip than a date.
    """
    values, others, asks, orders = best.values.copy(), 0, best.asks, best.orders
    units = np.zeros(len(texts), np.int8) if best.units is None else best.units.copy()
    for reader in readers:
        rest = np.flatnonzero(np.isnat(values)).tolist()
        if not rest or reader in (compact, week, WEEK_NAMED, epochs.excel, epochs.unix):
            continue
        found = reader([texts[i] for i in rest])
        if found is not None and found.good:
            if found.values.dtype != values.dtype:
                values = values.astype("M8[ns]")
            values[rest] = found.values
            units[rest] = 0 if found.units is None else found.units
            orders = orders if asks else found.orders
            others, asks = others + found.good, asks or found.asks
    return best._replace(values=values, others=others, asks=asks, units=units, orders=orders)


def _worth_trying(sample: list[str], name: str, order: str) -> bool:
    """Numbers with decimals, or long text, are no dates: do not spend a pattern on them."""
    if all(len(cell) <= LONGEST and BARE.fullmatch(cell) for cell in sample):
        named = bool(NAMES.search(name)) or order in ("excel", "unix")
        months = all(MONTH_POINT_YEAR.fullmatch(cell) for cell in sample)
        return named or months or compact(sample) is not None or week(sample) is not None
    return any(len(cell) <= LONGEST and DIGIT.search(cell) for cell in sample)
