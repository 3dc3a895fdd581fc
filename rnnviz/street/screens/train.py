"""Train: from settings to a run that was kept, and the scene that walks back through it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from rnnviz.core.biases import set_gate_bias
from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.network import Network
from rnnviz.errors import RnnvizError
from rnnviz.scenes.train import train_scene
from rnnviz.settings.tables import series_label
from rnnviz.settings.train import DRAWN, RULE, TrainSettings, parse_changes, same_run
from rnnviz.settings.train import label as task_label
from rnnviz.street.network.lesson import lesson_of
from rnnviz.street.network.network import turned
from rnnviz.street.result.numbers import LOSS_UNITS, PURE, Numbers
from rnnviz.street.result.opened import Playing
from rnnviz.street.result.training import must_be_asked
from rnnviz.studio import run as studio
from rnnviz.studio.descent import count
from rnnviz.studio.lesson import Lesson
from rnnviz.studio.log import diverged
from rnnviz.studio.plan import Plan, Rule
from rnnviz.studio.run import SEARCHES, Run, network_at
from rnnviz.studio.ways import Problem, unfit
from rnnviz.training.kernels import KERNELS
from rnnviz.words import _

PER_STEP = 500  # what a step of a small batch costs, however small it is, in what `work` counts
AT_ONCE = 1.6e7  # what `work` may be for a training that a page waits for, a second or so


@dataclass(frozen=True, kw_only=True, repr=False)
class Train(Playing):
    """A run that was kept.

    Attributes:
        lesson: what was learned.
        first: the network before it.
        run: every epoch's numbers, and the weights of those that were kept.
    """

    settings: TrainSettings
    lesson: Lesson
    first: Network
    run: Run

    @property
    def network(self) -> Network:
        """The network of the last epoch that was kept."""
        return self.at(len(self.run.frames) - 1)

    def at(self, k: int) -> Network:
        """The network of a kept epoch, k from 0."""
        return network_at(self.first, self.run.frames[k])

    def numbers(self) -> list[Numbers]:
        """The curves of all epochs; weights and answers of those that were kept."""
        run, unit = self.run, LOSS_UNITS.get(self.lesson.loss, PURE)
        frames = run.frames
        return [
            Numbers("loss", run.column("loss"), unit),
            Numbers("gradient.norm", run.column("norm"), unit),
            Numbers("gradient.bounded", run.column("clipped")),
            Numbers("rate", run.column("lr")),
            Numbers("baseline", np.array(self.lesson.baseline), unit),
            Numbers("kept.epoch", np.array([f.epoch for f in frames]), "epoch"),
            Numbers("kept.held_loss", np.array([f.held for f in frames]), unit),
            Numbers("kept.weights", np.stack([f.theta for f in frames])),
            Numbers("kept.answers", np.stack([f.answers for f in frames])),
            Numbers("picture.target", self.lesson.picture.target),
            Numbers("picture.simple", self.lesson.picture.simple),
            Numbers("picture.x", self.lesson.picture.x),
        ]


def first_network(s: TrainSettings, lesson: Lesson) -> Network:
    """The network before it has learned anything, as seed, scheme, gain and forget bias have it.

    Of its cell the usual form, without options.
    """
    net = init_network(
        CELLS[s.cell], lesson.inputs, s.hidden, lesson.outputs, np.random.default_rng(s.seed),
        scheme=s.scheme, longest=len(lesson.learn.x),
    )  # fmt: skip
    net = turned(net, s)
    for gate, bias in (("i", s.input_bias), ("o", s.output_bias)):
        if bias is not None and gate in net.cell.gates:
            p = set_gate_bias(net.cell, net.weights.params, gate, bias)
            net = replace(net, weights=net.weights._replace(params=p))
    return net


def plan_of(s: TrainSettings) -> Plan:
    """How it is learned."""
    rule = Rule(*(getattr(s, name) for name in RULE))
    rules = {0: rule}
    for change in parse_changes(s.later):
        rule = rule._replace(**{change.name: change.value})
        rules[change.epoch] = rule
    fresh = s.fresh and s.task in DRAWN
    return Plan(tuple(rules.items()), s.epochs, s.flat, s.patience, fresh, s.seed)


def work(s: TrainSettings, epochs: int | None = None) -> float:
    """How much a training is, in values of gates that are computed."""
    cell, lesson = CELLS[s.cell], lesson_of(s)
    rule = plan_of(s).rule(s.epochs)
    slower = 1 if cell.code in KERNELS else 8
    if rule.reach == "steps" or rule.dropout:  # not in the kernels
        slower = 8
    each = lesson.values * s.hidden * len(cell.gates) * slower * passes(rule, lesson)
    batches = count(lesson.learn.x.shape[1], rule) - 1
    each += batches * len(lesson.learn.x) * PER_STEP
    return float(each * (s.epochs if epochs is None else epochs))


def passes(rule: Rule, lesson: Lesson) -> float:
    """How often an epoch walks through all that is learned from, against once there and back."""
    outputs = lesson.learn.y.size / lesson.learn.x.shape[1]  # of a sequence
    searches = {"lbfgs": 2.5, "marquardt": 1.0 + outputs, "cma": 5.0, "guessing": 1.5}
    return searches.get(rule.optimiser, 2.0 if rule.batch or rule.noise or rule.dropout else 1.0)


def fits(s: TrainSettings) -> str:
    """Why a way to learn cannot be used here, in a sentence; "" where all can."""
    lesson, plan = lesson_of(s), plan_of(s)
    if plan.fresh and any(rule.optimiser in SEARCHES for _epoch, rule in plan.rules):
        return _("L-BFGS and Levenberg–Marquardt compare the loss of one step with the next, for "
                 "which the sequences must stay the same; take Adam, or no new ones.")  # fmt: skip
    problem = Problem(first_network(s, lesson), lesson)
    return next(filter(None, (unfit(problem, rule) for _epoch, rule in plan.rules)), "")


def trained(
    s: TrainSettings, begun: Run | None = None, on_progress: Callable[[Any], Any] | None = None
) -> Run:
    """The run that the settings describe; `begun` is one that it may go on from.

    Raises:
        RnnvizError: when a way to learn cannot be used for it.
    """
    if why := fits(s):
        raise RnnvizError(why)
    lesson = lesson_of(s)
    return studio.train(first_network(s, lesson), lesson, plan_of(s), begun, on_progress)


def run_of(s: TrainSettings, *, ask: bool) -> Run:
    """The run; the last ones are kept. What takes long is trained if `ask`.

    Raises:
        RnnvizError: when it takes long and was not asked for.
    """
    if work(s) > AT_ONCE and not ask:
        raise must_be_asked()
    return _run(s)


_run = lru_cache(maxsize=8)(trained)


def described(s: TrainSettings, lesson: Lesson) -> str:
    """What is learned by what, in one line."""
    T, N = lesson.learn.x.shape[:2]
    name = series_label(s.series) if s.task == "series" else task_label(s.task)
    text = _("{cell}, units: {units}, seed {seed}. {task}: {N} sequences of {T} steps.")
    if plan_of(s).fresh:
        text = _("{cell}, units: {units}, seed {seed}. {task}: {N} new sequences of {T} steps for "
                 "every epoch.")  # fmt: skip
    return text.format(
        cell=_(CELLS[s.cell].label), units=s.hidden, seed=s.seed, task=name, N=N, T=T
    )


def walk(s: TrainSettings, run: Run) -> Train:
    """From settings and a run to the scene.

    Raises:
        RnnvizError: if the network cannot be run at all.
    """
    if not run.frames:
        raise RnnvizError(diverged(run))
    lesson = lesson_of(s)
    first = first_network(s, lesson)
    scene = train_scene(run, lesson, first)
    own = hashlib.sha256(repr(same_run(s)).encode()).hexdigest()[:8]  # another run plays anew
    scene = replace(scene, start={**scene.start, "run": own})
    return Train(settings=s, lesson=lesson, first=first, run=run, scene=scene)
