"""Cells of text to numbers: decimal sign, thousands, percent, units, signs for "missing"."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from rnnviz.series.reading.cells.missing import LONGEST, MISSING, is_missing, some
from rnnviz.series.reading.cells.signs import (
    CODES,
    GROUPED,
    MONEY,
    PLAIN,
    SCALES,
    Cell,
    plain,
    take_apart,
)

__all__ = ["Numbers", "guess_decimal", "is_missing", "is_number", "parse_numbers", "some"]

INFINITE = frozenset({"inf", "+inf", "-inf", "infinity", "+infinity", "-infinity", "∞", "-∞"})
LONGEST_UNIT = 16  # signs
ALL = 0.9  # share of cells that must have a unit before it is taken off


class Numbers(NamedTuple):
    """A column as numbers: `values` (N,) with NaN where missing, and what was met on the way.

    `bad` are the rows that hold something else; `infinite` those too large for a number; `tokens`
    what stood for "missing", with its count; `unit` what was taken off every cell; `marks` counts
    letters behind single numbers; `brackets` numbers in brackets, which are negative.
    """

    values: np.ndarray
    missing: int
    bad: tuple[int, ...]
    infinite: tuple[int, ...]
    signs: int
    thousands: int
    tokens: tuple[tuple[str, int], ...] = ()
    unit: str = ""
    marks: int = 0
    brackets: int = 0
    scaled: int = 0


def is_number(cell: str) -> bool:
    """Say whether a cell is a number in any of the usual ways of writing one, without a unit."""
    if len(cell) > LONGEST:
        return False
    if PLAIN.fullmatch(cell) or cell.lower() in INFINITE:
        return True
    parts = take_apart(cell)
    if parts is None or (parts.before + parts.after).strip(MONEY):
        return False
    return plain(parts.core, ".") is not None or plain(parts.core, ",") is not None


def guess_decimal(columns: Iterable[Sequence[str]], delimiter: str) -> tuple[str, str]:
    """Decimal sign of a table, and one number that could be read both ways, or "" if none could.

    >>> guess_decimal([["1,5", "1.234,0"]], ";"), guess_decimal([["1,234"]], ",")
    ((',', ''), ('.', '1,234'))
    """
    return decide_decimal([votes(column) for column in columns], delimiter)


def votes(column: Sequence[str]) -> dict[str, list[str]]:
    """The cells of a column by the decimal sign that they prove, see `_vote`."""
    found: dict[str, list[str]] = {vote: [] for vote in (".", ",", "?", "!", "")}
    for cell in some(column):
        if "," in cell or "." in cell:
            found[_vote(cell)].append(cell)
    return found


def decide_decimal(columns: Sequence[dict[str, list[str]]], delimiter: str) -> tuple[str, str]:
    """Decimal sign of a table by the votes of its columns, and a number that leaves it open."""
    points, commas = (sum(len(found[sign]) for found in columns) for sign in ".,")
    if points or commas:
        comma = commas > points or (commas == points and delimiter != ",")
        return ("," if comma else "."), ""
    unclear, single = ([cell for found in columns for cell in found[vote]] for vote in "?!")
    if unclear:
        return ("," if delimiter == ";" else "."), unclear[0]
    several = len(single) > 1 and delimiter != ","
    return ".", single[0] if several else ""


def own_decimal(found: dict[str, list[str]], decimal: str) -> str:
    """The decimal sign of one column: that of the table, unless all its cells prove another."""
    other = "," if decimal == "." else "."
    return other if found[other] and not found[decimal] else decimal


def _vote(cell: str) -> str:
    """Which decimal sign a number proves: "." or ","; "?" for 1,234, "!" for 1.234; "" for none."""
    if "," not in cell and PLAIN.fullmatch(cell) and len(cell) - cell.index(".") != 4:
        return "."
    parts = take_apart(cell)
    if parts is None:
        return ""
    core = parts.core
    point, comma = plain(core, ".") is not None, plain(core, ",") is not None
    if point and comma and GROUPED.fullmatch(core):
        return "?" if "," in core else "!"
    if point != comma:
        return "." if point else ","
    return ""


def parse_numbers(
    cells: Sequence[str], decimal: str = ".", signs: frozenset[str] = frozenset()
) -> Numbers:
    """Read every cell with one decimal sign; `signs` are further ones for "missing".

    >>> parse_numbers(["1.234,5", "n.a.", "x"], ",").values
    array([1234.5,    nan,    nan])
    >>> parse_numbers(["(5)", "7-", "$ 8"]).values
    array([-5., -7.,  8.])
    """
    tokens = Counter(c for c in cells if len(c) < 12 and c.lower() in MISSING)
    if signs:
        tokens.update([c for c in cells if c in signs and c not in tokens])
    counted = tuple(tokens.most_common())
    tidy = _tidy(cells, decimal, tokens)
    if tidy is not None:
        return Numbers(tidy, tokens.total(), (), (), 0, 0, counted)
    return _one_by_one(cells, decimal, tokens)._replace(tokens=counted)


def _tidy(cells: Sequence[str], decimal: str, tokens: Counter[str]) -> np.ndarray | None:
    """All cells in one go where each is missing or a plain number, as in most files."""
    kept = ["nan" if cell in tokens else cell for cell in cells] if tokens else cells
    if max(map(len, kept), default=0) > LONGEST:
        return None
    if set("".join(cell for cell in kept if cell != "nan")) - set("0123456789+-eE" + decimal):
        return None
    text = "\n".join(kept)
    try:
        values = np.array([float(x) for x in text.replace(decimal, ".").split("\n")])
    except ValueError:
        return None
    return None if np.isinf(values).any() else values


def _one_by_one(cells: Sequence[str], decimal: str, tokens: Counter[str]) -> Numbers:
    values = np.full(len(cells), np.nan)
    signs = thousands = brackets = 0
    bad: dict[int, Cell | None] = {}
    infinite = []
    for i, cell in enumerate(cells):
        if cell in tokens:
            continue
        if decimal == "." and len(cell) <= LONGEST and PLAIN.fullmatch(cell):
            values[i] = float(cell)
        elif cell.lower() in INFINITE:
            infinite.append(i)
        else:
            parts = take_apart(cell)
            if parts is None or (parts.before + parts.after).strip(MONEY):
                bad[i] = parts
            elif (number := _value(parts, decimal)) is None:
                bad[i] = None
            else:
                values[i] = number
                signs += bool(parts.before + parts.after)
                brackets += parts.brackets
                thousands += _is_grouped(parts.core, decimal)
        if math.isinf(values[i]):
            values[i] = np.nan
            infinite.append(i)
    found = Numbers(
        values, tokens.total(), tuple(bad), tuple(infinite), signs, thousands, brackets=brackets
    )
    return _without_words(found, bad, decimal) if bad else found


def _value(parts: Cell, decimal: str) -> float | None:
    text = plain(parts.core, decimal)
    return None if text is None else -float(text) if parts.negative else float(text)


def _is_grouped(core: str, decimal: str) -> bool:
    return not core.partition(decimal)[0].isdecimal() and core[:1] != decimal


def _without_words(found: Numbers, bad: dict[int, Cell | None], decimal: str) -> Numbers:
    """Units that all cells have are taken off; K and M multiply; few letters are marks."""
    parts = {i: p for i, p in bad.items() if p is not None and _is_unit(p)}
    numbers = {i: v for i, p in parts.items() if (v := _value(p, decimal)) is not None}
    if not numbers:
        return found
    there = int(np.isfinite(found.values).sum()) + len(bad)
    words = Counter((parts[i].before, parts[i].after) for i in numbers)
    (word, most), scales = words.most_common(1)[0], {w[1].lower() for w in words}
    taken, how = numbers, {}
    if len(words) > 1 and scales <= set(SCALES) and not any(w[0] for w in words):
        numbers = {i: v * SCALES[parts[i].after.lower()] for i, v in numbers.items()}
        taken, how = numbers, {"scaled": len(numbers)}
    elif most >= ALL * there and len(words) == 1:
        how = {"unit": "".join(word)}
    elif all(not b and len(a) <= 2 for b, a in words) and len(numbers) < there / 2:
        how = {"marks": len(numbers)}
    else:
        return found
    values = found.values.copy()
    values[list(taken)] = list(taken.values())
    left = tuple(i for i in bad if i not in taken)
    return found._replace(
        values=values, bad=left, **how,
        thousands=found.thousands + sum(_is_grouped(parts[i].core, decimal) for i in taken),
        brackets=found.brackets + sum(parts[i].brackets for i in taken),
    )  # fmt: skip


def _is_unit(parts: Cell) -> bool:
    """A currency before, or a short word behind."""
    before = not parts.before or parts.before.lower() in CODES or not parts.before.strip(MONEY)
    return before and len(parts.after) <= LONGEST_UNIT
