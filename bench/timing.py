"""Interleaved timing: every contestant in turn, round after round, so that all see one load.

With one thread the clock is the process's CPU time, which other programs hardly disturb.
"""

import time
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

# Set from the command line.
ROUNDS = {"rounds": 25, "seconds": 3.0}
CLOCK = {"now": time.perf_counter}


class Line(NamedTuple):
    """One row of the table."""

    what: str
    ours: float  # seconds, median
    peer: float | None  # seconds, median; None where there is no peer
    ratio: float | None  # median of the rounds' ratios
    budget: str


def interleaved(contestants: Mapping[str, Callable[[], object]]) -> dict[str, np.ndarray]:
    """Time each contestant once a round; seconds by name, (rounds,). Two rounds warm up."""
    times: dict[str, list[float]] = {name: [] for name in contestants}
    start, now = time.perf_counter(), CLOCK["now"]
    for k in range(ROUNDS["rounds"] + 2):
        for name, f in contestants.items():
            before = now()
            f()
            times[name].append(now() - before)
        if k >= 6 and time.perf_counter() - start > ROUNDS["seconds"]:
            break
    return {name: np.array(t[2:]) for name, t in times.items()}


def compared(what: str, ours: Callable[[], object], peer: Callable[[], object] | None,
             budget: float | None) -> Line:  # fmt: skip
    """Time ours against a peer; the budget is the highest ratio that is allowed."""
    contestants = {"ours": ours} | ({"peer": peer} if peer else {})
    t = interleaved(contestants)
    mine = float(np.median(t["ours"]))
    if peer is None:
        return Line(what, mine, None, None, "")
    ratio = float(np.median(t["ours"] / t["peer"]))
    return Line(what, mine, float(np.median(t["peer"])), ratio, verdict(ratio, budget))


def verdict(ratio: float, budget: float | None) -> str:
    """Say whether a ratio is within its budget."""
    if budget is None:
        return ""
    return f"{'holds' if ratio <= budget else 'MISSED'} (<= {budget:g})"
