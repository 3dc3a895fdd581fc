"""Lines at the edges of a table that are as wide as it is, and yet no part of it."""

from rnnviz.series.reading.numbers import is_missing

SUMS = frozenset(
    {"total", "totals", "sum", "grand total", "mean", "average", "summe", "gesamt", "gesamtsumme",
     "mittel", "mittelwert", "durchschnitt", "somme", "moyenne", "totale", "media", "suma"}
)  # fmt: skip
MOST_ABOVE = 20  # lines among which the names are looked for


def padded_above(rows: list[list[str]], width: int) -> int:
    """How many lines of remarks, filled up with empty cells, stand above the names.

    >>> padded_above([["Sales", ""], ["", ""], ["month", "sales"], ["2020-01", "5"]], 2)
    2
    """
    if not rows or not rows[0][0] or all(rows[0][:width]):
        return 0
    named = (n for n, row in enumerate(rows[:MOST_ABOVE]) if _names(row, width))
    return next(named, 0)


def _names(row: list[str], width: int) -> bool:
    """A word in every cell."""
    cells = row[:width]
    digits = any(sign.isdigit() for cell in cells for sign in cell)
    return len(cells) == width and not digits and not any(map(is_missing, cells))


def is_sum(rows: list[list[str]]) -> bool:
    """Whether the last line sums up those above: "Total" stands where they have a time.

    >>> is_sum([["2020-01", "5"], ["2020-02", "6"], ["Total:", "11"]])
    True
    """
    if len(rows) < 3 or not rows[-1]:
        return False
    word, above = (row[0].strip(" :.").casefold() for row in (rows[-1], rows[-2]))
    return word in SUMS and any(sign.isdigit() for sign in above)
