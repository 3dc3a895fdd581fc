"""What the number card prints is recomputed here from the numbers it is said to come from."""

import numpy as np
import pytest

import rnnviz
from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.study import gradient_check, study
from rnnviz.player.payload import decode, encode
from rnnviz.scenes.unroll import Change, unroll_scene
from rnnviz.street.result.opened import Playing
from rnnviz.tasks.sequence import next_letter, next_value
from rnnviz.training.passes import Objective, Passes, Windows

EXAMPLES = {
    "values": next_value(list(np.sin(0.3 * np.arange(10)))),
    "letters": next_letter("JAZZ"),
}


def made(code, example, where="every", hidden=3):
    rng = np.random.default_rng(4)
    sizes = example.x.shape[1], hidden, example.d.shape[1]
    net = init_network(CELLS[code], *sizes, rng)
    s = study(net, example.x, example.d, where, example.loss)
    return s, decode(encode(unroll_scene(s, example, "A network")))


def card_of(scene):
    return next(view for view in scene.views if view["type"] == "card")


def moved(array, shift):
    """An array read one step earlier or later; zeros beyond both ends."""
    out = np.zeros_like(array)
    if shift < 0:
        out[1:] = array[:-1]
    elif shift > 0:
        out[:-1] = array[1:]
    else:
        out[:] = array
    return out


def factor_value(scene, factor, width):
    arrays = scene.arrays
    if factor["kind"] == "const":
        return factor["value"]
    if factor["kind"] == "bias":
        return arrays[factor["array"]][factor["rows"] : factor["rows"] + width]
    values = moved(arrays[factor["array"]].astype(float), factor["shift"])
    if factor["kind"] == "value":
        return values
    W, first = arrays[factor["weight"]], factor["rows"]
    if factor["transpose"]:
        return values @ W[first : first + values.shape[1]]
    return values @ W[first : first + width].T


@pytest.mark.parametrize("kind", EXAMPLES)
@pytest.mark.parametrize("code", CELLS)
def test_that_every_card_adds_up_to_its_result(code, kind):
    _s, scene = made(code, EXAMPLES[kind])
    functions = {
        "tanh": np.tanh,
        "σ": lambda a: 1 / (1 + np.exp(-a)),
        "ReLU": lambda a: np.maximum(a, 0),
        "softplus": lambda a: np.log(1 + np.exp(a)),
        "1/exp": lambda a: 1 / np.exp(a),
        "exp": np.exp,
    }
    for name, equation in card_of(scene)["equations"].items():
        if not equation["terms"]:
            continue
        result = scene.arrays[name]
        total = np.zeros_like(result)
        for term in equation["terms"]:
            product = np.ones_like(result)
            for factor in term["factors"]:
                product = product * factor_value(scene, factor, result.shape[1])
            total = total + term["sign"] * product
        f = functions.get(equation.get("function"), lambda a: a)
        np.testing.assert_allclose(f(total), result, rtol=1e-6, atol=1e-7, err_msg=name)


@pytest.mark.parametrize("code", CELLS)
def test_that_the_scene_carries_the_numbers_of_the_core_in_double_precision(code):
    s, scene = made(code, EXAMPLES["values"])
    np.testing.assert_array_equal(scene.arrays["h"], s.trace.h)
    np.testing.assert_array_equal(scene.arrays["dh"], s.back.state.h)
    loop = s.net.cell.loop or "W_xh"
    np.testing.assert_array_equal(scene.arrays[f"d{loop}"], getattr(s.gradients.params, loop))
    np.testing.assert_allclose(
        scene.arrays["dh"], scene.arrays["dh_loss"] + scene.arrays["dh.next"], atol=1e-15
    )


@pytest.mark.parametrize("where", ["last", "every"])
@pytest.mark.parametrize("code", CELLS)
def test_that_both_checks_pass_and_the_badge_says_so(code, where):
    s, scene = made(code, EXAMPLES["values"], where)
    assert card_of(scene)["badge"]["ok"]
    assert s.disagreement() < 1e-14
    error, n = gradient_check(s)
    assert error < 1e-6
    assert n == min(200, s.net.count())


def test_that_the_badge_turns_red_when_a_gradient_is_wrong():
    s, _scene = made("lstm", EXAMPLES["values"])
    s.gradients.params.W_hh[0, 0] += 1e-3
    scene = unroll_scene(s, EXAMPLES["values"], "A network")
    assert not card_of(scene)["badge"]["ok"]


def test_that_the_badge_turns_red_when_a_state_is_wrong():
    s, _scene = made("gru", EXAMPLES["values"])
    s.trace.h[3, 1] += 1e-9
    scene = unroll_scene(s, EXAMPLES["values"], "A network")
    assert not card_of(scene)["badge"]["ok"]


def test_that_the_states_before_an_edit_travel_as_ghosts_with_old_and_new():
    example = EXAMPLES["values"]
    s, _scene = made("rnn_tanh", example)
    before, _unused = made("rnn_tanh", example, hidden=3)
    change = Change("W_hh", (0, 1), 0.25, 0.5)
    scene = unroll_scene(s, example, "A network", before=before, changes=[change])
    np.testing.assert_array_equal(scene.arrays["ghost_h"], before.trace.h)
    assert card_of(scene)["edits"] == [
        {"array": "W_hh", "index": [0, 1], "old": 0.25, "new": 0.5},
    ]


def test_that_what_lies_before_the_first_step_is_called_by_its_own_name():
    _s, scene = made("lstm", EXAMPLES["values"])
    card = card_of(scene)
    forget, candidate = (f for term in card["equations"]["c"]["terms"] for f in term["factors"][1:])
    assert forget["text"] == "c_{t-1}"
    assert forget["first"] == "c0"
    assert "first" not in candidate
    assert card["symbols"]["c0"] == "c_0"
    (after,) = {
        f["first"]
        for term in card["equations"]["dh"]["terms"]
        for f in term["factors"]
        if f["shift"]
    }
    assert card["symbols"][after] == "0"
    assert not scene.arrays["c0"].any()


def shared_values(scene, part):
    """An array read at its step; before the first step what the scene says stands there."""
    values = moved(scene.arrays[part["array"]].astype(float), part["shift"])
    if part["shift"] < 0:
        values[0] = scene.arrays[part["first"]][: values.shape[1]]
    return values


@pytest.mark.parametrize("kind", EXAMPLES)
@pytest.mark.parametrize("where", ["last", "every"])
@pytest.mark.parametrize("code", CELLS)
def test_that_the_products_on_a_weights_card_add_up_to_its_gradient(code, where, kind):
    _s, scene = made(code, EXAMPLES[kind], where, hidden=4)
    for name, told in card_of(scene)["parameters"].items():
        total = np.zeros_like(scene.arrays[name])
        for share in told["shares"]:
            rows = slice(share["rows"], share["rows"] + share["count"])
            delta = shared_values(scene, share["delta"])
            v = None if share["value"] is None else shared_values(scene, share["value"])
            total[rows] += {
                "bias": lambda delta, _v: delta.sum(axis=0),
                "pointwise": lambda delta, v: (delta * v).sum(axis=0),
                "outer": lambda delta, v: np.einsum("ti,tj->ij", delta, v),
            }[share["kind"]](delta, v)
        if told["learned"] is not None:
            total *= scene.arrays[told["learned"]]
        np.testing.assert_allclose(total, scene.arrays[told["grad"]], rtol=0, atol=1e-12)


@pytest.mark.parametrize("where", ["last", "every"])
def test_that_training_on_this_sequence_takes_what_the_card_says(where):
    example = EXAMPLES["values"]
    s, scene = made("gru", example, where)
    target = example.d[-1:] if where == "last" else example.d[:, None]
    passes = Passes(s.net, Objective(where=where))
    _loss, g = passes.loss_and_gradient(s.net.weights, Windows(example.x[:, None], target))
    shown = np.concatenate([a.ravel() for part in s.gradients for a in part])
    T = len(example.x) if where == "every" else 1
    np.testing.assert_allclose(g, shown / T, rtol=0, atol=1e-12)
    note = card_of(scene)["learning"]
    assert (f"divided by {len(example.x)}" in note) == (where == "every")


def test_that_a_network_about_to_diverge_is_drawn_without_a_number_that_is_none() -> None:
    opened = rnnviz.open("unroll?series=sine&trained=0&rate=1&learned=50")
    assert isinstance(opened, Playing)
    assert all(np.isfinite(a).all() for a in opened.scene.arrays.values() if a.dtype.kind == "f")
