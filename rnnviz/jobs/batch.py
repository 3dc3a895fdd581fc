"""Several jobs as one: done when all are, stopped together, with the time that is left."""

import time
from collections.abc import Callable
from typing import Any, Generic, NamedTuple, TypeVar

from rnnviz.jobs.job import Job

K = TypeVar("K")


class State(NamedTuple):
    """How far a batch has come: jobs done, and what the one at work (or none) last reported."""

    done: int
    total: int
    running: Any
    share: float
    seconds_left: float | None


class Batch(Generic[K]):
    """Jobs by key, read by a page as if they were one."""

    def __init__(self, jobs: dict[K, Job], fraction: Callable[[Any], float]) -> None:
        """`fraction` turns what a job reports into a number from 0 to 1."""
        self.jobs, self.fraction = jobs, fraction

    @property
    def done(self) -> bool:
        """Whether all are finished. Asking keeps every job alive."""
        states = [job.done for job in self.jobs.values()]  # each is asked, whatever the others say
        return all(states)

    @property
    def stop_at(self) -> float | None:
        """When the first was asked to stop."""
        asked = [j.stop_at for j in self.jobs.values() if j.stop_at and not j.finished.is_set()]
        return min(asked, default=None)

    @property
    def left(self) -> bool:
        """Whether who is asking has asked to stop one that is not finished."""
        return any(j.left for j in self.jobs.values() if not j.finished.is_set())

    def stop(self) -> None:
        """Ask all that are not finished to stop; what is done is kept."""
        for job in reversed(self.jobs.values()):  # those that wait first, lest they begin
            if not job.finished.is_set():
                job.stop()

    @property
    def error(self) -> str | None:
        """The first sentence of a job that failed, and was not stopped."""
        failed = (j.error for j in self.jobs.values() if j.error and j.stop_at is None)
        return next(failed, None)

    @property
    def progress(self) -> State | None:
        """How far they are; None before the first has begun."""
        jobs = list(self.jobs.values())
        running = [j for j in jobs if j.began is not None and not j.finished.is_set()]
        done = sum(j.finished.is_set() for j in jobs)
        if not running and not done:
            return None
        report = next((j.progress for j in running if j.progress is not None), None)
        shares = sum(self._fraction(j) for j in running)
        return State(done, len(jobs), report, (done + shares) / len(jobs), self._left(jobs))

    @property
    def first(self) -> Job:
        """The first that is not finished, or else the first of all."""
        jobs = list(self.jobs.values())
        return next((j for j in jobs if not j.finished.is_set()), jobs[0])

    def results(self) -> dict[K, Any]:
        """The results there are."""
        return {key: job.result for key, job in self.jobs.items() if job.result is not None}

    def _fraction(self, job: Job) -> float:
        return 0.0 if job.progress is None else min(1.0, self.fraction(job.progress))

    def _left(self, jobs: list[Job]) -> float | None:
        """By the pace since the first of the unfinished jobs was handed in; None when unknown."""
        pending = [j for j in jobs if not j.finished.is_set()]
        since = min((j.submitted for j in pending), default=time.monotonic())
        lately = [j for j in jobs if j.finished.is_set() and j.submitted >= since - 1]
        work = len(lately) + sum(self._fraction(j) for j in pending if j.began is not None)
        first = min((j.began for j in (*lately, *pending) if j.began is not None), default=None)
        if first is None or work < 0.2:
            return None
        whole = len(lately) + len(pending)
        return (time.monotonic() - first) * (whole - work) / work
