"""A recipe from some seeds: what a worker is given to do."""

from collections.abc import Callable
from typing import NamedTuple

from rnnviz.experiments.guessing import guess
from rnnviz.experiments.learning import Report, learn
from rnnviz.experiments.networks import GUESS
from rnnviz.experiments.on_digits import learn_digits
from rnnviz.experiments.on_series import learn_series, one_of_series
from rnnviz.experiments.recipe import DIGITS, SERIES, Outcome, Recipe


class Trial(NamedTuple):
    """One piece of work: a recipe, and the seeds that are trained in one go."""

    recipe: Recipe
    seeds: tuple[int, ...]

    @property
    def key(self) -> str:
        """What names it: the same work has the same key."""
        return f"trial {self.recipe!r} {self.seeds!r}"


class Results(NamedTuple):
    """What came of it; nothing if it was stopped."""

    outcomes: tuple[Outcome, ...]
    stopped: bool = False


def way(r: Recipe) -> Callable[[Recipe, int, Report], Outcome | None]:
    """How a recipe is run from one seed."""
    if r.task in SERIES:
        return one_of_series
    if r.task == DIGITS:
        return learn_digits
    return guess if r.net == GUESS else learn


def run_trial(trial: Trial, on_progress: Report = lambda _share: False) -> Results:
    """Run a recipe from each of its seeds; `on_progress` gives True to stop.

    Raises:
        RnnvizError: if the recipe cannot be run.
    """
    r, seeds = trial
    r.check()
    if r.shared:
        found = learn_series(r, seeds, on_progress)
        return Results((), stopped=True) if found is None else Results(tuple(found))
    train = way(r)
    outcomes = []
    for k, seed in enumerate(seeds):
        one = train(r, seed, lambda share, k=k: on_progress((k + share) / len(seeds)))
        if one is None:
            return Results((), stopped=True)
        outcomes.append(one)
    return Results(tuple(outcomes))
