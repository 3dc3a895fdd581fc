"""A time whose parts stand in several columns: year, month, day, hour, minute, week."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from rnnviz.series.reading.cells.missing import is_missing
from rnnviz.series.reading.layouts.clocks import clocks, of_the_day, written
from rnnviz.series.reading.layouts.grid import runs_over
from rnnviz.series.reading.layouts.roles import ORDER, numbers_of, plausible, role_of
from rnnviz.series.reading.times.moments import (
    ISO_WEEKS,
    MONDAY,
    SUNDAY,
    full_years,
    of_date,
    of_week,
    of_yearday,
)
from rnnviz.series.reading.times.parse import parse_times
from rnnviz.series.steps import step_of
from rnnviz.words import N_, _

Named = tuple[str, Sequence[str]]
EPIDEMIC = re.compile(r"epi|mmwr|cdc", re.IGNORECASE)
EPIDEMIC_WEEKS = N_(
    "Weeks are those of epidemiologists (MMWR): the first holds 4 January, and each begins on "
    "Sunday."
)


class Parts(NamedTuple):
    """A time put together: its name, its cells, the columns used, and the times if they are known.

    `once` says that empty years stood for the one above, `told` how weeks or fiscal years are
    counted.
    """

    name: str
    cells: list[str]
    used: tuple[str, ...]
    times: np.ndarray | None
    once: bool = False
    told: str = ""


def composed(columns: Sequence[Named]) -> tuple[str, list[str]] | None:
    """A column of times from columns of their parts, as ISO writes them; None if there are none.

    >>> composed([("year", ["1959", "1959"]), ("quarter", ["1", "2"]), ("y", ["5", "6"])])
    ('year + quarter', ['1959-01-01', '1959-04-01'])
    """
    found = parts(columns)
    return None if found is None else (found.name, found.cells)


def parts(columns: Sequence[Named]) -> Parts | None:
    """Name, times, the columns used, and whether empty years stand for the one above."""
    roles: dict[str, Named] = {}
    for name, cells in columns:
        role = role_of(name, cells)
        if role and role not in roles:
            roles[role] = (name, cells)
    day = _full_date(columns)
    if day is not None and any(r in roles for r in ("hour", "clock", "period")):
        return _with_day(day, roles)
    clock = next((c for c in columns if plausible("clock", c[1])), None)
    if day is not None and clock is not None and clock[0] != day[0]:
        return _with_day(day, {"clock": clock})
    if "year" not in roles or len(roles) == 1:
        return None
    return _from_parts(roles)


def _full_date(columns: Sequence[Named]) -> Named | None:
    """The first column of days without a time of day."""
    for name, cells in columns:
        sample = [c for c in cells[:: 1 + len(cells) // 40] if not is_missing(c)]
        if not sample or any(":" in c for c in sample) or all(len(c) < 6 for c in sample):
            continue
        times = parse_times(sample, name)
        if times is not None and times.units is not None and times.units.max() == 6:
            return name, cells
    return None


def _with_day(day: Named, roles: dict[str, Named]) -> Parts | None:
    """Days beside hours (0 to 23, 1 to 24, 100 to 2400), clocks, or numbered parts of a day."""
    read = parse_times(day[1], day[0])
    if read is None:
        return None
    clock, used = clocks(roles)
    name = " + ".join([day[0], *(other for other, _cells in used)])
    names = (day[0], *(other for other, _cells in used))
    if read.asks:  # the order of day and month is still to be asked
        beside = zip(day[1], written(clock), strict=True)
        return Parts(name, [f"{d} {c}".strip() for d, c in beside], names, None)
    times = read.values.astype("M8[D]").astype("M8[s]") + clock
    return Parts(name, _texts(times, day[1], used), names, times)


def _from_parts(roles: dict[str, Named]) -> Parts | None:
    used = _needed([r for r in ORDER if r in roles])
    if len(used) < 2:
        return None
    numbers = {r: numbers_of(r, roles[r][1]) for r in used}
    years, once = _filled(numbers["year"])
    full, begins = _run_over(full_years(years), numbers)
    epidemic = "week" in used and EPIDEMIC.search(roles["week"][0])
    times = _times(full, numbers, SUNDAY if epidemic else MONDAY).astype("M8[s]")
    names = tuple(roles[r][0] for r in used)
    cells = _texts(times, roles["year"][1], [roles[r] for r in used])
    weeks = _(EPIDEMIC_WEEKS) if epidemic else _(ISO_WEEKS) if "week" in used else ""
    told = runs_over(begins) if begins else weeks
    return Parts(" + ".join(names), cells, names, times, once, told)


def _run_over(years: np.ndarray, numbers: dict[str, np.ndarray]) -> tuple[np.ndarray, int]:
    """Fiscal years: months before the first one belong to the next calendar year.

    Taken so where rows then follow each other evenly and by the calendar they do not; with the
    month in which years begin, or 0.
    """
    months = numbers.get("month")
    if months is None or set(numbers) != {"year", "month"} or months.min() < 1:
        return years, 0
    turns = months[1:][years[1:] > years[:-1]]
    begins = int(turns[0]) if len(turns) and (turns == turns[0]).all() else 1
    index = 12 * years + months
    later = index + 12 * (months < begins)
    if begins == 1 or (np.diff(index) == 1).all() or not (np.diff(later) == 1).all():
        return years, 0
    return years + (months < begins), begins


def _needed(used: list[str]) -> list[str]:
    """The parts that make a time: no week beside months, no hour without its day."""
    if "yearday" in used:
        used = [r for r in used if r not in ("month", "day", "week")]
    if "month" in used or "yearday" in used:
        used = [r for r in used if r not in ("quarter", "half", "week")]
    finer = {"day": "month", "hour": "day", "minute": "hour", "second": "minute"}
    for fine, coarse in finer.items():
        there = coarse in used or (fine == "hour" and "yearday" in used)
        if fine in used and not there:
            return used[: used.index(fine)]
    return used


def _filled(years: np.ndarray) -> tuple[np.ndarray, bool]:
    """Years that are given once, in the first row of their months."""
    there = years >= 0
    if there.all() or not there[0]:
        return years, False
    last = np.maximum.accumulate(np.where(there, np.arange(len(years)), 0))
    return years[last], True


def _times(years: np.ndarray, numbers: dict[str, np.ndarray], weeks: int) -> np.ndarray:
    one = np.ones_like(years)
    if "yearday" in numbers:
        days = of_yearday(years, numbers["yearday"])
    elif "week" in numbers:
        days = of_week(years, numbers["week"], one, weeks)
    elif "quarter" in numbers:
        days = of_date(years, np.where(numbers["quarter"] > 0, 3 * numbers["quarter"] - 2, 0), one)
    elif "half" in numbers:
        days = of_date(years, np.where(numbers["half"] > 0, 6 * numbers["half"] - 5, 0), one)
    else:
        days = of_date(years, numbers.get("month", one), numbers.get("day", one))
    hours = numbers.get("hour")
    if hours is None:
        return days
    hours = of_the_day(hours)
    seconds = 3600 * hours + 60 * numbers.get("minute", 0 * one) + numbers.get("second", 0 * one)
    seconds = np.where(hours < 0, 0, seconds)
    times = days.astype("M8[s]") + seconds
    times[hours < 0] = np.datetime64("NaT")
    return times


def _texts(times: np.ndarray, cells: Sequence[str], used: Sequence[Named]) -> list[str]:
    """The times as ISO writes them; where they are none, the cells that they came from."""
    lost = np.isnat(times)
    days = times.astype("M8[D]")
    times = days if (times[~lost] == days[~lost]).all() else times
    texts = [text.replace("T", " ") for text in times.astype(str).tolist()]
    for i in np.flatnonzero(lost).tolist():
        texts[i] = " ".join([cells[i], *(named[1][i] for named in used)])[:60]
    return texts


def unnamed_parts(columns: Sequence[Named], nameless: int) -> list[Named]:
    """Names for leading columns, of `nameless`, that count through years and months unsaid."""
    years = columns[0][1] if columns else []
    if len(columns) < 3 or not plausible("year", years) or min(len(c) for c in years if c) < 4:
        return list(columns)
    for roles in (("year", "month", "day", "hour"), ("year", "month", "day"), ("year", "month"),
                  ("year", "yearday")):  # fmt: skip
        part = columns[: len(roles)]
        if not len(part) == len(roles) <= nameless or len(columns) == len(roles):
            continue
        if not all(plausible(r, c[1]) for r, c in zip(roles, part, strict=True)):
            continue
        found = _from_parts(dict(zip(roles, part, strict=True)))
        times = found.times if found else None
        step = step_of(times) if times is not None else None
        if times is not None and step and step.share > 0.9 and len(set(times)) == len(times):
            return [(r, c[1]) for r, c in zip(roles, part, strict=True)] + list(
                columns[len(roles) :]
            )
    return list(columns)
