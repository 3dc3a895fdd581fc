"""The map from one state to the next while the input is held, and its Jacobian, for every cell."""

from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.cells import Cell
from rnnviz.core.doors import inside
from rnnviz.core.jacobians import as_state, state_vectors
from rnnviz.core.network import Network
from rnnviz.core.project import project
from rnnviz.core.unroll import unroll_steps
from rnnviz.errors import RnnvizError
from rnnviz.words import _


class StateMap(NamedTuple):
    """F, the state before to the state after, under a constant input."""

    cell: Cell
    p: Any  # the cell's params, bound
    wx: Array  # (G*H,) W_xh x + b_h

    @property
    def size(self) -> int:
        """S, how many numbers a state has."""
        return self.cell.hidden(self.p) * len(self.cell.state_fields)


def held(net: Network, x: Array) -> StateMap:
    """The map of a network that reads x (I,) at every step.

    Raises:
        RnnvizError: if the cell looks at what time it is; it then is another map at each step.
    """
    if net.cell.project is not project:
        text = _("{cell} looks at what time it is, so that no state of it stays where it is.")
        raise RnnvizError(text.format(cell=_(net.cell.label)))
    p = net.params
    return StateMap(net.cell, p, net.cell.project(p, x[None])[0])


def _step(m: StateMap, states: Array) -> Any:
    wx = np.broadcast_to(m.wx, (len(states), len(m.wx)))
    return m.cell.step(m.p, wx, as_state(m.cell, states))


def advance(m: StateMap, states: Array) -> Array:
    """F of every state: (N, S) -> (N, S)."""
    with inside():
        return state_vectors(m.cell.state(_step(m, states)))


def jacobians(m: StateMap, states: Array) -> Array:
    """The derivative of F at every state: (N, S) -> (N, S, S), row i that of component i."""
    with inside():
        step = _step(m, states)
        spread = type(step)(*(field[:, None] for field in step))
        rows = as_state(m.cell, np.eye(m.size)[None])
        _back, before = m.cell.step_backward(m.p, spread, rows)
        return state_vectors(before)


def orbit(m: StateMap, start: Array, steps: int) -> Array:
    """A state and what becomes of it: start (..., S) -> (steps + 1, ..., S)."""
    states = [np.atleast_2d(start)]
    for _k in range(steps):
        states.append(advance(m, states[-1]))
    return np.stack(states).reshape(steps + 1, *start.shape)


def driven(net: Network, x: Array, start: Array | None = None) -> Array:
    """The states of a network that reads x (T, ..., I), (T, ..., S); `start` (..., S), or zeros."""
    state0 = None if start is None else as_state(net.cell, start)
    steps = unroll_steps(net.cell, net.params, x, state0)
    return np.stack([state_vectors(net.cell.state(s)) for s in steps])
