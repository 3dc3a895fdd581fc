"""A time whose parts stand in several columns: year, month, day, hour, minute, week, …"""

import re
from collections.abc import Sequence

import numpy as np

from rnnviz.series.reading.cells.missing import is_missing
from rnnviz.series.reading.layouts.calendar import month as month_number
from rnnviz.series.reading.layouts.calendar import quarter as quarter_number
from rnnviz.series.reading.times.moments import full_years, of_date, of_week, of_yearday
from rnnviz.series.reading.times.parse import parse_times
from rnnviz.series.steps import step_of
from rnnviz.words import _

Named = tuple[str, Sequence[str]]
WORDS = {
    "year": ("year", "yr", "yyyy", "yy", "jahr", "annee", "ano", "anno", "jaar", "年", "年份", "年度"),
    "half": ("half", "halbjahr", "semestre", "semester"),
    "quarter": ("quarter", "qtr", "quartal", "trimestre", "kwartaal", "季度", "季", "四半期", "q"),
    "month": ("month", "mon", "mo", "mm", "monat", "mois", "mes", "mese", "maand", "月", "月份",
              "mnth", "mth"),
    "week": ("week", "wk", "woche", "kw", "semaine", "semana", "settimana", "周", "週", "epiweek"),
    "yearday": ("doy", "yday", "dayofyear", "julian", "jday", "yearday", "jd", "jul"),
    "day": ("day", "dy", "dd", "dom", "mday", "dayofmonth", "tag", "jour", "dia", "giorno", "dag",
            "日"),
    "hour": ("hour", "hr", "hh", "hours", "hod", "stunde", "std", "heure", "hora", "ora", "uur",
             "时", "小时", "時", "hourending", "he", "h"),
    "minute": ("minute", "min", "mi", "minutes", "minuto", "分", "分钟"),
    "second": ("second", "sec", "ss", "seconds", "sekunde", "seconde", "segundo", "秒"),
    "clock": ("time", "clock", "uhrzeit", "zeit", "heure", "hora", "ora", "tijd", "时间", "時刻"),
    "period": ("period", "settlementperiod", "sp", "interval", "slot"),
}  # fmt: skip
LIMITS = {
    "year": (0, 2299), "half": (1, 2), "quarter": (1, 4), "month": (1, 12), "week": (1, 53),
    "yearday": (1, 366), "day": (1, 31), "hour": (0, 2400), "minute": (0, 59), "second": (0, 60),
    "period": (1, 100),
}  # fmt: skip
ORDER = ("year", "half", "quarter", "month", "week", "yearday", "day", "hour", "minute", "second")
TOKEN = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-zà-ÿ]+|[^\W\d_a-zA-Zà-ÿ]+")
CLOCK = re.compile(
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)? ?"
    r"(?P<half>[ap]\.?m\.?)?(?: ?[-–] ?\d{1,2}[:.h]\d\d(?::\d\d)?)?",
    re.IGNORECASE,
)
ACCENTS = str.maketrans("àáâãäçèéêëìíîïñòóôõöùúûü", "aaaaaceeeeiiiinooooouuuu")
WHOLE = re.compile(r"(\d{1,7})(?:\.0+)?(?: ?[hH年月日时時周]| ?[uU]hr)?")


def role_of(name: str, cells: Sequence[str]) -> str:
    """Which part of a time a column holds, by its name and its cells; empty if none.

    >>> role_of("obs_year", ["2019", "2020"]), role_of("MonthNo", ["13"]), role_of("sales", ["7"])
    ('year', '', '')
    """
    tokens = [t.lower().translate(ACCENTS) for t in TOKEN.findall(name)]
    if not 1 <= len(tokens) <= 4:
        return ""
    whole = "".join(tokens)
    for role, words in WORDS.items():
        if (whole in words or any(token in words for token in tokens)) and _plausible(role, cells):
            return role
    return ""


def _plausible(role: str, cells: Sequence[str]) -> bool:
    """Whether the cells can be such a part."""
    sample = [cell for cell in cells[:: 1 + len(cells) // 300] if not is_missing(cell)]
    if not sample:
        return False
    if role == "clock":
        return all(len(c) < 30 and CLOCK.fullmatch(c) for c in sample)
    if role == "hour" and all(len(c) < 30 and CLOCK.fullmatch(c) for c in sample):
        return True
    low, high = LIMITS[role]
    numbers = [number(role, cell) for cell in sample]
    if role == "year" and not (all(n >= 1400 for n in numbers) or max(numbers) < 100):
        return False
    return all(low <= n <= high for n in numbers)


def number(role: str, cell: str) -> int:
    """The number that a cell gives to a part, -1 if it gives none.

    >>> number("month", "Mär"), number("hour", "7h"), number("quarter", "Q3"), number("day", "x")
    (3, 7, 3, -1)
    """
    found = WHOLE.fullmatch(cell.strip()) if len(cell) < 20 else None
    if found:
        return int(found[1])
    if role == "month":
        return month_number(cell) or -1
    if role == "quarter":
        return quarter_number(cell) or -1
    if role in ("week", "half", "hour", "period"):
        digits = cell.strip().lower().lstrip("whkhes ")
        return int(digits) if digits.isdecimal() and len(digits) < 5 else -1
    return -1


def composed(columns: Sequence[Named]) -> tuple[str, list[str]] | None:
    """A column of times from columns of their parts, as ISO writes them; None if there are none.

    >>> composed([("year", ["1959", "1959"]), ("quarter", ["1", "2"]), ("y", ["5", "6"])])
    ('year + quarter', ['1959-01-01', '1959-04-01'])
    """
    found = parts(columns)
    return None if found is None else (found[0], found[1])


def parts(columns: Sequence[Named]) -> tuple[str, list[str], tuple[str, ...], bool] | None:
    """Name, times, the columns used, and whether empty years stand for the one above."""
    roles: dict[str, Named] = {}
    for name, cells in columns:
        role = role_of(name, cells)
        if role and role not in roles:
            roles[role] = (name, cells)
    day = _full_date(columns, set(roles))
    if day is not None and any(r in roles for r in ("hour", "clock", "period")):
        return _with_day(day, roles)
    clock = next((c for c in columns if _plausible("clock", c[1])), None)
    if day is not None and clock is not None and clock[0] != day[0]:
        return _with_day(day, {"clock": clock})
    if "year" not in roles or len(roles) == 1:
        return None
    return _from_parts(roles)


def _full_date(columns: Sequence[Named], roles: set[str]) -> Named | None:
    """The first column of days without a time of day."""
    for name, cells in columns:
        sample = [c for c in cells[:: 1 + len(cells) // 40] if not is_missing(c)]
        if not sample or any(":" in c for c in sample) or all(len(c) < 6 for c in sample):
            continue
        times = parse_times(sample, name)
        if times is not None and times.units is not None and times.units.max() == 6:
            return name, cells
    return None


def _with_day(day: Named, roles: dict[str, Named]) -> tuple[str, list[str], tuple[str, ...], bool]:
    """Days beside hours (0 to 23, 1 to 24, 100 to 2400), clocks, or numbered parts of a day."""
    times = parse_times(day[1], day[0])
    days = (
        times.values.astype("M8[D]") if times is not None else np.full(len(day[1]), "NaT", "M8[D]")
    )
    minutes, used = _minutes(roles)
    if times is not None and times.asks:  # the order of day and month is still to be asked
        texts = [f"{d} {m // 60:02}:{m % 60:02}" for d, m in zip(day[1], minutes, strict=True)]
    else:
        texts = _texts(days.astype("M8[m]") + minutes, day[1], used)
    return (
        " + ".join([day[0], *(name for name, _cells in used)]),
        texts,
        (day[0], *(u[0] for u in used)),
        False,
    )


def _minutes(roles: dict[str, Named]) -> tuple[np.ndarray, list[Named]]:
    used = [roles[r] for r in ("clock", "period", "hour", "minute") if r in roles]
    if "clock" in roles:
        found = [CLOCK.fullmatch(c) if len(c) < 30 else None for c in roles["clock"][1]]
        return np.array([_of_clock(m) for m in found]), [roles["clock"]]
    if "hour" in roles:
        cells = roles["hour"][1]
        clocks = [CLOCK.fullmatch(c) if len(c) < 30 else None for c in cells]
        if any(clocks):
            return np.array([_of_clock(m) for m in clocks]), [roles["hour"]]
        hours = np.array([number("hour", c) for c in cells])
        hours = hours // 100 if hours.max() > 24 else hours
        minute = (
            np.array([number("minute", c) for c in roles["minute"][1]]) if "minute" in roles else 0
        )
        return 60 * hours + minute, [roles[r] for r in ("hour", "minute") if r in roles]
    period = np.array([number("period", c) for c in roles["period"][1]])
    size = 1440 // min(
        (n for n in (24, 48, 96, 288) if n + 2 * (n > 24) >= period.max()), default=1440
    )
    return (period - 1) * size, used


def _of_clock(m: re.Match[str] | None) -> int:
    if m is None:
        return -1
    hour = int(m["hour"])
    half = (m["half"] or "").lower()[:1]
    hour = hour % 12 + 12 * (half == "p") if half else hour
    return 60 * hour + int(m["minute"])


def _from_parts(roles: dict[str, Named]) -> tuple[str, list[str], tuple[str, ...], bool] | None:
    used = [r for r in ORDER if r in roles]
    if "month" in used or "yearday" in used:
        used = [
            r for r in used if r not in ("quarter", "half", *(("week",) if "month" in used else ()))
        ]
    if "yearday" in used:
        used = [r for r in used if r not in ("month", "day")]
    for coarse, fine in (
        ("day", "month"),
        ("hour", "day"),
        ("minute", "hour"),
        ("second", "minute"),
    ):
        if fine not in used and coarse in used and not (coarse == "hour" and "yearday" in used):
            used = used[: used.index(coarse)]
    if len(used) < 2:
        return None
    numbers = {r: np.array([number(r, c) for c in roles[r][1]]) for r in used}
    years, filled = _filled(numbers["year"])
    times = _times(full_years(years), numbers)
    names = tuple(roles[r][0] for r in used)
    cells = _texts(times, roles["year"][1], [roles[r] for r in used])
    return " + ".join(names), cells, names, filled


def _filled(years: np.ndarray) -> tuple[np.ndarray, bool]:
    """Years that are given once, in the first row of their months."""
    there = years >= 0
    if there.all() or not there[0]:
        return years, False
    last = np.maximum.accumulate(np.where(there, np.arange(len(years)), 0))
    return years[last], True


def _times(years: np.ndarray, numbers: dict[str, np.ndarray]) -> np.ndarray:
    one = np.ones_like(years)
    if "yearday" in numbers:
        days = of_yearday(years, numbers["yearday"])
    elif "week" in numbers:
        days = of_week(years, numbers["week"], one)
    elif "quarter" in numbers:
        days = of_date(years, np.where(numbers["quarter"] > 0, 3 * numbers["quarter"] - 2, 0), one)
    elif "half" in numbers:
        days = of_date(years, np.where(numbers["half"] > 0, 6 * numbers["half"] - 5, 0), one)
    else:
        days = of_date(years, numbers.get("month", one), numbers.get("day", one))
    hours = numbers.get("hour")
    if hours is None:
        return days
    hours = np.where(hours > 24, hours // 100, hours) if hours.max() > 24 else hours
    seconds = 3600 * hours + 60 * numbers.get("minute", 0 * one) + numbers.get("second", 0 * one)
    seconds = np.where(hours < 0, 0, seconds)
    times = days.astype("M8[s]") + seconds
    times[hours < 0] = np.datetime64("NaT")
    return times


def _texts(times: np.ndarray, cells: Sequence[str], used: Sequence[Named]) -> list[str]:
    """The times as ISO writes them; where they are none, the cells that they came from."""
    lost = np.isnat(times)
    texts = [text.replace("T", " ") for text in times.astype(str).tolist()]
    for i in np.flatnonzero(lost).tolist():
        texts[i] = " ".join([cells[i], *(named[1][i] for named in used)])[:60]
    return texts


def unnamed_parts(columns: Sequence[Named]) -> list[Named]:
    """Names for the leading columns that count through years and months, though none says so."""
    years = columns[0][1] if columns else []
    if len(columns) < 3 or not _plausible("year", years) or min(len(c) for c in years) < 4:
        return list(columns)
    for roles in (("year", "month", "day", "hour"), ("year", "month", "day"), ("year", "month"),
                  ("year", "yearday")):  # fmt: skip
        part = columns[: len(roles)]
        if len(part) < len(roles) or len(columns) == len(roles):
            continue
        if not all(_plausible(r, c[1]) for r, c in zip(roles, part, strict=True)):
            continue
        found = _from_parts({r: c for r, c in zip(roles, part, strict=True)})
        times = parse_times(found[1]) if found else None
        step = step_of(times.values) if times is not None else None
        if (
            step
            and step.share > 0.9
            and times
            and len(np.unique(times.values)) == len(times.values)
        ):
            return [(r, c[1]) for r, c in zip(roles, part, strict=True)] + list(
                columns[len(roles) :]
            )
    return list(columns)


__all__ = ["_", "composed", "number", "parts", "role_of", "unnamed_parts"]
