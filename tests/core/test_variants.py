"""What ties the variants of the cells to each other, and what is theirs alone."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.core.cells import CELLS
from rnnviz.core.cells.rnn import clockwork
from rnnviz.core.init import init_params
from rnnviz.core.unroll import unroll

seeds = st.integers(0, 2**32 - 1)
H = 3


def drawn(code, seed):
    rng = np.random.default_rng(seed)
    return init_params(CELLS[code], 2, H, rng), rng.normal(size=(7, 2))


@given(seeds)
def test_that_without_peepholes_the_peephole_lstm_is_the_lstm(seed):
    p, x = drawn("lstm_peephole", seed)
    p = p._replace(p_i=0 * p.p_i, p_f=0 * p.p_f, p_o=0 * p.p_o)
    plain = CELLS["lstm"].Params(*p[:3])
    expected = unroll(CELLS["lstm"], plain, x)
    np.testing.assert_allclose(unroll(CELLS["lstm_peephole"], p, x).h, expected.h, atol=1e-14)


@given(seeds)
def test_that_a_peephole_changes_only_its_own_gate_at_the_first_step(seed):
    p, x = drawn("lstm_peephole", seed)
    first = unroll(CELLS["lstm_peephole"], p, x[:1])
    plain = unroll(CELLS["lstm"], CELLS["lstm"].Params(*p[:3]), x[:1])
    np.testing.assert_allclose(first.i, plain.i, atol=1e-15)  # c_0 is 0
    np.testing.assert_allclose(first.f, plain.f, atol=1e-15)
    assert (first.o != plain.o).all()


@given(seeds)
def test_that_coupling_is_an_lstm_whose_input_gate_mirrors_its_forget_gate(seed):
    p, x = drawn("lstm_coupled", seed)
    mirrored = (np.concatenate([-a[:H], a]) for a in p)
    expected = unroll(CELLS["lstm"], CELLS["lstm"].Params(*mirrored), x)
    actual = unroll(CELLS["lstm_coupled"], p, x)
    np.testing.assert_allclose(actual.h, expected.h, atol=1e-14)
    np.testing.assert_allclose(1 - actual.f, expected.i, atol=1e-14)


@given(seeds)
def test_that_the_lstm_of_1997_is_an_lstm_that_never_forgets(seed):
    p, x = drawn("lstm_1997", seed)
    open_gate = (np.zeros((H, 2)), np.zeros((H, H)), np.full(H, 1e3))
    widened = (np.concatenate([a[:H], f, a[H:]]) for a, f in zip(p, open_gate, strict=True))
    expected = unroll(CELLS["lstm"], CELLS["lstm"].Params(*widened), x)
    np.testing.assert_allclose(unroll(CELLS["lstm_1997"], p, x).c, expected.c, atol=1e-13)


@given(seeds)
def test_that_the_cell_of_1997_is_the_sum_of_all_that_was_written(seed):
    p, x = drawn("lstm_1997", seed)
    trace = unroll(CELLS["lstm_1997"], p, x)
    np.testing.assert_allclose(trace.c, np.cumsum(trace.i * trace.g, axis=0), atol=1e-13)


@given(seeds, st.sampled_from([-1e3, 1e3]))
def test_that_a_minimal_gated_unit_keeps_or_replaces_its_state_as_its_gate_says(seed, bias):
    p, x = drawn("mgu", seed)
    b_h = p.b_h.copy()
    b_h[:H] = bias
    trace = unroll(CELLS["mgu"], p._replace(b_h=b_h), x)
    if bias < 0:
        assert (trace.h == 0).all()  # nothing new is ever let in
    else:
        np.testing.assert_array_equal(trace.h, trace.n)


@given(seeds)
def test_that_a_clockwork_unit_moves_only_when_its_period_divides_the_step(seed):
    rng = np.random.default_rng(seed)
    cell = CELLS["clockwork"]
    p = init_params(cell, 2, 8, rng)
    h = unroll(cell, p, rng.normal(size=(17, 2))).h
    period = clockwork.periods(8)
    moved = h[1:] != h[:-1]
    np.testing.assert_array_equal(moved, np.arange(1, 17)[:, None] % period == 0)


@given(seeds)
def test_that_a_slow_clockwork_module_never_hears_of_a_faster_one(seed):
    rng = np.random.default_rng(seed)
    cell = CELLS["clockwork"]
    p = init_params(cell, 2, 8, rng)
    x = rng.normal(size=(12, 2))
    louder = p._replace(b_h=p.b_h + np.r_[np.ones(2), np.zeros(6)])  # the fast module only
    before, after = unroll(cell, p, x).h, unroll(cell, louder, x).h
    assert (before[:, :2] != after[:, :2]).any()
    np.testing.assert_array_equal(before[:, 2:], after[:, 2:])


def test_that_the_recurrent_weights_of_a_clockwork_are_block_upper_triangular():
    mask = clockwork.fix(clockwork.Params(np.ones((4, 1)), np.ones((4, 4)), np.ones(4))).W_hh
    assert mask.sum() == 4 * 5 / 2
    np.testing.assert_array_equal(mask, np.triu(np.ones((4, 4))))


@given(seeds, st.floats(0.1, 1000))
def test_that_layer_norm_makes_the_size_of_the_weights_irrelevant(seed, scale):
    p, x = drawn("rnn_layernorm", seed)
    cell = CELLS["rnn_layernorm"]
    large = cell.Params(*(1e3 * a for a in p))
    louder = cell.Params(*(1e3 * scale * a for a in p))
    np.testing.assert_allclose(unroll(cell, louder, x).h, unroll(cell, large, x).h, atol=1e-4)


@given(seeds)
def test_that_a_leaky_unit_with_nothing_new_forgets_a_fifth_at_each_step(seed):
    cell, rng = CELLS["rnn_leaky"], np.random.default_rng(seed)
    p = cell.Params(np.zeros((H, 1)), np.zeros((H, H)), np.zeros(H))
    start = cell.State(rng.normal(size=H))
    h = unroll(cell, p, np.zeros((5, 1)), start).h
    np.testing.assert_allclose(h, start.h * 0.8 ** np.arange(1, 6)[:, None], rtol=1e-12)
