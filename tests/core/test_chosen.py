"""What is chosen within a cell: the sizes of a Clockwork's modules, one layer of a Grid LSTM."""

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.core.cells.lstm import grid, grid_one
from rnnviz.core.cells.rnn import clockwork
from rnnviz.core.gradcheck import numerical_gradient, relative_error
from rnnviz.core.memory import carry, memory_age
from rnnviz.core.study import gradient_check, study
from rnnviz.core.unroll import unroll
from rnnviz.errors import RnnvizError
from tests.core.nets import SHAPES, gradient_errors, random_case, random_network

ONE = grid_one.CELL


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("where", ["every", "last"])
def test_that_every_gradient_of_a_grid_lstm_of_one_layer_is_that_of_finite_differences(
    shape, where
):
    case = random_case(ONE, 3, shape, where)
    for name, error in gradient_errors(case, case.gradients()).items():
        assert error < 1e-6, name


def test_that_its_formulas_give_the_same_numbers():
    rng = np.random.default_rng(0)
    net = random_network(ONE, rng)
    s = study(net, rng.normal(size=(6, 2)), rng.normal(size=(6, 2)))
    assert s.disagreement() < 1e-12
    assert gradient_check(s)[0] < 1e-6
    np.testing.assert_allclose(s.back.total.c, s.ledger.values["dc"], rtol=0, atol=1e-14)


def test_that_one_layer_is_the_lower_one_of_two_and_its_h_is_n1():
    rng = np.random.default_rng(1)
    two = random_network(CELLS["grid_lstm"], rng).params
    H = 3
    lower = grid.Params(two.W_xh, two.W_hh[: 7 * H], two.b_h[: 8 * H], two.W_dh[: 7 * H])
    x = rng.normal(size=(5, 2))
    below, whole = unroll(ONE, lower, x), unroll(CELLS["grid_lstm"], two, x)
    np.testing.assert_array_equal(below.h, whole.n1)
    np.testing.assert_array_equal(below.c, whole.c1)


def test_that_its_memory_adds_up():
    rng = np.random.default_rng(2)
    net = random_network(ONE, rng)
    trace = unroll(ONE, net.params, rng.normal(size=(6, 2)))
    kept = carry(ONE, trace)
    np.testing.assert_allclose(memory_age(kept.keep, kept.written).sum(axis=1), trace.c, atol=1e-14)


def test_that_units_tick_in_modules_of_the_chosen_sizes():
    cell = clockwork.cell((1, 4), sizes=(2, 3))
    net = random_network(cell, np.random.default_rng(0), hidden=5)
    x = np.random.default_rng(1).normal(size=(6, 2))
    h = unroll(cell, net.params, x).h
    still = [[bool((h[t, j] == h[t - 1, j]).all()) for j in range(5)] for t in range(1, 6)]
    assert still == [[False, False, *[t != 4] * 3] for t in range(1, 6)]
    assert (cell.fix(net.params).W_hh[2:, :2] == 0).all()
    s = study(net, x, x)
    assert s.disagreement() < 1e-12


def test_that_sizes_that_do_not_add_up_are_refused():
    with pytest.raises(RnnvizError, match="give 2 sizes with a sum of 5"):
        clockwork.periods(5, (1, 4), (2, 2))
    with pytest.raises(RnnvizError, match="fast ones first"):
        clockwork.cell((4, 1))


def test_that_a_planted_wrong_gradient_would_be_seen():
    case = random_case(ONE, 4)
    right = case.gradients()
    right["W_dh"] = right["W_dh"] * 1.001
    numeric = numerical_gradient(case.value, case.net.weights.params.W_dh, eps=1e-5)
    assert relative_error(right["W_dh"], numeric) > 1e-5
