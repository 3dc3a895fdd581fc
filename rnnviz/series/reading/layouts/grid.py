"""A table on its way to one row for each time."""

from typing import NamedTuple

from rnnviz.words import N_, _

SHAPES = {
    "down": N_("one row for each time"),
    "calendar": N_("years by months or quarters"),
    "across": N_("times across the first line"),
    "hours": N_("a row a day, hours across"),
    "days": N_("days by months"),
    "lines": N_("numbers line by line"),
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
