"""The networks: a window goes in value by value, or all at once, and the next value comes out.

The MLP on the window is the same program: an Elman network whose one step reads the whole window
has no past to remember and is a multi-layer perceptron with one hidden layer.
"""

from collections.abc import Callable

import numpy as np

from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.network import Network, Weights, forward
from rnnviz.core.readout import Readout
from rnnviz.series.models.fitted import Fitted, Predict, Report, from_windows, rng_for
from rnnviz.series.models.parameters import MLP, count
from rnnviz.series.protocol.protocol import Prepared, Protocol
from rnnviz.training import fit
from rnnviz.training.flat import tree_map
from rnnviz.training.history import History
from rnnviz.training.kernels import KERNELS
from rnnviz.training.passes import Objective, Passes, Windows

AsInput = Callable[[np.ndarray], np.ndarray]  # windows (n, L) -> x (T, n, I)


def recurrent(
    code: str, data: Prepared, p: Protocol, hidden: int, seed: int, report: Report
) -> Fitted:
    """Train a network of one cell with BPTT: mini-batches, Adam, a clipped gradient.

    The weights kept are those with the lowest loss on the validation part.
    """
    net = init_network(CELLS[code], 1, hidden, 1, rng_for(seed, code))
    history = trained(net, one_by_one, data, p, rng_for(seed, code + " order"), report)
    return _fitted(history, one_by_one, data, count(code, hidden, p.window))


def lag_window(data: Prepared, p: Protocol, hidden: int, seed: int, report: Report) -> Fitted:
    """An MLP of H tanh units on the same window, by the same recipe; H(L + 2) + 1 parameters."""
    net = perceptron(hidden, data.window, rng_for(seed, MLP))
    history = trained(net, all_at_once, data, p, rng_for(seed, MLP + " order"), report)
    return _fitted(history, all_at_once, data, count(MLP, hidden, data.window))


def perceptron(hidden: int, inputs: int, rng: np.random.Generator) -> Network:
    """An MLP as an Elman network for one step, from PyTorch's first weights for linear layers."""

    def uniform(fan_in: int, *shape: int) -> np.ndarray:
        return rng.uniform(-1, 1, shape) / np.sqrt(fan_in)

    cell = CELLS["rnn_tanh"]
    params = cell.Params(
        W_xh=uniform(inputs, hidden, inputs), W_hh=np.zeros((hidden, hidden)),
        b_h=uniform(inputs, hidden),
    )  # fmt: skip
    return Network(cell, Weights(params, Readout(uniform(hidden, 1, hidden), uniform(hidden, 1))))


def one_by_one(X: np.ndarray) -> np.ndarray:
    """Windows (n, L) as L steps of one value, (L, n, 1)."""
    return np.ascontiguousarray(X.T[..., None])


def all_at_once(X: np.ndarray) -> np.ndarray:
    """Windows (n, L) as one step of L values, (1, n, L)."""
    return np.ascontiguousarray(X[None])


def trained(
    net: Network, as_input: AsInput, data: Prepared, p: Protocol, rng: np.random.Generator,
    report: Report,
) -> History:  # fmt: skip
    """Train in float32: it is twice as fast, and errors are far above its seven digits."""
    X, y = data.encoded(data.train)
    Xv, yv = data.encoded(data.validation)
    batch, patience = pace(p, len(X))

    def on_epoch(epoch: int, loss: np.ndarray, val_loss: np.ndarray) -> bool:
        return report(epoch, p.epochs, float(loss), float(val_loss))

    return fit(
        as_type(net, np.float32), as_input(X), y[:, None], lr=p.lr, epochs=p.epochs, clip_norm=1.0,
        batch=batch, validation=(as_input(Xv), yv[:, None]), patience=patience, rng=rng,
        on_epoch=on_epoch,
    )  # fmt: skip


def pace(p: Protocol, windows: int) -> tuple[int, int]:
    """Windows of a mini-batch, and how many epochs to wait for a lower validation loss.

    Measured on seven series: as good as all windows at once with a patience of 100 epochs, in a
    quarter of the time. About 240 updates in vain are enough, and 12 to 50 epochs.

    >>> pace(Protocol(), 100), pace(Protocol(), 1280)
    ((32, 50), (64, 12))
    """
    batch = p.batch or (32 if windows < 500 else 64)
    updates = -(-windows // batch)
    return batch, p.patience or min(50, max(12, round(240 / updates)))


def as_type(net: Network, dtype: type) -> Network:
    """The same network in another precision."""
    return Network(net.cell, tree_map(lambda a: a.astype(dtype), net.weights))


def predictor(net: Network, as_input: AsInput, data: Prepared) -> Predict:
    """The network as a function of raw windows (n, width)."""
    outputs = _outputs(net)

    def predict(X: np.ndarray) -> np.ndarray:
        y = outputs(as_input(data.transform.inputs(X)))
        return data.transform.decode(y[:, 0], X)

    return predict


def _outputs(net: Network) -> Callable[[np.ndarray], np.ndarray]:
    """X (T, n, I) -> y (n, 1), by the quicker of the two ways there are."""
    if net.cell.code not in KERNELS:
        return lambda x: forward(net, x, "last").y
    passes = Passes(net, Objective())
    return lambda x: passes.outputs(net.weights, Windows(x, x[-1, :, :1]))[1]


def _fitted(history: History, as_input: AsInput, data: Prepared, parameters: int) -> Fitted:
    net = as_type(history.net, np.float64)
    ok = history.stopped != "diverged"
    return Fitted(
        from_windows(predictor(net, as_input, data), data.width), parameters, history.loss,
        history.val_loss, int(history.best_epoch), ok, "" if ok else history.message, net.weights,
    )  # fmt: skip
