"""Weights as one flat array, and back: what an optimiser, a norm and a snapshot need.

A tree is a NamedTuple whose fields are arrays or trees again. R restarts put a leading axis of
length R on every array; it stays the leading axis of the flat one.
"""

from collections.abc import Callable, Iterator
from math import prod
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Tree = TypeVar("Tree", bound=tuple[Any, ...])


def leaves(tree: Any) -> list[Array]:
    """List the arrays of a tree, in the order of its fields."""
    if not isinstance(tree, tuple):
        return [tree]
    return [leaf for child in tree for leaf in leaves(child)]


def named_leaves(tree: Any, name: str = "") -> list[tuple[str, Array]]:
    """List the arrays of a tree of NamedTuples with the name of each one's field."""
    if not isinstance(tree, tuple):
        return [(name, tree)]
    fields = getattr(tree, "_fields", None) or map(str, range(len(tree)))
    return [
        leaf
        for field, child in zip(fields, tree, strict=True)
        for leaf in named_leaves(child, field)
    ]


def tree_map(f: Callable[[Any], Any], tree: Tree) -> Tree:
    """Apply `f` to every array of a tree; the result has the tree's own types."""
    children = [tree_map(f, c) if isinstance(c, tuple) else f(c) for c in tree]
    return _rebuild(tree, children)


def flatten(tree: Any, lead: int = 0) -> Array:
    """Join the arrays of a tree, each (*lead axes, ...), into one array (*lead axes, P)."""
    return np.concatenate([a.reshape(*a.shape[:lead], -1) for a in leaves(tree)], axis=-1)


def unflatten(theta: Array, like: Tree, lead: int = 0) -> Tree:
    """Cut theta (..., P) into arrays shaped as those of `like` without its `lead` leading axes.

    The arrays are views of theta where NumPy can give views. The inverse of `flatten`.
    """
    return _fill(like, iter(_pieces(theta, like, lead)))


def _pieces(theta: Array, like: Any, lead: int) -> Iterator[Array]:
    start = 0
    for leaf in leaves(like):
        shape = leaf.shape[lead:]
        stop = start + prod(shape)
        yield theta[..., start:stop].reshape(*theta.shape[:-1], *shape)
        start = stop


def _fill(like: Tree, pieces: Iterator[Array]) -> Tree:
    return tree_map(lambda _: next(pieces), like)


def _rebuild(tree: Tree, children: list[Any]) -> Tree:
    named = hasattr(tree, "_fields")
    return type(tree)(*children) if named else type(tree)(children)
