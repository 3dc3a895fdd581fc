"""Levenberg-Marquardt: the method of choice for small networks with squared loss.

With the residuals e and their Jacobian J, each iteration solves for R restarts at once

    (J^T J + mu D^2) s = -J^T e        theta = theta + s  if that lowers the loss

A small mu gives a Gauss-Newton step, a large one a short step down the gradient. D holds the
largest length that each column of J has had, which makes the step the same in whatever units a
weight is counted (More 1978, as in MINPACK). mu starts at 0.001 as in MATLAB's trainlm, and is
multiplied by 0.3 after a success and by 2 until there is one: with trainlm's 0.1 and
10, most restarts on the mnemonist's sine are still at 1e-7 after 300 iterations, since the valley
is long and bent (Transtrum and Sethna 2012); with these, they are below 1e-8 after 45. J^T J is
decomposed once an iteration, so that every further mu costs one forward pass.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from rnnviz.core.doors import door, inside
from rnnviz.core.network import Network, Weights
from rnnviz.errors import RnnvizError
from rnnviz.training import checks
from rnnviz.training.diagnosis import explanation, find_culprit, one_restart
from rnnviz.training.flat import Array, flatten, tree_map, unflatten
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
from rnnviz.training.jacobian import residuals, residuals_and_jacobian
from rnnviz.training.passes import Objective, Passes, Windows
from rnnviz.training.run import RUNNING, OnEpoch
from rnnviz.training.stopping import exhausted, first, keep_where
from rnnviz.words import _

MU_DOWN, MU_UP, MU_MAX = 0.3, 2.0, 1e10
SMALLEST_GAIN = 1e-12  # of the loss; a step that gains less has arrived
LARGEST_JACOBIAN = 50_000_000  # numbers: 400 MB


class Ends(NamedTuple):
    """When a run is over, and what is kept of it; see `fit`."""

    epochs: int
    goal: float
    patience: int | None
    snapshots: frozenset[int]


class Slope(NamedTuple):
    """The loss around theta, for each restart, with J measured in units of D."""

    loss: Array  # (...)
    gradient: Array  # (..., P) J^T e
    scale: Array  # (..., P) D
    values: Array  # (..., P) eigenvalues of J^T J
    vectors: Array  # (..., P, P) its eigenvectors


@door(**checks.OF_A_RUN, goal=checks.goal)
def levenberg_marquardt(
    net: Network,
    x: ArrayLike,
    y: ArrayLike,
    *,
    where: str = "last",
    epochs: int = 200,
    goal: float = 0.0,
    mu: float = 1e-3,
    validation: tuple[ArrayLike, ArrayLike] | None = None,
    state0: Any = None,
    patience: int | None = None,
    snapshots: Iterable[int] = (),
    on_epoch: OnEpoch | None = None,
) -> History:
    """Fit a network of up to about a hundred weights to the mean square error.

    Arguments and result are those of `fit`, where an epoch is one iteration; `state0` is the State
    before the first step of each window, fields (N, H). A restart has
    finished when its loss is at most `goal` or no mu lowers it any more: it is in a minimum.
    `History.lr` holds mu. Computed in float64; the result has the network's own precision.

    Raises:
        RnnvizError: when an argument cannot be used, or the network is too large.
    """
    checks.check_kernel(net)
    checks.check_objective(net, "mse", where, None)
    checks.check_positive("mu", mu)
    wide = Network(net.cell, tree_map(lambda a: a.astype(np.float64), net.weights))
    train = checks.checked_windows(wide, x, y, where, state0=state0)
    held = checks.checked_validation(wide, validation, where)
    ends = Ends(epochs, goal, patience, frozenset(snapshots))
    search = Search(wide, Objective("mse", where), train, held, mu, ends)
    check_size(search.theta, train)
    search.to_end(on_epoch)
    return search.history(net)


def check_size(theta: Array, w: Windows) -> None:
    """See that the Jacobian fits into memory."""
    if theta.size * w.y.size > LARGEST_JACOBIAN:
        raise RnnvizError(
            _(
                "Levenberg-Marquardt needs a table of {rows} outputs by {weights} weights, which "
                "is too large; train with Adam, or use fewer windows or hidden units."
            ).format(rows=w.y.size, weights=theta.size)
        )


class Search:
    """A run in progress: `measure` the weights, then `move` them, `to_end`."""

    def __init__(
        self,
        net: Network,
        objective: Objective,
        train: Windows,
        held: Windows | None,
        mu: float,
        ends: Ends,
    ) -> None:
        """Set out from the weights of `net`."""
        self.net, self.train, self.held, self.ends = net, train, held, ends
        self.lead = net.weights.readout.b_y.ndim - 1
        self.passes = Passes(net, objective)
        self.theta = flatten(net.weights, self.lead)
        self.mu = np.full(self.theta.shape[:-1], mu)
        self.best = first(self.theta)
        self.status = np.full(self.mu.shape, RUNNING, dtype="U8")
        self.rows: list[Row] = []
        self.kept: dict[int, Array] = {}
        self.scale = np.zeros_like(self.theta)
        self.why = ""
        self.slope: Slope

    def to_end(self, on_epoch: OnEpoch | None) -> None:
        """Measure and move until nothing is left to do."""
        with np.errstate(all="ignore"):
            for epoch in range(self.ends.epochs + 1):
                with inside():  # all of it has been checked by `levenberg_marquardt`
                    self.measure(epoch)
                if epoch == self.ends.epochs or self.over(on_epoch):
                    break
                with inside():
                    self.move()
                if self.over(None):
                    break

    def measure(self, epoch: int) -> None:
        """Loss, gradient and curvature at the present weights; remember what is best."""
        running = self.status == RUNNING
        self.slope = slope_at(self.passes, self._weights(self.theta), self.train, self.scale)
        self.scale = self.slope.scale
        loss, norm = self.slope.loss, 2 * np.linalg.norm(self.slope.gradient * self.scale, axis=-1)
        val = np.full_like(loss, np.nan) if self.held is None else self._loss(self.theta, self.held)
        row = Row(loss, val, norm, np.zeros_like(loss), self.mu)
        self.rows.append(row.only_where(running))
        if epoch in self.ends.snapshots:
            self.kept[epoch] = self.theta
        self._look_for_divergence(epoch, running & ~np.isfinite(loss + norm))
        running = self.status == RUNNING
        score = loss if self.held is None else val
        better = running & (score < self.best.loss)
        self.best = keep_where(better, self.best, self.theta, score, epoch)
        self.status[running & exhausted(self.best, epoch, self.ends.patience)] = EARLY
        self.status[running & (loss <= self.ends.goal)] = FINISHED

    def over(self, on_epoch: OnEpoch | None) -> bool:
        """Tell the caller how it goes, and whether nothing is left to do."""
        row = self.rows[-1]
        if on_epoch is not None and on_epoch(len(self.rows) - 1, row.loss, row.val_loss):
            self.status[self.status == RUNNING] = STOPPED
        return not (self.status == RUNNING).any()

    def move(self) -> None:
        """Raise mu until the step of each restart lowers its loss; then lower mu."""
        waiting = self.status == RUNNING
        while waiting.any():
            trial = self.theta + step(self.slope, self.mu)
            gain = 1 - self._loss(trial, self.train) / self.slope.loss
            better = waiting & (gain > SMALLEST_GAIN)
            self.theta = np.where(better[..., np.newaxis], trial, self.theta)
            waiting = waiting & ~better
            self.mu = np.where(better, self.mu * MU_DOWN, np.where(waiting, MU_UP, 1) * self.mu)
            self.status[waiting & (self.mu > MU_MAX)] = FINISHED
            waiting = waiting & (self.mu <= MU_MAX)

    def history(self, like: Network) -> History:
        """Everything that was measured, and the weights to keep, in the precision of `like`."""
        self.status[self.status == RUNNING] = FINISHED
        status = tuple(map(str, np.atleast_1d(self.status)))

        def network(theta: Array) -> Network:
            return Network(like.cell, self._weights(theta.astype(like.weights.readout.b_y.dtype)))

        return History(
            net=network(self.best.theta),
            **columns(self.rows),
            best_epoch=self.best.epoch,
            best_loss=self.best.loss,
            stopped=summary(status),
            status=status,
            message=closing_words(status, self.why, len(self.rows) - 1, self.ends.patience),
            snapshots={epoch: network(theta) for epoch, theta in self.kept.items()},
        )

    def _look_for_divergence(self, epoch: int, lost: Array) -> None:
        """End the restarts ([R]) whose numbers are not finite, and explain the first one."""
        if lost.any():
            self.status[lost] = DIVERGED
            net = one_restart(Network(self.net.cell, self._weights(self.theta)), int(lost.argmax()))
            culprit = find_culprit(net, self.train, self.passes.objective)
            self.why = self.why or explanation(epoch, culprit, remedy=_("Draw other weights."))

    def _loss(self, theta: Array, w: Windows) -> Array:
        return squares(residuals(self.passes, self._weights(theta), w))

    def _weights(self, theta: Array) -> Weights:
        return unflatten(theta, self.net.weights, self.lead)


def slope_at(passes: Passes, weights: Weights, w: Windows, scale: Array) -> Slope:
    """Loss, J^T e and the eigenvectors of J^T J at some weights; `scale` is the D so far."""
    e, J = residuals_and_jacobian(passes, weights, w)
    D = np.maximum(scale, np.sqrt(np.sum(J * J, axis=-2)))
    J = J / np.where(D > 0, D, 1)[..., np.newaxis, :]
    A = J.mT @ J
    finite = np.isfinite(A).all(axis=(-1, -2), keepdims=True)
    values, vectors = np.linalg.eigh(np.where(finite, A, np.eye(A.shape[-1])))
    return Slope(squares(e), np.vecmat(e, J), D, np.maximum(values, 0), vectors)


def step(slope: Slope, mu: Array) -> Array:
    """Solve (J^T J + mu D^2) s = -J^T e for s, (..., P)."""
    along = np.vecmat(slope.gradient, slope.vectors) / (slope.values + mu[..., np.newaxis])
    return -np.matvec(slope.vectors, along) / np.where(slope.scale > 0, slope.scale, 1)


def squares(e: Array) -> Array:
    """Sum of squares over the last axis."""
    return np.vecdot(e, e)
