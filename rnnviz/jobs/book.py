"""What is known of the jobs of an engine: by key, for all sessions, with what is on the shelf."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from rnnviz.jobs.job import Job, nobody
from rnnviz.jobs.shelf import NOTHING, Shelf

KEPT = 60  # finished jobs of each function


class Book:
    """Jobs by key; whoever works hands in what is new to it, and finishes it.

    An engine says how: `_hand_in` begins a job, `_drop` finishes one that has not begun, `ahead`
    counts those that wait before it, `hindrance` says what holds it up.
    """

    workers: int  # how many jobs are done at a time

    def __init__(
        self,
        kept: Mapping[str, int] | None = None,
        who: Callable[[], str | None] = nobody,
        patient: Mapping[str, int] | None = None,
        shelf: Shelf | None = None,
    ) -> None:
        """`kept` says of how many finished jobs of a function the results are kept, by its name,
        if not of `KEPT`. `who` names the session that is asking; None is the program itself, whose
        word is final. `patient` says of which functions jobs wait until no others do, and how often
        one may be begun anew. `shelf` is where results are shared with other processes of the app.
        """
        self.shelf = shelf or Shelf()
        self.kept, self.who, self.patient = kept or {}, who, patient or {}
        self.jobs: OrderedDict[str, Job] = OrderedDict()
        self.changed = threading.Condition()

    def get(self, key: str) -> Job | None:
        """The job of that key, if it is known; one that failed or was stopped is forgotten."""
        with self.changed:
            if key in self.jobs:
                self.jobs.move_to_end(key)
            return self.jobs.get(key)

    def keep(self, key: str, function: Callable[..., Any], *args: Any, result: Any) -> Job:
        """Have the result of a job that was done before this engine was; give that job."""
        with self.changed:
            job = self.jobs[key] = Job(key, function, args, self.who, self._drop)
            job.result = result
            job.finished.set()
            self._forget_old()
            return job

    def submit(self, key: str, function: Callable[..., Any], *args: Any) -> Job:
        """Give the job of that key, started anew unless it is there, whole and not stopping."""
        with self.changed:
            known = self.jobs.get(key)
            if known and is_of_use(known):
                self.jobs.move_to_end(key)
                known.join()
                return known
            job = self.jobs[key] = Job(key, function, args, self.who, self._drop)
            job.again = self.patient.get(job.function, 0)
            job.join()
            self.jobs.move_to_end(key)
            if self._on_the_shelf(job):
                return job
            self._hand_in(job)
            self._forget_old()
            self.changed.notify()
            return job

    def warm_up(self) -> None:
        """Have a worker ready when a job comes."""
        raise NotImplementedError

    def close(self) -> None:
        """End the workers, or leave them."""
        raise NotImplementedError

    def ahead(self, job: Job) -> int:
        """How many jobs wait before this one."""
        raise NotImplementedError

    def hindrance(self, job: Job) -> str:
        """What a job waits for that does not come by itself soon, in a sentence; else nothing."""
        del job
        return ""

    def _hand_in(self, job: Job) -> None:
        raise NotImplementedError

    def _drop(self, job: Job) -> None:
        raise NotImplementedError

    def _on_the_shelf(self, job: Job) -> bool:
        """Finish a job whose result another process has left; say whether it has."""
        result = self.shelf.get(job.key, job.function)
        if result is NOTHING:
            return False
        job.result = result
        job.finished.set()
        return True

    def _forget_old(self) -> None:
        """Of each function, forget the finished jobs that were asked for longest ago."""
        finished: dict[str, list[str]] = {}
        for key, job in self.jobs.items():
            if job.finished.is_set():
                finished.setdefault(job.function, []).append(key)
        for name, keys in finished.items():
            for key in keys[: -self.kept.get(name, KEPT)]:
                del self.jobs[key]


def is_of_use(job: Job) -> bool:
    """Whether it gave a whole result, or will."""
    if job.finished.is_set():
        return job.error is None and not getattr(job.result, "stopped", False)
    return job.stop_at is None
