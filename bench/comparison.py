"""“Your series”: one run of an LSTM (H = 16, L = 24, 2,000 points), its forecasts and scores too.

Five seeds are five such runs on two workers. The peer trains on all windows at once and waits 100
epochs for a lower validation loss.
"""

from dataclasses import replace

import numpy as np

from bench.timing import Line, compared
from rnnviz.series.compare.runs import Task, run_task
from rnnviz.series.protocol.protocol import Protocol
from rnnviz.series.series import Series


def waves(rows: int = 2000) -> Series:
    """Three sines whose periods have no common multiple, a slow walk and noise."""
    rng, t = np.random.default_rng(0), np.arange(float(rows))
    y = np.sin(0.2 * t) + np.sin(0.311 * t) + np.sin(0.42 * t)
    y += 0.03 * np.cumsum(rng.normal(size=rows)) + 0.2 * rng.normal(size=rows)
    return Series("y", y, t, "row", (), "")


def run() -> list[Line]:
    """One seed by our recipe against one by the peer's."""
    series, p = waves(), Protocol(cells=("lstm",), hidden=16, window=24)
    slow = replace(p, epochs=400, patience=100, batch=len(series))
    task = Task("lstm", "LSTM", 16, 1)
    what = "one seed of an LSTM, H = 16, L = 24, N = 2,000"
    return [
        compared(what, lambda: run_task(series, p, task), lambda: run_task(series, slow, task), 0.6)
    ]
