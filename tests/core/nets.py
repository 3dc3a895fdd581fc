"""Random networks and inputs of every cell and batch shape, small enough for finite differences."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from rnnviz.core.arrays import Array
from rnnviz.core.cells import CELLS, Cell
from rnnviz.core.doors import inside
from rnnviz.core.gradcheck import numerical_gradient, relative_error
from rnnviz.core.init import init_network
from rnnviz.core.layers import stackable
from rnnviz.core.losses import LOSSES
from rnnviz.core.network import Network, Weights, backward, forward
from tests.core.slopes import worst_direction

# The same examples on every machine and in every run.
QUICK = settings(max_examples=25, deadline=None, derandomize=True)

# Leading axes of the weights, and axes of x between time and features.
SHAPES: dict[str, tuple[int | None, tuple[int, ...]]] = {
    "one sequence": (None, ()),
    "a batch": (None, (3,)),
    "two batch axes": (None, (2, 2)),
    "restarts on shared windows": (2, (3,)),
    "restarts on windows of their own": (2, (2, 3)),
}

cells = st.sampled_from(sorted(CELLS))
STACKED = [code for code, cell in CELLS.items() if stackable(cell)]  # those that can be layers
stacked = st.sampled_from(sorted(STACKED))
seeds = st.integers(0, 10_000)
sizes = st.integers(1, 4)
lengths = st.integers(1, 7)


def random_network(
    cell: Cell,
    rng: np.random.Generator,
    inputs: int = 2,
    hidden: int = 3,
    outputs: int = 2,
    restarts: int | None = None,
    scale: float = 0.8,
) -> Network:
    """A network whose weights are all N(0, scale^2): asymmetric, biases and all."""
    net = init_network(cell, inputs, hidden, outputs, rng, restarts=restarts)
    p, r = net.weights
    params = type(p)(*(rng.normal(0, scale, a.shape) for a in p))
    return Network(cell, Weights(params, type(r)(*(rng.normal(0, scale, a.shape) for a in r))))


def random_state(
    cell: Cell, rng: np.random.Generator, shape: tuple[int, ...], hidden: int = 3
) -> Any:
    """A state (..., H) of that leading shape, not zero; a sum of weights, n, is above 0."""
    state = cell.State(*(rng.normal(0, 0.7, (*shape, hidden)) for _ in cell.state_fields))
    return state._replace(n=np.abs(state.n) + 0.5) if "n" in cell.state_fields else state


@dataclass(frozen=True)
class Case:
    """A network with all that it reads, and the targets of its loss."""

    net: Network
    x: Array
    state0: Any
    target: Array
    where: str = "every"
    loss: str = "mse"

    def value(self) -> float:
        """The loss, summed over rows."""
        run = forward(self.net, self.x, self.where, self.state0)
        return float(LOSSES[self.loss](run.y, self.target).value.sum())

    def gradients(self, truncate: int | None = None) -> dict[str, Array]:
        """Every gradient that `backward` returns, by name."""
        run = forward(self.net, self.x, self.where, self.state0)
        dy = LOSSES[self.loss](run.y, self.target).dy
        weights, g = backward(self.net, self.x, run, dy, truncate)
        dx = g.x if g.x.shape == self.x.shape else g.x.sum(1)  # x was shared by all restarts
        return named(weights.params, weights.readout, g.state0, dx)

    def read(self) -> dict[str, Array]:
        """The arrays that those gradients are of, under the same names."""
        return named(*self.net.weights, self.state0, self.x)


def named(params: Any, readout: Any, state0: Any, x: Array) -> dict[str, Array]:
    start = {f"{k}_0": v for k, v in state0._asdict().items()}
    return {**params._asdict(), **readout._asdict(), **start, "x": x}


def random_case(
    cell: Cell,
    seed: int = 0,
    shape: str = "one sequence",
    where: str = "every",
    loss: str = "mse",
    T: int = 4,
) -> Case:
    """A case with random weights, inputs, starting state and targets."""
    rng = np.random.default_rng(seed)
    restarts, axes = SHAPES[shape]
    H = 2 if len(cell.gates) > 8 else 3  # finite differences of two layers take long enough
    net = random_network(cell, rng, hidden=H, restarts=restarts)
    rows = axes if restarts is None or len(axes) > 1 else (restarts, *axes)
    target = rng.normal(size=(*((T,) if where == "every" else ()), *rows, 2))
    if loss == "cross_entropy":  # its targets are probabilities
        target = np.exp(target) / np.exp(target).sum(-1, keepdims=True)
    x = rng.normal(size=(T, *axes, 2))
    return Case(net, x, random_state(cell, rng, rows, H), target, where, loss)


def gradient_errors(case: Case, computed: dict[str, Array]) -> dict[str, float]:
    """How far each computed gradient lies from central differences."""
    with inside():  # what is nudged has passed all doors when the gradients were computed
        return {
            name: relative_error(computed[name], numerical_gradient(case.value, a, eps=1e-5))
            for name, a in case.read().items()
        }


def direction_errors(case: Case, computed: dict[str, Array]) -> dict[str, float]:
    """How far the slope along a random direction in each array is from the computed gradient's."""
    return {
        name: worst_direction(case.value, [(a, computed[name])]) for name, a in case.read().items()
    }


def with_cell(case: Case, **changes: Any) -> Case:
    """The same case with functions of its cell replaced."""
    net = case.net
    return replace(case, net=replace(net, cell=replace(net.cell, **changes)))
