"""What is said of a task is counted on what was never learned from."""

from typing import Any

import pytest

from rnnviz.core.network import forward
from rnnviz.studio.lesson import Lesson
from rnnviz.studio.verdict import COUNTED, remembered, verdict
from rnnviz.tasks.language.language import example
from rnnviz.tasks.language.reber import EMBEDDED
from tests.studio.lessons import lesson, network


def strings(one: Lesson, x: Any) -> list[str]:
    """The texts of one-hot letters (T, N, I)."""
    letters = one.names[0]
    return ["".join(letters[c] for c in t[: int(t.sum())].argmax(-1)) for t in x.swapaxes(0, 1)]


@pytest.mark.parametrize("code", ["sine", "adding", "latch", "jazz"])
def test_that_nothing_is_said_of_a_task_without_right_and_wrong(code: str) -> None:
    assert verdict(lesson(code), network(code)) == ""


def test_that_how_far_it_counts_is_so_read_string_by_string() -> None:
    net, right = network("counting"), 0
    for n in range(1, COUNTED + 1):
        one = example(("a",) * n + ("b",) * n, ("a", "b"))
        y = forward(net, one.x[:, None]).y[n:, 0]
        if (y.argmax(-1) != one.d[n:].argmax(-1)).any():
            break
        right = n
    assert f"right up to n = {right} ({COUNTED} tried)" in verdict(lesson("counting"), net)


def test_that_sequences_in_order_are_counted_one_by_one() -> None:
    one, net = lesson("order", 20), network("order", steps=20)
    right = (forward(net, one.held.x, "last").y.argmax(-1) == one.held.y.argmax(-1)).sum()
    assert verdict(one, net).startswith(f"{right} of {one.held.x.shape[1]} sequences ")


def test_that_the_letter_that_must_be_remembered_is_the_one_before_the_last() -> None:
    one, net = lesson("reber"), network("reber")
    right, y = remembered(one, net), forward(net, one.held.x).y
    texts = strings(one, one.held.x)
    for k, text in enumerate(texts):
        assert EMBEDDED.holds(text)
        assert text[-2] == text[1]
        assert right[k] == (one.names[1][y[len(text) - 3, k].argmax()] == text[1])
    assert verdict(one, net).startswith(f"In {right.sum()} of {len(texts)} strings ")


def test_that_every_epoch_of_reber_has_its_own_strings_and_none_of_those_kept_aside() -> None:
    one = lesson("reber")
    assert one.again is not None
    first, same, other = (set(strings(one, one.again(epoch).x)) for epoch in (1, 1, 2))
    assert first == same != other
    held = set(strings(one, one.held.x))
    for drawn in (first, other):
        assert len(drawn) == 128
        assert all(map(EMBEDDED.holds, drawn))
        assert not drawn & held
