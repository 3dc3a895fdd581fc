"""Biases of gates that are set after the draw: what is kept, written or shown before any input."""

from typing import Any

import numpy as np

from ..errors import RnnvizError
from ..words import _
from .arrays import Array, Rng, split
from .cells.cell import Cell
from .doors import door, weights
from .doors.values import check_choice


@door()
def chrono_bias(rng: Rng, H: int, longest: float) -> Array:
    """Forget biases ln U(1, longest - 1) (Tallec and Ollivier 2018), longest in steps."""
    if not longest < np.inf:
        raise RnnvizError(_("The longest memory is {n} steps; give a number.").format(n=longest))
    return np.log(rng.uniform(1, max(longest - 1, 1 + 1e-9), H))


@door(p=weights.either_of_cell)
def set_forget_bias(cell: Cell, p: Any, value: float) -> Any:
    """The cell's Params with the bias of its forget gates at `value`, if it has such gates."""
    b_h = p.b_h.copy()
    rows = split(b_h, len(cell.gates))  # views of b_h
    for gate in cell.forget_gates:
        rows[cell.gates.index(gate)][...] = value
    return p._replace(b_h=b_h)


@door(p=weights.either_of_cell)
def set_gate_bias(cell: Cell, p: Any, gate: str, value: float) -> Any:
    """The cell's Params with the bias of one gate at `value`.

    Raises RnnvizError if the cell has no such gate.
    """
    check_choice("gate", gate, cell.gates)
    b_h = p.b_h.copy()
    split(b_h, len(cell.gates))[cell.gates.index(gate)][...] = value
    return p._replace(b_h=b_h)
