"""A study: one network on one sequence, with every number forward and backward, and two checks.

s = study(net, x, d)
s.trace.h, s.y, s.loss          forward, (T, H), (T, O), (T,)
s.back.state.h, s.gradients     dL/dh_t and dL/dW
s.disagreement()                against the printed formulas
gradient_check(s)               against finite differences
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from .arrays import Array, stack_steps
from .bptt import Gradients, bptt
from .doors import door, walks, weights
from .gradcheck import relative_error
from .ledger import Ledger, disagreement, ledger, named_arrays
from .losses import LOSSES
from .network import WHERE, Network, Weights, forward, shared_out
from .readout import readout_backward


@dataclass(frozen=True)
class Study:
    """One network on one sequence. All arrays have time first and no batch axis."""

    net: Network
    x: Array  # (T, I) inputs
    d: Array  # (T, O) targets
    counts: Array  # (T,) 1 where a step's loss counts, else 0
    loss_name: str
    trace: Any  # the cell's Step, fields (T, ...)
    y: Array  # (T, O) outputs
    loss: Array  # (T,) loss of each step, 0 where it does not count
    dy: Array  # (T, O) dL/dy
    dh_loss: Array  # (T, H) dL/dh_t through y_t alone
    gradients: Weights  # dL/dW
    back: Gradients  # dL/dh_t, dL/dx_t, dL/da_t
    state0: Any = None  # the cell's State before the first step; None for zeros

    @property
    def total(self) -> float:
        """L, the sum of the losses that count."""
        return float(self.loss.sum())

    @cached_property
    def ledger(self) -> Ledger:
        """Every formula evaluated on this sequence."""
        w = self.net.weights
        return ledger(self.net.cell, w.params, w.readout, self.x, self.dy, self.state0)

    def computed(self) -> dict[str, Array]:
        """What the core computed, under the names of the formulas."""
        arrays = named_arrays(self.net.cell, self.trace, self.back.back, self.back.state)
        return {**arrays, "y": self.y, "dh_loss": self.dh_loss, "dx": self.back.x}

    def disagreement(self) -> float:
        """How far the core's numbers lie from the printed formulas, relative."""
        return disagreement(self.ledger, self.computed())


@door(where=WHERE)
def counting(T: int, where: str) -> Array:
    """(T,) ones where a step's loss counts: at "every" step, or at the "last" one."""
    counts = np.ones(T)
    if where == "last":
        counts[:-1] = 0
    return counts


@door(
    net=weights.network,
    x=walks.unbatched,
    d="T O",
    where=WHERE,
    loss=tuple(LOSSES),
    state0=walks.state,
)
def study(
    net: Network,
    x: Array,
    d: Array,
    where: str = "every",
    loss: str = "mse",
    truncate: int | None = None,
    state0: Any = None,
) -> Study:
    """Run `net` forward and backward over x (T, I) with targets d (T, O).

    The loss counts at "every" step or at the "last"; with `truncate=k` it is followed only k steps
    back. `state0` is the cell's State before the first step, each field (H,); None for zeros.
    Classes are given as one-hot rows. Raises RnnvizError when something does not fit.
    """
    run = forward(net, x, "every", state0)
    trace, counts = stack_steps(run.steps), counting(len(x), where).astype(run.y.dtype)
    value, dy = LOSSES[loss](run.y, d)
    dy = dy * counts[:, None]
    d_readout, dh_loss = readout_backward(net.weights.readout, trace.h, dy)
    back = bptt(net.cell, net.params, x, trace, dh_loss, truncate)
    weights = shared_out(net.cell, back.params, d_readout)
    return Study(
        net,
        x,
        d,
        counts,
        loss,
        trace,
        run.y,
        value * counts,
        dy,
        dh_loss,
        weights,
        back,
        state0,
    )


@door()
def gradient_check(s: Study, most: int = 200, eps: float = 1e-6) -> tuple[float, int]:
    """The largest relative error of dL/dW against central differences, and how many were checked.

    All nudged copies of the network run as restarts in one pass. With more than `most` weights,
    `most` of them are checked, evenly spread. The study must not be truncated. At a corner of a
    ReLU, where a nudge one way switches a unit and the other way does not, the other way counts.
    """
    flat, shapes = _flatten(s.net.weights)
    pick = np.unique(np.linspace(0, flat.size - 1, min(most, flat.size)).astype(int))
    copies = np.tile(flat, (2 * len(pick), 1))
    copies[np.arange(len(pick)), pick] += eps
    copies[len(pick) + np.arange(len(pick)), pick] -= eps
    copied = Network(s.net.cell, _unflatten(copies, shapes, s.net.weights))
    y = forward(copied, s.x[:, None], "every", _for_each(s.state0, len(copies))).y[:, :, 0]
    d = np.broadcast_to(s.d[:, None], y.shape)
    value = LOSSES[s.loss_name](y, d).value * s.counts[:, None]
    up, down = np.split(value.sum(0), 2)
    exact, slope = _flatten(s.gradients)[0][pick], (up - down) / (2 * eps)
    if s.net.cell.activation == "relu":
        slope = _beside_corners(slope, (up - s.total) / eps, (s.total - down) / eps, exact)
    return relative_error(slope, exact), len(pick)


def _for_each(state: Any, copies: int) -> Any:
    """The same state (H,) for each of R copies of a network: (R, 1, H)."""
    if state is None:
        return None
    return type(state)(*(np.tile(a, (copies, 1, 1)) for a in state))


def _beside_corners(slope: Array, right: Array, left: Array, exact: Array) -> Array:
    """Slopes by central differences; where both sides differ, that of the side without corner."""
    corner = np.abs(right - left) > 1e-4 * np.abs(exact).max(initial=1e-8)
    nearer = np.where(np.abs(right - exact) < np.abs(left - exact), right, left)
    return np.where(corner, nearer, slope)


def _flatten(w: Weights) -> tuple[Array, list[tuple[int, ...]]]:
    """All weights in one vector, and their shapes."""
    arrays = (*w.params, *w.readout)
    return np.concatenate([a.ravel() for a in arrays]), [a.shape for a in arrays]


def _unflatten(rows: Array, shapes: list[tuple[int, ...]], like: Weights) -> Weights:
    """Weights with a leading axis of restarts from rows (R, n)."""
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes])
    pieces = np.split(rows, ends[:-1], axis=1)
    arrays = [a.reshape(len(rows), *shape) for a, shape in zip(pieces, shapes, strict=True)]
    k = len(like.params)
    return Weights(type(like.params)(*arrays[:k]), type(like.readout)(*arrays[k:]))
