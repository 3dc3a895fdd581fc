"""An .xlsx workbook to rows of cells, through openpyxl."""

import datetime as dt
import io
import warnings
import zipfile
from typing import Any

from rnnviz.errors import RnnvizError
from rnnviz.series.reading.lines import MAX_COLUMNS, MAX_ROWS
from rnnviz.series.reading.numbers import is_number
from rnnviz.words import _

MAX_UNPACKED = 300_000_000  # a small file can unpack to any size: refuse before reading


def read_workbook(data: bytes, sheet: str | None = None) -> tuple[list[list[str]], list[str], str]:
    """Give the cells of one sheet as text, the names of all sheets, and which one was read."""
    _refuse_bombs(data)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            names = [s.title for s in book.worksheets]
            chosen = sheet if sheet in names else _first_with_a_table(book, names)
            rows = _rows(book[chosen])
            book.close()
    except RnnvizError:
        raise
    except Exception as error:  # openpyxl raises whatever its XML readers raise
        raise RnnvizError(
            _("The Excel workbook is damaged or protected; save it again as .xlsx or .csv.")
        ) from error
    return rows, names, chosen


def _refuse_bombs(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(item.file_size for item in archive.infolist())
            workbook = "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise RnnvizError(
            _("The file is a damaged zip archive; save the table as .csv.")
        ) from error
    if not workbook:
        raise RnnvizError(
            _("The file is a zip archive, not a table; unpack it and upload the .csv or .xlsx.")
        )
    if size > MAX_UNPACKED:
        raise RnnvizError(
            _("The workbook unpacks to {size:.0f} MB; keep the two columns you need.").format(
                size=size / 1e6
            )
        )


def _first_with_a_table(book: Any, names: list[str]) -> str:
    """The first sheet with two rows that hold numbers, or else the first with any cell."""
    tops = {name: _top(book[name]) for name in names}
    for name, rows in tops.items():
        if sum(any(map(is_number, row)) for row in rows) >= 2:
            return name
    for name, rows in tops.items():
        if any(map(any, rows)):
            return name
    raise RnnvizError(_("The Excel workbook has no cells with values; choose another file."))


def _top(sheet: Any) -> list[list[str]]:
    rows = sheet.iter_rows(max_row=50, max_col=MAX_COLUMNS + 1, values_only=True)
    return [[_text(cell) for cell in row] for row in rows]


def _rows(sheet: Any) -> list[list[str]]:
    rows = [
        [_text(cell) for cell in row]
        for row in sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS + 1, values_only=True)
    ]
    used = max((i + 1 for row in rows for i, cell in enumerate(row) if cell), default=0)
    while rows and not any(rows[-1]):
        rows.pop()
    return [(row + [""] * used)[:used] for row in rows]


def _text(cell: Any) -> str:
    """The cell as a text file would have it."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell).strip()
