"""The settings of the screen Unroll."""

from dataclasses import dataclass

from rnnviz.settings.base import choice, whole
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.tables import label_of


@dataclass(frozen=True, kw_only=True)
class UnrollSettings(NetworkSettings):
    """Unroll: the step on which the picture stands, and the direction of play."""

    shows_carried = True

    t: int = whole(0, 0, 99, "Step")
    mode: str = choice("forward", ("forward", "backward"), "Direction", show=label_of)
