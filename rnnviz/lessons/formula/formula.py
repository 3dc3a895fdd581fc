"""A formula is read into a tree and walked; nothing in it is ever executed as a program.

It may hold numbers, names of arrays, places in them counted from 1 as on the screens, the four
operations and powers, comparisons, `and`, `or`, `not`, and the functions of functions.py.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from rnnviz.errors import RnnvizError
from rnnviz.lessons.formula.functions import FUNCTIONS, one, power
from rnnviz.words import _

LONGEST = 300  # characters
DEEPEST = 40  # brackets within brackets

OPERATORS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: np.divide,  # by 0 it is infinite, which is said, and not an error
    ast.Pow: power,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}

# From a name to its value, and to what its last axis is called.
Look = Callable[[str], Any]
Columns = Callable[[str], tuple[str, ...]]


def tree(text: str) -> ast.expr:
    """A formula as a tree.

    Raises:
        RnnvizError: if it cannot be read.
    """
    if len(text) > LONGEST:
        raise RnnvizError(_("a formula has at most {n} characters").format(n=LONGEST))
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        message = _("“{formula}” is not a formula that can be read")
        raise RnnvizError(message.format(formula=text.strip()[:80])) from error


def names_in(text: str) -> set[str]:
    """The names that a formula looks up, with their dots.

    >>> sorted(names_in("after.loss[-1] < loss[3] * abs(gain)"))
    ['after.loss', 'gain', 'loss']

    Raises:
        RnnvizError: if it cannot be read.
    """
    return _names(tree(text))


def _names(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Name | ast.Attribute):
        return {dotted(node)}
    skipped = node.func if isinstance(node, ast.Call) else None
    parts = [part for part in ast.iter_child_nodes(node) if part is not skipped]
    return set().union(*map(_names, parts))


def dotted(node: ast.AST) -> str:
    """The name that a node is, with its dots.

    Raises:
        RnnvizError: if it is none.
    """
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    raise RnnvizError(_("a name is needed before a dot or a bracket"))


class Walk:
    """Works a formula out; every kind of node that it does not know is refused."""

    def __init__(self, look: Look, columns: Columns = lambda _name: ()) -> None:
        """`look` gives the value of a name, or raises."""
        self.look, self.columns = look, columns

    def value(self, text: str) -> Any:
        """What a formula comes to: a number, several, yes or no, or a text.

        >>> look = {"h": np.array([[0.1, 0.2], [0.3, 0.4]])}.__getitem__
        >>> Walk(look).value("h[2, 1] < 0.4 and 1 < 2")
        True

        Raises:
            RnnvizError: if it cannot be read, or does not come to a finite number.
        """
        with np.errstate(all="ignore"):  # what is not finite is said below
            try:
                found = self._of(tree(text), DEEPEST)
            except (TypeError, ValueError, IndexError, np.linalg.LinAlgError) as error:
                message = _("“{formula}” cannot be worked out: {reason}")
                raise RnnvizError(message.format(formula=text.strip(), reason=error)) from error
        if not isinstance(found, str) and not np.all(np.isfinite(found)):
            message = _("“{formula}” is not a finite number")
            raise RnnvizError(message.format(formula=text.strip()))
        return found

    def _of(self, node: ast.expr, deep: int) -> Any:
        if deep <= 0:
            raise RnnvizError(_("a formula has too many brackets"))
        match node:
            case ast.Constant(value=int() | float() | str() as value) if not isinstance(
                value, bool
            ):
                return value
            case ast.Name() | ast.Attribute():
                return self.look(dotted(node))
            case ast.Subscript():
                return self._part(node, deep - 1)
            case ast.UnaryOp():
                return self._sign(node, deep - 1)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
                return OPERATORS[type(op)](self._of(left, deep - 1), self._of(right, deep - 1))
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in OPERATORS:
                return OPERATORS[type(op)](self._of(left, deep - 1), self._of(right, deep - 1))
            case ast.BoolOp(op=op, values=values):
                met = [bool(np.all(self._of(v, deep - 1))) for v in values]
                return all(met) if isinstance(op, ast.And) else any(met)
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
                return FUNCTIONS[name](*(self._of(a, deep - 1) for a in args))
        raise RnnvizError(_("“{part}” may not stand in a formula").format(part=ast.unparse(node)))

    def _sign(self, node: ast.UnaryOp, deep: int) -> Any:
        value = self._of(node.operand, deep)
        match node.op:
            case ast.USub():
                return -value
            case ast.Not():
                return not np.all(value)
            case ast.UAdd():
                return value
        raise RnnvizError(_("“{part}” may not stand in a formula").format(part=ast.unparse(node)))

    def _part(self, node: ast.Subscript, deep: int) -> Any:
        """A part of an array; places count from 1, and from the end with a minus."""
        name = dotted(node.value)
        array = np.asarray(self.look(name))
        given = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if len(given) > array.ndim:
            message = _("“{name}” has {n} axes, and {places} places are given")
            raise RnnvizError(message.format(name=name, n=array.ndim, places=len(given)))
        index = tuple(
            self._place(name, part, array.shape[axis], deep) for axis, part in enumerate(given)
        )
        return array[index]

    def _place(self, name: str, node: ast.expr, length: int, deep: int) -> Any:
        if isinstance(node, ast.Slice):
            if node.step is not None:
                raise RnnvizError(_("a range has a first and a last place alone"))
            first = 0 if node.lower is None else self._number(name, node.lower, length, deep)
            last = (
                length - 1 if node.upper is None else self._number(name, node.upper, length, deep)
            )
            return slice(first, last + 1)  # both ends are in it, as one says it
        return self._number(name, node, length, deep)

    def _number(self, name: str, node: ast.expr, length: int, deep: int) -> int:
        value = self._of(node, deep)
        if isinstance(value, str):
            called = self.columns(name)
            if value not in called:
                message = _("“{name}” has no “{place}”; it has: {all}")
                raise RnnvizError(
                    message.format(name=name, place=value, all=", ".join(called) or _("no names"))
                )
            return called.index(value)
        place = one(value)
        if place != round(place) or not 1 <= abs(place) <= length:
            message = _("“{name}” has places 1 to {length}, and {place:g} is none of them")
            raise RnnvizError(message.format(name=name, length=length, place=place))
        return int(place) - 1 if place > 0 else length + int(place)


def with_names(arrays: Mapping[str, Any]) -> Look:
    """Look a name up in a table.

    Raises:
        RnnvizError: from what is given, if it has no such name.
    """

    def look(name: str) -> Any:
        if name not in arrays:
            message = _("there is no “{name}”; there are: {known}")
            raise RnnvizError(message.format(name=name, known=", ".join(sorted(arrays))))
        return arrays[name]

    return look
