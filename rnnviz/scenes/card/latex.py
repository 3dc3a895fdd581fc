"""The formulas of a cell in LaTeX, made from the very text that is evaluated."""

import ast
import re

from rnnviz.core.cells.cell import Cell
from rnnviz.core.equations import Equation, name_and_shift, parse
from rnnviz.core.learning import Share, shares

WHEN = {-1: "t-1", 0: "t", 1: "t+1"}
FUNCTIONS = {
    "tanh": r"\tanh",
    "sigmoid": r"\sigma",
    "log_sigmoid": r"\ln\sigma",
    "softplus": r"\mathrm{softplus}",
    "decay": r"1/\exp",
    "relu": r"\mathrm{ReLU}",
    "inverse": r"1/",
    "exp": r"\exp",
    "cos": r"\cos",
    "sin": r"\sin",
    "root": r"\surd",
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
    if base in ("W", "b", "p", "u"):
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


def aligned(codes: tuple[str, ...], *more: str) -> str:
    """Several formulas, one below the other, aligned at their equals signs; then `more` rows."""
    rows = [*(_row(parse(code)) for code in codes), *more]
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
    """The same step backward, and what all steps together give to each weight."""
    return aligned(("dh_loss = W_hy.T @ dy", *cell.backward), *learning_rows(cell))


def learning_rows(cell: Cell) -> list[str]:
    """The gradient of every weight, a sum over all steps; gates that read alike share a row."""
    alike: dict[Share, list[str]] = {}
    for share in shares(cell):
        gate = share.gate if share.delta == f"da_{share.gate}" else None
        key = share if gate is None else share._replace(gate=ANY, delta=f"da_{ANY}")
        alike.setdefault(key, []).extend([] if gate is None else [gate])
    rows: dict[tuple[str, str], list[str]] = {}
    for share, gates in alike.items():
        one = share if len(gates) != 1 else share._replace(gate=gates[0], delta=f"da_{gates[0]}")
        rows.setdefault((_weight_latex(one), _among(gates)), []).append(_share_latex(one))
    return [
        rf"\frac{{\partial L}}{{\partial {weight}}} &= \sum_t {_added(terms)}{among}"
        for (weight, among), terms in rows.items()
    ]


ANY = "gamma"  # stands for any of several gates


def _among(gates: list[str]) -> str:
    if len(gates) < 2:
        return ""
    line = r" \\ &" if len(gates) > 2 * WIDEST else ""
    return line + rf"\quad \gamma \in \{{{', '.join(map(layered, gates))}\}}"


def _added(terms: list[str]) -> str:
    return terms[0] if len(terms) == 1 else rf"\left({' + '.join(terms)}\right)"


def _weight_latex(share: Share) -> str:
    if share.gate is None:
        return latex_name(share.weight)
    base, _, part = share.weight.partition("_")
    return f"{base}_{{{part[:-1]}{_gate_latex(share.gate)}}}"


def _gate_latex(gate: str) -> str:
    return r"\gamma" if gate == ANY else layered(gate)


def _share_latex(share: Share) -> str:
    delta = latex_name(share.delta).replace(layered(ANY), r"\gamma")
    if share.kind == "bias":
        return delta
    value = latex_name(share.array, share.shift)
    if share.kind == "pointwise":
        return rf"{delta} \odot {value}"
    return rf"{delta}\, {{{value}}}^\top" if "^" in value else rf"{delta}\, {value}^\top"
