"""A study: everything about one network on one sequence, and the two checks it carries."""

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.core.losses import LOSSES
from rnnviz.core.network import Weights, backward, forward
from rnnviz.core.study import gradient_check, study
from tests.core.nets import random_network


def studied(code, where="every", loss="mse", T=6, truncate=None):
    rng = np.random.default_rng(7)
    net = random_network(CELLS[code], rng)
    x, d = rng.normal(size=(T, 2)), rng.dirichlet([1, 1], size=T)
    return study(net, x, d, where, loss, truncate)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("where", ["last", "every"])
@pytest.mark.parametrize("code", CELLS)
def test_that_a_study_passes_both_of_its_checks(code, where, loss):
    s = studied(code, where, loss)
    error, checked = gradient_check(s)
    assert error < 1e-7
    assert checked == min(200, s.net.count())
    assert s.disagreement() < 1e-12


@pytest.mark.parametrize("truncate", [None, 2])
@pytest.mark.parametrize("where", ["last", "every"])
@pytest.mark.parametrize("code", CELLS)
def test_that_a_study_holds_the_gradients_of_the_network(code, where, truncate):
    s = studied(code, where, truncate=truncate)
    run = forward(s.net, s.x, where)
    target = s.d if where == "every" else s.d[-1]
    loss = LOSSES["mse"](run.y, target)
    weights, g = backward(s.net, s.x, run, loss.dy, truncate)
    assert s.total == pytest.approx(loss.value.sum(), abs=1e-12)
    for ours, theirs in ((s.gradients.params, weights.params), (s.back.state, g.state)):
        for a, b in zip(ours, theirs, strict=True):
            np.testing.assert_allclose(a, b, rtol=0, atol=1e-12)
    np.testing.assert_allclose(s.gradients.readout.W_hy, weights.readout.W_hy, rtol=0, atol=1e-12)
    np.testing.assert_allclose(s.back.x, g.x, rtol=0, atol=1e-12)


@pytest.mark.parametrize("code", CELLS)
def test_that_both_checks_of_a_study_catch_what_is_planted(code):
    s = studied(code)
    p = s.gradients.params
    loop = s.net.cell.loop or "W_xh"
    bad = p._replace(**{loop: getattr(p, loop) * 1.001})
    error, _ = gradient_check(replace(s, gradients=Weights(bad, s.gradients.readout)))
    assert error > 1e-5
    shown = s.back.state._replace(h=s.back.state.h * 1.001)
    assert replace(s, back=s.back._replace(state=shown)).disagreement() > 1e-6


def test_that_a_gradient_check_of_many_weights_looks_at_some_of_them():
    error, checked = gradient_check(studied("lstm"), most=20)
    assert checked == 20
    assert error < 1e-7


def test_that_a_unit_at_the_corner_of_its_relu_is_no_wrong_gradient_and_hides_none():
    net = random_network(CELLS["rnn_relu"], np.random.default_rng(1), inputs=1, outputs=1)
    net.params.b_h[:] = 0
    wave = np.sin(0.5 * np.arange(9.0))[:, None]  # the first input, and with it the sum, is 0
    s = study(net, wave[:-1], wave[1:])
    assert s.trace.a[0].tolist() == [0, 0, 0]
    assert gradient_check(s)[0] < 1e-5
    p = s.gradients.params
    bad = Weights(p._replace(b_h=p.b_h * 1.01), s.gradients.readout)
    assert gradient_check(replace(s, gradients=bad))[0] > 1e-3
