"""The lines that are shown give our numbers: both libraries have run them, see golden/."""

import ast
import json
from pathlib import Path

import numpy as np
import pytest

from rnnviz.batches.forced import both
from rnnviz.batches.padded import WAYS, walk, walk_back
from rnnviz.batches.pieces import WAYS as BORDERS
from rnnviz.batches.pieces import through, zeros
from rnnviz.core.network import forward
from rnnviz.scenes.batches.code import keras_code, torch_code
from rnnviz.settings.batches import CELLS, VIEWS
from tests.scenes.batches.golden.cases import GIVEN, K, network, rows, series

GOLDEN = json.loads((Path(__file__).parent / "golden" / "batches.json").read_text(encoding="utf-8"))
CLOSE = {"rtol": 0, "atol": 1e-12}
SINGLE = {"rtol": 0, "atol": 1e-7}  # Keras reads inputs in single precision
EVERY = pytest.mark.parametrize("cell", CELLS)


@EVERY
@pytest.mark.parametrize("view", VIEWS)
def test_that_the_lines_are_python_with_the_layer_that_is_shown(view: str, cell: str) -> None:
    layers = {"rnn_tanh": "SimpleRNN(4", "gru": "GRU(4", "lstm": "LSTM(4"}
    for way in WAYS:
        ast.parse(torch_code(view, cell, way))
        assert "STATE_" not in torch_code(view, cell, way)
    ast.parse(keras_code(view, cell, 4))
    assert layers[cell] in keras_code(view, cell, 4)
    assert "pack_padded_sequence(" in torch_code("padding", cell, "packed")
    assert "detach()" in torch_code("pieces", cell)


@EVERY
def test_that_pytorch_s_lines_for_padded_rows_gave_our_numbers(cell: str) -> None:
    net, batch = network(cell), rows()
    for way in WAYS:
        found, ours = GOLDEN[cell]["torch"][way], walk(net, batch, way)
        np.testing.assert_allclose(ours.states[-1].h, found["h_n"], **CLOSE)
        np.testing.assert_allclose(ours.row_loss.mean(), found["loss"], **CLOSE)
        grads = walk_back(net, batch, ours).weights.params
        np.testing.assert_allclose(grads.W_hh, found["dW"], **CLOSE)


@EVERY
def test_that_pytorch_s_lines_for_pieces_and_free_runs_gave_our_numbers(cell: str) -> None:
    net, (x, d) = network(cell), series()
    for way in BORDERS:
        found, ours = GOLDEN[cell]["torch"][way], through(net, x, d, K, way, zeros(net, x))
        np.testing.assert_allclose(ours.mean, found["loss"], **CLOSE)
        np.testing.assert_allclose(ours.weights.params.W_hh, found["dW"], **CLOSE)
    np.testing.assert_allclose(both(net, x, GIVEN).free, GOLDEN[cell]["torch"]["free"], **CLOSE)


@EVERY
def test_that_keras_s_lines_gave_our_numbers(cell: str) -> None:
    net, batch, (x, _d), found = network(cell), rows(), series(), GOLDEN[cell]["keras"]
    ours = walk(net, batch, "masked")
    real = batch.real
    np.testing.assert_allclose(ours.y[..., 0].T, found["y"], **SINGLE)
    np.testing.assert_allclose((ours.loss * real).sum() / real.sum(), found["loss"], **SINGLE)
    whole = forward(net, x).y[:, 0]  # a state that goes on, and the same after reset_state
    np.testing.assert_allclose([whole, whole], found["pieces"], **SINGLE)
    np.testing.assert_allclose(both(net, x, GIVEN).free[GIVEN - 1 :], found["free"], **SINGLE)
