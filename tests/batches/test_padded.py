"""A batch of unequal sequences: masks undo what pads do, and every gradient is the true one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.batches.padded import WAYS, WHERE, Batch, pad, walk, walk_back
from rnnviz.batches.rows import flat, padded_rows, pads_read, unpadded_rows
from rnnviz.batches.waves import lengths, wave
from rnnviz.core.cells import CELLS
from rnnviz.core.gradcheck import numerical_gradient, relative_error
from rnnviz.core.init import init_network
from rnnviz.core.network import Network

KINDS = ("rnn_tanh", "gru", "lstm")


def network(cell: str = "gru", seed: int = 3, H: int = 3) -> Network:
    return init_network(CELLS[cell], 1, H, 1, np.random.default_rng(seed))


def batch_of(steps: list[int], where: str = "behind", seed: int = 2) -> Batch:
    return pad([wave(seed, n, T) for n, T in enumerate(steps)], where)


@pytest.mark.parametrize("cell", KINDS)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("where", WHERE)
def test_that_the_gradient_of_a_masked_batch_is_that_of_finite_differences(
    cell: str, way: str, where: str
) -> None:
    net, batch = network(cell), batch_of([5, 2, 4], where)
    rng = np.random.default_rng(5)
    start = net.cell.State(*(rng.normal(size=(3, 3)) for _ in net.cell.state_fields))

    def loss() -> float:
        return float(walk(net, batch, way, start).row_loss.mean())

    back = walk_back(net, batch, walk(net, batch, way, start))
    for a, g in zip(
        (*net.weights.params, *net.weights.readout, *start),
        (*back.weights.params, *back.weights.readout, *back.state0),
        strict=True,
    ):
        assert relative_error(numerical_gradient(loss, a), g) < 1e-6


@settings(max_examples=40)
@given(
    steps=st.lists(st.integers(1, 7), min_size=1, max_size=5),
    cell=st.sampled_from(KINDS),
    where=st.sampled_from(WHERE),
    seed=st.integers(0, 99),
)
def test_that_a_masked_batch_is_its_rows_without_pads(
    steps: list[int], cell: str, where: str, seed: int
) -> None:
    net, batch = network(cell, seed), batch_of(steps, where, seed)
    bare = unpadded_rows(net, batch)
    right = ("masked", "packed") if where == "behind" else ("masked",)
    for way in right:
        whole = walk(net, batch, way)
        rows = padded_rows(net, batch, way)
        np.testing.assert_allclose(whole.states[-1].h, bare.h, rtol=0, atol=1e-13)
        np.testing.assert_allclose(whole.row_loss, bare.loss, rtol=0, atol=1e-13)
        np.testing.assert_allclose(rows.gradient, bare.gradient, rtol=0, atol=1e-12)
        assert not pads_read(batch, way).any()


@settings(max_examples=25)
@given(
    steps=st.lists(st.integers(1, 7), min_size=1, max_size=5),
    way=st.sampled_from(WAYS),
    where=st.sampled_from(WHERE),
)
def test_that_the_gradient_of_a_batch_is_the_mean_of_its_rows(
    steps: list[int], way: str, where: str
) -> None:
    net, batch = network(), batch_of(steps, where)
    rows, run = padded_rows(net, batch, way), walk(net, batch, way)
    np.testing.assert_allclose(
        flat(walk_back(net, batch, run).weights), rows.gradient.mean(axis=0), rtol=0, atol=1e-13
    )
    np.testing.assert_allclose(run.weights.sum(axis=0), 1)
    np.testing.assert_array_equal(batch.lengths, steps)


def test_that_pads_behind_that_do_not_count_leave_loss_and_gradient_but_not_h_n() -> None:
    net, batch = network(), batch_of([6, 2, 4])
    rows, bare = padded_rows(net, batch, "weighted"), unpadded_rows(net, batch)
    np.testing.assert_allclose(rows.gradient, bare.gradient, rtol=0, atol=1e-14)
    assert np.abs(rows.h - bare.h)[1:].max(axis=-1).min() > 1e-2
    before = batch_of([6, 2, 4], "before")
    rows = padded_rows(net, before, "weighted")
    assert np.abs(rows.gradient - bare.gradient).max() > 1e-3


def test_that_packing_of_pads_before_reads_the_pads_and_not_the_sequence() -> None:
    batch = batch_of([6, 2, 4], "before")
    assert pads_read(batch, "packed").tolist() == [0, 2, 2]
    assert pads_read(batch, "plain").tolist() == [0, 4, 2]


def test_that_the_first_row_is_the_longest_and_no_row_is_empty() -> None:
    for seed in range(20):
        found = lengths(seed, 6, 9)
        assert found[0] == max(found) == 9
        assert min(found) >= 1
