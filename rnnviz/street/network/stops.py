"""The stops that screens with a network in hand have in common, in one piece.

A screen asks them for what it shows, of one network or of several. Whoever walks brings them
along: the app's keep what they gave for all sessions, these ones as long as they live.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import NamedTuple, Protocol

from rnnviz.core.network import Network
from rnnviz.core.study import Study
from rnnviz.settings.network import NetworkSettings
from rnnviz.street.network.carried import Carried
from rnnviz.street.network.cell import as_drawn
from rnnviz.street.network.example import example_of
from rnnviz.street.network.network import as_trained, trained_network, turned
from rnnviz.street.network.study import study_of
from rnnviz.tasks.sequence import Example


class StudyOf(Protocol):
    """Settings to study; see `study_of`."""

    def __call__(
        self, s: NetworkSettings, truncate: int | None = None, loudness: float = 1.0, /
    ) -> Study:
        """Everything computed of the network that the settings describe."""
        ...


class Stops(NamedTuple):
    """From the settings of a network to what is known of it; what is given is never changed."""

    example: Callable[[NetworkSettings], Example]
    unedited: Callable[[NetworkSettings], Network]  # without edits, in PyTorch's writing
    study: StudyOf


def stops(carried: Carried | None = None) -> Stops:
    """Stops that compute nothing twice, and know no network but those that settings describe.

    One that settings only name (`net`) is the `carried` one.
    """
    read = partial(example_of, carried=carried)

    @cache
    def trained(s: NetworkSettings) -> Network:
        return carried.net if carried and s.net else trained_network(s, read(s))

    def unedited(s: NetworkSettings) -> Network:
        return turned(trained(as_trained(s)), s)

    @cache
    def studied(s: NetworkSettings, truncate: int | None = None, loudness: float = 1.0) -> Study:
        return study_of(s, read(s), unedited(as_drawn(s)), truncate, loudness)

    return Stops(read, unedited, studied)
