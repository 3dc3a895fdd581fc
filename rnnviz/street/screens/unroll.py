"""Unroll: one network, step by step, with the weights that were set by hand."""

from dataclasses import dataclass

from rnnviz.core.network import Network
from rnnviz.core.study import Study
from rnnviz.scenes.unroll import unroll_scene
from rnnviz.settings.unroll import UnrollSettings
from rnnviz.street.network.cell import as_drawn
from rnnviz.street.network.changes import changes_of, without_last_edit
from rnnviz.street.network.stops import Stops
from rnnviz.street.result.numbers import Numbers, of_study
from rnnviz.street.result.opened import Playing
from rnnviz.tasks.sequence import Example
from rnnviz.words import _


@dataclass(frozen=True, kw_only=True, repr=False)
class Unroll(Playing):
    """One network on one sequence."""

    settings: UnrollSettings
    example: Example
    study: Study

    @property
    def network(self) -> Network:
        """The network with its edits."""
        return self.study.net

    def numbers(self) -> list[Numbers]:
        """Everything of its study."""
        return of_study(self.study)


def walk(s: UnrollSettings, at: Stops) -> Unroll:
    """From settings to the scene.

    Raises:
        RnnvizError: if the input cannot be used, or the numbers overflow.
    """
    network = s.in_hand()
    example, study = at.example(network), at.study(network)
    before = without_last_edit(network)
    scene = unroll_scene(
        study,
        example,
        _("A network unrolled in time"),
        before=None if before is None else at.study(before),
        changes=changes_of(network, at.unedited(as_drawn(network))),
    )
    return Unroll(settings=s, example=example, study=study, scene=scene)
