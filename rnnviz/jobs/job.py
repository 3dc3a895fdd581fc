"""One piece of work of a pool, for which one session waits, or several."""

import subprocess
import threading
import time
from collections.abc import Callable
from typing import Any

from rnnviz.words import N_, _
from rnnviz.words.tongue import spoken

OnProgress = Callable[[Any], bool]  # takes how far it is, gives True when the work should stop

AWAY_SECONDS = 5.0  # who has not asked after a job for so long is not waiting for it any more


def nobody() -> None:
    """Who asks where there are no sessions: the program itself."""


class Job:
    """One piece of work: waiting, running or finished. Its attributes are read by the pages."""

    def __init__(
        self,
        key: str,
        function: Callable[..., Any],
        args: tuple[Any, ...],
        who: Callable[[], str | None] = nobody,
        drop: "Callable[[Job], None]" = lambda _job: None,
    ) -> None:
        """`who` names the session that is asking; `drop` finishes the job if it has not begun."""
        self.key, self._who, self._drop = key, who, drop
        self.task, self.function = ("job", function, args, spoken()), function.__name__
        self.asker, self.again = who(), 0  # who asked first; how often it may be begun anew
        self.progress: Any = None
        self.result: Any = None
        self.fault: str | None = None  # `error` in the language of who asked first, or in English
        self.finished = threading.Event()
        self.stop_at: float | None = None
        self.waiting: dict[str, float] = {}  # who waits for it, and when they last asked
        self.leavers: set[str] = set()  # who has asked to stop it
        self.submitted = self.asked = time.monotonic()
        self.began: float | None = None
        self.process: subprocess.Popen | None = None
        self.future: Any = None  # on a cluster: what stands for its result there
        self.heard: float | None = None  # when it last reported

    @property
    def error(self) -> str | None:
        """Why it failed, in a sentence; None if it did not."""
        return None if self.fault is None else _(self.fault)

    @property
    def done(self) -> bool:
        """Finished, well or badly. Asking keeps the job alive."""
        self.asked = time.monotonic()
        who = self._who()
        if who is not None:
            self.waiting[who] = self.asked
        if self.leavers:
            self._end_if_nobody_waits()
        return self.finished.is_set()

    @property
    def left(self) -> bool:
        """Whether who is asking has asked to stop it; others may still wait for it."""
        return self._who() in self.leavers

    def join(self) -> None:
        """Wait for it, also after having asked to stop it."""
        who = self._who()
        if who is not None:
            self.waiting[who] = time.monotonic()
            self.leavers.discard(who)

    def stop(self) -> None:
        """Ask to stop it, which happens at once unless other sessions wait for it too."""
        who = self._who()
        if who is None:
            self.end()
        else:
            self.leavers.add(who)
            self._end_if_nobody_waits()

    def end(self) -> None:
        """Ask the worker to stop when it next reports its progress, and to keep what it has,
        whoever waits; a job whose turn has not come is finished at once.
        """
        if not self.finished.is_set():
            self.stop_at = self.stop_at or time.monotonic()
            self._drop(self)

    def never_begun(self) -> None:
        """Finish a job that was stopped before its turn."""
        self.fault = N_("Stopped before its turn.")
        self.finished.set()

    def begin_again(self) -> bool:
        """After its worker died: whether it goes back to the queue; if not, it has failed."""
        if self.again and self.stop_at is None:
            self.again, self.began, self.progress = self.again - 1, None, None
            return True
        self.fault = N_("Training was ended before it had a result; train again.")
        return False

    def _end_if_nobody_waits(self) -> None:
        now = time.monotonic()
        here = {who for who, at in self.waiting.copy().items() if now - at < AWAY_SECONDS}
        if here <= self.leavers:
            self.end()
