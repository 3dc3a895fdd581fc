"""Shapes, recurrent layers: a plan, and a freshly drawn network of its sizes at play."""

from collections.abc import Callable
from dataclasses import dataclass

from rnnviz.core.deep import DeepNetwork
from rnnviz.scenes.shapes.numbers import Played, play
from rnnviz.scenes.shapes.shapes import shapes_scene
from rnnviz.settings.shapes import ShapesSettings
from rnnviz.street.result.numbers import Numbers, of_fields
from rnnviz.street.result.opened import Playing
from rnnviz.tasks.architecture import Plan
from rnnviz.words import _


@dataclass(frozen=True, kw_only=True, repr=False)
class Shapes(Playing):
    """An architecture with all its sizes, and the numbers that play in it."""

    settings: ShapesSettings
    plan: Plan
    played: Played

    @property
    def network(self) -> DeepNetwork:
        """The network that plays."""
        return self.played.net

    def numbers(self) -> list[Numbers]:
        """What is read, every hidden state, every output, and all weights by layer and direction.

        `h.0.1` are the hidden states of the first layer in the reverse direction.
        """
        layers = self.network.weights.layers
        places = [(k, d) for k, layer in enumerate(layers) for d in range(len(layer))]
        return [
            Numbers("x", self.played.x),
            *(Numbers(f"h.{k}.{d}", self.played.h[k][d]) for k, d in places),
            *(Numbers(f"y.{name}" if name else "y", y) for name, y in self.played.y.items()),
            *(one for k, d in places for one in of_fields(f"weights.{k}.{d}", layers[k][d])),
            *of_fields("weights", self.network.weights.readout),
        ]


def walk(s: ShapesSettings, played: Callable[[Plan, int], Played] = play) -> Shapes:
    """From settings to the scene; `played` replaces the one that keeps nothing."""
    plan = s.plan()
    numbers = played(plan, s.seed)
    scene = shapes_scene(plan, numbers, _("A network and its shapes"), None)
    return Shapes(settings=s, plan=plan, played=numbers, scene=scene)
