"""Shapes and counts of weights, against those that PyTorch and Keras have."""

import json
from pathlib import Path

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.core.counts import KERAS, TORCH, count, layer_shapes, total
from rnnviz.core.init_nets import init_deep, init_layers

GOLDEN = json.loads(
    (Path(__file__).parent / "golden" / "torch_nets.json").read_text(encoding="utf-8")
)["cases"]["deep"]
KINDS = {"stacked": (2, False), "bidirectional": (1, True), "deep bidirectional": (2, True)}


def shapes_of(code, inputs, hidden, depth=1, both=False, bias=True):
    rng = np.random.default_rng(0)
    layers = init_layers(CELLS[code], inputs, hidden, rng, depth, both)
    return layer_shapes(CELLS[code], layers, bias)


@pytest.mark.parametrize("name", GOLDEN)
def test_that_names_and_shapes_are_those_of_pytorchs_own_parameters(name):
    code, kind = name.split(" ", 1)
    theirs = {
        k: np.shape(v)
        for k, v in GOLDEN[name]["given"].items()
        if k.startswith(("weight_", "bias_"))
    }
    ours = {}
    for s in shapes_of(code, 2, 3, *KINDS[kind]):
        ours |= s.torch or {}
    assert ours == theirs


@pytest.mark.parametrize(
    ("code", "torch", "keras", "here"),
    [
        # torch: sum(p.numel()) of RNN, LSTM, GRU(10, 20); Keras: G (H I + H H + H), GRU + 3 H.
        ("rnn_tanh", 640, 620, 620),
        ("lstm", 2560, 2480, 2480),
        ("gru", 1920, 1920, 1880),
        ("gru_before", None, 1860, 1860),
        ("mgu", None, None, 1240),
    ],
)
def test_that_one_layer_of_ten_inputs_and_twenty_units_counts(code, torch, keras, here):
    (s,) = shapes_of(code, 10, 20)
    assert (count(s.torch), count(s.keras), count(s.ours)) == (torch, keras, here)


def test_that_article_004s_network_has_the_parameters_that_keras_and_pytorch_count():
    rng, cell = np.random.default_rng(0), CELLS["lstm"]
    layers = init_layers(cell, 28, 256, rng, depth=2)
    dense = 256 * 32 + 32 + 32 * 10 + 10
    shapes = layer_shapes(cell, layers)
    assert [count(s.keras) for s in shapes] == [291_840, 525_312]
    assert (total(shapes, "keras") or 0) + dense == 825_706
    assert (total(shapes, "torch") or 0) + dense == 827_754


@pytest.mark.parametrize("code", CELLS)
@pytest.mark.parametrize("kind", KINDS)
def test_that_our_count_is_that_of_the_network(code, kind):
    depth, both = KINDS[kind]
    net = init_deep(CELLS[code], 2, 3, 4, np.random.default_rng(0), depth, both)
    counted = total(layer_shapes(CELLS[code], net.weights.layers), "ours") or 0
    assert net.count() == counted + net.weights.readout.W_hy.size + 4


@pytest.mark.parametrize("code", TORCH)
def test_that_without_bias_the_biases_are_gone_everywhere(code):
    (s,) = shapes_of(code, 2, 3, bias=False)
    for shapes in (s.ours, s.torch, s.keras):
        assert shapes is not None
        assert len(shapes) == 2
        assert count(shapes) == count(s.ours)


def test_that_a_cell_that_a_library_lacks_has_no_shapes_there():
    for code in CELLS:
        (s,) = shapes_of(code, 2, 3)
        assert (s.torch is None) == (code not in TORCH)
        assert (s.keras is None) == (code not in KERAS)
    assert total(shapes_of("clockwork", 2, 3, 2), "torch") is None
