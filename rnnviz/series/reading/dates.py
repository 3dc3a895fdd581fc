"""Patterns of dates as people write them, each turned into ISO dates that pandas reads."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from rnnviz.words import _

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
CLOCK = r"(?P<clock>[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AaPp]\.?[Mm]\.?)?)?"
YEAR = r"(?P<year>1[5-9]\d\d|20\d\d|21\d\d)"
DAY = r"0?[1-9]|[12]\d|3[01]"
NAMED = tuple(
    re.compile(pattern + CLOCK, re.IGNORECASE)
    for pattern in (
        rf"(?P<year>\d{{4}})[- /]?{MONTH}[- /]?(?P<day>{DAY})?",
        rf"(?P<day>{DAY})?[- /.]*{MONTH}[- /,']*(?P<year>\d{{4}}|'?\d\d)",
        rf"{MONTH}[- /.]*(?P<day>{DAY})?,?[- /]+(?P<year>\d{{4}})",
    )
)
DIGITS = re.compile(r"(1[5-9]\d\d|20\d\d|21\d\d)(0[1-9]|1[0-2])?(0[1-9]|[12]\d|3[01])?(\.0*)?")
ISO = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
DAY_MONTH = re.compile(rf"(?P<a>{DAY})[-/.](?P<b>{DAY})[-/.](?P<year>\d{{4}}|\d\d){CLOCK}")
SHORT = re.compile(r"(?P<year>\d{1,2})-(?P<month>0[1-9]|1[0-2])")
UNIX = re.compile(r"([1-4]\d{9})(\d{3})?(\.0*)?")  # from 2001 to 2128
SERIAL = re.compile(r"\d{5}(\.\d+)?")
EXCEL_ZERO = np.datetime64("1899-12-30", "s")
EXCEL_DAYS = (20_000, 60_000)  # 1954 to 2064


class Times(NamedTuple):
    """A column as dates (N,) `datetime64[s]`, NaT where a cell is not one; `how` says which way.

    `asks` is "order" when both orders of day and month fit, "short" for 1-01, else empty;
    `others` counts the cells that are written in another way than most.
    """

    values: np.ndarray
    how: str
    asks: str = ""
    others: int = 0

    @property
    def good(self) -> int:
        """How many cells are dates."""
        return int(np.sum(~np.isnat(self.values)))


Build = Callable[[re.Match[str]], str | None]


def matched(cells: Sequence[str], pattern: str, build: Build, how: str) -> Times | None:
    """Each cell that the pattern fits, as an ISO date; None if none does."""
    compiled = re.compile(pattern, re.IGNORECASE)
    iso = [build(m) if (m := compiled.fullmatch(cell.strip())) else None for cell in cells]
    return Times(to_dates(iso), how) if any(iso) else None


def to_dates(iso: Sequence[str | None]) -> np.ndarray:
    """ISO dates, with or without an offset, as UTC; NaT where pandas finds none."""
    import pandas as pd  # here, because the worker that trains has no need of it

    dates = pd.to_datetime(
        pd.Series(iso, dtype=object), format="ISO8601", errors="coerce", utc=True
    )
    return dates.dt.tz_localize(None).to_numpy().astype("datetime64[s]")


def iso(cells: Sequence[str]) -> Times | None:
    """2020-01-31, 2020/1/31, with a time of day, with an offset from UTC."""
    fits = [cell if ISO.match(cell) else None for cell in map(str.strip, cells)]
    if not any(fits):
        return None
    dates = to_dates(fits)
    offset = any(re.search(r":\d\d.*(Z|[+-]\d\d)", cell) for cell in fits[:50] if cell)
    how = _("year, month, day; offsets turned into UTC") if offset else _("year, month, day")
    return Times(dates, how)


def year_month(cells: Sequence[str]) -> Times | None:
    """1991-07, 1991M07, 1991年7月."""
    pattern = rf"{YEAR}( ?[-/.]| ?[Mm]|年)(?P<month>0?[1-9]|1[0-2])月?"
    return matched(cells, pattern, _first_of_month, _("year and month"))


def month_year(cells: Sequence[str]) -> Times | None:
    """07/1991."""
    pattern = rf"(?P<month>0?[1-9]|1[0-2])[-/.]{YEAR}"
    return matched(cells, pattern, _first_of_month, _("month and year"))


def _first_of_month(m: re.Match[str]) -> str:
    return f"{m['year']}-{m['month']:0>2}-01"


def named_month(cells: Sequence[str]) -> Times | None:
    """Jan 1749, 1991 Jul, 3 January 2020, Jan 3, 2020, Jan-91; with a time of day or without."""
    found = [_first_match(cell.strip()) for cell in cells]
    dates = [None if m is None else _named_date(m) for m in found]
    return Times(to_dates(dates), _("month by name")) if any(dates) else None


def _first_match(cell: str) -> re.Match[str] | None:
    return next((m for pattern in NAMED if (m := pattern.fullmatch(cell))), None)


def _named_date(m: re.Match[str]) -> str:
    month = MONTHS.index(m["name"].lower()) + 1
    return f"{full_year(m['year'])}-{month:02}-{int(m['day'] or 1):02}{clock(m['clock'])}"


def clock(text: str | None) -> str:
    """The time of day as ISO has it: 1:45 pm is 13:45."""
    if not text:
        return ""
    text = text[1:].lower().replace(".m", "m").rstrip(".")
    if "m" not in text:
        return f" {text}"
    hour, rest = text.rstrip("apm .").split(":", 1)
    return f" {int(hour) % 12 + 12 * ('p' in text):02}:{rest}"


def full_year(text: str) -> str:
    """Four digits: 49 is 2049 and 50 is 1950, as spreadsheets have it."""
    year = int(text.strip("'"))
    return str(year if year > 99 else year + (2000 if year < 50 else 1900)).zfill(4)


def quarter(cells: Sequence[str]) -> Times | None:
    """1970 Q1, Q1 1965."""

    def build(m: re.Match[str]) -> str:
        return f"{m['year']}-{3 * int(m['quarter']) - 2:02}-01"

    how = _("year and quarter")
    one = matched(cells, rf"{YEAR}[- :/]?Q(?P<quarter>[1-4])", build, how)
    return one or matched(cells, rf"Q(?P<quarter>[1-4])[- :/']?{YEAR}", build, how)


def week(cells: Sequence[str]) -> Times | None:
    """2020-W01: the Monday of the ISO week."""

    def build(m: re.Match[str]) -> str:
        monday = np.datetime64(f"{m['year']}-01-04", "D")
        monday -= int((monday.astype(int) + 3) % 7)  # 1970-01-01 was a Thursday
        return str(monday + 7 * (int(m["week"]) - 1))

    pattern = rf"{YEAR}-?W(?P<week>0[1-9]|[1-4]\d|5[0-3])(-?1)?"
    return matched(cells, pattern, build, _("year and week"))


def digits_of(cell: str) -> tuple[str, str] | None:
    """(ISO date, kind) of a whole number that is YYYY, YYYYMM or YYYYMMDD, or None."""
    match = DIGITS.fullmatch(cell)
    if not match:
        return None
    kind = "year" if not match[2] else "month" if not match[3] else "day"
    return f"{match[1]}-{match[2] or '01'}-{match[3] or '01'}", kind


def digits(cells: Sequence[str]) -> Times | None:
    """1821, 192607, 19580329, also as 19580329.0."""
    found = [digits_of(cell.strip()) for cell in cells]
    kinds = {f[1] for f in found if f}
    if len(kinds) != 1:
        return None
    how = {"year": _("years"), "month": _("YYYYMM"), "day": _("YYYYMMDD")}[kinds.pop()]
    return Times(to_dates([f[0] if f else None for f in found]), how)


def excel(cells: Sequence[str]) -> Times | None:
    """Days since 1899-12-30, as spreadsheets count; nothing else tells them from numbers."""
    days = np.array([float(c) if SERIAL.fullmatch(c.strip()) else np.nan for c in cells])
    days[(days < EXCEL_DAYS[0]) | (days > EXCEL_DAYS[1])] = np.nan
    if np.isnan(days).all():
        return None
    seconds = np.where(np.isnan(days), 0, np.round(days * 86400)).astype("timedelta64[s]")
    dates = EXCEL_ZERO + seconds
    dates[np.isnan(days)] = np.datetime64("NaT")
    return Times(dates, _("Excel day numbers"))


def unix(cells: Sequence[str]) -> Times | None:
    """Seconds, or milliseconds with 13 digits, since 1970: it must be asked too."""
    fits = [UNIX.fullmatch(cell.strip()) for cell in cells]
    if not any(fits):
        return None
    seconds = [int(m[1]) if m else 0 for m in fits]
    dates = np.array(seconds).astype("datetime64[s]")
    dates[[m is None for m in fits]] = np.datetime64("NaT")
    return Times(dates, _("seconds since 1970"))


def short_month(cells: Sequence[str]) -> Times | None:
    """1-01 … 3-12: the months of numbered years, if that is what they are: it must be asked."""
    found = matched(
        cells, SHORT.pattern, lambda m: f"{int(m['year']):04}-{m['month']}-01",
        _("number of the year and month"),
    )  # fmt: skip
    return found and found._replace(asks="short")
