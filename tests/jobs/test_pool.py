"""Work in another process: results, progress, Stop, errors, and what is never done twice."""

import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from rnnviz.jobs import Pool
from rnnviz.series.builtin import load
from rnnviz.series.choose import choose
from rnnviz.series.compare import compare
from rnnviz.series.protocol import Protocol

QUICK = Protocol(cells=("rnn_tanh",), hidden=2, window=4, epochs=20)
LONG = Protocol(cells=("lstm",), hidden=16, window=60, epochs=2000, patience=2000)


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
        np.testing.assert_allclose(there.one_step, one.one_step, rtol=1e-6, atol=1e-9)
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
    wait(lambda: job.progress is not None and job.progress.epoch >= 10)
    job.stop()
    began = time.monotonic()
    wait(lambda: job.done)
    assert time.monotonic() - began < 10
    assert job.result is not None
    assert job.result.stopped
    lstm = next(r for r in job.result.results if r.code == "lstm")
    assert np.isfinite(lstm.scores["one_step"].rmse)
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
