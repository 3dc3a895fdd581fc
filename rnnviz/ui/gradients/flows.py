"""How gradients flow in a network, kept for all who ask again."""

from rnnviz.scenes.gradients import Flow
from rnnviz.settings.network import NetworkSettings
from rnnviz.street.screens.gradients import flow_of
from rnnviz.ui.network import in_hand
from rnnviz.ui.network.network import STOPS


@in_hand.cached
def flow_in(s: NetworkSettings, name: str, truncate: int | None, loudness: float) -> Flow:
    """How gradients flow in one network; shared, never to be changed."""
    return flow_of(STOPS)(s, name, truncate, loudness)
