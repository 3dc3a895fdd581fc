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
    floor: float | None = None  # ours / the floor; see floor.py
    peer_floor: float | None = None  # the peer's / the floor


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


def compared(
    what: str,
    ours: Callable[[], object],
    peer: Callable[[], object] | None,
    budget: float | None,
    floor: Callable[[], object] | None = None,
) -> Line:
    """Time ours against a peer; the budget is the highest ratio that is allowed, unless ours is
    within `NEAR` of the floor.
    """
    named = {"ours": ours, "peer": peer, "floor": floor}
    t = interleaved({name: f for name, f in named.items() if f is not None})
    mine = float(np.median(t["ours"]))
    low = _ratio(t, "ours", "floor")
    if peer is None:
        return Line(what, mine, None, None, "", low)
    ratio = _ratio(t, "ours", "peer") or 0.0
    said = verdict(ratio, budget, low)
    return Line(
        what, mine, float(np.median(t["peer"])), ratio, said, low, _ratio(t, "peer", "floor")
    )


def _ratio(t: dict[str, np.ndarray], a: str, b: str) -> float | None:
    """Median of the rounds' ratios; None where one of them did not run."""
    return float(np.median(t[a] / t[b])) if a in t and b in t else None


NEAR = 1.5  # times the floor: nearer is as good as can be asked


def verdict(ratio: float, budget: float | None, floor: float | None = None) -> str:
    """Say whether a ratio is within its budget, or ours near the floor."""
    if budget is None:
        return ""
    if ratio > budget and floor is not None and floor <= NEAR:
        return f"holds (<= {NEAR:g} of the floor)"
    return f"{'holds' if ratio <= budget else 'MISSED'} (<= {budget:g})"
