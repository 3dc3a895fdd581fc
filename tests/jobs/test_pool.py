"""Work in another process: results, progress, Stop, errors, and what is never done twice."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import IO, Any

import numpy as np
import pytest

import rnnviz.jobs.pool as module
from rnnviz.jobs import Batch, Job, Pool
from rnnviz.series.audit.ready import choose
from rnnviz.series.compare.compare import compare
from rnnviz.series.compare.runs import Task, run_task
from rnnviz.series.protocol.protocol import Protocol
from rnnviz.series.reading.builtin import load

QUICK = Protocol(cells=("rnn_tanh",), hidden=2, window=4, epochs=20, seeds=1)
LONG = Protocol(
    cells=("lstm",), hidden=16, window=60, epochs=2000, patience=2000, batch=10_000, seeds=1
)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    shared = Pool(workers=1)
    yield shared
    shared.close()


def wait(condition: Callable[[], object], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.02)


def test_that_a_job_gives_what_the_same_comparison_gives_here(pool: Pool) -> None:
    series = choose(load("sine"))
    job = pool.submit("a", compare, series, QUICK)
    wait(lambda: job.done)
    here = compare(series, QUICK)
    assert job.error is None
    assert job.result is not None
    for there, one in zip(job.result.results, here.results, strict=True):
        a, b = there.shown.one_step, one.shown.one_step
        np.testing.assert_allclose(a, b, rtol=1e-6, atol=1e-9)
        assert there.parameters == one.parameters


def test_that_the_same_key_is_never_trained_twice(pool: Pool) -> None:
    series = choose(load("sine"))
    job = pool.submit("b", compare, series, QUICK)
    wait(lambda: job.done)
    assert pool.submit("b", compare, series, QUICK) is job
    assert pool.get("b") is job
    assert pool.get("other") is None


def test_that_stop_ends_a_long_training_soon_and_keeps_the_best(pool: Pool) -> None:
    job = pool.submit("c", compare, choose(load("co2")), LONG)
    wait(lambda: job.progress is not None and job.progress.run.epoch >= 10)
    job.stop()
    wait(lambda: job.done)
    assert job.result is not None
    assert job.result.stopped
    assert job.progress.run.epoch < LONG.epochs
    lstm = next(r for r in job.result.results if r.code == "lstm")
    assert np.isfinite(lstm.shown.scores["one_step"].rmse)
    assert pool.submit("c", compare, choose(load("sine")), QUICK) is not job


def test_that_a_bad_protocol_comes_back_as_a_sentence(pool: Pool) -> None:
    job = pool.submit("d", compare, choose(load("nile")), Protocol(window=100))
    wait(lambda: job.done)
    assert job.result is None
    assert job.error is not None
    assert "L + 2 × horizon + 20" in job.error


def test_that_a_worker_that_dies_is_replaced() -> None:
    pool = Pool(workers=1)
    try:
        job = pool.submit("e", compare, choose(load("co2")), LONG)
        wait(lambda: job.progress is not None)
        assert job.process is not None
        job.process.kill()
        wait(lambda: job.done)
        assert job.error is not None
        assert "train again" in job.error
        again = pool.submit("e", compare, choose(load("sine")), QUICK)
        wait(lambda: again.done)
        assert again.result is not None
    finally:
        pool.close()


def test_that_several_jobs_are_followed_and_stopped_as_one(pool: Pool) -> None:
    series = choose(load("co2"))
    long = replace(LONG, cells=())
    tasks = [Task("lstm", "LSTM", 16, seed) for seed in (1, 2, 3)]
    jobs = {task: pool.submit(f"f{task.seed}", run_task, series, long, task) for task in tasks}
    batch = Batch(jobs, lambda run: run.epoch / run.epochs)
    assert not batch.done
    wait(lambda: (now := batch.progress) and now.running and now.running.epoch >= 2)
    state = batch.progress
    assert state is not None
    assert (state.done, state.total) == (0, 3)
    assert 0 < state.share < 1
    assert batch.first is jobs[tasks[0]]
    batch.stop()
    wait(lambda: batch.done)
    assert batch.error is None
    (kept,) = batch.results().values()  # the others were not begun
    assert kept.stopped
    assert np.isfinite(kept.run.scores["one_step"].rmse)


def test_that_the_time_left_follows_from_the_pace() -> None:
    now = time.monotonic()
    jobs = {number: Job(str(number), print, ()) for number in range(4)}
    batch = Batch(jobs, lambda share: share)
    assert batch.progress is None
    jobs[0].began, jobs[1].began = now - 10, now - 5
    jobs[0].finished.set()
    jobs[1].progress = 0.25
    state = batch.progress
    assert state is not None
    assert state.share == (1 + 0.25) / 4
    assert state.seconds_left == pytest.approx(10 * (4 - 1.25) / 1.25, rel=0.01)


def test_that_the_results_that_were_asked_for_longest_ago_are_forgotten() -> None:
    pool = Pool(workers=1, kept={"len": 3})
    pool.threads.append(threading.current_thread())  # nobody works: these are finished by hand
    for number in range(5):
        pool.submit(str(number), len, ()).finished.set()
        pool.get("0")
    for number in range(5, 8):
        pool.submit(str(number), print).finished.set()
    assert list(pool.jobs) == ["3", "4", "0", "5", "6", "7"]


def test_that_a_worker_gives_way_to_the_pages(pool: Pool) -> None:
    job = pool.submit("g", niceness_of_this_process, 0)
    wait(lambda: job.done)
    assert job.result >= niceness_of_this_process(0, lambda _: False) + (hasattr(os, "nice") * 5)


def niceness_of_this_process(add: int, on_progress: Callable[[object], bool]) -> int:
    on_progress(None)
    return os.nice(add) if hasattr(os, "nice") else 0


def test_that_a_stop_that_comes_too_late_does_not_reach_the_next_job(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = module._send

    def late(pipe: IO[bytes], message: tuple[Any, ...]) -> None:
        time.sleep(0.4 if message[0] == "stop" else 0)
        send(pipe, message)

    monkeypatch.setattr(module, "_send", late)
    first = pool.submit("h", steps_until_stopped, 4)
    wait(lambda: first.progress is not None)
    first.stop()
    following = pool.submit("i", steps_until_stopped, 12)
    wait(lambda: first.done and following.done)
    assert (first.result, following.result) == (4, 12)


def test_that_a_stop_is_waited_for_by_what_the_worker_computes_and_not_by_the_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "HEED_SECONDS", 0.3)
    pool = Pool(workers=1)
    try:
        kept_waiting = pool.submit("waits", deaf, 1.0, 0.0)
        wait(lambda: kept_waiting.progress is not None)
        kept_waiting.stop()
        wait(lambda: kept_waiting.done)
        assert kept_waiting.result == "heeded"
        at_work = pool.submit("works", deaf, 0.0, 30.0)
        wait(lambda: at_work.progress is not None)
        at_work.stop()
        wait(lambda: at_work.done)
        assert at_work.error
        assert "train again" in at_work.error
        following = pool.submit("next", deaf, 0.0, 0.0)
        wait(lambda: following.done)
        assert following.result == "went on"
    finally:
        pool.close()


def deaf(waits: float, works: float, on_progress: Callable[[object], bool]) -> str:
    """Ask no more for so many seconds of the clock, and for so many of computing."""
    on_progress("begun")
    time.sleep(waits)
    until = time.process_time() + works
    while time.process_time() < until:
        pass
    return "heeded" if on_progress("ended") else "went on"


def test_that_a_worker_that_was_told_to_stop_too_late_does_not_end_itself_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "HEED_SECONDS", 0.2)
    pool = Pool(workers=1)
    try:
        stopped = pool.submit("first", steps_until_stopped, 40)
        wait(lambda: stopped.progress is not None)
        stopped.stop()
        wait(lambda: stopped.done)
        longer = pool.submit("second", deaf, 0.0, 0.6)
        wait(lambda: longer.done)
        assert longer.result == "went on"
    finally:
        pool.close()


@pytest.fixture
def sessions() -> Iterator[tuple[Pool, list[str]]]:
    """A pool of one worker, and the session that is asking: the last of a list."""
    asking = ["ann"]
    shared = Pool(workers=1, who=lambda: asking[-1])
    yield shared, asking
    shared.close()


def test_that_a_job_that_is_being_stopped_is_not_handed_out_again(pool: Pool) -> None:
    first = pool.submit("j", steps_until_stopped, 200)
    wait(lambda: first.progress is not None)
    first.stop()
    again = pool.submit("j", steps_until_stopped, 2)
    assert again is not first
    wait(lambda: again.done)
    assert again.result == 2
    again.stop()  # too late to matter
    assert pool.submit("j", steps_until_stopped, 2) is again


def test_that_a_job_that_waits_is_finished_as_soon_as_it_is_stopped(pool: Pool) -> None:
    working, waiting = (pool.submit(key, steps_until_stopped, 40) for key in "kl")
    wait(lambda: working.progress is not None)
    waiting.stop()
    assert waiting.done
    assert waiting.error == "Stopped before its turn."
    assert not working.done
    assert pool.ahead(waiting) == 0
    working.stop()


def test_that_a_job_goes_on_until_the_last_who_waits_for_it_has_stopped_it(
    sessions: tuple[Pool, list[str]],
) -> None:
    pool, asking = sessions
    job = pool.submit("m", steps_until_stopped, 200)
    asking.append("bob")
    assert pool.submit("m", steps_until_stopped, 200) is job
    job.stop()
    assert job.left
    assert job.stop_at is None
    asking.append("ann")
    assert not job.left
    wait(lambda: job.progress is not None)
    job.stop()
    assert job.stop_at is not None
    wait(lambda: job.done)
    assert job.result < 200


def test_that_who_stopped_a_job_may_want_it_again(sessions: tuple[Pool, list[str]]) -> None:
    pool, asking = sessions
    job = pool.submit("n", steps_until_stopped, 200)
    asking.append("bob")
    assert not job.done  # whoever asks waits for it
    job.stop()
    assert pool.submit("n", steps_until_stopped, 200) is job
    assert not job.left
    asking.append("ann")
    job.stop()
    assert job.stop_at is None


def test_that_who_has_gone_away_does_not_keep_a_job_from_being_stopped(
    sessions: tuple[Pool, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rnnviz.jobs.job.AWAY_SECONDS", 0.2)
    pool, asking = sessions
    job = pool.submit("o", steps_until_stopped, 200)
    asking.append("bob")
    job.stop()
    assert job.stop_at is None
    wait(lambda: job.progress is not None)
    wait(lambda: job.done)
    assert job.stop_at is not None
    assert job.result < 200


def steps_until_stopped(steps: int, on_progress: Callable[[object], bool]) -> int:
    for step in range(steps):
        if on_progress(step):
            return step
        time.sleep(0.05)
    return steps


def test_that_a_result_that_was_there_before_is_given_and_never_computed(pool: Pool) -> None:
    job = pool.keep("kept", run_task, "no task at all", result=7)
    assert job.done
    assert job.result == 7
    assert pool.get("kept") is job
    assert pool.submit("kept", run_task, "no task at all") is job
    assert job.result == 7
    assert job.error is None
