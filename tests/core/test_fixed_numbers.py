"""Numbers with a source: published ones, PyTorch's, and an example worked by hand."""

import json
from pathlib import Path

import numpy as np
import pytest

from rnnviz.core.bptt import bptt
from rnnviz.core.cells import CELLS
from rnnviz.core.cells.gru import after as gru
from rnnviz.core.cells.lstm import standard as lstm
from rnnviz.core.cells.rnn import elman as rnn
from rnnviz.core.flow import step_factors
from rnnviz.core.losses import LOSSES
from rnnviz.core.network import Network, Weights, backward, forward
from rnnviz.core.readout import Readout
from rnnviz.core.unroll import unroll

# Keras, keras/src/layers/rnn/{simple_rnn,lstm,gru}_test.py: kernel .01, recurrent .02, bias .03
# throughout, all units equal; the last state of each window.


def keras_weights(kind, gates, inputs, hidden, **more):
    rows = gates * hidden
    W_xh, W_hh = np.full((rows, inputs), 0.01), np.full((rows, hidden), 0.02)
    return kind(W_xh, W_hh, np.full(rows, 0.03), **more)


def windows(n, steps, inputs):
    """0, 1, 2, ... as n windows, time first."""
    return np.arange(n * steps * inputs, dtype=float).reshape(n, steps, inputs).swapaxes(0, 1)


def test_that_simple_rnn_gives_the_outputs_published_by_keras():
    p = keras_weights(rnn.Params, 1, 4, 4)
    h = unroll(CELLS["rnn_tanh"], p, windows(2, 3, 4)).h[-1]
    np.testing.assert_allclose(h, np.repeat([[0.405432], [0.736053]], 4, axis=1), atol=5e-7)


def test_that_lstm_gives_the_outputs_published_by_keras():
    p = keras_weights(lstm.Params, 4, 4, 3)
    h = unroll(CELLS["lstm"], p, windows(3, 6, 4)).h[-1]
    expected = [[0.57019705], [0.8661914], [0.9459622]]
    np.testing.assert_allclose(h, np.repeat(expected, 3, axis=1), atol=1e-6)


def test_that_lstm_with_forget_bias_one_gives_the_outputs_published_by_keras():
    p = keras_weights(lstm.Params, 4, 4, 3)
    p.b_h[3:6] = 1
    h = unroll(CELLS["lstm"], p, windows(3, 6, 4)).h[-1]
    expected = [[0.6288687], [0.86899155], [0.9460773]]
    np.testing.assert_allclose(h, np.repeat(expected, 3, axis=1), atol=1e-6)


def test_that_gru_reset_after_gives_the_outputs_published_by_keras():
    p = keras_weights(gru.Params, 3, 4, 3, b_hn=np.full(3, 0.03))
    p.b_h[:6] += 0.03  # Keras has two biases here; those of r and z act through their sum
    h = unroll(CELLS["gru"], p, windows(3, 6, 4)).h[-1]
    expected = [[0.5217289], [0.6371659], [0.39384964]]
    np.testing.assert_allclose(h, np.repeat(expected, 3, axis=1), atol=1e-6)


def test_that_gru_reset_before_gives_the_outputs_published_by_keras():
    cell = CELLS["gru_before"]
    h = unroll(cell, keras_weights(cell.Params, 3, 4, 3), windows(3, 6, 4)).h[-1]
    expected = [[0.51447755], [0.6426879], [0.40208298]]
    np.testing.assert_allclose(h, np.repeat(expected, 3, axis=1), atol=1e-6)


def test_that_states_handed_in_give_the_outputs_published_by_keras():
    start, x = np.arange(4.0).reshape(2, 2), windows(2, 4, 3)
    p = keras_weights(lstm.Params, 4, 3, 2)
    p.b_h[2:4] = 1
    h = unroll(CELLS["lstm"], p, x, lstm.State(start, start)).h[-1]
    np.testing.assert_allclose(h, [[0.20574439, 0.3558822], [0.64930826, 0.66276]], atol=1e-6)
    p = keras_weights(gru.Params, 3, 3, 2, b_hn=np.full(2, 0.03))
    p.b_h[:4] += 0.03
    h = unroll(CELLS["gru"], p, x, gru.State(start)).h[-1]
    np.testing.assert_allclose(h, [[0.23774096, 0.33508456], [0.83659905, 1.0227708]], atol=1e-6)


# The example by hand: one tanh unit, three steps, five parameters, the loss on the last step.

HAND = Network(
    CELLS["rnn_tanh"],
    Weights(
        rnn.Params(W_xh=np.array([[0.5]]), W_hh=np.array([[0.8]]), b_h=np.array([0.1])),
        Readout(W_hy=np.array([[1.2]]), b_y=np.array([-0.1])),
    ),
)
HAND_X = np.array([[0.2], [-0.4], [0.6]])
HAND_D = np.array([[0.1], [-0.2], [0.3]])


def test_that_the_example_by_hand_runs_forward_to_the_same_numbers():
    run = forward(HAND, HAND_X)
    a1 = 0.5 * 0.2 + 0.8 * 0.0 + 0.1  # wx x + wr h_prev + bx = 0.2
    h1 = np.tanh(a1)  # 0.197375
    a2 = 0.5 * -0.4 + 0.8 * h1 + 0.1  # 0.0579
    h2 = np.tanh(a2)  # 0.057836
    a3 = 0.5 * 0.6 + 0.8 * h2 + 0.1  # 0.446269
    h3 = np.tanh(a3)  # 0.418827
    assert [float(s.a[0]) for s in run.steps] == pytest.approx([a1, a2, a3], abs=1e-15)
    assert [float(s.a[0]) for s in run.steps] == pytest.approx([0.2, 0.0579, 0.446269], abs=5e-7)
    assert [float(s.h[0]) for s in run.steps] == pytest.approx([h1, h2, h3], abs=1e-15)
    assert [h1, h2, h3] == pytest.approx([0.197375, 0.057836, 0.418827], abs=5e-7)
    # y = wy h + by
    assert run.y[:, 0].tolist() == pytest.approx([0.13685, -0.030597, 0.402592], abs=5e-7)
    assert LOSSES["mse"](run.y[-1], HAND_D[-1]).value == pytest.approx(0.0105251748, abs=5e-11)


def test_that_the_example_by_hand_runs_backward_to_the_same_numbers():
    run = forward(HAND, HAND_X, "last")
    dy = LOSSES["mse"](run.y, HAND_D[-1]).dy
    weights, g = backward(HAND, HAND_X, run, dy)
    h1, h2, h3 = (float(s.h[0]) for s in run.steps)
    dy3 = 2 * (1.2 * h3 - 0.1 - 0.3)  # 0.2051845
    dh3 = 1.2 * dy3  # 0.2462215
    da3 = dh3 * (1 - h3**2)
    dh2 = 0.8 * da3  # 0.1624242
    da2 = dh2 * (1 - h2**2)
    dh1 = 0.8 * da2  # 0.1295047
    da1 = dh1 * (1 - h1**2)
    by_hand = {
        "W_xh": da1 * 0.2 + da2 * -0.4 + da3 * 0.6,
        "W_hh": da1 * 0.0 + da2 * h1 + da3 * h2,
        "b_h": da1 + da2 + da3,
        "W_hy": dy3 * h3,
        "b_y": dy3,
    }
    computed = {**weights.params._asdict(), **weights.readout._asdict()}
    computed = {k: a.item() for k, a in computed.items()}
    assert computed == pytest.approx(by_hand, abs=1e-15)
    written = [0.0819577, 0.0436937, 0.4893708, 0.0859368, 0.2051845]
    assert list(computed.values()) == pytest.approx(written, abs=5e-8)
    dh = g.state.h[:, 0]
    assert dh.tolist() == pytest.approx([dh1, dh2, dh3], abs=1e-15)
    assert dh.tolist() == pytest.approx([0.1295047, 0.1624242, 0.2462215], abs=5e-8)
    assert g.state0.h.item() == pytest.approx(0.8 * da1, abs=1e-15)
    # The factors a step: dh_1/dh_2 and dh_2/dh_3, and the first on to h_0.
    factors = [g.state0.h.item() / dh1, *step_factors(np.abs(dh))]
    assert factors == pytest.approx([0.76883, 0.79732, 0.65967], abs=5e-6)


# PyTorch: values of tests/core/golden/torch.json, made once by make/layers.py beside it.

TORCH = json.loads((Path(__file__).parent / "golden" / "torch.json").read_text())["cases"]


def our_params(cell, w):
    """PyTorch's weights as ours: two biases become one, but for the candidate of the GRU."""
    w = {k: np.array(v) for k, v in w.items()}
    W_xh, W_hh = w["weight_ih_l0"], w["weight_hh_l0"]
    b_ih, b_hh = w["bias_ih_l0"], w["bias_hh_l0"]
    if cell.code != "gru":
        return cell.Params(W_xh, W_hh, b_ih + b_hh)
    rz = 2 * W_hh.shape[1]
    return cell.Params(W_xh, W_hh, b_ih + np.append(b_hh[:rz], 0 * b_hh[rz:]), b_hh[rz:])


def torch_case(code):
    cell, case = CELLS[code], TORCH[code]
    given = {k: np.array(v) for k, v in case["given"].items()}
    net = Network(
        cell, Weights(our_params(cell, case["given"]), Readout(given["weight"], given["bias"]))
    )
    state0 = cell.State(*(given[f"{name}0"][0] for name in cell.state_fields))
    return net, given["x"], state0, given["target"], case


@pytest.mark.parametrize("code", TORCH)
def test_that_outputs_and_loss_are_those_of_pytorch(code):
    net, x, state0, target, case = torch_case(code)
    run = forward(net, x, "every", state0)
    trace = unroll(net.cell, net.params, x, state0)
    np.testing.assert_allclose(trace.h, case["h"], rtol=0, atol=1e-12)
    np.testing.assert_allclose(run.y, case["y"], rtol=0, atol=1e-12)
    if code == "lstm":
        np.testing.assert_allclose(trace.c[-1], case["c_last"][0], rtol=0, atol=1e-12)
    loss = LOSSES["mse"](run.y, target).value.mean()
    assert loss == pytest.approx(case["loss"], abs=1e-12)


@pytest.mark.parametrize("code", TORCH)
def test_that_all_gradients_are_those_of_pytorch(code):
    net, x, state0, target, case = torch_case(code)
    run = forward(net, x, "every", state0)
    loss = LOSSES["mse"](run.y, target)
    weights, g = backward(net, x, run, loss.dy / loss.value.size)
    theirs = {k: np.array(v) for k, v in case["gradients"].items()}
    H = net.hidden
    expected = [(weights.params.W_xh, theirs["weight_ih_l0"])]
    expected += [(weights.params.W_hh, theirs["weight_hh_l0"])]
    expected += [(weights.params.b_h, theirs["bias_ih_l0"])]
    expected += [(weights.readout.W_hy, theirs["weight"]), (weights.readout.b_y, theirs["bias"])]
    expected += [(g.x, theirs["x"])]
    expected += [(getattr(g.state0, k), theirs[f"{k}0"][0]) for k in net.cell.state_fields]
    if code == "gru":
        expected += [(weights.params.b_hn, theirs["bias_hh_l0"][2 * H :])]
    for ours, torch in expected:
        np.testing.assert_allclose(ours, torch, rtol=0, atol=1e-12)


def test_that_the_constant_of_the_loss_reaches_the_states_as_one_over_the_rows():
    # A check of the check above: with dy left undivided the PyTorch gradients must not agree.
    net, x, state0, target, case = torch_case("rnn_tanh")
    trace = unroll(net.cell, net.params, x, state0)
    y = trace.h @ net.weights.readout.W_hy.T + net.weights.readout.b_y
    dh = LOSSES["mse"](y, target).dy @ net.weights.readout.W_hy
    g = bptt(net.cell, net.params, x, trace, dh)
    rows = target.shape[0] * target.shape[1]
    np.testing.assert_allclose(g.x / rows, case["gradients"]["x"], rtol=0, atol=1e-12)
    assert np.abs(g.x - case["gradients"]["x"]).max() > 1e-3
