"""How much of each input reaches what a bidirectional read-out reads: exact Jacobians.

hf_T    forward, after its whole walk      d hf_T / d x_t shrinks towards the first step
hb_1    backward, after its whole walk     d hb_1 / d x_t shrinks towards the last step
hb_T    backward, after its first step     exactly 0 but at t = T: it has read x_T alone
"""

from typing import NamedTuple

import numpy as np

from ..errors import RnnvizError
from ..words import _
from .arrays import Array
from .deep import DeepNetwork
from .doors import door, walks, weights
from .layers import layers_backward, run_layers


class EndReach(NamedTuple):
    """Frobenius norms over all T inputs, each (T,)."""

    forward_end: Array  # ||d hf_T / d x_t||
    backward_end: Array  # ||d hb_1 / d x_t||
    backward_last: Array  # ||d hb_T / d x_t||


@door(net=weights.deep, x=walks.unbatched)
def both_ways(net: DeepNetwork, x: Array) -> EndReach:
    """The reach of every input x (T, I) of a network in both directions.

    With several layers hb_T of the last one has read the forward half of those below, and so is
    no longer blind to the past. Raises RnnvizError when the network runs forward alone.

    >>> from rnnviz.core.cells import CELLS
    >>> from rnnviz.core.init_nets import init_deep
    >>> net = init_deep(CELLS["rnn_tanh"], 1, 3, 1, np.random.default_rng(0), both=True)
    >>> both_ways(net, np.ones((4, 1))).backward_last.round(3).tolist()
    [0.0, 0.0, 0.0, 0.577]
    """
    if net.directions != 2:
        raise RnnvizError(_("This network runs forward alone; take one with both directions."))
    H, T = net.hidden, len(x)
    ways = {"forward_end": (T - 1, 0), "backward_end": (0, 1), "backward_last": (T - 1, 1)}
    run = run_layers(net.cell, net.weights.layers, np.repeat(x[:, None], H, axis=1))
    found = {}
    for name, (t, half) in ways.items():
        dh = np.zeros((T, H, 2 * H), run.output.dtype)
        dh[t, :, half * H : (half + 1) * H] = np.eye(H)  # one row of the batch for each unit
        dx = layers_backward(net.cell, net.weights.layers, run, dh).x
        found[name] = np.sqrt((dx * dx).sum(axis=(1, 2)))
    return EndReach(**found)
