"""A network's weights in one row, and back: what the address of a small network holds."""

import numpy as np

from rnnviz.core.network import Network, Weights
from rnnviz.errors import RnnvizError
from rnnviz.settings.packed import MOST, pack
from rnnviz.training.flat import flatten, unflatten
from rnnviz.words import _


def packed(net: Network) -> str:
    """All weights as text; "" where they are more than a link should hold."""
    return pack(flatten(net.weights)) if net.count() <= MOST else ""


def with_values(net: Network, values: np.ndarray) -> Network:
    """The same network with other weights (n,), in the order of `packed`.

    Raises:
        RnnvizError: if there are not as many as the network has.
    """
    if len(values) != net.count():
        message = _(
            "The link holds {n} weights and this network has {needed}; choose the size of the "
            "network anew to draw its weights."
        )
        raise RnnvizError(message.format(n=len(values), needed=net.count()))
    weights: Weights = unflatten(np.asarray(values, float), net.weights)
    return Network(net.cell, Weights(net.cell.fix(weights.params), weights.readout))
