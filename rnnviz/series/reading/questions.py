"""What can be read in two ways is asked: a question names a field of `Reading` and two answers."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from rnnviz.series.reading.dates import DAY_MONTH, SHORT, Times, excel, unix
from rnnviz.series.reading.numbers import Numbers
from rnnviz.series.steps import DAY, step_of
from rnnviz.words import _

Answer = tuple[str, str]


class Question(NamedTuple):
    """One question; each answer is a code for `field` of a `Reading` and what it means.

    The first answer is what the library takes while nobody has answered.
    """

    field: str
    text: str
    answers: tuple[Answer, Answer]


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


def date_question(cells: Sequence[str], times: Times) -> Question | None:
    """Day or month first, or a short label that may be a month; None if nothing is to be asked."""
    text = _("Which date is {cell}?")
    if times.asks == "order":
        found = [m for cell in cells if (m := DAY_MONTH.fullmatch(cell.strip()))]
        m = next((m for m in found if int(m["a"]) != int(m["b"])), found[0])
        a, b = int(m["a"]), int(m["b"])
        day_first = ("dmy", _("Day first: {date}").format(date=_said(a, b)))
        month_first = ("mdy", _("Month first: {date}").format(date=_said(b, a)))
        first = "dmy" if times.how == _("day, month, year") else "mdy"
        return _two("dates", text.format(cell=m[0]), day_first, month_first, first=first)
    if times.asks == "short":
        m = next(m for cell in cells if (m := SHORT.fullmatch(cell.strip())))
        words = _("Year {year}, month {month}").format(year=int(m["year"]), month=int(m["month"]))
        none = _("No date: number the rows")
        return Question("dates", text.format(cell=m[0]), (("ym", words), ("none", none)))
    return None


def _said(day: int, month: int) -> str:
    """31 January, without a year."""
    date = np.datetime64(f"2000-{month:02}-01").item()
    return _("{day} {month}").format(day=day, month=f"{date:%B}")


def serial_question(cells: Sequence[str], numbers: Numbers) -> Question | None:
    """Five digits that grow by days may be a sheet's dates, ten digits a computer's seconds."""
    if not np.isfinite(numbers.values).all():
        return None
    for code, read in (("excel", excel), ("unix", unix)):
        times = read(cells)
        if times is None or times.good < len(cells):
            continue
        step = step_of(times.values)
        daily = step is not None and (step.months or step.size in (DAY, 7 * DAY))
        if step is not None and step.share >= 0.9 and (daily or code == "unix"):
            date = _("A date, {date}").format(date=times.values[0].astype("datetime64[D]"))
            text = _("What is {cell}?").format(cell=cells[0][:20])
            return Question("dates", text, (("none", _("A plain number")), (code, date)))
    return None
