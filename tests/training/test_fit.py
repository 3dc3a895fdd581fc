import json
from pathlib import Path

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.core.losses import mse
from rnnviz.core.network import Network, Weights, forward
from rnnviz.core.readout import Readout
from rnnviz.errors import RnnvizError
from rnnviz.training import chronological_tail, cosine, fit, quantiles
from rnnviz.training.flat import flatten, leaves
from rnnviz.training.optimisers import OPTIMISERS
from tests.training.problems import network, restart, sine, windows

GOLDEN = json.loads(Path(__file__).with_name("torch_golden.json").read_text())
CODES = {"RNN": "rnn_tanh", "LSTM": "lstm", "GRU": "gru"}


def same_weights(a: Network, b: Network) -> bool:
    pairs = zip(leaves(a.weights), leaves(b.weights), strict=True)
    return all(np.array_equal(x, y) for x, y in pairs)


def loss_of(net, x, y):
    answers = forward(net, x, "last").y
    return mse(answers, np.broadcast_to(y, answers.shape)).value.mean(axis=-1)


def from_torch(kind, start):
    """Our network with PyTorch's weights: W_xh, W_hh, two biases, readout."""
    W_xh, W_hh, b_x, b_hid, W_hy, b_y = map(np.array, start)
    params = [W_xh, W_hh, b_x]
    if kind == "GRU":
        params.append(b_hid[2 * W_hh.shape[-1] :])
    cell = CELLS[CODES[kind]]
    return Network(cell, Weights(cell.Params(*params), Readout(W_hy, b_y)))


@pytest.mark.parametrize("name", GOLDEN["training"])
def test_that_training_follows_pytorch_step_by_step(name):
    kind, where = name.split()
    g = GOLDEN["training"][name]
    net, clip = from_torch(kind, g["start"]), 0.3
    h = fit(net, g["x"], g["y"], where=where, lr=0.05, clip_norm=clip, epochs=len(g["losses"]))
    # PyTorch divides by norm + 1e-6 when it clips
    np.testing.assert_allclose(h.loss[:-1], g["losses"], rtol=1e-5)
    np.testing.assert_allclose(h.grad_norm[:-1], g["norms"], rtol=1e-4)
    assert h.clipped[:-1].tolist() == [float(n > clip) for n in g["norms"]]


@pytest.mark.parametrize("code", CELLS)
@pytest.mark.parametrize("batch", [None, 5])
def test_that_restarts_in_one_pass_equal_runs_one_by_one(code, batch):
    x, y = windows()
    net = network(code, restarts=4)
    options = {"epochs": 12, "lr": 0.05, "batch": batch, "clip_norm": 0.1}
    together = fit(net, x, y, rng=np.random.default_rng(3), **options)
    for r in range(4):
        alone = fit(restart(net, r), x, y, rng=np.random.default_rng(3), **options)
        for name in ("loss", "grad_norm", "clipped"):
            ours, one = getattr(together, name)[:, r], getattr(alone, name)
            np.testing.assert_allclose(ours, one, rtol=1e-12, atol=1e-12)
        ours = flatten(restart(together.net, r).weights)
        np.testing.assert_allclose(ours, flatten(alone.net.weights), atol=1e-12)


@pytest.mark.parametrize("name", OPTIMISERS)
def test_that_every_optimiser_lowers_the_loss(name):
    x, y = sine()
    h = fit(network(inputs=1, hidden=4), x, y, optimiser=name, lr=0.01, epochs=60)
    assert h.loss[-1] < 0.5 * h.loss[0]


@pytest.mark.parametrize("where", ["last", "every"])
@pytest.mark.parametrize("code", CELLS)
def test_that_a_second_training_goes_on_from_the_first(code, where):
    x, y = windows(where)
    net = network(code)
    options = {"where": where, "optimiser": "sgd", "lr": 0.1}
    whole = fit(net, x, y, epochs=8, **options)
    half = fit(net, x, y, epochs=4, **options)
    rest = fit(half.net, x, y, epochs=4, **options)
    np.testing.assert_allclose(rest.loss, whole.loss[4:], rtol=1e-13)
    assert whole.loss[-1] < whole.loss[0]


def test_that_the_network_given_is_not_changed():
    x, y = windows()
    net = network()
    before = flatten(net.weights).copy()
    fit(net, x, y, epochs=3)
    assert np.array_equal(flatten(net.weights), before)


def test_that_row_e_of_the_history_is_the_loss_of_snapshot_e():
    x, y = windows()
    net = network("lstm", restarts=2)
    h = fit(net, x, y, epochs=6, snapshots=range(7), lr=0.05)
    assert h.epochs == 6
    assert same_weights(h.snapshots[0], net)
    assert same_weights(h.snapshots[6], h.net)
    for e, snapshot in h.snapshots.items():
        np.testing.assert_allclose(loss_of(snapshot, x, y), h.loss[e], rtol=1e-13)


def test_that_early_stopping_returns_the_best_of_each_restart():
    x, y = windows(N=30)
    train, held = (x[:, :10], y[:10]), (x[:, 10:], -y[10:])  # what helps the one hurts the other
    net = network(restarts=5)
    h = fit(net, *train, validation=held, patience=4, epochs=200, lr=0.05, snapshots=range(201))
    assert h.stopped == "early"
    assert set(h.status) == {"early"}
    assert h.epochs < 200
    for r in range(5):
        best = int(np.nanargmin(h.val_loss[:, r]))
        assert best == h.best_epoch[r]
        assert h.val_loss[best, r] == h.best_loss[r]
        assert same_weights(restart(h.net, r), restart(h.snapshots[best], r))
        last = np.flatnonzero(np.isfinite(h.val_loss[:, r]))[-1]
        assert last == best + 4
        assert np.isnan(h.loss[last + 1 :, r]).all()


def test_that_without_patience_the_best_by_validation_is_still_returned():
    x, y = windows(N=30)
    held = (x[:, 10:], -y[10:])
    h = fit(network(), x[:, :10], y[:10], validation=held, epochs=40, lr=0.05)
    assert (h.stopped, h.epochs) == ("finished", 40)
    assert loss_of(h.net, *held) == pytest.approx(np.min(h.val_loss), rel=1e-12)


def test_that_a_diverging_restart_is_frozen_and_explained_while_others_go_on():
    x, y = windows()
    net = network("rnn_linear", restarts=3)
    net.weights.params.W_hh[1] = 1e80 * np.eye(3)
    h = fit(net, x, y, epochs=20)
    assert h.status == ("finished", "diverged", "finished")
    assert h.stopped == "finished"
    assert h.message.startswith("1 of 3 restarts diverged, numbers 1. Training diverged at epoch 0")
    assert "Lower the learning rate" in h.message
    assert np.isfinite(h.loss[:, [0, 2]]).all()
    assert not np.isfinite(h.loss[:, 1]).any()
    for r in (0, 2):
        alone = fit(restart(net, r), x, y, epochs=20)
        np.testing.assert_allclose(h.loss[:, r], alone.loss, rtol=1e-12)
    assert h.best_restart in (0, 2)


def test_that_a_divergence_names_the_first_array_and_step_that_overflowed():
    x, y = windows(T=5)
    net = network("rnn_linear")
    net.weights.params.W_hh[:] = 1e80 * np.eye(3)  # h grows as 1, 1e80, 1e160, 1e240, overflow
    h = fit(net, x, y, epochs=3, clip_norm=None)
    assert h.stopped == "diverged"
    assert h.message == (
        "Training diverged at epoch 0: a at t = 4 was the first array with a value that is "
        "infinite or not a number. Lower the learning rate, or clip the gradient's norm to 1."
    )


def test_that_a_learning_rate_far_too_high_ends_with_the_last_finite_weights():
    x, y = windows()
    net = network("rnn_relu")
    h = fit(net, x, y, epochs=200, lr=1e10, optimiser="sgd", clip_norm=None)
    assert h.stopped == "diverged"
    assert 0 < h.epochs < 200
    assert np.isfinite(loss_of(h.net, x, y))
    assert h.best_loss == h.loss[-2]


def test_that_an_overflow_of_the_gradient_alone_is_found():
    x, y = windows(where="every", T=5)
    net = network("rnn_linear")
    net.weights.params.W_hh[:] = 0
    net.weights.params.W_xh[:] = 1e-300
    net.weights.params.b_h[:] = 0
    net.weights.readout.W_hy[:] = 1e300
    h = fit(net, x * 1e5, y * 1e5, where="every", epochs=2)
    assert h.stopped == "diverged"
    assert "dL/d" in h.message


def test_that_stop_stops_and_keeps_what_was_learned():
    x, y = windows()
    seen = []

    def on_epoch(epoch, loss, val_loss):
        seen.append((epoch, float(loss)))
        return epoch == 3

    h = fit(network(), x, y, epochs=50, on_epoch=on_epoch, snapshots=range(51))
    assert (h.stopped, h.epochs) == ("stopped", 3)
    assert seen == list(enumerate(h.loss.tolist()))
    assert same_weights(h.net, h.snapshots[3])


def test_that_progress_never_passes_the_end():
    x, y = windows()
    seen = []
    fit(network(), x, y, epochs=4, on_epoch=lambda epoch, *_: seen.append(epoch))
    assert seen == [0, 1, 2, 3]


@pytest.mark.parametrize("name", OPTIMISERS)
@pytest.mark.parametrize("code", CELLS)
def test_that_float32_stays_float32(code, name):
    x, y = windows()
    net = network(code, dtype=np.float32)
    options = {"optimiser": name, "lr": cosine(0.01, 5), "epochs": 5, "clip_value": 0.01}
    h = fit(net, x, y, validation=(x, y), snapshots=[3], **options)
    for kept in (h.net, h.snapshots[3]):
        assert {a.dtype for a in leaves(kept.weights)} == {np.dtype(np.float32)}


def test_that_mini_batches_are_shuffled_by_the_seed_alone():
    x, y = windows(N=30)
    runs = [
        fit(network(), x, y, batch=7, epochs=5, rng=np.random.default_rng(seed)).loss
        for seed in (1, 1, 2)
    ]
    assert np.array_equal(runs[0], runs[1])
    assert not np.array_equal(runs[0], runs[2])


def test_that_one_mini_batch_of_all_windows_is_the_whole():
    x, y = windows(N=30)
    whole = fit(network(), x, y, epochs=5)
    batch = fit(network(), x, y, epochs=5, batch=30)
    assert np.array_equal(whole.loss, batch.loss)


def test_that_clipping_bounds_the_step_but_not_the_recorded_norm():
    x, y = windows()
    net = network()
    h = fit(net, x, 100 * y, optimiser="sgd", lr=1.0, clip_norm=0.5, epochs=1)
    moved = flatten(h.net.weights) - flatten(net.weights)
    assert np.linalg.norm(moved) == pytest.approx(0.5)
    assert h.grad_norm[0] > 0.5
    assert h.clipped[0] == 1
    h = fit(net, x, 100 * y, optimiser="sgd", lr=1.0, clip_norm=None, clip_value=0.01, epochs=1)
    assert np.abs(flatten(h.net.weights) - flatten(net.weights)).max() == pytest.approx(0.01)


def test_that_a_schedule_is_followed_and_recorded():
    x, y = windows()
    h = fit(network(), x, y, lr=cosine(0.1, 4), epochs=4)
    np.testing.assert_allclose(h.lr, [*(0.05 * (1 + np.cos(np.pi * e / 4)) for e in range(4)), 0])


def test_that_cross_entropy_is_learned():
    x, _ = windows(N=40)
    d = np.eye(2)[(x[-1, :, 0] > 0).astype(int)]
    h = fit(network(outputs=2), x, d, loss="cross_entropy", lr=0.05, epochs=200)
    assert h.loss[0] > 0.5
    assert h.loss[-1] < 0.05


def test_that_the_tail_is_the_end_in_time():
    x, y = windows(N=10)
    train, held = chronological_tail(x, y, 0.3)
    assert np.array_equal(np.concatenate([train.x, held.x], axis=1), x)
    assert np.array_equal(held.y, y[7:])


def test_that_the_spread_of_restarts_is_told():
    x, y = windows()
    h = fit(network(restarts=9), x, y, epochs=3)
    q = quantiles(h)
    assert q["best"] == h.best_loss.min() == h.best_loss[h.best_restart]
    assert q["median"] == np.median(h.best_loss)
    assert q["worst"] == h.best_loss.max()


X, Y = windows()
BAD = {
    "x of two axes": ({"x": X[0]}, r"x has the shape .*steps, windows, 2"),
    "x with too many inputs": ({"x": np.zeros((5, 12, 3))}, "x has the shape"),
    "no window": ({"x": X[:, :0], "y": Y[:0]}, "x has the shape"),
    "y of other length": ({"y": Y[:-1]}, r"y has the shape \(11, 1\).*\(12, 1\)"),
    "text": ({"x": [["a"]]}, "x is of type list; give an array of real numbers"),
    "NaN in x": ({"x": np.where(np.arange(12)[:, None] == 4, np.nan, X)}, "x .* window 4"),
    "infinity in y": ({"y": np.where(np.arange(12)[:, None] == 3, np.inf, Y)}, "y .* window 3"),
    "unknown loss": ({"loss": "mae"}, "loss is 'mae'; choose one of mse"),
    "unknown where": ({"where": "first"}, "where is 'first'"),
    "lr of zero": ({"lr": 0}, "lr is 0; give a number greater than 0"),
    "lr of NaN": ({"lr": np.nan}, "lr is nan"),
    "negative epochs": ({"epochs": -1}, "epochs is -1"),
    "epochs as text": ({"epochs": "10"}, "epochs is 10; give a whole number"),
    "empty batch": ({"batch": 0}, "batch is 0"),
    "truncated to nothing": ({"truncate": 0}, "truncate is 0"),
    "clip at zero": ({"clip_norm": 0.0}, "clip_norm is 0.0"),
    "patience without validation": ({"patience": 3}, "patience needs windows to validate on"),
}


@pytest.mark.parametrize("case", BAD)
def test_that_arguments_that_cannot_be_used_are_named_with_the_cure(case):
    change, sentence = BAD[case]
    arguments = {"x": X, "y": Y} | change
    with pytest.raises(RnnvizError, match=sentence):
        fit(network(), **arguments)
