r"""Clamping a gate: the same cell with one gate held at a number, whatever it reads.

    f_t = v   at every step             in place of   f_t = sigmoid(W_xf x_t + W_hf h_{t-1} + b_f)

The gate's rows of every weight are silenced and its bias set to ln(v / (1 - v)), so that the
cell's own step computes with v. Backward nothing passes through the gate: v is no function of
anything, so da_f = 0, and with it the gradient of all the weights that the gate would read.
"""

import ast
from dataclasses import replace
from typing import Any

import numpy as np

from ..errors import RnnvizError
from ..words import _
from .arrays import Array, split
from .cells.cell import Cell
from .doors import door, weights
from .doors.values import check_choice
from .equations import Equation, parse

FAR = 800.0  # where the sigmoid is 0 or 1 to the last digit


@door()
def clampable(cell: Cell) -> tuple[str, ...]:
    """The gates of a cell that can be held: those whose value is a sigmoid.

    >>> from rnnviz.core.cells import CELLS
    >>> clampable(CELLS["lstm"]), clampable(CELLS["gru"]), clampable(CELLS["rnn_tanh"])
    (('i', 'f', 'o'), ('r', 'z'), ())
    """
    return tuple(k for k in cell.gates if f"{k} = sigmoid(a_{k})" in cell.forward)


@door()
def logit(v: float) -> float:
    """The sum at which the sigmoid is v; finite for 0 and 1 too.

    >>> logit(0.5), logit(1)
    (0.0, 800.0)

    Raises RnnvizError outside of 0 to 1.
    """
    if not 0 <= v <= 1:
        raise RnnvizError(_("A gate is clamped to a number from 0 to 1."))
    with np.errstate(divide="ignore"):
        return float(np.clip(np.log(v) - np.log1p(-v), -FAR, FAR))


@door(p=weights.of_cell)
def silenced(cell: Cell, p: Any, gate: str, value: float) -> Any:
    """The params that make the gate `value`: its rows 0, its peepholes 0, its bias the logit."""
    fields = {name: a.copy() for name, a in p._asdict().items()}
    for f in (f for term in read_by(cell, gate).terms for f in term.factors if f.weight):
        W = fields[f.weight]
        if f.kind == "matvec":
            _rows(cell, W.mT, f.weight, gate)[...] = 0
        elif f.gate is None:
            W[...] = 0  # a peephole
        else:
            _rows(cell, W, f.weight, gate)[...] = logit(value)
    return type(p)(**fields)


@door()
def read_by(cell: Cell, gate: str) -> Equation:
    """The formula of a gate's sum: all that it reads."""
    check_choice("gate", gate, cell.gates)
    return next(e for e in map(parse, cell.forward) if e.name == f"a_{gate}")


def _rows(cell: Cell, stacked: Array, name: str, gate: str) -> Array:
    """One gate's part of the last axis of an array in which gates are stacked."""
    gates = cell.stacked(name)
    return split(stacked, len(gates))[gates.index(gate)]


@door()
def clamp(cell: Cell, gate: str, value: float) -> Cell:
    """The cell with `gate` held at `value` in 0..1 at every step, forward and backward.

    Its formulas lose those of the gate: the gate, and the 0 of its gradient, are given.
    Raises RnnvizError if the cell has no such gate, or the value is no share.
    """
    if gate not in clampable(cell):
        message = _("{cell} has no gate {gate} to clamp; it has {gates}.")
        has = ", ".join(clampable(cell)) or _("none")
        raise RnnvizError(message.format(cell=cell.label, gate=gate, gates=has))
    logit(value)

    def step(p: Any, wx: Array, prev: Any) -> Any:
        return cell.step(silenced(cell, p, gate, value), wx, prev)

    def step_backward(p: Any, s: Any, d: Any) -> tuple[Any, Any]:
        back, d_prev = cell.step_backward(silenced(cell, p, gate, value), s, d)
        return _without(cell, back, gate), d_prev

    def given(p: Any, T: int) -> dict[str, Array]:
        shape = (T, cell.hidden(p))
        held = {gate: np.full(shape, float(value)), f"da_{gate}": np.zeros(shape)}
        if _reads_sum(cell, gate):
            held[f"a_{gate}"] = np.full(shape, logit(value))
        return cell.given(p, T) | held

    own = (f"a_{gate} = ", f"{gate} = ", f"da_{gate} = ")
    return replace(
        cell,
        step=step,
        step_backward=step_backward,
        project=lambda p, x: cell.project(silenced(cell, p, gate, value), x),
        given=given,
        forward=tuple(line for line in cell.forward if not line.startswith(own)),
        backward=tuple(line for line in cell.backward if not line.startswith(own)),
    )


def _reads_sum(cell: Cell, gate: str) -> bool:
    """Whether something beside the gate itself is made of its sum, as in a JANET."""
    others = (e.node for e in map(parse, cell.forward) if e.name != gate)
    read = (node.id for e in others for node in ast.walk(e) if isinstance(node, ast.Name))
    return f"a_{gate}" in read


def _without(cell: Cell, back: Any, gate: str) -> Any:
    """What arrives at the sums, with nothing at those of the gate."""
    fields = [a.copy() for a in back]
    for a in (a for a in fields if a.shape == back.a.shape):
        split(a, len(cell.gates))[cell.gates.index(gate)][...] = 0
    return type(back)(*fields)
