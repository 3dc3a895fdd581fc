"""The formulas of a cell as statements of a program, for vectors that are rows.

What stands in the generated program is made from the very formulas that the number card shows and
that the tests evaluate against the core: "a = W_xh @ x + b_h" becomes "a = x @ W_xh.T + b_h".
"""

import ast
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from rnnviz.core.cells import Cell
from rnnviz.core.equations import parse

N = TypeVar("N", bound=ast.AST)

LONGEST = 84  # letters of a statement that names pieces, before it is put on several lines


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
    sliced = {ast.unparse(node.value) for node in _nodes(cell, ast.Subscript)}
    names = [name for name in cell.Params._fields if name in sliced]
    return {name: [f"{name}_{gate}" for gate in cell.stacked(name)] for name in names}


def taken_apart(cell: Cell, name: str, whole: str, split: str) -> list[str]:
    """The lines that give a weight, or the pieces of a stacked one, the names of the formulas.

    `whole` is what the weight is called outside, `split` what cuts {W} into {n} pieces.

    >>> from rnnviz.core.cells import CELLS
    >>> taken_apart(CELLS["mgu"], "W_hh", "self.W_hh", "{W}.chunk({n})")
    ['W_hh_f, W_hh_n = self.W_hh.chunk(2)']
    """
    pieces = stacked(cell).get(name, [name])
    value = whole if len(pieces) == 1 else split.format(W=whole, n=len(pieces))
    names = ", ".join(pieces)
    if len(names) + len(value) <= LONGEST:
        return [f"{names} = {value}"]
    return ["(", *textwrap.wrap(f"{names},", LONGEST, initial_indent=" " * 4,
                                subsequent_indent=" " * 4), f") = {value}"]  # fmt: skip


def called(cell: Cell) -> set[str]:
    """The functions that the formulas call."""
    return {node.func.id for node in _nodes(cell, ast.Call) if isinstance(node.func, ast.Name)}


def _nodes(cell: Cell, kind: type[N]) -> list[N]:
    """All parts of the formulas that are of one kind."""
    nodes = (node for code in cell.forward for node in ast.walk(parse(code).node))
    return [node for node in nodes if isinstance(node, kind)]


def indented(lines: Sequence[str], by: int) -> str:
    """Lines moved to the right, as one text."""
    return "\n".join(" " * by + line if line else line for line in lines)


def weights_of(cell: Cell, params: Any) -> dict[str, Any]:
    """The cell's weights by name, with what must be 0 set to 0; none that no formula reads."""
    read = {node.id for node in _nodes(cell, ast.Name)}
    return {name: W for name, W in cell.fix(params)._asdict().items() if name in read}
