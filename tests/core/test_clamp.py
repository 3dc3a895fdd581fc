"""A clamped gate: its value is the number, its gradient is 0, and all other gradients are exact."""

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.core.arrays import split
from rnnviz.core.cells import CELLS
from rnnviz.core.clamp import clamp, clampable
from rnnviz.core.network import Network
from rnnviz.core.study import gradient_check, study
from rnnviz.core.unroll import unroll
from rnnviz.errors import RnnvizError
from tests.core.nets import direction_errors, gradient_errors, random_case, random_network

# Of two layers, the gates of the upper one along time, and one of each other kind.
PAIRS = [
    (code, gate)
    for code in CELLS
    for gate in clampable(CELLS[code])
    if len(gate) == 1 or gate in ("f1", "od")
]


def test_that_every_sigmoid_gate_of_every_gated_cell_can_be_clamped():
    assert {code for code, _gate in PAIRS} == {
        "lstm", "lstm_1997", "lstm_peephole", "lstm_coupled", "lstm_depth_gated", "grid_lstm",
        "gru", "gru_before", "mgu", "mingru", "ugrnn", "janet", "minlstm", "ssm",
        "slstm",
    }  # fmt: skip


@pytest.mark.parametrize("value", [0.0, 0.3, 1.0])
@pytest.mark.parametrize(("code", "gate"), PAIRS)
def test_that_the_gate_has_the_value_at_every_step(code, gate, value):
    rng = np.random.default_rng(1)
    cell = clamp(CELLS[code], gate, value)
    trace = unroll(cell, random_network(cell, rng).params, rng.normal(size=(5, 2)))
    np.testing.assert_allclose(getattr(trace, gate), value, rtol=1e-15)


ONE, RESTARTS = "one sequence", "restarts on shared windows"
SLOPES = [(*pair, value, ONE) for pair in PAIRS for value in (0.0, 0.3, 1.0)]
SLOPES += [(*pair, 0.3, RESTARTS) for pair in PAIRS if pair[0] != "grid_lstm" or pair[1] == "f"]


@pytest.mark.parametrize(("code", "gate", "value", "shape"), SLOPES)
def test_that_every_gradient_is_the_slope_of_the_loss(code, gate, value, shape):
    case = random_case(clamp(CELLS[code], gate, value), seed=3, shape=shape)
    errors = gradient_errors if value == 0.3 else direction_errors  # every entry, or all together
    found = errors(case, case.gradients())
    assert max(found.values()) < 1e-7, found


@pytest.mark.parametrize(("code", "gate"), PAIRS)
def test_that_nothing_flows_through_the_gate(code, gate):
    cell = clamp(CELLS[code], gate, 0.4)
    grads = random_case(cell, seed=5).gradients()
    for name in (name for name in cell.Params._fields if name not in ("b_hn", "p_c", "p_l")):
        gates = cell.stacked(name) if not name.startswith("p_") else (name[2:],)
        if gate in gates:
            rows = split(grads[name].T, len(gates))
            assert not rows[gates.index(gate)].any()
            assert len(gates) == 1 or grads[name].any()
    if gate == "k":
        assert not grads["p_c"].any()
        assert not grads["p_l"].any()


@pytest.mark.parametrize(("code", "gate"), PAIRS)
def test_that_the_printed_formulas_agree(code, gate):
    rng = np.random.default_rng(4)
    net = random_network(clamp(CELLS[code], gate, 0.9), rng)
    s = study(net, rng.normal(size=(6, 2)), rng.normal(size=(6, 2)))
    assert s.disagreement() < 1e-12
    assert gradient_check(s)[0] < 1e-6


def test_that_a_check_notices_a_gradient_that_leaks_through_the_gate():
    cell = CELLS["lstm"]
    leaky = replace(clamp(cell, "f", 0.4), step_backward=cell.step_backward)
    case = random_case(leaky, seed=3)
    assert max(gradient_errors(case, case.gradients()).values()) > 1e-3


def test_that_the_lstm_with_its_forget_gate_at_one_is_that_of_1997():
    rng = np.random.default_rng(0)
    p = random_network(CELLS["lstm"], rng).params
    i, _f, g, o = zip(*(split(a.T, 4) for a in p), strict=True)
    old = CELLS["lstm_1997"]
    q = old.Params(*(np.concatenate(parts, axis=-1).T for parts in zip(i, g, o, strict=True)))
    x = rng.normal(size=(6, 2))
    a, b = unroll(clamp(CELLS["lstm"], "f", 1), p, x), unroll(old, q, x)
    np.testing.assert_allclose(a.h, b.h, atol=1e-14)


@pytest.mark.parametrize(("gate", "value"), [("z", 0.5), ("g", 0.5), ("f", 1.1), ("f", np.nan)])
def test_that_what_cannot_be_clamped_is_refused(gate, value):
    with pytest.raises(RnnvizError):
        clamp(CELLS["lstm"], gate, value)


def test_that_the_cell_itself_stays_as_it_was():
    before = CELLS["lstm"]
    net = random_network(clamp(before, "f", 0.5), np.random.default_rng(0))
    assert CELLS["lstm"] is before
    assert Network(before, net.weights).cell.forward != net.cell.forward
