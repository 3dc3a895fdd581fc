"""The columns of a grid: their decimal signs, labels that stand once, a time in several columns."""

from dataclasses import replace

import numpy as np

from rnnviz.series.reading.cells.numbers import (
    decide_decimal,
    is_number,
    own_decimal,
    votes,
)
from rnnviz.series.reading.columns import Column
from rnnviz.series.reading.how import Reading
from rnnviz.series.reading.layouts.parts import Named, parts, unnamed_parts
from rnnviz.series.reading.rows.header import names_of
from rnnviz.series.reading.times.patterns import UNITS, Times
from rnnviz.words import _


def decimals(turned: list[tuple[str, ...]], how: Reading) -> tuple[list[str], str, str]:
    """The decimal sign of each column and of the table, and a number that leaves it open."""
    if how.decimal != "auto":
        return [how.decimal] * len(turned), how.decimal, ""
    found = [votes(column) for column in turned]
    decimal, example = decide_decimal(found, how.delimiter)
    return [own_decimal(column, decimal) for column in found], decimal, example


def with_parts(
    columns: list[Column], *, nameless: int
) -> tuple[list[Column], str, tuple[str, ...], list[str]]:
    """The columns with a time that was put together from its parts, if there are such.

    `nameless` is how many of the first columns have no name.
    """
    if any(c.pattern and c.times is not None for c in columns):  # somebody said which it is
        return columns, "", (), []
    named: list[Named] = [(c.name, c.cells) for c in columns]
    told = unnamed_parts(named, nameless)
    if [n for n, _cells in told] != [n for n, _cells in named]:
        renamed, _again = names_of([n for n, _cells in told])
        columns = [replace(c, name=n) for c, n in zip(columns, renamed, strict=True)]
    found = parts([(c.name, c.cells) for c in columns])
    if found is None:
        return columns, "", (), []
    note = _("Empty cells of “{name}” that stand for the one above were filled.")
    notes = [note.format(name=found.used[0])] if found.once else []
    notes += [found.told] if found.told else []
    together = replace(columns[0], name=found.name, cells=tuple(found.cells))
    if found.times is not None and not together.pattern:  # known, no need to read them again
        units = np.full(len(found.times), UNITS.index("day"), dtype=np.int8)
        together.__dict__["times"] = Times(found.times, found.name, units=units)
    return [together, *columns], found.name, found.used, notes


def filled_down(columns: list[Column]) -> tuple[list[Column], list[str]]:
    """Words that stand once for all rows below them, as merged cells do."""
    done, notes = [], []
    for column in columns:
        if _stands_once(column):
            last, cells = "", []
            for cell in column.cells:
                last = cell or last
                cells.append(last)
            note = _("Empty cells of “{name}” that stand for the one above were filled.")
            notes.append(note.format(name=column.name))
            done.append(replace(column, cells=tuple(cells)))
        else:
            done.append(column)
    return done, notes


def _stands_once(column: Column) -> bool:
    if not column.cells[0] or column.cells.count("") < len(column.cells) / 2:
        return False
    there = [cell for cell in column.cells if cell]
    words = not any(is_number(cell) for cell in there[:50])
    return words and 1 < len(there) == len(set(there)) <= len(column.cells) / 3
