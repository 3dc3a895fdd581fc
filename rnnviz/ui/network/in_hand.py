"""The networks in hand that were made on another screen, as this session keeps them.

    token = put(carried)                                        # a Carried: net, examples, words
    query = carried_query(UnrollSettings(), token, carried)     # of a link that shows it

It lives in the session, and so does what is computed of it (see `cached`). In another session the
token is unknown: the page then shows a fresh network and says so. Any screen that trains a network
can put it here; every screen whose settings have `shows_carried` shows it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.settings.base import Settings
from rnnviz.settings.network import NetworkSettings
from rnnviz.street.network.carried import Carried, unknown
from rnnviz.ui.frame.once import once
from rnnviz.words.tongue import by_language

P = ParamSpec("P")
R = TypeVar("R")

MOST = 12  # networks that a session keeps; the one not used for longest goes first
MOST_UNITS = 32  # larger ones would not be seen, only waited for
STORE = "in_hand"


def put(carried: Carried) -> str:
    """Keep a network for this session; give its token."""
    store: dict[str, Carried] = st.session_state.setdefault(STORE, {})
    token = carried.token()
    store.pop(token, None)
    store[token] = carried
    for oldest in list(store)[:-MOST]:
        del store[oldest]
    return token


def held(s: Settings) -> Carried | None:
    """The carried network of some settings, which is then the one used last; None if they describe
    one of their own, or this session does not have it.
    """
    token = s.net if isinstance(s, NetworkSettings) else ""
    if not token:
        return None
    store: dict[str, Carried] = st.session_state.get(STORE, {})
    if token in store:
        store[token] = store.pop(token)
    return store.get(token)


def cached(
    compute: Callable[Concatenate[NetworkSettings, P], R],
) -> Callable[Concatenate[NetworkSettings, P], R]:
    """Compute once for the same arguments; never change what it gives, since it is shared.

    What follows from settings alone is kept for all sessions. What is computed of a carried network
    is kept by its session, ends with it, and is given out only while the session holds the network.
    """
    for_all = once(64)(compute)
    own = by_language(st.cache_resource(max_entries=16, show_spinner=False, scope="session"))(
        compute
    )

    @wraps(compute)
    def of(s: NetworkSettings, *args: P.args, **kwargs: P.kwargs) -> R:
        if not s.net:
            return for_all(s, *args, **kwargs)
        needed(s)  # raises if it is not here
        return own(s, *args, **kwargs)

    return of


def needed(s: NetworkSettings) -> Carried | None:
    """The carried network of some settings; None if they describe one of their own.

    Raises:
        RnnvizError: if this session does not have it.
    """
    carried = held(s)
    if s.net and carried is None:
        raise RnnvizError(unknown())
    return carried
