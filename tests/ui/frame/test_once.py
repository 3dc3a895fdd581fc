"""Computing once: for all who ask, also at the same time, and anew after a failure."""

import threading

import pytest

from rnnviz.ui.frame.once import once


def test_that_the_same_arguments_are_computed_once_and_the_longest_unused_are_forgotten() -> None:
    asked: list[tuple[int, int]] = []

    @once(2)
    def add(a: int, b: int = 0) -> int:
        asked.append((a, b))
        return a + b

    assert [add(1), add(1), add(1, b=2), add(1, b=2), add(1)] == [1, 1, 3, 3, 1]
    assert asked == [(1, 0), (1, 2)]
    add(5)
    add(1, b=2)
    assert asked == [(1, 0), (1, 2), (5, 0), (1, 2)]


def test_that_who_asks_meanwhile_waits_for_the_same_result() -> None:
    begun, go_on, found = threading.Event(), threading.Event(), []
    calls: list[int] = []

    @once(4)
    def slow(a: int) -> list[int]:
        calls.append(a)
        begun.set()
        assert go_on.wait(30)
        return [a]

    threads = [threading.Thread(target=lambda: found.append(slow(7))) for _k in range(5)]
    threads[0].start()
    assert begun.wait(30)
    for thread in threads[1:]:
        thread.start()
    go_on.set()
    for thread in threads:
        thread.join(30)
    assert calls == [7]
    assert len({id(one) for one in found}) == 1
    assert len(found) == 5


def test_that_a_failure_is_told_and_not_kept() -> None:
    bad = [True]

    @once(4)
    def fails() -> int:
        if bad.pop():
            raise ValueError("no")
        return 3

    with pytest.raises(ValueError, match="no"):
        fails()
    bad.append(False)
    assert fails() == 3
