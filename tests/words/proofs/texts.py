"""Letters, their probabilities, and attention."""

import math

import numpy as np

from rnnviz.core.language import probabilities
from rnnviz.words.numbers import number, percent
from tests.words.proofs.opened import Proof, opened


def same_letter() -> Proof:
    found = opened("same_letter")
    assert found.example.ticks == ("J", "A", "Z", "Z")
    p = probabilities(found.study.y)
    assert found.trained.letters[2] == "Z"
    return {"z": percent(p[2, 2], 1), "end": percent(p[3, 3], 1)}


def perplexity() -> Proof:
    found = opened("perplexity")
    assert found.study.y.shape[1] == 4
    nats = found.study.total / len(found.study.y)
    return {"nats": number(nats), "perplexity": number(math.exp(nats), 4)}


def bits() -> Proof:
    found = opened("bits")
    nats = found.study.total / len(found.study.y)
    return {
        "rate": number(1 / math.log(2), 4), "epochs": str(found.trained.epochs),
        "nats": number(nats), "bits": number(nats / math.log(2)),
    }  # fmt: skip


def temperature() -> Proof:
    names = {"0.5": "cold", "1.0": "plain", "2.0": "hot"}
    shown = {}
    for t, name in names.items():
        y = opened("temperature", temperature=t).study.y
        shown[name] = percent(probabilities(y, float(t))[0].max(), 1)
    return shown


def counting() -> Proof:
    found = opened("counting")
    assert "".join(found.example.ticks) == "aaaaabbbbb"
    cell, p = found.study.trace.c[:, 1], probabilities(found.study.y)
    moves = np.diff(cell)
    assert (moves[:4] < 0).all()
    assert (moves[4:] > 0).all()
    return {
        "first": number(cell[0]), "low": number(cell[4]), "end": percent(p[-1, -1], 1),
    }  # fmt: skip


def attention() -> Proof:
    found = opened("attention", train=True)
    assert found.text == "gbb"
    weights = found.decoding.looks.alpha
    assert np.allclose(weights.sum(axis=1), 1, rtol=1e-12)
    return {"last": percent(weights[0, -1], 1)}


PROOFS = (same_letter, perplexity, bits, temperature, counting, attention)
