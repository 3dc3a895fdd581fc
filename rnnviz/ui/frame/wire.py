"""What the server writes is sent at once.

Streamlit opens its socket without naming the protocol, and asyncio then leaves the system's habit
on it of holding a small packet back until the one before has been answered for, 40 ms each. An
answer is a packet of headers and one of content, so of the hundred files of a first visit nearly
each waited, and so did most messages of every later run.

What a run of a page costs beside that is cut where the framework allows it: see bundles.py,
turns.py and theme.py, each a function of Streamlit's put in the place of one.
"""

import gc
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from rnnviz.ui.frame.bundles import in_bundles
from rnnviz.ui.frame.theme import theme_looked_up_once
from rnnviz.ui.frame.turns import in_turns

INTERNET = {socket.AF_INET, socket.AF_INET6}


@asynccontextmanager
async def sent_at_once(_app: Any) -> AsyncIterator[None]:
    """As long as the app runs: connections take this from the socket on which they came in."""
    for one in gc.get_objects():
        if isinstance(one, socket.socket) and one.fileno() >= 0:
            hold_nothing_back(one)
    with in_bundles(), in_turns(), theme_looked_up_once():
        yield


def hold_nothing_back(one: socket.socket) -> None:
    """Have a socket send each packet when it is written, where packets are what it sends."""
    if one.family in INTERNET and one.type == socket.SOCK_STREAM:
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
