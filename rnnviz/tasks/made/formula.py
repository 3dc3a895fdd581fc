"""A function of t that a person types, such as sin(0.2*t) + t/100.

The library simpleeval walks the tree of the formula; it is left with numbers, t, pi, e, five
operators and the functions below, and knows nothing else: no attributes, no strings, no names of
Python. All numbers are floating, so that no power can grow without end, and a formula is short.
"""

import ast
import operator
from collections.abc import Callable
from typing import Any

import numpy as np
from simpleeval import (
    FeatureNotAvailable,
    FunctionNotDefined,
    InvalidExpression,
    NameNotDefined,
    SimpleEval,
)

from rnnviz.core.arrays import Array
from rnnviz.core.doors import door, whole
from rnnviz.errors import RnnvizError
from rnnviz.words import _

LONGEST = 120  # characters
SIGNS = {"^": "**", "−": "-", "·": "*", "×": "*", "π": "pi"}


def _of_one(f: np.ufunc) -> Callable[[Any], Any]:
    """The function without its second argument, into which it would write."""

    def one(x: Any) -> Any:
        return f(x)

    return one


FUNCTIONS = {
    name: _of_one(getattr(np, name))
    for name in ("sin", "cos", "tan", "tanh", "exp", "log", "sqrt", "abs", "sign", "floor")
}
OPERATORS: dict[type, Any] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv, ast.Mod: operator.mod, ast.Pow: operator.pow,
    ast.USub: operator.neg, ast.UAdd: operator.pos,
}  # fmt: skip
ALLOWED = (ast.Expr, ast.Name, ast.UnaryOp, ast.BinOp, ast.Call)


@door(n=whole(2))
def formula(text: str, n: int = 400) -> Array:
    """The values of a formula at t = 0 .. n-1, (n,).

    >>> formula("t^2 / 2", 4)
    array([0. , 0.5, 2. , 4.5])

    Raises:
        RnnvizError: with one sentence, if it cannot be read, has a value that is not finite, or
            the same value everywhere.
    """
    t = np.arange(float(n))
    with np.errstate(all="ignore"):
        values = _values(text, t)
    bad = np.flatnonzero(~np.isfinite(values))
    if len(bad):
        message = _("At t = {t} the formula has no finite value; change it there.")
        raise RnnvizError(message.format(t=int(bad[0])))
    if not np.ptp(values) > 0:
        raise RnnvizError(_("The formula has the same value at every t; let it depend on t."))
    return values


def _values(text: str, t: Array) -> Array:
    """What the formula gives at all t, (n,)."""
    if len(text) > LONGEST:
        message = _("The formula has {n} characters; keep it within {most}.")
        raise RnnvizError(message.format(n=len(text), most=LONGEST))
    for sign, meant in SIGNS.items():
        text = text.replace(sign, meant)
    reader = SimpleEval(OPERATORS, FUNCTIONS, {"t": t, "pi": np.float64(np.pi),
                                               "e": np.float64(np.e)})  # fmt: skip
    nodes: Any = reader.nodes
    reader.nodes = {kind: nodes[kind] for kind in ALLOWED} | {ast.Constant: _number}
    try:
        return np.broadcast_to(reader.eval(text, _tree(text)), t.shape).astype(float)
    except FunctionNotDefined as error:
        raise _unknown(error.func_name) from error
    except NameNotDefined as error:
        raise _unknown(error.name) from error
    except (InvalidExpression, SyntaxError, TypeError, ValueError, RecursionError,
            MemoryError) as error:  # fmt: skip
        raise _unreadable() from error


def _tree(text: str) -> Any:
    body = ast.parse(text.strip()).body
    if len(body) != 1:
        raise _unreadable()
    return body[0]


def _number(node: ast.Constant) -> np.float64:
    """Numbers alone, floating all."""
    value: Any = node.value
    if type(value) not in (int, float):
        raise FeatureNotAvailable
    return np.float64(value)


def _unknown(name: str) -> RnnvizError:
    message = _("“{name}” is not known here; use t, pi, e, numbers and {functions}.")
    return RnnvizError(message.format(name=name[:20], functions=", ".join(FUNCTIONS)))


def _unreadable() -> RnnvizError:
    return RnnvizError(
        _("The formula cannot be read; write it like sin(0.2*t) + t/100, with * for times.")
    )
