"""The scene of the landing page: a small trained network reading the yearly sunspots."""

from rnnviz.core.study import Study
from rnnviz.player.payload import Scene
from rnnviz.scenes.unroll import diagram, lines, scene_arrays
from rnnviz.tasks.sequence import Example
from rnnviz.words import _


def landing_scene(s: Study, example: Example) -> Scene:
    """The network at play: what it says beside what comes, and its unrolled steps."""
    return Scene(
        title=_("A small network reads the yearly sunspots"),
        steps=len(s.x),
        views=(lines(example), diagram(s, example, ghost=False)),
        arrays=scene_arrays(s),
        ticks=example.ticks,
        modes=("forward", "backward"),
        speed=1.0,
        start={"t": 0, "mode": "forward", "playing": True},
    )
