"""The scene of the landing page: the network in hand at play."""

from rnnviz.core.study import Study
from rnnviz.player.payload import Scene
from rnnviz.scenes.unroll import diagram, lines, reads_on, scene_arrays
from rnnviz.tasks.sequence import Example
from rnnviz.words import _


def landing_scene(s: Study, example: Example, what: str = "") -> Scene:
    """The network at play: what it says beside what comes, and its unrolled steps.

    `what` says which network it is; a newcomer needs no more below the picture than that, and
    where its backward pass leads.
    """
    drawn = diagram(s, example, ghost=False)
    if what:
        walks = _("Backward is backpropagation through time: it starts at the loss and walks back.")
        drawn = {**drawn, "how": f"{what} {walks}"}
    views = (drawn, lines(example))
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
