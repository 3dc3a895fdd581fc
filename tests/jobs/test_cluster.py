"""A real Dask cluster of three worker processes, and all that can go wrong with one."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import rnnviz.jobs.cluster as module
from cluster.processes import ROOT, Processes
from rnnviz.jobs import Cluster, Job, Shelf
from tests.jobs.steps import Made, steps

pytest.importorskip("distributed")

TTL = {"DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "3s"}


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with Processes(3, port, **TTL) as running:
        yield running


@pytest.fixture(scope="module")
def cluster(processes: Processes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    shared = Cluster(processes.address, shelf=Shelf(tmp_path_factory.mktemp("shelf")))
    yield shared
    shared.close()


@pytest.fixture(autouse=True)
def whole(processes: Processes, cluster: Cluster) -> None:
    """Each test begins with three workers."""
    wait(lambda: processes.mend() or (cluster._connected() and cluster.workers == 3))


def wait(condition: Callable[[], object], seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.02)


def begun(cluster: Cluster, folder: Path, seeds: range, n: int = 6) -> dict[int, Job]:
    keys = {seed: f"{folder.name} {seed}" for seed in seeds}
    return {k: cluster.submit(key, steps, k, n, str(folder)) for k, key in keys.items()}


def delivered(jobs: dict[int, Job]) -> set[int]:
    return {seed for seed, job in jobs.items() if job.done}


def marks(folder: Path) -> Counter[str]:
    path = folder / "marks"
    return Counter(path.read_text(encoding="utf-8").splitlines() if path.exists() else [])


def here(seed: int, n: int, folder: Path) -> Made:
    return steps(seed, n, str(folder), lambda _progress: False)


def pid_of(job: Job) -> int:
    wait(lambda: job.progress is not None)
    return job.progress[1]


def kill_one_at_work(jobs: dict[int, Job]) -> None:
    """Kill a worker while it is at a job, as far as is known here."""
    found: list[Job] = []

    def look() -> bool:
        found[:] = [job for job in jobs.values() if job.progress and not job.finished.is_set()]
        return bool(found)

    wait(look)
    with contextlib.suppress(ProcessLookupError):  # it was killed before
        os.kill(found[0].progress[1], signal.SIGKILL)


def assert_all_whole(jobs: dict[int, Job], elsewhere: Path, n: int = 6) -> None:
    """Every result is there, and is to the last bit what this process computes."""
    assert [job.error for job in jobs.values() if job.error] == []
    assert {seed: job.result for seed, job in jobs.items()} == {
        seed: here(seed, n, elsewhere) for seed in jobs
    }


def test_that_a_job_reports_is_shared_and_stops_soon_with_what_it_has(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking = ["ann"]
    monkeypatch.setattr(cluster, "who", lambda: asking[-1])
    jobs = begun(cluster, tmp_path, range(1), 400)
    asking.append("bob")
    assert begun(cluster, tmp_path, range(1), 400) == jobs
    job = jobs[0]
    wait(lambda: not job.done and job.progress and job.progress[0] >= 2)
    job.stop()
    assert job.stop_at is None  # ann still waits
    asking.append("ann")
    job.stop()
    wait(lambda: job.done)
    assert job.error is None
    assert job.result.stopped
    assert marks(tmp_path) == {"stopped 0": 1}


def test_that_killed_workers_lose_nothing_and_nothing_that_arrived_is_done_twice(
    cluster: Cluster, processes: Processes, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    jobs = begun(cluster, tmp_path, range(30))
    before = {}
    for target in (3, 10, 17):
        wait(lambda target=target: len(delivered(jobs)) >= target)
        before |= {seed: marks(tmp_path)[f"done {seed}"] for seed in delivered(jobs)}
        kill_one_at_work(jobs)
        processes.mend()
    wait(lambda: processes.mend() or len(delivered(jobs)) == len(jobs))
    assert_all_whole(jobs, tmp_path_factory.mktemp("here"))
    assert begun(cluster, tmp_path, range(30)) == jobs
    after = marks(tmp_path)
    assert {seed: after[f"done {seed}"] for seed in before} == before


@pytest.mark.skipif("RNNVIZ_WHOLE" not in os.environ, reason="half a minute: make faults")
def test_that_a_worker_killed_every_two_seconds_for_half_a_minute_costs_no_result(
    cluster: Cluster, processes: Processes, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    jobs = begun(cluster, tmp_path, range(70), 24)
    before: dict[int, int] = {}
    for kill in range(15):
        until = time.monotonic() + 2
        wait(lambda until=until: processes.mend() or time.monotonic() > until)
        before |= {seed: marks(tmp_path)[f"done {seed}"] for seed in delivered(jobs)}
        processes.running[1 + kill % 3].kill()
        assert len(delivered(jobs)) < len(jobs), "killed when nothing was left to do"
    wait(lambda: processes.mend() or len(delivered(jobs)) == len(jobs))
    assert_all_whole(jobs, tmp_path_factory.mktemp("here"), 24)
    after = marks(tmp_path)
    assert {seed: after[f"done {seed}"] for seed in before} == before


def test_that_a_scheduler_that_was_killed_and_is_back_ends_all_that_was_begun(
    cluster: Cluster, processes: Processes, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    jobs = begun(cluster, tmp_path, range(12))
    wait(lambda: len(delivered(jobs)) >= 3)
    processes.running[0].kill()
    processes.running[0].wait()
    left = next(job for job in reversed(jobs.values()) if not job.done)
    wait(lambda: "does not answer" in cluster.hindrance(left))
    before = {seed: marks(tmp_path)[f"done {seed}"] for seed in delivered(jobs)}
    assert len(before) < 12
    wait(lambda: processes.mend() or len(delivered(jobs)) == len(jobs))
    assert cluster.hindrance(left) == ""
    assert_all_whole(jobs, tmp_path_factory.mktemp("here"))
    after = marks(tmp_path)
    assert {seed: after[f"done {seed}"] for seed in before} == before


def test_that_an_app_that_was_ended_finds_what_was_finished_and_its_workers_are_free(
    processes: Processes, tmp_path: Path
) -> None:
    shelf = Shelf(tmp_path / "shelf")
    first = Cluster(processes.address, shelf=shelf)
    short, long = begun(first, tmp_path, range(2), 2), begun(first, tmp_path, range(2, 4), 400)
    wait(lambda: len(delivered(short)) == 2 and all(job.progress for job in long.values()))
    wait(lambda: len(list((tmp_path / "shelf").iterdir())) == 2)
    first.close()
    second = Cluster(processes.address, shelf=shelf)
    try:
        again = begun(second, tmp_path, range(2), 2)
        assert all(job.finished.is_set() for job in again.values())
        assert {k: job.result for k, job in again.items()} == {
            k: job.result for k, job in short.items()
        }
        wait(lambda: marks(tmp_path)["stopped 2"] == marks(tmp_path)["stopped 3"] == 1)
        assert marks(tmp_path)["done 0"] == marks(tmp_path)["done 1"] == 1
    finally:
        second.close()


APP = """
import sys, time
from pathlib import Path
from rnnviz.jobs import Cluster, Shelf
from tests.jobs.steps import steps
address, folder = sys.argv[1:]
app = Cluster(address, shelf=Shelf(Path(folder) / "shelf"))
for seed in range(4):
    app.submit(f"{Path(folder).name} {seed}", steps, seed, 2 if seed < 2 else 20, folder)
time.sleep(600)
"""


def test_that_an_app_that_was_killed_finds_what_was_finished_and_does_not_do_it_twice(
    processes: Processes, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shelf = tmp_path / "shelf"
    app = subprocess.Popen([sys.executable, "-c", APP, processes.address, str(tmp_path)], cwd=ROOT)
    try:
        wait(lambda: shelf.is_dir() and len([*shelf.glob("[!.]*")]) >= 2)
        assert app.poll() is None
    finally:
        app.kill()  # it says good-bye to nobody
        app.wait()
    again = Cluster(processes.address, shelf=Shelf(shelf))
    try:
        short = begun(again, tmp_path, range(2), 2)
        assert all(job.finished.is_set() for job in short.values())
        long = begun(again, tmp_path, range(2, 4), 20)
        wait(lambda: len(delivered(long)) == 2)
        assert_all_whole(short, tmp_path_factory.mktemp("here"), 2)
        assert_all_whole(long, tmp_path_factory.mktemp("here"), 20)
        assert marks(tmp_path)["done 0"] == marks(tmp_path)["done 1"] == 1
    finally:
        again.close()


def test_that_what_no_session_asks_after_any_more_is_stopped(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (job,) = begun(cluster, tmp_path, range(1), 400).values()
    pid_of(job)
    monkeypatch.setattr(module, "FORGOTTEN_SECONDS", 0.1)
    wait(job.finished.is_set)
    assert job.result.stopped


def test_that_a_worker_that_hangs_is_said_to_be_silent_and_its_job_is_done_by_another(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:  # fmt: skip
    monkeypatch.setattr(module, "SILENT_SECONDS", 0.5)
    jobs = begun(cluster, tmp_path, range(2), 40)
    hung = pid_of(jobs[0])
    os.kill(hung, signal.SIGSTOP)
    try:
        wait(lambda: not jobs[0].done and "has said nothing" in cluster.hindrance(jobs[0]))
        wait(lambda: len(delivered(jobs)) == 2)
        assert jobs[0].progress[1] != hung
        assert_all_whole(jobs, tmp_path_factory.mktemp("here"), 40)
    finally:
        os.kill(hung, signal.SIGKILL)
