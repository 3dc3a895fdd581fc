"""Results are kept as far as the memory for them goes."""

import pytest

from rnnviz.ui.frame.shelf import Shelf


def test_that_what_was_not_used_for_longest_goes_when_the_room_is_taken() -> None:
    made: list[str] = []
    shelf: Shelf[str] = Shelf(10, len)

    def get(text: str) -> str:
        return shelf.get(text, lambda: made.append(text) or text)

    for text in ("aaaa", "bbbb", "aaaa", "cccc", "aaaa", "bbbb"):
        assert get(text) == text
    assert made == ["aaaa", "bbbb", "cccc", "bbbb"]
    assert shelf.taken == 8
    get("d" * 99)  # larger than the room: kept alone
    get("d" * 99)
    assert (made[-1], len(made), shelf.taken) == ("d" * 99, 5, 99)


def test_that_what_fails_is_not_kept() -> None:
    shelf: Shelf[str] = Shelf(10, len)
    with pytest.raises(ZeroDivisionError):
        shelf.get("a", lambda: str(1 // 0))
    assert shelf.get("a", lambda: "b") == "b"
