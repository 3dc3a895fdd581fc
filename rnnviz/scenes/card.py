"""The number card's data: for every number, the formula, its terms and where they come from."""

import ast
from typing import Any

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.equations import Equation, Factor, Term
from rnnviz.core.ledger import equations
from rnnviz.core.losses import softmax
from rnnviz.core.study import Study
from rnnviz.scenes.notation import FUNCTION_NAMES, formula, symbol, weight_symbol, written
from rnnviz.words import _

Json = dict[str, Any]


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
    from_next = s.back.state.h - s.dh_loss
    return arrays | {"zero": np.zeros(s.net.hidden), "dh.next": from_next}


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
        term = {"sign": 1, "array": argument, "factors": [_value(argument, 0)]}
        return out | {"function": FUNCTION_NAMES.get(function, function), "terms": [term]}
    return out | {"terms": [_term(s, e, k, term) for k, term in enumerate(terms)]}


def _function_of(e: Equation) -> tuple[str, str] | None:
    """("tanh", "a") for a formula such as h = tanh(a)."""
    match e.node:
        case ast.Call(ast.Name(f), [ast.Name(argument)]):
            return f, argument
    return None


def _term(s: Study, e: Equation, k: int, term: Term) -> Json:
    factors = [_factor(s, f) for f in term.factors]
    return {"sign": term.sign, "array": f"{e.name}.term{k}", "factors": factors}


def _value(name: str, shift: int) -> Json:
    out = {"kind": "value", "array": name, "shift": shift, "text": symbol(name, shift)}
    return out | ({"first": "zero"} if shift else {})


def _factor(s: Study, f: Factor) -> Json:
    if f.kind == "value":
        return _value(f.array, f.shift)
    if f.kind == "computed":
        text = written(f.node)
        inside = isinstance(f.node, ast.BinOp) and isinstance(f.node.op, ast.Add | ast.Sub)
        return {
            "kind": "value",
            "array": f"factor.{f.code}",
            "shift": 0,
            "text": f"({text})" if inside else text,
        }
    gates = s.net.cell.gates
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
        **({"first": "zero"} if f.shift else {}),
    }


def loss_equations(s: Study) -> dict[str, Json]:
    """The card's equations of the error, the loss and its derivative."""
    counted = _("Only the last step counts; elsewhere this is 0.") if s.counts[0] == 0 else None
    if s.loss_name == "cross_entropy":
        return _cross_entropy_equations(counted)
    e = {"kind": "value", "array": "e", "shift": 0, "text": "(y_t − d_t)"}
    weight = {"kind": "value", "array": "counts", "shift": 0, "text": "n_t"}
    return {
        "e": {
            "symbol": "e_t",
            "tex": "e_t = y_t − d_t",
            "mode": "forward",
            "terms": [
                {"sign": 1, "array": "y", "factors": [_value("y", 0)]},
                {"sign": -1, "array": "d", "factors": [_target()]},
            ],
        },
        "L": {
            "symbol": "L_t",
            "tex": "L_t = (y_t − d_t)²" if counted is None else "L_t = n_t ⊙ (y_t − d_t)²",
            "mode": "forward",
            "terms": [
                {"sign": 1, "array": "L", "factors": [weight] * (counted is not None) + [e, e]}
            ],
            "note": counted,
        },
        "dy": {
            "symbol": "∂L/∂y_t",
            "tex": "∂L/∂y_t = 2 (y_t − d_t)"
            if counted is None
            else "∂L/∂y_t = 2 n_t ⊙ (y_t − d_t)",
            "mode": "backward",
            "terms": [
                {
                    "sign": 1,
                    "array": "dy",
                    "factors": [
                        {"kind": "const", "value": 2, "text": "2"},
                        *([weight] if counted is not None else []),
                        e,
                    ],
                }
            ],
            "note": counted,
        },
    }


def _target() -> Json:
    return {"kind": "value", "array": "d", "shift": 0, "text": "d_t"}


def _cross_entropy_equations(counted: str | None) -> dict[str, Json]:
    p = {"kind": "value", "array": "p", "shift": 0, "text": "p_t"}
    note = _(
        "p_t is the softmax of y_t, the probability of each letter; d_t is 1 at the right one."
    )
    return {
        "p": {"symbol": "p_t", "tex": "p_t = softmax(y_t)", "mode": "forward", "terms": []},
        "L": {
            "symbol": "L_t",
            "tex": "L_t = −ln p_t[d_t]",
            "mode": "forward",
            "terms": [],
            "note": counted or note,
        },
        "dy": {
            "symbol": "∂L/∂y_t",
            "tex": "∂L/∂y_t = p_t − d_t",
            "mode": "backward",
            "terms": [
                {"sign": 1, "array": "p", "factors": [p]},
                {"sign": -1, "array": "d", "factors": [_target()]},
            ],
            "note": counted or note,
        },
    }
