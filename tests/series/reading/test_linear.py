"""No small file may stop the server: every pattern is linear, and limits come before work."""

import importlib
import io
import pkgutil
import re
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from rnnviz.errors import RnnvizError
from rnnviz.series import reading
from rnnviz.series.reading.cells.missing import LONGEST
from rnnviz.series.reading.cells.numbers import is_number, parse_numbers
from rnnviz.series.reading.rows import lines
from rnnviz.series.reading.rows.kinds import kind
from rnnviz.series.reading.rows.lines import split_lines
from rnnviz.series.reading.table import read_table
from rnnviz.series.reading.times.names import spoken
from rnnviz.series.reading.times.parse import parse_times
from rnnviz.series.reading.times.patterns import COMPACT, FISCAL, ISO, PATTERNS
from tests.series.reading.measured import taken

ROOT = Path(reading.__file__).parent
# Pieces that are said over and over, before an end that spoils the match.
PIECES = ("1", "1,", '"1,', "1.", " ", "a", "-", "~1~", "1 ", "'1", '"', "<f ", "<t>", "(", "[1",
          "1-", "一", "\xe9", "r=\"A1\" ", "00", "2020-", "1:", ".", "<", "\n")  # fmt: skip
MOST = 2.5  # times the time for twice the text
ATTEMPTS = 6
NOTHING = 2e-3  # seconds


def modules() -> Iterator[object]:
    for found in pkgutil.walk_packages([str(ROOT)], reading.__name__ + "."):
        yield importlib.import_module(found.name)


@cache
def patterns() -> dict[str, tuple[re.Pattern, set[str]]]:
    """Every pattern of the room by its name, and the ways in which the room uses it."""
    sources = "".join(path.read_text("utf-8") for path in ROOT.rglob("*.py"))
    found: dict[str, tuple[re.Pattern, set[str]]] = {}
    for module in modules():
        for name, value in vars(module).items():
            several = value if isinstance(value, tuple) else (value,)
            regexes = [getattr(one, "regex", one) for one in several]
            if not any(isinstance(regex, re.Pattern) for regex in regexes):
                continue
            ways = set(re.findall(rf"\b{name}\.(search|sub|findall|split|match)\(", sources))
            for regex in regexes:
                if isinstance(regex, re.Pattern):
                    found.setdefault(str(regex.pattern), (regex, ways | {"fullmatch"}))
    return {f"{n}: {p[:40]}": use for n, (p, use) in enumerate(found.items())}


def seconds(work: Callable[[], object], times: int = 3) -> float:
    best = float("inf")
    for _ in range(times):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def grows_linearly(work: Callable[[int], Callable[[], object]], size: int) -> bool:
    """Whether twice the size takes at most 2.5 times the time, or next to none."""
    if seconds(work(2 * size), 1) < NOTHING:
        return True
    for _ in range(ATTEMPTS):
        small, large = seconds(work(size)), seconds(work(2 * size))
        if large < NOTHING or large <= MOST * small:
            return True
    return False


def used(regex: re.Pattern, ways: set[str], text: str | bytes) -> Callable[[], object]:
    how = {
        "search": lambda: regex.search(text), "sub": lambda: regex.sub(text[:0], text),
        "findall": lambda: regex.findall(text), "split": lambda: regex.split(text),
        "match": lambda: regex.match(text), "fullmatch": lambda: regex.fullmatch(text),
    }  # fmt: skip
    return lambda: [how[way]() for way in ways]


@pytest.mark.parametrize("name", patterns())
def test_that_a_pattern_is_linear(name: str) -> None:
    regex, ways = patterns()[name]
    for piece in PIECES:

        def work(n: int, piece: str = piece) -> Callable[[], object]:
            text = piece * (n // len(piece)) + "x"
            return used(regex, ways, text.encode() if isinstance(regex.pattern, bytes) else text)

        assert grows_linearly(work, 5_000), piece


def test_that_no_pattern_hides_in_a_function() -> None:
    """A pattern that is not a constant of its module would escape the test above."""
    inline = re.compile(r"\bre\.(match|search|fullmatch|sub|findall|split|finditer)\(")
    hidden = [p.name for p in ROOT.rglob("*.py") if inline.search(p.read_text("utf-8"))]
    assert hidden == []
    assert len(patterns()) > 60
    assert {p.regex.pattern for p in (ISO, FISCAL, *PATTERNS, *COMPACT)} <= {
        regex.pattern for regex, _ways in patterns().values()
    }


def test_that_a_pattern_whose_time_grows_with_the_square_is_noticed() -> None:
    slow = re.compile(r"\d+\.?\d*")
    assert not grows_linearly(lambda n: lambda: slow.fullmatch("1" * n + "x"), 5_000)


@pytest.mark.parametrize("cell", ["1" * (LONGEST + 1), "1" * 50_000 + "x", "2020-01-01" + " " * 99])
def test_that_a_long_cell_is_no_number_and_no_time(cell: str) -> None:
    assert not is_number(cell)
    assert kind(cell) == "w"
    assert parse_times([cell] * 3) is None
    assert parse_numbers([cell, "1"]).bad == (0,)


NUMBERS = "\n".join(str(i * i % 11) for i in range(30))
FILES: dict[str, Callable[[int], str]] = {
    "a cell of digits": lambda n: f"y\n{NUMBERS}\n" + "1" * n + "x",
    "a name of digits": lambda n: "1" * n + f"x\n{NUMBERS}",
    "remarks below": lambda n: "a,b\n1,2\n" * 12 + "#\n" * (n // 2),
    "remarks between": lambda n: "a,b\n" + "1,2\n#\n" * (n // 6),
    "an open quotation mark": lambda n: f"y\n{NUMBERS}\n\"" + "1," * (n // 2),
    "quotes": lambda n: f"y\n{NUMBERS}\n" + '"1,' * (n // 3),
    "one line of dates and numbers": lambda n: ",".join(["2020-01-01,5"] * (n // 13)),
    "a line of commas": lambda n: f"y\n{NUMBERS}\n" + "," * n,
    "blank lines": lambda n: "a,b\n" + "\n\n\n1,2\n" * (n // 7),
    "names that are the same": lambda n: ",".join("y" * 300) + "\n" + "1,\n" * (n // 3),
    "rows of other widths": lambda n: "a,b\n" + "1,2\n\n1,2,3\n" * (n // 11),
    "blanks": lambda n: "a b\n" + "1 " * n,
    "years once": lambda n: "year,month,y\n" + "2000,1,5\n,2,5\n" * (n // 14),
    "words": lambda n: "a,b\n" + "x,y\n" * (n // 4),
}  # fmt: skip


def read(text: str) -> None:
    try:
        read_table(text.encode())
    except RnnvizError as error:
        assert str(error).endswith(".")


def _reading(text: str) -> Callable[[], None]:
    return lambda: read(text)


@pytest.mark.parametrize("name", FILES)
def test_that_the_time_of_a_file_grows_with_its_size(name: str) -> None:
    make = FILES[name]
    assert grows_linearly(lambda n: _reading(make(n)), 20_000)


@pytest.mark.parametrize(
    ("limit", "text"), [("MAX_ROWS", "1\n" * 2_000), ("MAX_CELLS", "1," * 2_000)]
)
def test_that_a_limit_is_looked_at_while_lines_are_read(
    limit: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, limit, 1_000)
    with pytest.raises(RnnvizError, match="the limit is 1000"):
        split_lines(text, ",")


def test_that_words_of_a_cell_are_spoken_in_bounded_time() -> None:
    assert grows_linearly(lambda n: lambda: spoken("Januar " * (n // 7)), 20_000)


def archive(**members: bytes) -> bytes:
    """A valid small workbook, with other bytes for some of its members."""
    from tests.series.reading.test_choose import workbook

    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([["y"], [1], [2]]))) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            short = Path(info.filename).stem
            target.writestr(info.filename, members.pop(short, None) or source.read(info))
        for short, data in members.items():
            target.writestr(f"xl/{short}.xml", data)
    return stream.getvalue()


def sheet(rows: bytes) -> bytes:
    xml = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return xml + b"<sheetData>" + rows + b"</sheetData></worksheet>"


def strings(text: bytes, n: int) -> bytes:
    xml = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return xml + b"<si><t>" + text + b"</t></si>" * n + b"</sst>"


BOMBS: dict[str, Callable[[], bytes]] = {
    "80 MB of zeros": lambda: archive(sheet1=bytes(80_000_000)),
    "80 MB of blanks": lambda: archive(sheet1=sheet(b" " * 80_000_000)),
    "2.5 million cells in a row": lambda: archive(
        sheet1=sheet(b'<row r="1">' + b"<c><v>1</v></c>" * 2_500_000 + b"</row>")
    ),
    "a million rows": lambda: archive(
        sheet1=sheet(b"<row><c><v>1</v></c></row>" * 1_000_000)
    ),
    "two cells far apart": lambda: archive(
        sheet1=sheet(
            b'<row r="1"><c r="A1"><v>1</v></c></row>'
            b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        )
    ),
    "a long text in many cells": lambda: archive(
        sharedStrings=strings(b"x" * 30_000, 1),
        sheet1=sheet(b'<row>' + b'<c t="s"><v>0</v></c>' * 100 + b"</row>" + b""
                     + b'<row><c t="s"><v>0</v></c></row>' * 20_000),
    ),
    "deep": lambda: archive(sheet1=sheet(b"<row>" * 3_000_000)),
    "a member that nobody reads": lambda: archive(extra=bytes(70_000_000)),
    "a million cells in a row": lambda: archive(
        sheet1=sheet(b'<row r="1">' + b"<c><v>1</v></c>" * 1_100_000 + b"</row>")
    ),
    "merged cells": lambda: archive(
        sheet1=sheet(b'<row r="1"><c r="A1"><v>1</v></c></row>').replace(
            b"</worksheet>",
            b'<mergeCells>' + b'<mergeCell ref="A1:B2"/>' * 1_900_000 + b"</mergeCells>",
        )
    ),
    "many sheets": lambda: many_sheets(3_000),
    "a huge dimension": lambda: archive(
        sheet1=sheet(b'<row r="1"><c r="A1"><v>1</v></c></row>').replace(
            b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>'
        )
    ),
    "a zip in a zip": lambda: archive(extra=archive(extra=bytes(60_000_000)) * 2),
    "shared strings": lambda: archive(
        sharedStrings=strings(b"x", 1_500_000), sheet1=sheet(b'<row><c t="s"><v>0</v></c></row>')
    ),
    "tags that mean nothing": lambda: archive(sheet1=sheet(b"<x/>" * 8_000_000)),
    "a long number": lambda: archive(
        sheet1=sheet(b"<row><c><v>" + b"1" * 60_000_000 + b"</v></c></row>")
    ),
    "cells of long text": lambda: archive(
        sheet1=sheet(b'<row><c t="inlineStr"><is><t>' + b"x" * 50_000_000 + b"</t></is></c></row>")
    ),
}  # fmt: skip


HARMLESS = ("a huge dimension", "a zip in a zip")  # what they say is not believed: they are read


def many_sheets(n: int) -> bytes:
    """A workbook with one cell in each of its sheets."""
    schemas = "http://schemas.openxmlformats.org"
    office = f"{schemas}/officeDocument/2006/relationships"
    sheets = "".join(f'<sheet name="s{i}" sheetId="{i}" r:id="r{i}"/>' for i in range(1, n + 1))
    ways = "".join(
        f'<Relationship Id="r{i}" Type="{office}/worksheet" Target="sheet{i}.xml"/>'
        for i in range(1, n + 1)
    )
    cell = sheet(b'<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>')
    return archive(
        workbook=f'<workbook xmlns="{schemas}/spreadsheetml/2006/main" xmlns:r="{office}">'
        f"<sheets>{sheets}</sheets></workbook>".encode(),
        **{"workbook.xml": f'<Relationships xmlns="{schemas}/package/2006/relationships">{ways}'
           "</Relationships>".encode()},
        **{f"sheet{i}": cell for i in range(1, n + 1)},
    )  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_that_no_workbook_takes_more_than_200_mb_or_long(name: str, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(BOMBS[name]())
    found = taken(path)
    assert found.said.endswith(".") or name in HARMLESS
    assert found.megabytes <= 200
    assert found.seconds <= 2  # of CPU


def test_that_the_peak_of_memory_is_that_of_the_reader_alone(tmp_path: Path) -> None:
    held = bytes(300_000_000)  # what started the reader must not hide what it takes
    path = tmp_path / "two.csv"
    path.write_text("y\n" + "1\n" * 200_000)
    assert len(held) > 200_000_000
    assert 5 < taken(path).megabytes < 200
