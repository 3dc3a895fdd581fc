"""Every sentence of Gradients is recomputed from the numbers, over a grid of networks."""

import re

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.core.flow import step_factors
from rnnviz.core.init import init_network
from rnnviz.core.jacobians import spectral_radius, state_vectors
from rnnviz.core.study import study
from rnnviz.scenes.gradient_words import (
    clip_sentence,
    clipped,
    lag_sentence,
    left,
    near,
    radius_sentence,
    summary,
    three_factors,
)
from rnnviz.scenes.gradients import Flow, floor_of, flow, gradient_scene
from rnnviz.words.numbers import factor, number, percent, steps

GRID = [(code, where, T) for code in CELLS for where in ("last", "every") for T in (2, 9, 24)]


def flow_of(code: str, where: str, T: int, seed: int = 3, **options: object) -> Flow:
    net = init_network(CELLS[code], 1, 4, 1, np.random.default_rng(seed), **options)
    x = np.random.default_rng(seed + 1).normal(size=(T, 1))
    return flow("one", study(net, x, 0 * x + 0.5, where))


def alone(f: Flow) -> np.ndarray:
    """The gradient at each state of the last loss alone, by another backward pass."""
    s = f.study
    back = study(s.net, s.x, s.d, "last", s.loss_name).back
    return np.linalg.norm(state_vectors(back.state), axis=-1)


@pytest.mark.parametrize(("code", "where", "T"), GRID)
def test_that_rate_and_reach_are_those_behind_one_loss(code: str, where: str, T: int) -> None:
    f = flow_of(code, where, T)
    exact = alone(f)
    np.testing.assert_allclose(f.behind, exact, rtol=1e-9, atol=1e-300)
    said = dict(summary(f))
    assert said[f"Left {steps(T - 1)} back"] == left(exact[0] / exact[-1])
    under = [lag for lag in range(T) if exact[-1 - lag] < 0.01 * exact[-1]]
    expected = steps(under[0] - 1) if under else f"all {steps(T - 1)}"
    assert said["Above 1 % for"] == expected
    t = np.flatnonzero(exact)
    logs = np.log10(exact[t])
    slope, intercept = np.polyfit(t, logs, 1)
    misses = np.abs(logs - intercept - slope * t)
    nearly = np.corrcoef(t, logs)[0, 1] ** 2 >= 0.95 or misses.max() < 0.05
    straight = len(t) == T >= 4 and nearly
    rate = said["Per step back, fitted"]
    assert rate == (factor(10**-slope) if straight else "no straight line")
    bars = gradient_scene([f], "t", None).views[0]["series"][0]
    assert (bars["fit"] is not None) == straight
    assert (said["Halved every"] == "–") == (not straight or slope <= 0)


@pytest.mark.parametrize(("code", "where", "T"), GRID)
def test_that_what_near_losses_teach_is_what_truncation_leaves(
    code: str, where: str, T: int
) -> None:
    f = flow_of(code, where, T)
    s, loop = f.study, f.study.net.cell.loop or "W_xh"
    whole = getattr(s.gradients.params, loop)
    for lag in range(T):
        cut = study(s.net, s.x, s.d, where, s.loss_name, truncate=lag + 1).back.params
        whole = study(s.net, s.x, s.d, where, s.loss_name).back.params
        error = np.linalg.norm(getattr(whole, loop) - getattr(cut, loop))
        expected = error / np.linalg.norm(getattr(whole, loop))
        assert f.missing[lag] == pytest.approx(expected, abs=1e-9)
    lag = near(f.missing)
    assert (f.missing[lag:] <= 0.2).all()
    assert lag == 0 or f.missing[lag - 1] > 0.2
    said = lag_sentence(f)
    assert number(f.total) in said
    assert steps(lag) in said
    assert f.missing[lag] == 0 or f"change by {percent(f.missing[lag], 1)}" in said


@pytest.mark.parametrize("code", CELLS)
def test_that_the_three_factors_are_each_measured_on_what_they_say(code: str) -> None:
    f = flow_of(code, "last", 12)
    fitted, lyapunov, *radius = (value for _name, value, _about in three_factors(f))
    assert fitted == dict(summary(f))["Per step back, fitted"]
    assert lyapunov == factor(np.exp(f.lyapunov))
    reads = f.study.net.cell.loop is not None
    assert radius == ([factor(spectral_radius(f.writing))] if reads else [])
    assert f.eigenvalues.shape == ((len(f.blocks), f.study.net.hidden))
    said = radius_sentence(f)
    product = re.search(r"(\S+) × (\S+) = (\S+?)\. ", said)
    linear = f.study.net.cell.activation == "linear"
    assert (product is not None) == (f.slope is not None and not linear)
    if not reads:
        products = [np.prod(np.diagonal(f.jacobians[1:], axis1=1, axis2=2), axis=0)]
        if code == "lru":  # whose pairs turn as well: how long they are in the end
            products = np.linalg.svd(np.linalg.multi_dot(f.jacobians[:0:-1]), compute_uv=False)
        for most in (np.min(products), np.max(products)):
            assert left(float(most)) in said
    if product:
        one, two, both = map(float, product.groups())
        assert one * two == pytest.approx(both, rel=0.02)


def test_that_the_three_factors_of_a_long_linear_run_are_one() -> None:
    f = flow_of("rnn_linear", "last", 60, scheme="orthogonal", gain=0.9)
    assert {value for _name, value, _about in three_factors(f)} == {"×0.90"}


@pytest.mark.parametrize("limit", [1e-3, 0.1, 1e3])
@pytest.mark.parametrize("clip", ["norm", "value"])
@pytest.mark.parametrize("code", ["rnn_tanh", "gru", "lstm"])
def test_that_clipping_says_what_it_did_and_no_more(code: str, clip: str, limit: float) -> None:
    f = flow_of(code, "every", 9)
    c = clipped(f.study, clip, limit)
    g = np.concatenate([a.ravel() for a in (*f.study.gradients.params, *f.study.gradients.readout)])
    said = clip_sentence(c, clip, limit)
    assert number(float(np.linalg.norm(g))) in said
    assert ("hollow" in said) == (clip == "norm" and c.cut > 0)
    if clip == "value":
        kept = np.clip(g, -limit, limit)
        assert c.cut == np.sum(np.abs(g) > limit)
        cosine = g @ kept / np.linalg.norm(g) / np.linalg.norm(kept)
        assert np.cos(np.radians(c.angle)) == pytest.approx(cosine)
    else:
        assert c.after == pytest.approx(min(limit, np.linalg.norm(g)))
        assert c.angle == pytest.approx(0, abs=1e-4)
    assert said.startswith("Nothing is clipped") == (c.cut == 0)


def test_that_no_gradient_of_the_weights_is_explained_by_what_is_zero() -> None:
    net = init_network(CELLS["rnn_tanh"], 1, 4, 1, np.random.default_rng(0))
    x = np.zeros((6, 1))
    s = study(net, x, x + 0.5, "last")
    silent = flow("one", study(net, x, x + 0.5, "last"))
    if not s.trace.h.any():
        assert "every h is 0" in lag_sentence(silent)
    moved = np.random.default_rng(1).normal(size=(6, 1))
    right = study(net, moved, study(net, moved, x).y, "last")
    assert "the loss has none" in lag_sentence(flow("one", right))


@pytest.mark.parametrize("code", CELLS)
def test_that_the_mean_slope_is_that_of_the_activation_alone(code: str) -> None:
    f = flow_of(code, "last", 9)
    if f.slope is None:
        assert f.study.net.cell.code not in ("rnn_tanh", "rnn_relu", "rnn_sigmoid", "rnn_linear")
        return
    J = f.jacobians  # (T, H, H): slope of unit i times the weights of its row
    weights = f.study.net.cell.recurrence(f.params)
    slopes = np.einsum("tij,ij->ti", J, weights) / np.einsum("ij,ij->i", weights, weights)
    assert f.slope == pytest.approx(slopes.mean())


def test_that_a_u_shaped_gradient_gets_no_line() -> None:
    f = flow_of("rnn_tanh", "last", 24, scheme="identity", gain=1.5)
    assert step_factors(f.behind).max() > 1
    assert dict(summary(f))["Per step back, fitted"] == "no straight line"


@pytest.mark.parametrize("size", [1.0, 1e-5, 1e-7, 2.6e-22, 1e-100])
def test_that_the_axis_of_sizes_reaches_six_decades_below_the_last_step(size: float) -> None:
    f = flow_of("rnn_tanh", "last", 9)
    scaled = Flow(f.name, f.study)
    scaled.__dict__["norm"] = f.norm / f.norm[-1] * size
    floor = floor_of([scaled])
    assert floor <= size * 1e-6
    assert floor <= 1e-12
    assert (floor == 1e-12) == (size >= 1e-6)
