"""Cells of text to numbers: decimal sign, thousands, percent, what stands for "missing"."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

MISSING = frozenset(
    {"", ".", "..", "...", "…", ":", "-", "--", "---", "–", "—", "?", "*", "n.a.", "n.a", "n/a",
     "na", "#n/a", "#na", "#n/a n/a", "nan", "-nan", "nil", "null", "none", "missing", "void",
     "#div/0!", "#value!", "#ref!", "#num!", "#name?", "#null!", "<na>", "(null)", "nat"}
)  # fmt: skip
INFINITE = frozenset({"inf", "+inf", "-inf", "infinity", "+infinity", "-infinity", "∞", "-∞"})
BLANKS = str.maketrans({**dict.fromkeys(" \u00a0\u202f\u2009\u2007'’"), "−": "-"})
GROUPING = frozenset(" \u00a0\u202f\u2009\u2007'’.,")  # may stand between thousands
SIGNS = "%€$£¥"  # taken off either end of a number, and counted

PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
DOT_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d*)?")
COMMA_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?")
COMMA_DECIMAL = re.compile(r"[+-]?(\d+,\d*|,\d+)([eE][+-]?\d+)?")


class Numbers(NamedTuple):
    """A column as numbers: `values` (N,) with NaN where missing, and what was met on the way.

    `bad` are the rows that hold something else; `infinite` those too large for a number; `tokens`
    what stood for "missing", with its count.
    """

    values: np.ndarray
    missing: int
    bad: tuple[int, ...]
    infinite: tuple[int, ...]
    signs: int
    thousands: int
    tokens: tuple[tuple[str, int], ...] = ()


def is_missing(cell: str) -> bool:
    """Say whether a cell means "no value"."""
    return cell.strip().lower() in MISSING


def is_number(cell: str) -> bool:
    """Say whether a cell is a number in any of the usual ways of writing one."""
    text = bare(cell)
    return bool(
        PLAIN.fullmatch(text)
        or COMMA_DECIMAL.fullmatch(text)
        or COMMA_THOUSANDS.fullmatch(text)
        or DOT_THOUSANDS.fullmatch(text)
        or text.lower() in INFINITE
    )


def bare(cell: str) -> str:
    """The cell without blanks and signs of money or percent; U+2212 becomes a plain minus."""
    return cell.translate(BLANKS).strip(SIGNS)


def guess_decimal(columns: Iterable[Sequence[str]], delimiter: str) -> tuple[str, str]:
    """Decimal sign of a table, and one number that could be read both ways, or "" if none could.

    >>> guess_decimal([["1,5", "1.234,0"]], ";"), guess_decimal([["1,234"]], ",")
    ((',', ''), ('.', '1,234'))
    """
    votes: dict[str, list[str]] = {vote: [] for vote in (".", ",", "?", "!", "")}
    for column in columns:
        for cell in some(column):
            if "," in cell or "." in cell:
                votes[_vote(bare(cell))].append(cell)
    points, commas = len(votes["."]), len(votes[","])
    if points or commas:
        comma = commas > points or (commas == points and delimiter != ",")
        return ("," if comma else "."), ""
    if votes["?"]:
        return ("," if delimiter == ";" else "."), votes["?"][0]
    several = len(votes["!"]) > 1 and delimiter != ","
    return ".", votes["!"][0] if several else ""


def some(cells: Sequence[str], most: int = 2000) -> Sequence[str]:
    """At most `most` cells, evenly spaced: enough to guess by."""
    return cells[:: 1 + len(cells) // most]


def _vote(text: str) -> str:
    """Which decimal sign a number proves: "." or ","; "?" for 1,234, "!" for 1.234; "" for none."""
    if COMMA_THOUSANDS.fullmatch(text):
        several = text.count(",") > 1 or "." in text
        return "." if several else "?"
    if DOT_THOUSANDS.fullmatch(text):
        several = text.count(".") > 1 or "," in text
        return "," if several else "!"
    if COMMA_DECIMAL.fullmatch(text):
        return ","
    return "." if "." in text and PLAIN.fullmatch(text) else ""


def parse_numbers(cells: Sequence[str], decimal: str = ".") -> Numbers:
    """Read every cell with one decimal sign.

    >>> parse_numbers(["1.234,5", "n.a.", "x"], ",").values
    array([1234.5,    nan,    nan])
    """
    tokens = Counter(cell for cell in cells if cell.lower() in MISSING)
    tidy = _tidy(cells, decimal, tokens)
    if tidy is not None:
        return Numbers(tidy, tokens.total(), (), (), 0, 0, _counted(tokens))
    values = np.full(len(cells), np.nan)
    signs = thousands = 0
    bad, infinite = [], []
    for i, cell in enumerate(cells):
        if cell in tokens:
            continue
        text = bare(cell)
        signs += cell[:1] in SIGNS or cell[-1:] in SIGNS
        plain = _plain(text, decimal)
        if text.lower() in INFINITE:
            infinite.append(i)
        elif plain is None:
            bad.append(i)
        elif math.isinf(number := float(plain)):
            infinite.append(i)
        else:
            values[i] = number
            thousands += len(plain) < len(cell) and any(c in GROUPING for c in cell[1:-1])
    return Numbers(
        values, tokens.total(), tuple(bad), tuple(infinite), signs, thousands, _counted(tokens)
    )


def _counted(tokens: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(tokens.most_common())


def _tidy(cells: Sequence[str], decimal: str, tokens: Counter[str]) -> np.ndarray | None:
    """All cells in one go where each is missing or a plain number, as in most files."""
    plain = ["nan" if cell in tokens else cell for cell in cells] if tokens else cells
    if set("".join(cell for cell in plain if cell != "nan")) - set("0123456789+-eE" + decimal):
        return None
    text = "\n".join(plain)
    try:
        values = np.array([float(x) for x in text.replace(decimal, ".").split("\n")])
    except ValueError:
        return None
    return None if np.isinf(values).any() else values


def _plain(text: str, decimal: str) -> str | None:
    """The number as Python writes it, or None if it is not one."""
    if decimal == ",":
        if DOT_THOUSANDS.fullmatch(text):
            return text.replace(".", "").replace(",", ".")
        text = text.replace(",", ".") if COMMA_DECIMAL.fullmatch(text) else text
    elif COMMA_THOUSANDS.fullmatch(text):
        return text.replace(",", "")
    return text if PLAIN.fullmatch(text) else None
