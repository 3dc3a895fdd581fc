"""The settings of the screen Unroll."""

from dataclasses import dataclass

from rnnviz.settings.network import NetworkSettings


@dataclass(frozen=True, kw_only=True)
class UnrollSettings(NetworkSettings):
    """Unroll has no settings but those of the network in hand."""

    shows_carried = True
