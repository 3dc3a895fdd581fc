"""The number card's equations of the error, the loss and its derivative."""

from typing import Any

from rnnviz.core.study import Study
from rnnviz.words import _

Json = dict[str, Any]


def loss_equations(s: Study) -> dict[str, Json]:
    """Equations of e, L and dy (of p too, for letters), by the array that each defines."""
    only_last = _("Only the last step counts; elsewhere this is 0.") if s.counts[0] == 0 else None
    made = _cross_entropy if s.loss_name == "cross_entropy" else _squared
    return {name: {**e, "note": e.get("note") or only_last} for name, e in made(only_last).items()}


def _squared(only_last: str | None) -> dict[str, Json]:
    """L = n (y - d)^2, where n is 1 where the step counts; it is left out when all count."""
    error = _value("e", "(y_t − d_t)")
    counted = [] if only_last is None else [_value("counts", "n_t")]
    n = "" if only_last is None else "n_t ⊙ "
    two = {"kind": "const", "value": 2, "text": "2"}
    return {
        "e": _equation("e_t", "e_t = y_t − d_t", _y_minus_d(_value("y", "y_t"))),
        "L": _equation("L_t", f"L_t = {n}(y_t − d_t)²", [_term("L", *counted, error, error)]),
        "dy": _equation(
            "∂L/∂y_t",
            f"∂L/∂y_t = 2 {n}(y_t − d_t)",
            [_term("dy", two, *counted, error)],
            mode="backward",
        ),
    }


def _cross_entropy(only_last: str | None) -> dict[str, Json]:
    """L = -ln of the probability that the right letter is given."""
    note = _(
        "p_t is the softmax of y_t, the probability of each letter; d_t is 1 at the right one."
    )
    terms = [] if only_last else _y_minus_d(_value("p", "p_t"))
    return {
        "p": _equation("p_t", "p_t = softmax(y_t)", []),
        "L": {**_equation("L_t", "L_t = −ln p_t[d_t]", []), "note": only_last or note},
        "dy": {
            **_equation("∂L/∂y_t", "∂L/∂y_t = p_t − d_t", terms, mode="backward"),
            "note": only_last or note,
        },
    }


def _equation(symbol: str, tex: str, terms: list[Json], mode: str = "forward") -> Json:
    return {"symbol": symbol, "tex": tex, "mode": mode, "terms": terms}


def _term(array: str, *factors: Json, sign: int = 1) -> Json:
    return {"sign": sign, "array": array, "factors": list(factors)}


def _value(array: str, text: str) -> Json:
    return {"kind": "value", "array": array, "shift": 0, "text": text}


def _y_minus_d(first: Json) -> list[Json]:
    return [_term(first["array"], first), _term("d", _value("d", "d_t"), sign=-1)]
