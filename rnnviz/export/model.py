"""A network to be written as code: its weights, its scaling, and numbers to check the code by."""

from dataclasses import dataclass

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.network import Network, Weights, forward
from rnnviz.series.transform import Transform

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


def _double(net: Network) -> Network:
    """The same network in double precision, with what must be 0 set to 0."""
    p, r = net.weights
    p = net.cell.fix(type(p)(*(np.asarray(a, float) for a in p)))
    return Network(net.cell, Weights(p, type(r)(*(np.asarray(a, float) for a in r))))
