"""A deep network: layers of one cell, in one or both directions, with a readout.

The same calls as in `network.py`; a network of one layer in one direction gives the same numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from .arrays import Array
from .cells.cell import Cell
from .doors import door, walks, weights
from .layers import LayerGradients, Layers, Run, at_ends, ends_of, layers_backward, run_layers
from .readout import Readout, readout, readout_backward

WHERE = ("every", "last", "ends")  # what a readout may read


class DeepWeights(NamedTuple):
    """All that is learned; gradients have the same type."""

    layers: Layers  # layers[l][d]: the cell's Params
    readout: Readout  # W_hy (O, D*H)


@dataclass(frozen=True)
class DeepNetwork:
    """Layers of a cell with their weights, which may carry a leading axis of R restarts."""

    cell: Cell
    weights: DeepWeights

    @property
    def hidden(self) -> int:
        """H, the number of hidden units of one direction of one layer."""
        return self.cell.hidden(self.weights.layers[0][0])

    @property
    def inputs(self) -> int:
        """I, the number of inputs of the first layer."""
        return self.weights.layers[0][0].W_xh.shape[-1]

    @property
    def directions(self) -> int:
        """D, 2 when a reverse direction is there, else 1."""
        return len(self.weights.layers[0])

    def count(self) -> int:
        """How many numbers are learned, of one restart."""
        leads = self.weights.readout.b_y.ndim - 1
        params = [p for layer in self.weights.layers for p in layer]
        tensors = [a for part in (*params, self.weights.readout) for a in part]
        return sum(a[(0,) * leads].size for a in tensors)


class DeepForward(NamedTuple):
    """What a forward pass leaves behind."""

    run: Run
    read: Array  # what the readout read: (T, ..., D*H) at every step, or (..., D*H)
    y: Array  # (T, ..., O), or (..., O)
    where: str  # of WHERE: what the readout read


@door(net=weights.deep, x=walks.inputs, where=WHERE, state0=walks.states, masks=walks.masks)
def forward(
    net: DeepNetwork,
    x: Array,
    where: str = "every",
    state0: Sequence[Any] | None = None,
    masks: Sequence[Array] | None = None,
) -> DeepForward:
    """Run over x (T, ..., I) and read out on `where`.

    "every" step; the "last" output [hf_T; hb_T], whose second half has seen x_T alone; or the
    "ends" [hf_T; hb_1], each of which has seen all. In one direction the last two are the same.
    `state0` and `masks` are those of `run_layers`.

    >>> import numpy as np
    >>> from rnnviz.core.cells import CELLS
    >>> from rnnviz.core.init_nets import init_deep
    >>> net = init_deep(CELLS["lstm"], 2, 3, 1, np.random.default_rng(0), depth=2, both=True)
    >>> forward(net, np.zeros((5, 4, 2))).y.shape, forward(net, np.zeros((5, 4, 2)), "ends").y.shape
    ((5, 4, 1), (4, 1))
    """
    run = run_layers(net.cell, net.weights.layers, x, state0, masks)
    read = {
        "every": lambda: run.output,
        "last": lambda: run.output[-1],
        "ends": lambda: ends_of(run),
    }
    h = read[where]()
    return DeepForward(run, h, readout(net.weights.readout, h), where)


@door(net=weights.deep, dy=walks.like("passed"))
def backward(
    net: DeepNetwork, passed: DeepForward, dy: Array
) -> tuple[DeepWeights, LayerGradients]:
    """All gradients of a loss with derivative dy, shaped like `passed.y`.

    What was read out, and the dropout masks, are those of the way forward.
    """
    h, T, where = passed.read, len(passed.run.output), passed.where
    if where == "every":
        d_readout, d = readout_backward(net.weights.readout, h, dy)
        dh: Sequence[Array | None] = list(d)
    else:
        d_readout, d = readout_backward(net.weights.readout, h[None], dy[None])
        dh = at_ends(d[0], T, net.directions if where == "ends" else 1)
    g = layers_backward(net.cell, net.weights.layers, passed.run, dh)
    return DeepWeights(g.layers, d_readout), g
