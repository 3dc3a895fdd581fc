"""Parts of a time (year, month, day, hour, …) to `datetime64`, all cells in one go."""

import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from rnnviz.series.reading.times.patterns import LATEST, OLDEST, ZONES
from rnnviz.series.steps import unevenness
from rnnviz.words import N_, _

Found = Sequence[re.Match[str] | None]
NOT = -1  # stands for a part that is not there
PIVOT = 50  # 49 is 2049 and 50 is 1950, as spreadsheets have it
NAT = np.datetime64("NaT")
MONDAY, SUNDAY = 3, 4  # days after it of 1 January 1970, a Thursday
ISO_WEEKS = N_("Weeks are those of ISO 8601: the first holds 4 January, and each begins on Monday.")


def part(found: Found, name: str, default: int = NOT) -> np.ndarray:
    """One part of every match as whole numbers (N,), `default` where it is not there."""
    return np.array(
        [default if m is None or m[name] is None else int(m[name]) for m in found], dtype=np.int64
    )


def moments(found: Found, regex: re.Pattern[str]) -> tuple[np.ndarray, tuple[str, ...]]:
    """The times of all matches, NaT where a part is impossible, and notes about offsets."""
    has = regex.groupindex

    def get(name: str, default: int) -> np.ndarray:
        return part(found, name, default) if name in has else np.full(len(found), default)

    year = full_years(get("year", NOT))
    if "next" in has:  # 2019/20
        follows = get("next", NOT)
        year = np.where((follows == year + 1) | (follows == (year + 1) % 100), year, NOT)
    if "week" in has:
        days = of_week(year, get("week", 0), get("weekday", 1))
    elif "yearday" in has:
        days = of_yearday(year, get("yearday", 0))
    elif "quarter" in has:
        days = of_date(year, 3 * get("quarter", 1) - 2, np.ones_like(year))
    elif "halfyear" in has:
        days = of_date(year, 6 * get("halfyear", 1) - 5, np.ones_like(year))
    else:
        days = of_date(year, get("month", 1), get("day", 1))
    days[np.array([m is None for m in found])] = NAT
    said = _said(has)
    if "hour" not in has:
        return days.astype("M8[s]"), said
    times, notes = with_clock(days, found, regex)
    return times, (*said, *notes)


def _said(has: Mapping[str, int]) -> tuple[str, ...]:
    """What a person must know of weeks and of years that are not the calendar's."""
    fiscal = _("Fiscal years and seasons stand as calendar years of their first number.")
    if "week" in has:
        return (_(ISO_WEEKS),)
    return (fiscal,) if has.keys() & {"next", "fiscal"} else ()


def full_years(year: np.ndarray) -> np.ndarray:
    """Four digits: 49 is 2049 and 50 is 1950, unless all are more even in one century.

    >>> full_years(np.array([20, 1999, 70])).tolist(), full_years(np.array([48, 49, 50])).tolist()
    ([2020, 1999, 1970], [1948, 1949, 1950])
    """
    short = (year >= 0) & (year < 100)
    if not short.any():
        return year
    low, high = year[short].min(), year[short].max()
    split = short.any() and low < PIVOT <= high and high - low < PIVOT
    pivot = 0 if split else PIVOT
    return np.where(short, year + np.where(year < pivot, 2000, 1900), year)


def of_date(year: np.ndarray, month: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Days (N,) of the calendar, NaT for 31 February.

    >>> of_date(np.array([2020, 2021]), np.array([2, 2]), np.array([29, 29])).astype(str).tolist()
    ['2020-02-29', 'NaT']
    """
    good = (year >= OLDEST) & (year <= LATEST) & (month >= 1) & (month <= 12) & (day >= 1)
    index = np.where(good, (year - 1970) * 12 + month - 1, 0).astype("M8[M]")
    first = index.astype("M8[D]")
    length = ((index + 1).astype("M8[D]") - first).astype(int)
    days = first + np.where(good, day - 1, 0)
    days[~(good & (day <= length))] = NAT
    return days


def of_week(
    year: np.ndarray, week: np.ndarray, weekday: np.ndarray, begins: int = MONDAY
) -> np.ndarray:
    """The Monday (or another weekday, 1 to 7) of an ISO week; NaT for a 53rd that a year has not.

    The first week holds 4 January; those of epidemiologists begin on SUNDAY.

    >>> year, week = np.array([2019, 2019, 2020]), np.array([52, 53, 53])
    >>> of_week(year, week, np.ones_like(year)).astype(str).tolist()
    ['2019-12-23', 'NaT', '2020-12-28']
    """
    fourth = of_date(year, np.ones_like(year), np.full_like(year, 4))
    first = fourth - (fourth.astype("M8[D]").astype(np.int64) + begins) % 7
    days = first + 7 * (week - 1) + (weekday - 1)
    next_fourth = of_date(year + 1, np.ones_like(year), np.full_like(year, 4))
    last = np.where(next_fourth - first >= np.timedelta64(53 * 7, "D"), 53, 52)
    days[(week < 1) | (week > last) | np.isnat(fourth) | np.isnat(next_fourth)] = NAT
    return days


def of_yearday(year: np.ndarray, yearday: np.ndarray) -> np.ndarray:
    """The n-th day of a year."""
    first = of_date(year, np.ones_like(year), np.ones_like(year))
    length = (of_date(year + 1, np.ones_like(year), np.ones_like(year)) - first).astype(np.int64)
    days = first + (yearday - 1)
    days[np.isnat(first) | (yearday < 1) | (yearday > length)] = NAT
    return days


def with_clock(
    days: np.ndarray, found: Found, regex: re.Pattern[str]
) -> tuple[np.ndarray, tuple[str, ...]]:
    """Days with their time of day; 24:00 is the beginning of the next."""
    has = regex.groupindex
    hour, minute = part(found, "hour", 0), _or_zero(found, has, "minute")
    second = np.minimum(_or_zero(found, has, "second"), 59 + (_or_zero(found, has, "second") > 60))
    halves = [m and (_group(m, "half") or _group(m, "before")) for m in found]
    half = np.array([0 if not h else 1 if h == "am" else 2 for h in halves])
    hour = np.where(half > 0, hour % 12 + 12 * (half == 2), hour)
    good = (hour < 24) | ((hour == 24) & (minute == 0) & (second == 0))
    good &= (minute < 60) & (second < 60)
    times = days.astype("M8[s]") + (hour * 3600 + minute * 60 + second)
    times[~good] = NAT
    if "fraction" in has:
        times = _with_fraction(times, found)
    return _with_zone(times, found) if "zone" in has else (times, ())


def _group(m: re.Match[str], name: str) -> str | None:
    return m[name] if name in m.re.groupindex else None


def _or_zero(found: Found, has: object, name: str) -> np.ndarray:
    return part(found, name, 0) if name in has else np.zeros(len(found), dtype=np.int64)  # type: ignore[operator]


def _with_fraction(times: np.ndarray, found: Found) -> np.ndarray:
    """Fractions of a second, to the nanosecond; whole seconds where there are none."""
    parts = [m["fraction"] if m is not None else None for m in found]
    if not any(p and p.strip("0") for p in parts):
        return times
    nanos = np.array([int(p.ljust(9, "0")[:9]) if p else 0 for p in parts], dtype=np.int64)
    far = (times < np.datetime64("1678-01-01")) | (times > np.datetime64("2261-12-31"))
    times = times.copy()
    times[far] = NAT  # nanoseconds reach no further
    return times.astype("M8[ns]") + nanos


def _with_zone(times: np.ndarray, found: Found) -> tuple[np.ndarray, tuple[str, ...]]:
    """One offset from UTC: the times stay local. Several: the more even of local and UTC; said."""
    zones = [m["zone"] if m is not None else None for m in found]
    known = {zone for zone in zones if zone}
    hours = {zone: offset_hours(zone) for zone in known}
    without = sum(m is not None and not m["zone"] for m in found)
    if len(set(hours.values())) > 1:
        shift = np.array([0 if not z else round(hours[z] * 3600) for z in zones])
        universal = times - shift.astype("m8[s]")
        if unevenness(times) < unevenness(universal) and not without:
            note = _(
                "Times have different offsets from UTC ({zones}); they are kept as the local time, "
                "whose steps are more even."
            )
            return times, (note.format(zones=", ".join(sorted(known)[:4]).upper()),)
        note = _("Times with different offsets from UTC were turned into UTC.")
        return universal, (note,)
    if any(hours.values()) and without:
        note = _("Times have the offset {zone} from UTC or none (cells: {n}); kept as written.")
        return times, (note.format(zone=min(known).upper(), n=without),)
    if any(hours.values()):
        note = _("Times have the offset {zone} from UTC; they are kept as the local time.")
        return times, (note.format(zone=min(known).upper()),)
    return times, ()


def offset_hours(zone: str) -> float:
    """Hours before UTC.

    >>> offset_hours("+0530"), offset_hours("utc-3"), offset_hours("cest")
    (5.5, -3.0, 2)
    """
    if zone in ZONES:
        return ZONES[zone]
    digits = zone.removeprefix("utc").removeprefix("gmt").replace(":", "")
    sign, number = (-1 if digits[0] == "-" else 1), digits[1:]
    minutes = int(number[2:] or 0) if len(number) > 2 else 0
    return sign * (int(number[:2]) + minutes / 60)


Reader = Callable[[Sequence[str]], object]
