"""The scene of the landing page: the network in hand at play."""

from rnnviz.core.study import Study
from rnnviz.player.payload import Scene
from rnnviz.scenes.unroll import diagram, lines, reads_on, scene_arrays
from rnnviz.tasks.sequence import Example
from rnnviz.words import _


def landing_scene(s: Study, example: Example) -> Scene:
    """The network at play: what it says beside what comes, and its unrolled steps."""
    views = (diagram(s, example, ghost=False), lines(example))
    return Scene(
        title=_("A recurrent network at work"),
        steps=len(s.x),
        views=tuple(view for view in views if view),
        arrays=scene_arrays(s),
        ticks=example.ticks,
        modes=("forward", "backward"),
        speed=1.0,
        start={"t": 0, "mode": "forward", "playing": True},
        options={"ahead": int(reads_on(example))},
    )
