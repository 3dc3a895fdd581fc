"""Lines that are as wide as the table, and yet no part of it: sums, units, statistics."""

import re

SUMS = frozenset(
    {"total", "totals", "sum", "sums", "subtotal", "grand total", "mean", "average", "avg", "min",
     "max", "minimum", "maximum", "median", "std", "stdev", "count", "summe", "gesamt",
     "gesamtsumme", "insgesamt", "zwischensumme", "mittel", "mittelwert", "durchschnitt", "somme",
     "moyenne", "totale", "media", "suma", "promedio", "soma", "média", "somma", "totaal",
     "gemiddelde", "ensemble", "合计", "总计", "小计", "合計", "総計", "小計", "平均", "平均值"}
)  # fmt: skip
RDB_FORMAT = re.compile(r"\d+[snd]")
SUM_AND_YEAR = re.compile(r"(?:\d{4}\s+)?([^\W\d]+)(?:\s+\d{4})?")


def is_sum(row: list[str]) -> bool:
    """Whether a row sums up others: "Total" stands in one of its first two cells.

    >>> is_sum(["Total:", "11"]), is_sum(["2019 Total", "11"]), is_sum(["2020-01", "11"])
    (True, True, False)
    """
    for cell in row[:2]:
        word = cell.strip(" :.").casefold()
        if word and len(word) < 24:
            inner = SUM_AND_YEAR.fullmatch(word)
            if word in SUMS or (inner and inner[1] in SUMS):
                return True
    return False


def is_format(row: list[str]) -> bool:
    """The line of widths under the names of an RDB file: 5s, 15s, 20d, 14n.

    >>> is_format(["5s", "15s", "20d"])
    True
    """
    return len(row) > 1 and all(RDB_FORMAT.fullmatch(cell) for cell in row)
