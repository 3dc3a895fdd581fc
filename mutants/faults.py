"""Which faults can be planted in a file: signs, comparisons, constants, conditions, loops.

Cosmic Ray finds and makes them. Left out is what says nothing of the tests: another spelling of the
same comparison (`==` for `is`), operators that no number knows (`>>`, `|`, `@` for `+`), decorators
(a cache that is gone changes no result), stars that unpack, and annotations, which nobody computes.
"""

import ast
import random
from collections.abc import Iterator
from difflib import ndiff
from pathlib import Path
from typing import Any, NamedTuple

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ARITHMETIC = {"Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow"}
BITS = {"BitOr", "BitAnd", "BitXor"}
ORDER = {"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE"}
SAME = {"Is", "IsNot"}
UNPACKING = {"parameters", "param", "argument", "star_expr", "dictorsetmaker"}
FAMILIES = (ARITHMETIC, BITS, ORDER, SAME)
PLAIN = {
    "ReplaceUnaryOperator_USub_UAdd",
    "ReplaceUnaryOperator_Delete_Not",
    "ReplaceUnaryOperator_Delete_Invert",
    "AddNot",
    "ReplaceTrueWithFalse",
    "ReplaceFalseWithTrue",
    "ReplaceAndWithOr",
    "ReplaceOrWithAnd",
    "ReplaceBreakWithContinue",
    "ReplaceContinueWithBreak",
    "ExceptionReplacer",
    "NumberReplacer",
    "ZeroIterationForLoop",
}


class Fault(NamedTuple):
    """One fault: the `occurrence`-th place in `path` that `operator` can change."""

    path: str
    operator: str
    occurrence: int
    line: int

    def planted(self, source: str) -> str:
        """The source with the fault in it."""
        return mutate_code(source, get_operator(self.operator)(), self.occurrence) or source

    def told(self, source: str) -> str:
        """Where it is, and the lines that differ: before and after."""
        marks = list(ndiff(source.splitlines(), self.planted(source).splitlines()))
        old, new = (
            " ".join(m[1:].strip() for m in marks if m.startswith(sign)) for sign in ("- ", "+ ")
        )
        return f"{self.path}:{self.line}: {old}  ->  {new}"


def operators() -> list[str]:
    """Names of the operators that are used."""
    return [name for name in operator_names() if _is_used(name.partition("/")[2])]


def _is_used(name: str) -> bool:
    kind, _, change = name.partition("_")
    if kind in ("ReplaceBinaryOperator", "ReplaceComparisonOperator"):
        old, _, new = change.partition("_")
        return any(old in family and new in family for family in FAMILIES)
    return name in PLAIN


def faults(root: Path, path: str) -> Iterator[Fault]:
    """Every fault that can be planted in a file."""
    source = (root / path).read_text(encoding="utf-8")
    silent = set(_annotations(source))
    nodes = [node for node in ast_nodes(get_ast(source)) if not _unpacks(node)]
    for name in operators():
        operator = get_operator(name)()
        places = (place for node in nodes for place in operator.mutation_positions(node))
        for occurrence, (start, _end) in enumerate(places):
            if start not in silent:
                yield Fault(path, name, occurrence, start[0])


def _unpacks(node: Any) -> bool:
    """Whether it is a star that multiplies nothing: f(*a), f(**b), def f(*, c)."""
    return getattr(node, "value", "") in ("*", "**") and node.parent.type in UNPACKING


def _annotations(source: str) -> Iterator[tuple[int, int]]:
    """Places (line, column) inside annotations."""
    for node in ast.walk(ast.parse(source)):
        for name in ("annotation", "returns"):
            said = getattr(node, name, None)
            if said is not None:
                yield from _places(said, source.splitlines())


def _places(node: ast.expr, lines: list[str]) -> Iterator[tuple[int, int]]:
    for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
        first = node.col_offset if line == node.lineno else 0
        last = node.end_col_offset if line == node.end_lineno else len(lines[line - 1])
        yield from ((line, column) for column in range(first, last or 0))


def drawn(root: Path, paths: list[str], count: int, seed: int) -> list[Fault]:
    """A random sample of all faults of some files, in the order of the files; 0: all of them."""
    found = [fault for path in paths for fault in faults(root, path)]
    if not 0 < count < len(found):
        return found
    return sorted(random.Random(seed).sample(found, count))
