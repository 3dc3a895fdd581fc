"""A network to be written as code: its weights, its scaling, and numbers to check the code by."""

from collections.abc import Container
from dataclasses import dataclass, replace

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.cells.gru import new as gru_new
from rnnviz.core.network import Network, Weights, forward
from rnnviz.series.protocol.transform import Transform

MOST_CHECKS = 3


@dataclass(frozen=True)
class Model:
    """What the code is made from.

    Of a series: `transform` brings raw windows to what the network reads, `given` (n, width) are
    raw windows and `expected` (n,) the raw predictions. Otherwise `transform` is None, `given`
    (T, n, I) are inputs and `expected` (T, n, O) the outputs of every step.
    """

    net: Network
    name: str  # what it was trained on: text that may come from a file
    transform: Transform | None
    given: Array
    expected: Array
    note: str = ""  # what is to be known of the weights, a line of the program

    @property
    def length(self) -> int:
        """How many raw values make a window, or how many steps the inputs have."""
        return self.given.shape[1] if self.transform else self.given.shape[0]


def of_series(net: Network, name: str, transform: Transform, windows: Array) -> Model:
    """A network that predicts the value after a window; `windows` (n, width) raw, some are kept."""
    net = _double(net)
    at = np.unique(np.linspace(0, len(windows) - 1, min(MOST_CHECKS, len(windows))).astype(int))
    X = np.asarray(windows, float)[at]
    z = transform.inputs(X)
    y = forward(net, np.ascontiguousarray(z.T[..., None]), "last").y
    return Model(net, name, transform, X, transform.decode(y[:, 0], X))


def of_inputs(net: Network, name: str, x: Array) -> Model:
    """A network with the inputs x (T, I) that it reads now."""
    net = _double(net)
    return Model(net, name, None, x[:, None], forward(net, x[:, None]).y)


def as_in_layers(model: Model, layers: Container[str]) -> Model:
    """The model as a framework has it that has the cell: a GRU's z the share of the old content."""
    old, (params, readout) = model.net.cell.options.get("old"), model.net.weights
    if old is None or old.code not in layers:
        return model
    note = "z is the share of the old content here: its weights are those of z of the new, negated."
    net = Network(old, Weights(gru_new.flip(params), readout))
    return replace(model, net=net, note=note)


def _double(net: Network) -> Network:
    """The same network in double precision, with what must be 0 set to 0."""
    p, r = net.weights
    p = net.cell.fix(type(p)(*(np.asarray(a, float) for a in p)))
    return Network(net.cell, Weights(p, type(r)(*(np.asarray(a, float) for a in r))))
