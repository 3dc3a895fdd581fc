"""Train both networks of the first visit to Shapes, attention: `python data/make_pairs.py`.

The app only reads `pairs.npz`, so that its first picture is of networks that have learned. Run it
anew when what is trained there changes; a test notices.
"""

from typing import Any

import numpy as np

from rnnviz.tasks.pairs.compare import PairComparison, compare_pairs
from rnnviz.tasks.pairs.kept import FILE, SETTINGS
from rnnviz.training.flat import flatten


def arrays_of(both: PairComparison) -> dict[str, np.ndarray]:
    """Give what the file holds of both trainings, by name."""
    found: dict[str, np.ndarray] = {}
    for name, one in (("attending", both.attending), ("plain", both.plain)):
        found[f"{name}.weights"] = flatten(one.weights)
        found[f"{name}.loss"], found[f"{name}.norm"] = one.loss, one.norm
        found[f"{name}.scores"] = np.array([score[:4] for score in one.scores], float)
        found[f"{name}.examples"] = np.array([score.example for score in one.scores])
    return found


if __name__ == "__main__":
    kept: dict[str, Any] = arrays_of(compare_pairs(SETTINGS))
    np.savez_compressed(FILE, **kept)
