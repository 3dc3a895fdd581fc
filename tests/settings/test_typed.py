import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.errors import RnnvizError
from rnnviz.settings.typed import parse_numbers, parse_word


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=100))
def test_that_typed_numbers_are_read_exactly(numbers: list[float]) -> None:
    assert parse_numbers(", ".join(map(repr, numbers))) == tuple(numbers)


@given(st.text())
def test_that_any_text_gives_finite_numbers_or_one_sentence(text: str) -> None:
    try:
        assert all(map(math.isfinite, parse_numbers(text)))
    except RnnvizError as error:
        assert str(error).endswith(".")


def test_that_a_printed_minus_sign_is_a_minus_sign() -> None:
    assert parse_numbers("−0.5") == (-0.5,)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "There are 0 numbers"),
        ("1 " * 101, "There are 101 numbers"),
        ("1 two", "Entry 2 is not a number"),
        ("nan", "Entry 1 is not a number"),
        ("1 1e400", "Entry 2 is too large"),
        ("٤", "Entry 1 is not a number"),
        ("1" * 41, "Entry 1 is not a number"),
    ],
)
def test_that_nonsense_is_named_with_its_place(text: str, what: str) -> None:
    with pytest.raises(RnnvizError, match=what):
        parse_numbers(text)


@pytest.mark.parametrize("text", ["", " ", "J", "a\nb", "\x00\x01"])
def test_that_a_word_needs_two_printable_letters(text: str) -> None:
    with pytest.raises(RnnvizError, match="at least two letters"):
        parse_word(text)
