import numpy as np
import pytest

from rnnviz.core.arrays import stack
from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.jacobians import state_vectors
from rnnviz.core.study import study
from rnnviz.player.payload import decode, encode
from rnnviz.scenes.gradient_words import summary
from rnnviz.scenes.gradients import flow, gradient_scene
from rnnviz.words.numbers import factor, number


def flow_of(code="rnn_tanh", T=20, where="last", truncate=None, **options):
    net = init_network(CELLS[code], 1, 4, 1, np.random.default_rng(2), **options)
    x = np.random.default_rng(3).normal(size=(T, 1))
    return flow("one", study(net, x, 0 * x + 0.5, where, truncate=truncate), truncate)


@pytest.mark.parametrize("where", ["last", "every"])
@pytest.mark.parametrize("code", CELLS)
def test_that_the_bars_are_the_lengths_of_the_gradients_of_bptt(code, where):
    f = flow_of(code, where=where)
    exact = np.linalg.norm(state_vectors(f.study.back.state), axis=-1)
    np.testing.assert_allclose(f.norm, exact, rtol=1e-10)
    scene = decode(encode(gradient_scene([f], "t", None)))
    np.testing.assert_array_equal(scene.arrays["norm0"], f.norm)


def test_that_a_linear_network_with_orthogonal_weights_keeps_its_gradient():
    f = flow_of("rnn_linear", scheme="orthogonal")
    np.testing.assert_allclose(f.norm, f.norm[-1], rtol=1e-10)
    assert f.rate is not None
    assert f.rate.factor == pytest.approx(1)
    assert dict(summary(f))["Halved every"] == "–"


def test_that_the_fitted_factor_of_a_linear_network_is_its_gain():
    f = flow_of("rnn_linear", scheme="orthogonal", gain=0.5)
    assert f.rate is not None
    assert f.rate.factor == pytest.approx(0.5)
    assert dict(summary(f))["Per step back, fitted"] == "×0.50"
    assert dict(summary(f))["Halved every"] == "1 step"
    assert dict(summary(f))["Above 1 % for"] == "6 steps"


def test_that_a_gradient_of_zero_is_a_dash_and_never_a_number():
    net = init_network(CELLS["rnn_tanh"], 1, 4, 1, np.random.default_rng(2))
    x = np.zeros((6, 1))
    s = study(net, x, stack([net.weights.readout.b_y] * 6), "last")
    y_as_target = study(net, x, s.y, "last")
    assert {value for _label, value in summary(flow("zero", y_as_target))[:4]} == {"–"}


def test_that_truncation_leaves_exact_zeros_beyond_its_reach():
    f = flow_of(truncate=5)
    assert np.all(f.norm[:-5] == 0)
    assert np.all(f.norm[-5:] > 0)


def test_that_gradients_too_small_for_single_precision_are_not_sent_as_zero():
    f = flow_of("rnn_linear", T=60, scheme="orthogonal", gain=0.05)
    assert 0 < f.matrix[-1, 0] < 1e-70
    assert gradient_scene([f], "t", None).arrays["matrix"][-1, 0] > 0


@pytest.mark.parametrize("code", ["rnn_tanh", "lstm", "mingru"])
def test_that_the_slope_of_the_exponent_is_drawn_from_the_last_bar_on(code):
    f = flow_of(code)
    (bars,) = [view for view in gradient_scene([f], "t", None).views if view["type"] == "bars"]
    line = bars["series"][0]["exponent"]
    T = len(f.norm)
    at = 10 ** (line["intercept"] + line["slope"] * np.arange(T))
    assert at[-1] == pytest.approx(f.norm[-1])
    np.testing.assert_allclose(at[:-1] / at[1:], np.exp(f.lyapunov), rtol=1e-9)
    assert line["label"].startswith(f"λ₁ = {number(f.lyapunov)}: ")
    assert line["label"].endswith(f": {factor(float(np.exp(f.lyapunov)))} per step back")


def test_that_no_slope_is_drawn_where_every_direction_is_lost():
    f = flow_of("rnn_linear", gain=0.0)
    (bars,) = [view for view in gradient_scene([f], "t", None).views if view["type"] == "bars"]
    assert bars["series"][0]["exponent"] is None


def test_that_names_below_the_bars_are_explained_where_steps_have_names():
    f = flow_of()
    named = tuple(str(1990 + t) for t in range(len(f.norm)))
    how = gradient_scene([f], "t", named).views[0]["how"]
    assert f"{named[0]} at t = 1, {named[-1]} at t = {len(named)}." in how
    assert "t = 1" not in gradient_scene([f], "t", None).views[0]["how"]
