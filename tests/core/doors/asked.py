"""Asking a function what a stranger would: other arrays, wrong shapes, nonsense."""

import inspect
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from rnnviz.core.bptt import Gradients
from rnnviz.core.deep import DeepForward, DeepNetwork
from rnnviz.core.feedback import FreeRun
from rnnviz.core.flow import Reach
from rnnviz.core.layers import Run
from rnnviz.core.ledger import Ledger
from rnnviz.core.network import Forward, Network
from rnnviz.core.seq2seq import Decoding, Seq2Seq
from rnnviz.core.study import Study
from rnnviz.errors import RnnvizError

# What the library itself has made is not taken apart.
SEALED = (Forward, FreeRun, Run, DeepForward, Decoding, Reach, Ledger, Study, Gradients)
RNG = np.random.Generator
NETWORKS = (Network, DeepNetwork, Seq2Seq)

FREE_TEXT = {"name", "prefix", "axis"}  # a person's own words

Path = tuple[Any, ...]
EXAMPLES = settings(max_examples=12, database=None, deadline=None, derandomize=True)


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, np.ndarray]]:
    """Every array that is given, however deep, with the way to it."""
    if isinstance(value, np.ndarray):
        yield path, value
    elif isinstance(value, SEALED):
        return
    elif isinstance(value, NETWORKS):
        yield from leaves(value.weights, (*path, "weights"))
    elif isinstance(value, dict):
        for k, part in value.items():
            yield from leaves(part, (*path, k))
    elif isinstance(value, tuple) or (isinstance(value, list) and not is_walk(value)):
        for k, part in enumerate(value):
            yield from leaves(part, (*path, k))


def is_walk(value: list[Any]) -> bool:
    """Whether it is a list of a cell's steps."""
    return any(hasattr(part, "h_prev") for part in value)


def with_leaf(value: Any, path: Path, new: Any) -> Any:
    """The same with one array replaced."""
    if not path:
        return new
    k, rest = path[0], path[1:]
    if isinstance(value, NETWORKS):
        return replace(value, weights=with_leaf(value.weights, rest, new))
    if isinstance(value, dict):
        return {**value, k: with_leaf(value[k], rest, new)}
    parts = [with_leaf(part, rest, new) if i == k else part for i, part in enumerate(value)]
    if isinstance(value, list):
        return parts
    return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)


def numbers(value: Any) -> list[np.ndarray]:
    """All numbers of an answer, flat."""
    if isinstance(value, np.ndarray | float | int | np.number):
        return [np.asarray(value)]
    if isinstance(value, dict):
        value = list(value.values())
    elif is_dataclass(value) and not isinstance(value, type):
        value = [getattr(value, f.name) for f in fields(value) if f.name not in {"cell", "net"}]
    if isinstance(value, tuple | list):
        return [a for part in value for a in numbers(part)]
    return []


def answer(f: Any, arguments: dict[str, Any]) -> list[np.ndarray] | None:
    """The numbers of a call; None where it was refused in one sentence."""
    fresh = {k: deepcopy(a) if isinstance(a, RNG) else a for k, a in arguments.items()}
    try:
        with np.errstate(all="ignore"):
            return numbers(f(**fresh))
    except RnnvizError as error:
        assert str(error).strip()
        assert "\n" not in str(error)
        return None


def same(a: list[np.ndarray], b: list[np.ndarray], single: bool) -> bool:
    """Whether two answers hold the same numbers, in single precision or in double."""
    return len(a) == len(b) and all(
        x.size == y.size
        and np.allclose(
            x.ravel().astype(complex),
            y.ravel().astype(complex),
            rtol=2e-3 if single else 1e-9,
            atol=1e-4 if single else 1e-9,
            equal_nan=True,
        )
        for x, y in zip(a, b, strict=True)
    )


def read_only(a: np.ndarray) -> np.ndarray:
    b = a.copy()
    b.flags.writeable = False
    return b


def strided(a: np.ndarray) -> np.ndarray:
    return np.repeat(a, 2, axis=0)[::2] if a.ndim else a


HOLDERS = {
    "whole numbers": lambda a: a.astype(np.int64),
    "small whole numbers": lambda a: a.astype(np.int8),
    "float32": lambda a: a.astype(np.float32),
    "float16": lambda a: a.astype(np.float16),
    "longdouble": lambda a: a.astype(np.longdouble),
    "a list": lambda a: a.tolist(),
    "a list of whole numbers": lambda a: a.astype(int).tolist(),
    "columns first": np.asfortranarray,
    "not contiguous": strided,
    "read-only": read_only,
}


def kept_as_it_is(a: np.ndarray) -> bool:
    return bool(np.array_equal(a, np.rint(a)))


def cut(a: np.ndarray, axis: int) -> np.ndarray:
    return np.take(a, range(a.shape[axis] - 1), axis=axis)


def elsewhere(found: list[tuple[Path, np.ndarray]], path: Path, axis: int) -> bool:
    """Whether another array, or another axis of this one, has the length of this axis."""
    n = dict(found)[path].shape[axis]
    others = [m for p, a in found for k, m in enumerate(a.shape) if (p, k) != (path, axis)]
    return n in others


WRONG = [None, "no such name", object(), 2.5, -1, [], (), {}, True, b"x", [[1], [2, 3]]]
WRONG += [float("nan")]


def ask_in_another_array(f: Any, arguments: dict[str, Any], data: st.DataObject) -> None:
    """The same numbers in another array give the same answer, or a sentence."""
    found = list(leaves(arguments))
    if not found:
        return
    expected = answer(f, arguments)
    assert expected is not None
    path, a = found[data.draw(st.integers(0, len(found) - 1))]
    holder = data.draw(st.sampled_from(sorted(HOLDERS)))
    if ("whole" in holder or holder == "float16") and not kept_as_it_is(a):
        return  # a trace holds no whole numbers
    given_now = answer(f, with_leaf(arguments, path, HOLDERS[holder](a)))
    if holder in {"columns first", "not contiguous"}:
        assert given_now is not None
    if holder == "read-only" and f.__name__ != "numerical_gradient":  # which nudges in place
        assert given_now is not None
    if given_now is not None:
        assert same(given_now, expected, holder == "float32"), (path, holder)


def ask_what_does_not_fit(f: Any, arguments: dict[str, Any], data: st.DataObject) -> None:
    """An array that does not fit the others is refused; nothing ends in a traceback."""
    found = [(path, a) for path, a in leaves(arguments) if a.ndim]
    if not found:
        return
    path, a = found[data.draw(st.integers(0, len(found) - 1))]
    axis = data.draw(st.integers(0, a.ndim - 1))
    way = data.draw(st.sampled_from(("cut", "lost", "more")))
    if way == "more":
        wrong = np.repeat(np.expand_dims(a, axis), 3, axis=axis)
    else:
        wrong = cut(a, axis) if way == "cut" else a.take(0, axis=axis)
    given_now = answer(f, with_leaf(arguments, path, wrong))
    if way == "cut" and elsewhere(found, path, axis):
        assert given_now is None, (path, a.shape, wrong.shape)
    if way == "lost" and a.ndim > 1 and elsewhere(found, path, axis) and len(found) > 1:
        assert given_now is None, (path, a.shape, wrong.shape)


def ask_nonsense(f: Any, arguments: dict[str, Any], free: set[str] = FREE_TEXT) -> None:
    """What is no number and no name is refused in a sentence."""
    signature = inspect.signature(f).parameters
    for key, wrong in ((key, wrong) for key in arguments for wrong in WRONG):
        kind = signature[key].annotation if key in signature else str
        found = answer(f, {**arguments, key: wrong})
        if isinstance(arguments[key], str) and key not in free and wrong is not None:
            assert found is None, (key, wrong)
        if isinstance(arguments[key], np.ndarray) and (isinstance(wrong, str | dict | bytes)):
            assert found is None, (key, wrong)
        if kind is int and (wrong is None or not isinstance(wrong, int) or wrong is True):
            assert found is None, (key, wrong)
