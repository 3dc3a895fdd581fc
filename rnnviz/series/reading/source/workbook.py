"""An .xlsx or .ods workbook to rows of cells, through calamine, once it is known to be small."""

import datetime as dt
import io
from typing import Any, NamedTuple

from rnnviz.errors import RnnvizError
from rnnviz.series.reading.cells.numbers import is_number
from rnnviz.series.reading.rows.lines import MAX_COLUMNS, MAX_ROWS, MOST_LYING, Lines, refuse_size
from rnnviz.series.reading.source.archive import refuse_large, unpacked, without_result
from rnnviz.series.reading.source.opendocument import SPREADSHEET, refuse_large_sheets
from rnnviz.words import _


class Book(NamedTuple):
    """The rows of one sheet, the names of all, which one was read, formulas without a result.

    `kind` is "xlsx" or "ods".
    """

    rows: Lines
    sheets: list[str]
    sheet: str
    formulas: int
    kind: str = "xlsx"


def read_workbook(data: bytes, sheet: str | None = None) -> Book:
    """The cells of one sheet as text."""
    members = unpacked(data)
    open_document = members.get("mimetype", b"").strip() == SPREADSHEET
    _refuse_others(members, open_document=open_document)
    refuse_large(members.values())
    formulas = 0 if open_document else without_result(members.values())
    if open_document:
        refuse_large_sheets(members.get("content.xml", b""))
    del members
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
        wanted = [sheet] if sheet in names else names
        found, rows = _first_with_a_table(book, wanted)
    except RnnvizError:
        raise
    except (CalamineError, ValueError, OSError, ArithmeticError) as error:
        raise RnnvizError(
            _("The workbook is damaged or protected; save it again as .xlsx, .ods or .csv.")
        ) from error
    return Book(_lines(rows), names, found, formulas, "ods" if open_document else "xlsx")


def sheet_names(data: bytes) -> list[str]:
    """The names of all sheets."""
    return read_workbook(data).sheets


def _refuse_others(members: dict[str, bytes], *, open_document: bool) -> None:
    if open_document:
        return
    if members.get("mimetype", b"").startswith(b"application/vnd.oasis"):
        raise RnnvizError(
            _("The file is an OpenDocument text or drawing; save its table as .ods, .xlsx or .csv.")
        )
    if "xl/workbook.bin" in members:
        raise RnnvizError(_("The file is a binary workbook (.xlsb); save it as .xlsx or .csv."))
    if "xl/workbook.xml" not in members:
        raise RnnvizError(
            _("The file is a zip archive, not a table; unpack it and upload the .csv or .xlsx.")
        )


def _first_with_a_table(book: Any, names: list[str]) -> tuple[str, list[list[str]]]:
    """The first sheet with two rows that hold numbers, or else the first with any cell."""
    full = None
    for name in names:
        cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=MAX_ROWS + 2)
        if len(cells) > MAX_ROWS + 1:
            refuse_size(len(cells))
        if len(cells) > MOST_LYING and len(cells[0]) > 4 * MAX_COLUMNS:
            refuse_size(0)
        top = [[_text(cell) for cell in row] for row in cells[:60]]
        if sum(any(map(is_number, row)) for row in top) >= 2:
            return name, top + [[_text(cell) for cell in row] for row in cells[60:]]
        if full is None and any(map(any, top)):
            full = (name, top + [[_text(cell) for cell in row] for row in cells[60:]])
    if full is None:
        raise RnnvizError(_("The workbook has no cells with values; choose another file."))
    return full


def _lines(rows: list[list[str]]) -> Lines:
    """Rows with any cell, without the columns before the first and after the last that is used."""
    keep = [i for i, row in enumerate(rows) if any(row)]
    first = min((next(j for j, cell in enumerate(rows[i]) if cell) for i in keep), default=0)
    last = max((j + 1 for i in keep for j, cell in enumerate(rows[i]) if cell), default=0)
    return Lines([rows[i][first:last] for i in keep], [i + 1 for i in keep], "", ())


def _text(cell: Any) -> str:
    """The cell as a text file would have it."""
    if type(cell) is float:
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if type(cell) is str:
        return cell.strip()
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    if isinstance(cell, dt.timedelta):
        return str(cell)
    return str(cell)
