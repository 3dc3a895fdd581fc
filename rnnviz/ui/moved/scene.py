"""What a screen shows while a weight, a gate or a slider of it is dragged, asked without its page.

A question names the screen, the settings of its page, and what was moved to where. All of it comes
from a browser and goes through the doors that links and reports of the player go through.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from rnnviz.errors import RnnvizError
from rnnviz.player import Scene, encode
from rnnviz.settings.gates import GateSettings
from rnnviz.settings.gradients import GradientSettings
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.unroll import UnrollSettings
from rnnviz.street.screens import gates, gradients, unroll
from rnnviz.ui.gates.controls import checked_clamp
from rnnviz.ui.gradients.flows import flow_in
from rnnviz.ui.network.dials import checked_dial
from rnnviz.ui.network.edit_weights import checked_edit
from rnnviz.ui.network.network import STOPS
from rnnviz.ui.network.training import at_hand
from rnnviz.words.tongue import ENGLISH, languages, speaking

# From a report of the player and the settings of its page to the settings that change.
Move = Callable[[Any, Any], dict[str, Any] | None]


class Movable(NamedTuple):
    """A screen that is played with by hand."""

    settings: type[NetworkSettings]
    scene: Callable[[Any], Scene]
    moves: Mapping[str, Move]
    networks: Callable[[Any], Sequence[NetworkSettings]] = lambda s: [s.in_hand()]


MOVABLE: dict[str, Movable] = {
    "unroll": Movable(
        UnrollSettings,
        lambda s: unroll.walk(s, STOPS).scene,
        {"edit": checked_edit, "dial": checked_dial},
    ),
    "gates": Movable(
        GateSettings,
        lambda s: gates.walk(s, STOPS).scene,
        {"clamp": checked_clamp, "dial": checked_dial},
    ),
    "gradients": Movable(
        GradientSettings,
        lambda s: gradients.walk(s, STOPS, flow_in).scene,
        {"dial": checked_dial},
        gradients.networks_of,
    ),
}


def draft(question: Any) -> bytes | None:
    """Give the bytes of the scene that is asked for, or None if there is no such picture.

    `question` is ``{"screen", "query", "name", "value"}``: the code of a screen, the parameters of
    its link, and a report of its player.
    """
    try:
        movable = MOVABLE[question["screen"]]
        move, report = movable.moves[question["name"]], question["value"]
        query = {str(name): str(value) for name, value in dict(question["query"]).items()}
    except (LookupError, TypeError, ValueError):
        return None
    settings, wrong = movable.settings.from_query(query)
    language = query.get("lang", ENGLISH)
    if wrong or settings.net or language not in languages():
        return None
    with speaking(language):
        return _moved(movable, move, report, settings)


def _moved(movable: Movable, move: Move, report: Any, settings: Any) -> bytes | None:
    try:
        changes = move(report, settings)
        moved = None if changes is None else settings.with_(**changes)
        if moved is None or not all(map(at_hand, movable.networks(moved))):
            return None
        return encode(movable.scene(moved))
    except RnnvizError:
        return None
