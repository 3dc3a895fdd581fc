"""Runs of pages take turns.

Python computes for one of them at a time in any case. Thirty that share it are all done at the
end; one after the other, most are done long before, and the last no later.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

AT_ONCE = 2  # the second goes on while the first waits for a file or a matrix product
PATIENCE = 1.0  # seconds; who waited that long for runs that do not end goes on beside them


class Turns:
    """So many threads at once, each in its turn."""

    def __init__(self, at_once: int = AT_ONCE, patience: float = PATIENCE) -> None:
        """All turns are free."""
        self._free = threading.Semaphore(at_once)
        self._patience = patience
        self._mine = threading.local()

    @contextmanager
    def mine(self) -> Iterator[None]:
        """Wait for a turn and keep it until the block ends."""
        self._mine.held = self._free.acquire(timeout=self._patience)
        try:
            yield
        finally:
            self._give_back()

    @contextmanager
    def others(self) -> Iterator[None]:
        """Let others have this thread's turn as long as the block waits for something."""
        held = self._give_back()
        try:
            yield
        finally:
            if held:
                self._mine.held = self._free.acquire(timeout=self._patience)

    def _give_back(self) -> bool:
        held, self._mine.held = getattr(self._mine, "held", False), False
        if held:
            self._free.release()
        return held


TURNS = Turns()


@contextmanager
def in_turns() -> Iterator[None]:
    """As long as the block lasts, every run of a page or of a part of one takes its turn."""
    at_once = ScriptRunner._run_script

    def run(self: ScriptRunner, rerun_data: RerunData) -> None:
        with TURNS.mine():
            at_once(self, rerun_data)

    ScriptRunner._run_script = run
    try:
        yield
    finally:
        ScriptRunner._run_script = at_once
