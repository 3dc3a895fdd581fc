"""The run: epoch after epoch, with what is worth keeping; it can be taken up where it ended.

One epoch is one walk through all sequences: one update with the gradient of all, or one for each
batch. Row e belongs to the weights after e epochs, as in `training.history`; without batches the
numbers are those of `training.fit`, to the last bit.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.doors import inside
from rnnviz.core.network import Network
from rnnviz.studio.keeping import Keeper, short
from rnnviz.studio.lesson import Lesson, answers
from rnnviz.studio.plan import Plan, is_flat
from rnnviz.studio.ways import WAYS, Made, Now, Problem, Update
from rnnviz.training.clipping import global_norm
from rnnviz.training.diagnosis import find_culprit
from rnnviz.training.flat import flatten, unflatten

FINISHED, STOPPED, FLAT, DIVERGED = "finished", "stopped", "flat", "diverged"
EARLY, ARRIVED = "early", "arrived"  # no lower loss on what is kept aside; no step lowers the loss
FINAL = (FLAT, EARLY, ARRIVED)  # ends of a run that is not to be taken up
SEARCHES = ("lbfgs", "marquardt")  # ways that stay where no step lowers the loss
TOO_HIGH = 1e4  # a loss so many times the first, or the baseline, has left for good
REPORT_SECONDS = 0.25


class Row(NamedTuple):
    """What is measured of the weights of one epoch, and how they are changed."""

    loss: float
    norm: float  # of the gradient of all sequences, before it is bounded
    clipped: bool
    lr: float


class Frame(NamedTuple):
    """An epoch that is kept: that where a run ends to the last bit, those before it in `single`."""

    epoch: int
    theta: Array  # (P,) the weights
    answers: Array  # (points, lanes) what the network says about the picture
    held: float  # loss on what was never learned from
    update: Update  # the first that follows; where the run ends, it is not made
    change: Array  # (P,) what that update adds to the weights


class Best(NamedTuple):
    """The epoch with the lowest loss on what is kept aside, as far as that is watched."""

    loss: float = np.inf
    frame: Frame | None = None


class Tail(NamedTuple):
    """All that is needed to go on from where a run ended."""

    theta: Array
    state: Any  # the way's memory
    keeper: Keeper
    best: Best


@dataclass(frozen=True)
class Run:
    """A run, or the part of it that is done."""

    plan: Plan
    rows: tuple[Row, ...]
    frames: tuple[Frame, ...]
    seconds: float  # of computing
    ended: str = ""  # "" while it runs
    why: str = ""  # of a divergence: the array with the first number that is not finite, or ""
    tail: Tail | None = None

    @property
    def epochs(self) -> int:
        """The last epoch that was measured."""
        return len(self.rows) - 1

    @property
    def stopped(self) -> bool:
        """Whether it was stopped by hand."""
        return self.ended == STOPPED

    @property
    def goal(self) -> int:
        """The epoch that it was to reach."""
        return self.plan.epochs

    def column(self, name: str) -> Array:
        """One of loss, norm, clipped, lr of every epoch, (E+1,)."""
        return np.array([getattr(row, name) for row in self.rows], float)


@dataclass
class _Walk:
    """A run under way."""

    problem: Problem
    plan: Plan
    theta: Array
    state: Any = None
    keeper: Keeper = field(default_factory=Keeper)
    best: Best = field(default_factory=Best)
    rows: list[Row] = field(default_factory=list)
    frames: dict[int, Frame] = field(default_factory=dict)
    ended: str = ""
    why: str = ""
    last: Frame | None = None  # where it ends, with the update that is not made any more

    def __post_init__(self) -> None:
        self.lowest = list(np.minimum.accumulate([row.loss for row in self.rows]))

    def epoch(self, epoch: int) -> None:
        """Measure the weights, and change them; at the end, or where they are lost, do not."""
        since, rule = self.plan.holding(epoch)
        problem = self.problem.of_epoch(self.plan, epoch)
        loss, g = problem.gradient(self.theta, rule)
        norm = float(global_norm(g))
        if self.lost(problem, float(loss), norm):
            self.ended = DIVERGED
            return
        before = self.plan.rule(max(epoch - 1, 0))
        state = self.state if epoch and rule.follows(before) else None
        now = Now(epoch, epoch - since, self.theta, float(loss), g, self.plan.seed)
        made = WAYS[rule.optimiser](problem, now, rule, state)
        self.rows.append(Row(float(loss), norm, made.clipped, made.rate))
        self.lowest.append(min(self.lowest[-1] if self.lowest else np.inf, float(loss)))
        self.watch(epoch, made)
        self.ended = self.end(epoch, rule.optimiser, made)
        if self.ended:
            self.last = self.frame(epoch, made)
        else:
            self.move(epoch, made)

    def end(self, epoch: int, optimiser: str, made: Made) -> str:
        """Why it ends with this epoch; "" if it goes on."""
        if epoch == self.plan.epochs:
            return FINISHED
        if self.plan.flat and is_flat(self.lowest):
            return FLAT
        best = self.best.frame
        if best is not None and epoch - best.epoch >= self.plan.patience:
            return EARLY
        return ARRIVED if optimiser in SEARCHES and not made.change.any() else ""

    def watch(self, epoch: int, made: Made) -> None:
        """Remember the epoch that is best on what is kept aside, if that may end the run."""
        if self.plan.patience:
            held = self.problem.loss(self.theta, self.problem.held)
            if held < self.best.loss or self.best.frame is None:
                self.best = Best(held, self.frame(epoch, made))

    def move(self, epoch: int, made: Made) -> None:
        """Keep the epoch if it is worth it, and go on from it."""
        self.keeper = self.keeper.seen(epoch, self.rows[-1].loss)
        if epoch in self.keeper.epochs:
            self.frames[epoch] = single(self.frame(epoch, made))
        self.theta, self.state = made.theta, made.state

    def frame(self, epoch: int, made: Made) -> Frame:
        held = self.problem.loss(self.theta, self.problem.held)
        said = answers(self.problem.lesson, self.problem.network(self.theta))
        return Frame(epoch, self.theta, said, held, made.told, made.change)

    def lost(self, problem: Problem, loss: float, norm: float) -> bool:
        """Whether the numbers are no numbers any more, or beyond all sense; why is remembered."""
        if not np.isfinite(loss + norm):
            net = problem.network(self.theta)
            culprit = find_culprit(net, problem.windows, problem.objective)
            self.why = culprit.array if culprit else "loss"
            return True
        first = self.rows[0].loss if self.rows else loss
        return loss > TOO_HIGH * max(first, self.problem.lesson.baseline)

    def run(self, seconds: float, *, whole: bool) -> Run:
        """What there is; `whole` with all that is needed to go on."""
        frames = {e: f for e, f in self.frames.items() if e in self.keeper.epochs}
        if self.best.frame is not None:
            frames[self.best.frame.epoch] = self.best.frame
        if self.last is not None:
            frames[self.last.epoch] = self.last
        tail = None
        if whole and self.ended != DIVERGED and self.rows:
            tail = Tail(self.theta, self.state, self.keeper, self.best)
        kept = tuple(frames[epoch] for epoch in sorted(frames))
        return Run(self.plan, tuple(self.rows), kept, seconds, self.ended, self.why, tail)


def goes_on(run: Run | None, plan: Plan) -> bool:
    """Whether a run is the beginning of a plan, and can be taken up."""
    if run is None or run.tail is None or run.ended in FINAL or run.epochs > plan.epochs:
        return False
    return run.plan.upto(run.epochs) == plan.upto(run.epochs)


def train(
    net: Network,
    lesson: Lesson,
    plan: Plan,
    begun: Run | None = None,
    on_progress: Callable[[Run], Any] | None = None,
) -> Run:
    """Train from the weights of `net`; `begun` is a run that `goes_on` to the plan.

    `on_progress` is given what there is, without the weights, and gives True to stop.
    """
    walk, spent = _taken_up(net, lesson, plan, begun)
    began = told = time.monotonic()
    with np.errstate(all="ignore"), inside():  # an overflow is looked for, and explained
        for epoch in range(len(walk.rows), plan.epochs + 1):
            walk.epoch(epoch)
            if walk.ended:
                break
            if on_progress and time.monotonic() - told > REPORT_SECONDS:
                told = time.monotonic()
                if on_progress(_light(walk.run(spent + told - began, whole=False))):
                    walk.plan = plan.upto(epoch + 1)
                    walk.epoch(epoch + 1)
                    walk.ended = walk.ended if walk.ended == DIVERGED else STOPPED
                    break
        return walk.run(spent + time.monotonic() - began, whole=True)


def _taken_up(net: Network, lesson: Lesson, plan: Plan, begun: Run | None) -> tuple[_Walk, float]:
    """A walk from the start, or from where a run ended: its last row is then made again."""
    problem = Problem(net, lesson)
    if begun is None or begun.tail is None or not goes_on(begun, plan):
        return _Walk(problem, plan, flatten(net.weights)), 0.0
    tail = begun.tail
    frames = {f.epoch: f for f in begun.frames if f.epoch in tail.keeper.epochs}
    rows = list(begun.rows[:-1])
    walk = _Walk(problem, plan, tail.theta, tail.state, tail.keeper, tail.best, rows, frames)
    return walk, begun.seconds


def _light(run: Run) -> Run:
    """The same without weights: little enough to be sent again and again."""
    nothing = np.empty(0)
    return replace(run, frames=tuple(f._replace(theta=nothing, change=nothing) for f in run.frames))


def single(frame: Frame) -> Frame:
    """The same in half the room."""
    return frame._replace(theta=short(frame.theta), change=short(frame.change))


def network_at(net: Network, frame: Frame) -> Network:
    """The network of a kept epoch."""
    return replace(net, weights=unflatten(frame.theta.astype(float), net.weights))
