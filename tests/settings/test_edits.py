import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.errors import RnnvizError
from rnnviz.settings.edits import Edit, add_edit, apply_edits, format_edits, parse_edits

indices = st.lists(st.integers(0, 999), min_size=1, max_size=2).map(tuple)
edits = st.builds(
    Edit, st.sampled_from(["W_xh", "W_hh", "b_h", "W_hy", "b_y", "b_hn"]), indices,
    st.floats(-1000, 1000),
)  # fmt: skip


@given(st.lists(edits, max_size=8, unique_by=lambda edit: edit[:2]))
def test_that_edits_survive_the_way_through_text(some: list[Edit]) -> None:
    assert list(parse_edits(format_edits(some))) == some


@given(st.text())
def test_that_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        parse_edits(text)
    except RnnvizError as error:
        assert str(error).endswith(".")


@pytest.mark.parametrize(
    "text", ["W_hh", "W_hh=1", "W_hh.0=nan", "W_hh.0=1e400", "W_hh.0=1001", "W_hh.-1=2", "<b>.0=1"]
)
def test_that_a_nonsensical_edit_is_refused(text: str) -> None:
    with pytest.raises(RnnvizError, match="must read like"):
        parse_edits(text)


def test_that_too_many_edits_are_refused() -> None:
    with pytest.raises(RnnvizError, match="at most 40"):
        parse_edits(";".join(f"b_h.{i}=1" for i in range(41)))


def test_that_the_later_edit_of_a_weight_wins() -> None:
    assert add_edit("W_hh.0.0=1;b_h.0=1", Edit("W_hh", (0, 0), 2.0)) == "b_h.0=1.0;W_hh.0.0=2.0"


def test_that_edits_change_copies_and_leave_the_arrays_alone() -> None:
    weights = {"W_hh": np.zeros((2, 2))}
    edited, unfit = apply_edits(weights, parse_edits("W_hh.0.1=0.5;W_hh.2.0=1;W_xh.0.0=1"))
    assert edited["W_hh"][0, 1] == 0.5
    assert not weights["W_hh"].any()
    assert [edit.place for edit in unfit] == [(2, 0), (0, 0)]
