r"""The gradient of a weight: the sum over the steps of what each of them adds to it.

A weight is the same number at every step, so a loss depends on it through every step:

    dL/dW[i, j] = sum_t dL/da_t[i] v_t[j]        where a_t = W v_t + ...
    dL/db[i]    = sum_t dL/da_t[i]               where a_t = b + ...
    dL/dp[i]    = sum_t dL/da_t[i] v_t[i]        where a_t = p * v_t + ...

This sum is what backpropagation through time is for. Which products a cell adds up is read off its
forward formulas, so that what is shown of a gradient is what the printed formulas say.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from .arrays import Array
from .cells.cell import Cell
from .equations import Equation, Factor, Term, parse, shifted
from .readout import FORMULA

Weightwise = dict[str, Array]


class Share(NamedTuple):
    """What a step adds to the gradient of the rows of one gate in a weight.

    `delta` is the gradient at the sum in which the weight stands, `array` what it multiplies there
    ("" for a bias). `kind` is "outer" (delta[i] array[j]), "pointwise" (delta[i] array[i]) or
    "bias" (delta[i]).
    """

    weight: str
    gate: str | None
    delta: str
    array: str = ""
    shift: int = 0  # -1: the array is that of the step before
    kind: str = "bias"


def shares(cell: Cell) -> tuple[Share, ...]:
    """Everything that a step adds to gradients of weights, in the order of the formulas.

    >>> from rnnviz.core.cells import CELLS
    >>> [(s.weight, s.delta, s.array, s.shift) for s in shares(CELLS["rnn_tanh"])][:3]
    [('W_xh', 'da', 'x', 0), ('W_hh', 'da', 'h', -1), ('b_h', 'da', '', 0)]
    """
    formulas = map(parse, (*cell.forward, *FORMULA))
    return tuple(share for e in formulas for term in e.terms for share in _of_term(e, term))


def _of_term(e: Equation, term: Term) -> list[Share]:
    """The share of a term such as W_hh[i] @ h_prev, p_i * c_prev or b_h; none if it has no weight.

    A weight stands in a term with a plus, alone or beside one array.
    """
    weights = [f for f in term.factors if f.weight]
    if not weights:
        return []
    (own,) = weights
    others = [f for f in term.factors if f is not own]
    return [_share(f"d{e.name}", own, others[0] if others else None)]


def _share(delta: str, own: Factor, other: Factor | None) -> Share:
    if own.kind == "matvec":
        return Share(own.weight, own.gate, delta, own.array, own.shift, "outer")
    if other is None:
        return Share(own.weight, own.gate, delta)
    return Share(own.weight, own.gate, delta, other.array, other.shift, "pointwise")


def products(
    share: Share, values: Mapping[str, Array], before: Mapping[str, Array] | None = None
) -> Array:
    """What every step adds, (T, rows, columns) or (T, rows), from arrays (T, n) by name; `before`
    has the states in front of the first step, where they are not 0.
    """
    delta = values[share.delta]
    if share.kind == "bias":
        return delta
    v = shifted(values, share.array, share.shift, before)
    return delta[:, :, None] * v[:, None, :] if share.kind == "outer" else delta * v


def per_step(
    cell: Cell,
    values: Mapping[str, Array],
    weights: Mapping[str, Array],
    before: Mapping[str, Array] | None = None,
) -> Weightwise:
    """What every step adds to each weight's gradient: (T, *shape of the weight) by its name."""
    T = len(values["dy"])
    found: Weightwise = {name: np.zeros((T, *W.shape)) for name, W in weights.items()}
    for share in shares(cell):
        found[share.weight][:, rows(cell, share, weights)] += products(share, values, before)
    return found


def rows(cell: Cell, share: Share, weights: Mapping[str, Array]) -> slice:
    """The rows of the share's gate in its weight."""
    if share.gate is None:
        return slice(None)
    gates = cell.stacked(share.weight)
    H, k = len(weights[share.weight]) // len(gates), gates.index(share.gate)
    return slice(k * H, (k + 1) * H)


def gradients(
    cell: Cell,
    p: Any,
    values: Mapping[str, Array],
    weights: Mapping[str, Array],
    before: Mapping[str, Array] | None = None,
) -> Weightwise:
    """dL/dW of every weight by its name; 0 where a weight is no part of the cell."""
    sums = {name: a.sum(axis=0) for name, a in per_step(cell, values, weights, before).items()}
    return sums | _own(cell, p, sums)


def present(cell: Cell, p: Any) -> Weightwise:
    """1 for every number of the cell's weights that is learned, 0 where it is 0 for good."""
    return _own(cell, p, {name: np.ones_like(a) for name, a in p._asdict().items()})


def _own(cell: Cell, p: Any, arrays: Mapping[str, Array]) -> Weightwise:
    return cell.fix(type(p)(*(arrays[name] for name in p._fields)))._asdict()
