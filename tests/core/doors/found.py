"""What is public in a layer: functions, and the methods of classes that are given anything."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from types import ModuleType
from typing import Any


def public(layer: ModuleType, inside: tuple[str, ...] = ()) -> dict[str, Callable[..., Any]]:
    """By "module.function", "module.Class" and "module.Class.method"; without the rooms inside.

    A class stands for its own `__init__`. Of dataclasses and named tuples, whose `__init__` is
    made for them, only methods are asked, and no method that is given nothing.
    """
    found = {}
    for module in pkgutil.walk_packages(layer.__path__, f"{layer.__name__}."):
        short = module.name.removeprefix(f"{layer.__name__}.")
        if short.split(".")[0] not in inside:
            names = vars(importlib.import_module(module.name))
            own = {k: v for k, v in names.items() if getattr(v, "__module__", "") == module.name}
            found |= {f"{short}.{k}": f for k, f in _asked(own)}
    return found


def _asked(own: dict[str, Any]) -> Iterator[tuple[str, Callable[..., Any]]]:
    for name, value in own.items():
        if name[0] == "_":
            continue
        if inspect.isfunction(value):
            yield name, value
        if inspect.isclass(value):
            yield from ((f"{name}{key}", f) for key, f in _methods(value))


def _methods(kind: type) -> Iterator[tuple[str, Callable[..., Any]]]:
    for key, value in vars(kind).items():
        f = getattr(value, "__func__", value)  # of a class method or a static one
        written = inspect.isfunction(f) and f.__module__ == kind.__module__
        if written and key == "__init__" and not is_dataclass(kind):
            yield "", f
        if written and key[0] != "_" and len(inspect.signature(f).parameters) > 1:
            yield f".{key}", f
