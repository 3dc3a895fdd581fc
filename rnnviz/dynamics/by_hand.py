"""Networks written by hand, whose dynamics are known."""

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.cells import CELLS
from rnnviz.core.cells.rnn import elman
from rnnviz.core.network import Network, Weights
from rnnviz.core.readout import Readout


def plain(W: Array, push: Array | None = None, bias: Array | None = None) -> Network:
    """Tanh units with recurrent weights W (H, H), that read one input; h is what is read out."""
    H = len(W)
    W_xh = np.zeros((H, 1)) if push is None else push[:, None]
    p = elman.Params(W_xh, W, np.zeros(H) if bias is None else bias)
    return Network(CELLS["rnn_tanh"], Weights(p, Readout(np.eye(H), np.zeros(H))))


def parity(K: float) -> tuple[Network, Array]:
    """Two units that keep the parity of all bits ±1 read so far, and the state they begin in (2,).

    h_1 + h_2 + 1 is the product of all inputs: one unit is at +1 and the other at −1, or both are
    at −1. Nothing is learned; K is how steep the units are. Derived for this project.

    >>> from rnnviz.dynamics.maps import driven
    >>> net, start = parity(5.0)
    >>> (driven(net, np.array([[1.0], [-1.0], [-1.0]]), start).sum(-1) + 1).round(2).tolist()
    [1.0, -1.0, 1.0]
    """
    W = np.array([[K, K], [-K, -K]])
    return plain(W, np.array([K, -K]), np.array([0.0, -2 * K])), np.array([1.0, -1.0])
