"""The landing page: a small network, trained on all sunspots but the last, reads those."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.network import Network
from rnnviz.core.study import Study, study
from rnnviz.scenes.landing import landing_scene
from rnnviz.settings.landing import LandingSettings
from rnnviz.street.network.example import series_values
from rnnviz.street.numbers import Numbers, of_study
from rnnviz.street.opened import Playing
from rnnviz.tasks.sequence import Example, next_scaled_value
from rnnviz.training import fit

STEPS = 24  # years that are shown
EPOCHS = 150
HIDDEN = 4


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


def walk(s: LandingSettings) -> Home:
    """The same for everybody: the years that are played, the network has not seen."""
    example, seen = _played()
    return Home(settings=s, example=example, study=seen, scene=landing_scene(seen, example))


@cache  # it depends on nothing
def _played() -> tuple[Example, Study]:
    values, years = series_values("sunspots")
    example = next_scaled_value(list(values[-STEPS - 1 :]), years[-STEPS - 1 :])
    return example, study(_trained(values[: -STEPS - 1]), example.x, example.d)


def _trained(values: Array) -> Network:
    """A network of `HIDDEN` units after `EPOCHS` epochs on all windows of `STEPS` values."""
    windows = np.lib.stride_tricks.sliding_window_view(values, STEPS + 1).T[..., None]
    net = init_network(CELLS["rnn_tanh"], 1, HIDDEN, 1, np.random.default_rng(1))
    return fit(net, windows[:-1], windows[1:], where="every", lr=0.02, epochs=EPOCHS).net
