"""Training a network on texts, in a worker or on the spot: weights at several epochs."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.cells import CELLS
from rnnviz.core.doors import door, fields_of, positive, whole
from rnnviz.core.doors.options import texts as as_texts
from rnnviz.core.doors.options import words
from rnnviz.core.init import init_network
from rnnviz.core.network import Network, Weights
from rnnviz.errors import RnnvizError
from rnnviz.tasks.language.language import WINDOW, Symbols, alphabet, batch
from rnnviz.training import fit, snapshot_epochs
from rnnviz.training.history import DIVERGED, STOPPED
from rnnviz.training.kernels import KERNELS

KEPT = 16  # epochs whose weights are kept


@dataclass(frozen=True)
class Task:
    """All that a training depends on."""

    texts: tuple[Symbols, ...]
    cell: str
    hidden: int
    seed: int
    epochs: int
    lr: float

    @property
    def work(self) -> float:
        """How long the training takes, in steps of a plain RNN on one string; a rough guess."""
        longest = min(max(map(len, self.texts)), WINDOW)
        gated = len(CELLS[self.cell].gates) > 1
        each = 10 if self.cell not in KERNELS else 3 if gated else 1
        return self.epochs * longest * each * (1 + len(self.texts) / 64)


TASK = fields_of(
    Task, texts=as_texts, cell=tuple(CELLS), seed=whole(0), epochs=whole(0), lr=positive
)  # fmt: skip


class Progress(NamedTuple):
    """How far a training has come."""

    epoch: int
    epochs: int
    loss: float  # mean cross-entropy of a character, nats
    seconds: float


@dataclass(frozen=True)
class Trained:
    """A trained network, and what it was on the way; without its cell, which has a name."""

    task: Task
    letters: Symbols
    weights: Mapping[int, Weights]  # by epoch: 0, some on the way, the last
    loss: Array  # (E+1,) mean cross-entropy of a character, nats
    stopped: bool
    seconds: float

    @property
    def key(self) -> str:
        """A name for the weights: what they were trained on, and for how long."""
        return repr((self.task, self.epochs))

    @property
    def epochs(self) -> int:
        """How many epochs were run."""
        return len(self.loss) - 1

    @door(epoch=whole(0))
    def net(self, epoch: int | None = None) -> Network:
        """The network after the last epoch, or at the kept epoch nearest to the one asked for."""
        wanted = self.epochs if epoch is None else epoch
        nearest = min(self.weights, key=lambda kept: (abs(kept - wanted), kept))
        return Network(CELLS[self.task.cell], self.weights[nearest])


OnProgress = Callable[[Any], Any]


@door(task=TASK, letters=words)
def untrained(task: Task, letters: Symbols) -> Network:
    """The network as the seed draws it."""
    rng = np.random.default_rng(task.seed)
    longest = max(map(len, task.texts))
    sizes = len(letters), task.hidden, len(letters) + 1
    return init_network(CELLS[task.cell], *sizes, rng, longest=longest)


@door(task=TASK)
def train(task: Task, on_progress: OnProgress | None = None) -> Trained:
    """Train on all texts at once, every character scored.

    Raises:
        RnnvizError: when the training diverges, with the reason and the remedy.
    """
    began, letters = time.monotonic(), alphabet(task.texts)
    x, d, weight = batch(task.texts, letters)

    def report(epoch: int, loss: Array, _held: Array) -> bool:
        seconds = time.monotonic() - began
        done = Progress(epoch, task.epochs, float(loss), seconds)
        return bool(on_progress is not None and on_progress(done))

    history = fit(
        untrained(task, letters), x, d, where="every", loss="cross_entropy", lr=task.lr,
        epochs=task.epochs, weight=weight, snapshots=snapshot_epochs(task.epochs, KEPT),
        on_epoch=report,
    )  # fmt: skip
    if history.stopped == DIVERGED:
        raise RnnvizError(history.message)
    kept = {epoch: net.weights for epoch, net in history.snapshots.items()}
    kept[history.epochs] = history.net.weights
    seconds = time.monotonic() - began
    return Trained(task, letters, kept, history.loss, history.stopped == STOPPED, seconds)
