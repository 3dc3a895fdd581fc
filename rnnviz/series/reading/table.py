"""A file to a table: every guess is kept beside the cells, so that a person can override it."""

import hashlib
from dataclasses import dataclass, field, replace

from rnnviz.errors import RnnvizError
from rnnviz.series.reading.cells.numbers import is_missing, is_number
from rnnviz.series.reading.columns import Column
from rnnviz.series.reading.how import AUTOMATIC, Reading
from rnnviz.series.reading.layouts.calendar import is_nameless, months_named
from rnnviz.series.reading.layouts.grid import Grid
from rnnviz.series.reading.layouts.shapes import guess_shape, reshape
from rnnviz.series.reading.opened import rows_of, skipped
from rnnviz.series.reading.questions import (
    Question,
    decimal_question,
    header_question,
    sentinel_question,
)
from rnnviz.series.reading.rows.block import Block, find_block
from rnnviz.series.reading.rows.header import Head, names_of, split_header
from rnnviz.series.reading.rows.lines import MAX_COLUMNS, MAX_ROWS, MOST_LYING, refuse_size
from rnnviz.series.reading.source.encoding import refuse_other_files
from rnnviz.series.reading.together import decimals, filled_down, with_parts
from rnnviz.words import _


@dataclass(frozen=True)
class Table:
    """What was read. `reading` says how, `notes` what was met, one sentence each.

    `together` is the name of a time that was put together from the columns `parts`; `value` the
    column of values where the layout says which; `formulas` counts cells without a result;
    `head_lines` are the lines of the file that hold the names, `left_out` counts those that are
    neither names nor data.
    """

    name: str
    columns: tuple[Column, ...]
    reading: Reading
    notes: tuple[str, ...]
    sha256: str
    sheets: tuple[str, ...] = ()
    asked: tuple[Question, ...] = ()
    together: str = ""
    parts: tuple[str, ...] = ()
    value: str = ""
    formulas: int = 0
    head_lines: tuple[int, ...] = ()
    left_out: int = 0
    known: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

    def questions(self, time: str | None, value: str | None = None) -> tuple[Question, ...]:
        """What is ambiguous and not yet answered, with these columns of times and values."""
        dates = None if time is None else self[time].question
        signs = None
        if value is not None and self.reading.missing == "auto" and self[value].is_numeric:
            signs = sentinel_question(self[value].cells, self[value].numbers.values)
        return (*self.asked, *(q for q in (dates, signs) if q is not None))

    def different(self, name: str) -> frozenset[str]:
        """The different cells of a column."""
        if name not in self.known:
            self.known[name] = frozenset(self[name].cells)
        return self.known[name]

    @property
    def rows(self) -> int:
        """Number of rows below the header."""
        return len(self.columns[0].cells)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, each one different."""
        return tuple(column.name for column in self.columns)

    def __getitem__(self, name: str) -> Column:
        """The column of that name."""
        for column in self.columns:
            if column.name == name:
                return column
        raise RnnvizError(
            _("There is no column “{name}”; choose one of: {names}.").format(
                name=name, names=", ".join(self.names)
            )
        )


def read_table(data: bytes, name: str = "", reading: Reading = AUTOMATIC) -> Table:
    r"""Read a .csv, .txt, .xlsx or .ods file of at most 10 MB; raise one sentence if it is none.

    What is ambiguous is taken one way and stands in `Table.asked`; `reading` answers it.

    >>> read_table(b"year;rate\n1990;1,5\n1991;1,75\n").columns[1].numbers.values
    array([1.5 , 1.75])
    """
    refuse_other_files(data)
    found = rows_of(data, name, reading)
    block = find_block(skipped(found.lines, reading), reading.names, reading.names_lines)
    head, cells, lines = split_header(block, found.reading.header)
    if not cells:
        raise RnnvizError(_nothing_below(head))
    grid, how = _grid(head, cells, lines, block, found.reading)
    table = _table(grid, how, name, hashlib.sha256(data).hexdigest())
    asked = () if table.together else _header_asked(block, reading, how)
    return replace(
        table, sheets=found.sheets, formulas=found.formulas, head_lines=head.lines,
        left_out=len(found.lines.cells) - len(cells) - len(head.lines),
        asked=(*asked, *table.asked),
        notes=(*found.lines.notes, *block.notes, *head.notes, *table.notes,
               *(_taken(q) for q in (*asked, *table.asked))),
    )  # fmt: skip


def _nothing_below(head: Head) -> str:
    text = _("The file has one row only, {row}; a series needs at least 24 rows of numbers.")
    shown = " ".join(head.names).strip()[:60]
    return (
        text.format(row=shown)
        if shown
        else _("The file has no rows; choose one with at least one column of numbers.")
    )


def _grid(
    head: Head, cells: list[list[str]], lines: list[int], block: Block, how: Reading
) -> tuple[Grid, Reading]:
    """The cells below the names, with one row for each time."""
    names = head.names
    shape = guess_shape(names, cells, cells[0]) if how.shape == "auto" else how.shape
    if shape in ("across", "days") and not any(names):  # numbers in a first line, names after all
        names, cells, lines = cells[0], cells[1:], lines[1:]
    if len(names) > MAX_COLUMNS and shape in ("down", "calendar", "hours", "days"):
        text = _("The table has {columns} columns and the limit is {most}; keep two.")
        raise RnnvizError(text.format(columns=len(names), most=MAX_COLUMNS))
    if len(cells) > MAX_ROWS:
        refuse_size(len(cells))
    if len(cells) > MOST_LYING and shape == "lines" and len(names) > MAX_COLUMNS:
        refuse_size(0)
    header = "yes" if any(names) else "no"
    if shape == "calendar" and not any(names) and is_nameless(cells):
        names = months_named()
    grid = reshape(shape, Grid(list(names), cells, lines), block.title)
    if not grid.cells:
        raise RnnvizError(_nothing_below(head))
    return grid, replace(how, header=header, shape=shape)


def _table(grid: Grid, how: Reading, name: str, digest: str) -> Table:
    turned = list(zip(*grid.cells, strict=True))
    signs, decimal, example = decimals(turned, how)
    how = replace(how, decimal=decimal)
    names, renamed = names_of(grid.names)
    lines = tuple(grid.lines)  # one for all columns
    every = [
        Column(n, c, lines, sign, how.dates, how.unit, how.signs, how.pattern)
        for n, c, sign in zip(names, turned, signs, strict=True)
    ]
    kept = [c for c in every if not _empty_and_nameless(c)] or every
    kept, filled = filled_down(kept)
    columns, time, used, once = with_parts(kept, nameless=_nameless(grid.names, kept))
    notes = (*grid.notes, *renamed, *_dropped(len(every) - len(kept)), *filled, *once)
    asked = (decimal_question(example, decimal),) if example else ()
    return Table(
        name, tuple(columns), how, notes, digest, asked=asked, together=time, parts=used,
        value=grid.value,
    )  # fmt: skip


def _nameless(names: list[str], kept: list[Column]) -> int:
    """How many of the first columns have no name."""
    return next((i for i, name in enumerate(names) if name), len(kept))


def _header_asked(block: Block, reading: Reading, how: Reading) -> tuple[Question, ...]:
    """Whether the first of several columns' lines is all numbers, so that nothing tells."""
    first = block.cells[0] if block.cells else []
    several = len(first) > 1 and len(block.cells) > 1 and not block.heads and not block.hashed
    if reading.header == "auto" and several and how.shape == "down" and how.header == "no":
        return (header_question(first),) if all(is_number(cell) for cell in first) else ()
    return ()


def _taken(question: Question) -> str:
    """What the library takes while nobody has answered."""
    text = _("{question} Taken as: {answer}.")
    return text.format(question=question.text, answer=question.answers[0][1])


def _empty_and_nameless(column: Column) -> bool:
    return column.name.startswith(_("column")) and all(is_missing(cell) for cell in column.cells)


def _dropped(count: int) -> list[str]:
    return [_("Empty columns that were left out: {n}.").format(n=count)] if count else []
