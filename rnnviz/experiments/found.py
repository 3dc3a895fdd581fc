"""The results of a design, as far as they are known: an array with a place for every run."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnnviz.core.arrays import Array
from rnnviz.experiments.design import NONE, Design, Known
from rnnviz.experiments.on_series import naive_loss
from rnnviz.experiments.recipe import MEMORY, SERIES, SOLVED, Outcome
from rnnviz.tasks.memory.adding import LOWEST, ONE_KNOWN
from rnnviz.words import _

MEASURES = ("loss", "right")


class Baseline(NamedTuple):
    """What an answer without a memory scores."""

    loss: float
    label: str


@dataclass(frozen=True)
class Found:
    """What is known of a design, read by one measure.

    Attributes:
        outcomes: (lines, places, seeds) an Outcome, or None where nothing is known.
        own: (lines, places, seeds) whether it was made in this session.
    """

    design: Design
    measure: str
    outcomes: NDArray[Any]
    own: Array

    @property
    def values(self) -> Array:
        """(lines, places, seeds): the measure of every run; NaN where there is none."""
        return self.each(self.measure)

    @property
    def known(self) -> Array:
        """(lines, places, seeds): whether a run has ended."""
        return np.array([one is not None for one in self.outcomes.flat]).reshape(self.shape)

    @property
    def solved(self) -> Array:
        """(lines, places): how many seeds solve the task."""
        return np.nansum(self._each(lambda one: float(one.right >= SOLVED)), axis=-1).astype(int)

    @property
    def ranked(self) -> Array:
        """As `values`, and a run that diverged has the worst there is."""
        worst = 0.0 if self.share else np.inf
        lost = self._each(lambda one: float(one.ended == "diverged")) == 1
        return np.where(lost, worst, self.values)

    @property
    def judged(self) -> Array:
        """As `ranked`, and a task that is solved is solved: no better for a last answer more."""
        return np.minimum(self.ranked, SOLVED) if self.answers and self.share else self.ranked

    @property
    def counts(self) -> Array:
        """(lines, places): how many runs have ended, well or badly."""
        return self.known.sum(axis=-1)

    @property
    def diverged(self) -> int:
        """How many runs diverged."""
        return int(np.nansum(self._each(lambda one: float(one.ended == "diverged"))))

    @property
    def medians(self) -> Array:
        """(lines, places): the median over the seeds; NaN where there is none."""
        v = self.ranked
        return np.array([[_median(v[i, j]) for j in range(v.shape[1])] for i in range(v.shape[0])])

    @property
    def shape(self) -> tuple[int, int, int]:
        """How many lines, places and seeds there are."""
        d = self.design
        return len(d.values), len(d.places), len(d.seeds)

    @property
    def share(self) -> bool:
        """Whether shares of right answers are measured: the larger, the better."""
        return self.measure == "right"

    @property
    def answers(self) -> bool:
        """Whether answers of the task are right or wrong, so that it can be solved."""
        return self.design.base.task in MEMORY

    @property
    def places_vary(self) -> bool:
        """Whether there is an axis at all."""
        return self.design.across != NONE

    def each(self, name: str) -> Array:
        """(lines, places, seeds): a number of every run's Outcome; NaN where there is none."""
        return self._each(lambda one: float(getattr(one, name)))

    def _each(self, f: Callable[[Outcome], float]) -> Array:
        flat = [np.nan if one is None else f(one) for one in self.outcomes.flat]
        return np.array(flat, dtype=float).reshape(self.shape)


def _median(v: Array) -> float:
    there = v[~np.isnan(v)]
    return float(np.median(there)) if len(there) else float("nan")


def found(design: Design, measure: str, shipped: Known, own: Known) -> Found:
    """Put results in their places: those of this session, and shipped ones where there are none."""
    shape = (len(design.values), len(design.places), len(design.seeds))
    outcomes, ours = np.full(shape, None, dtype=object), np.zeros(shape, bool)
    for i, j in design.cells():
        recipe = design.recipe(i, j)
        for k, seed in enumerate(design.seeds):
            one: Outcome | None = own.get((recipe, seed))
            ours[i, j, k] = one is not None
            # An Outcome is a tuple: as an element of its own, not to be spread over the places.
            outcomes[i, j, k : k + 1] = _alone(one or shipped.get((recipe, seed)))
    return Found(design, measure, outcomes, ours)


def _alone(one: Outcome | None) -> NDArray[Any]:
    held = np.empty(1, dtype=object)
    held[0] = one
    return held


def baselines(design: Design) -> list[Baseline]:
    """The losses of answers that need no learning; none where they differ from place to place."""
    r = design.base
    if r.task in SERIES:
        lengths = {design.recipe(i, j).steps for i, j in design.cells()}
        return [Baseline(naive_loss(r.task, max(lengths)), _("repeating the last value"))]
    if r.task == "adding":
        one = Baseline(ONE_KNOWN["unit"], _("one number known"))
        return [Baseline(2 * (1 - LOWEST["unit"]) ** 2 / 12, _("always saying 1")), one]
    if r.task in MEMORY:
        return [Baseline(design.recipe(0, 0).memory.baseline, _("without a memory"))]
    return []
