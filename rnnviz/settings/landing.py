"""The settings of the landing page: none of its own."""

from dataclasses import dataclass

from rnnviz.settings.network import NetworkSettings


@dataclass(frozen=True, kw_only=True)
class LandingSettings(NetworkSettings):
    """The landing page has no controls; it only carries the network in hand."""

    shows_carried = True
