"""The time of day beside a column of days: clocks, hours, or numbered parts of a day."""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from rnnviz.series.reading.layouts.roles import numbers_of, read_clock

Named = tuple[str, Sequence[str]]
SECOND = 1_000_000_000  # in billionths of one
PERIODS = (24, 48, 96, 288)  # parts that a day is cut into


def clocks(roles: Mapping[str, Named]) -> tuple[np.ndarray, list[Named]]:
    """The time since midnight (N,), NaT where there is none, and the columns that were used.

    >>> clocks({"clock": ("time", ["0930", "24:00", "1:05:07 pm"])})[0].astype(int).tolist()
    [34200, 86400, 47107]
    """
    if "clock" in roles or ("hour" in roles and any(map(read_clock, roles["hour"][1]))):
        used = [roles["clock" if "clock" in roles else "hour"]]
        known = {cell: _of_clock(read_clock(cell)) for cell in set(used[0][1])}
        return _as_time(np.array([known[cell] for cell in used[0][1]], dtype=np.int64)), used
    if "hour" in roles:
        used = [roles[r] for r in ("hour", "minute", "second") if r in roles]
        seconds = 3600 * (hours := of_the_day(numbers_of("hour", roles["hour"][1])))
        for role, size in (("minute", 60), ("second", 1)):
            seconds += size * numbers_of(role, roles[role][1]) if role in roles else 0
        return _as_time(np.where(hours < 0, -1, seconds * SECOND)), used
    period = numbers_of("period", roles["period"][1])
    size = 86400 // min((n for n in PERIODS if n + 2 * (n > 24) >= period.max()), default=1440)
    return _as_time((period - 1) * size * SECOND), [roles["period"]]


def of_the_day(hours: np.ndarray) -> np.ndarray:
    """Hours 0 to 24; 100 to 2400 are hours too, and a 25th is none."""
    hours = hours // 100 if hours.max() >= 100 else hours
    return np.where(hours > 24, -1, hours)


def _of_clock(m: re.Match[str] | None) -> int:
    if m is None:
        return -1
    part = m.groupdict()
    hour, half = int(part["hour"]), (part.get("half") or "").lower()[:1]
    hour = hour % 12 + 12 * (half == "p") if half else hour
    seconds = 3600 * hour + 60 * int(part["minute"]) + int(part["second"] or 0)
    return seconds * SECOND + int((part.get("fraction") or "").ljust(9, "0"))


def _as_time(nanos: np.ndarray) -> np.ndarray:
    """Whole seconds, or billionths where there are fractions."""
    none = nanos < 0
    fine = (nanos[~none] % SECOND).any()
    time = nanos.astype("m8[ns]") if fine else (nanos // SECOND).astype("m8[s]")
    time[none] = np.timedelta64("NaT")
    return time


def written(clock: np.ndarray) -> list[str]:
    """Times of day as they are written behind a date, empty where there is none.

    >>> written(np.array([86400, 34207], "m8[s]"))
    ['24:00', '09:30:07']
    """
    texts = []
    for nanos in clock.astype("m8[ns]").astype(np.int64).tolist():
        seconds, fraction = divmod(nanos, SECOND)
        minutes, second = divmod(seconds, 60)
        text = f"{minutes // 60:02}:{minutes % 60:02}"
        text += f":{second:02}" if second or fraction else ""
        text += f".{fraction:09}" if fraction else ""
        texts.append(text if nanos >= 0 else "")
    return texts
