"""Lines that are as wide as the table, and yet no part of it: sums, units, statistics."""

import re
from collections.abc import Sequence

from rnnviz.series.reading.times.names import month_of

SUMS = frozenset(
    {"total", "totals", "sum", "sums", "subtotal", "grand total", "mean", "average", "avg", "min",
     "max", "minimum", "maximum", "median", "std", "stdev", "count", "summe", "gesamt",
     "gesamtsumme", "insgesamt", "zwischensumme", "mittel", "mittelwert", "durchschnitt", "somme",
     "moyenne", "totale", "media", "suma", "promedio", "soma", "média", "somma", "totaal",
     "gemiddelde", "ensemble", "合计", "总计", "小计", "合計", "総計", "小計", "平均", "平均值"}
)  # fmt: skip
LABELS = (0, 1)
SAMPLE = 200  # rows
LINKS = frozenset(
    {"of", "for", "in", "de", "du", "für", "annual", "yearly", "quarterly", "monthly"}
)
RDB_FORMAT = re.compile(r"\d+[snd]")
PERIOD = re.compile(r"\d{4}|[qhts]\d|[ivx]{1,4}\.?|\d\.?")  # what is summed: 2019, Q1, IV
ANNUAL = frozenset({"M13", "Q05", "S03"})  # the year among months, quarters, half-years
CODED = re.compile(r"([MQS])0[1-4]")
MOST_LABELS = 4  # columns before the first number


def label_columns(rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Of the first two columns those where a row may say that it is a sum.

    Where most rows say so it is no sum: a unit “count”, a kind “total”.

    >>> label_columns([["2020", "count"], ["2021", "count"], ["Total", "count"]])
    (0,)
    """
    sample = rows[:: 1 + len(rows) // SAMPLE]
    said = [sum(is_sum(list(row[i : i + 1]), (0,)) for row in sample) for i in LABELS]
    return tuple(i for i, n in zip(LABELS, said, strict=True) if n <= len(sample) / 2)


def is_sum(row: list[str], labels: Sequence[int] = LABELS) -> bool:
    """Whether a row sums up others: "Total" stands in one of its first two cells.

    `labels` are the columns that are looked at.

    >>> is_sum(["Total:", "11"]), is_sum(["2019 Total", "11"]), is_sum(["2020-01", "11"])
    (True, True, False)
    >>> is_sum(["Q1 total", "11"]), is_sum(["Total of January", "11"]), is_sum(["Totalville", "1"])
    (True, True, False)
    """
    for cell in (row[i] for i in labels if i < len(row)):
        whole = cell.strip(" :.").casefold()
        if not whole or len(whole) >= 24:
            continue
        words = [w for w in whole.split() if not (PERIOD.fullmatch(w) or month_of(w))]
        if whole in SUMS or (
            1 <= len(words) <= 3 and " ".join(w for w in words if w not in LINKS) in SUMS
        ):
            return True
    return False


def annual_column(rows: Sequence[Sequence[str]]) -> int | None:
    """The column of codes M01 to M12 (Q01 to Q04, S01 and S02) with a code for the whole year."""
    first = next(iter(rows), [])
    for i, cell in enumerate(first[:MOST_LABELS]):
        if CODED.fullmatch(cell) and not ANNUAL.isdisjoint(row[i] for row in rows):
            return i
    return None


def is_format(row: list[str]) -> bool:
    """The line of widths under the names of an RDB file: 5s, 15s, 20d, 14n.

    >>> is_format(["5s", "15s", "20d"])
    True
    """
    return len(row) > 1 and all(RDB_FORMAT.fullmatch(cell) for cell in row)
