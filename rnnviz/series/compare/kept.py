"""One comparison, done beforehand: `data/make_sunspots.py` wrote it.

It is what the questions on forecasts are about, so that their numbers stand at once; a test trains
anew and compares. How long a training took is not kept: it would be another machine's time.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.series.compare.compare import tasks
from rnnviz.series.compare.results import MODES, SeedRun
from rnnviz.series.compare.runs import Part, Task
from rnnviz.series.measures.conformal import Intervals
from rnnviz.series.measures.scores import Scores
from rnnviz.series.models.echo import ECHO, Ridge
from rnnviz.series.models.parameters import MLP
from rnnviz.series.models.recurrent import perceptron
from rnnviz.series.protocol.protocol import Protocol, of_one_model
from rnnviz.series.series import Series
from rnnviz.training.flat import unflatten

FILE = Path(__file__).resolve().parents[3] / "data" / "sunspots_compared.npz"
PROTOCOL = Protocol(hidden=3, seeds=3, epochs=100)
ARRAYS = ("one_step", "free_run", "horizon", "loss", "val_loss")


def kept_parts(series: Series, p: Protocol) -> dict[Task, Part]:
    """The runs of a comparison that were done beforehand; none of another series or protocol."""
    found = _file()
    same = all(np.array_equal(getattr(series, name), found[name]) for name in ("values", "times"))
    if not same or series.breaks or of_one_model(p) != of_one_model(PROTOCOL):
        return {}
    whole = [task for task in tasks(series, p) if task.fold is None]
    named = {task: f"{task.code}.{task.hidden}.{task.seed}" for task in whole}
    return {task: _part(found, name, task, p) for task, name in named.items() if name in found}


@cache
def _file() -> Mapping[str, np.ndarray]:
    with np.load(FILE, allow_pickle=False) as file:
        return dict(file)


def _part(found: Mapping[str, np.ndarray], name: str, task: Task, p: Protocol) -> Part:
    """One run, from the arrays of the file."""
    parameters, n, best, val_error = found[name].tolist()
    scores = found[f"{name}.scores"].tolist()
    half, coverage = found[f"{name}.intervals"]
    arrays: dict[str, Any] = {field: found[f"{name}.{field}"] for field in ARRAYS}
    run = SeedRun(
        seed=task.seed, status="ok",
        scores={mode: Scores(*numbers) for mode, numbers in zip(MODES, scores, strict=True)},
        intervals=Intervals(p.level, half, coverage, int(n)), val_error=val_error,
        best_epoch=None if best < 0 else int(best), seconds=float("nan"),
        weights=_weights(found.get(f"{name}.weights"), task, p),
        **arrays,
    )  # fmt: skip
    return Part(run, int(parameters))


def _weights(flat: np.ndarray | None, task: Task, p: Protocol) -> Any:
    """The weights of a model as the comparison has them; None of a curve."""
    if flat is None:
        return None
    if task.code == ECHO:
        return Ridge(flat[:-1], float(flat[-1]))
    rng, hidden = np.random.default_rng(0), task.hidden or 1
    net = (
        perceptron(hidden, p.window, rng)
        if task.code == MLP
        else init_network(CELLS[task.code], 1, hidden, 1, rng)
    )
    return unflatten(flat, net.weights)
