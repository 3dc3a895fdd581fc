"""Choices within a cell reach the network that is shown, and change nothing else."""

import numpy as np
import pytest

from rnnviz.core.cells.lstm import grid_one
from rnnviz.core.cells.rnn import clockwork
from rnnviz.errors import RnnvizError
from rnnviz.scenes.unroll import Change
from rnnviz.settings.edits import Edit
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.typed import parse_periods, parse_sizes
from rnnviz.street.network import changes
from rnnviz.street.network.cell import as_drawn, cell_of, in_other_writing, shown_cell
from rnnviz.street.network.example import example_of
from rnnviz.street.network.words import described
from rnnviz.ui.network.cell_options import clock_note
from rnnviz.ui.network.network import study_of, unedited


def gru(**more: object) -> NetworkSettings:
    return NetworkSettings(cell="gru", where="every").with_(**more)


def changes_of(s: NetworkSettings) -> list[Change]:
    return changes.changes_of(s, unedited(as_drawn(s)))


@pytest.mark.parametrize(
    "more", [{}, {"trained": 10}, {"edits": "W_hh.4.1=0.5;b_h.0=-1;W_hy.0.0=2"}]
)
def test_that_the_sense_of_z_changes_no_state_no_loss_and_no_input_gradient(
    more: dict[str, object],
) -> None:
    old, new = (study_of(gru(z=z, **more)) for z in ("old", "new"))
    np.testing.assert_array_equal(old.trace.h, new.trace.h)
    np.testing.assert_array_equal(old.loss, new.loss)
    np.testing.assert_allclose(old.back.x, new.back.x, atol=1e-15)
    np.testing.assert_array_equal(
        old.net.weights.params.W_xh[3:6], -new.net.weights.params.W_xh[3:6]
    )
    assert new.disagreement() < 1e-13


def test_that_an_edited_weight_of_z_is_shown_as_the_writing_has_it_and_kept_as_pytorch_has_it() -> (
    None
):
    edits = "W_hh.4.1=0.5;b_h.0=-1.0"
    old, new = (changes_of(gru(z=z, edits=edits)) for z in ("old", "new"))
    assert (old[0].new, new[0].new) == (0.5, -0.5)
    assert old[0].old == -new[0].old
    assert old[1] == new[1]  # b_r is no weight of z
    shown = study_of(gru(z="new", edits=edits)).net.weights.params
    assert (shown.W_hh[4, 1], shown.b_h[0]) == (-0.5, -1)
    assert in_other_writing(Edit("W_hh", (4, 1), -0.5), gru(z="new")).value == 0.5
    assert in_other_writing(Edit("W_hy", (0, 1), -0.5), gru(z="new")).value == -0.5
    assert in_other_writing(Edit("W_hh", (4, 1), -0.5), gru(z="old")).value == -0.5


def test_that_options_of_other_cells_do_nothing() -> None:
    plain = NetworkSettings(cell="lstm")
    other = plain.with_(z="new", periods="1, 3", peepholes="none", first_tick="1")
    np.testing.assert_array_equal(study_of(plain).trace.h, study_of(other).trace.h)
    assert shown_cell(other) is shown_cell(plain)


def test_that_periods_and_the_first_tick_make_the_clockwork() -> None:
    s = NetworkSettings(cell="clockwork", periods="3 1", first_tick="1")
    assert cell_of(s).given(study_of(s).net.params, 6)["m"][:, -1].tolist() == [0, 0, 1, 0, 0, 1]
    expected = clockwork.ticks(3, 12, (1, 3), 1)
    np.testing.assert_array_equal(study_of(s).trace.m, expected)


def test_that_the_units_of_each_module_are_chosen() -> None:
    s = NetworkSettings(cell="clockwork", hidden=6).with_(periods="1, 8", sizes="1, 5")
    assert study_of(s).trace.m[1].tolist() == [1, 0, 0, 0, 0, 0]
    assert clock_note(s) == "Units of period 1, 8: 1, 5. At step 1 the clock reads 0."
    assert study_of(s.with_(sizes="")).trace.m[1].tolist() == [1, 1, 1, 0, 0, 0]
    assert NetworkSettings.from_query(s.to_query()) == (s, [])


@pytest.mark.parametrize("sizes", ["1, 4", "6", "2, 2, 2", "1, 5, 0"])
def test_that_sizes_that_do_not_fit_the_units_get_one_sentence(sizes: str) -> None:
    s = NetworkSettings(cell="clockwork", hidden=6, periods="1, 8")
    sentence = f"Units of each module are {sizes}: give 2 numbers that add up to 6, or none."
    with pytest.raises(RnnvizError, match=sentence):
        s.with_(sizes=sizes)
    assert NetworkSettings.from_query({**s.to_query(), "sizes": sizes}) == (s, [sentence])


def test_that_sizes_are_left_behind_by_another_number_of_units_or_of_modules() -> None:
    s = NetworkSettings(cell="clockwork", hidden=6, periods="1, 8", sizes="1, 5")
    assert s.with_(seed=2).sizes == "1, 5"
    assert s.with_(hidden=7).sizes == s.with_(periods="1, 2, 8").sizes == ""
    assert s.with_(hidden=7, sizes="2, 5").sizes == "2, 5"


@pytest.mark.parametrize("text", ["1, two", "17", "1 " * 9, "-1", "1.5", "٣"])
def test_that_what_is_no_size_gets_one_sentence(text: str) -> None:
    with pytest.raises(RnnvizError, match="Type the units of each module"):
        parse_sizes(text)


def test_that_the_grid_of_one_layer_is_chosen() -> None:
    s = NetworkSettings(cell="grid_lstm", hidden=2)
    two, one = study_of(s), study_of(s.with_(grid_layers="1"))
    assert two.net.count() > one.net.count()
    assert one.net.cell is grid_one.CELL
    assert one.disagreement() < 1e-13
    assert "one layer" in described(s.with_(grid_layers="1"), example_of(s))


@pytest.mark.parametrize("text", ["", "0", "1, 101", "1, 2.5", "-1", "one", "1 " * 9, "٣"])
def test_that_what_is_no_period_gets_one_sentence(text: str) -> None:
    with pytest.raises(RnnvizError, match="one to eight periods"):
        parse_periods(text)


def test_that_a_period_without_a_unit_is_said() -> None:
    said = clock_note(NetworkSettings(cell="clockwork", hidden=3, first_tick="1"))
    assert said == "Units of period 1, 2, 4, 8: 1, 1, 1, 0. At step 1 the clock reads 1."
