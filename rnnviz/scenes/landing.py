"""The scene of the landing page: a small trained network reading the yearly sunspots."""

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.network import Network
from rnnviz.core.study import Study, study
from rnnviz.player.payload import Scene
from rnnviz.scenes.unroll import diagram, lines, scene_arrays
from rnnviz.series.reading.builtin import load
from rnnviz.series.reading.choose import choose
from rnnviz.tasks.sequence import Example, next_scaled_value, scaled
from rnnviz.training import fit
from rnnviz.words import _

STEPS = 24  # years that are shown
EPOCHS = 150
HIDDEN = 4


def landing_scene() -> Scene:
    """Train on the years before the last `STEPS`, then play those, which it has not seen."""
    series = choose(load("sunspots"))
    values = scaled(series.values)
    years = [f"{t:.0f}" if not isinstance(t, np.datetime64) else str(t)[:4] for t in series.times]
    example = next_scaled_value(list(values[-STEPS - 1 :]), years[-STEPS - 1 :])
    s = study(trained(values[: -STEPS - 1]), example.x, example.d)
    return scene_of(s, example)


def trained(values: Array) -> Network:
    """A network of `HIDDEN` units after `EPOCHS` epochs on all windows of `STEPS` values."""
    windows = np.lib.stride_tricks.sliding_window_view(values, STEPS + 1).T[..., None]
    net = init_network(CELLS["rnn_tanh"], 1, HIDDEN, 1, np.random.default_rng(1))
    return fit(net, windows[:-1], windows[1:], where="every", lr=0.02, epochs=EPOCHS).net


def scene_of(s: Study, example: Example) -> Scene:
    """The network at play: what it says beside what comes, and its unrolled steps."""
    return Scene(
        title=_("A small network reads the yearly sunspots"),
        steps=len(s.x),
        views=(diagram(s, example, ghost=False), lines(example)),
        arrays=scene_arrays(s),
        ticks=example.ticks,
        modes=("forward", "backward"),
        speed=1.0,
        start={"t": 0, "mode": "forward", "playing": True},
    )
