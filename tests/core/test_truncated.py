"""Truncated backpropagation against its definition, written out with nothing shared."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.core.bptt import bptt
from rnnviz.core.cells import CELLS
from rnnviz.core.flow import norms, reach
from rnnviz.core.jacobians import state_vectors, step_jacobians
from rnnviz.core.unroll import unroll
from tests.core.nets import QUICK, SHAPES, cells, random_network, random_state, seeds


def by_definition(cell, p, x, state0, dh, k):
    """The loss of each step t alone, run back over steps t-k+1 .. t from a state held fixed."""
    trace = unroll(cell, p, x, state0)
    params = type(p)(*(np.zeros_like(a) for a in p))
    dx, dstate = np.zeros_like(x), np.zeros((len(x), *state_vectors(state0).shape))
    dstart = np.zeros_like(state_vectors(state0))
    for t in range(len(x)):
        first = max(0, t - k + 1)
        part = type(trace)(*(field[first : t + 1] for field in trace))
        only = np.zeros_like(dh[first : t + 1])
        only[-1] = dh[t]
        g = bptt(cell, p, x[first : t + 1], part, only)
        params = type(p)(*(a + b for a, b in zip(params, g.params, strict=True)))
        dx[first : t + 1] += g.x
        dstate[first : t + 1] += state_vectors(g.state)
        if first == 0:
            dstart += state_vectors(g.state0)
    return params, dx, dstate, dstart


@pytest.mark.parametrize("axes", [(), (2,)])
@QUICK
@given(cells, seeds, st.integers(1, 7), st.integers(1, 8))
def test_that_truncation_follows_each_loss_back_k_steps_and_no_further(axes, code, seed, T, k):
    rng = np.random.default_rng(seed)
    cell = CELLS[code]
    p = random_network(cell, rng).params
    x, dh = rng.normal(size=(T, *axes, 2)), rng.normal(size=(T, *axes, 3))
    state0 = random_state(cell, rng, axes)
    g = bptt(cell, p, x, unroll(cell, p, x, state0), dh, truncate=k)
    params, dx, dstate, dstart = by_definition(cell, p, x, state0, dh, k)
    for a, b in zip(g.params, params, strict=True):
        np.testing.assert_allclose(a, b, rtol=0, atol=1e-11)
    np.testing.assert_allclose(g.x, dx, rtol=0, atol=1e-11)
    np.testing.assert_allclose(state_vectors(g.state), dstate, rtol=0, atol=1e-11)
    np.testing.assert_allclose(state_vectors(g.state0), dstart, rtol=0, atol=1e-11)


@pytest.mark.parametrize("shape", SHAPES)
@QUICK
@given(cells, seeds, st.integers(0, 3))
def test_that_truncation_at_the_whole_length_or_beyond_changes_nothing(shape, code, seed, more):
    rng = np.random.default_rng(seed)
    restarts, axes = SHAPES[shape]
    cell = CELLS[code]
    p = random_network(cell, rng, restarts=restarts).params
    x = rng.normal(size=(5, *axes, 2))
    trace = unroll(cell, p, x)
    dh = rng.normal(size=trace.h.shape)
    g, cut = bptt(cell, p, x, trace, dh), bptt(cell, p, x, trace, dh, truncate=5 + more)
    for name in ("params", "state", "state0", "back"):
        for a, b in zip(getattr(g, name), getattr(cut, name), strict=True):
            np.testing.assert_allclose(a, b, rtol=0, atol=1e-11, err_msg=name)
    np.testing.assert_allclose(g.x, cut.x, rtol=0, atol=1e-11)


@QUICK
@given(cells, seeds, st.integers(1, 7), st.integers(1, 8))
def test_that_reach_is_cut_where_truncation_cuts(code, seed, T, k):
    rng = np.random.default_rng(seed)
    cell = CELLS[code]
    p = random_network(cell, rng).params
    x, dh = rng.normal(size=(T, 2)), rng.normal(size=(T, 3))
    trace = unroll(cell, p, x)
    r, whole = reach(cell, p, trace, dh, truncate=k), reach(cell, p, trace, dh)
    g = bptt(cell, p, x, trace, dh, truncate=k)
    np.testing.assert_allclose(r.state.sum(0), state_vectors(g.state), rtol=0, atol=1e-11)
    lag = np.arange(T)[:, None] - np.arange(T)[None, :]
    assert (r.state[lag >= k] == 0).all()
    np.testing.assert_allclose(r.state[lag < k], whole.state[lag < k], rtol=0, atol=1e-13)
    for field in r.back:
        assert (field[(lag >= k) | (lag < 0)] == 0).all()


@pytest.mark.parametrize("code", CELLS)
def test_that_a_loss_at_the_end_reaches_exactly_k_states_when_truncated(code):
    rng = np.random.default_rng(1)
    cell = CELLS[code]
    p = random_network(cell, rng).params
    x, dh = rng.normal(size=(9, 2)), [None] * 8 + [np.ones(3)]
    g = bptt(cell, p, x, unroll(cell, p, x), dh, truncate=4)
    length = norms(state_vectors(g.state))
    assert (length[:5] == 0).all()
    if code not in ("rnn_relu", "irnn"):  # whose units may all be off
        assert (length[5:] > 0).all()


@pytest.mark.parametrize("code", CELLS)
def test_that_the_starting_state_of_a_truncated_gradient_is_still_one_jacobian_further(code):
    rng = np.random.default_rng(2)
    cell = CELLS[code]
    p = random_network(cell, rng).params
    x, dh = rng.normal(size=(6, 2)), rng.normal(size=(6, 3))
    trace = unroll(cell, p, x, random_state(cell, rng, ()))
    g = bptt(cell, p, x, trace, dh, truncate=2)
    J = step_jacobians(cell, p, trace)[0]
    np.testing.assert_allclose(
        state_vectors(g.state0), J.T @ state_vectors(g.state)[0], rtol=0, atol=1e-12
    )
