"""What the programs of Batches were run on."""

import numpy as np

from rnnviz.batches.padded import Batch, pad
from rnnviz.batches.waves import wave
from rnnviz.core.arrays import Array
from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.network import Network

H, K, GIVEN = 4, 3, 5


def network(cell: str) -> Network:
    """A network of H units."""
    return init_network(CELLS[cell], 1, H, 1, np.random.default_rng(2))


def rows() -> Batch:
    """Three rows, pads behind."""
    return pad([wave(1, n, T) for n, T in enumerate((3, 6, 2))])


def series() -> tuple[Array, Array]:
    """A series for pieces of K steps, of which GIVEN are given to a free run."""
    return wave(1, 0, 12)
