"""The ledger: every formula of a network evaluated, step by step, term by term.

This is a second computation of what `unroll` and `bptt` compute, from the printed formulas alone;
`disagreement` says how far the two lie apart. The number card shows the terms kept here.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from ..errors import RnnvizError
from ..words import _
from .arrays import Array, split
from .cells.cell import Cell
from .doors import door, walks, weights, whole
from .doors.axes import Seen
from .doors.values import check_choice, numbers
from .equations import Equation, Names, evaluate, parse
from .readout import Readout

READOUT = ("y = W_hy @ h + b_y",)
READOUT_BACKWARD = ("dh_loss = W_hy.T @ dy",)


class Ledger(NamedTuple):
    """All that the formulas say: arrays (T, n) by name."""

    values: dict[str, Array]
    terms: dict[str, list[Array]]  # of each name, the value of each term of its formula, signed
    factors: dict[str, Array]  # values of factors that have no name, by their code


@door()
def equations(cell: Cell) -> dict[str, Equation]:
    """Every formula of a network with this cell by the name it defines, in order of use."""
    codes = (*cell.forward, *READOUT, *READOUT_BACKWARD, *cell.backward)
    return {e.name: e for e in map(parse, codes)}


@door(p=weights.either_of_cell, r=weights.readout, x=walks.unbatched, dy="T O", state0=walks.state)
def ledger(cell: Cell, p: Any, r: Readout, x: Array, dy: Array, state0: Any = None) -> Ledger:
    """Evaluate all formulas for one sequence x (T, I) whose loss has derivative dy (T, O).

    `state0` is the cell's State before the first step, each field (H,); None for zeros. The
    gradient that comes from after the last step is zero.
    """
    T, weights = len(x), {**cell.fix(p)._asdict(), **r._asdict()}
    rows: Rows = {name: {} for name in equations(cell)}
    given = {"x": x, "dy": dy, **cell.given(p, T)}
    rows |= {name: dict(enumerate(a)) for name, a in given.items()}
    before = {} if state0 is None else state0._asdict()
    for name, a in before.items():
        rows[name][-1] = a
    nothing = np.zeros(cell.hidden(p))
    forward = [parse(c) for c in (*cell.forward, *READOUT, *READOUT_BACKWARD)]
    backward = [parse(c) for c in cell.backward]
    for formulas, order in ((forward, range(T)), (backward, reversed(range(T)))):
        for t in order:
            names = Names(partial(_at, rows, t, nothing), weights, cell.stacked)
            for e in formulas:
                rows[e.name][t] = evaluate(e.node, names)
    values = {name: np.stack([row[t] for t in range(T)]) for name, row in rows.items()}
    names = Names(partial(shifted, values, before=before), weights, cell.stacked)
    return Ledger(values, *_term_values([*forward, *backward], names))


Rows = dict[str, dict[int, Array]]


def _at(rows: Rows, t: int, nothing: Array, name: str, shift: int) -> Array:
    """One array at step t + shift; nothing before the first step and after the last.

    Nothing is as wide as the array is elsewhere, or as what it is the gradient of.
    """
    if t + shift in rows[name]:
        return rows[name][t + shift]
    known = rows[name] or rows.get(name.removeprefix("d"))
    return np.zeros_like(next(iter(known.values()))) if known else nothing


def _named(name: str, value: Any, seen: Seen) -> dict[str, Array]:  # noqa: ARG001
    """A rule: arrays by name."""
    if not isinstance(value, Mapping):
        text = _("{name} is of type {type}; give arrays by their names.")
        raise RnnvizError(text.format(name=name, type=type(value).__name__))
    return {k: numbers(f"{name}[{k!r}]", a) for k, a in value.items()}


@door(values=_named, shift=whole(-1), before=_named)
def shifted(
    values: Mapping[str, Array], name: str, shift: int, before: Mapping[str, Array] | None = None
) -> Array:
    """An array (T, n) read one step earlier (shift -1) or later (+1).

    At the edges stands 0, or what `before` has of that name in front of the first step.
    """
    check_choice("name", name, values)
    a = values[name]
    if shift == 0:
        return a
    edge = np.zeros_like(a[:1])
    if shift < 0 and before and name in before:
        edge = before[name][None]
    return np.concatenate([edge, a[:-1]] if shift < 0 else [a[1:], edge])


def _term_values(
    formulas: list[Equation], names: Names
) -> tuple[dict[str, list[Array]], dict[str, Array]]:
    """The terms of every formula and its unnamed factors, all steps at once."""
    terms, factors = {}, {}
    for e in formulas:
        width = names.value(e.name, 0).shape
        terms[e.name] = [
            np.broadcast_to(term.sign * evaluate(term.node, names), width) for term in e.terms
        ]
        for f in (f for term in e.terms for f in term.factors if f.kind == "computed"):
            factors[f.code] = np.broadcast_to(evaluate(f.node, names), width)
    return terms, factors


@door(trace=walks.trace, back=walks.sums, state=walks.states_in_time)
def named_arrays(cell: Cell, trace: Any, back: Any, state: Any) -> dict[str, Array]:
    """What `unroll` and `bptt` computed, under the names of the formulas."""
    out = {k: v for k, v in trace._asdict().items() if not k.endswith("_prev") and k != "a"}
    out["dh"] = state.h
    if len(cell.gates) == 1:
        return {**out, "a": trace.a, "da": back.a}
    G = len(cell.gates)
    for k, a, da in zip(cell.gates, split(trace.a, G), split(back.a, G), strict=True):
        out[f"a_{k}"], out[f"da_{k}"] = a, da
    return out


@door(computed=_named)
def disagreement(book: Ledger, computed: dict[str, Array]) -> float:
    """The largest |difference| between the ledger and arrays of the same name, relative to 1 or
    the largest value of that name. The same overflow on both sides is no difference; a number
    that is not finite on one side alone is an infinite one.
    """
    shared = [(book.values[name], a) for name, a in computed.items() if name in book.values]
    return max((_difference(a, b) for a, b in shared), default=0.0)


def _difference(a: Array, b: Array) -> float:
    """Max |a - b| where both are finite, relative to 1 or the largest |b| there."""
    if a.shape != b.shape:
        text = _("The arrays have the shapes {a} and {b}; compare numbers of the same steps.")
        raise RnnvizError(text.format(a=a.shape, b=b.shape))
    both = np.isfinite(a) & np.isfinite(b)
    if not np.array_equal(np.where(both, 0, a), np.where(both, 0, b), equal_nan=True):
        return np.inf
    scale = max(1.0, float(np.abs(b[both]).max(initial=0)))
    return float(np.abs(a[both] - b[both]).max(initial=0)) / scale
