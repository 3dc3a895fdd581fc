"""What a run writes is handed on in bundles.

A run of a page writes a hundred messages. Streamlit wakes the loop that sends them for each one by
itself; awake, it asks every session of the server whether it has something to send, and waits with
the script for Python's one lock. Here messages wait some milliseconds for others, and the loop
takes, in their order, all that have come by then.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

from streamlit.runtime.app_session import AppSession

SECONDS = 0.005  # that a message waits for others


class Bundle:
    """What is to be called on a loop, in the order in which other threads asked for it."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Nothing waits yet."""
        self._loop = loop
        self._waiting: deque[Callable[[], None]] = deque()
        self._due = False  # whether the loop was told to come

    def add(self, call: Callable[[], None]) -> None:
        """Have it called soon, from any thread; never once the loop is closed."""
        self._waiting.append(call)  # first: who finds that the loop is due has added before it came
        if self._due:
            return
        self._due = True
        try:
            self._loop.call_soon_threadsafe(self._loop.call_later, SECONDS, self._take)
        except RuntimeError:
            if not self._loop.is_closed():
                raise

    def _take(self) -> None:
        self._due = False
        while self._waiting:
            self._waiting.popleft()()


@contextmanager
def in_bundles() -> Iterator[None]:
    """As long as the block lasts, for all sessions of the process."""
    bundles: WeakKeyDictionary[AppSession, Bundle] = WeakKeyDictionary()
    at_once = AppSession._call_soon_on_event_loop

    def soon(self: AppSession, callback: Callable[[], None]) -> None:
        if self not in bundles:
            bundles[self] = Bundle(self._event_loop)
        bundles[self].add(callback)

    AppSession._call_soon_on_event_loop = soon
    try:
        yield
    finally:
        AppSession._call_soon_on_event_loop = at_once
