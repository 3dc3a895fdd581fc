"""Each row of a batch for itself, and the same sequence without its pads."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnnviz.batches.padded import Batch, masks, walk, walk_back
from rnnviz.core.arrays import Array
from rnnviz.core.network import Network, Weights


class Rows(NamedTuple):
    """What each row ends with; the gradient of a batch is the mean of theirs."""

    h: Array  # (N, H) h_n
    loss: Array  # (N,)
    gradient: Array  # (N, P) all weights in one row

    @property
    def norm(self) -> Array:
        """How long the gradient of each row is, (N,)."""
        return np.linalg.norm(self.gradient, axis=-1)


def flat(weights: Weights) -> Array:
    """All weights, or their gradients, one behind the other."""
    return np.concatenate([a.ravel() for a in (*weights.params, *weights.readout)])


def one(batch: Batch, n: int) -> Batch:
    """Row n as a batch of its own, pads and all."""
    at = slice(n, n + 1)
    return Batch(batch.x[:, at], batch.d[:, at], batch.real[:, at])


def bare(batch: Batch, n: int) -> Batch:
    """Row n without its pads."""
    x, d, real = one(batch, n)
    return Batch(x[real[:, 0]], d[real[:, 0]], real[real[:, 0]])


def each(net: Network, batches: list[Batch], way: str) -> Rows:
    """Every batch of one row, read alone."""
    runs = [walk(net, b, way) for b in batches]
    backs = [walk_back(net, b, run) for b, run in zip(batches, runs, strict=True)]
    return Rows(
        np.stack([run.states[-1].h[0] for run in runs]),
        np.array([run.row_loss[0] for run in runs]),
        np.stack([flat(back.weights) for back in backs]),
    )


def padded_rows(net: Network, batch: Batch, way: str) -> Rows:
    """Each row with its pads."""
    return each(net, [one(batch, n) for n in range(batch.real.shape[1])], way)


def unpadded_rows(net: Network, batch: Batch) -> Rows:
    """Each row as it would be without pads."""
    return each(net, [bare(batch, n) for n in range(batch.real.shape[1])], "plain")


def pads_read(batch: Batch, way: str) -> NDArray[np.int_]:
    """How many pads each row reads, (N,)."""
    return (masks(batch.real, way)[0] & ~batch.real).sum(axis=0)
