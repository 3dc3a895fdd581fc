"""A table on its way to one row for each time."""

from typing import NamedTuple

from rnnviz.words import _

SHAPES = {
    "down": _("one row for each time"),
    "calendar": _("years by months or quarters"),
    "across": _("times across the first line"),
    "hours": _("a row a day, hours across"),
    "days": _("days by months"),
    "lines": _("numbers line by line"),
}


class Grid(NamedTuple):
    """Names (or empty strings), rows of cells, their lines in the file, and what was done.

    `value` is the name of the column of values, where the layout says which it is.
    """

    names: list[str]
    cells: list[list[str]]
    lines: list[int]
    notes: tuple[str, ...] = ()
    value: str = ""


def runs_over(month: int) -> str:
    """The sentence about years that do not begin in January."""
    text = _(
        "Years begin with month {month}, as fiscal years do: the months before it are taken for "
        "the next calendar year."
    )
    return text.format(month=month)


def left_aside(names: list[str]) -> str:
    """The sentence about columns that are no period."""
    text = _("Columns that are no period, left aside: {names}.")
    return text.format(names=", ".join(names)[:100])
