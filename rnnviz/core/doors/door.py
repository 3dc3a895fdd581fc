"""The door of a public function: what it is given is looked at once, and then trusted.

    @door(x="T I", d="T O", where=("every", "last"))

A rule in quotes is a shape, see `axes`; a tuple of names is a choice; a function is a rule of its
own, see `weights` and `walks`. Rules run in the order in which they are written. Arguments without
a rule are checked for what they are annotated as: `int` is a whole number from 1 on, `float` one
real number, an array holds real numbers; whole numbers become float64 wherever numbers are
computed with. An argument may be None where its default is.

Whoever has come in through one door passes all others: functions of the core call each other
without being asked again, so loops stay as fast as they are. Only a function that calls back what
a person gave it, or hands on options by name, leaves its door open.
"""

import inspect
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from ..arrays import Array, Whole
from .axes import Seen, shaped
from .values import (
    check_choice,
    check_function,
    check_kind,
    check_positive,
    check_real,
    check_whole,
    numbers,
)

F = TypeVar("F", bound=Callable[..., Any])
Rule = Callable[[str, Any, Seen], Any]


class _House(threading.local):
    """Whether this thread is inside of a door."""

    inside = False


_house = _House()


@contextmanager
def inside() -> Iterator[None]:
    """No door asks within: for a loop that was given only what has been checked, as in `fit`."""
    before, _house.inside = _house.inside, True
    try:
        yield
    finally:
        _house.inside = before


def door(**rules: str | tuple[str, ...] | Rule) -> Callable[[F], F]:
    """A decorator that checks a function's arguments by these rules and by its annotations."""

    def with_door(f: F) -> F:
        signature = inspect.signature(f)
        lets_out = any(map(_lets_out, signature.parameters.values()))
        checks = _in_order(signature, {name: _rule(rule) for name, rule in rules.items()})

        @wraps(f)
        def checked(*args: Any, **kwargs: Any) -> Any:
            if _house.inside:
                return f(*args, **kwargs)
            given = signature.bind(*args, **kwargs)
            _check(given.arguments, checks)
            _house.inside = not lets_out
            try:
                return f(*given.args, **given.kwargs)
            finally:
                _house.inside = False

        return cast("F", checked)

    return with_door


def _lets_out(p: inspect.Parameter) -> bool:
    """Whether a function hands on what it cannot check itself: a callback, or options by name."""
    kinds = get_args(p.annotation) if _is_union(p.annotation) else (p.annotation,)
    return p.kind is p.VAR_KEYWORD or any(get_origin(kind) is Callable for kind in kinds)


def _is_union(annotation: Any) -> bool:
    return get_origin(annotation) in {Union, UnionType}


def _check(arguments: dict[str, Any], checks: dict[str, tuple[Rule, bool]]) -> None:
    """Every argument through its rule; what a rule gives is what the function gets."""
    seen = Seen()
    for name, (rule, may_be_none) in checks.items():
        if name in arguments and not (arguments[name] is None and may_be_none):
            arguments[name] = seen.given[name] = rule(name, arguments[name], seen)


def _in_order(signature: inspect.Signature, rules: dict[str, Rule]) -> dict[str, tuple[Rule, bool]]:
    """Types first, so that rules can rely on them; then the rules as they were written."""
    unknown = set(rules) - set(signature.parameters)
    if unknown:
        raise TypeError(f"rules for arguments that are not there: {unknown}")
    found: dict[str, tuple[Rule, bool]] = {}
    for name, parameter in signature.parameters.items():
        if name not in rules:
            rule = _inferred(parameter.annotation)
            if rule is not None and parameter.kind is not parameter.VAR_KEYWORD:
                found[name] = rule, parameter.default is None
    for name, rule in rules.items():
        parameter = signature.parameters[name]
        kind = parameter.annotation
        if inspect.isclass(kind) and kind not in {
            Any,
            parameter.empty,
            int,
            float,
            str,
            tuple,
            list,
        }:
            found[name] = partial(_of_kind, kind, rule), parameter.default is None
        else:
            found[name] = rule, parameter.default is None
    return found


def _of_kind(kind: type, rule: Rule, name: str, value: Any, seen: Seen) -> Any:
    check_kind(name, value, kind)
    return rule(name, value, seen)


def _rule(rule: str | tuple[str, ...] | Rule) -> Rule:
    if isinstance(rule, str):
        return lambda name, value, seen: shaped(name, value, rule, seen)
    if isinstance(rule, tuple):
        return seeing(lambda name, value: check_choice(name, value, rule))
    return rule


def seeing(check: Callable[[str, Any], None]) -> Rule:
    """A rule of a check that leaves the value as it is."""

    def rule(name: str, value: Any, seen: Seen) -> Any:  # noqa: ARG001
        check(name, value)
        return value

    return rule


def whole(lowest: int, highest: int | None = None) -> Rule:
    """A rule for whole numbers from `lowest` on, up to `highest`."""
    return seeing(lambda name, value: check_whole_number(name, value, lowest, highest))


def fields_of(kind: type, **rules: str | tuple[str, ...] | Rule) -> Rule:
    """A rule for a dataclass of settings: each field by these rules, or by its annotation."""
    own = {name: (_rule(rule), False) for name, rule in rules.items()}
    inferred = {name: _inferred(hint) for name, hint in get_type_hints(kind).items()}
    checks = {name: (rule, True) for name, rule in inferred.items() if rule is not None} | own

    def rule(name: str, value: Any, seen: Seen) -> Any:  # noqa: ARG001
        check_kind(name, value, kind)
        for field, (check, may_be_none) in checks.items():
            held = getattr(value, field)
            if not (held is None and may_be_none and getattr(kind, field, 0) is None):
                check(field, held, Seen())
        return value

    return rule


def positive(name: str, value: Any, seen: Seen) -> Any:  # noqa: ARG001
    """A rule: a number greater than 0."""
    check_real(name, value)
    check_positive(name, value)
    return value


def check_whole_number(name: str, value: Any, lowest: int, highest: int | None = None) -> None:
    """As `check_whole`, but None is none."""
    check_whole(name, "None" if value is None else value, lowest, highest)


def _inferred(annotation: Any) -> Rule | None:
    """The rule that an annotation stands for, if it stands for one."""
    if _is_union(annotation):
        kinds = [kind for kind in get_args(annotation) if kind is not NoneType]
        return _inferred(kinds[0]) if len(kinds) == 1 else None
    if get_origin(annotation) is Callable:
        return seeing(check_function)
    if annotation in {Array, Whole}:
        return lambda name, value, seen: numbers(name, value)  # noqa: ARG005
    if annotation is int:
        return whole(1)
    if annotation is float:
        return seeing(check_real)
    if inspect.isclass(annotation) and annotation not in {Any, inspect.Parameter.empty}:
        return seeing(lambda name, value: check_kind(name, value, annotation))
    return None
