"""AR(p) against normal equations, polynomials and the linear RNN that it is a cousin of."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.core.ar import (
    AR,
    companion,
    eigenvalues,
    fit_ar,
    forecast,
    is_stationary,
    lagged,
    limit,
    memory_weights,
    one_step,
)
from rnnviz.core.cells import CELLS
from rnnviz.core.cells.rnn.elman import Params
from rnnviz.core.feedback import free_run
from rnnviz.core.network import Network, Weights, forward
from rnnviz.core.readout import Readout
from rnnviz.errors import RnnvizError
from tests.core.nets import QUICK, seeds

orders = st.integers(1, 5)


def wave(seed: int, n: int = 60) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.sin(0.5 * np.arange(n)) + 0.3 * rng.normal(size=n) + 2


@QUICK
@given(seeds, orders)
def test_that_the_coefficients_solve_the_normal_equations(seed, p):
    y = wave(seed)
    model = fit_ar(y, p)
    rows = np.array([[1, *(y[t - k] for k in range(1, p + 1))] for t in range(p, len(y))])
    solved = np.linalg.solve(rows.T @ rows, rows.T @ y[p:])
    np.testing.assert_allclose([model.b0, *model.b], solved, rtol=0, atol=1e-9)


@QUICK
@given(seeds, orders)
def test_that_a_series_made_by_an_ar_is_predicted_by_the_one_fitted_to_it(seed, p):
    rng = np.random.default_rng(seed)
    made = AR(0.7, rng.normal(0, 0.4, p))
    start = rng.normal(size=p)
    y = np.concatenate([start, forecast(made, start, 40)])
    np.testing.assert_allclose(one_step(fit_ar(y, p), y), y[p:], rtol=1e-6, atol=1e-6)


@QUICK
@given(seeds, orders)
def test_that_the_eigenvalues_are_the_roots_of_the_characteristic_polynomial(seed, p):
    b = np.random.default_rng(seed).normal(0, 0.6, p)
    roots = np.roots([1, *-b])
    found = eigenvalues(AR(0.0, b))
    np.testing.assert_allclose(np.sort(np.abs(found)), np.sort(np.abs(roots)), rtol=0, atol=1e-9)
    assert is_stationary(AR(0.0, b)) == (np.abs(roots).max() < 1)


@pytest.mark.parametrize(
    ("b1", "stationary"), [(0.9, True), (-0.9, True), (1.0, False), (-1.1, False)]
)
def test_that_ar_1_is_stationary_when_b1_is_smaller_than_one(b1, stationary):
    model = AR(3.0, np.array([b1]))
    assert is_stationary(model) == stationary
    assert limit(model) == (pytest.approx(3 / (1 - b1)) if stationary else None)


@QUICK
@given(seeds, orders)
def test_that_a_stationary_forecast_tends_to_its_limit(seed, p):
    b = np.random.default_rng(seed).uniform(-1, 1, p) * 0.9 / p
    model = AR(2.0, b)
    assert forecast(model, np.full(p, 50.0), 3000)[-1] == pytest.approx(limit(model), rel=1e-9)


def test_that_the_companion_matrix_makes_the_forecast():
    model, past = AR(0.0, np.array([0.5, -0.3, 0.2])), np.array([1.0, 2.0, -1.0])
    state = past[::-1]
    for y in forecast(model, past, 6):
        state = companion(model) @ state
        assert state[0] == pytest.approx(y, abs=1e-14)


def test_that_one_step_ahead_reads_true_values_and_a_forecast_its_own():
    y = wave(3)
    model = fit_ar(y, 3)
    assert one_step(model, y)[10] == pytest.approx(forecast(model, y[:13], 1)[0], abs=1e-12)
    assert abs(one_step(model, y)[11] - forecast(model, y[:13], 2)[1]) > 1e-3


@QUICK
@given(seeds, st.floats(-0.95, 0.95))
def test_that_a_linear_rnn_with_one_unit_is_an_ar_with_exponential_weights(seed, W):
    rng = np.random.default_rng(seed)
    U, V = rng.normal(size=2)
    params = Params(np.array([[U]]), np.array([[W]]), np.zeros(1))
    net = Network(CELLS["rnn_linear"], Weights(params, Readout(np.array([[V]]), np.zeros(1))))
    x = rng.normal(size=20)
    weights = memory_weights(U, W, V, 20)
    sums = [sum(weights[k] * x[t - k] for k in range(t + 1)) for t in range(20)]
    np.testing.assert_allclose(forward(net, x[:, None]).y[:, 0], sums, rtol=0, atol=1e-12)


@QUICK
@given(seeds, st.floats(-0.9, 0.9))
def test_that_a_linear_rnn_fed_with_its_own_output_is_an_ar_1(seed, W):
    b0, U, V = np.random.default_rng(seed).uniform(-0.5, 0.5, 3)
    params = Params(np.array([[U]]), np.zeros((1, 1)), np.zeros(1))
    readout = Readout(np.array([[V]]), np.array([b0]))
    net = Network(CELLS["rnn_linear"], Weights(params, readout))
    run = free_run(net, np.array([[W]]), 5)
    ahead = forecast(AR(b0, np.array([U * V])), np.array([W]), 6)
    np.testing.assert_allclose(run.y[:, 0], ahead, rtol=0, atol=1e-14)


@pytest.mark.parametrize("p", [0, 5, 9])
def test_that_too_short_a_series_is_refused_in_one_sentence(p):
    with pytest.raises(RnnvizError, match="take a lower p"):
        lagged(np.arange(5.0), p)
