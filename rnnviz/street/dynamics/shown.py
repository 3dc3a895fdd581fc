"""What a view of Dynamics gives."""

from typing import NamedTuple

import numpy as np

from rnnviz.player.payload import Scene
from rnnviz.scenes.dynamics.parts import Dial, dial
from rnnviz.settings.dynamics import DynamicsSettings
from rnnviz.settings.fields import Number


class Shown(NamedTuple):
    """A scene, and the numbers behind it with all their digits."""

    scene: Scene
    exact: dict[str, np.ndarray]


def dial_of(s: DynamicsSettings, name: str) -> Dial:
    """The values of a setting's slider, and where it stands."""
    kind = s.kinds()[name]
    if not isinstance(kind, Number):
        raise TypeError(name)
    return dial(name, float(getattr(s, name)), kind.low, kind.high, kind.step)
