"""OpenDocument sheets are read like workbooks, and bounded before any library opens them."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from rnnviz.errors import RnnvizError
from rnnviz.series.reading.how import Reading
from rnnviz.series.reading.source import opendocument
from rnnviz.series.reading.table import read_table
from rnnviz.series.reading.understand import Wish, understand
from tests.series.reading.measured import taken

HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
FOOT = "</office:spreadsheet></office:body></office:document-content>"


def number(value: float, more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="float" office:value="{value}" {more}>'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def word(text: str, more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


def date(day: object) -> str:
    return (
        f'<table:table-cell office:value-type="date" office:date-value="{day}">'
        f"<text:p>{day}</text:p></table:table-cell>"
    )


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def sheet(*rows: str, name: str = "one") -> str:
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


def document(*sheets: str, content: bytes = b"", **members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", opendocument.SPREADSHEET, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content or (HEAD + "".join(sheets) + FOOT).encode())
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        for path, data in members.items():
            archive.writestr(path, data)
    return stream.getvalue()


DAYS = np.datetime64("2020-01-01") + np.arange(40)
VALUES = [round(i * i % 11 + i / 10, 2) for i in range(40)]
EMPTY = '<table:table-cell table:number-columns-repeated="16382"/>'
BELOW = row(
    '<table:table-cell table:number-columns-repeated="16384"/>',
    more='table:number-rows-repeated="1048535"',
)


def filled(name: str = "one") -> str:
    rows = [row(date(d), number(v), EMPTY) for d, v in zip(DAYS, VALUES, strict=True)]
    return sheet(row(word("day"), word("load"), EMPTY), *rows, BELOW, name=name)


@pytest.mark.parametrize("first", ["", sheet(row(word("about this file")), name="notes")])
def test_that_an_opendocument_sheet_is_read_as_spreadsheet_programs_write_it(first: str) -> None:
    found = understand(document(first, filled()), "x.ods", Reading(), Wish())
    assert (found.error, found.questions, found.value, found.time) == ("", (), "load", "day")
    assert found.picked is not None
    np.testing.assert_array_equal(found.picked.series.times.astype("M8[D]"), DAYS)
    assert found.picked.series.values.tolist() == VALUES
    assert found.reading.encoding == "ods"
    assert found.reading.sheet == "one"
    assert not any("under another name" in note for note in found.notes)


def test_that_a_sheet_is_chosen() -> None:
    data = document(filled("a"), sheet(row(word("y")), *(row(number(i % 7)) for i in range(30)),
                                       name="b"))  # fmt: skip
    assert read_table(data, "x.ods").rows == 40
    assert read_table(data, "x.ods", Reading(sheet="b")).rows == 30


FAR = "table:number-{}-repeated"
BOMBS: dict[str, Callable[[], bytes]] = {
    "20 million cells by two tags": lambda: document(
        sheet(row(number(1.5, 'table:number-columns-repeated="200"'),
                  more='table:number-rows-repeated="100000"'))
    ),
    "two cells far apart": lambda: document(
        sheet(row(number(1)), row('<table:table-cell table:number-columns-repeated="16000"/>',
                                  number(2), more='table:number-rows-repeated="2"'),
              row("<table:table-cell/>", more='table:number-rows-repeated="900000"'),
              row(number(3)))
    ),
    "many sheets": lambda: document(
        *(sheet(row(number(1, 'table:number-columns-repeated="100"'),
                    more='table:number-rows-repeated="9000"'), name=f"s{i}") for i in range(60))
    ),
    "a number of repeats that is none": lambda: document(
        sheet(row(number(1, 'table:number-columns-repeated="99999999999999999999"')))
    ),
    "a long text repeated": lambda: document(
        sheet(row(word("x" * 100_000, 'table:number-columns-repeated="1000"')))
    ),
    "2 million tags": lambda: document(sheet(row("<table:table-cell/>" * 2_000_000))),
    "80 MB of blanks": lambda: document(content=b" " * 80_000_000),
    "60 MB of blanks in a cell": lambda: document(sheet(row(word(" " * 60_000_000)))),
    "a member that nobody reads": lambda: document(filled(), extra=bytes(70_000_000)),
    "entities within entities": lambda: document(
        content=(
            '<!DOCTYPE a [<!ENTITY a "xxxxxxxxxx">'
            + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi",
                                                                         strict=True))
            + "]>" + HEAD + sheet(row(word("&i;"))) + FOOT
        ).encode()
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_that_no_opendocument_sheet_takes_more_than_200_mb_or_long(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / "book.ods"
    path.write_bytes(BOMBS[name]())
    found = taken(path)
    assert found.said.endswith(".")
    assert found.megabytes <= 200
    assert found.seconds <= 4  # of CPU; two seconds on a free core, never minutes


@pytest.mark.parametrize(
    "data",
    [
        document(content=b"<office:document-content>"),
        document(content=b"no xml at all"),
        document(sheet()),
        document(),
    ],
)
def test_that_a_damaged_or_empty_document_gets_one_sentence(data: bytes) -> None:
    with pytest.raises(RnnvizError) as error:
        read_table(data, "x.ods")
    assert str(error.value).endswith(".")


def test_that_the_largest_sheet_that_is_let_through_stays_within_its_limits() -> None:
    wide = int(opendocument.MAX_AREA**0.5)
    content = HEAD + sheet(row(number(1, f'table:number-columns-repeated="{wide}"'),
                               more=f'table:number-rows-repeated="{wide}"')) + FOOT  # fmt: skip
    assert opendocument.refuse_large_sheets(content.encode()) > 0
    with pytest.raises(RnnvizError):
        opendocument.refuse_large_sheets(content.replace(f'"{wide}"', f'"{wide + 2}"').encode())


def test_that_another_opendocument_file_is_told_from_a_sheet() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    with pytest.raises(RnnvizError, match="OpenDocument text or drawing"):
        read_table(stream.getvalue(), "x.odt")
