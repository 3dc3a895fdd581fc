"""How large the sheets of an OpenDocument workbook become, before any library reads them.

One tag can stand for a million cells (number-rows-repeated). Calamine lays all sheets out densely,
empty cells between two others too, so rows × columns up to the last cell with content are counted,
and texts as often as they are repeated. Empty rows and columns behind the last are not laid out.
"""

from collections.abc import Mapping
from xml.parsers import expat

from rnnviz.errors import RnnvizError
from rnnviz.words import _

SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
MAX_TAGS = 1_000_000
MAX_AREA = 1_000_000  # cells of all sheets; calamine holds two copies of about 30 bytes each
MAX_TEXT = 10_000_000  # signs, as often as cells repeat them


class TooLargeError(Exception):
    """More than can be read within the limits."""


class Sizes:
    """Counts tags, the area of every sheet and the text in it while a sheet is parsed."""

    def __init__(self) -> None:
        self.tags = self.area = self.text = 0
        self.row = self.column = self.height = self.width = 0  # up to the last cell with content
        self.rows = self.columns = 1  # how often the row and the cell at hand are repeated
        self.signs = 0
        self.filled = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """A tag opens."""
        self.tags += 1
        if name == "table:table":
            self.row = self.height = self.width = 0
        elif name == "table:table-row":
            self.rows, self.column = _times(attributes, "rows"), 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self.columns = _times(attributes, "columns")
            self.filled = "office:value-type" in attributes or "table:formula" in attributes
            self.signs = len(attributes.get("office:string-value", ""))
        self._check()

    def end(self, name: str) -> None:
        """A tag closes."""
        if name in ("table:table-cell", "table:covered-table-cell"):
            self.column += self.columns
            self.text += self.signs * self.columns * self.rows
            if self.filled or self.signs:
                self.width = max(self.width, self.column)
                self.height = self.row + self.rows
        elif name == "table:table-row":
            self.row += self.rows
        elif name == "table:table":
            self.area += self.width * self.height
            self.width = self.height = 0
        self._check()

    def characters(self, text: str) -> None:
        """Text within a cell."""
        self.signs += len(text)

    def _check(self) -> None:
        area = self.area + self.width * self.height
        if self.tags > MAX_TAGS or area > MAX_AREA or self.text > MAX_TEXT:
            raise TooLargeError


def _times(attributes: Mapping[str, str], what: str) -> int:
    """How often a row or a cell is repeated."""
    digits = attributes.get(f"table:number-{what}-repeated", "1").strip()
    return int(digits) if digits.isdecimal() and len(digits) < 9 else 1_000_000_000


def refuse_large_sheets(content: bytes) -> int:
    """Refuse sheets that become too large, or are no XML; else the number of tags."""
    sizes, parser = Sizes(), expat.ParserCreate()
    parser.StartElementHandler = sizes.start
    parser.EndElementHandler = sizes.end
    parser.CharacterDataHandler = sizes.characters
    parser.EntityDeclHandler = _refuse_entities
    try:
        parser.Parse(content, True)
    except (TooLargeError, expat.ExpatError) as error:
        raise RnnvizError(
            _(
                "The OpenDocument sheet is damaged, or has more cells or longer texts than can be "
                "read; keep the columns you need, or save it as .csv."
            )
        ) from error
    return sizes.tags


def _refuse_entities(*_declaration: object) -> None:
    raise TooLargeError  # no spreadsheet program declares any, and they can stand for gigabytes
