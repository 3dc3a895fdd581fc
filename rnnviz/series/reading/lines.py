"""Text to rows of cells: which sign separates the columns, and which lines are the table."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from rnnviz.errors import RnnvizError
from rnnviz.series.reading.edges import is_sum, padded_above
from rnnviz.words import _

# In order of preference when several fit equally well. Never a letter, never a digit.
DELIMITERS = {"\t": _("tab"), ";": ";", "|": "|", ",": ",", " ": _("spaces"), "": _("none")}
MAX_ROWS = 200_000
MAX_COLUMNS = 400
MOST_LYING = 3  # lines that may hold a whole series each, as long as it is
SAMPLE = 200

WHOLE = re.compile(r"[+-]?\d{1,18}")
NUMBER_LIKE = re.compile(r"[+\-−]?[\d.,]*\d[\d.,]*([eE][+-]?\d+)?")


class Rows(NamedTuple):
    """The table as cells of text; `lines[i]` is the line of the file that row i stood on."""

    cells: list[list[str]]
    lines: list[int]
    header_short: list[str] | None  # a line of names that has one cell less than the rows
    delimiter: str
    notes: tuple[str, ...]


def split_rows(text: str, delimiter: str = "auto", decimal: str = "auto") -> Rows:
    """Split `text` into rows of equally many cells, or say which line does not fit."""
    clean, zeros = text.replace("\x00", ""), text.count("\x00")
    lines = clean.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if delimiter == "auto":
        delimiter = guess_delimiter([x for x in lines if x.strip()][:SAMPLE], decimal)
    cells, numbers = _cells(lines, delimiter)
    notes = [_zeros(zeros)] if zeros else []
    return table_part(cells, numbers, delimiter, notes)


def guess_delimiter(lines: Sequence[str], decimal: str = "auto") -> str:
    """Choose the sign that cuts most lines into the same number (two or more) of cells.

    >>> guess_delimiter(["d;y", "1;0,5", "2;0,7"]), guess_delimiter(["value", "1", "2"])
    (';', '')
    """
    found = {d: _consistency(lines, d) for d in ("\t", ";", "|", ",")}
    quoted = any(re.search(r'"[^"]*\d,\d[^"]*"', line) for line in lines)
    if (decimal == "," and not quoted) or _is_decimal_comma(lines):
        del found[","]
    best = max(found, key=lambda d: found[d])
    if found[best] >= 0.5:
        return best
    return " " if _spaces_separate(lines) else ""


def _consistency(lines: Sequence[str], delimiter: str) -> float:
    """Share of lines, from the first that fits, with the commonest number of cells (>= 2)."""
    try:
        widths = [len(x) for x in csv.reader(lines, delimiter=delimiter, skipinitialspace=True)]
    except csv.Error:  # one cell longer than the reader's limit
        return 0.0
    several = Counter(width for width in widths if width >= 2)
    if not several:
        return 0.0
    width, count = max(several.items(), key=lambda item: (item[1], item[0]))
    if count < min(2, len(widths)) or count < len(widths) / 4:
        return 0.0
    return count / (len(widths) - widths.index(width))


def _is_decimal_comma(lines: Sequence[str]) -> bool:
    """1,5 and 0,07 apart by blanks, or one column of them under one name or with 07 among them."""
    words = [word for line in lines for word in line.split()]
    if len(words) > len(lines) and all(re.fullmatch(r"[+-]?\d+,\d+", word) for word in words):
        return True
    named = bool(lines) and "," not in lines[0] and not NUMBER_LIKE.fullmatch(lines[0].strip())
    body = [line.strip().split(",") for line in lines[named:]]
    if not body or not all(len(b) == 2 and WHOLE.fullmatch(b[0]) and b[1].isdigit() for b in body):
        return False
    return named or any(len(b[1]) > 1 and b[1][0] == "0" for b in body)


def _spaces_separate(lines: Sequence[str]) -> bool:
    """Columns set apart by blanks: equally many words a line, the last one a number."""
    words = [line.split() for line in lines]
    body = words[1:] or words
    width = len(body[-1]) if body else 0
    if width < 2 or any(len(w) != width for w in body):
        return False
    grouped = width == 2 and all(len(w[0]) <= 3 and re.fullmatch(r"\d{3}", w[1]) for w in body)
    clock = any(":" in w[-1] for w in body)
    return not grouped and not clock and all(NUMBER_LIKE.fullmatch(w[-1]) for w in body)


def _cells(lines: list[str], delimiter: str) -> tuple[list[list[str]], list[int]]:
    """Every line as stripped cells, with line numbers; lines that are notes (#) stay whole."""
    if not delimiter:
        return [[line.strip().strip('"')] for line in lines], list(range(1, len(lines) + 1))
    if delimiter == " ":
        return [line.split() for line in lines], list(range(1, len(lines) + 1))
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    cells, numbers = [], []
    try:
        for row in reader:
            cells.append([cell.strip() for cell in row])
            numbers.append(reader.line_num)
    except csv.Error as error:
        raise RnnvizError(
            _("Line {line} cannot be read: a quotation mark is opened and not closed.").format(
                line=reader.line_num
            )
        ) from error
    return cells, numbers


def table_part(cells: list[list[str]], lines: list[int], sign: str, notes: list[str]) -> Rows:
    """Leave out preamble, remarks, blank lines and a footer; refuse what then does not fit."""
    if not sign:
        while cells and not cells[-1][0]:
            cells.pop()
    keep = [i for i, row in enumerate(cells) if any(row) or not sign]
    remarks = [i for i in keep if cells[i] and cells[i][0].startswith("#")]
    width = _width([cells[i] for i in keep if i not in set(remarks)])
    width -= _trailing(cells, keep, width)
    start = next((n for n, i in enumerate(keep) if _fits(cells[i], width)), len(keep))
    start += padded_above([cells[i] for i in keep[start:]], width)
    short = _short_header(cells, keep, start, width)
    body, hashes = _without_remarks(cells, keep[start:], width)
    body, footer = _without_footer(cells, body, width)
    _check_size(len(body), width)
    for i in body:
        cells[i] = _fit(cells[i], width, lines[i], sign)
    above = start - (short is not None)
    notes += [left_out(above)] if above else []
    notes += [_hashes(hashes)] if hashes else []
    notes += [_footer(footer)] if footer else []
    return Rows([cells[i] for i in body], [lines[i] for i in body], short, sign, tuple(notes))


def _width(rows: list[list[str]]) -> int:
    """The commonest number of cells; the larger of two equally common."""
    counts = Counter(len(row) for row in rows if row)
    return max(counts, key=lambda width: (counts[width], width), default=1)


def _trailing(cells: list[list[str]], keep: list[int], width: int) -> int:
    """How many last cells are empty in every row of full width: separators at the line's end."""
    full = [cells[i] for i in keep if len(cells[i]) == width]
    empty = 0
    while empty < width - 1 and full and not any(row[width - 1 - empty] for row in full):
        empty += 1
    return empty


def _fits(row: list[str], width: int) -> bool:
    return len(row) >= width and not any(row[width:])


def _short_header(
    cells: list[list[str]], keep: list[int], start: int, width: int
) -> list[str] | None:
    """Names without one for the first or last column, on the line just above the table."""
    if start == 0 or width < 3:
        return None
    above = cells[keep[start - 1]]
    names = len(above) == width - 1 and not any(NUMBER_LIKE.fullmatch(cell) for cell in above)
    return above if names else None


def _without_remarks(cells: list[list[str]], body: list[int], width: int) -> tuple[list[int], int]:
    """Take out lines that start with #, but let the first one be the names of the columns."""
    if body and cells[body[0]][0].startswith("#") and len(cells[body[0]]) == width:
        cells[body[0]][0] = cells[body[0]][0].lstrip("# ")
    kept = [i for i in body if not (cells[i] and cells[i][0].startswith("#"))]
    return kept, len(body) - len(kept)


def _without_footer(cells: list[list[str]], body: list[int], width: int) -> tuple[list[int], int]:
    """Take out remarks under the table: sums, lines with too few cells and no number."""
    end = len(body) - is_sum([cells[i] for i in body])
    while (
        end
        and len(cells[body[end - 1]]) < width
        and not any(NUMBER_LIKE.fullmatch(cell) for cell in cells[body[end - 1]])
    ):
        end -= 1
    return body[:end], len(body) - end


def _fit(row: list[str], width: int, line: int, sign: str) -> list[str]:
    """The row with `width` cells: empty ones past the end go, anything else is refused."""
    while len(row) > width and not row[-1]:
        row = row[:-1]
    if len(row) != width:
        raise RnnvizError(
            _misfit(len(row)).format(
                line=line, found=len(row), width=width, cells=" · ".join(row)[:60],
                sign=DELIMITERS.get(sign, sign),
            )
        )  # fmt: skip
    return row


def _misfit(found: int) -> str:
    if found == 1:
        return _(
            "Line {line} has one cell where the table has {width} (it reads “{cells}”); look there "
            "for a missing separator ({sign})."
        )
    return _(
        "Line {line} has {found} cells where the table has {width} (it reads “{cells}”); look "
        "there for a missing or an extra separator ({sign})."
    )


def _check_size(rows: int, columns: int) -> None:
    if rows > MAX_ROWS:
        raise RnnvizError(
            _("The table has {rows} rows and the limit is {most}; keep the last ones.").format(
                rows=rows, most=MAX_ROWS
            )
        )
    if columns > MAX_COLUMNS and rows > MOST_LYING:
        raise RnnvizError(
            _("The table has {columns} columns and the limit is {most}; keep two.").format(
                columns=columns, most=MAX_COLUMNS
            )
        )


def _zeros(count: int) -> str:
    return _("Zero bytes that were taken out of the text: {n}.").format(n=count)


def left_out(count: int) -> str:
    """The sentence about lines above the table."""
    return _("Lines above the table that were left out: {n}.").format(n=count)


def _hashes(count: int) -> str:
    return _("Remarks (lines that start with #) that were left out: {n}.").format(n=count)


def _footer(count: int) -> str:
    return _("Lines under the table that were left out: {n}.").format(n=count)
