"""What an experiment varies: lines to be told apart, places along an axis, and seeds."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from rnnviz.errors import RnnvizError
from rnnviz.experiments.recipe import Outcome, Recipe
from rnnviz.experiments.trial import Trial
from rnnviz.words import _

# What may vary, and the field of a recipe that it is.
VARIED = {
    "networks": "net",
    "optimisers": "optimiser",
    "units": "hidden",
    "lengths": "steps",
    "rates": "lr",
    "biases": "bias",
    "updates": "updates",
    "orders": "order",
}
NONE = "none"
MOST_RUNS = 1200

Run = tuple[Recipe, int]  # a bare recipe and a seed: what has one result


@dataclass(frozen=True)
class Design:
    """An experiment: a recipe for each line at each place, from each seed."""

    base: Recipe
    lines: str  # in VARIED
    across: str  # in VARIED, or "none": one place alone
    values: tuple[Any, ...]  # of the lines
    places: tuple[Any, ...]  # along the axis
    seeds: tuple[int, ...]

    def recipe(self, line: int, place: int) -> Recipe:
        """The bare recipe of a line at a place."""
        fields = {VARIED[self.lines]: self.values[line]}
        if self.across != NONE:
            fields[VARIED[self.across]] = self.places[place]
        return replace(self.base, **fields).bare()

    def cells(self) -> Iterator[tuple[int, int]]:
        """Every line at every place."""
        return ((i, j) for j in range(len(self.places)) for i in range(len(self.values)))

    def recipes(self) -> list[Recipe]:
        """All that is to be run from every seed, each once, place by place."""
        return list(dict.fromkeys(self.recipe(i, j) for i, j in self.cells()))

    def runs(self) -> list[Run]:
        """All of it, seed by seed: a result for each line comes before the second of any."""
        return [(r, seed) for seed in self.seeds for r in self.recipes()]

    def trials(self, known: Collection[Run]) -> list[Trial]:
        """The work that is left beside what is known; seeds that share a pass are one trial."""
        left = [run for run in self.runs() if run not in known]
        alone = [Trial(r, (seed,)) for r, seed in left if not r.shared]
        shared: dict[Recipe, tuple[int, ...]] = {}
        for r, seed in left:
            if r.shared:
                shared[r] = (*shared.get(r, ()), seed)
        return [Trial(r, seeds) for r, seeds in shared.items()] + alone

    def check(self) -> None:
        """See that all of it can be run.

        Raises:
            RnnvizError: if it cannot, with the sentence that says what to change.
        """
        if not self.values or not self.places:
            raise RnnvizError(_("Nothing is compared: choose what each line and place is."))
        runs = len(self.runs())
        if runs > MOST_RUNS:
            text = _("These are {n} runs; keep at most {most}: fewer lines, places or seeds.")
            raise RnnvizError(text.format(n=runs, most=MOST_RUNS))
        for r in self.recipes():
            r.check()


Known = dict[Run, Outcome]
