"""A network that was made on another screen, with the sequences that it reads there.

Who keeps such networks (a session of the app does) gives one along on the street; an address has
no more of it than a token (`net=…`) and the number of one of its sequences (`at=…`).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.network import Network
from rnnviz.export.model import Model
from rnnviz.settings.base import Settings
from rnnviz.settings.network import NetworkSettings
from rnnviz.tasks.sequence import Example
from rnnviz.words import _

S = TypeVar("S", bound=Settings)


class Examples(Protocol):
    """The sequences that a carried network can be seen on, numbered from 0."""

    def __len__(self) -> int:
        """How many there are."""
        ...

    def example(self, k: int) -> Example:
        """One of them, as the network reads it."""
        ...

    def sentence(self, k: int, y: Array) -> str:
        """What the outputs y (T, O) say about it, in words and in its own units, as Markdown."""
        ...

    def model(self, net: Network) -> Model:
        """The network with all that its code needs."""
        ...


@dataclass(frozen=True)
class Carried:
    """A network from another screen.

    Attributes:
        net: the network, in float64.
        examples: what it can be seen on.
        where: "last" or "every": where its loss is.
        name: what it is and what it was trained on, as Markdown in which text of a file is plain.
        first: the number, from 0, of the example that is shown at first.
        example_label: what one example is called.
        home: the code of the screen that it comes from.
        query: the parameters of a link back to it.
        identity: what tells its examples from others, beside its weights.
    """

    net: Network
    examples: Examples
    where: str
    name: str
    first: int
    example_label: str
    home: str
    query: Mapping[str, str]
    identity: str

    def token(self) -> str:
        """Sixteen hexadecimal digits that stand for it, the same for the same network."""
        digest = hashlib.sha256(f"{self.net.cell.code} {self.name} {self.identity}".encode())
        for a in (*self.net.weights.params, *self.net.weights.readout):
            digest.update(np.ascontiguousarray(a, "<f8").tobytes())
        return digest.hexdigest()[:16]


def number(s: NetworkSettings, carried: Carried) -> int:
    """The number, from 0, of the example to be shown: the one of the address if there is one."""
    last = len(carried.examples) - 1
    return min(carried.first if s.at is None else s.at - 1, last)


def settle(settings: S, carried: Carried | None) -> tuple[S, list[str]]:
    """Make settings agree with the network they carry; without it, a fresh one and a sentence."""
    if not isinstance(settings, NetworkSettings) or not settings.net:
        return settings, []
    if not settings.shows_carried:
        return settings.with_(net="", at=None), []
    if carried is None:
        return settings.with_(net="", at=None, edits=""), [unknown()]
    at = None if settings.at is None else number(settings, carried) + 1
    return settings.with_(cell=carried.net.cell.code, where=carried.where, at=at), []


def unknown() -> str:
    """The sentence for a link from another session."""
    return _(
        "The trained network of this link is not in this session, so a fresh one is shown; open "
        "the trained one again from the screen where it was trained."
    )


def carried_query(target: NetworkSettings, token: str, carried: Carried) -> dict[str, str]:
    """The parameters of a link to the screen with the settings `target`, with this network."""
    cell, where = carried.net.cell.code, carried.where
    return target.with_(cell=cell, where=where, net=token, at=None, edits="").to_query()
