"""Example to network: weights as the seed draws them, then trained, then edited by hand."""

import numpy as np

from rnnviz.core.init import init_network
from rnnviz.core.network import Network, Weights
from rnnviz.errors import RnnvizError
from rnnviz.settings.edits import Edit, apply_edits
from rnnviz.settings.network import NetworkSettings
from rnnviz.street.network.cell import cell_of
from rnnviz.street.network.example import training_windows
from rnnviz.tasks.sequence import Example
from rnnviz.training import fit


def network_of(s: NetworkSettings, example: Example) -> Network:
    """The network before any edit: as the seed draws it, then trained for the epochs asked for.

    Raises:
        RnnvizError: if the training diverges.
    """
    net = init_network(
        cell_of(s),
        example.x.shape[1],
        s.hidden,
        example.d.shape[1],
        np.random.default_rng(s.seed),
        scheme=s.scheme,
        gain=s.gain,
        forget_bias=s.forget_bias,
        longest=len(example.x),
    )
    if s.trained == 0:
        return net
    x, d = training_windows(s, example)
    target = d[-1] if s.where == "last" else d
    history = fit(net, x, target, where=s.where, loss=example.loss, epochs=s.trained, lr=0.02)
    if history.stopped == "diverged":
        raise RnnvizError(history.message)
    return history.net


def edited(net: Network, edits: tuple[Edit, ...]) -> tuple[Network, list[Edit]]:
    """The network with weights set by hand, and the edits that fit none of its weights."""
    p, r = net.weights
    arrays, unfit = apply_edits({**p._asdict(), **r._asdict()}, edits)
    weights = Weights(
        net.cell.fix(type(p)(*(arrays[k] for k in p._fields))),
        type(r)(*(arrays[k] for k in r._fields)),
    )
    return Network(net.cell, weights), unfit
