"""The trained networks of Dynamics: those of Train's runs."""

from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.network import Network
from rnnviz.errors import RnnvizError
from rnnviz.settings.dynamics import DynamicsSettings
from rnnviz.settings.train import TrainSettings, same_run
from rnnviz.street.screens.train import first_network, lesson_of
from rnnviz.studio.lesson import Lesson
from rnnviz.studio.log import diverged
from rnnviz.studio.run import Run, network_at

SEQUENCES = 16  # whose trajectories are drawn
FLIP_FLOP = TrainSettings(task="flip_flop", hidden=16, length=20)


class Trained(NamedTuple):
    """A run, and the network at its end."""

    lesson: Lesson
    run: Run
    net: Network
    x: Array  # (T, n, I) real sequences, the first one from those that were kept aside


def run_needed(s: DynamicsSettings) -> TrainSettings | None:
    """The run that a view needs, if it needs one."""
    if s.of == "run":
        return same_run(s)
    return same_run(FLIP_FLOP) if s.view == "many" and s.of == "example" else None


def trained_of(s: TrainSettings, run: Run) -> Trained:
    """What a view looks at of a run.

    Raises:
        RnnvizError: if it diverged before anything was kept.
    """
    if not run.frames:
        raise RnnvizError(diverged(run))
    lesson = lesson_of(s)
    net = network_at(first_network(s, lesson), run.frames[-1])
    first, others = lesson.held.x[:, :1], lesson.learn.x[:, : SEQUENCES - 1]
    T = min(len(first), len(others))  # texts differ in length
    x = np.concatenate([first[:T], others[:T]], axis=1)
    return Trained(lesson, run, net, x)
