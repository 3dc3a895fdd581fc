"""Results in a folder, which several processes of the app share."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import rnnviz.jobs.shelf as module
from rnnviz.jobs import Job, OnProgress, Pool, Shelf
from rnnviz.jobs.shelf import NOTHING


def doubled(value: int, *, on_progress: OnProgress) -> list[int]:
    on_progress(1)
    return [value, value]


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Pool, Pool]]:
    """Two pools on one folder, as two processes of the app have them."""
    pools = Pool(workers=1, shelf=Shelf(tmp_path)), Pool(workers=1, shelf=Shelf(tmp_path))
    yield pools
    for pool in pools:
        pool.close()


def finished(job: Job) -> Job:
    until = time.monotonic() + 60
    while not job.done:
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.02)
    return job


def test_that_what_one_process_has_trained_is_there_for_the_other_at_once(
    two: tuple[Pool, Pool], tmp_path: Path
) -> None:
    first, second = two
    job = finished(first.submit("key", doubled, 3))
    until = time.monotonic() + 60
    while not any(path.name[0] != "." for path in tmp_path.iterdir()):
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.02)
    other = second.submit("key", doubled, 3)
    assert other.finished.is_set()
    assert other.result == job.result == [3, 3]
    assert not second.threads  # no worker was needed


def test_that_another_key_or_function_is_not_on_the_shelf(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put("key", "doubled", 1)
    assert shelf.get("key", "doubled") == 1
    assert shelf.get("other", "doubled") is NOTHING
    assert shelf.get("key", "halved") is NOTHING


def test_that_half_a_result_is_no_result(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put("key", "doubled", list(range(1000)))
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:100])
    assert shelf.get("key", "doubled") is NOTHING


def test_that_the_oldest_go_when_all_are_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 5000)
    shelf = Shelf(tmp_path)
    for k in range(10):
        shelf.put(str(k), "doubled", bytes(1000))
        time.sleep(0.01)
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 5000
    assert shelf.get("9", "doubled") == bytes(1000)
    assert shelf.get("0", "doubled") is NOTHING


def test_that_without_a_folder_nothing_is_kept() -> None:
    shelf = Shelf()
    shelf.put("key", "doubled", 1)
    assert shelf.get("key", "doubled") is NOTHING
