"""Stacked and bidirectional networks: every gradient, the order of things, and identities."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from rnnviz.core.arrays import Array
from rnnviz.core.cells import CELLS
from rnnviz.core.init_nets import init_layers
from rnnviz.core.layers import (
    Layers,
    dropout_mask,
    layers_backward,
    run_layers,
)
from tests.core.nets import random_state
from tests.core.slopes import leaves, worst_direction, worst_entry

TOLERANCE = 1e-8
KINDS = {"stacked": (2, False), "bidirectional": (1, True), "deep bidirectional": (2, True)}


def random_layers(code: str, rng: Any, depth: int, both: bool, inputs: int = 2) -> Layers:
    """Layers whose weights are all N(0, 0.6^2)."""
    layers = init_layers(CELLS[code], inputs, 3, rng, depth, both)
    cell = CELLS[code]
    return tuple(
        tuple(cell.fix(type(p)(*(rng.normal(0, 0.6, a.shape) for a in p))) for p in layer)
        for layer in layers
    )


@dataclass(frozen=True)
class Case:
    """Layers with all that they read; the loss weighs every output and every final state."""

    code: str
    layers: Layers
    x: Array
    state0: tuple[Any, ...]
    w: Array
    v: tuple[Any, ...]
    masks: list[Array] | None = None

    def run(self) -> Any:
        return run_layers(CELLS[self.code], self.layers, self.x, self.state0, self.masks)

    def value(self) -> float:
        run = self.run()
        ends = [(a * b).sum() for s, v in zip(run.final, self.v, strict=True) for a, b in zip(s, v)]
        return float((self.w * np.sin(run.output)).sum() + sum(ends))

    def gradients(self) -> Any:
        run = self.run()
        dh = self.w * np.cos(run.output)
        return layers_backward(CELLS[self.code], self.layers, run, dh, self.v, self.masks)

    def pairs(self) -> list[tuple[Array, Array]]:
        """Every array that is read, with its gradient."""
        g = self.gradients()
        read = [*leaves(self.layers), self.x, *leaves(self.state0)]
        return list(zip(read, [*leaves(g.layers), g.x, *leaves(g.state0)], strict=True))


def random_case(code: str, kind: str, seed: int = 0, dropout: bool = False, N: int = 2) -> Case:
    rng, (depth, both) = np.random.default_rng(seed), KINDS[kind]
    layers, D, cell = random_layers(code, rng, depth, both), 1 + both, CELLS[code]
    x = rng.normal(size=(4, N, 2))
    state0, v = (tuple(random_state(cell, rng, (N,)) for _ in range(depth * D)) for _ in "ab")
    masks = [dropout_mask(rng, 0.4, (4, N, 3 * D)) for _ in range(depth - 1)] if dropout else None
    return Case(code, layers, x, state0, rng.normal(size=(4, N, 3 * D)), v, masks)


@pytest.mark.parametrize("dropout", [False, True])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", CELLS)
def test_that_every_gradient_of_every_kind_of_network_is_the_slope_of_the_loss(code, kind, dropout):
    case = random_case(code, kind, seed=3, dropout=dropout)
    assert worst_direction(case.value, case.pairs()) < TOLERANCE


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", ["rnn_tanh", "lstm", "gru"])
def test_that_every_entry_of_those_gradients_is_right(code, kind):
    case = random_case(code, kind, seed=4, dropout=True)
    assert worst_entry(case.value, case.pairs()) < 1e-7
