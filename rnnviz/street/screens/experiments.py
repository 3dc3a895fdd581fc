"""Experiments: from settings to the runs that are known, or are made when that is asked for."""

from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import orjson

from rnnviz.errors import RnnvizError
from rnnviz.experiments.design import Design, Known
from rnnviz.experiments.found import Found, found
from rnnviz.experiments.networks import GUESS
from rnnviz.experiments.recipe import DIGITS, SERIES, Recipe
from rnnviz.experiments.trial import run_trial
from rnnviz.experiments.words import concluded, diverged, told
from rnnviz.settings.base import Settings
from rnnviz.settings.digits import DigitsSettings
from rnnviz.settings.experiments import ExperimentSettings
from rnnviz.settings.fields import Number
from rnnviz.settings.screens import ROOT
from rnnviz.settings.train import TrainSettings
from rnnviz.street.result.numbers import Numbers
from rnnviz.street.result.opened import Opened
from rnnviz.street.result.training import must_be_asked
from rnnviz.street.result.trials import LINK, MADE, read
from rnnviz.words import _

ARTICLE = {"sine": "article_sine", "oil_well": "article_oil"}  # what Train calls the two series
FOLDER = ROOT / "data" / "experiments"


class Shipped(NamedTuple):
    """The runs that come with the program, and the day on which each preset's were made."""

    known: Known
    made: dict[str, str]


@cache
def shipped() -> Shipped:
    """Read all of them, once."""
    known, made = Known(), {}
    for path in sorted(FOLDER.glob("*.json")):
        body = orjson.loads(path.read_bytes())
        settings, _notes = ExperimentSettings.from_query(body[LINK])
        known |= read(body, settings.design())
        made[path.stem] = body[MADE]
    return Shipped(known, made)


@dataclass(frozen=True, kw_only=True, repr=False)
class Experiments(Opened):
    """An experiment, as far as its runs are known.

    Attributes:
        found: every run in its place, by line, place and seed.
    """

    settings: ExperimentSettings
    found: Found

    def numbers(self) -> list[Numbers]:
        """Every run's loss, right answers, updates and time; NaN where it is not known."""
        f = self.found
        units = {"loss": "1", "right": "share", "updates": "updates", "seconds": "s"}
        return [
            Numbers("seeds", np.array(f.design.seeds)),
            *(Numbers(name, f.each(name), unit) for name, unit in units.items()),
        ]

    def page(self) -> str:
        """Nothing plays here.

        Raises:
            RnnvizError: always, with a sentence that says what can be saved.
        """
        raise RnnvizError(
            _("“Experiments” has nothing that plays; its numbers can be saved as .csv or .json.")
        )

    def said(self) -> list[str]:
        """What may be said of the numbers."""
        return [one for f in (told, concluded, diverged) if (one := f(self.found))]


def walk(s: ExperimentSettings, own: Known | None = None, *, train: bool = False) -> Experiments:
    """From settings to results: those of `own`, else those that came with the program.

    With `train` what is missing is run here and now, which may take minutes.

    Raises:
        RnnvizError: if it cannot be run, or nothing of it is known and it was not asked for.
    """
    design = s.design()
    design.check()
    known = dict(own or {})
    if train:
        for trial in design.trials({**shipped().known, **known}):
            known |= {(trial.recipe, one.seed): one for one in run_trial(trial).outcomes}
    seen = found(design, s.measured(), shipped().known, known)
    if own is None and not seen.known.any():
        raise must_be_asked()
    opened = Experiments(settings=s, found=seen)
    return Experiments(settings=s, found=seen, notes=tuple(opened.said()))


class Way(NamedTuple):
    """A link from a run to the screen on which one like it can be watched."""

    screen: str
    settings: Settings
    note: str


def way_to(r: Recipe, seed: int) -> Way | None:
    """Where a run can be watched; None where no screen shows one like it."""
    if r.task == DIGITS:
        s = DigitsSettings(
            first=r.kind.code, second="none", third="none", units=r.hidden, restarts=1,
            epochs=min(r.updates, 100), lr=r.lr, seed=seed, order=r.order,
        )  # fmt: skip
        return Way("digits", s, _("The same network, digits and seed."))
    fields = _on_train(r)
    if not _fit(fields):
        return None
    note = (
        _("The same series, network and first weights; it learns from every step of its windows.")
        if r.task in SERIES
        else _("The same task, network and first weights; it learns from 128 fixed sequences.")
    )
    if r.net == GUESS:
        note = _("The same task and network; there one network is drawn at a time, from other "
                 "numbers.")  # fmt: skip
    if r.kind.chrono:
        note = _("The same task and cell, but without the chrono bias, which Train does not have.")
    return Way("train", TrainSettings(seed=seed, **fields), note)


def _on_train(r: Recipe) -> dict[str, Any]:
    """What Train is to be set to."""
    bias = r.kind.bias if r.bias is None else r.bias
    return {
        "task": ARTICLE.get(r.task, r.task), "cell": r.kind.code, "hidden": r.hidden,
        "length": max(r.steps, 4),
        "optimiser": "guessing" if r.net == GUESS else r.optimiser, "lr": r.lr,
        "clip": "norm", "clip_at": 1.0, "epochs": 300,
        "scheme": "pytorch" if r.net == GUESS else r.kind.scheme,
        "forget_bias": bias if r.kind.forgets else None,
    }  # fmt: skip


def _fit(fields: dict[str, Any]) -> bool:
    """Whether all numbers are within the limits of Train."""
    kinds = TrainSettings.kinds()
    return all(
        kind.low <= fields[name] <= kind.high
        for name, kind in kinds.items()
        if isinstance(kind, Number) and fields.get(name) is not None
    )


def design_of(s: ExperimentSettings) -> Design:
    """The experiment, if it can be run.

    Raises:
        RnnvizError: if it cannot.
    """
    design = s.design()
    design.check()
    return design
