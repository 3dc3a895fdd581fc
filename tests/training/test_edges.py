"""Training at its edges: no epoch at all, the very bound of a clip, a mean over uneven batches."""

from dataclasses import FrozenInstanceError, fields, replace
from itertools import pairwise

import numpy as np
import pytest

from rnnviz.errors import RnnvizError
from rnnviz.training import cosine, fit, levenberg_marquardt
from rnnviz.training import marquardt as module
from rnnviz.training.clipping import clip_by_norm, global_norm
from rnnviz.training.descent import Descent
from rnnviz.training.diagnosis import Culprit, find_culprit
from rnnviz.training.flat import flatten, unflatten
from rnnviz.training.jacobian import residuals_and_jacobian
from rnnviz.training.kernels import KERNELS
from rnnviz.training.optimisers import KERAS, OPTIMISERS, Adam, RmsProp
from rnnviz.training.passes import BLOCK_BYTES, Objective, Passes, Windows
from rnnviz.training.schedules import snapshot_epochs, step_decay
from rnnviz.training.stopping import chronological_tail
from tests.training.problems import network, windows


@pytest.mark.parametrize("train", [fit, levenberg_marquardt])
def test_that_no_epoch_at_all_measures_the_untrained_network(train) -> None:
    net, (x, y) = network(), windows()
    h = train(net, x, y, epochs=0, snapshots=[0])
    assert (h.epochs, h.stopped, h.loss.shape) == (0, "finished", (1,))
    np.testing.assert_array_equal(flatten(h.net.weights), flatten(net.weights))
    np.testing.assert_array_equal(flatten(h.snapshots[0].weights), flatten(net.weights))
    assert h.best_epoch == 0


@pytest.mark.parametrize("train", [fit, levenberg_marquardt])
def test_that_both_trainers_measure_the_length_of_the_same_gradient(train) -> None:
    net, (x, y) = network("lstm"), windows()
    loss, g = Passes(net, Objective()).loss_and_gradient(net.weights, Windows(x, y))
    h = train(net, x, y, epochs=1)
    assert h.loss[0] == pytest.approx(float(loss), rel=1e-12)
    assert h.grad_norm[0] == pytest.approx(float(np.linalg.norm(g)), rel=1e-9)
    assert not h.clipped.any() or train is fit


def test_that_patience_of_one_epoch_is_the_least() -> None:
    x, y = windows(N=30)
    held = (x[:, 10:], -y[10:])
    for train in (fit, levenberg_marquardt):
        h = train(network(), x[:, :10], y[:10], validation=held, patience=1, epochs=100)
        assert h.epochs == h.best_epoch + 1
        with pytest.raises(RnnvizError, match="patience is 0; give a whole number of at least 1"):
            train(network(), x[:, :10], y[:10], validation=held, patience=0)


def test_that_a_curve_of_losses_ends_where_the_goal_is_met() -> None:
    net, (x, y) = network(), windows()
    path = levenberg_marquardt(net, x, y, epochs=6).loss
    h = levenberg_marquardt(net, x, y, epochs=6, goal=float(path[3]))
    assert (h.epochs, h.stopped) == (3, "finished")
    np.testing.assert_array_equal(h.loss, path[:4])


def test_that_the_damping_falls_after_each_step_that_lowers_the_loss() -> None:
    h = levenberg_marquardt(network(), *windows(), epochs=6, mu=1e-2)
    assert h.lr[0] == 1e-2
    ratios = h.lr[1:] / h.lr[:-1]
    raised = np.log(ratios / module.MU_DOWN) / np.log(module.MU_UP)  # how often mu was raised first
    np.testing.assert_allclose(raised, np.round(raised), atol=1e-9)
    assert (raised > -1e-9).all()


def test_that_a_step_solves_the_damped_normal_equations_in_units_of_the_largest_columns() -> None:
    net, (x, y) = network(), windows()
    passes, w = Passes(net, Objective()), Windows(x, y)
    e, J = residuals_and_jacobian(passes, net.weights, w)
    size = np.sqrt((J**2).sum(axis=0))
    before = np.where(np.arange(len(size)) % 2, 3 * size, 0.5 * size)  # of an earlier place
    D = np.maximum(before, size)
    slope = module.slope_at(passes, net.weights, w, before)
    np.testing.assert_allclose(slope.scale, D, rtol=1e-12)
    assert slope.loss == pytest.approx(float(e @ e), rel=1e-12)
    mu = 0.07
    expected = np.linalg.solve(J.T @ J + mu * np.diag(D**2), -J.T @ e)
    np.testing.assert_allclose(module.step(slope, np.array(mu)), expected, rtol=1e-7, atol=1e-10)


def test_that_a_weight_that_nothing_depends_on_stays() -> None:
    net, (x, y) = network(), windows()
    net.weights.readout.W_hy[:] = 0  # then nothing inside the cell has a say
    slope = module.slope_at(
        Passes(net, Objective()), net.weights, Windows(x, y), np.zeros(net.count())
    )
    moved = unflatten(module.step(slope, np.array(1e-3)), net.weights)
    assert not np.any(moved.params.W_hh)
    assert np.any(moved.readout.b_y)


def test_that_a_table_of_exactly_the_largest_size_is_allowed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    net, (x, y) = network(), windows()
    monkeypatch.setattr(module, "LARGEST_JACOBIAN", net.count() * y.size)
    assert levenberg_marquardt(net, x, y, epochs=1).epochs == 1
    monkeypatch.setattr(module, "LARGEST_JACOBIAN", net.count() * y.size - 1)
    with pytest.raises(RnnvizError, match=f"{y.size} outputs by {net.count()} weights"):
        levenberg_marquardt(net, x, y, epochs=1)


def test_that_a_gradient_of_just_the_bound_is_not_counted_as_clipped() -> None:
    x, y = windows()
    net = network()
    norm = float(fit(net, x, y, epochs=0).grad_norm[0])
    for bound, clipped in ((norm, 0), (norm * (1 - 1e-9), 1)):
        assert fit(net, x, y, clip_norm=bound, epochs=1).clipped[0] == clipped
    g = np.array([3.0, 4.0])
    np.testing.assert_array_equal(clip_by_norm(g, global_norm(g), 5.0), g)
    _loss, g = Passes(net, Objective()).loss_and_gradient(net.weights, Windows(x, y))
    largest = float(np.abs(g).max())
    for bound, clipped in ((largest, 0), (largest * (1 - 1e-9), 1)):
        h = fit(net, x, y, clip_norm=None, clip_value=bound, epochs=1)
        assert h.clipped[0] == clipped


def test_that_values_are_clipped_before_the_norm() -> None:
    x, y = windows()
    net = network()
    options = {"optimiser": "sgd", "lr": 1.0, "epochs": 1}
    both = fit(net, x, 50 * y, clip_value=0.01, clip_norm=0.005, **options)
    moved = flatten(both.net.weights) - flatten(net.weights)
    assert np.linalg.norm(moved) == pytest.approx(0.005)
    _loss, g = Passes(net, Objective()).loss_and_gradient(net.weights, Windows(x, 50 * y))
    bounded = np.clip(g, -0.01, 0.01)
    np.testing.assert_allclose(moved, -bounded * 0.005 / np.linalg.norm(bounded), atol=1e-15)


def test_that_uneven_mini_batches_count_by_their_windows() -> None:
    """With a rate of nearly 0, the mean over batches is the mean over all windows."""
    x, y = windows(N=23)
    net = network(restarts=2)
    whole = fit(net, x, y, epochs=1, lr=1e-300, optimiser="sgd")
    batches = fit(net, x, y, epochs=1, lr=1e-300, optimiser="sgd", batch=5)
    np.testing.assert_allclose(batches.loss, whole.loss, rtol=1e-12)
    sizes = [5, 5, 5, 5, 3]
    order = np.random.default_rng(0).permutation(23)
    edges = np.cumsum([0, *sizes])
    passes = Passes(net, Objective())
    norms = [
        global_norm(passes.loss_and_gradient(net.weights, Windows(x, y).take(order[a:b]))[1])
        for a, b in pairwise(edges)
    ]
    mean = sum(n * size / 23 for n, size in zip(norms, sizes, strict=True))
    np.testing.assert_allclose(batches.grad_norm[0], mean, rtol=1e-12)


def test_that_a_rate_is_asked_for_once_an_epoch_and_not_after_the_last() -> None:
    asked: list[int] = []
    x, y = windows()
    h = fit(network(), x, y, epochs=3, lr=lambda epoch: asked.append(epoch) or 0.01)
    assert asked == [0, 1, 2]
    assert h.lr.tolist() == [0.01, 0.01, 0.01, 0.0]


def test_that_schedules_start_at_the_first_epoch_and_hold_after_their_last() -> None:
    rate = cosine(0.2, 10, last=0.1)
    assert [rate(e) for e in (0, 5, 10, 99)] == pytest.approx([0.2, 0.15, 0.1, 0.1])
    assert [step_decay(1.0, 3)(e) for e in range(7)] == [1, 1, 1, 0.5, 0.5, 0.5, 0.25]
    assert [step_decay(1.0, 1, factor=0.1)(e) for e in range(2)] == [1, pytest.approx(0.1)]


@pytest.mark.parametrize("epochs", [1, 5, 60, 1000])
@pytest.mark.parametrize("count", [2, 7, 60])
def test_that_snapshots_have_both_ends_are_no_more_than_wanted_and_lie_closer_at_first(
    epochs: int, count: int
) -> None:
    found = snapshot_epochs(epochs, count)
    assert (found[0], found[-1]) == (0, epochs)
    assert len(found) == len(set(found)) <= count
    apart = np.diff(found)
    assert all(later >= sooner - 1 for sooner, later in pairwise(apart))
    assert len(snapshot_epochs(10_000)) == 60


@pytest.mark.parametrize("share", [0.01, 0.25, 0.5])
def test_that_the_tail_is_its_share_rounded_down_and_one_at_least(share: float) -> None:
    x, y = windows(N=23)
    train, tail = chronological_tail(x, y, share)
    assert train.N + tail.N == 23
    assert max(1, int(23 * share)) == tail.N
    default = chronological_tail(x, y)[1]
    assert default.N == 4


def test_that_optimisers_have_the_constants_of_their_libraries() -> None:
    """torch.optim and keras.optimizers, by name."""
    assert (Adam().b1, Adam().b2, Adam().eps) == (0.9, 0.999, 1e-8)
    assert (RmsProp().rho, RmsProp().eps) == (0.99, 1e-8)
    g = np.array([2.0])
    theta = np.zeros(1)
    second = {}
    for name, optimiser in KERAS.items():
        memory = optimiser.start(theta)
        _first, memory = optimiser.step(g, memory, 0.1, 1)
        second[name] = float(optimiser.step(g, memory, 0.1, 2)[0][0])
    v = 0.9 * (0.1 * 4) + 0.1 * 4
    assert second["rmsprop"] == pytest.approx(-0.2 / np.sqrt(v + 1e-7), rel=1e-12)
    assert second["momentum"] == pytest.approx(0.9 * -0.2 - 0.2)
    assert second["sgd"] == pytest.approx(-0.2)
    assert second["adam"] == pytest.approx(-0.1, rel=1e-5)
    assert list(KERAS) == list(OPTIMISERS)


def test_that_a_descent_follows_the_number_of_its_updates() -> None:
    """Adam's correction for its start depends on how many updates there were."""
    descent = Descent((np.zeros(2),), Adam(), clip_norm=None)
    theta, memory = np.zeros(2), Adam().start(np.zeros(2))
    for k, g in enumerate(([1.0, -3.0], [2.0, 5.0], [-4.0, 0.5]), 1):
        length = descent.update((np.array(g),), 0.1)
        change, memory = Adam().step(np.array(g), memory, 0.1, k)
        theta = theta + change
        assert length == pytest.approx(float(np.linalg.norm(g)))
        np.testing.assert_allclose(descent.weights[0], theta, rtol=1e-14)
    assert Descent((np.zeros(1),), "sgd").clip_norm == 1.0


def test_that_momentum_remembers_gradients_and_not_steps_unless_it_is_keras_s() -> None:
    """The two differ once the rate changes."""
    torch, keras = 0.01 * (0.9 * 1 + 2), 0.9 * (0.1 * 1) + 0.01 * 2
    for optimiser, moved in ((OPTIMISERS["momentum"], torch), (KERAS["momentum"], keras)):
        _change, memory = optimiser.step(np.array([1.0]), optimiser.start(np.zeros(1)), 0.1, 1)
        change, _memory = optimiser.step(np.array([2.0]), memory, 0.01, 2)
        assert float(change[0]) == pytest.approx(-moved)


def test_that_a_run_tells_after_how_many_epochs_it_ended() -> None:
    x, y = windows(N=30)
    held = (x[:, 10:], -y[10:])
    for train in (fit, levenberg_marquardt):
        h = train(network(), x[:, :10], y[:10], epochs=4)
        assert h.message == "Trained for 4 epochs."
        h = train(network(), x[:, :10], y[:10], validation=held, patience=3, epochs=200)
        assert f"after {h.epochs} epochs" in h.message
        assert "for 3 epochs" in h.message
        h = train(network(), x[:, :10], y[:10], on_epoch=lambda epoch, *_: epoch == 2)
        assert h.message == "Stopped by hand after 2 epochs."


@pytest.mark.parametrize("record", [Objective(), Adam(), RmsProp(), KERAS["momentum"]])
def test_that_what_a_run_is_set_up_with_cannot_change_on_the_way(record: object) -> None:
    assert hash(record) == hash(replace(record))  # type: ignore[type-var]
    name = fields(record)[0].name  # type: ignore[arg-type]
    with pytest.raises(FrozenInstanceError):
        setattr(record, name, None)


def test_that_a_block_of_windows_stays_within_its_memory_and_is_sixteen_at_least() -> None:
    """What a kernel keeps of a block is no more than 64 MB, give or take the row of ones."""
    for code in KERNELS:
        passes = Passes(network(code, hidden=32), Objective())
        n = passes.block_size(Windows(*windows(T=30)))
        size = Windows(np.zeros((30, n, 2)), np.zeros((n, 1)))
        taken = sum(a.nbytes for a in passes.memory(size) if isinstance(a, np.ndarray))
        assert taken < 1.05 * BLOCK_BYTES
        if len(passes.cell.gates) > 1:
            assert taken > 0.75 * BLOCK_BYTES
    huge = Passes(network("lstm", hidden=500), Objective())
    assert huge.block_size(Windows(*windows(T=500))) == 16
    assert module.LARGEST_JACOBIAN * np.dtype(float).itemsize == 400e6


@pytest.mark.parametrize("name", ["W_xh", "W_hh", "b_h", "W_hy", "b_y"])
def test_that_a_weight_that_is_not_finite_is_the_culprit_itself(name: str) -> None:
    net, (x, y) = network("lstm"), windows()
    p, r = net.weights
    part = p if name in p._fields else r
    changed = part._replace(**{name: np.full_like(getattr(part, name), np.inf)})
    weights = net.weights._replace(**{"params" if part is p else "readout": changed})
    found = find_culprit(replace(net, weights=weights), Windows(x, y), Objective())
    assert found == Culprit(name, None)
