"""Autograd, given deep networks, feedback and attention written apart, finds the same gradients."""

from typing import Any

import numpy as np
import pytest
from autograd import grad

from rnnviz.core.cells import CELLS
from tests.core import autograd_nets, test_deep, test_feedback, test_seq2seq
from tests.core.nets import STACKED
from tests.core.slopes import leaves

TOLERANCE = 1e-10
derivative: Any = grad  # its type stub does not know that it returns a function


def plain(tree: Any) -> Any:
    """Named tuples as tuples, which autograd can take apart."""
    return tuple(map(plain, tree)) if isinstance(tree, tuple) else tree


def difference(ours: Any, theirs: Any) -> float:
    """The largest difference, relative to 1 or the largest entry of each array."""
    pairs = zip(leaves(ours), leaves(plain(theirs)), strict=True)
    return max(np.abs(a - b).max(initial=0) / max(1, np.abs(b).max(initial=0)) for a, b in pairs)


def deep_difference(code: str, kind: str) -> float:
    case = test_deep.random_case(code, kind, seed=11, dropout=True, axes=())
    value = autograd_nets.deep(code, case.w, plain(case.v), case.masks)
    theirs = derivative(value)((plain(case.layers), case.x, plain(case.state0)))
    g = case.gradients()
    return difference((g.layers, g.x, g.state0), theirs)


def seq2seq_difference(code: str, kind: str) -> float:
    case = test_seq2seq.random_case(code, kind, seed=12, axes=())
    value = autograd_nets.seq2seq(code, case.tokens, case.d, case.net.reads_context)
    theirs = derivative(value)((*plain(case.net.weights), case.x, plain(case.state0)))
    weights, g = case.gradients()
    return difference((*weights, g.x, g.state0), theirs)


def free_difference(code: str) -> float:
    case = test_feedback.random_case(code, axes=())
    value = autograd_nets.free(code, case.w, len(case.w))
    theirs = derivative(value)((*plain(case.net.weights), case.x, plain(case.state0)))
    g = case.gradients()
    return difference((*g.weights, g.along.x[: len(case.x)], g.along.state0), theirs)


@pytest.mark.parametrize("kind", test_deep.KINDS)
@pytest.mark.parametrize("code", STACKED)
def test_that_autograd_finds_the_same_gradients_of_deep_networks(code, kind):
    assert deep_difference(code, kind) < TOLERANCE


@pytest.mark.parametrize("kind", test_seq2seq.KINDS)
@pytest.mark.parametrize("code", STACKED)
def test_that_autograd_finds_the_same_gradients_of_encoder_decoders(code, kind):
    assert seq2seq_difference(code, kind) < TOLERANCE


@pytest.mark.parametrize("code", CELLS)
def test_that_autograd_finds_the_same_gradients_through_feedback(code):
    assert free_difference(code) < TOLERANCE
