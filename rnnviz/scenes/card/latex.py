"""The formulas of a cell in LaTeX, made from the very text that is evaluated."""

import ast
import re

from rnnviz.core.cells.cell import Cell
from rnnviz.core.equations import Equation, name_and_shift, parse

WHEN = {-1: "t-1", 0: "t", 1: "t+1"}
FUNCTIONS = {
    "tanh": r"\tanh",
    "sigmoid": r"\sigma",
    "relu": r"\mathrm{ReLU}",
    "mean": r"\mathrm{mean}",
    "inverse_deviation": r"\mathrm{std}^{-1}",
}


WIDEST = 5  # terms in a line
LAYERED = re.compile(r"([A-Za-z]+)(\d*)")


def layered(name: str) -> str:
    r"""A letter or a word, with the number of its layer raised.

    >>> layered("c"), layered("c1"), layered("gd1")
    ('c', 'c^{1}', '\\mathit{gd}^{1}')
    """
    match = LAYERED.fullmatch(name)
    if match is None:
        return name
    word = match[1] if len(match[1]) == 1 else rf"\mathit{{{match[1]}}}"
    return f"{word}^{{{match[2]}}}" if match[2] else word


def latex_name(name: str, shift: int = 0) -> str:
    r"""How an array is typeset at step t + shift.

    >>> latex_name("h", -1), latex_name("a_f"), latex_name("h1")
    ('h_{t-1}', 'a_{f,t}', 'h^{1}_{t}')
    >>> latex_name("dh", 1)
    '\\frac{\\partial L}{\\partial h_{t+1}}'
    """
    when = WHEN[shift]
    if name == "dh_loss":
        return rf"\frac{{\partial L_{{{when}}}}}{{\partial h_{{{when}}}}}"
    if name.startswith("d") and len(name) > 1:
        return rf"\frac{{\partial L}}{{\partial {latex_name(name[1:], shift)}}}"
    base, _, part = name.partition("_")
    if base in ("W", "b", "p"):
        return rf"{base}_{{{part}}}"
    return rf"{base}_{{{layered(part)},{when}}}" if part else rf"{layered(base)}_{{{when}}}"


def typeset(node: ast.expr) -> str:
    """An expression of a formula in LaTeX."""
    match node:
        case ast.BinOp(left, ast.MatMult(), right):
            return f"{typeset(left)}\\, {typeset(right)}"
        case ast.BinOp(left, ast.Mult(), right):
            return rf"{_bracketed(left)} \odot {_bracketed(right)}"
        case ast.BinOp(left, ast.Pow(), ast.Constant(2)):
            return _squared(left)
        case ast.BinOp(left, op, right):
            return f"{typeset(left)} {'+' if isinstance(op, ast.Add) else '-'} {typeset(right)}"
        case ast.Call(ast.Name("step"), [argument]):
            return rf"[{typeset(argument)} > 0]"
        case ast.Call(ast.Name(f), [argument]):
            return rf"{FUNCTIONS[f]}({typeset(argument)})"
        case ast.Attribute(value):
            return rf"{typeset(value)}^\top"
        case ast.Subscript(ast.Name(name), ast.Name(gate)):
            base, _, part = name.partition("_")
            return rf"{base}_{{{part[:-1]}{layered(gate)}}}"
        case ast.Name(name):
            return latex_name(*name_and_shift(name))
    return ast.unparse(node)


def _squared(node: ast.expr) -> str:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return rf"{FUNCTIONS[node.func.id]}^2({typeset(node.args[0])})"
    text = typeset(node)
    return f"{{{text}}}^2" if "^" in text else f"{text}^2"


def _bracketed(node: ast.expr) -> str:
    text = typeset(node)
    sum_inside = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub)
    return f"({text})" if sum_inside else text


def aligned(codes: tuple[str, ...]) -> str:
    """Several formulas, one below the other, aligned at their equals signs."""
    rows = [_row(parse(code)) for code in codes]
    return r"\begin{aligned}" + r" \\ ".join(rows) + r"\end{aligned}"


def _row(e: Equation) -> str:
    """One formula; a sum of many terms goes on in the next line."""
    if len(e.terms) <= WIDEST:
        return f"{latex_name(e.name)} &= {typeset(e.node)}"
    lines = -(-len(e.terms) // (WIDEST - 1))
    each = -(-len(e.terms) // lines)
    terms = [f"{'+' if term.sign > 0 else '-'} {typeset(term.node)}" for term in e.terms]
    parts = [" ".join(terms[k : k + each]) for k in range(0, len(terms), each)]
    return f"{latex_name(e.name)} &= {parts[0].removeprefix('+ ')}" + "".join(
        rf" \\ &\quad {part}" for part in parts[1:]
    )


def forward_latex(cell: Cell) -> str:
    """One step forward."""
    return aligned((*cell.forward, "y = W_hy @ h + b_y"))


def backward_latex(cell: Cell) -> str:
    """The same step backward."""
    return aligned(("dh_loss = W_hy.T @ dy", *cell.backward))
