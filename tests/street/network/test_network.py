"""From settings to weights: drawn, trained, turned, of the address."""

import re

import numpy as np
import pytest

from rnnviz.core.biases import set_forget_bias
from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.errors import RnnvizError
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.packed import MOST, unpack
from rnnviz.settings.tables import SERIES_CODES
from rnnviz.street.network.cell import cell_of
from rnnviz.street.network.example import (
    FEWEST,
    example_of,
    never_seen,
    series_values,
    training_windows,
)
from rnnviz.street.network.learning import Update
from rnnviz.street.network.network import drawn, network_of, seconds, train, trained_network
from rnnviz.street.network.packed import packed, with_values
from rnnviz.street.network.stops import stops
from rnnviz.street.network.words import described, loss_sentence, update_formula
from rnnviz.training.flat import flatten
from rnnviz.words.numbers import change_of


@pytest.mark.parametrize("gain", [1.0, 0.4])
@pytest.mark.parametrize("forget_bias", [None, 3.0])
@pytest.mark.parametrize("cell", CELLS)
def test_that_gain_and_forget_bias_of_an_untrained_network_are_those_of_its_draw(
    cell: str, gain: float, forget_bias: float | None
) -> None:
    s = NetworkSettings(cell=cell, trained=0, gain=gain, forget_bias=forget_bias)
    example = example_of(s)
    rng = np.random.default_rng(s.seed)
    options = {"gain": gain, "forget_bias": forget_bias, "longest": len(example.x)}
    wanted = init_network(cell_of(s), 1, 3, 1, rng, scheme=s.scheme, **options)
    found = network_of(s, example)
    np.testing.assert_array_equal(flatten(found.weights), flatten(wanted.weights))


def test_that_the_gain_stretches_trained_weights_and_trains_nothing_anew() -> None:
    s = NetworkSettings()
    plain, louder = stops().unedited(s), stops().unedited(s.with_(gain=1.5))
    np.testing.assert_array_equal(louder.weights.params.W_hh, 1.5 * plain.weights.params.W_hh)
    np.testing.assert_array_equal(louder.weights.params.W_xh, plain.weights.params.W_xh)


def test_that_which_loss_is_shown_changes_no_weight() -> None:
    last, every = (stops().unedited(NetworkSettings(where=w)) for w in ("last", "every"))
    np.testing.assert_array_equal(flatten(last.weights), flatten(every.weights))


@pytest.mark.parametrize("steps", [2, 12, 45, 100])
@pytest.mark.parametrize("series", SERIES_CODES)
def test_that_what_is_shown_was_never_trained_on_or_the_line_says_so(
    series: str, steps: int
) -> None:
    s = NetworkSettings(series=series, steps=steps)
    example = example_of(s)
    x, d = training_windows(s, example)
    shown = len(series_values(series)[0]) - len(example.x) - 1
    rows = x.shape[0] + x.shape[1]
    assert never_seen(s, example) == (rows <= shown)
    assert (f"before {example.ticks[0]}" in described(s, example)) == (rows <= shown)
    assert x.shape[1] >= min(FEWEST, rows - len(example.x))
    np.testing.assert_array_equal(x[1:], d[:-1])


@pytest.mark.parametrize("trained", [0, 150])
@pytest.mark.parametrize("gain", [1.0, 0.4, 5.0])
@pytest.mark.parametrize("bias", [None, 0.0, 5.0])
@pytest.mark.parametrize("cell", CELLS)
def test_that_the_line_of_the_network_says_what_was_set_on_its_weights(
    cell: str, bias: float | None, gain: float, trained: int
) -> None:
    s = NetworkSettings(cell=cell, trained=trained, gain=gain, forget_bias=bias)
    said = described(s, example_of(s))
    net = drawn(s.with_(forget_bias=None), example_of(s))
    moved = set_forget_bias(net.cell, net.weights.params, 7.7)
    biased = bias is not None and not np.array_equal(moved.b_h, net.weights.params.b_h)
    assert (f"recurrent weights × {gain:g}" in said) == (gain != 1)
    assert ("forget bias" in said) == biased
    assert not biased or f"forget bias set to {bias:g}." in said
    assert ("Then" in said) == (gain != 1 or biased)


@pytest.mark.parametrize("before", [1.0, 0.37, 2e-5])
@pytest.mark.parametrize("rest", [0.0, 5e-32, 1e-9, 4e-5, 3e-4, 0.004, 0.02, 0.9, 1.3, 40.0])
def test_that_all_of_a_loss_is_gone_only_where_it_is_0(before: float, rest: float) -> None:
    said = change_of(before, before * rest)
    assert said.startswith("100 %") == (rest == 0)
    assert said.endswith("less") == (rest < 1)
    told = float(said.strip(">").split()[0])
    if said.startswith(">"):
        assert told / 100 < 1 - rest
        assert rest < 1e-4
    else:
        assert told == pytest.approx(100 * abs(1 - rest), rel=0.005)


@pytest.mark.parametrize("size", [4.93e-32, 2.6e-7, 0.037, 1.5, 1.3e9])
def test_that_no_sentence_of_learning_has_a_computers_power_of_ten(size: float) -> None:
    formula = update_formula("W_hh", Update(size, -size, 1e-5, size))
    for said in (loss_sentence((1.0, size), "last"), loss_sentence((size,), "every"), formula):
        assert re.search(r"\de[+-]?\d", said) is None
        assert "nan" not in said


def test_that_the_default_network_says_more_of_the_sunspots_than_their_last_value() -> None:
    seen = stops().study(NetworkSettings(where="every"))
    last_value = float((seen.x - seen.d).__pow__(2).sum())
    assert seen.total < last_value


@pytest.mark.parametrize("cell", CELLS)
def test_that_weights_travel_in_the_address(cell: str) -> None:
    s = NetworkSettings(cell=cell, hidden=1)
    net = stops().unedited(s)
    text = packed(net)
    assert 0 < net.count() <= MOST
    again = s.with_(weights=text)
    read = NetworkSettings.from_query(again.to_query())
    assert read == (again, [])
    found = stops().unedited(again)
    np.testing.assert_allclose(flatten(found.weights), flatten(net.weights), rtol=1e-6, atol=1e-30)


def test_that_a_network_too_large_for_a_link_is_not_packed() -> None:
    assert packed(stops().unedited(NetworkSettings(hidden=9, trained=0))) == ""


@pytest.mark.parametrize("text", ["A", "AAAA", "!!!!!!!!", "AADAfw", "AACAfw", "A" * 400, "é" * 8])
def test_that_hostile_weights_fall_back_to_the_drawn_ones_with_a_note(text: str) -> None:
    settings, notes = NetworkSettings.from_query({"weights": text})
    assert settings == NetworkSettings()
    assert len(notes) == 1


def test_that_weights_of_another_size_are_refused_with_both_numbers() -> None:
    net = drawn(NetworkSettings(trained=0), example_of(NetworkSettings()))
    with pytest.raises(RnnvizError, match="2 weights and this network has 19"):
        with_values(net, unpack("AAAAPwAAgL8"))


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ({"hidden": 4}, False),
        ({"seed": 5}, False),
        ({"cell": "gru"}, False),
        ({"trained": 10}, False),
        ({"gain": 2.0}, True),
        ({"steps": 20}, True),
        ({"where": "every"}, True),
        ({"edits": "b_h.0=1"}, True),
    ],
)
def test_that_weights_of_the_address_go_when_another_network_is_asked_for(
    change: dict[str, object], kept: bool
) -> None:
    s = NetworkSettings(weights="AAAAPwAAgL8", learned=3)
    assert bool(s.with_(**change).weights) == kept


def test_that_a_training_that_is_stopped_is_that_of_fewer_epochs() -> None:
    s = NetworkSettings(trained=40)
    stopped = train(s, lambda progress: progress.epoch == 25)
    assert stopped.stopped
    whole = train(s.with_(trained=stopped.epochs))
    assert not whole.stopped
    np.testing.assert_array_equal(flatten(stopped.weights), flatten(whole.weights))


def test_that_an_untrained_network_and_one_of_the_address_are_no_work() -> None:
    example = example_of(NetworkSettings())
    assert seconds(NetworkSettings(trained=0), example) == 0
    assert seconds(NetworkSettings(weights="AAAAPw"), example) == 0
    few, many = (seconds(NetworkSettings(trained=n), example) for n in (10, 100))
    assert many == pytest.approx(10 * few)
    assert trained_network(NetworkSettings(trained=0), example).count() == 19
