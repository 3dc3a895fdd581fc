"""Which line holds the names of the columns, and names for those that have none."""

from collections import Counter

from rnnviz.series.reading.lines import Rows
from rnnviz.series.reading.numbers import is_missing, is_number
from rnnviz.series.reading.times import is_time
from rnnviz.words import _


def split_header(rows: Rows, choice: str) -> tuple[list[str], list[list[str]], list[int], str]:
    """Names, cells, line numbers below the names, and "yes" or "no" for "there are names".

    A line of numbers alone is taken for data: article 000's files begin with 0,0.
    """
    width = len(rows.cells[0])
    if rows.header_short is not None and choice != "no":
        last_empty = all(is_missing(row[-1]) for row in rows.cells)
        names = [*rows.header_short, ""] if last_empty else ["", *rows.header_short]
        return names, rows.cells, rows.lines, "yes"
    if choice == "yes" or (choice == "auto" and _is_header(rows.cells)):
        return rows.cells[0], rows.cells[1:], rows.lines[1:], "yes"
    return [""] * width, rows.cells, rows.lines, "no"


def is_asked(rows: Rows, choice: str) -> bool:
    """Whether the first of several columns' lines is all numbers, so that nothing tells."""
    first = rows.cells[0]
    several = len(first) > 1 and len(rows.cells) > 1 and rows.header_short is None
    return choice == "auto" and several and all(is_number(cell) for cell in first)


def _is_header(cells: list[list[str]]) -> bool:
    """The first row has words where the rows below have numbers or dates, or words everywhere."""
    first, below = cells[0], cells[1:21]
    words = [_is_word(cell) for cell in first]
    if not below or not any(words):
        return any(words)
    columns = list(zip(*below, strict=True))
    above_numbers = [w and not _mostly_words(c) for w, c in zip(words, columns, strict=True)]
    return any(above_numbers) or all(w or is_missing(c) for w, c in zip(words, first, strict=True))


def _is_word(cell: str) -> bool:
    return not is_missing(cell) and not is_number(cell) and not is_time(cell)


def _mostly_words(cells: tuple[str, ...]) -> bool:
    return sum(_is_word(cell) for cell in cells) > len(cells) / 2


def names_of(names: list[str]) -> tuple[list[str], list[str]]:
    """Names that are all different and none empty, and one sentence if some were changed.

    >>> names_of(["y", "y", ""])[0]
    ['y', 'y (2)', 'column 3']
    """
    clean = ["".join(c if c.isprintable() else " " for c in name).strip()[:60] for name in names]
    named = [name or _("column {n}").format(n=i + 1) for i, name in enumerate(clean)]
    twice = [name for name, count in Counter(named).items() if count > 1]
    taken: set[str] = set()
    unique = []
    for name in named:
        number, new = 1, name
        while new in taken:
            number += 1
            new = f"{name} ({number})"
        taken.add(new)
        unique.append(new)
    note = _("Several columns share a name ({names}); they were numbered.")
    return unique, [note.format(names=", ".join(twice)[:100])] if twice else []
