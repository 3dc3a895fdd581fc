"""How gradients flow."""

import numpy as np

from rnnviz.scenes.gradient_words import clipped, left
from rnnviz.words.numbers import at_most, brief, number
from tests.words.proofs.opened import Proof, flows


def relu() -> Proof:
    free, bounded = flows("relu")
    states = [float(np.abs(f.study.trace.h).max()) for f in (free, bounded)]
    return {
        "relu": number(states[0]), "grows": left(free.left), "tanh": at_most(states[1], 2),
        "left": left(bounded.left),
    }  # fmt: skip


def sigmoid() -> Proof:
    slow, fast = flows("sigmoid")
    return {
        "sigmoid": number(slow.slope or 0), "tanh": number(fast.slope or 0),
        "least": left(slow.left), "less": left(fast.left),
    }  # fmt: skip


def orthogonal() -> Proof:
    turned, drawn = flows("orthogonal")
    W = turned.writing
    assert np.allclose(W @ W.T, np.eye(len(W)), atol=1e-12)
    return {"orthogonal": left(turned.left), "drawn": left(drawn.left)}


def linear() -> Proof:
    drawn, same = flows("linear")
    assert drawn.slope == same.slope == 1
    return {"drawn": left(drawn.left), "identity": left(same.left)}


def irnn() -> Proof:
    same, drawn = flows("irnn")
    assert np.array_equal(same.writing, np.eye(len(same.writing)))
    return {"irnn": left(same.left), "relu": left(drawn.left)}


def loud() -> Proof:
    (soft,), (noisy,) = flows("loud", loudness="1.0"), flows("loud")
    assert np.allclose(10 * soft.study.x, noisy.study.x, rtol=1e-12)
    return {
        "soft": number(soft.slope or 0), "loud": number(noisy.slope or 0),
        "left": left(soft.left), "least": left(noisy.left),
    }  # fmt: skip


def norm_or_value() -> Proof:
    (f,) = flows("norm_or_value")
    c = clipped(f.study, "value", 0.05)
    assert clipped(f.study, "norm", 0.05).angle < 1e-5
    return {"limit": brief(0.05), "cut": str(c.cut), "n": str(c.n), "angle": f"{c.angle:.0f}"}


def truncated() -> Proof:
    (f,), (whole,) = flows("truncated"), flows("truncated", truncate="")
    assert whole.truncate is None
    return {"steps": str(f.truncate), "whole": number(whole.total), "cut": number(f.total)}


PROOFS = (relu, sigmoid, orthogonal, linear, irnn, loud, norm_or_value, truncated)
