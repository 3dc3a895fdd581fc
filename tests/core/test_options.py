"""Choices within a cell: the sense of a GRU's z, peepholes left out, periods of a Clockwork."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.core.bptt import bptt
from rnnviz.core.cells import CELLS
from rnnviz.core.cells.gru import new as gru_new
from rnnviz.core.cells.lstm import peephole as lstm_peephole
from rnnviz.core.cells.rnn import clockwork
from rnnviz.core.clamp import clamp
from rnnviz.core.init import init_network, init_params
from rnnviz.core.memory import carry, memory_age
from rnnviz.core.study import gradient_check, study
from rnnviz.core.unroll import unroll
from rnnviz.training import fit
from tests.core.nets import QUICK, gradient_errors, lengths, random_case, random_network, seeds

GRUS = st.sampled_from(["gru", "gru_before"])
MASKS = ["", "i", "f", "o", "if", "io", "fo"]
PERIODS = [(1,), (1, 2), (1, 3, 9), (2, 4), (1, 2, 4, 8, 16)]


def series(seed, T=8):
    rng = np.random.default_rng(seed)
    return rng, rng.normal(size=(T, 2)), rng.normal(size=(T, 2))


# The sense of z.


@QUICK
@given(GRUS, seeds, lengths)
def test_that_both_writings_of_a_gru_are_one_network_with_the_weights_of_z_negated(code, seed, T):
    rng, x, _ = series(seed, T)
    old = CELLS[code]
    new, p = gru_new.cell(old), random_network(old, rng).params
    q, dh = gru_new.flip(p), rng.normal(size=(T, 3))
    a, b = unroll(old, p, x), unroll(new, q, x)
    np.testing.assert_array_equal(a.h, b.h)
    np.testing.assert_array_equal(1 - a.z, b.z)
    g, k = bptt(old, p, x, a, dh), bptt(new, q, x, b, dh)
    np.testing.assert_allclose(g.state.h, k.state.h, atol=1e-13)
    np.testing.assert_allclose(g.x, k.x, atol=1e-14)
    for ours, theirs in zip(gru_new.flip(g.params), k.params, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-13)
    age = memory_age(*kept(old, a))
    np.testing.assert_allclose(age, memory_age(*kept(new, b)), atol=1e-15)


def kept(cell, trace):
    found = carry(cell, trace)
    return found.keep, found.written


@QUICK
@given(GRUS, seeds)
def test_that_flipping_twice_changes_nothing(code, seed):
    p = random_network(CELLS[code], np.random.default_rng(seed)).params
    for a, b in zip(gru_new.flip(gru_new.flip(p)), p, strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("code", ["gru", "gru_before"])
def test_that_the_new_writing_prints_formulas_that_agree_with_its_numbers(code):
    cell = gru_new.cell(CELLS[code])
    assert "h = z * n + (1 - z) * h_prev" in cell.forward
    assert sum(a != b for a, b in zip(cell.backward, CELLS[code].backward, strict=True)) == 3
    rng, x, d = series(1)
    s = study(random_network(cell, rng), x, d)
    assert s.disagreement() < 1e-12
    assert gradient_check(s)[0] < 1e-7


@pytest.mark.parametrize("shape", ["one sequence", "restarts on windows of their own"])
@pytest.mark.parametrize("code", ["gru", "gru_before"])
def test_that_gradients_of_the_new_writing_are_slopes(code, shape):
    case = random_case(gru_new.cell(CELLS[code]), seed=3, shape=shape)
    assert max(gradient_errors(case, case.gradients()).values()) < 1e-7


def test_that_clamping_z_means_the_z_that_is_shown():
    rng, x, _ = series(2)
    cell = clamp(gru_new.cell(CELLS["gru"]), "z", 0.2)
    trace = unroll(cell, random_network(cell, rng).params, x)
    np.testing.assert_allclose(trace.z, 0.2, rtol=1e-14)
    np.testing.assert_allclose(carry(cell, trace).keep, 0.8, rtol=1e-14)


# Peepholes.


@pytest.mark.parametrize("mask", MASKS)
def test_that_a_peephole_that_is_left_out_is_zero_gets_no_gradient_and_learns_nothing(mask):
    cell = lstm_peephole.cell(mask)
    net = init_network(cell, 1, 3, 1, np.random.default_rng(0))
    x = np.sin(np.arange(6.0) + np.arange(5.0)[:, None])[..., None]
    trained = fit(net, x, x[-1] ** 2, epochs=3, lr=0.1).net
    for k in "ifo":
        before, after = (getattr(n.weights.params, f"p_{k}") for n in (net, trained))
        if k in mask:
            assert (after != before).all()
        else:
            assert not before.any()
            assert not after.any()


@pytest.mark.parametrize("mask", MASKS)
def test_that_all_other_gradients_of_a_masked_cell_are_slopes_and_its_formulas_agree(mask):
    cell = lstm_peephole.cell(mask)
    case = random_case(cell, seed=3)
    assert max(gradient_errors(case, case.gradients()).values()) < 1e-7
    rng, x, d = series(3)
    s = study(random_network(cell, rng), x, d)
    assert s.disagreement() < 1e-12
    text = " ".join((*cell.forward, *cell.backward))
    assert {k for k in "ifo" if f"p_{k}" in text} == set(mask)


@QUICK
@given(seeds, lengths)
def test_that_with_every_peephole_left_out_it_is_the_lstm_whatever_the_weights(seed, T):
    rng, x, _ = series(seed, T)
    cell, lstm = lstm_peephole.cell(""), CELLS["lstm"]
    p = random_network(cell, rng).params
    expected = unroll(lstm, lstm.Params(*p[:3]), x)
    np.testing.assert_array_equal(unroll(cell, p, x).h, expected.h)


# Periods.


@pytest.mark.parametrize("start", [0, 1])
@pytest.mark.parametrize("periods", PERIODS)
def test_that_a_clockwork_ticks_when_its_period_divides_the_step(periods, start):
    cell = clockwork.cell(periods, start)
    H = len(periods)
    rng = np.random.default_rng(0)
    p = init_params(cell, 2, H, rng)
    first = cell.State(rng.normal(size=H))
    h = unroll(cell, p, rng.normal(size=(20, 2)), first).h
    moved = np.vstack([first.h, h[:-1]]) != h
    t = np.arange(start, start + 20)[:, None]
    np.testing.assert_array_equal(moved, t % np.array(periods) == 0)


@pytest.mark.parametrize("start", [0, 1])
@pytest.mark.parametrize("periods", PERIODS)
def test_that_gradients_of_any_periods_are_slopes_and_the_formulas_agree(periods, start):
    cell = clockwork.cell(periods, start)
    case = random_case(cell, seed=3, T=5)
    assert max(gradient_errors(case, case.gradients()).values()) < 1e-7
    rng, x, d = series(3)
    assert study(random_network(cell, rng), x, d).disagreement() < 1e-12


@QUICK
@given(seeds, lengths, st.sampled_from([0, 1]), st.sampled_from([(1,), (1, 1, 1)]))
def test_that_a_clockwork_of_period_one_is_an_elman_network(seed, T, start, periods):
    rng, x, _ = series(seed, T)
    cell, elman = clockwork.cell(periods, start), CELLS["rnn_tanh"]
    p, dh = random_network(cell, rng).params, rng.normal(size=(T, 3))
    a, b = unroll(cell, p, x), unroll(elman, p, x)
    np.testing.assert_array_equal(a.h, b.h)
    g, k = bptt(cell, p, x, a, dh), bptt(elman, p, x, b, dh)
    for ours, theirs in zip(g.params, k.params, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-13)


@QUICK
@given(seeds)
def test_that_starting_at_one_is_starting_at_zero_one_step_earlier(seed):
    rng, x, _ = series(seed, 9)
    early, late = clockwork.cell((1, 2, 4), 0), clockwork.cell((1, 2, 4), 1)
    p = random_network(early, rng).params
    whole = unroll(early, p, x)
    rest = unroll(late, p, x[1:], early.State(whole.h[0]))
    np.testing.assert_allclose(rest.h, whole.h[1:], atol=1e-15)


def test_that_options_leave_the_table_as_it_was():
    old = CELLS["gru"]
    assert gru_new.cell(old).forward != CELLS["gru"].forward
    assert clockwork.CELL is CELLS["clockwork"]
    assert lstm_peephole.cell("").forward != CELLS["lstm_peephole"].forward
