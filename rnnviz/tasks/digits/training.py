"""Training networks to name a digit after its last row: many steps in, one answer out."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.cells import CELLS
from rnnviz.core.doors import door, fields_of, positive, whole
from rnnviz.core.doors.options import some_of
from rnnviz.core.init import init_network
from rnnviz.core.network import Network, Weights
from rnnviz.tasks.digits.digits import (
    CLASSES,
    INKS,
    ORDERS,
    SIDE,
    Digits,
    one_hot,
    sequences,
    split_of,
)
from rnnviz.tasks.digits.reading import answers_by_row
from rnnviz.training import History, cosine, fit
from rnnviz.training.flat import tree_map

BATCH = 32  # digits in a mini-batch
SMALLEST, LARGEST = 2, 64  # hidden units

OnProgress = Callable[["Progress"], bool]


@dataclass(frozen=True)
class Plan:
    """All that a training depends on: the same plan gives the same networks."""

    cells: tuple[str, ...] = ("rnn_tanh", "gru", "lstm")
    hidden: int = 32
    match: str = "units"  # "units": all have `hidden`; "weights": as many weights as the first
    restarts: int = 3
    epochs: int = 20
    lr: float = 0.01
    seed: int = 1
    order: str = "down"
    ink: str = "unit"

    def sizes(self) -> tuple[int, ...]:
        """Hidden units of each network."""
        if self.match == "units":
            return (self.hidden,) * len(self.cells)
        wanted = weight_count(self.cells[0], self.hidden)
        return tuple(size_for(code, wanted) for code in self.cells)

    def work(self) -> int:
        """A measure of how long it takes: weights times epochs times restarts."""
        counts = map(weight_count, self.cells, self.sizes())
        return sum(counts) * self.epochs * self.restarts


PLAN = fields_of(
    Plan, cells=some_of(tuple(CELLS)), match=("units", "weights"), epochs=whole(0), lr=positive,
    seed=whole(0), order=ORDERS, ink=tuple(INKS),
)  # fmt: skip


class Progress(NamedTuple):
    """How far a training is."""

    label: str  # the network at work
    done: int  # networks that are trained
    total: int
    epoch: int
    epochs: int
    val_loss: float  # the lowest among the restarts


@dataclass(frozen=True)
class Trained:
    """One kind of network after training, R restarts side by side on a leading axis."""

    code: str
    hidden: int
    parameters: int
    weights: Weights  # (R, ...) those with the lowest validation loss
    loss: Array  # (E+1, R) training loss by epoch
    val_loss: Array  # (E+1, R)
    val_accuracy: Array  # (E+1, R) share of the validation digits named rightly, by epoch
    best_epoch: Array  # (R,)
    best_loss: Array  # (R,) the lowest validation loss
    status: tuple[str, ...]  # of each restart: "finished", "stopped" or "diverged"
    message: str
    by_row: Array  # (8, R) share of the test digits named rightly after each row
    seconds: float

    @property
    def good(self) -> np.ndarray:
        """(R,) where a restart has not diverged."""
        return np.array([s != "diverged" for s in self.status])

    @property
    def accuracy(self) -> Array:
        """Share of the test digits named rightly after the last row, of the good restarts."""
        return self.by_row[-1][self.good]

    @cached_property
    def shown(self) -> int:
        """The restart that is looked at: the one with the lowest validation loss."""
        return int(np.argmin(np.where(self.good, self.best_loss, np.inf)))

    @property
    def net(self) -> Network:
        """The network that is looked at, in double precision."""
        weights = tree_map(lambda a: a[self.shown].astype(float), self.weights)
        return Network(CELLS[self.code], weights)


@dataclass(frozen=True)
class Run:
    """The networks of a plan."""

    plan: Plan
    networks: tuple[Trained, ...]
    stopped: bool
    test: Digits  # the digits that are scored; a page need not load scikit-learn to show them

    @cached_property
    def answers(self) -> tuple[np.ndarray, ...]:
        """What each usable network would answer to the test digits after each row, (8, N)."""
        x = sequences(self.test.images, self.plan.order, self.plan.ink)
        return tuple(answers_by_row(n.net, x) for n in self.usable)

    @property
    def usable(self) -> tuple[Trained, ...]:
        """Those of which at least one restart has not diverged."""
        return tuple(n for n in self.networks if n.good.any())


@door(code=tuple(CELLS))
def weight_count(code: str, hidden: int) -> int:
    """How many numbers a network with `hidden` units learns."""
    rng = np.random.default_rng(0)
    return init_network(CELLS[code], SIDE, hidden, CLASSES, rng).count()


@door(code=tuple(CELLS))
def size_for(code: str, wanted: int) -> int:
    """How many hidden units bring a cell nearest to a number of weights."""
    sizes = range(SMALLEST, LARGEST + 1)
    return min(sizes, key=lambda H: abs(weight_count(code, H) - wanted))


@door(plan=PLAN)
def train_digits(plan: Plan, on_progress: OnProgress = lambda _: False) -> Run:
    """Train every network of a plan on the same digits, from the same seed.

    Stopped by `on_progress` giving True, it keeps what it has: the network at work with its best
    weights so far, and those before it.
    """
    networks: list[Trained] = []
    test = split_of(plan.seed).test
    for code, hidden in zip(plan.cells, plan.sizes(), strict=True):
        done = len(networks)

        def report(epoch: int, _loss: Any, val: Any, code: str = code, done: int = done) -> bool:
            known = val[np.isfinite(val)]
            lowest = float(known.min()) if known.size else np.nan
            label = CELLS[code].label
            total = len(plan.cells)
            return on_progress(Progress(label, done, total, epoch, plan.epochs, lowest))

        networks.append(train_one(plan, code, hidden, report))
        if "stopped" in networks[-1].status:
            return Run(plan, tuple(networks), stopped=True, test=test)
    return Run(plan, tuple(networks), stopped=False, test=test)


def train_one(
    plan: Plan, code: str, hidden: int, on_epoch: Callable[[int, Any, Any], bool]
) -> Trained:
    """Train the restarts of one kind of network: Adam, mini-batches, a rate that falls to 0."""
    start, split = time.perf_counter(), split_of(plan.seed)
    net = init_network(
        CELLS[code], SIDE, hidden, CLASSES, np.random.default_rng(plan.seed),
        restarts=plan.restarts, dtype=np.float32, longest=SIDE,
    )  # fmt: skip
    history = fit(
        net, *pairs(plan, split.train), validation=pairs(plan, split.validation),
        loss="cross_entropy", lr=cosine(plan.lr, plan.epochs), epochs=plan.epochs, batch=BATCH,
        rng=np.random.default_rng(plan.seed), snapshots=range(plan.epochs + 1), on_epoch=on_epoch,
    )  # fmt: skip
    return Trained(
        code=code, hidden=hidden, parameters=net.count(), weights=history.net.weights,
        loss=history.loss, val_loss=history.val_loss,
        val_accuracy=accuracy_by_epoch(plan, history, split.validation),
        best_epoch=history.best_epoch, best_loss=history.best_loss, status=history.status,
        message=history.message, by_row=accuracy_by_row(plan, history.net, split.test),
        seconds=time.perf_counter() - start,
    )  # fmt: skip


def pairs(plan: Plan, part: Digits) -> tuple[Array, Array]:
    """What is read, (8, N, 8), and what should be answered, (N, 10)."""
    return sequences(part.images, plan.order, plan.ink), one_hot(part.labels)


def accuracy_by_epoch(plan: Plan, history: History, part: Digits) -> Array:
    """Share named rightly by the weights of each epoch, (E+1, R); NaN where a restart ended."""
    nets: Sequence[Network] = [history.snapshots[e] for e in sorted(history.snapshots)]
    found = np.stack([accuracy_by_row(plan, net, part)[-1] for net in nets])
    return np.where(np.isfinite(history.val_loss), found, np.nan)


def accuracy_by_row(plan: Plan, net: Network, part: Digits) -> Array:
    """Share named rightly after each row, (8, R), by networks with a leading axis of restarts."""
    with np.errstate(all="ignore"):  # a restart that diverged is left out by its status
        answers = answers_by_row(net, sequences(part.images, plan.order, plan.ink))
    return (answers == part.labels).mean(axis=-1)
