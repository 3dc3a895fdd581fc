"""What can be read in two ways is asked: a question names a field of `Reading` and its answers."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from rnnviz.series.reading.cells.numbers import Numbers
from rnnviz.series.reading.cells.sentinels import sentinel
from rnnviz.series.reading.times.epochs import excel, unix
from rnnviz.series.reading.times.names import spoken
from rnnviz.series.reading.times.order import date_in, differing
from rnnviz.series.reading.times.patterns import SHORT, UNITS, Times
from rnnviz.series.steps import DAY, step_of
from rnnviz.words import N_, _

Answer = tuple[str, str]
LEAST_BLOCK = 6  # rows of one step among those of others
STEPS = {
    "year": N_("years"), "half": N_("half-years"), "quarter": N_("quarters"), "month": N_("months"),
    "week": N_("weeks"), "day": N_("days"),
}  # fmt: skip


class Question(NamedTuple):
    """One question; each answer is a code for `field` of a `Reading` and what it means.

    The first answer is what the library takes while nobody has answered.
    """

    field: str
    text: str
    answers: tuple[Answer, ...]


def _two(field: str, text: str, one: Answer, other: Answer, *, first: str) -> Question:
    """A question whose first answer has the code `first`."""
    return Question(field, text, (one, other) if one[0] == first else (other, one))


def header_question(first: list[str]) -> Question:
    """A first line of numbers: article 000's files begin with 0,0, which is no name."""
    text = _("The first line holds numbers only ({cells}). What is it?")
    shown = " · ".join(first)[:60]
    return Question(
        "header", text.format(cells=shown),
        (("no", _("Data, the first row")), ("yes", _("Names of the columns"))),
    )  # fmt: skip


def decimal_question(cell: str, decimal: str) -> Question:
    """1,234 is above a thousand or just above one."""
    digits = cell.replace(",", "").replace(".", "")
    small = cell.replace(",", ".")
    sign = "," if "," in cell else "."
    thousands, point = ("." if sign == "," else ","), sign
    text = _("How large is {cell}?").format(cell=cell[:20])
    return _two("decimal", text, (thousands, digits), (point, small), first=decimal)


def sentinel_question(cells: Sequence[str], values: np.ndarray) -> Question | None:
    """-9999 far below all others: a value, or a sign for "missing"."""
    found = sentinel(cells, values)
    if found is None:
        return None
    cell, count = found
    text = _("What is {cell} (cells: {n})?").format(cell=cell[:20], n=count)
    return Question("missing", text, ((cell, _("Missing")), ("none", _("A value like others"))))


def date_question(cells: Sequence[str], times: Times, dates: str, unit: str) -> Question | None:
    """Which order, which step, or whether a short label is a month; None if nothing is asked."""
    if dates == "auto" and times.asks == "order":
        return _order_question(cells, times)
    if dates == "auto" and times.asks == "short":
        m = next(m for cell in cells if (m := SHORT.fullmatch(spoken(cell))))
        words = _("Year {year}, month {month}").format(year=int(m["year"]), month=int(m["month"]))
        none = _("No date: number the rows")
        text = _("Which date is {cell}?").format(cell=m[0])
        return Question("dates", text, (("ym", words), ("none", none)))
    return _step_question(times) if unit == "auto" else None


def _order_question(cells: Sequence[str], times: Times) -> Question | None:
    m = differing(cells, times.orders)
    if m is None:
        return None
    text = _("Which date is {cell}?").format(cell=m[0].upper())
    texts = {
        "dmy": _("Day first: {date}"), "mdy": _("Month first: {date}"),
        "ymd": _("Year first: {date}"),
    }  # fmt: skip
    answers = []
    for order in times.orders:
        year, month, day = date_in(m, order)
        said = _said(day, month, year if "ymd" in times.orders else None)
        answers.append((order, texts[order].format(date=said)))
    return Question("dates", text, tuple(answers))


def _said(day: int, month: int, year: int | None) -> str:
    """31 January, with its year where that is in question too."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return _("no date")
    date = np.datetime64(f"2000-{month:02}-01").item()
    if year is None:
        return _("{day} {month}").format(day=day, month=f"{date:%B}")
    return _("{day} {month} {year}").format(day=day, month=f"{date:%B}", year=year)


def blocks(times: Times) -> dict[str, int]:
    """How many rows there are of each step, where rows of several steps stand below each other."""
    if times.units is None or not times.others:
        return {}
    counts = np.bincount(times.units, minlength=len(UNITS))
    found = {UNITS[i]: int(n) for i, n in enumerate(counts) if i and n >= LEAST_BLOCK}
    return found if len(found) > 1 else {}


def _step_question(times: Times) -> Question | None:
    found = blocks(times)
    if not found:
        return None
    text = _("Rows of several steps stand below each other. Which are the series?")
    most = sorted(found, key=lambda unit: -found[unit])
    words = _("{step}: {n} rows")
    answers = tuple((u, words.format(step=_(STEPS[u]), n=found[u])) for u in most)
    return Question("unit", text, answers)


def serial_question(cells: Sequence[str], numbers: Numbers) -> Question | None:
    """Five digits that grow by days may be a sheet's dates, ten digits a computer's seconds."""
    if not np.isfinite(numbers.values).all():
        return None
    for code, read in (("excel", excel), ("unix", unix)):
        times = read(cells)
        if times is None or times.good < len(cells):
            continue
        step = step_of(np.sort(times.values))
        daily = step is not None and (step.months or step.size in (DAY, 7 * DAY))
        if step is not None and step.share >= 0.9 and (daily or code == "unix"):
            date = _("A date, {date}").format(date=times.values[0].astype("datetime64[D]"))
            text = _("What is {cell}?").format(cell=cells[0][:20])
            return Question("dates", text, (("none", _("A plain number")), (code, date)))
    return None
