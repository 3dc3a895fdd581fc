"""Layouts of both libraries: the same numbers lie in them, but for the biases."""

import pytest

from rnnviz.core.shapes import GATES, Layers, count, keras_weights, torch_weights


@pytest.mark.parametrize("depth", [1, 3])
@pytest.mark.parametrize("both", [False, True])
@pytest.mark.parametrize("kind", GATES)
def test_that_pytorch_has_two_biases_a_gate_and_keras_one_but_two_in_its_gru(
    kind: str, both: bool, depth: int
) -> None:
    a = Layers(kind=kind, input_size=5, hidden_size=4, num_layers=depth, bidirectional=both)
    bare = Layers(**{**vars(a), "bias": False})
    biases = depth * (1 + both) * GATES[kind] * 4
    assert count(torch_weights(bare)) == count(keras_weights(bare))
    assert count(torch_weights(a)) - count(torch_weights(bare)) == 2 * biases
    kept = 2 if kind == "GRU" else 1  # reset_after keeps those of its candidate apart
    assert count(keras_weights(a)) - count(keras_weights(bare)) == kept * biases
