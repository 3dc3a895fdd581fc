"""Cells of text to numbers: decimal sign, thousands, percent, what stands for "missing"."""

import math
import re
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
SIGNS = "%€$£¥"  # taken off either end of a number, and counted

PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
DOT_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d*)?")
COMMA_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?")
COMMA_DECIMAL = re.compile(r"[+-]?(\d+,\d*|,\d+)([eE][+-]?\d+)?")


class Numbers(NamedTuple):
    """A column as numbers: `values` (N,) with NaN where missing, and what was met on the way.

    `bad` are the rows that hold something else; `infinite` those too large for a number.
    """

    values: np.ndarray
    missing: int
    bad: tuple[int, ...]
    infinite: tuple[int, ...]
    signs: int
    thousands: int


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


def guess_decimal(columns: Iterable[Sequence[str]], delimiter: str) -> tuple[str, bool]:
    """Decimal sign of a table, and whether 1,234 (or 1.234) alone could be read both ways.

    >>> guess_decimal([["1,5", "1.234,0"]], ";"), guess_decimal([["1,234"]], ",")
    ((',', False), ('.', True))
    """
    votes = {".": 0, ",": 0, "?": 0}
    for column in columns:
        for cell in some(column):
            if "," in cell or "." in cell:
                vote = _vote(bare(cell))
                votes[vote] = votes.get(vote, 0) + 1
    if votes[","] != votes["."]:
        return ("," if votes[","] > votes["."] else "."), False
    return ("," if votes["?"] and delimiter == ";" else "."), votes["?"] > 0


def some(cells: Sequence[str], most: int = 2000) -> Sequence[str]:
    """At most `most` cells, evenly spaced: enough to guess by."""
    return cells[:: 1 + len(cells) // most]


def _vote(text: str) -> str:
    """Which decimal sign a number proves: "." or ","; "?" for 1,234; "" for no number."""
    if COMMA_THOUSANDS.fullmatch(text):
        several = text.count(",") > 1 or "." in text
        return "." if several else "?"
    if DOT_THOUSANDS.fullmatch(text):
        several = text.count(".") > 1 or "," in text
        return "," if several else ""  # 1.234 alone: a decimal point, unless commas say otherwise
    if COMMA_DECIMAL.fullmatch(text):
        return ","
    return "." if "." in text and PLAIN.fullmatch(text) else ""


def parse_numbers(cells: Sequence[str], decimal: str = ".") -> Numbers:
    """Read every cell with one decimal sign.

    >>> parse_numbers(["1.234,5", "n.a.", "x"], ",").values
    array([1234.5,    nan,    nan])
    """
    plain_values = _all_plain(cells, decimal)
    if plain_values is not None:
        return Numbers(plain_values, 0, (), (), 0, 0)
    values = np.full(len(cells), np.nan)
    missing = signs = thousands = 0
    bad, infinite = [], []
    for i, cell in enumerate(cells):
        if is_missing(cell):
            missing += 1
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
            thousands += plain is not text and len(plain) < len(text)
    return Numbers(values, missing, tuple(bad), tuple(infinite), signs, thousands)


def _all_plain(cells: Sequence[str], decimal: str) -> np.ndarray | None:
    """All cells in one go, where each is a plain number, as in most files of a machine."""
    if set("".join(cells)) - set("0123456789+-eE" + decimal):
        return None
    try:
        values = np.array([float(cell.replace(decimal, ".")) for cell in cells])
    except ValueError:
        return None
    return values if np.isfinite(values).all() else None


def _plain(text: str, decimal: str) -> str | None:
    """The number as Python writes it, or None if it is not one."""
    if decimal == ",":
        if DOT_THOUSANDS.fullmatch(text):
            return text.replace(".", "").replace(",", ".")
        text = text.replace(",", ".") if COMMA_DECIMAL.fullmatch(text) else text
    elif COMMA_THOUSANDS.fullmatch(text):
        return text.replace(",", "")
    return text if PLAIN.fullmatch(text) else None
