"""Unrolling: the same cell, the same weights, once for each step of the sequence."""

from typing import Any

import numpy as np

from .arrays import Array, stack_steps
from .cells.cell import Cell
from .doors import door, walks, weights
from .project import project


@door(p=weights.of_cell, wx="T ... G·H")
def zero_state(cell: Cell, p: Any, wx: Array) -> Any:
    """The state before the first step: zeros (..., H) that fit one step of wx (T, ..., G*H)."""
    shape = (*wx.shape[1:-1], cell.hidden(p))
    return cell.State(*(np.zeros(shape, wx.dtype) for _ in cell.state_fields))


def project_step(cell: Cell, p: Any, x: Array, t: int) -> Array:
    """Give wx of step t alone, for an input x (T, ..., I) that is known only up to step t.

    A cell whose own projection knows what the time is gets to see all steps up to this one.
    """
    if cell.project is project:
        return project(p, x[t : t + 1])[0]
    return cell.project(p, x[: t + 1])[t]


@door(p=weights.of_cell, x=walks.inputs, state0=walks.state)
def unroll_steps(cell: Cell, p: Any, x: Array, state0: Any = None) -> list[Any]:
    """The T steps of the cell over x (T, ..., I), each with every number it computed.

    `state0` is the cell's State before the first step, each field (..., H) with the axes of x
    between time and features, behind restarts where there are any; None for zeros. Raises
    RnnvizError when something does not fit the weights.
    """
    wx = cell.project(p, x)
    state = zero_state(cell, p, wx) if state0 is None else state0
    steps = []
    for t in range(len(wx)):
        s = cell.step(p, wx[t], state)
        steps.append(s)
        state = cell.state(s)
    return steps


@door(p=weights.of_cell, x=walks.inputs, state0=walks.state)
def unroll(cell: Cell, p: Any, x: Array, state0: Any = None) -> Any:
    """The trace: the cell's Step stacked over time, so that `trace.h[t]` is h_t.

    `state0` and errors are those of `unroll_steps`.

    >>> from rnnviz.core.cells import CELLS
    >>> from rnnviz.core.cells.rnn import elman
    >>> p = elman.Params(np.array([[0.5]]), np.array([[0.8]]), np.array([0.1]))
    >>> unroll(CELLS["rnn_tanh"], p, np.array([[0.2], [-0.4], [0.6]])).h.round(6).ravel().tolist()
    [0.197375, 0.057836, 0.418827]
    """
    return stack_steps(unroll_steps(cell, p, x, state0))
