"""Scenes and their bytes."""

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from rnnviz.errors import RnnvizError
from rnnviz.player import Scene, decode, encode
from rnnviz.player.payload import terms_of
from rnnviz.words.glossary import GLOSSARY

LINES = {"type": "lines", "series": [{"array": "x", "label": "input", "role": "input"}]}


def scene(**changes) -> Scene:
    given = {"title": "A scene", "steps": 3, "views": (LINES,), "arrays": {"x": np.arange(3.0)}}
    return Scene(**{**given, **changes})


arrays = hnp.arrays(
    dtype=st.sampled_from(["<f4", "<f8", "<i4", "u1"]).map(np.dtype),
    shape=hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)


@given(
    arrays=st.dictionaries(st.text(max_size=8), arrays, max_size=5),
    title=st.text(max_size=30),
    words=st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=3),
    steps=st.integers(1, 5),
    data=st.data(),
)
def test_that_what_is_encoded_is_decoded_unchanged(arrays, title, words, steps, data) -> None:
    ticks = data.draw(st.none() | st.lists(st.text(), min_size=steps, max_size=steps).map(tuple))
    original = Scene(title, steps, (), arrays, words=words, ticks=ticks, modes=("backward",))
    copy = decode(encode(original))
    assert (copy.title, copy.steps, copy.ticks) == (title, steps, ticks)
    assert copy.words == words
    assert copy.modes == ("backward",)
    assert list(copy.arrays) == list(arrays)
    for name, array in arrays.items():
        assert copy.arrays[name].dtype == array.dtype
        np.testing.assert_array_equal(copy.arrays[name], array, strict=True)


def test_that_infinities_and_nan_travel_as_they_are() -> None:
    values = np.array([np.inf, -np.inf, np.nan])
    np.testing.assert_array_equal(decode(encode(scene(arrays={"x": values}))).arrays["x"], values)


def test_that_header_and_arrays_start_on_multiples_of_eight() -> None:
    arrays = {"x": np.arange(3, dtype="f4"), "u": np.ones(5, "u1"), "z": np.arange(3.0)}
    payload = encode(scene(arrays=arrays))
    length = struct.unpack_from("<I", payload, 4)[0]
    assert payload[:4] == b"RNNV"
    assert length % 8 == 0
    assert len(payload) % 8 == 0
    at = payload.index(arrays["z"].tobytes())
    assert at % 8 == 0


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        (np.array([True, False, True]), "u1"),
        (np.arange(3), "i4"),
        (np.arange(3, dtype="u2"), "i4"),
        (np.arange(3, dtype="f2"), "f4"),
        (np.arange(3, dtype=">f8"), "f8"),
        (np.arange(6.0)[::2], "f8"),
    ],
)
def test_that_other_types_are_sent_as_the_nearest_that_travels(given, sent) -> None:
    copy = decode(encode(scene(arrays={"x": given}))).arrays["x"]
    assert copy.dtype == np.dtype("<" + sent)
    np.testing.assert_array_equal(copy, given)


@pytest.mark.parametrize("bad", [np.array([2**40]), np.array(["a"]), np.array([1j])])
def test_that_an_array_of_another_type_is_refused_by_name(bad) -> None:
    with pytest.raises(RnnvizError, match="array 'x' is of type"):
        encode(scene(arrays={"x": bad}))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"steps": 0}, "at least one step"),
        ({"ticks": ("a",)}, "3 steps needs as many tick labels, not 1"),
        ({"modes": ()}, "modes of a scene"),
        ({"modes": ("sideways",)}, "modes of a scene"),
        ({"arrays": {}}, "asks for the array 'x'"),
        ({"views": ({"type": "pie"},)}, "not 'pie'"),
    ],
)
def test_that_parts_that_do_not_fit_are_refused_in_a_sentence(changes, message) -> None:
    with pytest.raises(RnnvizError, match=message):
        scene(**changes)


def test_that_numpy_numbers_may_stand_in_a_view() -> None:
    view = {**LINES, "height": np.int64(90), "range": np.array([0.0, 1.0])}
    assert decode(encode(scene(views=(view,)))).views[0]["range"] == [0.0, 1.0]


@given(st.binary(max_size=60))
def test_that_bytes_that_are_no_scene_are_refused(payload) -> None:
    with pytest.raises(RnnvizError):
        decode(payload)


@given(cut=st.integers(1, 200))
def test_that_a_scene_cut_short_is_refused(cut) -> None:
    payload = encode(scene())
    with pytest.raises(RnnvizError):
        decode(payload[: max(len(payload) - cut, 0)])


def test_that_terms_are_explained_in_the_view_that_first_uses_them() -> None:
    views = ({"title": "Hidden state"}, {"how": "The hidden state again, and a gate."}, {})
    first, second, third = terms_of(views)
    assert list(first) == ["Hidden state"]
    assert first["Hidden state"] == GLOSSARY["hidden state"].text
    assert list(second) == ["gate"]
    assert third == {}
