"""Both trainings of a first visit, done beforehand: `data/make_pairs.py` wrote them.

They are what `compare_pairs(SETTINGS)` gives; a test trains anew and compares.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from rnnviz.tasks.pairs.compare import PairComparison
from rnnviz.tasks.pairs.learn import LearnedPairs, PairSettings, Score, untrained
from rnnviz.training.flat import unflatten

FILE = Path(__file__).resolve().parents[3] / "data" / "pairs.npz"
SETTINGS = PairSettings(length=6, updates=300)


@cache
def kept_pairs() -> PairComparison:
    """The comparison that a first visit shows; shared, never to be changed."""
    with np.load(FILE, allow_pickle=False) as file:
        found = dict(file)
    return PairComparison(
        _learned(found, "attending", SETTINGS),
        _learned(found, "plain", replace(SETTINGS, attention=0)),
    )


def _learned(found: dict[str, np.ndarray], name: str, s: PairSettings) -> LearnedPairs:
    """One training, from the arrays of the file."""
    weights = unflatten(found[f"{name}.weights"], untrained(s).weights)
    numbers, examples = found[f"{name}.scores"].tolist(), found[f"{name}.examples"].tolist()
    scores = tuple(
        Score(int(update), loss, tokens, strings, (read, right, wrote))
        for (update, loss, tokens, strings), (read, right, wrote) in zip(
            numbers, examples, strict=True
        )
    )
    return LearnedPairs(s, weights, found[f"{name}.loss"], found[f"{name}.norm"], scores)
