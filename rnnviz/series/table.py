"""A file to a table: every guess is kept beside the cells, so that a person can override it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from rnnviz.errors import RnnvizError
from rnnviz.series.encoding import decode, is_zip, refuse_other_files
from rnnviz.series.excel import read_workbook
from rnnviz.series.header import names_of, split_header
from rnnviz.series.numbers import Numbers, guess_decimal, is_missing, is_number, parse_numbers, some
from rnnviz.series.split_lines import Rows, left_out, split_rows, table_part
from rnnviz.series.times import Times, parse_times
from rnnviz.words import _


@dataclass(frozen=True)
class Reading:
    """How to read a file; "auto" means guess. A finished table holds the answers."""

    encoding: str = "auto"
    delimiter: str = "auto"
    decimal: str = "auto"
    header: str = "auto"
    sheet: str | None = None


AUTOMATIC = Reading()


@dataclass(frozen=True)
class Column:
    """One column: its cells as they stand in the file, with their line numbers."""

    name: str
    cells: tuple[str, ...]
    lines: tuple[int, ...]
    decimal: str

    @cached_property
    def numbers(self) -> Numbers:
        """The cells as numbers."""
        return parse_numbers(self.cells, self.decimal)

    @cached_property
    def times(self) -> Times | None:
        """The cells as dates, if they are."""
        return parse_times(self.cells, self.name)

    @cached_property
    def is_numeric(self) -> bool:
        """At least half of the cells that are there are numbers."""
        sample = [cell for cell in some(self.cells, 200) if not is_missing(cell)]
        if sum(map(is_number, sample)) < len(sample) / 4:
            return False
        present = len(self.cells) - self.numbers.missing
        return present > 0 and len(self.numbers.bad) <= present / 2

    @cached_property
    def is_regular(self) -> bool:
        """Numbers that nearly always grow by about the same step: a position in time."""
        steps = np.diff(self.numbers.values)
        if len(steps) < 2 or np.isnan(steps).all():
            return False
        middle = float(np.nanmedian(steps))
        return bool(np.mean((steps > 0) & (steps < 20 * middle)) >= 0.9)


@dataclass(frozen=True)
class Table:
    """What was read. `reading` says how, `notes` what was met, one sentence each."""

    name: str
    columns: tuple[Column, ...]
    reading: Reading
    notes: tuple[str, ...]
    sha256: str
    sheets: tuple[str, ...] = ()

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

    >>> read_table(b"year;rate\n1990;1,5\n1991;1,75\n").columns[1].numbers.values
    array([1.5 , 1.75])
    """
    refuse_other_files(data)
    rows, reading, sheets, notes = _rows_of(data, name, reading)
    if not rows.cells:
        raise RnnvizError(
            _("The file has no rows; choose one with at least one column of numbers.")
        )
    names, cells, lines, how = split_header(rows, reading.header)
    if not cells:
        raise RnnvizError(
            _(
                "The file has one row only, {row}; a series needs at least 24 rows of numbers."
            ).format(row=" ".join(rows.cells[0])[:60])
        )
    reading, note = _with_decimal(replace(reading, header=how), cells, rows.delimiter)
    names, renamed = names_of(names)
    turned = list(zip(*cells, strict=True))
    columns = tuple(
        Column(n, c, tuple(lines), reading.decimal) for n, c in zip(names, turned, strict=True)
    )
    kept = tuple(c for c in columns if not _empty_and_nameless(c))
    notes = [*notes, *rows.notes, *renamed, *note, *_dropped(len(columns) - len(kept))]
    digest = hashlib.sha256(data).hexdigest()
    return Table(name, kept or columns, reading, tuple(notes), digest, sheets)


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


def _with_decimal(
    reading: Reading, cells: Sequence[Sequence[str]], delimiter: str
) -> tuple[Reading, list[str]]:
    if reading.decimal != "auto":
        return reading, []
    decimal, ambiguous = guess_decimal(zip(*cells, strict=True), delimiter)
    note = _(
        "Numbers such as 1,234 can be read in two ways; here the sign before the decimals is "
        "taken to be “{decimal}”. Choose the other under “How the file was read” if it is wrong."
    ).format(decimal=decimal)
    return replace(reading, decimal=decimal), [note] if ambiguous else []


def _empty_and_nameless(column: Column) -> bool:
    return column.name.startswith(_("column")) and all(is_missing(cell) for cell in column.cells)


def _dropped(count: int) -> list[str]:
    return [_("Empty columns that were left out: {n}.").format(n=count)] if count else []


def _renamed_workbook() -> str:
    return _("The file is an Excel workbook under another name; it was read as Excel.")
