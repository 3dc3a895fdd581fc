"""Shapes: what is drawn and counted is what PyTorch and Keras make, number by number."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnnviz.core.feedback import free_run
from rnnviz.core.network import Network, Weights
from rnnviz.core.seq2seq import decode
from rnnviz.core.shapes import Layers, Shape, count, keras_weights, torch_weights
from rnnviz.player.payload import Scene
from rnnviz.scenes.shapes.notes import kdnuggets_counts, notes
from rnnviz.scenes.shapes.numbers import play
from rnnviz.scenes.shapes.pairs.pairs import pairs_scene, translate
from rnnviz.scenes.shapes.pairs.plan import (
    PairPlan,
    pair_arrays_in,
    pair_arrays_out,
    pair_weights_keras,
    pair_weights_torch,
)
from rnnviz.scenes.shapes.shapes import SHOWN, clock_steps, shapes_scene
from rnnviz.tasks.architecture import (
    Plan,
    arrays_in,
    arrays_out,
    plan_of,
    weights_keras,
    weights_torch,
)
from rnnviz.tasks.pairs.pairs import TASKS
from rnnviz.tasks.sequence import END
from tests.scenes.shapes.golden.shapes_grid import SEED, pair_network, pair_plans, plans

GOLDEN = json.loads((Path(__file__).parent / "golden" / "shapes.json").read_text(encoding="utf-8"))
PLANS = list(zip(plans(), GOLDEN["plain"], strict=True))
PAIR_PLANS = list(zip(pair_plans(), GOLDEN["pairs"], strict=True))


def named(shapes: list[Shape]) -> list[list[Any]]:
    return [[s.name, list(s.size)] for s in shapes]


def sizes(shapes: list[Shape]) -> list[list[int]]:
    return [list(s.size) for s in shapes]


def test_that_every_weight_and_count_is_that_of_pytorch() -> None:
    for plan, found in PLANS:
        assert repr(plan) == found["plan"]
        assert named(weights_torch(plan)) == found["torch"]["weights"]
        assert count(weights_torch(plan)) == found["torch"]["count"]
    for plan, found in PAIR_PLANS:
        assert repr(plan) == found["plan"]
        assert named(pair_weights_torch(plan)) == found["torch"]["weights"]
        assert count(pair_weights_torch(plan)) == found["torch"]["count"]


def test_that_every_weight_and_count_is_that_of_keras() -> None:
    for plan, found in PLANS:
        assert sizes(weights_keras(plan)) == found["keras"]["weights"]
        assert count(weights_keras(plan)) == found["keras"]["count"]
    for plan, found in PAIR_PLANS:
        assert sizes(pair_weights_keras(plan)) == found["keras"]["weights"]
        assert count(pair_weights_keras(plan)) == found["keras"]["count"]


def test_that_every_array_has_the_shape_that_pytorch_gives_it() -> None:
    for plan, found in PLANS:
        known = {s.name: list(s.size) for s in (*arrays_in(plan), *arrays_out(plan))}
        expected = {name: found["torch"][name] for name in ("input", "output", "y")}
        expected |= dict(zip(("h_n", "c_n"), found["torch"]["finals"], strict=False))
        assert {name: known[name] for name in expected} == expected
        assert known["h_0"] == known["h_n"]
        batch_last = list(found["torch"]["y"])
        if plan.arch != "many_to_one" and not plan.layers.batch_first:
            batch_last[:2] = batch_last[1::-1]
        assert batch_last[1:] == found["keras"]["y"]
    for plan, found in PAIR_PLANS:
        known = {s.name: list(s.size) for s in (*pair_arrays_in(plan), *pair_arrays_out(plan))}
        assert [known["x"], known["h"], known["y"]] == [
            found["torch"][k] for k in ("input", "output", "y")
        ]
        assert known["h_n"] == found["torch"]["finals"][0]


def test_that_the_code_that_is_shown_computes_the_numbers_that_play() -> None:
    for plan, found in PLANS:
        np.testing.assert_allclose(play(plan, SEED).y["y"], found["values"], rtol=0, atol=1e-12)


def test_that_the_code_of_an_encoder_decoder_computes_the_numbers_that_play() -> None:
    for plan, found in PAIR_PLANS:
        net, pair = pair_network(plan)
        y = decode(net, pair.x[:, 0], pair.d[:, 0]).y
        np.testing.assert_allclose(y, found["values"], rtol=0, atol=1e-12)


def test_that_the_network_that_plays_has_the_weights_that_are_counted() -> None:
    for plan, _found in PLANS:
        net = play(plan, SEED).net
        cells = [params for layer in net.weights.layers for params in layer]
        torch = {s.name: s.size for s in torch_weights(plan.layers)}
        drawn = [size for name, size in torch.items() if name.startswith("weight")]
        assert drawn == [shape for p in cells for shape in (p.W_xh.shape, p.W_hh.shape)]
        assert all(p.b_h.any() == plan.layers.bias for p in cells)
        keras = [s.size for s in keras_weights(plan.layers) if s.name.endswith("kernel")]
        assert keras == [size[::-1] for size in drawn]


def test_that_the_kdnuggets_network_has_the_counts_that_both_libraries_report() -> None:
    assert kdnuggets_counts() == (825_706, 827_754)


def plain(arch: str = "many_to_many", T: int = 5, **arguments: Any) -> Plan:
    given = {"kind": "RNN", "input_size": 3, "hidden_size": 4, **arguments}
    return plan_of(arch, Layers(**given), T, 8, 2)


def lane(scene: Scene, key: str) -> dict[str, Any]:
    return next(one for one in scene.views[0]["lanes"] if one["key"] == key)


def test_that_one_to_many_reads_its_own_outputs_as_the_core_does() -> None:
    plan = plain("one_to_many", T=7)
    played = play(plan, 3)
    (params,) = played.net.weights.layers[0]
    net = Network(played.net.cell, Weights(params, played.net.weights.readout))
    run = free_run(net, played.x[:1], steps=plan.T - 1)
    np.testing.assert_allclose(played.y["y"], run.y, rtol=0, atol=1e-14)
    np.testing.assert_array_equal(played.x[1:], played.y["y"][:-1])


def test_that_a_box_fills_only_after_all_that_it_reads() -> None:
    for plan, _found in PLANS:
        scene = shapes_scene(plan, play(plan, SEED), "x")
        view = scene.views[0]
        when = {
            (one["key"], one["first"] + i): t
            for one in view["lanes"]
            for i, t in enumerate(one["when"])
        }
        assert max(when.values()) == scene.steps - 1 == clock_steps(plan) - 1
        for link in view["links"]:
            if link["kind"] == "up":
                for (key, column), t in when.items():
                    if key == link["to"]:
                        assert when.get((link["from"], column), 0) <= t


def test_that_the_boxes_hold_the_numbers_of_the_network() -> None:
    plan = plain("many_to_one", num_layers=2, bidirectional=True, hidden_size=9)
    played = play(plan, 5)
    scene = shapes_scene(plan, played, "x")
    for k, layer in enumerate(played.h):
        for d, h in enumerate(layer):
            np.testing.assert_array_equal(scene.arrays[f"lane.h{k}{d}"], h[:, :SHOWN])
            assert lane(scene, f"h{k}{d}")["more"] == 9 - SHOWN
    read = played.net.weights.readout
    ends = np.concatenate([played.h[1][0][-1], played.h[1][1][0]])
    np.testing.assert_allclose(scene.arrays["lane.y"][0], read.W_hy @ ends + read.b_y, atol=1e-14)
    last = np.concatenate([played.h[1][0][-1], played.h[1][1][-1]])
    wrong = read.W_hy @ last + read.b_y
    np.testing.assert_allclose(scene.arrays["lane.wrong"][0], wrong, atol=1e-14)


def test_that_the_arrows_carry_the_shapes_of_the_sizes() -> None:
    scene = shapes_scene(plain(num_layers=2, kind="LSTM"), play(plain(num_layers=2), 1), "x")
    said = {(k["from"], k["to"]): k["shape"] for k in scene.views[0]["links"]}
    assert said == {
        ("x", "h00"): "(8, 3)",
        ("h00", "h00"): "h, c (8, 4)",
        ("h00", "h10"): "(8, 4)",
        ("h10", "h10"): "h, c (8, 4)",
        ("h10", "y"): "(8, 4)",
    }


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"dropout": 1.0, "num_layers": 2}, "a probability, not a switch"),
        ({"dropout": 0.5}, "with one layer it does nothing"),
        ({"kind": "GRU"}, "candidate"),
        ({"batch_first": True}, "not in h_0"),
        ({"bidirectional": True}, "Not for forecasting"),
    ],
)
def test_that_what_an_argument_does_not_do_is_said(change: dict[str, Any], word: str) -> None:
    plan = plain(**change)
    assert any(word in note for note in notes(plan, plan.layers))


def test_that_one_to_many_says_why_it_has_no_backward_half() -> None:
    asked = Layers(kind="RNN", input_size=3, hidden_size=4, bidirectional=True)
    plan = plan_of("one_to_many", asked, 5, 8, 2)
    assert plan.layers == replace(asked, bidirectional=False)
    assert any("cannot read from the end" in note for note in notes(plan, asked))


@pytest.mark.parametrize(("plan", "_found"), PAIR_PLANS)
def test_that_the_map_is_the_attention_and_its_terms_are_its_scores(
    plan: PairPlan, _found: Any
) -> None:
    net, _pair = pair_network(plan)
    run, wrote = translate(net, TASKS["reverse"], "badge")
    scene = pairs_scene(plan, net, "badge", run, wrote)
    assert scene.steps == 5 + len(wrote)
    assert ("alpha" in scene.arrays) == plan.attends
    fresh = pairs_scene(plan, net, "badge", run, wrote, trained=False)
    titles = [[view["title"] for view in one.views] for one in (scene, fresh)]
    assert [("Where it looks, untrained" in one) for one in titles] == [False, plan.attends]
    if plan.attends:
        alpha, e = scene.arrays["alpha"], scene.arrays["e"]
        np.testing.assert_allclose(alpha.sum(1), 1, atol=1e-12)
        np.testing.assert_allclose(alpha, np.exp(e) / np.exp(e).sum(1, keepdims=True), atol=1e-12)
        np.testing.assert_allclose(scene.arrays["terms"].sum(2), e, atol=1e-5)
        h = np.concatenate(
            [scene.arrays[f"lane.h{d}"] for d in range(2 if plan.both else 1)], axis=1
        )
        context = scene.arrays["lane.context"]
        if h.shape[1] == context.shape[1]:
            np.testing.assert_allclose(alpha @ h, context, atol=1e-12)


def test_that_a_decoder_stops_at_the_sign_of_the_end() -> None:
    net, _pair = pair_network(pair_plans()[1])
    readout = net.weights.readout
    b_y = readout.b_y.copy()
    b_y[-1] = 100.0
    sure = replace(net, weights=net.weights._replace(readout=readout._replace(b_y=b_y)))
    run, wrote = translate(sure, TASKS["reverse"], "abc")
    assert (wrote, len(run.y)) == (END, 1)
    b_y[-1] = -100.0
    _run, wrote = translate(sure, TASKS["reverse"], "abc")
    assert END not in wrote
    assert len(wrote) == 8
