"""Autograd, given the same equations written apart from the core, finds the same gradients."""

from typing import Any

import numpy as np
import pytest
from autograd import grad
from hypothesis import given

from rnnviz.core.cells import CELLS
from rnnviz.core.losses import LOSSES
from rnnviz.core.unroll import unroll
from tests.core import autograd_cells
from tests.core.nets import QUICK, cells, random_case, seeds

TOLERANCE = 1e-10
derivative: Any = grad  # its type stub does not know that it returns a function


def autograd_gradients(case, code):
    value = autograd_cells.loss(code, case.loss, case.where, case.target)
    p, r = case.net.weights
    gradient = derivative(value)
    dp, dr, dx, d0 = gradient((tuple(p), tuple(r), case.x, tuple(case.state0)))
    start = {f"{k}_0": v for k, v in zip(case.state0._fields, d0, strict=True)}
    readout = dict(zip(r._fields, dr, strict=True))
    return {**dict(zip(p._fields, dp, strict=True)), **readout, **start, "x": dx}


def test_that_every_cell_has_a_second_opinion():
    assert set(autograd_cells.STEPS) == set(CELLS)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("where", ["last", "every"])
@pytest.mark.parametrize("code", CELLS)
def test_that_autograd_finds_the_same_gradients(code, where, loss):
    case = random_case(CELLS[code], seed=5, where=where, loss=loss, T=8)
    ours, theirs = case.gradients(), autograd_gradients(case, code)
    for name, g in ours.items():
        np.testing.assert_allclose(g, theirs[name], rtol=TOLERANCE, atol=TOLERANCE, err_msg=name)


@QUICK
@given(cells, seeds)
def test_that_autograd_finds_the_same_gradients_for_any_weights(code, seed):
    case = random_case(CELLS[code], seed=seed, T=5)
    ours, theirs = case.gradients(), autograd_gradients(case, code)
    for name, g in ours.items():
        np.testing.assert_allclose(g, theirs[name], rtol=TOLERANCE, atol=TOLERANCE, err_msg=name)


@pytest.mark.parametrize("code", CELLS)
def test_that_the_equations_written_apart_give_the_same_states(code):
    case = random_case(CELLS[code], seed=6, T=9)
    p = case.net.params
    h, last = autograd_cells.states(code, tuple(p), case.x, tuple(case.state0))
    trace = unroll(case.net.cell, p, case.x, case.state0)
    np.testing.assert_allclose(trace.h, h, rtol=0, atol=1e-13)
    for name, value in zip(case.state0._fields, last, strict=True):
        np.testing.assert_allclose(getattr(trace, name)[-1], value, rtol=0, atol=1e-13)
