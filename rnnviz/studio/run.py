"""The run: epoch after epoch, with what is worth keeping; it can be taken up where it ended.

One epoch is one update with the gradient of all sequences. Row e belongs to the weights after e
epochs, as in `training.history`; the numbers are those of `training.fit`, to the last bit.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.doors import inside
from rnnviz.core.network import Network
from rnnviz.studio.keeping import Keeper
from rnnviz.studio.lesson import Lesson, answers
from rnnviz.studio.plan import Plan, Rule, is_flat
from rnnviz.tasks.memory.task import Draw
from rnnviz.training.clipping import clip_by_norm, clip_by_value, global_norm
from rnnviz.training.diagnosis import find_culprit
from rnnviz.training.flat import flatten, unflatten
from rnnviz.training.passes import Objective, Passes, Windows

FINISHED, STOPPED, FLAT, DIVERGED = "finished", "stopped", "flat", "diverged"
TOO_HIGH = 1e4  # a loss so many times the first, or the baseline, has left for good
REPORT_SECONDS = 0.25


class Row(NamedTuple):
    """What is measured of the weights of one epoch, and how they are changed."""

    loss: float
    norm: float  # of the gradient, before it is bounded
    clipped: bool
    lr: float


class Update(NamedTuple):
    """One update in numbers; the weight is the one with the largest gradient."""

    place: int  # of the weight, among all in one row
    gradient: float  # of the loss in this weight
    bounded: float  # length of the gradient after the bound
    before: float  # the weight
    after: float
    moved: float  # length of the change of all weights


class Frame(NamedTuple):
    """An epoch that is kept."""

    epoch: int
    theta: Array  # (P,) the weights, to the last bit
    answers: Array  # (points, lanes) what the network says about the picture
    held: float  # loss on what was never learned from
    update: Update  # the one that follows; where the run ends, it is not made
    change: Array  # (P,) what that update adds to the weights


class Tail(NamedTuple):
    """All that is needed to go on from where a run ended."""

    theta: Array
    memory: tuple[Array, ...]
    updates: int
    keeper: Keeper


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


class _Next(NamedTuple):
    """An update that is to be made."""

    change: Array  # (P,)
    memory: tuple[Array, ...]
    updates: int
    told: Update


@dataclass
class _Walk:
    """A run under way."""

    net: Network
    lesson: Lesson
    plan: Plan
    theta: Array
    memory: tuple[Array, ...] | None = None
    updates: int = 0
    keeper: Keeper = field(default_factory=Keeper)
    rows: list[Row] = field(default_factory=list)
    frames: dict[int, Frame] = field(default_factory=dict)
    ended: str = ""
    why: str = ""
    last: Frame | None = None  # where it ends, with the update that is not made any more

    def __post_init__(self) -> None:
        self.objective = Objective(self.lesson.loss, self.lesson.where)
        self.passes = Passes(self.net, self.objective)
        self.windows, self.held = (_windows(d) for d in (self.lesson.learn, self.lesson.held))
        self.best = list(np.minimum.accumulate([row.loss for row in self.rows]))

    def weights(self, theta: Array) -> Any:
        return unflatten(theta, self.net.weights)

    def epoch(self, epoch: int) -> None:
        """Measure the weights, and change them; at the end, or where they are lost, do not."""
        loss, g = self.passes.loss_and_gradient(self.weights(self.theta), self.windows)
        norm, rule = global_norm(g), self.plan.rule(epoch)
        if self.lost(float(loss), float(norm)):
            self.ended = DIVERGED
            return
        bounded, clipped = bound(g, norm, rule)
        self.rows.append(Row(float(loss), float(norm), clipped, rule.lr))
        self.best.append(min(self.best[-1] if self.best else np.inf, float(loss)))
        update = self.next_update(epoch, g, bounded, rule)
        if epoch == self.plan.epochs:
            self.ended = FINISHED
        elif self.plan.flat and is_flat(self.best):
            self.ended = FLAT
        else:
            self.move(epoch, update)
        if self.ended:
            self.last = self.frame(epoch, update)

    def next_update(self, epoch: int, g: Array, bounded: Array, rule: Rule) -> _Next:
        """The update of an epoch, not made yet; another optimiser begins without a memory."""
        optimiser, memory, updates = rule.named(), self.memory, self.updates
        if memory is None or not rule.follows(self.plan.rule(max(epoch - 1, 0))):
            memory, updates = optimiser.start(self.theta), 0
        change, memory = optimiser.step(bounded, memory, rule.lr, updates + 1)
        k = int(np.abs(g).argmax())
        before, after = float(self.theta[k]), float((self.theta + change)[k])
        lengths = float(global_norm(bounded)), float(global_norm(change))
        told = Update(k, float(g[k]), lengths[0], before, after, lengths[1])
        return _Next(change, memory, updates + 1, told)

    def move(self, epoch: int, update: _Next) -> None:
        """Keep the epoch if it is worth it, and go on from it."""
        self.memory, self.updates = update.memory, update.updates
        self.keeper = self.keeper.seen(epoch, self.rows[-1].loss)
        if epoch in self.keeper.epochs:
            self.frames[epoch] = self.frame(epoch, update)
        self.theta = self.theta + update.change

    def frame(self, epoch: int, update: _Next) -> Frame:
        weights = self.weights(self.theta)
        net = replace(self.net, weights=weights)
        held = float(self.passes.loss(weights, self.held))
        said = answers(self.lesson, net)
        return Frame(epoch, self.theta, said, held, update.told, update.change)

    def lost(self, loss: float, norm: float) -> bool:
        """Whether the numbers are no numbers any more, or beyond all sense; why is remembered."""
        if not np.isfinite(loss + norm):
            net = replace(self.net, weights=self.weights(self.theta))
            culprit = find_culprit(net, self.windows, self.objective)
            self.why = culprit.array if culprit else "loss"
            return True
        first = self.rows[0].loss if self.rows else loss
        return loss > TOO_HIGH * max(first, self.lesson.baseline)

    def run(self, seconds: float, *, whole: bool) -> Run:
        """What there is; `whole` with all that is needed to go on."""
        frames = {e: f for e, f in self.frames.items() if e in self.keeper.epochs}
        if self.last is not None:
            frames[self.last.epoch] = self.last
        tail = None
        if whole and self.ended != DIVERGED and self.memory is not None:
            tail = Tail(self.theta, self.memory, self.updates, self.keeper)
        kept = tuple(frames[epoch] for epoch in sorted(frames))
        return Run(self.plan, tuple(self.rows), kept, seconds, self.ended, self.why, tail)


def bound(g: Array, norm: Array, rule: Rule) -> tuple[Array, bool]:
    """The gradient (P,) within its bound, and whether it needed it."""
    if rule.clip == "norm":
        return clip_by_norm(g, norm, rule.clip_at), bool(norm > rule.clip_at)
    if rule.clip == "value":
        return clip_by_value(g, rule.clip_at), bool((np.abs(g) > rule.clip_at).any())
    return g, False


def _windows(draw: Draw) -> Windows:
    return Windows(draw.x, draw.y, draw.weight)


def goes_on(run: Run | None, plan: Plan) -> bool:
    """Whether a run is the beginning of a plan, and can be taken up."""
    if run is None or run.tail is None or run.ended == FLAT or run.epochs > plan.epochs:
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
    if begun is None or begun.tail is None or not goes_on(begun, plan):
        return _Walk(net, lesson, plan, flatten(net.weights)), 0.0
    tail = begun.tail
    frames = {f.epoch: f for f in begun.frames if f.epoch in tail.keeper.epochs}
    rows = list(begun.rows[:-1])
    walk = _Walk(net, lesson, plan, tail.theta, tail.memory, tail.updates, tail.keeper, rows,
                 frames)  # fmt: skip
    return walk, begun.seconds


def _light(run: Run) -> Run:
    """The same without weights: little enough to be sent again and again."""
    nothing = np.empty(0)
    return replace(run, frames=tuple(f._replace(theta=nothing, change=nothing) for f in run.frames))


def network_at(net: Network, frame: Frame) -> Network:
    """The network of a kept epoch."""
    return replace(net, weights=unflatten(frame.theta, net.weights))
