r"""Teacher forcing beside free running: fed with the truth at every step, or with its own answers.

A network that reads its own answers is a map of its state, s -> step(W_hy h + b_y, s). Where the
map comes to rest its answers are a constant, and near there what is left of a difference is
multiplied at each step by the largest eigenvalue λ of the map's Jacobian.
"""

from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.feedback import free_run
from rnnviz.core.network import Network, Weights, forward
from rnnviz.core.project import project_backward
from rnnviz.core.readout import Readout, readout

RIDGE = 1e-4
FAR, CALM, STILL = 2000, 50, 1e-9  # steps that are waited, those compared, and what is at rest


class Forced(NamedTuple):
    """Both runs over the same series."""

    taught: Array  # (T,) answers, fed with the truth
    free: Array  # (T,) answers, fed with the truth at first
    read: Array  # (T,) what the free run read
    late: Array  # (CALM,) the last of its answers after FAR more steps
    factor: float  # |λ| at its rest; not a number where it does not come to rest

    @property
    def rest(self) -> float | None:
        """The constant that the free run sinks to, if it does."""
        return float(self.late[-1]) if np.ptp(self.late) <= STILL else None


def fitted(net: Network, x: Array, d: Array, skip: int = 4) -> Network:
    """The network with the read-out that fits d (T, O) best, but for the first steps of x (T, I).

    Least squares, with RIDGE on the squares of its weights, that none is large without need.
    """
    h = np.stack([s.h for s in forward(net, x).steps])[skip:]
    rows = np.column_stack([h, np.ones(len(h))])
    small = np.sqrt(RIDGE) * np.eye(rows.shape[1])
    stacked = np.concatenate([rows, small]), np.concatenate([d[skip:], 0 * small[:, : d.shape[1]]])
    found = np.linalg.lstsq(*stacked, rcond=None)[0].T
    return Network(net.cell, Weights(net.weights.params, Readout(found[:, :-1], found[:, -1])))


def both(net: Network, x: Array, given: int) -> Forced:
    """Read x (T, 1), and then read only `given` steps of it and go on alone."""
    run = free_run(net, x[:given], len(x) - given + FAR)
    late = run.y[-CALM:, 0]
    state = net.cell.state(run.steps[-1])
    factor = multiplier(net, state) if np.ptp(late) <= STILL else np.nan
    T = len(x)
    return Forced(forward(net, x).y[:, 0], run.y[:T, 0], run.x[:T, 0], late, factor)


def once(net: Network, state: Any) -> Any:
    """One step that reads the answer of the state before; the cell's Step."""
    y = readout(net.weights.readout, state.h)
    return net.cell.step(net.params, net.cell.project(net.params, y[None])[0], state)


def closed_jacobian(net: Network, state: Any) -> Array:
    """d(state after) / d(state before) of a network that reads itself, (S, S) for all fields."""
    S = sum(a.size for a in state)
    rows = type(state)(*(np.tile(a, (S, 1)) for a in state))
    ends = np.cumsum([a.size for a in state])[:-1]
    d = type(state)(*np.split(np.eye(S), ends, axis=1))
    back, before = net.cell.step_backward(net.params, once(net, rows), d)
    through_y = project_backward(net.params, back.a) @ net.weights.readout.W_hy
    return np.concatenate(before._replace(h=before.h + through_y), axis=1)


def multiplier(net: Network, state: Any) -> float:
    """|λ| of the largest eigenvalue at a state."""
    return float(np.abs(np.linalg.eigvals(closed_jacobian(net, state))).max())
