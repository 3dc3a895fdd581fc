"""Dynamics: the view that the settings ask for."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rnnviz.settings.dynamics import DynamicsSettings
from rnnviz.street.dynamics import examples
from rnnviz.street.dynamics.learned import along_sequence, around, many, two_weights
from rnnviz.street.dynamics.portraits import two
from rnnviz.street.dynamics.runs import Trained, run_needed, trained_of
from rnnviz.street.dynamics.shown import Shown
from rnnviz.street.result.numbers import Numbers
from rnnviz.street.result.opened import Playing
from rnnviz.street.screens.train import run_of
from rnnviz.studio.run import Run

# Views that are computed from the settings alone, by their code and what they are of.
ALONE: dict[tuple[str, str], Callable[[DynamicsSettings], Shown]] = {
    ("one", "example"): examples.one,
    ("two", "matrix"): lambda s: two(s, None),
    ("two", "parity"): lambda s: two(s, None),
    ("many", "matrix"): lambda s: many(s, None),
    ("cliff", "example"): examples.the_cliff,
    ("exponents", "example"): examples.random,
    ("momentum", "example"): examples.the_bowl,
}
# And those of a trained network.
OF_RUN: dict[str, Callable[[DynamicsSettings, Trained], Shown]] = {
    "two": two,
    "many": many,
    "cliff": two_weights,
    "valley": around,
    "exponents": lambda _s, trained: along_sequence(trained),
}


@dataclass(frozen=True, kw_only=True, repr=False)
class Dynamics(Playing):
    """One view.

    Attributes:
        exact: the numbers behind the picture, with all their digits, by name.
    """

    settings: DynamicsSettings
    exact: dict[str, np.ndarray]

    def numbers(self) -> list[Numbers]:
        """What was computed, then what is drawn of it, in single precision."""
        drawn = {f"drawn.{name}": a for name, a in self.scene.arrays.items()}
        return [Numbers(name, a) for name, a in {**self.exact, **drawn}.items()]


def walk(s: DynamicsSettings, run: Run | None) -> Dynamics:
    """From settings, and the run that `run_needed` names, to the scene.

    Raises:
        RnnvizError: if the network has no such view.
    """
    needed = run_needed(s)
    if needed is None or run is None:
        shown = ALONE[s.view, s.of](s)
    else:
        shown = OF_RUN[s.view](s, trained_of(needed, run))
    return Dynamics(settings=s, scene=shown.scene, exact=shown.exact)


def run_for(s: DynamicsSettings, *, ask: bool) -> Run | None:
    """The run that the view needs; what takes long is trained if `ask`.

    Raises:
        RnnvizError: when it takes long and was not asked for.
    """
    needed = run_needed(s)
    return None if needed is None else run_of(needed, ask=ask)
