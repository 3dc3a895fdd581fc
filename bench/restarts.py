"""64 restarts of article 000's 5-parameter network against one: an epoch of Adam each."""

import numpy as np

from bench.sine import sine_windows
from bench.timing import Line, compared
from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.training import fit


def training(restarts, x, y, epochs=100):
    """A function that trains R restarts for some epochs."""
    rng = np.random.default_rng(0)
    net = init_network(CELLS["rnn_tanh"], 1, 1, 1, rng, restarts=restarts)
    return lambda: fit(net, x, y, epochs=epochs)


def run() -> list[Line]:
    """64 at once against one alone."""
    x, y = sine_windows()
    ours, peer = training(64, x, y), training(None, x, y)
    return [compared("64 restarts, 100 epochs (peer: one restart)", ours, peer, 3.0)]
