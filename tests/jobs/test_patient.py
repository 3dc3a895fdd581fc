"""Many small jobs: they let others go first, take turns, and survive their workers."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from subprocess import Popen

import pytest

from rnnviz.experiments.design import Design, Known
from rnnviz.experiments.recipe import Recipe
from rnnviz.experiments.trial import Trial, run_trial
from rnnviz.jobs import Batch, Job, Pool

TINY = Design(
    Recipe(task="parity", hidden=1, updates=1, batch=2), "units", "lengths", (1, 2), (2, 3, 4, 5),
    tuple(range(1, 26)),
)  # fmt: skip
OTHERS = replace(TINY, seeds=tuple(range(31, 56)))


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    shared = Pool(workers=1, kept={"run_trial": 800}, patient={"run_trial": 3, "deadly": 1})
    yield shared
    shared.close()


def wait(condition: Callable[[], object], seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.005)


def take_in(jobs: dict[Trial, Job], known: Known) -> None:
    """As the page does: what is finished and whole is kept."""
    for trial, job in jobs.items():
        if job.finished.is_set() and job.result is not None and not job.result.stopped:
            known |= {(trial.recipe, one.seed): one for one in job.result.outcomes}


def begun(pool: Pool, known: Known, design: Design = TINY) -> dict[Trial, Job]:
    return {t: pool.submit(t.key, run_trial, t) for t in design.trials(known)}


def finished(jobs: dict[Trial, Job]) -> int:
    return sum(job.finished.is_set() for job in jobs.values())


def test_that_an_experiment_of_200_runs_is_stopped_and_taken_up_again_without_doing_any_twice(
    pool: Pool,
) -> None:
    known: Known = {}
    first = begun(pool, known)
    assert len(first) == 200
    batch = Batch(first, float)
    wait(lambda: finished(first) >= 40)
    batch.stop()
    wait(lambda: batch.done)
    take_in(first, known)
    kept = dict(known)
    assert 40 <= len(kept) < 200
    again = begun(pool, known)
    assert {(t.recipe, *t.seeds) for t in again} == {
        (recipe, seed) for recipe, seed in TINY.runs() if (recipe, seed) not in kept
    }
    wait(lambda: finished(again) == len(again))
    take_in(again, known)
    assert set(known) == set(TINY.runs())
    assert all(known[run] is kept[run] for run in kept)


def at_work(jobs: dict[Trial, Job]) -> list[Popen]:
    """The workers that are at a job."""
    begun = [job for job in jobs.values() if job.began and not job.finished.is_set()]
    return [job.process for job in begun if job.process is not None]


def end_one_at_work(jobs: dict[Trial, Job]) -> None:
    """Kill a worker while it is at a job; between two jobs none is."""
    workers: list[Popen] = []
    wait(lambda: workers.extend(at_work(jobs)) or workers)
    workers[0].kill()


def test_that_an_experiment_whose_workers_are_killed_ends_with_all_its_results(pool: Pool) -> None:
    jobs = begun(pool, {}, OTHERS)
    for target in (20, 100):
        wait(lambda target=target: finished(jobs) >= target)
        end_one_at_work(jobs)
    wait(lambda: finished(jobs) == len(jobs))
    assert [job.error for job in jobs.values() if job.error] == []
    known: Known = {}
    take_in(jobs, known)
    for trial in list(jobs)[::20]:
        (here,), run = run_trial(trial).outcomes, (trial.recipe, trial.seeds[0])
        assert known[run]._replace(seconds=0) == here._replace(seconds=0)
    assert set(known) == set(OTHERS.runs())


def test_that_a_job_that_kills_every_worker_fails_in_the_end(pool: Pool) -> None:
    job = pool.submit("a", deadly)
    wait(lambda: job.done)
    assert job.again == 0
    assert job.error == "Training was ended before it had a result; train again."


def deadly(on_progress: Callable[[object], bool]) -> None:
    on_progress(None)
    raise OSError  # which a worker takes for the end of its app


def test_that_patient_jobs_let_all_others_go_first_and_take_turns_among_sessions() -> None:
    asking = ["ann"]
    pool = Pool(workers=1, patient={"len": 0}, who=lambda: asking[-1])
    pool.threads.append(threading.current_thread())  # nobody works: these are taken by hand
    for number in range(3):
        pool.submit(f"ann {number}", len, ())
    asking.append("bob")
    for number in range(2):
        pool.submit(f"bob {number}", len, ())
    pool.submit("hasty", print)
    taken = [pool._taken().key for _k in range(6)]
    assert taken == ["hasty", "ann 0", "bob 0", "ann 1", "bob 1", "ann 2"]
