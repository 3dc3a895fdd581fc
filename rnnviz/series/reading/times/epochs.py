"""Times as counts: days of a spreadsheet, seconds or parts of them since 1970."""

import re
from collections.abc import Sequence

import numpy as np

from rnnviz.series.reading.times.patterns import Times
from rnnviz.words import _

UNIX = re.compile(r"(?P<whole>[1-4]\d{8,18})(?:\.(?P<fraction>\d{1,9}))?")
DIGITS = {10: 1, 13: 1_000, 16: 1_000_000, 19: 1_000_000_000}  # from 2001 to 2128
SERIAL = re.compile(r"\d{5}(\.\d+)?")
EXCEL_ZERO = np.datetime64("1899-12-30", "s")
EXCEL_DAYS = (20_000, 60_000)  # 1954 to 2064


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
    """Seconds since 1970, or thousandths (13 digits), millionths (16) or billionths (19) of them.

    >>> unix(["1735689600000000", "1735689600500000"]).values.astype("M8[ms]").astype(str).tolist()
    ['2025-01-01T00:00:00.000', '2025-01-01T00:00:00.500']
    """
    fits = [UNIX.fullmatch(cell.strip()) for cell in cells]
    sizes = {len(m["whole"]) for m in fits if m}
    if len(sizes) != 1 or not sizes <= set(DIGITS):
        return None
    per_second = DIGITS[sizes.pop()]
    nanos = np.array([_nanos(m, per_second) if m else 0 for m in fits], dtype=np.int64)
    dates = nanos.astype("M8[ns]")
    dates = dates.astype("M8[s]") if not (nanos % 1_000_000_000).any() else dates
    dates[[m is None for m in fits]] = np.datetime64("NaT")
    names = {
        1: _("seconds since 1970"),
        1_000: _("milliseconds since 1970"),
        1_000_000: _("microseconds since 1970"),
        1_000_000_000: _("nanoseconds since 1970"),
    }
    return Times(dates, names[per_second])


def _nanos(m: re.Match[str], per_second: int) -> int:
    scale = 1_000_000_000 // per_second
    fraction = int((m["fraction"] or "").ljust(9, "0")) * scale // 1_000_000_000
    return int(m["whole"]) * scale + fraction
