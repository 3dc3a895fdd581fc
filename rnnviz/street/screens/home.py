"""The landing page: the network in hand at play; a newcomer's is trained on sunspots."""

from dataclasses import dataclass

from rnnviz.core.network import Network
from rnnviz.core.study import Study
from rnnviz.scenes.landing import landing_scene
from rnnviz.settings.landing import LandingSettings
from rnnviz.street.network.stops import Stops
from rnnviz.street.network.words import described
from rnnviz.street.result.numbers import Numbers, of_study
from rnnviz.street.result.opened import Playing
from rnnviz.tasks.sequence import Example


@dataclass(frozen=True, kw_only=True, repr=False)
class Home(Playing):
    """The landing page's network."""

    settings: LandingSettings
    example: Example
    study: Study

    @property
    def network(self) -> Network:
        """The trained network."""
        return self.study.net

    def numbers(self) -> list[Numbers]:
        """Everything of its study."""
        return of_study(self.study)


def walk(s: LandingSettings, at: Stops) -> Home:
    """From settings to the scene: the same network as on the screens that show it.

    Raises:
        RnnvizError: if the input cannot be used, or the numbers overflow.
    """
    example, study = at.example(s.in_hand()), at.study(s.in_hand())
    scene = landing_scene(study, example, described(s.in_hand(), example))
    return Home(settings=s, example=example, study=study, scene=scene)
