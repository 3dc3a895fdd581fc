"""Train the comparison that questions on forecasts are about: `python data/make_sunspots.py`.

The app only reads `sunspots_compared.npz`. Run it anew when the protocol or a model changes; a test
notices.
"""

from typing import Any

import numpy as np

from rnnviz.series.compare.compare import tasks
from rnnviz.series.compare.kept import ARRAYS, FILE, PROTOCOL
from rnnviz.series.compare.results import MODES
from rnnviz.series.compare.runs import Part, run_task
from rnnviz.series.reading.choose import builtin
from rnnviz.training.flat import leaves


def arrays_of(name: str, part: Part) -> dict[str, np.ndarray]:
    """Give what the file holds of one run."""
    run, i = part.run, part.run.intervals
    best = -1 if run.best_epoch is None else run.best_epoch
    found = {
        name: np.array([part.parameters, i.n, best, run.val_error]),
        f"{name}.scores": np.array([run.scores[mode] for mode in MODES]),
        f"{name}.intervals": np.stack([i.half, i.coverage]),
        **{f"{name}.{field}": getattr(run, field) for field in ARRAYS},
    }
    if run.weights is not None:
        found[f"{name}.weights"] = np.concatenate([np.ravel(a) for a in leaves(run.weights)])
    return found


def made() -> dict[str, np.ndarray]:
    """Train all runs and give what the file holds."""
    series = builtin("sunspots").series
    found = {"values": series.values, "times": series.times}
    for task in tasks(series, PROTOCOL):
        part = run_task(series, PROTOCOL, task)
        found |= arrays_of(f"{task.code}.{task.hidden}.{task.seed}", part)
    return found


if __name__ == "__main__":
    kept: dict[str, Any] = made()
    np.savez_compressed(FILE, **kept)
