"""The scene of Digits: its arrays are the readings', for every order and every kind of digit."""

from typing import Any

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.player import decode, encode
from rnnviz.player.payload import Scene
from rnnviz.scenes.digits import Read, digit_scene
from rnnviz.tasks.digits.digits import ORDERS, sequences, split_of
from rnnviz.tasks.digits.reading import Reading, read

CODES = ("rnn_tanh", "gru", "lstm")


def readings(order: str = "down", asked: int | None = None) -> list[Reading]:
    x = sequences(split_of(1).test.images[:1], order)[:, 0]
    nets = [init_network(CELLS[c], 8, 6, 10, np.random.default_rng(2)) for c in CODES]
    return [read(net, x, asked) for net in nets]


def scene(
    found: list[Reading], order: str = "down", truth: int | None = 4, follow: int = 1
) -> Scene:
    digit = Read(split_of(1).test.images[0], order, truth)
    return digit_scene(CODES, found, digit, follow, {"t": 7})


def view(its: Scene, kind: str) -> dict[str, Any]:
    return next(v for v in its.views if v["type"] == kind)


@pytest.mark.parametrize("order", ORDERS)
def test_that_the_arrays_are_those_of_the_readings(order: str) -> None:
    found = readings(order)
    its = decode(encode(scene(found, order)))
    for k, r in enumerate(found):
        np.testing.assert_array_equal(its.arrays[f"p:{k}"], r.p)
        np.testing.assert_array_equal(its.arrays[f"start:{k}"], r.start)
        np.testing.assert_array_equal(its.arrays[f"answers:{k}"], r.p.argmax(1))
        np.testing.assert_array_equal(its.arrays[f"why:{k}"], r.why(order))
    np.testing.assert_array_equal(its.arrays["ink"], split_of(1).test.images[0])
    np.testing.assert_array_equal(its.arrays["h"], found[1].study.trace.h)
    assert view(its, "reading")["order"] == view(its, "pixels")["order"] == order


@pytest.mark.parametrize("follow", range(3))
def test_that_the_card_explains_the_network_that_is_taken_apart(follow: int) -> None:
    found = readings()
    its = scene(found, follow=follow)
    np.testing.assert_array_equal(its.arrays["W_hh"], found[follow].study.net.weights.params.W_hh)
    np.testing.assert_array_equal(its.arrays["dx"], found[follow].study.back.x)
    assert [n["followed"] for n in view(its, "reading")["networks"]] == [
        k == follow for k in range(3)
    ]
    card = view(its, "card")
    assert card["badge"]["ok"]
    assert not card["editable"]
    assert next(iter(card["equations"])) == "y"
    assert CODES[follow] in card["title"]


def test_that_steps_are_named_by_their_place_in_the_picture() -> None:
    assert scene(readings("down"), "down").ticks == tuple(f"row {n}" for n in range(1, 9))
    assert scene(readings("up"), "up").ticks == tuple(f"row {n}" for n in range(8, 0, -1))
    assert scene(readings("right"), "right").ticks == tuple(f"column {n}" for n in range(1, 9))


def test_that_the_map_says_which_answer_it_is_about() -> None:
    found = readings(asked=3)
    maps = view(scene(found), "pixels")["maps"]
    for m, r in zip(maps, found, strict=True):
        assert m["caption"].startswith("why 3")
        assert m["range"] == np.abs(r.why("down")).max()
    reading = view(scene(found), "reading")
    assert [n["why"]["array"] for n in reading["networks"]] == [m["array"] for m in maps]
    assert [n["why"]["range"] for n in reading["networks"]] == [m["range"] for m in maps]
    assert "the probability of 3" in reading["caption_back"]
    note = view(scene(found), "card")["equations"]["dy"]["note"]
    assert "d_t is 1 at 3" in note
    own = view(scene(readings()), "pixels")["maps"]
    assert [m["caption"][4] for m in own] == [str(r.answer) for r in readings()]


def test_that_a_drawing_has_no_truth_to_be_judged_by() -> None:
    reading = view(scene(readings(), truth=None), "reading")
    assert reading["truth"] is None
    assert reading["caption"] == "Your drawing, as the networks get it."


def test_that_a_network_that_saturates_still_has_a_map() -> None:
    x = np.zeros((8, 8))
    net = init_network(CELLS["rnn_relu"], 8, 2, 10, np.random.default_rng(0))
    dead = net.weights.params._replace(b_h=np.full(2, -9.0))
    flat = type(net)(net.cell, net.weights._replace(params=dead))
    its = digit_scene(["ReLU"], [read(flat, x)], Read(x, "down", None), 0, {})
    assert view(its, "pixels")["maps"][0]["range"] == 0
    assert encode(its)
