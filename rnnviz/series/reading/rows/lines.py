"""Text to rows of cells: which sign separates the columns. Limits are looked at on the way."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from rnnviz.errors import RnnvizError
from rnnviz.series.reading.cells.missing import is_missing
from rnnviz.words import N_, _

# In order of preference when several fit equally well. Never a letter, never a digit.
DELIMITERS = {"\t": N_("tab"), ";": ";", "|": "|", ",": ",", " ": N_("spaces"), "": N_("none")}
MAX_ROWS = 200_000
MAX_COLUMNS = 400
MAX_CELLS = 3_000_000
MOST_LYING = 3  # lines that may hold a whole series each, as long as it is
SAMPLE = 200  # lines to guess by, and signs of each
LONGEST_LINE = 20_000
IN_COLUMNS = 0.75  # of all words stand in lines of as many words, if blanks separate

WHOLE = re.compile(r"[+-]?\d{1,18}")
COMMA_DECIMAL = re.compile(r"[+-]?\d+,\d+")
COMMA_BETWEEN_DIGITS = re.compile(r"\d,\d")
THREE_DIGITS = re.compile(r"\d{3}")
AFTER_QUOTES = re.compile(r'(?:^|[\t;|,])"[^"]*"([\t;|,])')
NUMBER_LIKE = re.compile(r"[+\-−]?[.,]*\d[\d.,]*([eE][+-]?\d+)?")


class Lines(NamedTuple):
    """The file as cells of text, empty lines left out; `lines[i]` is the line of row i."""

    cells: list[list[str]]
    lines: list[int]
    delimiter: str
    notes: tuple[str, ...]


def split_lines(text: str, delimiter: str = "auto", decimal: str = "auto") -> Lines:
    """Split `text` into rows of cells, or say what cannot be read."""
    zeros = text.count("\x00")
    clean = text.replace("\x00", "") if zeros else text
    if delimiter == "auto":
        delimiter = guess_delimiter(first_lines(clean), decimal)
    cells, lines = _bounded(_rows(clean, delimiter))
    return Lines(cells, lines, delimiter, (_zeros(zeros),) if zeros else ())


def first_lines(text: str) -> list[str]:
    """The first lines that are not empty, cut where they are very long."""
    lines = (line.rstrip("\n") for line in io.StringIO(text, newline=None))
    return [line[:LONGEST_LINE] for line in islice(filter(str.strip, lines), SAMPLE)]


def guess_delimiter(lines: Sequence[str], decimal: str = "auto") -> str:
    """Choose the sign that cuts most lines into the same number (two or more) of cells.

    >>> guess_delimiter(["d;y", "1;0,5", "2;0,7"]), guess_delimiter(["value", "1", "2"])
    (';', '')
    """
    found = {d: _consistency(lines, d) for d in ("\t", ";", "|", ",")}
    quoted = any(_comma_in_quotes(line) for line in lines)
    if (decimal == "," and not quoted) or _is_decimal_comma(lines):
        del found[","]
    closing = Counter(m[1] for line in lines if (m := AFTER_QUOTES.search(line)))
    if sum(closing.values()) >= len(lines) / 2:  # what ends a quoted cell separates
        found = {d: share for d, share in found.items() if d in closing} or found
    best = max(found, key=lambda d: found[d])
    if found[best] >= 0.5:
        return best
    return " " if _spaces_separate(lines) else ""


def _comma_in_quotes(line: str) -> bool:
    return any(COMMA_BETWEEN_DIGITS.search(part) for part in line.split('"')[1::2])


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
    if len(words) > len(lines) and all(COMMA_DECIMAL.fullmatch(word) for word in words):
        return True
    named = bool(lines) and "," not in lines[0] and not NUMBER_LIKE.fullmatch(lines[0].strip())
    body = [line.strip().split(",") for line in lines[named:]]
    if not body or not all(len(b) == 2 and WHOLE.fullmatch(b[0]) and b[1].isdigit() for b in body):
        return False
    return named or any(len(b[1]) > 1 and b[1][0] == "0" for b in body)


def _spaces_separate(lines: Sequence[str]) -> bool:
    """Columns set apart by blanks: equally many words a line, few others, the last one a number."""
    words = [line.split() for line in lines if not line.startswith("#")]
    widths = Counter(map(len, words[1:] or words))
    width = max(widths, key=lambda w: (w * widths[w], w), default=0)
    body = [w for w in words[1:] or words if len(w) == width]
    if width < 2 or (width < 4 and len(widths) > 1):
        return False
    if width * len(body) < IN_COLUMNS * sum(w * n for w, n in widths.items()):
        return False
    grouped = width == 2 and all(len(w[0]) <= 3 and THREE_DIGITS.fullmatch(w[1]) for w in body)
    clock = any(":" in w[-1] for w in body)
    numbers = sum(NUMBER_LIKE.fullmatch(w[-1]) is not None or is_missing(w[-1]) for w in body)
    return not grouped and not clock and numbers >= (1 if width < 4 else IN_COLUMNS) * len(body)


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Every line as stripped cells, with its number; empty lines are left out."""
    lines = io.StringIO(text, newline=None)
    if delimiter in ("", " "):
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield number, line.split() if delimiter else [line.strip().strip('"')]
        return
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    last = 0
    try:
        for row in reader:
            if row and (len(row) > 1 or row[0].strip()):
                several = reader.line_num > last + 1  # a cell in quotes with a line's end in it
                cells = [" ".join(c.split()) if several else c.strip() for c in row]
                yield reader.line_num, cells
            last = reader.line_num
    except csv.Error as error:
        raise RnnvizError(
            _("Line {line} cannot be read: a quotation mark is opened and not closed.").format(
                line=reader.line_num
            )
        ) from error


def _bounded(rows: Iterator[tuple[int, list[str]]]) -> tuple[list[list[str]], list[int]]:
    """All rows; refused as soon as they are too many."""
    cells, lines, count = [], [], 0
    for line, row in rows:
        if not any(row):
            continue
        cells.append(row)
        lines.append(line)
        count += len(row)
        if len(cells) > MAX_ROWS + 50 or count > MAX_CELLS:
            refuse_size(len(cells))
    return cells, lines


def refuse_size(rows: int) -> None:
    """Refuse more rows, or else more cells, than can be read quickly."""
    if rows > MAX_ROWS:
        text = _("The table has more rows than can be read, the limit is {most}; keep the last.")
        raise RnnvizError(text.format(most=MAX_ROWS))
    text = _("The table has more cells than can be read, the limit is {most}; keep fewer columns.")
    raise RnnvizError(text.format(most=MAX_CELLS))


def _zeros(count: int) -> str:
    return _("Zero bytes that were taken out of the text: {n}.").format(n=count)
