"""The members of a zip archive, unpacked within limits, before any library reads them.

A workbook of 80 kB can unpack to any size, name cells a million rows away, or say one long text a
million times. All that is counted here, in linear time, so that the reader of workbooks is only
given what it can hold.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable

from rnnviz.errors import RnnvizError
from rnnviz.words import _

MAX_UNPACKED = 50_000_000  # bytes of all members
MAX_TAGS = 6_000_000  # 100,000 rows of 13 cells have 5.4 million
MAX_AREA = 2_000_000  # cells from the first to the last, empty ones counted
MAX_TEXT = 30_000_000  # signs of long texts, as often as they are said
LONG = 256  # signs of a text that is worth counting
MOST_LONG = 64
MOST_MERGED = 100_000
LONGEST_CELL = 32_767  # signs that a spreadsheet program keeps in a cell
CHUNK = 4_000_000
COLUMN = re.compile(rb"[\"']([A-Za-z]{2,3})\d{1,7}[\"']")
ROWS = tuple(re.compile(rb"[\"'][A-Za-z]{1,3}(\d{%d})[\"']" % digits) for digits in (7, 6, 5, 4))
TEXT = re.compile(rb"<t[^<>]{0,40}>([^<]*)<")
NO_RESULT = re.compile(rb"(?:</f>|<f[^<>]*/>)\s{0,9}(?:<v ?/>|<v></v>)?\s{0,9}</c>")


def unpacked(data: bytes) -> dict[str, bytes]:
    """All members of an archive by name, or a sentence."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _damaged() from error
    members, room = {}, MAX_UNPACKED
    for info in infos:
        members[info.filename] = _member(data, info, room)
        room -= len(members[info.filename])
    return members


def _member(data: bytes, info: zipfile.ZipInfo, room: int) -> bytes:
    """One member; no header is believed about its size."""
    head = data[info.header_offset : info.header_offset + 30]
    if len(head) < 30 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _damaged()
    names = int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    start = info.header_offset + 30 + names
    packed = data[start : start + info.compress_size]
    if info.compress_type == zipfile.ZIP_STORED:
        member = packed
    else:
        try:
            member = zlib.decompressobj(-15).decompress(packed, room + 1)
        except zlib.error as error:
            raise _damaged() from error
    if len(member) > room:
        raise RnnvizError(
            _("The workbook unpacks to more than {size} MB; keep the columns you need.").format(
                size=MAX_UNPACKED // 1_000_000
            )
        )
    return member


def _damaged() -> RnnvizError:
    return RnnvizError(_("The file is a damaged zip archive; save the table as .csv."))


def refuse_large(members: Iterable[bytes]) -> None:
    """Refuse sheets with too many cells, cells too far apart, or long texts said too often."""
    sheets = list(members)
    tags = sum(sheet.count(b"<") for sheet in sheets)
    cells = [sheet for sheet in sheets if b"sheetData" in sheet]
    area = max((_columns(sheet) * _rows(sheet) for sheet in cells), default=0)
    merged = sum(sheet.count(b"<mergeCell ") for sheet in cells)
    if merged > MOST_MERGED or tags > MAX_TAGS or area > MAX_AREA or _text_said(sheets) > MAX_TEXT:
        raise RnnvizError(
            _("The workbook has more cells or longer texts than can be read; keep the columns you "
              "need, or save the sheet as .csv.")
        )  # fmt: skip


def _chunks(sheet: bytes) -> Iterable[bytes]:
    return (sheet[i : i + CHUNK + 40] for i in range(0, len(sheet), CHUNK))


def _columns(sheet: bytes) -> int:
    """The last column that is named."""
    names: set[bytes] = set()
    for chunk in _chunks(sheet):
        names.update(COLUMN.findall(chunk))
    return max(26, _unnamed(sheet), *map(_column, names))


def _unnamed(sheet: bytes) -> int:
    """The most cells of a row, where some do not say where they stand."""
    if sheet.count(b"<c ") + sheet.count(b"<c>") <= sheet.count(b"<c r="):
        return 0
    most, at = 0, sheet.find(b"<row")
    while at >= 0:
        following = sheet.find(b"<row", at + 4)
        most = max(most, sheet.count(b"<c", at, following if following >= 0 else len(sheet)))
        at = following
    return most


def _column(name: bytes) -> int:
    number = 0
    for letter in name.upper():
        number = 26 * number + letter - 64
    return number


def _rows(sheet: bytes) -> int:
    """The last row that is named, from above."""
    for pattern in ROWS:
        last = max(
            (int(n) for chunk in _chunks(sheet) for n in set(pattern.findall(chunk))), default=0
        )
        if last:
            return last
    return 999


def _text_said(sheets: list[bytes]) -> int:
    """How many signs the long texts have in all, each as often as a cell names it."""
    texts = [[len(t) for t in TEXT.findall(sheet)] for sheet in sheets]
    long = [(n, size) for found in texts for n, size in enumerate(found) if size > LONG]
    if any(size > 6 * LONGEST_CELL for _n, size in long):  # a sign may be written as &quot;
        return MAX_TEXT + 1
    if len(long) > MOST_LONG:
        cells = sum(sheet.count(b"</v>") for sheet in sheets)
        return max(size for _n, size in long) * min(cells, 100 * len(long))
    return sum(size * sum(s.count(b"<v>%d<" % n) for s in sheets) for n, size in long)


def without_result(sheets: Iterable[bytes]) -> int:
    """Cells whose formula has no stored result."""
    return sum(len(NO_RESULT.findall(sheet)) for sheet in sheets)
