"""Old links keep their meaning, and every limit is where it is said to be."""

from typing import Any

import numpy as np
import pytest

from rnnviz.errors import RnnvizError
from rnnviz.settings.base import Settings, declared
from rnnviz.settings.edits import (
    LARGEST_WEIGHT,
    MOST_EDITS,
    Edit,
    add_edit,
    apply_edits,
    fits,
    format_edits,
    parse_edits,
)
from rnnviz.settings.fields import Choices, Flag, Number, Text
from rnnviz.settings.tables import cell_label, label_of, series_label
from rnnviz.settings.typed import check_token, parse_numbers, parse_periods, parse_word
from tests.settings.contract import GOLDEN, contract, screens

SETTINGS = [(cls, f.name, f.metadata["kind"]) for cls in screens() for f in declared(cls)]
NUMBERS = [(cls, name, kind) for cls, name, kind in SETTINGS if isinstance(kind, Number)]


def notes(cls: type[Settings], name: str, text: str) -> list[str]:
    return cls.from_query({name: text})[1]


def test_that_old_links_mean_what_they_meant() -> None:
    """See contract.py for what to do where they no longer shall."""
    assert contract().splitlines() == GOLDEN.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(("cls", "name", "kind"), NUMBERS)
def test_that_a_number_is_taken_up_to_its_limits_and_not_beyond(
    cls: type[Settings], name: str, kind: Number
) -> None:
    low, high = (int(v) if kind.whole else float(v) for v in (kind.low, kind.high))
    below, above = (
        (low - 1, high + 1) if kind.whole else (np.nextafter(low, -9e9), np.nextafter(high, 9e9))
    )
    for value in (low, high):
        read, said = cls.from_query({name: repr(value)})
        assert (getattr(read, name), said) == (value, [])
    for value in (below, above):
        read, said = cls.from_query({name: repr(type(low)(value))})
        assert getattr(read, name) == getattr(cls(), name)
        assert len(said) == 1
        assert f"from {kind.low:.10g} to {kind.high:.10g}" in said[0]
    assert 0 < kind.step <= high - low
    whole = notes(cls, name, "1.0") if kind.whole else notes(cls, name, "x")
    assert ("whole" in whole[0]) == kind.whole
    assert (notes(cls, name, "off") == []) == kind.optional


@pytest.mark.parametrize("text", ["5", "+5", "5.", "5.0", "0.5e1", "50e-1", "005", "+.5e+1"])
def test_that_a_number_may_be_written_in_every_usual_way(text: str) -> None:
    kind = Number(label="x", low=0, high=9)
    assert kind.read(text) == 5
    assert Number(label="x", low=-9, high=0).read(f"-{text.lstrip('+')}") == -5


def test_that_a_list_may_have_as_many_as_its_most_and_none_twice() -> None:
    kind = Choices(label="x", options=("a", "b", "c"), most=2)
    assert kind.read("none") == ()
    assert kind.write(()) == "none"
    assert kind.read("c,a") == ("c", "a")
    for text in ("a,b,c", "a,a", "a,d", "", "a,", "none,a"):
        with pytest.raises(RnnvizError, match="at most 2 of a, b, c"):
            kind.read(text)


def test_that_a_text_may_be_as_long_as_its_longest() -> None:
    kind = Text(label="x", longest=3)
    assert kind.read("abc") == "abc"
    for text in ("abcd", "a\ud800", "\udfff"):
        with pytest.raises(RnnvizError, match="cannot be read"):
            kind.read(text)
    assert kind.read("\ud7ff\ue000") == "\ud7ff\ue000"  # the neighbours of the surrogates


def test_that_yes_and_no_are_one_and_nought() -> None:
    kind = Flag(label="x")
    assert [kind.read(kind.write(v)) for v in (True, False)] == [True, False]
    with pytest.raises(RnnvizError, match="neither 1"):
        kind.read("2")


@pytest.mark.parametrize("cls", screens())
def test_that_a_changed_setting_is_the_only_one_in_the_link(cls: Any) -> None:
    for f in declared(cls):
        kind = f.metadata["kind"]
        if isinstance(kind, Flag):
            assert cls(**{f.name: not f.default}).to_query() == {f.name: "01"[not f.default]}
        if isinstance(kind, Number):
            other = kind.high if f.default != kind.high else kind.low
            query = cls(**{f.name: int(other) if kind.whole else other}).to_query()
            assert list(query) == [f.name]


def test_that_as_many_edits_as_the_most_and_weights_as_large_as_the_largest_are_kept() -> None:
    text = ";".join(f"b_h.{i}=1" for i in range(MOST_EDITS))
    assert len(parse_edits(text)) == MOST_EDITS == 40
    assert len(parse_edits(f";{text};")) == MOST_EDITS
    for sign in ("", "-", "+"):
        (edit,) = parse_edits(f"b_h.0={sign}1000")
        assert abs(edit.value) == LARGEST_WEIGHT == 1000
        with pytest.raises(RnnvizError, match="from −1000 to 1000"):
            parse_edits(f"b_h.0={sign}1000.01")


def test_that_an_edit_replaces_only_one_of_the_same_array_and_place() -> None:
    text = "W_hh.0.1=1;W_xh.0.1=2;W_hh.1.0=3;b_h.0=4"
    found = parse_edits(add_edit(text, Edit("W_hh", (0, 1), 9.0)))
    assert {e[:2]: e.value for e in found} == {
        ("W_xh", (0, 1)): 2, ("W_hh", (1, 0)): 3, ("b_h", (0,)): 4, ("W_hh", (0, 1)): 9,
    }  # fmt: skip
    assert found[-1].value == 9
    assert parse_edits("b_h.0=1;b_h.1=2;b_h.0=3") == (
        Edit("b_h", (0,), 3.0), Edit("b_h", (1,), 2.0),
    )  # fmt: skip
    assert format_edits([]) == ""


def test_that_an_edit_fits_only_where_there_is_such_a_number() -> None:
    for i in range(4):
        for j in range(4):
            assert fits((i, j), (2, 3)) == (i < 2 and j < 3)
    assert not fits((0,), (2, 3))
    assert not fits((0, 0), (2,))
    arrays, unfit = apply_edits({"b": np.zeros(2)}, [Edit("b", (1,), 2.0), Edit("c", (0,), 1.0)])
    assert arrays["b"].tolist() == [0, 2]
    assert unfit == [Edit("c", (0,), 1.0)]


def test_that_what_is_typed_is_taken_up_to_its_limits() -> None:
    assert len(parse_numbers("1 " * 100)) == 100
    assert parse_numbers("1000000 -1000000") == (1e6, -1e6)
    assert parse_numbers("1;2\n3") == parse_numbers("1,2 3") == (1, 2, 3)
    assert parse_numbers("0." + "1" * 38)[0] == pytest.approx(1 / 9)
    for text, place in (("1 1000000.1", 2), ("-1000001", 1), ("0 0 0." + "1" * 39, 3)):
        with pytest.raises(RnnvizError, match=f"Entry {place}"):
            parse_numbers(text)
    with pytest.raises(RnnvizError, match="mixed"):
        parse_numbers("1,5;2")
    assert parse_word("  ab ") == "ab"


def test_that_periods_are_one_to_eight_whole_numbers_from_one_to_a_hundred() -> None:
    assert parse_periods("8; 100, 1 1") == (1, 1, 8, 100)
    assert len(parse_periods("1 " * 8)) == 8
    for text in ("", "1 " * 9, "0", "101", "1.5", "1 x", "-1"):
        with pytest.raises(RnnvizError, match="one to eight periods"):
            parse_periods(text)


def test_that_a_token_is_nothing_or_sixteen_digits() -> None:
    assert check_token("") == ""
    assert check_token("0123456789abcdef") == "0123456789abcdef"
    for text in ("0" * 15, "0" * 17, "g" * 16, "A" * 16):
        with pytest.raises(RnnvizError, match="16 digits"):
            check_token(text)


def test_that_codes_without_a_label_are_their_own() -> None:
    assert label_of("nothing such") == "nothing such"
    assert cell_label("none") == label_of("none") == "Nothing"
    assert cell_label("gru") != "gru"
    assert series_label("sine") != "sine"
