"""Bytes of a file to its rows, before names and columns: as text, or as the sheet of a workbook."""

from dataclasses import dataclass, replace

from rnnviz.series.reading.how import Reading
from rnnviz.series.reading.rows.lines import Lines, split_lines
from rnnviz.series.reading.source.encoding import decode, is_zip
from rnnviz.series.reading.source.workbook import read_workbook
from rnnviz.words import _

WORKBOOKS = (".xlsx", ".ods")


@dataclass(frozen=True)
class Found:
    """The rows of a file, and what is known of them before names and columns."""

    lines: Lines
    reading: Reading
    sheets: tuple[str, ...] = ()
    formulas: int = 0


def rows_of(data: bytes, name: str, reading: Reading) -> Found:
    """The rows of a text file or of a sheet."""
    if is_zip(data):
        book = read_workbook(data, reading.sheet)
        notes = () if name.lower().endswith(WORKBOOKS) else (_renamed_workbook(),)
        how = replace(reading, sheet=book.sheet, encoding=book.kind, delimiter="")
        return Found(book.rows._replace(notes=notes), how, tuple(book.sheets), book.formulas)
    text, encoding = decode(data, reading.encoding)
    rows = split_lines(text, reading.delimiter, reading.decimal)
    return Found(rows, replace(reading, encoding=encoding, delimiter=rows.delimiter))


def skipped(rows: Lines, reading: Reading) -> Lines:
    """Without the lines that somebody left out above and below."""
    if not (reading.above or reading.below):
        return rows
    last = rows.lines[-1] - reading.below if rows.lines else 0
    keep = [i for i, line in enumerate(rows.lines) if reading.above < line <= last]
    text = _("Lines above and below that were skipped as told: {n}.")
    return rows._replace(
        cells=[rows.cells[i] for i in keep], lines=[rows.lines[i] for i in keep],
        notes=(*rows.notes, text.format(n=len(rows.cells) - len(keep))),
    )  # fmt: skip


def _renamed_workbook() -> str:
    return _("The file is a workbook under another name; it was read as one.")
