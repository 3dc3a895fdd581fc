"""Ways of writing a time. Each pattern has the names of its parts; `moments` builds the times.

Cells come here with their words put into signs (`names.spoken`): months as ~3~. No pattern holds a
repetition within a repetition, and cells are at most sixty signs long.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from rnnviz.words import N_

DAY = r"(?P<day>\d{1,2})"
MONTH = r"(?P<month>\d{1,2})"
NAME = r"~(?P<month>\d{1,2})~"
YEAR = r"(?P<year>1[4-9]\d\d|2[0-2]\d\d)"
SHORT_YEAR = r"'?(?P<year>1[4-9]\d\d|2[0-2]\d\d|\d\d)"
FILL = r"[ ,./_'-]*"
ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "mez": 1, "cest": 2,
    "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "ist": 5.5, "hkt": 8, "sgt": 8, "jst": 9, "kst": 9,
    "aest": 10, "aedt": 11, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7,
}  # fmt: skip
NAMED_ZONE = "|".join(sorted(ZONES, key=len, reverse=True))
ZONE = rf"(?: ?(?P<zone>(?:utc|gmt)?[+-]\d\d?(?::?\d\d)?|{NAMED_ZONE}))?"
SECOND = r"(?::(?P<second>\d\d)(?:[.,:](?P<fraction>\d{1,12}))?)?"
OCLOCK = (
    rf"(?:(?P<before>[ap]m) ?)?(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d){SECOND})?"
    rf"(?: ?(?P<half>[ap]m))?{ZONE}"
)
CLOCK = rf"(?:(?: ?[t@,_:] ?|-| | - ){OCLOCK})?"


class Pattern(NamedTuple):
    """A way of writing times: `unit` is what it tells apart, `how` says it to a person."""

    regex: re.Pattern[str]
    unit: str
    how: str


def _way(pattern: str, unit: str, how: str) -> Pattern:
    return Pattern(re.compile(pattern), unit, how)


YEARS = N_("years")
DATE = N_("year, month, day")
NAMED = N_("month by name")
ISO = _way(rf"{YEAR}([-/. ]){MONTH}\2{DAY}\.?{CLOCK}", "day", DATE)
NUMBERS = re.compile(
    rf"(?P<a>\d{{1,2}})(?P<sign>[-/.]) ?(?P<b>\d{{1,2}})(?P=sign) ?(?P<c>\d{{4}}|\d\d){CLOCK}"
)
FISCAL = _way(rf"(?:fy|gj|wj|sy)? ?{YEAR} ?[-/] ?(?P<next>\d{{4}}|\d\d)", "year", YEARS)
BARE_QUARTER = _way(rf"{YEAR}[-/:.](?P<quarter>\d)", "quarter", N_("year and quarter"))
PATTERNS = (
    _way(rf"{YEAR}年 ?{MONTH}月 ?{DAY}日?{CLOCK}", "day", DATE),
    _way(rf"{YEAR}年 ?{MONTH}月 ?{DAY}日{OCLOCK}", "day", DATE),
    _way(rf"{YEAR}(?:\.0?|年|ad)?", "year", YEARS),
    _way(rf"{YEAR}(?:[-/.:_ ]|-?m|年 ?){MONTH}月?", "month", N_("year and month")),
    _way(rf"{MONTH}(?:[-/. ]|月 ?){YEAR}年?", "month", N_("month and year")),
    _way(rf"m{MONTH}[-/. ]?{YEAR}", "month", N_("month and year")),
    _way(rf"{DAY}{FILL}{NAME}{FILL}{SHORT_YEAR}{CLOCK}", "day", NAMED),
    _way(rf"{NAME}{FILL}{DAY}(?:[, /.-]+){SHORT_YEAR}{CLOCK}", "day", NAMED),
    _way(rf"{NAME} {DAY} {OCLOCK} {YEAR}", "day", NAMED),
    _way(rf"{YEAR}{FILL}{NAME}{FILL}{DAY}{CLOCK}", "day", NAMED),
    _way(rf"{NAME}{FILL}{SHORT_YEAR}", "month", NAMED),
    _way(rf"{YEAR}{FILL}{NAME}", "month", NAMED),
    _way(rf"{NAME} ?[-/] ?~\d{{1,2}}~{FILL}{SHORT_YEAR}", "month", NAMED),
    _way(rf"{YEAR}{FILL}{NAME} ?[-/] ?~\d{{1,2}}~", "month", NAMED),
    _way(rf"{YEAR}[-/:._ ]*[qtk] ?(?P<quarter>[1-4])", "quarter", N_("year and quarter")),
    _way(rf"[qtk] ?(?P<quarter>[1-4])[-/:'._, ]*{SHORT_YEAR}", "quarter", N_("year and quarter")),
    _way(rf"(?P<quarter>[1-4])[. ]*[qt][-/:'._, ]*{SHORT_YEAR}", "quarter", N_("year and quarter")),
    _way(rf"{YEAR}[-/:._ ]*(?P<quarter>[1-4])[. ]*[qt]", "quarter", N_("year and quarter")),
    _way(
        rf"(?P<fiscal>fy|gj) ?'?{SHORT_YEAR}[-/:._ ]*[qt] ?(?P<quarter>[1-4])", "quarter",
        N_("year and quarter"),
    ),
    _way(rf"{YEAR}[-/:._ ]*[hs] ?(?P<halfyear>[12])", "half", N_("year and half")),
    _way(rf"[hs] ?(?P<halfyear>[12])[-/:'._, ]*{SHORT_YEAR}", "half", N_("year and half")),
    _way(rf"(?P<halfyear>[12])[. ]*[hs][-/:'._, ]*{SHORT_YEAR}", "half", N_("year and half")),
    _way(
        rf"{YEAR}[-/:._, ]*w[. ]?(?P<week>\d{{1,2}})(?:-?(?P<weekday>[1-7]))?", "week",
        N_("year and week"),
    ),
    _way(rf"w[. ]*(?P<week>\d{{1,2}})[-/:._, ]*{SHORT_YEAR}", "week", N_("year and week")),
    _way(rf"(?P<week>\d{{1,2}})[. ]*w[-/:._, ]*{SHORT_YEAR}", "week", N_("year and week")),
    _way(rf"{YEAR}[-/. ](?P<yearday>\d{{3}}){CLOCK}", "day", N_("year and day of the year")),
    _way(rf"(?P<fiscal>fy|gj) ?'?{SHORT_YEAR}", "year", YEARS),
)  # fmt: skip
# Digits without a sign between them, by their number.
COMPACT = (
    _way(rf"{YEAR}(?:\.0*)?", "year", YEARS),
    _way(rf"{YEAR}(?P<month>\d\d)(?:\.0*)?", "month", "YYYYMM"),
    _way(rf"{YEAR}(?P<week>\d\d)(?:\.0*)?", "week", "YYYYWW"),
    _way(rf"{YEAR}(?P<yearday>\d\d\d)(?:\.0*)?", "day", "YYYYDDD"),
    _way(rf"{YEAR}(?P<month>\d\d)(?P<day>\d\d)(?:\.0*)?", "day", "YYYYMMDD"),
    _way(rf"{YEAR}(?P<month>\d\d)(?P<day>\d\d)(?P<hour>\d\d)", "day", "YYYYMMDDHH"),
    _way(
        rf"{YEAR}(?P<month>\d\d)(?P<day>\d\d)[t :_-]?(?P<hour>\d\d)(?P<minute>\d\d)"
        rf"(?:(?P<second>\d\d)(?:\.?(?P<fraction>\d{{1,9}}))?)?{ZONE}",
        "day", "YYYYMMDDHHMM",
    ),
    _way(rf"{YEAR}(?P<month>\d\d)(?P<day>\d\d){CLOCK}", "day", "YYYYMMDD"),
)  # fmt: skip
SHORT = re.compile(r"(?P<year>\d{1,2})-(?P<month>0[1-9]|1[0-2])")
UNITS = ("", "year", "half", "quarter", "month", "week", "day")
OLDEST, LATEST = 1400, 2299


class Times(NamedTuple):
    """A column as dates (N,) `datetime64[s]`, or [ns] where seconds have fractions; NaT elsewhere.

    `how` says which way. `asks` is "order" when several orders of day, month and year fit, "short"
    for 1-01, else empty; `others` counts the cells that are written in another way than most;
    `units` (N,) is the index in `UNITS` of what each cell tells apart; `notes` say what was done.
    """

    values: np.ndarray
    how: str
    asks: str = ""
    others: int = 0
    units: np.ndarray | None = None
    notes: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()

    @property
    def good(self) -> int:
        """How many cells are dates."""
        return int(np.sum(~np.isnat(self.values)))

    @property
    def are_years(self) -> bool:
        """Whether nothing but years was told apart, in whatever language that is said."""
        return self.how == YEARS


def read_with(pattern: Pattern, texts: Sequence[str]) -> Times | None:
    """Each cell that the pattern fits, as a date; None if it fits none."""
    from rnnviz.series.reading.times.moments import moments

    found = [pattern.regex.fullmatch(text) for text in texts]
    if not any(found):
        return None
    values, notes = moments(found, pattern.regex)
    units = np.where(np.isnat(values), 0, UNITS.index(pattern.unit)).astype(np.int8)
    return Times(values, pattern.how, units=units, notes=notes)
