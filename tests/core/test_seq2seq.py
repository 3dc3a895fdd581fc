"""Encoder-decoder and attention: every gradient, and what must hold of them."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from rnnviz.core.arrays import Array
from rnnviz.core.cells import CELLS
from rnnviz.core.init_nets import init_seq2seq
from rnnviz.core.language import one_hot
from rnnviz.core.losses import cross_entropy
from rnnviz.core.seq2seq import Seq2Seq, decode, decode_backward
from tests.core.nets import random_state
from tests.core.slopes import leaves, worst_direction, worst_entry

TOLERANCE = 1e-8
KINDS: dict[str, dict[str, Any]] = {
    "without attention": {},
    "attention": {"attention": 4},
    "both directions": {"attention": 4, "both": True},
    "context read out": {"attention": 4, "both": True, "reads_context": True},
}


@dataclass(frozen=True)
class Case:
    """A network with all that it reads, forced with tokens; the loss is the cross-entropy."""

    net: Seq2Seq
    x: Array
    tokens: Array
    d: Array
    state0: tuple[Any, ...]

    def run(self) -> Any:
        return decode(self.net, self.x, self.tokens, state0=self.state0)

    def value(self) -> float:
        return float(cross_entropy(self.run().y, self.d).value.sum())

    def gradients(self) -> Any:
        run = self.run()
        return decode_backward(self.net, run, cross_entropy(run.y, self.d).dy)

    def pairs(self) -> list[tuple[Array, Array]]:
        """Every array that is read, with its gradient."""
        dw, g = self.gradients()
        read = [*leaves(self.net.weights), self.x, *leaves(self.state0)]
        return list(zip(read, [*leaves(dw), g.x, *leaves(g.state0)], strict=True))


def random_case(code: str, kind: str, seed: int = 0, axes: tuple[int, ...] = (2,)) -> Case:
    rng, cell = np.random.default_rng(seed), CELLS[code]
    net = init_seq2seq(cell, 3, 4, 5, rng, **KINDS[kind])
    for a in leaves(net.weights):
        a[...] = rng.normal(0, 0.7, a.shape)
    net = replace(net, weights=net.weights._replace(decoder=cell.fix(net.weights.decoder)))
    encoder = tuple(map(cell.fix, net.weights.encoder))
    net = replace(net, weights=net.weights._replace(encoder=encoder))
    tokens = one_hot(rng.integers(5, size=(4, *axes)), 5)
    state0 = tuple(random_state(cell, rng, axes, 4) for _ in encoder)
    d = rng.dirichlet(np.ones(5), size=(4, *axes))
    return Case(net, rng.normal(size=(3, *axes, 3)), tokens, d, state0)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", CELLS)
def test_that_every_gradient_of_both_networks_is_the_slope_of_the_loss(code, kind):
    case = random_case(code, kind, seed=1)
    assert worst_direction(case.value, case.pairs()) < TOLERANCE


@pytest.mark.parametrize("axes", [(), (2,), (2, 2)])
@pytest.mark.parametrize("kind", KINDS)
def test_that_every_entry_is_right_with_no_batch_and_with_two_axes_of_them(kind, axes):
    case = random_case("gru", kind, seed=2, axes=axes)
    assert worst_entry(case.value, case.pairs()) < 1e-7
