"""A network: a cell, its weights and a readout, forward and backward in one call each."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from .arrays import Array, stack
from .bptt import Gradients, bptt, walk_back, walk_back_truncated
from .cells.cell import Cell
from .doors import door, walks, weights
from .project import with_restarts
from .readout import Readout, readout, readout_backward
from .unroll import unroll_steps

WHERE = ("every", "last")  # what a readout may read


class Weights(NamedTuple):
    """All that is learned; gradients have the same type."""

    params: Any  # the cell's Params
    readout: Readout


@dataclass(frozen=True)
class Network:
    """A cell with its weights; `weights.params` may carry a leading axis of R restarts."""

    cell: Cell
    weights: Weights

    @property
    def hidden(self) -> int:
        """H, the number of hidden units."""
        return self.cell.hidden(self.weights.params)

    @property
    def params(self) -> Any:
        """The cell's params as it runs with them: with the readout's where it shares those."""
        return self.cell.bind(*self.weights)

    def count(self) -> int:
        """How many numbers are learned, of one restart."""
        leads = self.weights.readout.b_y.ndim - 1
        tensors = (*self.weights.params, *self.weights.readout)
        sizes = [a[(0,) * leads].size for a in tensors]
        return sum(sizes)


class Forward(NamedTuple):
    """What a forward pass leaves behind."""

    steps: list[Any]  # T Steps of the cell
    y: Array  # (T, ..., O) outputs of every step, or (..., O) of the last


@door(net=weights.network, x=walks.inputs, where=WHERE, state0=walks.state)
def forward(net: Network, x: Array, where: str = "every", state0: Any = None) -> Forward:
    """Unroll over x (T, ..., I) and read out on `where`: "every" step, or the "last" only.

    `state0` is the cell's State before the first step, each field (..., H); None for zeros.

    >>> import numpy as np
    >>> from rnnviz.core.cells import CELLS
    >>> from rnnviz.core.init import init_network
    >>> net = init_network(CELLS["gru"], 2, 8, 1, np.random.default_rng(0))
    >>> forward(net, np.zeros((5, 3, 2))).y.shape, forward(net, np.zeros((5, 3, 2)), "last").y.shape
    ((5, 3, 1), (3, 1))
    """
    steps = unroll_steps(net.cell, net.params, x, state0)
    h = steps[-1].h if where == "last" else stack([s.h for s in steps])
    return Forward(steps, readout(net.weights.readout, h))


@door(grads=weights.of_cell, readout=weights.readout)
def shared_out(cell: Cell, grads: Any, readout: Readout) -> Weights:
    """The gradients of all weights; what the cell shares with the readout is added to it."""
    own, shared = cell.unbind(grads)
    if shared is None:
        return Weights(own, readout)
    return Weights(own, Readout(readout.W_hy + shared.W_hy, readout.b_y + shared.b_y))


@door(net=weights.network, run=walks.passed, dy=walks.like("run"))
def output_gradients(net: Network, run: Forward, dy: Array) -> tuple[Readout, list[Array | None]]:
    """Gradients of the readout, and for each step dL/dh_t through its own output."""
    steps, r = run.steps, net.weights.readout
    if dy.ndim == steps[-1].h.ndim:  # the last step only
        grads, dh = readout_backward(r, steps[-1].h[None], dy[None])
        return grads, [*[None] * (len(steps) - 1), dh[0]]
    grads, dh = readout_backward(r, stack([s.h for s in steps]), dy)
    return grads, list(dh)


@door(net=weights.network, run=walks.passed, x=walks.inputs, dy=walks.like("run"))
def backward(
    net: Network, x: Array, run: Forward, dy: Array, truncate: int | None = None
) -> tuple[Weights, Gradients]:
    """All gradients of a loss with derivative dy, shaped like `run.y`: of the weights, the inputs
    x, and every state on the way.
    """
    d_readout, dh = output_gradients(net, run, dy)
    g = bptt(net.cell, net.params, x, run.steps, dh, truncate)
    return shared_out(net.cell, g.params, d_readout), g


@door(net=weights.network, run=walks.passed, x=walks.inputs, dy=walks.like("run"))
def weight_gradients(
    net: Network, x: Array, run: Forward, dy: Array, truncate: int | None = None
) -> Weights:
    """The gradients of the weights alone: what training needs, and nothing that it does not."""
    p = net.params
    d_readout, dh = output_gradients(net, run, dy)
    if truncate is None:
        backs, _, _ = walk_back(net.cell, p, run.steps, dh)
    else:
        backs, _, _ = walk_back_truncated(net.cell, p, run.steps, dh, truncate)
    grads = net.cell.weight_gradients(p, with_restarts(p, x), run.steps, backs)
    return shared_out(net.cell, grads, d_readout)
