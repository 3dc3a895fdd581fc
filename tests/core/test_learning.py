"""The gradient of a weight is a sum over steps of products, and each of them can be shown."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from rnnviz.core.bptt import bptt
from rnnviz.core.cells import CELLS
from rnnviz.core.cells.gru import new as gru_new
from rnnviz.core.cells.lstm import peephole
from rnnviz.core.cells.rnn import clockwork
from rnnviz.core.learning import per_step, present, shares
from rnnviz.core.network import Weights
from rnnviz.core.study import study
from tests.core.nets import QUICK, cells, lengths, random_network, seeds, sizes

OTHERS = {
    "gru_new": gru_new.cell(CELLS["gru"]),
    "gru_before_new": gru_new.cell(CELLS["gru_before"]),
    "clockwork_2_3": clockwork.cell((2, 3), 1),
    "peephole_o": peephole.cell("o"),
    "peephole_none": peephole.cell(""),
}
EVERY = {**CELLS, **OTHERS}


def studied(cell, seed=0, T=6, inputs=2, hidden=3, outputs=2, loss="mse"):
    rng = np.random.default_rng(seed)
    net = random_network(cell, rng, inputs, hidden, outputs)
    net = replace(net, weights=net.weights._replace(params=cell.fix(net.weights.params)))
    x, d = rng.normal(size=(T, inputs)), rng.dirichlet(np.ones(outputs), size=T)
    return study(net, x, d, loss=loss)


def of_weights(s):
    """Every weight of a network by its name, and the gradient that training would use."""
    weights, found = {}, {}
    for w, g in zip(s.net.weights, s.gradients, strict=True):
        weights |= w._asdict()
        found |= g._asdict()
    return weights, found


@pytest.mark.parametrize("loss", ["mse", "cross_entropy"])
@pytest.mark.parametrize("code", EVERY)
def test_that_the_products_of_all_steps_add_up_to_the_gradient_of_every_weight(code, loss):
    cell = EVERY[code]
    s = studied(cell, loss=loss)
    weights, gradients = of_weights(s)
    steps = per_step(cell, {**s.ledger.values, "dy": s.dy}, weights)
    own = present(cell, s.net.weights.params)
    for name, g in gradients.items():
        assert steps[name].shape == (len(s.x), *weights[name].shape)
        kept = steps[name].sum(axis=0) * own.get(name, 1)
        np.testing.assert_allclose(kept, g, rtol=0, atol=1e-12)


@QUICK
@given(cells, seeds, lengths, sizes, sizes, sizes)
def test_that_the_formulas_give_the_gradients_of_backpropagation_through_time(
    code, seed, T, inputs, hidden, outputs
):
    cell = CELLS[code]
    s = studied(cell, seed, T, inputs, hidden, outputs)
    walked = bptt(cell, s.net.params, s.x, s.trace, s.dh_loss).params
    own, shared = cell.unbind(walked)
    for name, g in own._asdict().items():
        np.testing.assert_allclose(s.ledger.gradients[name], g, rtol=0, atol=1e-12)
    assert (shared is not None) == (code == "jordan")


@pytest.mark.parametrize("code", EVERY)
def test_that_every_weight_has_a_share_in_every_step_and_no_other_number_has(code):
    cell = EVERY[code]
    names = {*cell.Params._fields, "W_hy", "b_y"}
    shut = {"peephole_o": {"p_i", "p_f"}, "peephole_none": {"p_i", "p_f", "p_o"}}
    assert {share.weight for share in shares(cell)} == names - shut.get(code, set())
    for name in cell.Params._fields:
        gates = [s.gate for s in shares(cell) if s.weight == name]
        assert len(set(gates)) == len(gates)


def test_that_the_readout_of_a_jordan_network_learns_twice_at_every_step():
    found = [s[2:] for s in shares(CELLS["jordan"]) if s.weight == "W_hy"]
    assert found == [("dk", "h", -1, "outer"), ("dy", "h", 0, "outer")]


def test_that_a_weight_that_is_no_part_of_a_clockwork_gets_no_gradient():
    cell = CELLS["clockwork"]
    s = studied(cell, hidden=4)
    own = present(cell, s.net.weights.params)["W_hh"]
    assert own.tolist() == np.triu(np.ones((4, 4))).tolist()
    assert not s.ledger.gradients["W_hh"][own == 0].any()


@pytest.mark.parametrize("code", CELLS)
def test_that_a_wrong_gradient_of_any_weight_is_found_by_the_check_of_formulas(code):
    s = studied(CELLS[code])
    assert s.disagreement() < 1e-12
    for k, part in enumerate(s.gradients):
        for name, g in part._asdict().items():
            wrong = list(s.gradients)
            wrong[k] = part._replace(**{name: g + 1e-3 * max(1, np.abs(g).max())})
            assert replace(s, gradients=Weights(*wrong)).disagreement() > 1e-4
