"""A network to be written as code: its weights, its scaling, and numbers to check the code by."""

from collections.abc import Callable, Container
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


@dataclass(frozen=True)
class WindowModel:
    """A model that reads a whole window at once: an MLP or an AR.

    `arrays` are its numbers by name, of what its windows are scaled to by `transform`; `given`
    (n, width) are raw windows and `expected` (n,) the raw predictions.
    """

    code: str
    name: str
    arrays: dict[str, Array]
    transform: Transform
    given: Array
    expected: Array

    @property
    def length(self) -> int:
        """How many raw values make a window."""
        return self.given.shape[1]

    @property
    def read(self) -> int:
        """How many numbers of a window the model sees, L."""
        return self.length - sum(self.transform.steps.lags)


def of_mlp(weights: Weights, name: str, transform: Transform, windows: Array) -> WindowModel:
    """The MLP on the window: W_xh (H, L), b_h, W_hy, b_y. Some of the raw `windows` are kept."""
    p, r = weights
    arrays = {"W_xh": p.W_xh, "b_h": p.b_h, "W_hy": r.W_hy, "b_y": r.b_y}
    arrays = {name: np.asarray(a, float) for name, a in arrays.items()}

    def outputs(z: Array) -> Array:
        h = np.tanh(z @ arrays["W_xh"].T + arrays["b_h"])
        return (h @ arrays["W_hy"].T + arrays["b_y"])[:, 0]

    return _of_windows("mlp_window", name, arrays, outputs, transform, windows)


def of_ar(coefficients: Array, name: str, transform: Transform, windows: Array) -> WindowModel:
    """AR(L) from its coefficients (1 + L,), the constant first, then the newest value's."""
    arrays = {"b_0": coefficients[:1], "b": coefficients[1:]}

    def outputs(z: Array) -> Array:
        return arrays["b_0"] + z[:, ::-1] @ arrays["b"]

    return _of_windows("ar", name, arrays, outputs, transform, windows)


def _of_windows(
    code: str, name: str, arrays: dict[str, Array], outputs: Callable[[Array], Array],
    transform: Transform, windows: Array,
) -> WindowModel:  # fmt: skip
    X = some(windows)
    expected = transform.decode(outputs(transform.inputs(X)), X)
    return WindowModel(code, name, arrays, transform, X, expected)


def some(windows: Array) -> Array:
    """A few of the raw windows (n, width), the first and the last among them."""
    at = np.unique(np.linspace(0, len(windows) - 1, min(MOST_CHECKS, len(windows))).astype(int))
    return np.asarray(windows, float)[at]


def of_series(net: Network, name: str, transform: Transform, windows: Array) -> Model:
    """A network that predicts the value after a window; `windows` (n, width) raw, some are kept."""
    net = _double(net)
    X = some(windows)
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
