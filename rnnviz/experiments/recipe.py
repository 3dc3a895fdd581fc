"""One training of an experiment: all that its result depends on but the seed, and the result."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, Self

import numpy as np

from rnnviz.errors import RnnvizError
from rnnviz.experiments.networks import GUESS, Kind, kind_of
from rnnviz.tasks.memory import adding, latch, order, parity
from rnnviz.tasks.memory.order import SHORTEST
from rnnviz.tasks.memory.task import Task
from rnnviz.training.kernels import KERNELS
from rnnviz.words import _

MEMORY = ("latch", "adding", "order", "parity")
SERIES = ("sine", "oil_well")
DIGITS = "digits"
TASKS = (*MEMORY, *SERIES, DIGITS)
LEVENBERG = "marquardt"
SEARCHES = ("lbfgs", LEVENBERG, "cma")  # which need the same windows in every step
CLIP = 1.0  # bound on the norm of every gradient


@dataclass(frozen=True)
class Recipe:
    """What is learned, by what, how, and for how long."""

    task: str = "latch"
    net: str = "rnn_tanh"  # in NETWORKS
    hidden: int = 8
    steps: int = 20  # of a sequence, or of a window
    optimiser: str = "adam"  # in OPTIMISERS or SEARCHES
    lr: float = 0.01
    updates: int = 300  # or epochs, where all windows are known from the start
    batch: int = 64  # sequences of an update, drawn anew each time
    bias: float | None = None  # of the forget gate; None: the network's own
    seconds: float = 0.0  # of computing in place of updates; 0: updates
    order: str = "down"  # in which digits are read

    @property
    def kind(self) -> Kind:
        """What the network is."""
        return kind_of(self.net)

    @property
    def shared(self) -> bool:
        """Whether seeds are quicker together, in one pass: tiny networks on the same windows."""
        alone = self.seconds or self.optimiser in ("lbfgs", "cma")
        return self.task in SERIES and self.hidden <= 4 and not alone

    @cached_property
    def memory(self) -> Task:
        """The task that is drawn anew for each update."""
        makers = {"latch": latch, "adding": adding, "order": order, "parity": parity}
        return makers[self.task](self.steps)

    def bare(self) -> Self:
        """The same with all at its default that makes no difference here: equal work is equal."""
        unused: set[str] = set()
        if self.net == GUESS:
            unused |= {"optimiser", "lr", "updates", "batch", "seconds"}
        if self.optimiser in SEARCHES:
            unused |= {"lr"}
        if self.seconds:
            unused |= {"updates"}
        if self.task not in MEMORY:
            unused |= {"batch"}
        if self.task == DIGITS:
            unused |= {"steps", "seconds"}
        else:
            unused |= {"order"}
        if not self.kind.forgets:
            unused |= {"bias"}
        defaults = {name: getattr(type(self), name) for name in unused}
        return replace(self, **defaults)

    def check(self) -> None:
        """See that it can be run.

        Raises:
            RnnvizError: if it cannot.
        """
        if self.task == "order" and self.steps < SHORTEST:
            text = _("Temporal order needs at least {n} steps.")
            raise RnnvizError(text.format(n=SHORTEST))
        if self.net == GUESS and self.task not in MEMORY:
            raise RnnvizError(_("Random guessing needs a task with right answers: a memory task."))
        if self.optimiser in SEARCHES and self.task not in SERIES:
            raise RnnvizError(
                _("L-BFGS, Levenberg–Marquardt and CMA-ES need the same windows in every step: "
                  "choose a series.")
            )  # fmt: skip
        if self.optimiser == LEVENBERG and self.kind.cell.code not in KERNELS:
            text = _("There is no Levenberg–Marquardt for the cell {cell}; train it with Adam.")
            raise RnnvizError(text.format(cell=_(self.kind.cell.label)))
        if self.task == DIGITS and (self.optimiser != "adam" or self.kind.special or self.seconds):
            raise RnnvizError(
                _("Digits are learned by Adam, by plain cells, for a number of epochs.")
            )


class Outcome(NamedTuple):
    """What came of a recipe from one seed. What was not measured, or diverged, is NaN."""

    seed: int
    loss: float  # on what was never learned from: MSE, or nats
    right: float  # share of right answers there
    updates: int  # that were made; of guessing: networks that were drawn
    seconds: float  # of computing
    ended: str  # "finished", "early", "diverged" or, of guessing alone, "unsolved"

    @property
    def solved(self) -> bool:
        """Whether at least 99 of 100 answers are right."""
        return bool(self.right >= SOLVED)


SOLVED = 0.99


def lost(seed: int, updates: int, seconds: float) -> Outcome:
    """A training that diverged."""
    return Outcome(seed, np.nan, np.nan, updates, seconds, "diverged")
