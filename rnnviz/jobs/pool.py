"""Functions that run in worker processes, so that pages stay quick while networks train.

    pool = Pool()
    job = pool.submit("key", compare, series, protocol)
    job.progress, job.result, job.error, job.stop()

The worker calls `compare(series, protocol, on_progress=...)`: a function of a module, whose
arguments, progress and result can be pickled. `on_progress(anything)` gives True when it should
stop; what it then returns has `stopped` set. Results are kept by key, unless they were stopped:
the same work is never done twice. Several sessions may wait for one job: it is stopped when the
last of them has asked for that. Many small jobs may be patient: they let all others go first, take
turns among sessions, and are begun anew when the worker at them dies.
"""

import contextlib
import os
import pickle
import subprocess
import sys
import threading
import time
from collections import deque
from pathlib import Path
from typing import IO, Any

from rnnviz.jobs.book import Book, is_of_use
from rnnviz.jobs.job import Job

ROOT = Path(__file__).resolve().parents[2]
FORGOTTEN_SECONDS = 60.0  # a job that nobody has asked after for so long is stopped
# A worker that has computed for so long since it was told to stop, and goes on, ends itself. What
# a busy machine keeps from it does not count.
HEED_SECONDS = 5.0
GIVE_UP_SECONDS = 120.0  # one that does not even end itself is ended
CLOSE_SECONDS = 5.0


class Pool(Book):
    """A few worker processes and the queue before them; safe to share between sessions."""

    def __init__(
        self, workers: int | None = None, imports: tuple[str, ...] = (), **book: Any
    ) -> None:
        """`imports` are modules that a worker imports at once, while nobody waits; see `Book`."""
        super().__init__(**book)
        self.imports = imports
        self.turns: dict[str | None, int] = {}  # when each session's patient job was last begun
        # Each worker takes 150 MB. They give way to the pages, see `worker.give_way`.
        self.workers = workers or min(2, os.cpu_count() or 1)
        self.queue: deque[Job] = deque()
        self.threads: list[threading.Thread] = []
        self.closed = False

    def warm_up(self) -> None:
        """Start one worker now, so that it has imported what it needs when a job comes."""
        with self.changed:
            if not self.threads:
                self._add_thread()

    def _hand_in(self, job: Job) -> None:
        self.queue.append(job)
        if len(self.threads) < self.workers and self._busy() >= len(self.threads):
            self._add_thread()

    def ahead(self, job: Job) -> int:
        """How many jobs wait before this one."""
        with self.changed:
            return self.queue.index(job) if job in self.queue else 0

    def _drop(self, job: Job) -> None:
        """Finish a job that has not begun; one that has is left to its worker."""
        with self.changed:
            if job in self.queue:
                self.queue.remove(job)
                job.never_begun()

    def close(self) -> None:
        """End the workers."""
        with self.changed:
            self.closed = True
            self.changed.notify_all()
        for thread in self.threads:
            thread.join(timeout=CLOSE_SECONDS)

    def _busy(self) -> int:
        return sum(not job.finished.is_set() for job in self.jobs.values())

    def _add_thread(self) -> None:
        thread = threading.Thread(target=self._serve, daemon=True)
        self.threads.append(thread)
        thread.start()

    def _next(self) -> Job | None:
        with self.changed:
            self.changed.wait_for(lambda: self.queue or self.closed)
            return None if self.closed else self._taken()

    def _taken(self) -> Job:
        """Take the first job that is not patient, or else one of who has waited longest."""
        hasty = next((job for job in self.queue if job.function not in self.patient), None)
        job = hasty or min(self.queue, key=lambda one: self.turns.get(one.asker, 0))
        self.queue.remove(job)
        if job is not hasty:
            self.turns[job.asker] = max(self.turns.values(), default=0) + 1
        return job

    def _serve(self) -> None:
        """Own one worker process: hand it jobs, and start another when it has ended."""
        process = start_worker(self.imports)
        while (job := self._next()) is not None:
            if process.poll() is not None:
                end_worker(process)
                process = start_worker(self.imports)
            if not run(process, job):
                with self.changed:
                    self.queue.appendleft(job)
                    self.changed.notify()
            elif is_of_use(job):
                self.shelf.put(job.key, job.function, job.result)
        end_worker(process)


def start_worker(imports: tuple[str, ...] = ()) -> subprocess.Popen:
    """Start a worker with one thread for linear algebra: its matrices are small."""
    single = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL")}
    return subprocess.Popen(  # noqa: S603 - our own module, and modules that the app names
        [sys.executable, "-m", "rnnviz.jobs.worker", *imports],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ, **single},
        start_new_session=True,  # Ctrl-C is for the app; its end closes the pipe, which ends us
    )  # fmt: skip


def end_worker(process: subprocess.Popen) -> None:
    """End a worker, if it still runs, and close the pipes to it."""
    process.kill()
    with contextlib.suppress(OSError):  # what was not yet sent has nowhere to go
        process.communicate()


def run(process: subprocess.Popen, job: Job) -> bool:
    """Hand one job to a worker and follow it to its end; False if it is to be begun anew."""
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("the worker has no pipes")
    if job.stop_at is not None:
        job.never_begun()
        return True
    job.process, job.began, over = process, time.monotonic(), threading.Event()
    watch = threading.Thread(target=_watch, args=(process, job, over), daemon=True)
    ended = True
    try:
        _send(process.stdin, job.task)
        watch.start()
        while (message := pickle.load(process.stdout))[0] == "progress":  # noqa: S301
            job.progress = message[1]
        if message[0] == "done":
            job.result = message[1]
        else:
            job.fault = message[1]
    except (EOFError, OSError, pickle.PickleError, AttributeError, ImportError):
        process.kill()  # it has ended, or the app's code was changed under it
        process.wait()
        ended = not job.begin_again()
    finally:
        if ended:
            job.finished.set()
        over.set()
        if watch.ident is not None:  # what it still does must not reach the next job
            watch.join()
    return ended


def _watch(process: subprocess.Popen, job: Job, over: threading.Event) -> None:
    """Pass a stop on, end a worker that hangs; stop what nobody asks after."""
    sent = False
    while not over.wait(0.05):
        if time.monotonic() - job.asked > FORGOTTEN_SECONDS:
            job.end()
        if job.stop_at is None:
            continue
        if not sent and process.stdin:
            sent = True
            with contextlib.suppress(OSError):
                _send(process.stdin, ("stop", HEED_SECONDS))
        if time.monotonic() - job.stop_at > GIVE_UP_SECONDS:
            process.kill()
            process.wait()
            return


def _send(pipe: IO[bytes], message: Any) -> None:
    pickle.dump(message, pipe)
    pipe.flush()
