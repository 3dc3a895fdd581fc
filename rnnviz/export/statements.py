"""The formulas of a cell as statements of a program, for vectors that are rows.

What stands in the generated program is made from the very formulas that the number card shows and
that the tests evaluate against the core: "a = W_xh @ x + b_h" becomes "a = x @ W_xh.T + b_h".
"""

import ast
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.cells import Cell
from rnnviz.core.equations import parse


def statements(cell: Cell, functions: Mapping[str, str]) -> list[str]:
    """One step of the cell, a line for each formula; `functions` are the names to call instead.

    >>> from rnnviz.core.cells import CELLS
    >>> statements(CELLS["rnn_tanh"], {"tanh": "np.tanh"})
    ['a = x @ W_xh.T + h_prev @ W_hh.T + b_h', 'h = np.tanh(a)']
    """
    return [statement(code, functions) for code in cell.forward]


def statement(code: str, functions: Mapping[str, str]) -> str:
    """One formula as a statement.

    >>> statement("a_f = W_xh[f] @ x + b_h[f]", {})
    'a_f = x @ W_xh_f.T + b_h_f'
    """
    equation = parse(code)
    tree = _Rows(functions).visit(ast.parse(ast.unparse(equation.node), mode="eval").body)
    return f"{equation.name} = {ast.unparse(ast.fix_missing_locations(tree))}"


class _Rows(ast.NodeTransformer):
    """W @ v becomes v @ W.T, W[i] becomes W_i, and functions take their names in the program."""

    def __init__(self, functions: Mapping[str, str]) -> None:
        self.functions = functions

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """A product of a weight with a vector, with the vector as a row."""
        self.generic_visit(node)
        if not isinstance(node.op, ast.MatMult):
            return node
        weight = ast.Attribute(node.left, "T", ast.Load())
        return ast.BinOp(node.right, ast.MatMult(), weight)

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """One gate's rows of a stacked weight."""
        return ast.Name(f"{ast.unparse(node.value)}_{ast.unparse(node.slice)}", ast.Load())

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """A function by its name in the program."""
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in self.functions:
            node.func = ast.parse(self.functions[node.func.id], mode="eval").body
        return node


def stacked(cell: Cell) -> dict[str, list[str]]:
    """The stacked weights that the formulas slice, each with the names of its pieces in order.

    >>> from rnnviz.core.cells import CELLS
    >>> stacked(CELLS["mgu"])["W_xh"]
    ['W_xh_f', 'W_xh_n']
    """
    sliced = {
        ast.unparse(node.value)
        for code in cell.forward
        for node in ast.walk(parse(code).node)
        if isinstance(node, ast.Subscript)
    }
    names = [name for name in cell.Params._fields if name in sliced]
    gates = getattr(cell, "stacked", lambda _weight: cell.gates)
    return {name: [f"{name}_{gate}" for gate in gates(name)] for name in names}


def called(cell: Cell) -> set[str]:
    """The functions that the formulas call."""
    return {
        node.func.id
        for code in cell.forward
        for node in ast.walk(parse(code).node)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


def indented(lines: Sequence[str], by: int) -> str:
    """Lines moved to the right, as one text."""
    return "\n".join(" " * by + line if line else line for line in lines)


MOST_CYCLE = 2520  # every period from 1 to 10 divides it


def cycles(cell: Cell, params: Any) -> dict[str, Array]:
    """What the formulas take as given, such as ticks, as one cycle (P, H): step t has row t % P.

    >>> from rnnviz.core.cells import CELLS, clockwork
    >>> p = clockwork.Params(np.ones((4, 1)), np.ones((4, 4)), np.ones(4))
    >>> cycles(CELLS["clockwork"], p)["m"][:3].tolist()
    [[1.0, 1.0, 1.0, 1.0], [1.0, 0.0, 0.0, 0.0], [1.0, 1.0, 0.0, 0.0]]
    """
    found = cell.given(params, 2 * MOST_CYCLE)
    return {name: a[: _period(np.asarray(a, float))] for name, a in found.items()}


def _period(a: Array) -> int:
    """After how many steps a (T, H) begins anew."""
    half = len(a) // 2
    fits = (P for P in range(1, half + 1) if np.array_equal(a[:-P], a[P:]))
    return next(fits, half)


def weights_of(cell: Cell, params: Any) -> dict[str, Any]:
    """The cell's weights by name, with what must be 0 set to 0."""
    return cell.fix(params)._asdict()
