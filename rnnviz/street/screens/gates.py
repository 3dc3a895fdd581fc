"""Gates: a network in hand, and the same with one of its gates held at a number."""

from dataclasses import dataclass
from typing import NamedTuple

from rnnviz.core.cells import CELLS
from rnnviz.core.clamp import clamp, clampable
from rnnviz.core.network import Network
from rnnviz.core.study import Study, study
from rnnviz.scenes.gates.gates import Clamped, gate_scene
from rnnviz.settings.gates import GateSettings
from rnnviz.street.network.stops import Stops
from rnnviz.street.result.numbers import Numbers, of_study
from rnnviz.street.result.opened import Playing
from rnnviz.tasks.sequence import Example
from rnnviz.words import _


class GateStudies(NamedTuple):
    """The network as it is shown, and as it was before a gate was clamped."""

    shown: Study
    before: Study | None
    clamped: Clamped | None


@dataclass(frozen=True, kw_only=True, repr=False)
class Gates(Playing):
    """One network, with its clamp if it has one."""

    settings: GateSettings
    example: Example
    studies: GateStudies

    @property
    def study(self) -> Study:
        """What is shown, with the clamp."""
        return self.studies.shown

    @property
    def network(self) -> Network:
        """The network that is shown."""
        return self.study.net

    def numbers(self) -> list[Numbers]:
        """Everything of its study; of the one without the clamp under "unclamped."."""
        before = self.studies.before
        return of_study(self.study) + ([] if before is None else of_study(before, "unclamped."))


def gates_shown(code: str) -> tuple[str, ...]:
    """The gates that can be clamped here: of two layers those of the one that is drawn."""
    return tuple(gate for gate in clampable(CELLS[code]) if len(gate) == 1)


def clamped_of(s: GateSettings) -> Clamped | None:
    """The clamp, if the cell has that gate."""
    if s.clamp in gates_shown(s.cell):
        return Clamped(s.clamp, s.clamp_at)
    return None


def gate_studies(s: GateSettings, at: Stops) -> GateStudies:
    """The network in hand, and with its clamp if it has one.

    Raises:
        RnnvizError: if the input cannot be used, or the numbers overflow.
    """
    plain, held = at.study(s.in_hand()), clamped_of(s)
    if held is None:
        return GateStudies(plain, None, None)
    net = Network(clamp(plain.net.cell, held.gate, held.value), plain.net.weights)
    return GateStudies(study(net, plain.x, plain.d, s.where, plain.loss_name), plain, held)


def walk(s: GateSettings, at: Stops) -> Gates:
    """From settings to the scene.

    Raises:
        RnnvizError: if the input cannot be used, or the numbers overflow.
    """
    example, studies = at.example(s.in_hand()), gate_studies(s, at)
    scene = gate_scene(
        studies.shown,
        example,
        _("Gates at work"),
        clamped=studies.clamped,
        before=studies.before,
        start={"t": len(example.x) - 1},
        unit=min(s.unit, studies.shown.net.hidden) - 1,
    )
    return Gates(settings=s, example=example, studies=studies, scene=scene)
