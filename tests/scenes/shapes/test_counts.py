"""Four ways to count one network, each checked against what it counts."""

from typing import Any

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.shapes import Layers
from rnnviz.scenes.counting import LIBRARIES, learned_sentence
from rnnviz.scenes.shapes.counts import counts, counts_sentence, counts_table
from rnnviz.tasks.architecture import Plan, plan_of, weights_keras, weights_torch

CODES = {"RNN": "rnn_tanh", "LSTM": "lstm", "GRU": "gru"}


def plan(kind: str, inputs: int, hidden: int, outputs: int = 1, **more: Any) -> Plan:
    layers = Layers(kind=kind, input_size=inputs, hidden_size=hidden, **more)
    return plan_of("many_to_many", layers, 5, 8, outputs)


def test_that_45_49_52_54_and_58_are_one_gru() -> None:
    one = {c.name: (c.module, c.together) for c in counts(plan("GRU", 1, 3))}
    assert one["Textbook"] == (45, 49)
    assert one["Here, on all screens"] == (48, 52)
    assert one["PyTorch"] == one["Keras"] == (54, 58)
    assert counts_sentence(plan("GRU", 1, 3)).endswith("49, 52, 58 numbers with the read-out.")
    for n in (45, 48, 49, 52, 54, 58):
        assert f"| {n} |" in counts_table(plan("GRU", 1, 3))


@pytest.mark.parametrize("kind", CODES)
@pytest.mark.parametrize(("inputs", "hidden", "outputs"), [(1, 3, 1), (2, 1, 4), (5, 16, 3)])
def test_that_each_way_counts_what_it_says(kind, inputs, hidden, outputs) -> None:
    p = plan(kind, inputs, hidden, outputs)
    book, here, torch, keras = counts(p)
    net = init_network(CELLS[CODES[kind]], inputs, hidden, outputs, np.random.default_rng(0))
    assert here.together == net.count()
    assert torch.together == sum(w.total for w in weights_torch(p))
    assert keras.together == sum(w.total for w in weights_keras(p))
    gates = {"RNN": 1, "LSTM": 4, "GRU": 3}[kind]
    assert book.module == gates * hidden * (inputs + hidden + 1)
    assert {c.readout for c in (book, here, torch, keras)} == {outputs * (hidden + 1)}
    said = learned_sentence(net)
    assert said.startswith(f"{net.count():,} numbers are learned: {here.module:,} in the cell")
    assert f"PyTorch counts {torch.together:,}, Keras {keras.together:,}" in said


@pytest.mark.parametrize("kind", CODES)
@pytest.mark.parametrize("more", [{"num_layers": 3}, {"bidirectional": True}, {"bias": False}])
def test_that_deep_and_two_way_networks_are_counted_alike(kind, more) -> None:
    p = plan(kind, 2, 4, 3, **more)
    book, here, torch, keras = counts(p)
    assert torch.together == sum(w.total for w in weights_torch(p))
    assert keras.together == sum(w.total for w in weights_keras(p))
    assert book.module <= here.module <= torch.module
    if more == {"bias": False}:
        assert book.module == here.module == torch.module == keras.module
        assert counts_sentence(p).startswith("All four count")


@pytest.mark.parametrize("code", [code for code in CELLS if code not in LIBRARIES])
def test_that_a_cell_that_no_library_has_is_counted_alone(code: str) -> None:
    net = init_network(CELLS[code], 2, 3, 1, np.random.default_rng(0))
    said = learned_sentence(net)
    assert f"{net.count():,} numbers are learned" in said
    assert "PyTorch" not in said
