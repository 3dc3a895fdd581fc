"""What Shapes says beside its boxes: which notes stand there, what plays, how it counts."""

from typing import Any

import numpy as np
import pytest

from rnnviz.core.shapes import Layers, count, torch_weights
from rnnviz.scenes.shapes.notes import is_kdnuggets, kdnuggets_counts, notes
from rnnviz.scenes.shapes.numbers import network, play, sunspots
from rnnviz.scenes.shapes.shapes import shapes_scene
from rnnviz.scenes.shapes.tally import grouped, rows, weights_tally, written
from rnnviz.settings.shapes import ShapesSettings


def plan(**change: Any):
    return ShapesSettings(**change).plan()


def said(**change: Any) -> str:
    settings = ShapesSettings(**change)
    return " ".join(notes(settings.plan(), settings.layers()))


def test_that_input_i_is_the_value_i_years_back() -> None:
    one = sunspots(12, 1)[:, 0]
    three = sunspots(10, 3)
    assert three.shape == (10, 3)
    for t in range(10):
        assert three[t].tolist() == [one[t + 2], one[t + 1], one[t]]
    assert np.abs(sunspots(200, 1)).max() <= 1


@pytest.mark.parametrize("cell", ["rnn_tanh", "rnn_relu", "lstm", "gru"])
def test_that_a_module_without_bias_has_biases_of_nought_in_its_layers_alone(cell: str) -> None:
    net = network(plan(cell=cell, bias=False, num_layers=2, bidirectional=True), 3)
    for layer in net.weights.layers:
        for p in layer:
            assert not any(np.any(a) for name, a in p._asdict().items() if name.startswith("b_"))
            assert np.any(p.W_hh)
    assert np.any(net.weights.readout.b_y)
    biased = network(plan(cell=cell), 3)
    assert all(np.any(p.b_h) for layer in biased.weights.layers for p in layer)


def test_that_what_plays_has_the_sizes_of_the_plan() -> None:
    p = plan(arch="many_to_one", input_size=2, hidden=3, num_layers=2, bidirectional=True,
             length=6, outputs=4)  # fmt: skip
    played = play(p, 1)
    assert played.x.shape == (6, 2)
    assert [[h.shape for h in layer] for layer in played.h] == [[(6, 3)] * 2] * 2
    assert {name: y.shape for name, y in played.y.items()} == {"y": (1, 4), "wrong": (1, 4)}
    assert not np.allclose(played.y["y"], played.y["wrong"])
    assert set(play(plan(arch="many_to_one"), 1).y) == {"y"}
    assert play(plan(length=6, outputs=4), 1).y["y"].shape == (6, 4)
    fed = play(plan(arch="one_to_many", input_size=2, length=6), 1)
    assert fed.x.shape == fed.y["y"].shape == (6, 2)
    np.testing.assert_array_equal(fed.x[1:], fed.y["y"][:-1])


def test_that_one_to_many_reads_one_step_and_has_no_backward_half() -> None:
    one = plan(arch="one_to_many", bidirectional=True, input_size=3, outputs=7)
    assert (one.outputs, one.steps_read, one.layers.bidirectional) == (3, 1, False)
    many = plan(bidirectional=True, input_size=3, outputs=7, length=9)
    assert (many.outputs, many.steps_read, many.layers.bidirectional) == (7, 9, True)


def test_that_a_note_stands_there_only_where_it_is_true() -> None:
    plain = said(bias=False)
    for word in ("dropout", "two biases", "batch_first", "the future", "cannot read from the end"):
        assert word not in plain
    assert "nn.RNN ends in its states" in plain
    assert "cannot read from the end" in said(arch="one_to_many", bidirectional=True)
    assert "cannot read from the end" not in said(bidirectional=True)
    assert "has read the future" in said(bidirectional=True)
    assert "has read the future" not in said(arch="many_to_one", bidirectional=True)
    assert "with one layer it does nothing" in said(dropout=0.5)
    assert "in training only" in said(dropout=0.5, num_layers=2)
    assert "sets every number" in said(dropout=1.0, num_layers=2)
    assert "with one layer it does nothing" in said(dropout=1.0)
    assert "candidate n" in said(cell="gru")
    assert "Keras’s one" in said(cell="lstm")
    assert "puts N first" in said(batch_first=True)


def test_that_the_article_of_kdnuggets_is_known_by_its_sizes_and_counted_layer_by_layer() -> None:
    sizes = {"cell": "lstm", "input_size": 28, "hidden": 256, "num_layers": 2}
    whole = plan(**sizes)
    assert is_kdnuggets(whole)
    for change in (
        {"input_size": 27}, {"hidden": 255}, {"num_layers": 1}, {"bias": False},
        {"bidirectional": True}, {"cell": "gru"},
    ):  # fmt: skip
        assert not is_kdnuggets(plan(**{**sizes, **change}))
    first, second = 4 * 256 * (28 + 256), 4 * 256 * (256 + 256)
    heads = 257 * 32 + 33 * 10
    biases = 2 * 4 * 256
    expected = first + second + biases + heads
    assert kdnuggets_counts() == (expected, expected + biases)
    assert f"{expected:,}" in said(**sizes)


def test_that_counts_are_grouped_by_thousands_and_add_up() -> None:
    assert [grouped(n) for n in (0, 999, 1000, 1234567)] == [
        "0", "999", "1,000", "1,234,567",
    ]  # fmt: skip
    assert written([3]) == "(3,)"
    shapes = torch_weights(Layers(kind="LSTM", input_size=2, hidden_size=3, num_layers=2), "rnn.")
    tally = weights_tally({"A": shapes, "B": shapes[:2]}, "a note")
    assert [s["total"] for s in tally["sections"]] == [count(shapes), count(shapes[:2])]
    assert [s.get("note") for s in tally["sections"]] == [None, "a note"]
    listed = rows(shapes)
    assert sum(row["count"] for row in listed) == count(shapes)
    assert "count" not in rows(shapes, counted=False)[0]


def scene_of(t: int | None = None, **change: Any):
    settings = ShapesSettings(**change)
    return shapes_scene(settings.plan(), play(settings.plan(), 1), "A", t)


@pytest.mark.parametrize("both", [False, True])
@pytest.mark.parametrize("depth", [1, 3])
@pytest.mark.parametrize("arch", ["many_to_many", "many_to_one"])
def test_that_lanes_lie_one_above_the_other_and_arrows_join_what_is_there(
    arch: str, depth: int, both: bool
) -> None:
    scene = scene_of(arch=arch, num_layers=depth, bidirectional=both, length=4)
    picture = scene.views[0]
    lanes = {lane["key"]: lane for lane in picture["lanes"]}
    named = [key for key, lane in lanes.items() if lane["sub"][:1] == ["output"]]
    assert named == [f"h{depth - 1}{int(both)}"]  # what the module gives is its last layer's
    lines = [lane["line"] for lane in picture["lanes"]]
    assert lines == list(range(len(lines)))
    assert picture["lines"] == len(lines)
    assert [lane["key"] for lane in picture["lanes"]][-1] == "y"
    for lane in lanes.values():
        boxes = len(scene.arrays[lane["array"]])
        assert len(lane["when"]) == boxes
        assert lane["first"] + boxes == 4
        assert all(0 <= moment < scene.steps for moment in lane["when"])
    hidden = [lane["when"] for key, lane in lanes.items() if key[0] == "h"]
    assert len(picture["focus"]) == scene.steps
    for t, column in enumerate(picture["focus"]):  # a box of it is filled just then
        assert t in [when[column] for when in hidden]
    for link in picture["links"]:
        assert {link["from"], link["to"]} <= set(lanes)
    joined = [link["to"] for link in picture["links"] if link.get("via") == "join"]
    reads = [f"h{k}0" for k in range(1, depth)] + (["y"] if arch == "many_to_many" else ["wrong"])
    assert joined == (reads if both else [])
    ends = picture["ends"]
    assert len(ends) == 2 * depth * (2 if both else 1)
    for first, last in zip(ends[::2], ends[1::2], strict=True):
        assert {first["side"], last["side"]} == {"left", "right"}
        assert (first["into"], last["into"]) == (True, False)
        assert first["side"] == ("right" if first["lane"].endswith("1") else "left")


def test_that_a_scene_stands_at_its_end_or_where_it_is_told_and_shows_every_view() -> None:
    for t, start in ((None, 4), (0, 0), (4, 4), (5, 4), (99, 4)):
        assert scene_of(t).start == {"t": start}
    columns = scene_of().options["layout"]["columns"]
    assert sorted(k for column in columns for k in column) == [0, 1, 2]
