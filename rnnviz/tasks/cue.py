"""A cue at the start: +1 or -1, then noise; at the end the sign is asked for.

Both ways to read out a bidirectional network are trained on it, from the same weights and on the
same sequences: output[-1] = [hf_T; hb_T], whose backward half has read the last step alone, and
both ends [hf_T; hb_1].
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.cells import CELLS
from rnnviz.core.deep import WHERE, DeepNetwork, forward
from rnnviz.core.doors import door, fields_of, positive, walks, weights, whole
from rnnviz.core.init_nets import init_deep
from rnnviz.training import fit

READ = ("last", "ends")  # output[-1], both ends: names in core.deep.WHERE
MEASURED = 20  # how often the accuracy is measured in one training


@dataclass(frozen=True)
class CueSettings:
    """All that the two trainings depend on."""

    cell: str = "rnn_tanh"
    hidden: int = 8
    steps: int = 30
    epochs: int = 100
    sequences: int = 64
    tests: int = 500
    lr: float = 0.01
    seed: int = 1


class CueProgress(NamedTuple):
    """How far the trainings are."""

    where: str  # of READ
    epoch: int
    epochs: int


SETTINGS = fields_of(
    CueSettings, cell=tuple(CELLS), epochs=whole(0), lr=positive, seed=whole(0)
)  # fmt: skip


@dataclass(frozen=True)
class CueResult:
    """Shares of unseen sequences whose sign is right, by how the network is read out."""

    epochs: tuple[int, ...]
    right: dict[str, tuple[float, ...]]
    stopped: bool = False


@door()
def cues(T: int, n: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Sequences x (T, n, 1) and their answers (n, 1).

    >>> x, y = cues(5, 3, np.random.default_rng(0))
    >>> x.shape, bool((x[0] == y).all())
    ((5, 3, 1), True)
    """
    y = rng.choice([-1.0, 1.0], (n, 1))
    x = 0.5 * rng.normal(size=(T, n, 1))
    x[0] = y
    return x, y


@door(s=SETTINGS)
def learn_cues(
    s: CueSettings, on_progress: Callable[[CueProgress], Any] | None = None
) -> CueResult:
    """Train both ways to read out; `on_progress` gives True to stop.

    Raises:
        RnnvizError: when a setting cannot be used.
    """
    rng = np.random.default_rng([s.seed, 0])
    train, test = cues(s.steps, s.sequences, rng), cues(s.steps, s.tests, rng)
    start = init_deep(CELLS[s.cell], 1, s.hidden, 1, np.random.default_rng([s.seed, 1]), both=True)
    every = tuple(range(0, s.epochs + 1, max(1, s.epochs // MEASURED)))
    stop, right = False, {}
    for where in READ:

        def report(epoch: int, *_losses: Any, where: str = where) -> bool:
            nonlocal stop
            stop = stop or bool(on_progress and on_progress(CueProgress(where, epoch, s.epochs)))
            return stop

        done = fit(start, *train, where=where, lr=s.lr, epochs=s.epochs, snapshots=every,
                   on_epoch=report)  # fmt: skip
        right[where] = tuple(
            accuracy(done.snapshots[k], *test, where) for k in every if k in done.snapshots
        )
    return CueResult(every, right, stop)


@door(net=weights.deep, x=walks.inputs, y="... O", where=WHERE)
def accuracy(net: DeepNetwork, x: Array, y: Array, where: str) -> float:
    """Share of sequences whose sign is right."""
    return float((np.sign(forward(net, x, where).y) == y).mean())
