"""Signs that stand for "no value"."""

from collections.abc import Sequence

LONGEST = 60  # signs: a longer cell is neither a number nor a date
MISSING = frozenset(
    {"", ".", "..", "...", "…", ":", "-", "--", "---", "–", "—", "?", "*", "n.a.", "n.a", "n/a",
     "na", "#n/a", "#na", "#n/a n/a", "nan", "-nan", "nil", "null", "none", "missing", "void",
     "#div/0!", "#value!", "#ref!", "#num!", "#name?", "#null!", "<na>", "(null)", "nat", "k.a.",
     "k. a.", "n.v.", "n.d.", "nd", "s/d", "s.d.", "无", "暂无", "缺失", "欠測", "---.-",
     "----", "**", "***", "unavailable", "unknown", "no data", "nodata"}
)  # fmt: skip


def is_missing(cell: str) -> bool:
    """Say whether a cell means "no value".

    >>> is_missing(" n.a. "), is_missing("0")
    (True, False)
    """
    return len(cell) < 12 and cell.strip().lower() in MISSING


def some(cells: Sequence[str], most: int = 2000) -> Sequence[str]:
    """At most `most` cells, evenly spaced: enough to guess by."""
    return cells[:: 1 + len(cells) // most]
