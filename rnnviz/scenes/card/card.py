"""The number card's data: for every number, the formula, its terms and where they come from."""

import ast
from typing import Any

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.equations import Equation, Factor, Term
from rnnviz.core.ledger import equations
from rnnviz.core.losses import softmax
from rnnviz.core.study import Study
from rnnviz.scenes.card.learning import learned_arrays
from rnnviz.scenes.card.loss import loss_equations
from rnnviz.scenes.card.notation import FUNCTION_NAMES, formula, symbol, weight_symbol, written

Json = dict[str, Any]
# Functions of one number, not of all units.
POINTWISE = ("tanh", "sigmoid", "relu", "softplus", "decay", "exp")


def card_arrays(s: Study) -> dict[str, Array]:
    """Every array that the card shows: the core's numbers, and the terms of each formula."""
    book = s.ledger
    arrays = {**book.values, **s.computed(), "L": s.loss[:, None], "d": s.d}
    for name, terms in book.terms.items():
        arrays |= {f"{name}.term{k}": term for k, term in enumerate(terms)}
    arrays |= {f"factor.{code}": value for code, value in book.factors.items()}
    arrays |= {"counts": np.repeat(s.counts[:, None], s.y.shape[1], axis=1), "e": s.y - s.d}
    arrays |= {"p": softmax(s.y)} if s.loss_name == "cross_entropy" else {}
    w = s.net.weights
    arrays |= {**w.params._asdict(), **w.readout._asdict()}
    for grads in (s.gradients.params, s.gradients.readout):
        arrays |= {f"d{name}": g for name, g in grads._asdict().items()}
    arrays |= learned_arrays(s)
    from_next = s.back.state.h - s.dh_loss
    nothing = np.zeros(s.net.hidden)
    before = {f"{name}0": nothing for name in s.net.cell.state_fields}
    zero = np.zeros(max(s.net.hidden, s.y.shape[1]))  # as wide as anything that a step hands on
    return arrays | before | {"zero": zero, "dh.next": from_next}


def _edge(s: Study, name: str, shift: int) -> Json:
    """Where a value comes from when the sequence has no such step: the state before it, or 0."""
    if shift == 0:
        return {}
    return {"first": f"{name}0" if shift < 0 and name in s.net.cell.state_fields else "zero"}


def card_equations(s: Study) -> dict[str, Json]:
    """The card's equations by the array that they define."""
    cell = s.net.cell
    found = {
        name: _equation(s, e, "backward" if name.startswith("d") else "forward")
        for name, e in equations(cell).items()
    }
    return found | loss_equations(s)


def _equation(s: Study, e: Equation, mode: str) -> Json:
    wrapped = _function_of(e)
    terms = e.terms
    out: Json = {"symbol": symbol(e.name), "tex": formula(e), "mode": mode}
    if wrapped is not None:
        function, argument = wrapped
        term = {"sign": 1, "array": argument, "factors": [_value(s, argument, 0)]}
        return out | {"function": FUNCTION_NAMES.get(function, function), "terms": [term]}
    return out | {"terms": [_term(s, e, k, term) for k, term in enumerate(terms)]}


def _function_of(e: Equation) -> tuple[str, str] | None:
    """("tanh", "a") for a formula such as h = tanh(a)."""
    match e.node:
        case ast.Call(ast.Name(f), [ast.Name(argument)]) if f in POINTWISE:
            return f, argument
    return None


def _term(s: Study, e: Equation, k: int, term: Term) -> Json:
    factors = [_factor(s, f) for f in term.factors]
    return {"sign": term.sign, "array": f"{e.name}.term{k}", "factors": factors}


def _value(s: Study, name: str, shift: int) -> Json:
    out = {"kind": "value", "array": name, "shift": shift, "text": symbol(name, shift)}
    return out | _edge(s, name, shift)


def _factor(s: Study, f: Factor) -> Json:
    if f.kind == "value":
        return _value(s, f.array, f.shift)
    if f.kind == "computed":
        text = written(f.node)
        inside = isinstance(f.node, ast.BinOp) and isinstance(f.node.op, ast.Add | ast.Sub)
        return {
            "kind": "value",
            "array": f"factor.{f.code}",
            "shift": 0,
            "text": f"({text})" if inside else text,
        }
    gates = s.net.cell.stacked(f.weight)
    rows = gates.index(f.gate) * s.net.hidden if f.gate is not None else 0
    named = weight_symbol(f.weight, f.gate, f.transpose)
    if f.kind == "bias":
        return {"kind": "bias", "array": f.weight, "rows": rows, "text": named}
    return {
        "kind": "matvec",
        "weight": f.weight,
        "transpose": f.transpose,
        "rows": rows,
        "array": f.array,
        "shift": f.shift,
        "text": f"{named} {symbol(f.array, f.shift)}",
        **_edge(s, f.array, f.shift),
    }
