"""Networks from other screens: kept by the session, told apart by what they are, a few of them."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from rnnviz.core.arrays import Array
from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.network import Network
from rnnviz.errors import RnnvizError
from rnnviz.export.model import Model, of_inputs
from rnnviz.settings.base import Settings
from rnnviz.settings.gates import GateSettings
from rnnviz.settings.gradients import GradientSettings
from rnnviz.settings.landing import LandingSettings
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.series import SeriesSettings
from rnnviz.settings.unroll import UnrollSettings
from rnnviz.street.network.carried import Carried, carried_query, settle
from rnnviz.street.network.network import edited
from rnnviz.tasks.sequence import Example, next_letter
from rnnviz.ui.network import in_hand
from rnnviz.ui.network.network import example_of, study_of


class Words:
    """Examples of a network that reads letters: the store is not of series alone."""

    def __len__(self) -> int:
        return 3

    def example(self, k: int) -> Example:
        return next_letter(("JAZZ", "ZAJA", "AZAJ")[k])

    def sentence(self, k: int, y: Array) -> str:
        return f"{k} {y.shape}"

    def model(self, net: Network) -> Model:
        return of_inputs(net, "letters", self.example(0).x)


def carried(seed: int = 0, cell: str = "gru", **more: object) -> Carried:
    net = init_network(CELLS[cell], 3, 4, 4, np.random.default_rng(seed))
    one = Carried(net, Words(), "every", "GRU of letters", 1, "Word", "unroll", {}, "words")
    return replace(one, **more)  # type: ignore[arg-type]


def settled_here(s: Settings) -> tuple[Any, list[str]]:
    return settle(s, in_hand.held(s))


@pytest.fixture(autouse=True)
def session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {})


def test_that_the_same_network_has_the_same_token_and_another_another() -> None:
    assert in_hand.put(carried()) == in_hand.put(carried())
    others = [carried(1), carried(cell="mgu"), carried(identity="x"), carried(name="y")]
    assert len({in_hand.put(one) for one in (carried(), *others)}) == 5


def test_that_a_session_keeps_a_few_and_forgets_the_one_not_used_for_longest() -> None:
    tokens = [in_hand.put(carried(seed)) for seed in range(in_hand.MOST)]
    in_hand.put(carried(0))
    in_hand.put(carried(99))
    assert in_hand.held(NetworkSettings(net=tokens[0])) is not None
    assert in_hand.held(NetworkSettings(net=tokens[1])) is None


def test_that_looking_at_a_network_makes_it_the_one_used_last() -> None:
    tokens = [in_hand.put(carried(seed)) for seed in range(in_hand.MOST)]
    assert in_hand.held(NetworkSettings(net=tokens[0])) is not None
    in_hand.put(carried(99))
    assert in_hand.held(NetworkSettings(net=tokens[0])) is not None
    assert in_hand.held(NetworkSettings(net=tokens[1])) is None


def computed_of_a_network_that_is_then_given_up() -> None:
    import streamlit as st

    from rnnviz.errors import RnnvizError
    from rnnviz.settings.network import NetworkSettings
    from rnnviz.ui.gradients.flows import flow_in
    from rnnviz.ui.network import in_hand
    from rnnviz.ui.network.network import study_of, unedited
    from tests.ui.network.test_in_hand import carried

    s = NetworkSettings(net=in_hand.put(carried()))
    works = (lambda: unedited(s), lambda: study_of(s), lambda: flow_in(s, "GRU", None, 1.0))
    for work in works:
        assert work() is work()
    st.session_state[in_hand.STORE].clear()
    for work in works:
        try:
            work()
        except RnnvizError as error:
            st.error(str(error))


def test_that_nothing_computed_of_a_network_is_given_to_who_does_not_hold_it() -> None:
    app = AppTest.from_function(computed_of_a_network_that_is_then_given_up).run()
    assert not app.exception
    assert len(app.error) == 3
    assert all("not in this session" in e.value for e in app.error)


def test_that_two_sessions_share_nothing_computed_of_the_network_that_both_hold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    s = NetworkSettings(net=in_hand.put(carried()))
    asked = "streamlit.runtime.caching.cache_resource_api.get_session_id_or_throw"
    found = []
    for name in ("ann", "bob", "ann"):
        monkeypatch.setattr(asked, lambda name=name: name)
        found.append(study_of(s))
    assert found[0] is found[2]
    assert found[0] is not found[1]
    assert study_of(NetworkSettings()) is study_of(NetworkSettings())  # nobody's: for all


def test_that_settings_take_the_cell_and_the_loss_of_the_network_they_carry() -> None:
    token = in_hand.put(carried())
    settled, notes = settled_here(UnrollSettings(net=token, cell="lstm", where="last", at=99))
    assert notes == []
    assert (settled.cell, settled.where, settled.at) == ("gru", "every", 3)
    np.testing.assert_array_equal(example_of(settled).x, next_letter("AZAJ").x)
    first, _notes = settled_here(UnrollSettings(net=token))
    np.testing.assert_array_equal(example_of(first).x, next_letter("ZAJA").x)


@pytest.mark.parametrize("cls", [LandingSettings, UnrollSettings, GradientSettings, GateSettings])
def test_that_an_unknown_token_falls_back_to_a_fresh_network_with_one_sentence(
    cls: type[NetworkSettings],
) -> None:
    settled, notes = settled_here(cls(net="00ff" * 4, at=3, edits="b_h.0=1", seed=7))
    assert len(notes) == 1
    assert "not in this session" in notes[0]
    assert settled == cls(seed=7)


def test_that_a_screen_that_cannot_show_a_trained_network_leaves_it_behind() -> None:
    token = in_hand.put(carried())
    assert settled_here(NetworkSettings(net=token, at=2, cell="mgu")) == (
        NetworkSettings(cell="mgu"), [],
    )  # fmt: skip
    network = UnrollSettings(net=token, at=2, edits="b_h.0=1", cell="gru").network()
    assert NetworkSettings().taken(network) == NetworkSettings(cell="gru").network()
    assert UnrollSettings().taken(network) == network
    assert SeriesSettings().taken(network) == {}


def test_that_settings_without_a_token_are_left_alone() -> None:
    for one in (Settings(), NetworkSettings(edits="b_h.0=1"), GateSettings(unit=5)):
        assert settled_here(one) == (one, [])


def test_that_a_lost_network_is_an_error_with_a_sentence_and_not_a_fresh_one() -> None:
    with pytest.raises(RnnvizError, match="not in this session"):
        example_of(NetworkSettings(net="00ff" * 4))


def test_that_a_link_carries_the_token_and_no_edits() -> None:
    one = carried()
    token = in_hand.put(one)
    query = carried_query(UnrollSettings(edits="b_h.0=1", at=2), token, one)
    assert query == {"cell": "gru", "where": "every", "net": token}


def test_that_edits_change_a_copy_of_a_carried_network() -> None:
    one = carried()
    before = one.net.weights.params.W_hh.copy()
    changed, unfit = edited(one.net, in_hand_edits())
    assert unfit == []
    assert changed.weights.params.W_hh[0, 1] == 0.25
    np.testing.assert_array_equal(one.net.weights.params.W_hh, before)


def in_hand_edits():
    from rnnviz.settings.edits import parse_edits

    return parse_edits("W_hh.0.1=0.25")


def test_that_gates_takes_a_trained_network_whatever_its_cell() -> None:
    network = NetworkSettings(cell="rnn_tanh", net="00ff" * 4).network()
    assert GateSettings().taken(network)["cell"] == "rnn_tanh"
    assert GateSettings().taken({**network, "net": ""})["cell"] == "lstm"


@pytest.mark.parametrize("token", ["x", "00FF" * 4, "00ff" * 3, "<b>", "../../etc/passwd"])
def test_that_a_token_that_cannot_be_one_is_refused(token: str) -> None:
    settings, notes = UnrollSettings.from_query({"net": token})
    assert settings.net == ""
    assert len(notes) == 1
