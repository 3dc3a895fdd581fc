"""Cells of text to dates: years, quarters, months, days in either order, Excel serials."""

import re
import warnings
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from rnnviz.series.numbers import is_missing, is_number
from rnnviz.words import _

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
CLOCK = r"(?P<clock>[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AaPp][Mm])?)?"
YEAR = r"(?P<year>1[5-9]\d\d|20\d\d|21\d\d)"
DAY = r"0?[1-9]|[12]\d|3[01]"
DIGITS = re.compile(r"(1[5-9]\d\d|20\d\d|21\d\d)(0[1-9]|1[0-2])?(0[1-9]|[12]\d|3[01])?(\.0*)?")
EXCEL_ZERO = np.datetime64("1899-12-30", "s")


class Times(NamedTuple):
    """A column as dates (N,) `datetime64[s]`, NaT where a cell is not one; `how` says which way.

    `ambiguous` is true when both orders of day and month fit equally well.
    """

    values: np.ndarray
    how: str
    ambiguous: bool = False


def parse_times(cells: Sequence[str], name: str = "") -> Times | None:
    """Read a column as dates, or give None if fewer than half of its cells are dates.

    >>> parse_times(["Q1 1965", "Q2 1965"]).values.astype("datetime64[D]").astype(str).tolist()
    ['1965-01-01', '1965-04-01']
    """
    present = [cell for cell in cells if not is_missing(cell)]
    if not present or not _worth_trying(present[:50], name):
        return None
    sample = present[:200]
    readers = (*READERS, _excel) if _named_as_time(name) else READERS
    fitting = [reader for reader in readers if _good(reader(sample)) >= len(sample) / 2]
    found = [times for reader in fitting if (times := reader(cells)) is not None]
    best = max(found, key=_good, default=None)
    return best if _good(best) >= len(present) / 2 else None


def _good(times: Times | None) -> int:
    return 0 if times is None else int(np.sum(~np.isnat(times.values)))


def is_time(cell: str) -> bool:
    """Say whether one cell is written as a date (a bare number is not)."""
    return not is_number(cell) and parse_times([cell]) is not None


def _worth_trying(sample: list[str], name: str) -> bool:
    """Numbers with decimals, or long text, are no dates: do not spend a regex on them."""
    numbers = [re.fullmatch(r"-?\d+([.,]\d+)?", cell) for cell in sample]
    if all(numbers):
        return _named_as_time(name) or all(_digits_of(cell) is not None for cell in sample)
    return any(len(cell) <= 40 and re.search(r"\d", cell) for cell in sample)


def _named_as_time(name: str) -> bool:
    return bool(re.search(r"date|datum|fecha|日期|时间|time", name, re.IGNORECASE))


def _matched(
    cells: Sequence[str], pattern: str, build: Callable[[re.Match[str]], str | None], how: str
) -> Times | None:
    """Each cell that the pattern fits, as an ISO date; None if none does."""
    compiled = re.compile(pattern, re.IGNORECASE)
    iso = [build(m) if (m := compiled.fullmatch(cell.strip())) else None for cell in cells]
    return Times(_iso_to_dates(iso), how) if any(iso) else None


def _iso_to_dates(iso: Sequence[str | None]) -> np.ndarray:
    import pandas as pd  # here, because the worker that trains has no need of it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pandas warns of what `coerce` already handles
        dates = pd.to_datetime(
            pd.Series(iso, dtype=object), format="ISO8601", errors="coerce", utc=True
        )
    return dates.dt.tz_localize(None).to_numpy().astype("datetime64[s]")


def _iso(cells: Sequence[str]) -> Times | None:
    shape = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.*")
    fixed = [
        re.sub(
            r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})",
            lambda m: f"{m[1]}-{m[2]:0>2}-{m[3]:0>2}",
            cell.strip(),
        )
        if shape.fullmatch(cell.strip())
        else None
        for cell in cells
    ]
    return Times(_iso_to_dates(fixed), _("year, month, day")) if any(fixed) else None


def _year_month(cells: Sequence[str]) -> Times | None:
    pattern = rf"{YEAR}( ?[-/.]| ?[Mm]|年)(?P<month>0?[1-9]|1[0-2])月?"
    how = _("year and month")
    return _matched(cells, pattern, lambda m: f"{m['year']}-{m['month']:0>2}-01", how)


def _month_year(cells: Sequence[str]) -> Times | None:
    pattern = rf"(?P<month>0?[1-9]|1[0-2])[-/.]{YEAR}"
    how = _("month and year")
    return _matched(cells, pattern, lambda m: f"{m['year']}-{m['month']:0>2}-01", how)


def _named_month(cells: Sequence[str]) -> Times | None:
    month = re.compile(MONTH, re.IGNORECASE)

    def build(m: re.Match[str]) -> str | None:
        found = month.search(m[0])
        number = MONTHS.index(found["name"].lower()) + 1 if found else 0
        return f"{_full_year(m['year'])}-{number:02}-{int(m['day'] or 1):02}"

    year = r"(?P<year>\d{4}|'?\d\d)"
    day = rf"(?P<day>{DAY})?"
    plain_month = MONTH.replace("?P<name>", "?:")
    orders = (
        rf"(?P<year>\d{{4}})[- /]?{plain_month}[- /]?{day}",
        rf"{day}[- /.]*{plain_month}[- /,']*{year}",
        rf"{plain_month}[- /.]*{day},?[- /]+(?P<year>\d{{4}})",
    )
    found = [_matched(cells, pattern, build, _("month by name")) for pattern in orders]
    return max((t for t in found if t is not None), key=_good, default=None)


def _full_year(text: str) -> int:
    """49 is 2049 and 50 is 1950, as spreadsheets have it."""
    year = int(text.strip("'"))
    return year if year > 99 else year + (2000 if year < 50 else 1900)


def _quarter(cells: Sequence[str]) -> Times | None:
    def build(m: re.Match[str]) -> str:
        return f"{m['year']}-{3 * int(m['quarter']) - 2:02}-01"

    one = _matched(cells, rf"{YEAR}[- :]?Q(?P<quarter>[1-4])", build, _("year and quarter"))
    return one or _matched(
        cells, rf"Q(?P<quarter>[1-4])[- :/']?{YEAR}", build, _("year and quarter")
    )


def _week(cells: Sequence[str]) -> Times | None:
    def build(m: re.Match[str]) -> str:
        monday = np.datetime64(f"{m['year']}-01-04", "D")
        monday -= int((monday.astype(int) + 3) % 7)  # 1970-01-01 was a Thursday
        return str(monday + 7 * (int(m["week"]) - 1))

    return _matched(
        cells, rf"{YEAR}-?W(?P<week>0[1-9]|[1-4]\d|5[0-3])(-?1)?", build, _("year and week")
    )


def _day_month(cells: Sequence[str]) -> Times | None:
    """1/2/2020: both orders are tried; the one that fits more cells, then more evenly, is taken."""
    pattern = rf"(?P<a>{DAY})[-/.](?P<b>{DAY})[-/.](?P<year>\d{{4}}|\d\d){CLOCK}"

    def build(first: str, second: str) -> Callable[[re.Match[str]], str | None]:
        def iso(m: re.Match[str]) -> str | None:
            date = f"{_full_year(m['year'])}-{m[second]:0>2}-{m[first]:0>2}"
            return date if int(m[second]) <= 12 else None

        return iso

    day_first = _matched(cells, pattern, build("a", "b"), _("day, month, year"))
    month_first = _matched(cells, pattern, build("b", "a"), _("month, day, year"))
    return _with_clock(_choose(day_first, month_first), cells, pattern)


def _choose(day_first: Times | None, month_first: Times | None) -> Times | None:
    if day_first is None or month_first is None:
        return day_first or month_first
    fits = [_good(t) for t in (day_first, month_first)]
    if fits[0] != fits[1]:
        return day_first if fits[0] > fits[1] else month_first
    uneven = [irregularity(t.values) for t in (day_first, month_first)]
    if uneven[0] == uneven[1]:
        differ = not np.array_equal(day_first[0], month_first[0])
        return day_first._replace(ambiguous=differ)
    return day_first if uneven[0] < uneven[1] else month_first


def _with_clock(times: Times | None, cells: Sequence[str], pattern: str) -> Times | None:
    """Add the time of day, where there is one."""
    if times is None or not any(":" in cell for cell in cells):
        return times
    compiled = re.compile(pattern, re.IGNORECASE)
    seconds = np.zeros(len(cells), dtype="timedelta64[s]")
    for i, cell in enumerate(cells):
        match = compiled.fullmatch(cell.strip())
        if match and match["clock"]:
            seconds[i] = _seconds(match["clock"].lower())
    return times._replace(values=times[0] + seconds)


def _seconds(clock: str) -> int:
    """Seconds since midnight of 13:45, 13:45:10 or 1:45 pm."""
    hour, minute, second = [*map(float, re.findall(r"[\d.]+", clock)), 0.0][:3]
    if "m" in clock:
        hour = hour % 12 + 12 * ("p" in clock)
    return int(3600 * hour + 60 * minute + second)


def _digits_of(cell: str) -> tuple[str, str] | None:
    """(ISO date, kind) of a whole number that is YYYY, YYYYMM or YYYYMMDD, or None."""
    match = DIGITS.fullmatch(cell)
    if not match:
        return None
    kind = "year" if not match[2] else "month" if not match[3] else "day"
    return f"{match[1]}-{match[2] or '01'}-{match[3] or '01'}", kind


def _digits(cells: Sequence[str]) -> Times | None:
    found = [_digits_of(cell.strip()) for cell in cells]
    kinds = {f[1] for f in found if f}
    if len(kinds) != 1:
        return None
    how = {"year": _("years"), "month": _("YYYYMM"), "day": _("YYYYMMDD")}[kinds.pop()]
    return Times(_iso_to_dates([f[0] if f else None for f in found]), how)


def _excel(cells: Sequence[str]) -> Times | None:
    """Days since 1899-12-30 (20000 is 1954, 60000 is 2064); tried under a name that says date."""
    serial = re.compile(r"\d{5}(\.\d+)?")
    days = np.array([float(c) if serial.fullmatch(c.strip()) else np.nan for c in cells])
    days[(days < 20000) | (days > 60000)] = np.nan
    if np.isnan(days).all():
        return None
    seconds = np.where(np.isnan(days), 0, np.round(days * 86400)).astype("timedelta64[s]")
    dates = EXCEL_ZERO + seconds
    dates[np.isnan(days)] = np.datetime64("NaT")
    return Times(dates, _("Excel day numbers"))


def irregularity(dates: np.ndarray) -> float:
    """Share of steps that are not the commonest one (months may have 28 to 31 days).

    >>> irregularity(np.array(["2020-01-01", "2020-02-01", "2020-03-01"], dtype="datetime64[s]"))
    0.0
    """
    known = dates[~np.isnat(dates)]
    if len(known) < 3:
        return 0.0
    days = np.abs(np.diff(known).astype(float)) / 86400
    for low, high in ((28, 31), (89, 92), (365, 366)):
        days[(days >= low) & (days <= high)] = low
    counts = np.unique(days, return_counts=True)[1]
    return float(1 - counts.max() / len(days))


READERS = (_digits, _iso, _year_month, _quarter, _week, _named_month, _month_year, _day_month)
