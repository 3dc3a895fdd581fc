"""Which part of a time a column holds: year, month, hour, …, by its name and its cells."""

import re
from collections.abc import Sequence

import numpy as np

from rnnviz.series.reading.cells.missing import is_missing
from rnnviz.series.reading.layouts.calendar import month as month_number
from rnnviz.series.reading.layouts.calendar import quarter as quarter_number
from rnnviz.series.reading.times.names import THREE_MONTHS, spoken

WORDS = {
    "year": ("year", "yr", "yyyy", "yy", "jahr", "annee", "ano", "anno", "jaar", "年", "年份",
             "年度"),
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
    "weekday": ("weekday", "dow", "wday", "dayofweek", "wochentag", "weekdays", "星期", "曜日"),
    "second": ("second", "sec", "ss", "seconds", "sekunde", "seconde", "segundo", "秒"),
    "clock": ("time", "clock", "uhrzeit", "zeit", "heure", "hora", "ora", "tijd", "时间", "時刻"),
    "period": ("period", "settlementperiod", "sp", "interval", "slot"),
}  # fmt: skip
LIMITS = {
    "year": (0, 2299), "half": (1, 2), "quarter": (1, 4), "month": (1, 12), "week": (1, 53),
    "yearday": (1, 366), "weekday": (0, 7), "day": (1, 31), "hour": (0, 2400), "minute": (0, 59),
    "second": (0, 60), "period": (1, 100),
}  # fmt: skip
ORDER = ("year", "half", "quarter", "month", "week", "yearday", "day", "hour", "minute", "second")
TOKEN = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-zà-ÿ]+|[^\W\d_a-zA-Zà-ÿ]+")
CLOCK = re.compile(
    r"(?P<hour>\d{1,2})[:h](?P<minute>\d\d)"
    r"(?:[:.](?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9})\d*)?)? ?"
    r"(?P<half>[ap]\.?m\.?)?(?: ?[-–] ?\d{1,2}[:h]\d\d(?::\d\d)?)?",
    re.IGNORECASE,
)
CLOCK_BY_POINTS = re.compile(r"(?P<hour>\d{1,2})\.(?P<minute>[0-5]\d)\.(?P<second>[0-5]\d)")
CLOCK_OF_DIGITS = re.compile(r"(?P<hour>[01]?\d|2[0-4])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?")
CODES = {
    "month": re.compile("|".join([r"M\d\d", *THREE_MONTHS])),
    "quarter": re.compile(r"Q0[1-4]"),
}  # whatever their name
LONGEST_CLOCK = 30  # signs
ACCENTS = str.maketrans("àáâãäçèéêëìíîïñòóôõöùúûü", "aaaaaceeeeiiiinooooouuuu")
LETTERED = re.compile(r"[A-Za-z]{1,4}[ .]?(\d{1,4})")
WHOLE = re.compile(r"(\d{1,7})(?:\.0+)?(?: ?[hH年月日时時周]| ?[uU]hr)?")


def role_of(name: str, cells: Sequence[str]) -> str:
    """Which part of a time a column holds, by its name and its cells; empty if none.

    >>> role_of("obs_year", ["2019", "2020"]), role_of("MonthNo", ["13"]), role_of("sales", ["7"])
    ('year', '', '')
    """
    for role, code in CODES.items():
        if cells and code.fullmatch(cells[0]) and all(code.fullmatch(cell) for cell in cells):
            return role
    tokens = [t.lower().translate(ACCENTS) for t in TOKEN.findall(name)]
    if not 1 <= len(tokens) <= 4:
        return ""
    whole = "".join(tokens)
    for role, words in WORDS.items():
        if (whole in words or any(token in words for token in tokens)) and plausible(role, cells):
            return role
        if role == "clock" and whole in words and _digits(cells):
            return role
    return ""


def _digits(cells: Sequence[str]) -> bool:
    """093000 or 930: hours, minutes and perhaps seconds of clocks that are written as numbers."""
    sizes = {len(cell) for cell in cells}
    return max(sizes) - min(sizes) < 2 and all(map(CLOCK_OF_DIGITS.fullmatch, cells))


def read_clock(cell: str) -> re.Match[str] | None:
    """The parts of a time of day, or None."""
    if len(cell) >= LONGEST_CLOCK:
        return None
    ways = (CLOCK, CLOCK_BY_POINTS, CLOCK_OF_DIGITS)
    return next((m for way in ways if (m := way.fullmatch(cell))), None)


def plausible(role: str, cells: Sequence[str]) -> bool:
    """Whether the cells can be such a part."""
    sample = [cell for cell in cells[:: 1 + len(cells) // 300] if not is_missing(cell)]
    if not sample:
        return False
    if role == "clock":
        return all(len(c) < LONGEST_CLOCK and CLOCK.fullmatch(c) for c in sample) or _points(sample)
    if role == "hour" and all(len(c) < LONGEST_CLOCK and CLOCK.fullmatch(c) for c in sample):
        return True
    low, high = LIMITS[role]
    numbers = [number(role, cell) for cell in sample]
    if role == "year" and not (all(n >= 1400 for n in numbers) or max(numbers) < 100):
        return False
    return all(low <= n <= high for n in numbers)


def _points(cells: Sequence[str]) -> bool:
    """18.00.00: no dates, since some would have no month or no day."""
    if not all(len(cell) < 9 and CLOCK_BY_POINTS.fullmatch(cell) for cell in cells):
        return False
    return any("00" in cell.split(".") for cell in cells)


def number(role: str, cell: str) -> int:
    """The number that a cell gives to a part, -1 if it gives none.

    >>> number("month", "Mär"), number("hour", "7h"), number("quarter", "Q3"), number("day", "x")
    (3, 7, 3, -1)
    """
    found = WHOLE.fullmatch(cell.strip()) if len(cell) < 20 else None
    if found:
        return int(found[1])
    if role == "year":
        year = spoken(cell).removesuffix("年") if len(cell) < 20 else ""
        return int(year) if year.isdecimal() else -1
    if role == "month":
        return THREE_MONTHS.get(cell) or month_number(cell) or -1
    if role == "quarter":
        return quarter_number(cell) or -1
    if role in ("week", "half", "hour", "period"):
        lettered = LETTERED.fullmatch(cell.strip()) if len(cell) < 20 else None
        return int(lettered[1]) if lettered else -1
    return -1


def numbers_of(role: str, cells: Sequence[str]) -> np.ndarray:
    """The numbers of a part (N,), -1 where there is none; the same cell is read once."""
    known = {cell: number(role, cell) for cell in set(cells)}
    return np.array([known[cell] for cell in cells], dtype=np.int64)
