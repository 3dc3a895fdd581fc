r"""A long series in pieces of k steps, and what crosses the borders.

    way          the state      the gradient
    "carried"    goes on        goes back            as if in one piece
    "detached"   goes on        ends at the border   PyTorch's detach, Keras's stateful
    "reset"      begins anew    ends at the border

L is the mean over all T steps, whatever the way. h_0 is where the first piece begins, and with
"reset" each of them: dL/dh_0 is what arrives there.
"""

from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.bptt import bptt
from rnnviz.core.losses import mse
from rnnviz.core.network import Network, Weights, forward, output_gradients, shared_out
from rnnviz.core.unroll import zero_state

WAYS = ("carried", "detached", "reset")
STARTS = ("zero", "carried", "learned")


class Pieces(NamedTuple):
    """A series, there and back."""

    h: Array  # (T, H)
    loss: Array  # (T,) of each step
    dh: Array  # (T, H) dL/dh_t, the total one
    weights: Weights  # dL/dW
    start: Any  # the cell's State before the first step, (H,) each field
    last: Any  # and the one after the last
    d_start: Any  # dL/d(start)

    @property
    def mean(self) -> float:
        """L."""
        return float(self.loss.mean())


def borders(T: int, k: int) -> list[int]:
    """The first step of each piece.

    >>> borders(7, 3)
    [0, 3, 6]
    """
    return list(range(0, T, k))


def zeros(net: Network, x: Array) -> Any:
    """A start of nothing but zeros."""
    return zero_state(net.cell, net.params, net.cell.project(net.params, x[:1]))


def through(net: Network, x: Array, d: Array, k: int, way: str, start: Any) -> Pieces:
    """Read x (T, I) in pieces of k steps, towards targets d (T, O)."""
    state, runs = start, []
    for a in borders(len(x), k):
        runs.append(forward(net, x[a : a + k], "every", state))
        state = start if way == "reset" else net.cell.state(runs[-1].steps[-1])
    end, grads, dh, starts = None, [], [], []
    for a, run in reversed(list(zip(borders(len(x), k), runs, strict=True))):
        piece = x[a : a + k]
        dy = mse(run.y, d[a : a + k]).dy / len(x)
        d_readout, own = output_gradients(net, run, dy)
        g = bptt(net.cell, net.params, piece, run.steps, own, end=end)
        end = g.state0 if way == "carried" else None
        grads.append(shared_out(net.cell, g.params, d_readout))
        dh.append(g.total.h)
        if a == 0 or way == "reset":
            starts.append(g.state0)
    return Pieces(
        np.concatenate([s.h[None] for run in runs for s in run.steps]),
        mse(np.concatenate([run.y for run in runs]), d).value,
        np.concatenate(dh[::-1]),
        Weights(total([g.params for g in grads]), total([g.readout for g in grads])),
        start,
        net.cell.state(runs[-1].steps[-1]),
        total(starts),
    )


def total(parts: list[Any]) -> Any:
    """The sum of named tuples of arrays."""
    return type(parts[0])(*map(sum, zip(*parts, strict=True)))


def learned(net: Network, x: Array, d: Array, k: int, way: str, updates: int = 30) -> list[Pieces]:
    """Gradient descent on h_0 alone, from zeros: the series at every update.

    A step that would not lower the loss is halved until it does; where none does, it ends.
    """
    runs, rate = [through(net, x, d, k, way, zeros(net, x))], 4.0
    while len(runs) <= updates and rate > 1e-6:
        now = runs[-1]
        parts = zip(now.start, now.d_start, strict=True)
        tried = through(net, x, d, k, way, type(now.start)(*(s - rate * g for s, g in parts)))
        if tried.mean < now.mean:
            runs.append(tried)
            rate *= 1.5
        else:
            rate /= 2
    return runs


def begun(net: Network, x: Array, d: Array, k: int, way: str, start: str) -> list[Pieces]:
    """The series from a start of that kind, last; before it, the passes that led there.

    "carried" begins where a first pass over the same series ended.
    """
    if start == "learned":
        return learned(net, x, d, k, way)
    first = through(net, x, d, k, way, zeros(net, x))
    return [first] if start == "zero" else [first, through(net, x, d, k, way, first.last)]
