"""One training run: R restarts of one network, side by side, on one set of windows.

The restarts share the windows and their shuffling and nothing else: each has its own loss,
gradient norm, optimiser memory, best weights and end.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from rnnviz.core.doors import inside
from rnnviz.training.clipping import CLIPPING, clip_by_value, global_norm
from rnnviz.training.diagnosis import explanation, find_culprit, one_restart, remedy_for
from rnnviz.training.flat import Array, flatten, unflatten
from rnnviz.training.history import (
    DIVERGED,
    EARLY,
    FINISHED,
    STOPPED,
    History,
    Row,
    closing_words,
    columns,
    summary,
)
from rnnviz.training.networks import AnyNetwork, with_weights
from rnnviz.training.optimisers import Optimiser
from rnnviz.training.passes import Objective, Passes, Windows
from rnnviz.training.schedules import Schedule
from rnnviz.training.stopping import exhausted, first, keep_where

OnEpoch = Callable[[int, Array, Array], Any]
RUNNING = ""


@dataclass(frozen=True)
class Plan:
    """The settings of a run; see `fit`."""

    objective: Objective
    optimiser: Optimiser
    lr: Schedule
    epochs: int
    clip_norm: float | None
    clip_value: float | None
    batch: int | None
    patience: int | None
    snapshots: frozenset[int]
    clipping: str = "exact"

    @property
    def clips(self) -> bool:
        """Whether gradients are bounded in any way."""
        return self.clip_norm is not None or self.clip_value is not None


class Run:
    """A run in progress. `epoch` advances it, `to_end` does so until nothing moves any more."""

    def __init__(
        self, net: AnyNetwork, plan: Plan, train: Windows, held: Windows | None, rng: Any
    ) -> None:
        """Set out from the weights of `net`."""
        self.net, self.plan, self.train, self.held, self.rng = net, plan, train, held, rng
        self.lead = net.weights.readout.b_y.ndim - 1
        self.passes = Passes(net, plan.objective)
        self.theta = flatten(net.weights, self.lead)
        self.memory = plan.optimiser.start(self.theta)
        self.updates = 0
        self.best = first(self.theta)
        self.status = np.full(self.theta.shape[:-1], RUNNING, dtype="U8")
        self.rows: list[Row] = []
        self.kept: dict[int, Any] = {}
        self.why = ""

    def to_end(self, on_epoch: OnEpoch | None) -> History:
        """Go through all epochs, or until every restart has ended; what happened."""
        with np.errstate(all="ignore"):  # an overflow is found by looking, and explained
            for epoch in range(self.plan.epochs + 1):
                if self.epoch(epoch, on_epoch):
                    break
        return self.history()

    def epoch(self, epoch: int, on_epoch: OnEpoch | None) -> bool:
        """Measure the weights, remember them, and move on from them; True when all have ended."""
        before, running = self.theta, self.status == RUNNING
        last = epoch == self.plan.epochs
        lr = 0.0 if last else self.plan.lr(epoch)
        with inside():  # all of it has been checked by `fit`
            after, row = self._descend(epoch, lr)
        self.rows.append(row.only_where(running))
        if epoch in self.plan.snapshots:
            self.kept[epoch] = self._network(before)
        self._judge(epoch, before, row)
        if last:
            self._end(FINISHED)
        elif on_epoch is not None and on_epoch(epoch, *self.rows[-1][:2]):
            self._end(STOPPED)
        running = self.status == RUNNING
        self.theta = np.where(running[..., np.newaxis], after, self.best.theta)
        return not running.any()

    def history(self) -> History:
        """Everything that was measured, and the weights to keep."""
        status = tuple(map(str, np.atleast_1d(self.status)))
        return History(
            net=self._network(self.best.theta),
            **columns(self.rows),
            best_epoch=self.best.epoch,
            best_loss=self.best.loss,
            stopped=summary(status),
            status=status,
            message=closing_words(status, self.why, len(self.rows) - 1, self.plan.patience),
            snapshots=self.kept,
        )

    def _descend(self, epoch: int, lr: float) -> tuple[Array, Row]:
        """Walk through the windows once; the weights after it, and what was measured on the way."""
        theta = self.theta
        measured: Any = 0
        for w in self._batches():
            loss, g = self.passes.loss_and_gradient(self._weights(theta), w)
            norm = global_norm(g)
            self._look_for_divergence(epoch, theta, w, loss + norm)
            g, clipped = self._clip(g, norm)
            self.updates += 1
            change, self.memory = self.plan.optimiser.step(g, self.memory, lr, self.updates)
            theta = theta + change
            measured = measured + np.array([loss, norm, clipped]) * (w.rows / self.train.rows)
        loss, norm, clipped = measured
        return theta, Row(loss, self._validate(loss), norm, clipped, np.array(lr))

    def _batches(self) -> Iterator[Windows]:
        size = self.plan.batch
        if size is None or size >= self.train.N:
            return iter([self.train])
        order = self.rng.permutation(self.train.N)
        starts = range(0, len(order), size)
        return (self.train.take(order[a : a + size]) for a in starts)

    def _clip(self, g: Array, norm: Array) -> tuple[Array, Array]:
        """The bounded gradient, and which restarts needed the bound."""
        clipped = np.zeros(norm.shape, bool)
        if self.plan.clip_value is not None:
            clipped |= (np.abs(g) > self.plan.clip_value).any(axis=-1)
            g = clip_by_value(g, self.plan.clip_value)
            norm = global_norm(g)
        if self.plan.clip_norm is not None:
            clipped |= norm > self.plan.clip_norm
            g = CLIPPING[self.plan.clipping](g, norm, self.plan.clip_norm)
        return g, clipped

    def _validate(self, like: Array) -> Array:
        """Validation loss of the weights at the start of the epoch, ([R])."""
        if self.held is None:
            return np.full_like(like, np.nan)
        return self.passes.loss(self._weights(self.theta), self.held)

    def _judge(self, epoch: int, theta: Array, row: Row) -> None:
        """Keep what is best, and end the restarts that have waited long enough."""
        running = self.status == RUNNING
        if self.held is None:
            self.best = keep_where(running, self.best, theta, row.loss, epoch)
            return
        better = running & (row.val_loss < self.best.loss)
        self.best = keep_where(better, self.best, theta, row.val_loss, epoch)
        self.status[running & exhausted(self.best, epoch, self.plan.patience)] = EARLY

    def _look_for_divergence(self, epoch: int, theta: Array, w: Windows, sums: Array) -> None:
        """Freeze the restarts whose numbers are no longer finite, and explain the first one."""
        lost = (self.status == RUNNING) & ~np.isfinite(sums)
        if not lost.any():
            return
        self.status[lost] = DIVERGED
        if not self.why:
            net = one_restart(self._network(theta), int(np.argmax(lost)))
            culprit = find_culprit(net, w, self.plan.objective)
            self.why = explanation(epoch, culprit, remedy_for(self.plan.clips))

    def _end(self, word: str) -> None:
        self.status[self.status == RUNNING] = word

    def _weights(self, theta: Array) -> Any:
        return unflatten(theta, self.net.weights, self.lead)

    def _network(self, theta: Array) -> Any:
        return with_weights(self.net, self._weights(theta))
