"""The formulas of a cell as data: parsed, written out term by term, and evaluated.

A formula is one line of Python, such as "c = f * c_prev + i * g" or
"a_i = W_xh[i] @ x + W_hh[i] @ h_prev + b_h[i]". Names ending in `_prev` and `_next` mean the step
before and after; `W[i]` is gate i's rows of a stacked weight; `@` is a matrix product, all else is
pointwise. What a screen prints and what a test evaluates is this one text.
"""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from .arrays import (
    Array,
    exp,
    inverse,
    inverse_deviation,
    linear,
    log_sigmoid,
    mean,
    root,
    sigmoid,
    softplus,
)

FUNCTIONS: dict[str, Callable[[Array], Array]] = {
    "tanh": np.tanh,
    "sigmoid": sigmoid,
    "log_sigmoid": log_sigmoid,
    "softplus": softplus,
    "decay": lambda v: np.exp(-v),
    "relu": lambda a: np.maximum(a, 0),
    "exp": exp,
    "cos": np.cos,
    "sin": np.sin,
    "root": root,
    "inverse": inverse,
    "mean": mean,
    "inverse_deviation": inverse_deviation,
    "step": lambda a: (np.asarray(a) > 0).astype(float),
}


class Factor(NamedTuple):
    """One factor of a term.

    kind "matvec" is weight (or its transpose) times array; "bias" a vector of weights (a bias, or
    peepholes); "value" an array at this unit; "computed" an expression such as (1 - h**2).
    """

    kind: str
    array: str = ""  # whose values are multiplied
    shift: int = 0  # -1: of the step before, +1: of the step after
    weight: str = ""
    gate: str | None = None
    transpose: bool = False
    code: str = ""  # the factor as it stands in the formula
    node: ast.expr = ast.Constant(0)


class Term(NamedTuple):
    """A product of factors with its sign."""

    sign: int
    factors: tuple[Factor, ...]
    node: ast.expr


class Equation(NamedTuple):
    """name = the sum of terms."""

    name: str
    code: str
    terms: tuple[Term, ...]
    node: ast.expr


def name_and_shift(name: str) -> tuple[str, int]:
    """Split a name into what it names and which step is meant.

    >>> name_and_shift("da_i_next"), name_and_shift("h_prev"), name_and_shift("dh_loss")
    (('da_i', 1), ('h', -1), ('dh_loss', 0))
    """
    for suffix, shift in (("_prev", -1), ("_next", 1)):
        if name.endswith(suffix):
            return name.removesuffix(suffix), shift
    return name, 0


@cache
def parse(code: str) -> Equation:
    """The terms and factors of a formula "name = expression".

    >>> [len(t.factors) for t in parse("c = f * c_prev + i * g").terms]
    [2, 2]
    """
    target, expression = code.split(" = ", 1)
    node = ast.parse(expression, mode="eval").body
    terms = tuple(Term(sign, _factors(n), n) for sign, n in _terms(node, 1))
    return Equation(target, code, terms, node)


def _terms(node: ast.expr, sign: int) -> list[tuple[int, ast.expr]]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        right = -sign if isinstance(node.op, ast.Sub) else sign
        return _terms(node.left, sign) + _terms(node.right, right)
    return [(sign, node)]


def _factors(node: ast.expr) -> tuple[Factor, ...]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return _factors(node.left) + _factors(node.right)
    return (_factor(node),)


def _factor(node: ast.expr) -> Factor:
    code = ast.unparse(node)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        weight, gate, transpose = _weight(node.left)
        array, shift = name_and_shift(ast.unparse(node.right))
        return Factor("matvec", array, shift, weight, gate, transpose, code, node)
    if isinstance(node, ast.Subscript) or code.startswith(("b_", "p_", "u_")):
        weight, gate, _ = _weight(node)
        return Factor("bias", weight=weight, gate=gate, code=code, node=node)
    if isinstance(node, ast.Name):
        array, shift = name_and_shift(node.id)
        return Factor("value", array, shift, code=code, node=node)
    return Factor("computed", code=code, node=node)


def _weight(node: ast.expr) -> tuple[str, str | None, bool]:
    """(name, gate, transposed) of W, W[gate] or W[gate].T."""
    if isinstance(node, ast.Attribute):
        name, gate, _ = _weight(node.value)
        return name, gate, True
    if isinstance(node, ast.Subscript):
        return ast.unparse(node.value), ast.unparse(node.slice), False
    return ast.unparse(node), None, False


@dataclass(frozen=True)
class Names:
    """What the names in a formula mean at one step."""

    value: Callable[[str, int], Array]  # (array, shift) -> (n,)
    weights: Mapping[str, Array]
    stacked: Callable[[str], tuple[str, ...]]  # the gates of a weight, in order

    def weight(self, name: str, gate: str | None) -> Array:
        """A weight, or the rows of one gate in it."""
        W = self.weights[name]
        if gate is None:
            return W
        gates = self.stacked(name)
        H, k = len(W) // len(gates), gates.index(gate)
        return W[k * H : (k + 1) * H]


def evaluate(node: ast.expr, names: Names) -> Array:
    """The value of an expression; every operation that formulas use, and no other."""
    match node:
        case ast.BinOp(left, ast.MatMult(), right):
            weight, gate, transpose = _weight(left)
            W = names.weight(weight, gate)
            return linear(evaluate(right, names), W.T if transpose else W)
        case ast.BinOp(left, op, right):
            return _OPERATIONS[type(op)](evaluate(left, names), evaluate(right, names))
        case ast.Call(ast.Name(f), [argument]):
            return FUNCTIONS[f](evaluate(argument, names))
        case ast.Constant(value):
            return np.asarray(value, float)
        case ast.Name(name) if name in names.weights:
            return names.weights[name]
        case ast.Name(name):
            return names.value(*name_and_shift(name))
        case ast.Subscript():
            weight, gate, _ = _weight(node)
            return names.weight(weight, gate)
    raise ValueError(f"a formula may not contain {ast.unparse(node)!r}")


_OPERATIONS: dict[type[ast.operator], Callable[[Array, Array], Array]] = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Pow: np.power,
}


def shifted(
    values: Mapping[str, Array], name: str, shift: int, before: Mapping[str, Array] | None = None
) -> Array:
    """An array (T, n) read one step earlier (shift -1) or later (+1).

    At the edges stands 0, or what `before` has of that name in front of the first step.
    """
    a = values[name]
    if shift == 0:
        return a
    edge = np.zeros_like(a[:1])
    if shift < 0 and before and name in before:
        edge = np.asarray(before[name])[None]
    return np.concatenate([edge, a[:-1]] if shift < 0 else [a[1:], edge])
