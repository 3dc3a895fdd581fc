"""Memory age: the shares of all past steps add up to the state, exactly."""

import numpy as np
import pytest
from hypothesis import given

from rnnviz.core.cells import CELLS
from rnnviz.core.clamp import clamp, clampable
from rnnviz.core.memory import carry, half_life, memory_age
from rnnviz.core.unroll import unroll
from tests.core.nets import QUICK, cells, lengths, random_network, seeds, sizes


def traced(code, seed=0, T=7, hidden=3):
    rng = np.random.default_rng(seed)
    cell = CELLS[code]
    p = cell.fix(random_network(cell, rng, hidden=hidden).params)
    return cell, unroll(cell, p, rng.normal(size=(T, 2)))


@QUICK
@given(cells, seeds, lengths, sizes)
def test_that_the_shares_of_all_steps_add_up_to_the_state(code, seed, T, hidden):
    cell, trace = traced(code, seed, T, hidden)
    kept = carry(cell, trace)
    total = memory_age(kept.keep, kept.written).sum(axis=1)
    np.testing.assert_allclose(total, getattr(trace, kept.state), rtol=0, atol=1e-14)


@pytest.mark.parametrize("code", CELLS)
def test_that_kept_and_written_make_the_next_state(code):
    cell, trace = traced(code)
    kept = carry(cell, trace)
    state = getattr(trace, kept.state)
    before = np.concatenate([np.zeros_like(state[:1]), state[:-1]])
    np.testing.assert_allclose(kept.keep * before + kept.written, state, rtol=0, atol=1e-14)


@pytest.mark.parametrize("code", CELLS)
def test_that_each_share_is_the_product_written_out(code):
    cell, trace = traced(code)
    kept = carry(cell, trace)
    age = memory_age(kept.keep, kept.written)
    for t in range(7):
        for j in range(7):
            later = np.prod(kept.keep[j + 1 : t + 1], axis=0) if j <= t else 0
            np.testing.assert_allclose(age[t, j], later * kept.written[j], rtol=1e-13, atol=1e-16)


@pytest.mark.parametrize("code", [c for c in CELLS if clampable(CELLS[c])])
def test_that_the_shares_add_up_under_every_clamp_too(code):
    rng = np.random.default_rng(2)
    for gate in clampable(CELLS[code]):
        cell = clamp(CELLS[code], gate, 0.9)
        p = random_network(cell, rng).params
        trace = unroll(cell, p, rng.normal(size=(6, 2)))
        kept = carry(cell, trace)
        total = memory_age(kept.keep, kept.written).sum(axis=1)
        np.testing.assert_allclose(total, getattr(trace, kept.state), rtol=0, atol=1e-14)


def test_that_a_batch_has_an_age_for_each_row():
    rng = np.random.default_rng(0)
    keep, written = rng.random((5, 4, 3)), rng.normal(size=(5, 4, 3))
    age = memory_age(keep, written)
    np.testing.assert_array_equal(age[:, :, 1], memory_age(keep[:, 1], written[:, 1]))


@pytest.mark.parametrize(
    ("bias", "steps"), [(0, 1), (1, 2.2), (2, 5.5), (3, 14), (4, 38), (5, 103)]
)
def test_that_the_half_life_of_a_forget_bias_is_the_published_one(bias, steps):
    assert half_life(1 / (1 + np.exp(-bias))) == pytest.approx(steps, rel=0.03)


def test_that_nothing_kept_and_all_kept_have_a_half_life_too():
    assert half_life(0) == 0
    assert half_life(1) == np.inf
