"""The network in hand as Unroll plays it: its scene, with the weights that were set by hand."""

from rnnviz.player import Scene
from rnnviz.scenes.unroll import unroll_scene
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.unroll import UnrollSettings
from rnnviz.ui.network.edit_weights import changes_of, without_last_edit
from rnnviz.ui.network.network import example_of, study_of
from rnnviz.words import _


def network_scene(s: UnrollSettings) -> Scene:
    """The scene of these settings.

    Raises:
        RnnvizError: if the input cannot be used, or the numbers overflow.
    """
    network = NetworkSettings(**s.network())
    example, before = example_of(network), without_last_edit(network)
    return unroll_scene(
        study_of(network),
        example,
        _("A network unrolled in time"),
        before=None if before is None else study_of(before),
        changes=changes_of(network),
        start={"t": min(s.t, len(example.x) - 1), "mode": s.mode},
    )
