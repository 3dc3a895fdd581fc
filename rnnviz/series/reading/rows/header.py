"""Which lines hold the names of the columns, and names for those that have none."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from rnnviz.series.reading.cells.missing import is_missing
from rnnviz.series.reading.rows.block import Block
from rnnviz.series.reading.rows.edges import is_format
from rnnviz.series.reading.rows.kinds import kind
from rnnviz.series.reading.times.parse import NAMES
from rnnviz.words import _


class Head(NamedTuple):
    """Names (empty where there are none), the lines they stand on, and what was left out."""

    names: list[str]
    lines: tuple[int, ...]
    notes: tuple[str, ...]


def split_header(block: Block, choice: str) -> tuple[Head, list[list[str]], list[int]]:
    """Names, and the rows and lines below them.

    A line of numbers alone is taken for data: article 000's files begin with 0,0.
    """
    cells, lines = block.cells, block.lines
    if choice == "yes" and not block.heads:
        head = Head(cells[0], (lines[0],), ()) if cells else Head([], (), ())
        return head, cells[1:], lines[1:]
    if choice == "no":
        wide = [(row, n) for row, n in zip(block.heads, block.head_lines, strict=True)
                if len(row) >= block.width]  # fmt: skip
        above = [row[: block.width] for row, _n in wide]
        return (
            Head([""] * block.width, (), _left_out(len(block.heads) - len(above))),
            above + cells, [n for _row, n in wide] + lines,
        )  # fmt: skip
    if block.told and block.heads:
        return _told(block), cells, lines
    if block.heads:
        return _named(block), cells, lines
    if block.hashed:
        return Head(block.hashed, (), ()), cells, lines
    return Head([""] * block.width, (), ()), cells, lines


def _left_out(n: int) -> tuple[str, ...]:
    return (_("Lines above the table that were left out: {n}.").format(n=n),) if n else ()


def _told(block: Block) -> Head:
    """The lines that somebody pointed at, one above the other."""
    rows = [_padded(row, block) for row in block.heads]
    spread = [*(_spread(row) for row in rows[:-1]), rows[-1]]
    names = [" ".join(filter(None, parts)) for parts in zip(*spread, strict=True)]
    return Head(names, tuple(block.head_lines), ())


def _named(block: Block) -> Head:
    """The row of most different words is the names; what is above or below it adds to them."""
    heads = [_padded(row, block) for row in block.heads]
    words = [
        len({cell for cell in row if cell and not is_format(row)}) if _may_name(whole, block) else 0
        for row, whole in zip(heads, block.heads, strict=True)
    ]
    most = max(words)
    if block.width > 1 and most <= 1 and not any(len(r) == block.width for r in block.heads):
        return Head([""] * block.width, (), _left_out(len(heads)))
    main = words.index(most)
    names, used = list(heads[main]), {main}
    if main and _twice(names) and words[main - 1] > 1:
        used.add(main - 1)
        names = [f"{a} {b}".strip() for a, b in zip(_spread(heads[main - 1]), names, strict=True)]
    for n in range(main + 1, len(heads)):
        below = heads[n]
        if [i for i, cell in enumerate(below) if cell] == [0] and NAMES.search(below[0]):
            names[0] = below[0]  # the name of the index stands alone below the others
            used.add(n)
        elif n == main + 1 and _completes(names, below):
            names = [f"{a} {b}".strip() for a, b in zip(_spread(names), below, strict=True)]
            used.add(n)
    above = [n for n in range(main) if n not in used]
    below = [n for n in range(main + 1, len(heads)) if n not in used]
    text = _("Lines between the names and the data, left out (units, kinds): {n} ({cells}).")
    shown = " · ".join(cell for n in below for cell in heads[n] if cell)[:60]
    notes = (*_left_out(len(above)), *((text.format(n=len(below), cells=shown),) if below else ()))
    return Head(names, tuple(sorted(block.head_lines[n] for n in used)), notes)


def _may_name(row: Sequence[str], block: Block) -> bool:
    """No words past the end, and not fewer cells with nothing but numbers in them."""
    short = len(row) < block.width and all(kind(cell) in "nm" for cell in row)
    return not any(row[block.width :]) and not short


def _padded(row: list[str], block: Block) -> list[str]:
    """A row above the table with as many cells; a short one may lack the name of an index."""
    width = block.width
    if len(row) == width - 1 and width >= 3 and len(row) > 1:
        last_empty = all(is_missing(cells[-1]) for cells in block.cells[:200])
        return [*row, ""] if last_empty else ["", *row]
    return (row + [""] * width)[:width]


def _twice(names: Sequence[str]) -> bool:
    there = [name for name in names if name]
    return len(set(there)) < len(there)


def _spread(row: Sequence[str]) -> list[str]:
    """A name over several columns stands over the first of them."""
    spread, last = [], ""
    for cell in row:
        last = cell or last
        spread.append(last)
    return spread


def _completes(names: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a second line has words where the first has none."""
    return sum(not a and bool(b) for a, b in zip(names, below, strict=True)) >= 1 and not any(
        kind(cell) in "nt" for cell in below
    )


def names_of(names: list[str]) -> tuple[list[str], list[str]]:
    """Names that are all different and none empty, and one sentence if some were changed.

    >>> names_of(["y", "y", ""])[0]
    ['y', 'y (2)', 'column 3']
    """
    clean = ["".join(c if c.isprintable() else " " for c in name).strip()[:60] for name in names]
    named = [name or _("column {n}").format(n=i + 1) for i, name in enumerate(clean)]
    twice = [name for name, count in Counter(named).items() if count > 1]
    counts: Counter[str] = Counter()
    taken, unique = set(named), []
    for name in named:
        counts[name] += 1
        new = name
        while counts[name] > 1 and new in taken:
            new = f"{name} ({counts[name]})"
            counts[name] += new in taken
        taken.add(new)
        unique.append(new)
    note = _("Several columns share a name ({names}); they were numbered.")
    return unique, [note.format(names=", ".join(twice)[:100])] if twice else []
