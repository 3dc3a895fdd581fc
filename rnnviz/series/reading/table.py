"""A file to a table: every guess is kept beside the cells, so that a person can override it."""

import hashlib
from dataclasses import dataclass, replace

from rnnviz.errors import RnnvizError
from rnnviz.series.reading.columns import Column
from rnnviz.series.reading.encoding import decode, is_zip, refuse_other_files
from rnnviz.series.reading.excel import read_workbook
from rnnviz.series.reading.header import is_asked, names_of, split_header
from rnnviz.series.reading.layouts import Grid, composed, guess_shape, reshape
from rnnviz.series.reading.lines import Rows, left_out, split_rows, table_part
from rnnviz.series.reading.numbers import guess_decimal, is_missing
from rnnviz.series.reading.questions import Question, decimal_question, header_question
from rnnviz.words import _


@dataclass(frozen=True)
class Reading:
    """How to read a file; "auto" means guess. A finished table holds the answers."""

    encoding: str = "auto"
    delimiter: str = "auto"
    decimal: str = "auto"
    header: str = "auto"
    dates: str = "auto"
    shape: str = "auto"
    sheet: str | None = None


AUTOMATIC = Reading()


@dataclass(frozen=True)
class Table:
    """What was read. `reading` says how, `notes` what was met, one sentence each."""

    name: str
    columns: tuple[Column, ...]
    reading: Reading
    notes: tuple[str, ...]
    sha256: str
    sheets: tuple[str, ...] = ()
    asked: tuple[Question, ...] = ()

    def questions(self, time: str | None) -> tuple[Question, ...]:
        """What is ambiguous and not yet answered, with `time` as the column of times."""
        dates = None if time is None else self[time].question
        return self.asked if dates is None else (*self.asked, dates)

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
    r"""Read a .csv, .tsv, .txt or .xlsx file of at most 10 MB; raise one sentence if it is none.

    What is ambiguous is taken one way and stands in `Table.asked`; `reading` answers it.

    >>> read_table(b"year;rate\n1990;1,5\n1991;1,75\n").columns[1].numbers.values
    array([1.5 , 1.75])
    """
    refuse_other_files(data)
    rows, how, sheets, notes = _rows_of(data, name, reading)
    if not rows.cells:
        raise RnnvizError(
            _("The file has no rows; choose one with at least one column of numbers.")
        )
    grid, how = _grid(rows, how)
    if not grid.cells:
        raise RnnvizError(
            _(
                "The file has one row only, {row}; a series needs at least 24 rows of numbers."
            ).format(row=" ".join(rows.cells[0])[:60])
        )
    turned = list(zip(*grid.cells, strict=True))
    decimal, example = how.decimal, ""
    if decimal == "auto":
        decimal, example = guess_decimal(turned, rows.delimiter)
    how = replace(how, decimal=decimal)
    asked = [header_question(rows.cells[0])] if _header_asked(rows, reading, how) else []
    asked += [decimal_question(example, decimal)] if example else []
    names, renamed = names_of(grid.names)
    lines = tuple(grid.lines)  # one for all columns
    every = [Column(n, c, lines, decimal, how.dates) for n, c in zip(names, turned, strict=True)]
    kept = [c for c in every if not _empty_and_nameless(c)] or every
    notes = [*notes, *rows.notes, *grid.notes, *renamed, *_dropped(len(every) - len(kept))]
    notes += [_taken(question) for question in asked]
    digest = hashlib.sha256(data).hexdigest()
    columns = (*_composed(kept), *kept)
    return Table(name, columns, how, tuple(notes), digest, sheets, tuple(asked))


def _grid(rows: Rows, how: Reading) -> tuple[Grid, Reading]:
    """The cells below the names, with one row for each time."""
    names, cells, lines, header = split_header(rows, how.header)
    shape = guess_shape(names, cells, rows.cells[0]) if how.shape == "auto" else how.shape
    if shape == "across" and not any(names):  # the years across a first line are names after all
        names, cells, lines, header = split_header(rows, "yes")
    return reshape(shape, Grid(names, cells, lines)), replace(how, header=header, shape=shape)


def _header_asked(rows: Rows, asked: Reading, found: Reading) -> bool:
    return is_asked(rows, asked.header) and found.shape == "down"


def _composed(columns: list[Column]) -> list[Column]:
    """A column of dates made of one of years and one of quarters or months, if there are such."""
    found = composed([(column.name, column.cells) for column in columns])
    first = columns[0]
    return [] if found is None else [replace(first, name=found[0], cells=tuple(found[1]))]


def _taken(question: Question) -> str:
    """What the library takes while nobody has answered."""
    text = _("{question} Taken as: {answer}.")
    return text.format(question=question.text, answer=question.answers[0][1])


def _rows_of(
    data: bytes, name: str, reading: Reading
) -> tuple[Rows, Reading, tuple[str, ...], list[str]]:
    if is_zip(data):
        cells, sheets, sheet = read_workbook(data, reading.sheet)
        notes = [] if name.lower().endswith(".xlsx") else [_renamed_workbook()]
        reading = replace(reading, sheet=sheet, encoding="xlsx", delimiter="")
        return _rows_of_sheet(cells), reading, tuple(sheets), notes
    text, encoding = decode(data, reading.encoding)
    rows = split_rows(text, reading.delimiter, reading.decimal)
    return rows, replace(reading, encoding=encoding, delimiter=rows.delimiter), (), []


def _rows_of_sheet(cells: list[list[str]]) -> Rows:
    """Rows of a sheet all have one width; leave out those above the first that is full enough."""
    lines = list(range(1, len(cells) + 1))
    width = len(cells[0]) if cells else 0
    start = next((i for i, row in enumerate(cells) if sum(map(bool, row)) > width / 2), 0)
    rows = table_part(cells[start:], lines[start:], "\t" if width > 1 else "", [])
    return rows._replace(notes=(*rows.notes, left_out(start))) if start else rows


def _empty_and_nameless(column: Column) -> bool:
    return column.name.startswith(_("column")) and all(is_missing(cell) for cell in column.cells)


def _dropped(count: int) -> list[str]:
    return [_("Empty columns that were left out: {n}.").format(n=count)] if count else []


def _renamed_workbook() -> str:
    return _("The file is an Excel workbook under another name; it was read as Excel.")
