"""Which weights are kept, and when training has waited long enough."""

from typing import NamedTuple

import numpy as np

from rnnviz.core.doors import door
from rnnviz.core.scaling import tail_rows
from rnnviz.training.flat import Array
from rnnviz.training.passes import Windows


class Best(NamedTuple):
    """The weights to keep, for each restart."""

    theta: Array  # ([R], P)
    loss: Array  # ([R])
    epoch: Array  # ([R])


def first(theta: Array) -> Best:
    """Before anything was measured."""
    lead = theta.shape[:-1]
    return Best(theta, np.full(lead, np.inf), np.zeros(lead, int))


def keep_where(better: Array, best: Best, theta: Array, loss: Array, epoch: int) -> Best:
    """Take over the weights of the restarts that are `better` ([R])."""
    return Best(
        np.where(better[..., np.newaxis], theta, best.theta),
        np.where(better, loss, best.loss),
        np.where(better, epoch, best.epoch),
    )


def exhausted(best: Best, epoch: int, patience: int | None) -> Array:
    """True for each restart that has not improved for `patience` epochs, ([R])."""
    if patience is None:
        return np.zeros(best.epoch.shape, bool)
    return epoch - best.epoch >= patience


@door(x="T N I", y="... N O")
def chronological_tail(x: Array, y: Array, share: float = 0.2) -> tuple[Windows, Windows]:
    """Split windows in the order of time: the first for training, the last `share` to validate.

    x (T, N, I), y (N, O) or (T, N, O); the tail is rounded down, but holds one window at least.
    Never shuffled: windows overlap, and a shuffled split would validate on values that were
    trained on.

    >>> x, y = np.zeros((3, 10, 1)), np.arange(10.0)[:, None]
    >>> train, tail = chronological_tail(x, y, 0.3)
    >>> train.N, tail.y[:, 0].tolist()
    (7, [7.0, 8.0, 9.0])
    """
    w = Windows(x, y)
    cut = w.N - max(1, tail_rows(w.N, share))
    return w.take(slice(cut)), w.take(slice(cut, None))
