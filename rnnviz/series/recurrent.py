"""The recurrent models: a window goes in value by value, the last state gives the prediction."""

import numpy as np

from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.network import Network, forward
from rnnviz.series.fitted import Fitted, Predict, Report, rng_for
from rnnviz.series.protocol import Prepared, Protocol
from rnnviz.training import fit


def recurrent(code: str, data: Prepared, p: Protocol, report: Report) -> Fitted:
    """Train a network of one cell with BPTT, Adam and a clipped gradient.

    The weights kept are those with the lowest loss on the validation part.
    """
    x, y = as_sequences(*data.encoded(data.train))
    validation = as_sequences(*data.encoded(data.validation))
    net = init_network(CELLS[code], 1, p.hidden, 1, rng_for(p.seed, code))

    def on_epoch(epoch: int, loss: np.ndarray, val_loss: np.ndarray) -> bool:
        return report(epoch, p.epochs, float(loss), float(val_loss))

    history = fit(
        net, x, y, lr=p.lr, epochs=p.epochs, clip_norm=1.0, validation=validation,
        patience=p.patience, on_epoch=on_epoch,
    )  # fmt: skip
    ok = history.stopped != "diverged"
    return Fitted(
        predictor(history.net, data), history.net.count(), history.loss, history.val_loss,
        int(history.best_epoch), ok, "" if ok else history.message, history.net.weights,
    )  # fmt: skip


def as_sequences(X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Windows (n, L) and targets (n,) as the core has them: x (L, n, 1), y (n, 1)."""
    return np.ascontiguousarray(X.T[..., None]), y[:, None]


def predictor(net: Network, data: Prepared) -> Predict:
    """The network as a function of raw windows."""

    def predict(X: np.ndarray, _rows: np.ndarray) -> np.ndarray:
        z, _ = data.transform.encode(X, X[:, -1])
        y = forward(net, np.ascontiguousarray(z.T[..., None]), "last").y
        return data.transform.decode(y[:, 0], X)

    return predict
