"""What strangers were given in silence, or as a traceback, and are given no more."""

import numpy as np
import pytest

from rnnviz.core import deep
from rnnviz.core.bptt import bptt
from rnnviz.core.cells import CELLS
from rnnviz.core.feedback import free_run, free_run_backward
from rnnviz.core.flow import reach
from rnnviz.core.init import init_network, init_readout
from rnnviz.core.init_nets import init_deep, init_seq2seq
from rnnviz.core.jacobians import step_jacobians
from rnnviz.core.losses import LOSSES
from rnnviz.core.network import forward
from rnnviz.core.readout import readout
from rnnviz.core.seq2seq import decode
from rnnviz.core.study import study
from rnnviz.core.unroll import unroll, unroll_steps
from rnnviz.errors import RnnvizError

LSTM = CELLS["lstm"]


def net(inputs: int = 1, outputs: int = 1, code: str = "lstm"):
    return init_network(CELLS[code], inputs, 3, outputs, np.random.default_rng(0))


@pytest.mark.parametrize("feedback", ["value", "constant", "zero"])
def test_that_outputs_fed_back_behind_whole_numbers_are_not_cut(feedback):
    whole, real = np.ones((2, 1), int), np.ones((2, 1))
    a, b = (free_run(net(), x, 4, feedback) for x in (whole, real))
    np.testing.assert_array_equal(a.x, b.x)
    np.testing.assert_array_equal(a.y, b.y)
    dy = np.ones((6, 1), int)
    for run in (a, b):
        g = free_run_backward(net(), run, dy)
        np.testing.assert_array_equal(g.along.x, free_run_backward(net(), b, dy + 0.0).along.x)


def test_that_the_context_behind_whole_numbers_is_not_cut():
    talk = init_seq2seq(LSTM, 2, 3, 4, np.random.default_rng(0), attention=2)
    x = np.ones((5, 2), int)
    np.testing.assert_array_equal(decode(talk, x).y, decode(talk, x + 0.0).y)
    assert decode(talk, x).looks is not None


def test_that_class_numbers_in_place_of_one_hot_rows_are_refused():
    with pytest.raises(RnnvizError, match=r"d has the shape \(4,\); it must be \(T = 4, O = 4\)"):
        study(net(1, 4), np.ones((4, 1)), np.array([0, 1, 2, 3]), loss="cross_entropy")


@pytest.mark.parametrize("loss", LOSSES)
def test_that_outputs_and_targets_of_different_shapes_are_refused(loss):
    with pytest.raises(RnnvizError, match=r"d has the shape \(4,\)"):
        LOSSES[loss](np.zeros((4, 1)), np.zeros(4))


@pytest.mark.parametrize("where", ["ends", "Every", "lats", None, 1])
def test_that_a_readout_that_does_not_exist_is_refused(where):
    with pytest.raises(RnnvizError, match="choose one of every, last"):
        forward(net(), np.zeros((4, 1)), where)


def test_that_a_deep_readout_that_does_not_exist_is_refused():
    network = init_deep(LSTM, 1, 3, 1, np.random.default_rng(0))
    with pytest.raises(RnnvizError, match="choose one of every, last, ends"):
        deep.forward(network, np.zeros((4, 1)), "end")


@pytest.mark.parametrize("state0", [(np.zeros(3),), np.zeros(3), [np.zeros(3)] * 2])
def test_that_a_state_of_another_type_is_refused(state0):
    with pytest.raises(RnnvizError, match="give a State of the cell LSTM"):
        unroll(LSTM, net().params, np.zeros((4, 1)), state0)


def test_that_a_list_of_steps_serves_where_a_trace_does():
    p, x = net().params, np.linspace(-1, 1, 5)[:, None]
    steps, trace = unroll_steps(LSTM, p, x), unroll(LSTM, p, x)
    np.testing.assert_array_equal(step_jacobians(LSTM, p, steps), step_jacobians(LSTM, p, trace))
    dh = np.ones((5, 3))
    np.testing.assert_array_equal(reach(LSTM, p, steps, dh).state, reach(LSTM, p, trace, dh).state)


@pytest.mark.parametrize("truncate", [0, -1, 2.0, True])
def test_that_a_reach_of_no_step_is_refused(truncate):
    p, x = net().params, np.zeros((4, 1))
    trace, dh = unroll(LSTM, p, x), np.ones((4, 3))
    for call in (
        lambda: bptt(LSTM, p, x, trace, dh, truncate),
        lambda: reach(LSTM, p, trace, dh, truncate),
        lambda: study(net(), x, x, truncate=truncate),
    ):
        with pytest.raises(RnnvizError, match="give a whole number of at least 1"):
            call()


@pytest.mark.parametrize("code", CELLS)
def test_that_the_total_gradient_has_a_name_for_every_part_of_the_state(code):
    rng = np.random.default_rng(3)
    network = init_network(CELLS[code], 2, 3, 2, rng)
    s = study(network, rng.normal(size=(6, 2)), rng.normal(size=(6, 2)))
    for name, total in s.back.total._asdict().items():
        np.testing.assert_allclose(total, s.ledger.values[f"d{name}"], rtol=0, atol=1e-14)


@pytest.mark.parametrize("code", CELLS)
def test_that_a_study_from_another_state_passes_both_of_its_checks(code):
    from rnnviz.core.study import gradient_check

    rng, cell = np.random.default_rng(3), CELLS[code]
    network = init_network(cell, 2, 3, 2, rng)
    start = cell.State(*(rng.normal(size=3) for _name in cell.state_fields))
    x, d = rng.normal(size=(5, 2)), rng.normal(size=(5, 2))
    s = study(network, x, d, state0=start)
    assert s.disagreement() < 1e-12
    assert gradient_check(s)[0] < 1e-6
    assert np.abs(s.y - study(network, x, d).y).max() > 1e-3


@pytest.mark.parametrize("N", [2, 5])
def test_that_rows_beside_restarts_are_of_as_many_restarts_or_of_one(N):
    r = init_readout(4, 3, np.random.default_rng(0), restarts=2)
    assert readout(r, np.ones((2, N, 3))).shape == (2, N, 4)
    assert readout(r, np.ones((1, N, 3))).shape == (2, N, 4)
    for wrong in ((5, N, 3), (5, 2, 3), (2, 3)):
        with pytest.raises(RnnvizError, match=r"h has the shape"):
            readout(r, np.ones(wrong))
