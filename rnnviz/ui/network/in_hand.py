"""A network in hand that was made on another screen, with the sequences that it reads there.

    token = put(carried)                                        # a Carried: net, examples, words
    query = carried_query(UnrollSettings(), token, carried)     # of a link that shows it

It lives in the session, and so does what is computed of it (see `cached`); the address carries a
token (`net=…`) and the number of one of its sequences (`at=…`). In another session the token is
unknown: the page then shows a fresh network and says so. Any screen that trains a network can put
it here; every screen whose settings have `shows_carried` shows it.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

import numpy as np
import streamlit as st

from rnnviz.core.arrays import Array
from rnnviz.core.network import Network
from rnnviz.errors import RnnvizError
from rnnviz.export.model import Model
from rnnviz.settings.base import Settings
from rnnviz.settings.network import NetworkSettings
from rnnviz.tasks.sequence import Example
from rnnviz.words import _

S = TypeVar("S", bound=Settings)
P = ParamSpec("P")
R = TypeVar("R")

MOST = 12  # networks that a session keeps; the one not used for longest goes first
MOST_UNITS = 32  # larger ones would not be seen, only waited for
STORE = "in_hand"


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


def put(carried: Carried) -> str:
    """Keep a network for this session; give its token."""
    store: dict[str, Carried] = st.session_state.setdefault(STORE, {})
    token = carried.token()
    store.pop(token, None)
    store[token] = carried
    for oldest in list(store)[:-MOST]:
        del store[oldest]
    return token


def held(s: NetworkSettings) -> Carried | None:
    """The carried network of some settings, which is then the one used last; None if they describe
    one of their own, or this session does not have it.
    """
    store: dict[str, Carried] = st.session_state.get(STORE, {})
    if s.net in store:
        store[s.net] = store.pop(s.net)
    return store.get(s.net)


def cached(
    compute: Callable[Concatenate[NetworkSettings, P], R],
) -> Callable[Concatenate[NetworkSettings, P], R]:
    """Compute once for the same arguments; never change what it gives, since it is shared.

    What follows from settings alone is kept for all sessions. What is computed of a carried network
    is kept by its session, ends with it, and is given out only while the session holds the network.
    """
    for_all = st.cache_resource(max_entries=64, show_spinner=False)(compute)
    own = st.cache_resource(max_entries=16, show_spinner=False, scope="session")(compute)

    @wraps(compute)
    def of(s: NetworkSettings, *args: P.args, **kwargs: P.kwargs) -> R:
        if not s.net:
            return for_all(s, *args, **kwargs)
        network_and_number(s)  # raises if it is not here
        return own(s, *args, **kwargs)

    return of


def network_and_number(s: NetworkSettings) -> tuple[Carried, int]:
    """The carried network and the number, from 0, of the example to be shown.

    Raises:
        RnnvizError: if this session does not have it.
    """
    carried = held(s)
    if carried is None:
        raise RnnvizError(unknown())
    return carried, number(s, carried)


def number(s: NetworkSettings, carried: Carried) -> int:
    """The number, from 0, of the example to be shown: the one of the address if there is one."""
    last = len(carried.examples) - 1
    return min(carried.first if s.at is None else s.at - 1, last)


def settle(settings: S) -> tuple[S, list[str]]:
    """Make settings agree with the network they carry; without it, a fresh one and a sentence."""
    if not isinstance(settings, NetworkSettings) or not settings.net:
        return settings, []
    if not settings.shows_carried:
        return settings.with_(net="", at=None), []
    carried = held(settings)
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
