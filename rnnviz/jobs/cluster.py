"""Jobs on a Dask cluster: the same as on this machine, to be asked for in the same way.

    cluster = Cluster("tcp://127.0.0.1:8786")
    job = cluster.submit("key", compare, series, protocol)

One thread follows all jobs: it hands them in, takes their results as they come, passes a stop on,
and hands in again what a lost scheduler has forgotten. A connection that breaks is given up and
made anew. Nothing is done twice that has arrived here; what was being done is begun anew.

`distributed` is imported here alone, and only by who has a cluster (`pip install rnnviz[cluster]`).
"""

import asyncio
import contextlib
import hashlib
import itertools
import pickle
import threading
import time
import uuid
from importlib.util import find_spec
from typing import Any

from rnnviz.errors import RnnvizError
from rnnviz.jobs import remote
from rnnviz.jobs.book import Book, is_of_use
from rnnviz.jobs.job import Job
from rnnviz.jobs.pool import CLOSE_SECONDS, FORGOTTEN_SECONDS
from rnnviz.words import _

POLL_SECONDS = 0.05
CONNECT_SECONDS = 5.0
LOOK_SECONDS = 0.2
WORD_SECONDS = 1.0  # that a worker has to answer
SILENT_SECONDS = 20.0  # a job at work reports ten times a second
PATIENT, HASTY = -1000, 0  # priorities: the higher the sooner
GIVE_UP_SECONDS = 5.0  # that a worker has to heed a stop, from when it was last heard
MOST_DEATHS = 5  # times that the cluster may give a job up, each time after several workers


class Cluster(Book):
    """The workers of a scheduler; safe to share between sessions."""

    def __init__(self, address: str, **book: Any) -> None:
        """`address` is the scheduler's, tcp:// or tls:// (whose keys Dask's settings name).

        Raises:
            RnnvizError: if Dask is not installed.
        """
        if find_spec("distributed") is None:
            text = _("{address} asks for a Dask cluster: pip install rnnviz[cluster], or unset it.")
            raise RnnvizError(text.format(address=address))
        super().__init__(**book)
        self.address = address
        self.active: list[Job] = []  # handed in and not finished, in their order
        self.client: Any = None
        self.workers, self.looked = 1, 0.0
        self.reports: dict[str, int] = {}  # of the jobs at work, how many came, by their names
        self.deaths: dict[str, int] = {}  # of its workers, by a job's key
        self.numbers, self.own = itertools.count(), uuid.uuid4().hex[:8]
        self.closed = False
        self.thread = threading.Thread(target=self._follow, daemon=True)
        self.thread.start()

    def warm_up(self) -> None:
        """Nothing: the cluster's workers are there."""

    def close(self) -> None:
        """Leave the cluster; its workers stop what only this app wanted."""
        self.closed = True
        self.thread.join(timeout=CLOSE_SECONDS)

    def ahead(self, job: Job) -> int:
        """How many jobs wait before this one, as far as this app knows."""
        with self.changed:
            waiting = [one for one in self.active if one.began is None]
            return max(0, waiting.index(job)) if job in waiting else 0

    def hindrance(self, job: Job) -> str:
        """What holds a job up: no cluster, no worker, or one that says nothing."""
        if job.finished.is_set():
            return ""
        if not self._connected():
            text = _("The cluster at {address} does not answer; work goes on once it does.")
            return text.format(address=self.address)
        if not self.workers:
            return _("The cluster has no worker now; work goes on once it has one.")
        silent = time.monotonic() - (job.heard or time.monotonic())
        if silent > SILENT_SECONDS:
            text = _("Its worker has said nothing for {n} s. “Stop” gives it up; then train again.")
            return text.format(n=round(silent))
        return ""

    def _hand_in(self, job: Job) -> None:
        self.active.append(job)

    def _drop(self, job: Job) -> None:
        """Finish a job that was not handed in yet; a stop is passed on to the others."""
        with self.changed:
            if job in self.active and job.future is None:
                self.active.remove(job)
                job.never_begun()

    def _follow(self) -> None:
        """See to all jobs until the end."""
        while not self.closed:
            if not self._connected() and not self._connect():
                time.sleep(0.5)
            for job in list(self.active):
                with contextlib.suppress(Exception):  # what broke is tried again, or made anew
                    self._see_to(job)
            self._look_around()
            time.sleep(POLL_SECONDS)
        self._leave()

    def _connected(self) -> bool:
        return self.client is not None and self.client.status == "running"

    def _connect(self) -> bool:
        """Find the cluster, anew if it was lost; then everything is to be handed in."""
        from distributed import Client

        self._leave()
        for job in list(self.active):
            job.future = job.began = job.heard = None
        try:
            self.client = Client(
                self.address, timeout=CONNECT_SECONDS, set_as_default=False, name="rnnviz"
            )
        except (OSError, TimeoutError, RuntimeError, ValueError):
            self._leave()
            return False
        return True

    def _leave(self) -> None:
        client, self.client = self.client, None
        if client is not None:
            with contextlib.suppress(Exception):  # it may be half gone
                client.close(timeout=1)

    def _look_around(self) -> None:
        """Ask all workers what they have to report, and pass stops on, a few times a second."""
        if not self._connected() or time.monotonic() - self.looked < LOOK_SECONDS:
            return
        self.looked = time.monotonic()
        jobs = {job.future.key: job for job in self.active if job.future is not None}
        with contextlib.suppress(Exception):  # the cluster may be half gone
            found = self.client.sync(self._asked, jobs, callback_timeout=CONNECT_SECONDS)
            self.reports = {name: n for name, n in self.reports.items() if name in jobs}
            for name, (number, said) in found.items():
                job, self.reports[name] = jobs[name], number
                job.began = job.began or time.monotonic()
                job.heard, job.progress = time.monotonic(), pickle.loads(said)  # noqa: S301

    async def _asked(self, jobs: dict[str, Job]) -> dict[str, remote.Report]:
        """What each worker says; one that hangs keeps nobody from hearing the others."""
        workers = await self.client.nthreads()
        self.workers = sum(workers.values())
        if not jobs:
            return {}
        known = {name: self.reports.get(name, 0) for name in jobs}
        stops = [name for name, job in jobs.items() if job.stop_at is not None]

        async def one(worker: str) -> dict[str, remote.Report]:
            answers = await self.client.run(
                remote.look, known, stops, workers=[worker], on_error="ignore"
            )
            return answers.get(worker) or {}

        asked = [asyncio.wait_for(one(worker), WORD_SECONDS) for worker in workers]
        answers = await asyncio.gather(*asked, return_exceptions=True)
        return {k: v for one in answers if isinstance(one, dict) for k, v in one.items()}

    def _see_to(self, job: Job) -> None:
        """One look at one job."""
        if time.monotonic() - job.asked > FORGOTTEN_SECONDS:
            job.end()
        if job.future is None and job.stop_at is not None:
            job.begin_again()
            self._finish(job)
        elif not self._connected():
            return
        elif job.future is None:
            self._begin(job)
        elif job.future.status in ("cancelled", "lost"):
            job.future = job.began = job.heard = None
        elif job.future.status == "finished":
            kind, found = job.future.result(timeout=CONNECT_SECONDS)
            job.result, job.fault = (found, None) if kind == "done" else (None, found)
            self._finish(job)
        elif job.future.status == "error":
            self._lost_worker(job)
        elif job.stop_at is not None:
            self._stop(job)

    def _begin(self, job: Job) -> None:
        name = f"{self.own}-{next(self.numbers)}-{hashlib.sha256(job.key.encode()).hexdigest()}"
        job.future = self.client.submit(
            remote.work, name, job.task, key=name, priority=self._priority(job), pure=False,
        )  # fmt: skip

    def _priority(self, job: Job) -> int:
        """Patient jobs after all others; one of each session before the second of any."""
        if job.function not in self.patient:
            return HASTY
        mine = [one for one in self.active if one.asker == job.asker and one.future is not None]
        return PATIENT - len(mine)

    def _lost_worker(self, job: Job) -> None:
        """It took several workers with it, or they were killed: it begins again, up to a limit."""
        self.deaths[job.key] = self.deaths.get(job.key, 0) + 1
        job.future = job.began = job.heard = None
        if self.deaths[job.key] > MOST_DEATHS:
            job.again = 0
            job.begin_again()
            self._finish(job)

    def _stop(self, job: Job) -> None:
        """A worker that does not heed its stop is given up; `_look_around` has passed it on."""
        if time.monotonic() - max(job.stop_at or 0, job.heard or 0) > GIVE_UP_SECONDS:
            job.future.cancel(force=True)
            job.begin_again()
            self._finish(job)

    def _finish(self, job: Job) -> None:
        with self.changed:
            self.active.remove(job)
        self.deaths.pop(job.key, None)
        job.future = None
        job.finished.set()
        if is_of_use(job):
            self.shelf.put(job.key, job.function, job.result)
