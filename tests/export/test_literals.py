"""Arrays as Python text come back to the last bit, in lines that fit a page."""

import base64

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rnnviz.export.literals import INLINE, UNPACK, WIDTH, is_packed, literal

FLOATS = st.floats(allow_nan=False, allow_infinity=False)
SHAPES = st.one_of(
    st.tuples(st.integers(1, 130)),
    st.tuples(st.integers(1, 12), st.integers(1, 12)),
    st.tuples(st.integers(1, 4), st.integers(1, 4), st.integers(1, 4)),
)


def read(text: str) -> np.ndarray:
    names = {"np": np, "base64": base64}
    exec(UNPACK, names)
    return eval(text, names)


@given(SHAPES.flatmap(lambda shape: arrays(np.float64, shape, elements=FLOATS)))
def test_that_an_array_comes_back_to_the_last_bit(a: np.ndarray) -> None:
    text = literal(a)
    back = read(text)
    assert back.shape == a.shape
    assert back.tobytes() == a.tobytes()
    assert all(len(line) <= WIDTH + len(f".reshape{a.shape}") for line in text.splitlines())


def test_that_an_array_is_packed_from_the_ninety_seventh_number_on() -> None:
    assert INLINE == 96
    for n in (96, 97):
        a = np.full(n, 0.5)
        assert is_packed(a) == ("unpack(" in literal(a)) == (n > 96)
        assert read(literal(a)).tolist() == a.tolist()
    assert all(len(line) <= WIDTH for line in literal(np.full(500, 0.1)).splitlines())


@pytest.mark.parametrize("n", range(1, 12))
def test_that_what_fits_into_one_line_stands_in_one(n: int) -> None:
    row = np.full(n, 0.12345678)  # ten letters, and two between numbers
    text = literal(row)
    one_line = len("np.array([])") + 10 * n + 2 * (n - 1)
    assert (len(text.splitlines()) == 1) == (one_line <= 96)
    if one_line <= 96:
        assert len(text) == one_line
    rows = literal(np.stack([row] * 2)).splitlines()
    inside = len("    [],") + 10 * n + 2 * (n - 1)
    if n > 1:
        assert (len(rows) == 4) == (inside <= 96)


def test_that_a_column_and_a_cube_keep_their_shape() -> None:
    assert literal(np.array([[1.0], [2.0]])) == "np.array([1.0, 2.0]).reshape(2, 1)"
    cube = np.arange(8.0).reshape(2, 2, 2)
    assert literal(cube).endswith(".reshape(2, 2, 2)")
    assert read(literal(cube)).tolist() == cube.tolist()
    assert literal(np.float64(2.5)) == "np.array(2.5)"  # type: ignore[arg-type]
