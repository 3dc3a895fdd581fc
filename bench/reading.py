"""Reading large files with every guess, beside pandas, which is told the answers."""

import io

import numpy as np
import pandas as pd

from bench.timing import Line, compared
from rnnviz.series.audit.audit import audit
from rnnviz.series.audit.ready import ready
from rnnviz.series.reading.choose import pick
from rnnviz.series.reading.table import read_table

ROWS = 100_000
BUDGET = 2.0  # seconds


def columns(count: int):
    """A minute a row, and columns of numbers."""
    times = np.datetime64("2000-01-01T00:00") + np.arange(ROWS)
    return times.astype(str), np.random.default_rng(0).normal(size=(ROWS, count)).round(5)


def iso() -> bytes:
    """ISO dates and nine columns, just under 10 MB."""
    times, values = columns(9)
    rows = (f"{t},{','.join(map(str, row))}" for t, row in zip(times, values.tolist(), strict=True))
    return "\n".join(["t,a,b,c,d,e,f,g,h,i", *rows]).encode()


def german() -> bytes:
    """Day first, semicolons, decimal commas, and n.a. in every fiftieth row."""
    times, values = columns(1)
    cells = [f"{v:.5f}".replace(".", ",") for v in values[:, 0].tolist()]
    cells[::50] = ["n.a."] * len(cells[::50])
    rows = (f"{t[8:10]}.{t[5:7]}.{t[:4]} {t[11:]};{c}" for t, c in zip(times, cells, strict=True))
    return "\n".join(["Datum;Wert", *rows]).encode()


def ours(data: bytes):
    """From bytes to a series with its audit."""
    picked = pick(read_table(data), bad="missing", untimed="leave_out")
    return audit(picked), ready(picked.series)


def told(data: bytes, time: str, form: str, **how):
    """Pandas with everything told: separator, decimal sign, missing values, dates."""
    frame = pd.read_csv(io.BytesIO(data), **how)
    return pd.to_datetime(frame[time], format=form)


def run() -> list[Line]:
    """Both files."""
    lines = []
    wide, dots = iso(), german()
    how = {"sep": ";", "decimal": ",", "na_values": ["n.a."]}
    for what, mine, peer in (
        (f"read and audit {len(wide) / 1e6:.1f} MB, ISO (peer: pandas, told all)",
         lambda: ours(wide), lambda: told(wide, "t", "ISO8601")),
        (f"read and audit {len(dots) / 1e6:.1f} MB, German (peer: pandas, told all)",
         lambda: ours(dots), lambda: told(dots, "Datum", "%d.%m.%Y %H:%M", **how)),
    ):  # fmt: skip
        line = compared(what, mine, peer, None)
        word = "holds" if line.ours <= BUDGET else "MISSED"
        lines.append(line._replace(budget=f"{word} (<= {BUDGET:.0f} s)"))
    return lines
