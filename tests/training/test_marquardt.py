import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.errors import RnnvizError
from rnnviz.training import levenberg_marquardt
from rnnviz.training import marquardt as module
from rnnviz.training.flat import flatten, leaves
from rnnviz.training.kernels import KERNELS
from tests.training.problems import network, restart, sine, windows


def tiny(seed=0, **options):
    """Article 000's network: 5 weights."""
    return network(seed=seed, inputs=1, hidden=1, **options)


@pytest.mark.parametrize("seed", range(3))
def test_that_the_sine_is_fitted_to_1e_8_with_eight_restarts(seed):
    h = levenberg_marquardt(tiny(seed, restarts=8), *sine(), goal=1e-8, epochs=80)
    assert h.best_loss.min() <= 1e-8
    assert h.best_loss[h.best_restart] == h.best_loss.min()


def test_that_the_loss_never_rises():
    h = levenberg_marquardt(tiny(restarts=6), *sine(), epochs=60)
    assert (np.diff(h.loss, axis=0)[np.isfinite(np.diff(h.loss, axis=0))] <= 0).all()


def test_that_restarts_in_one_pass_equal_runs_one_by_one():
    net = tiny(restarts=4)
    together = levenberg_marquardt(net, *sine(), epochs=15)
    for r in range(4):
        alone = levenberg_marquardt(restart(net, r), *sine(), epochs=15)
        np.testing.assert_allclose(together.loss[:, r], alone.loss, rtol=1e-6)


@pytest.mark.parametrize("where", ["last", "every"])
@pytest.mark.parametrize("code", KERNELS)
def test_that_every_cell_with_a_kernel_is_fitted(code, where):
    x, y = windows(where, outputs=2)
    h = levenberg_marquardt(network(code, outputs=2), x, y, where=where, epochs=10)
    assert h.loss[-1] < 0.7 * h.loss[0]


@pytest.mark.parametrize("code", [code for code in CELLS if code not in KERNELS])
def test_that_a_cell_without_a_kernel_is_refused_with_the_way_out(code):
    x, y = windows("last", outputs=2)
    with pytest.raises(RnnvizError, match="train it with fit"):
        levenberg_marquardt(network(code, outputs=2), x, y)


def test_that_a_linear_problem_is_solved_almost_at_once():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(1, 50, 2))
    y = x[0] @ np.array([[2.0], [-3.0]]) + 1
    h = levenberg_marquardt(network("rnn_linear"), x, y, epochs=12)
    assert h.loss[-1] < 1e-20


def test_that_a_large_mu_is_a_short_step_down_the_gradient():
    slope = module.Slope(
        np.array(1.0), np.array([3.0, -4.0]), np.ones(2), np.array([1.0, 2.0]), np.eye(2)
    )
    np.testing.assert_allclose(module.step(slope, np.array(1e9)), [-3e-9, 4e-9], rtol=1e-6)
    np.testing.assert_allclose(module.step(slope, np.array(0.0)), [-3.0, 2.0])


def test_that_validation_chooses_the_weights_and_patience_ends_the_run():
    x, y = windows(N=30)
    held = (x[:, 10:], -y[10:])
    h = levenberg_marquardt(network(), x[:, :10], y[:10], validation=held, patience=6)
    assert h.stopped == "early"
    assert h.best_epoch == np.argmin(h.val_loss)
    assert h.epochs == h.best_epoch + 6


def test_that_stop_stops():
    h = levenberg_marquardt(tiny(), *sine(), on_epoch=lambda epoch, *_: epoch == 2)
    assert (h.stopped, h.epochs) == ("stopped", 2)


def test_that_snapshots_and_precision_are_kept():
    net = tiny(dtype=np.float32)
    h = levenberg_marquardt(net, *sine(), epochs=5, snapshots=[0, 5])
    assert np.array_equal(flatten(h.snapshots[0].weights), flatten(net.weights))
    assert {a.dtype for a in leaves(h.net.weights)} == {np.dtype(np.float32)}
    assert np.array_equal(flatten(h.snapshots[5].weights), flatten(h.net.weights))


def test_that_a_network_too_large_is_refused_with_an_alternative():
    x, y = windows(N=2000)
    with pytest.raises(RnnvizError, match="train with Adam"):
        levenberg_marquardt(network("lstm", hidden=100), x, y)


def test_that_weights_that_overflow_are_reported_and_not_a_traceback():
    net = network("rnn_linear")
    net.weights.params.W_hh[:] = 1e80 * np.eye(3)
    h = levenberg_marquardt(net, *windows(T=5), epochs=5)
    assert h.stopped == "diverged"
    assert "a at t = 4" in h.message
