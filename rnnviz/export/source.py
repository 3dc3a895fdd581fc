"""The source of functions with all that they need, as one text: what a program is made of.

    gathered([("rnnviz.core.losses", "mse")])

Definitions come in an order in which each finds what it is made with. What they import from the
house is taken along, what they import from outside becomes an import. Doors, which check what a
person gives, are left out, and so is what annotations alone name: the text that they become a part
of begins with `from __future__ import annotations`.
"""

import ast
import importlib
import inspect
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

HOUSE = "rnnviz."


class Module(NamedTuple):
    """A module by its names: the statement that defines each, or where it comes from."""

    name: str
    lines: tuple[str, ...]
    defined: dict[str, ast.stmt]
    imported: dict[str, tuple[str, str]]  # to a name: module and name there; "" for a module


@cache
def read(name: str) -> Module:
    """Read a module of the house."""
    source = inspect.getsource(importlib.import_module(name))
    package = name.rpartition(".")[0]
    defined: dict[str, ast.stmt] = {}
    imported: dict[str, tuple[str, str]] = {}
    for node in ast.parse(source).body:
        for its in _names(node):
            defined[its] = node
        imported |= dict(_imports(node, package))
    return Module(name, tuple(source.splitlines()), defined, imported)


def _names(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign):
        yield from (t.id for t in node.targets if isinstance(t, ast.Name))
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id


def _imports(node: ast.stmt, package: str) -> Iterator[tuple[str, tuple[str, str]]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield alias.asname or alias.name, (alias.name, "")
    elif isinstance(node, ast.ImportFrom):
        above = package.split(".")[: 1 - node.level or None] if node.level else []
        base = ".".join([*above, *filter(None, [node.module])])
        for alias in node.names:
            yield alias.asname or alias.name, (base, alias.name)


class _Gathering:
    """What has been found so far, in order."""

    def __init__(self) -> None:
        self.imports: set[str] = set()
        self.texts: list[str] = []
        self.homes: dict[str, tuple[str, str]] = {}  # each name, and what it stands for

    def take(self, module: str, name: str, called: str = "") -> None:
        """Take a definition along, after all that it needs, under the name it is called by."""
        m, called = read(module), called or name
        if name not in m.defined:
            self.follow(called, *m.imported[name])
            return
        if self.homes.get(called) == (module, name):
            return
        if called in self.homes:
            message = f"{called} is in {module} and in {self.homes[called][0]}: no room for both."
            raise ValueError(message)
        self.homes[called] = module, name
        node = m.defined[name]
        for its in _read_by(node):
            if its != name and (its in m.defined or its in m.imported):
                self.take(module, its)
        self.texts.append(_text(m, node, name, called))

    def follow(self, called: str, module: str, name: str) -> None:
        """Take along what is imported."""
        if module.startswith(HOUSE) and name:
            self.take(module, name, called)
        elif name:
            self.imports.add(f"from {module} import {name}")
        else:
            self.imports.add(f"import {module}" + (f" as {called}" if called != module else ""))


def _read_by(node: ast.stmt) -> list[str]:
    """The names that a definition reads when it is made or called, in order; no annotations."""
    names: list[str] = []

    def walk(part: ast.AST) -> None:
        if isinstance(part, ast.Name):
            names.append(part.id)
        for field, value in ast.iter_fields(part):
            if field in ("annotation", "returns"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not _is_door(child):
                    walk(child)

    walk(node)
    return list(dict.fromkeys(names))


def _is_door(node: ast.AST) -> bool:
    called = node.func if isinstance(node, ast.Call) else node
    return isinstance(called, ast.Name) and called.id == "door"


def _text(m: Module, node: ast.stmt, name: str, called: str) -> str:
    """A definition as it stands in its file, without doors, under the name it is called by."""
    kept = [d for d in getattr(node, "decorator_list", []) if not _is_door(d)]
    above = [f"@{ast.unparse(d)}" for d in kept]
    first, *rest = m.lines[node.lineno - 1 : node.end_lineno]
    return "\n".join([*above, re.sub(rf"\b{name}\b", called, first, count=1), *rest])


def gathered(wanted: Iterable[tuple[str, str]]) -> str:
    """The definitions of these names, each given with its module, and all that they need.

    Raises:
        ValueError: when two modules define the same name, which one text cannot hold.
    """
    found = _Gathering()
    for module, name in wanted:
        found.take(module, name)
    return "\n\n\n".join(["\n".join(sorted(found.imports, key=_import_order)), *found.texts])


def _import_order(line: str) -> tuple[bool, str]:
    """What comes with Python first."""
    return "numpy" in line, line.split()[1]
