"""The step of a series in time: the commonest one, with the calendar's own tolerance."""

from typing import NamedTuple

import numpy as np

from rnnviz.words import _

DAY = 86400.0
# Months as they come: days at least, days at most.
MONTHS = {1: (28, 31), 2: (59, 62), 3: (89, 92), 6: (181, 184), 12: (365, 366)}
LEAST_WEEKDAYS = 10  # rows, so that at least one weekend was passed over
JITTER = 0.1  # of the middle step, where steps are never twice the same


class Step(NamedTuple):
    """The usual step: `size` in seconds of dates, or in units of a position.

    Steps from `low` to `high` count as one; `months` is 0 for a step of fixed length. `weekdays`
    says that no row lies on a weekend; `share` is how many steps are the usual one.
    """

    size: float
    low: float
    high: float
    months: int
    weekdays: bool
    share: float
    dated: bool


def between(times: np.ndarray) -> np.ndarray:
    """Steps between times (N - 1,), in seconds of dates, fractions too, or in units of a position.

    >>> between(np.array(["2020-01-01T00:00:00.1", "2020-01-01T00:00:00.2"], dtype="M8[ns]"))
    array([0.1])
    """
    steps = np.diff(times)
    return steps / np.timedelta64(1, "s") if times.dtype.kind == "M" else steps.astype(float)


def step_of(times: np.ndarray) -> Step | None:
    """The usual step of times in order, or None for fewer than two different ones.

    >>> months = np.array(["2020-01-15", "2020-02-15", "2020-03-15", "2020-05-15"])
    >>> step_of(months.astype("datetime64[s]")).months
    1
    """
    dated = times.dtype.kind == "M"
    known = times[~np.isnat(times)] if dated else times[np.isfinite(times)]
    steps = between(known)
    steps = steps[steps > 0]
    if not len(steps):
        return None
    found = _usual(steps, dated)
    if dated and found.low <= DAY <= found.high:
        found = found._replace(weekdays=_no_weekends(known))
    return found._replace(share=float(np.mean(absent_rows(np.unique(known), found) == 0)))


def _usual(steps: np.ndarray, dated: bool) -> Step:
    """The commonest class of steps; the middle one with a tolerance if none is common."""
    classes = steps.copy()
    if dated:
        for months, (low, high) in MONTHS.items():
            classes[(steps >= low * DAY) & (steps <= high * DAY)] = -months
    else:
        scale = 10 ** np.ceil(np.log10(steps))  # of each: beside a slip, others would be 0
        classes = np.round(steps / scale, 9) * scale
    names, counts = np.unique(classes, return_counts=True)
    name = float(names[np.argmax(counts)])
    if name < 0:
        low, high = MONTHS[int(-name)]
        return Step((low + high) / 2 * DAY, low * DAY, high * DAY, int(-name), False, 0, dated)
    slack = 1e-6 * name
    if counts.max() < len(steps) / 2:
        name = float(np.median(steps))
        slack = JITTER * name
    return Step(name, name - slack, name + slack, 0, False, 0, dated)


def _no_weekends(known: np.ndarray) -> bool:
    """Whether rows that are a day apart leave out Saturdays and Sundays."""
    day = known.astype("datetime64[D]")
    return len(day) >= LEAST_WEEKDAYS and bool(np.is_busday(day).all())


def absent_rows(times: np.ndarray, step: Step) -> np.ndarray:
    """How many rows are missing between each row and the next (N - 1,), by the usual step.

    -1 where a step is shorter than the usual one. Weekends are not missing from weekdays.
    """
    steps = between(times)
    if step.weekdays:
        day = times.astype("datetime64[D]")
        return np.busday_count(day[:-1], day[1:]) - 1
    if step.months:
        month = times.astype("datetime64[M]").astype(int)
        whole = np.round(np.diff(month) / step.months).astype(int)
    else:
        whole = np.minimum(np.round(steps / step.size), 2.0**53).astype(int)
    fits = (steps >= step.low) & (steps <= step.high)
    late = np.where(steps > step.high, np.maximum(whole - 1, 0), -1)
    return np.where(fits, 0, late)


def unevenness(dates: np.ndarray) -> float:
    """Share of steps that are not the usual one; steps back in time are not.

    >>> unevenness(np.array(["2020-01-01", "2020-02-01", "2020-03-01"], dtype="datetime64[s]"))
    0.0
    """
    known = dates[~np.isnat(dates)]
    if len(known) < 3:
        return 0.0
    if np.median(between(known)) < 0:
        known = known[::-1]  # the newest row first is an order too
    steps = between(known)
    step = step_of(known)
    if step is None:
        return 0.0
    return float(np.mean((steps != 0) & (absent_rows(known, step) != 0)))


def words(step: Step) -> str:
    """The usual step as a person says it.

    >>> words(Step(1800.0, 1800.0, 1800.0, 0, False, 1.0, True))
    '30 minutes'
    """
    if not step.dated:
        return f"{step.size:.6g}"
    if step.weekdays:
        return _("weekday")
    if step.months:
        named = {1: _("month"), 3: _("quarter"), 12: _("year")}
        return named.get(step.months) or _("{n} months").format(n=step.months)
    units = (
        (7 * DAY, _("week"), _("{n} weeks")), (DAY, _("day"), _("{n} days")),
        (3600.0, _("hour"), _("{n} hours")), (60.0, _("minute"), _("{n} minutes")),
        (1.0, _("second"), _("{n} seconds")),
    )  # fmt: skip
    for size, one, many in units:
        if step.size >= size and step.size % size == 0:
            return one if step.size == size else many.format(n=f"{step.size / size:.0f}")
    return _("{n} seconds").format(n=f"{step.size:.6g}")
