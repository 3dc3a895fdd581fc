"""Shapes of arrays, and how many numbers there are."""

import numpy as np

from rnnviz.core.shapes import count, keras_weights, torch_input, torch_output, torch_weights
from rnnviz.scenes.shapes.counts import counts
from rnnviz.words.numbers import number
from tests.words.proofs.opened import Proof, opened


def sizes(code: str, **changed: str) -> Proof:
    """The shapes of what PyTorch's layer reads and gives, by name."""
    plan = opened(code, train=False, **changed).plan
    shapes = (*torch_input(plan.layers, plan.T, plan.N), *torch_output(plan.layers, plan.T, plan.N))
    return {shape.name: str(shape.size) for shape in shapes}


def h_n() -> Proof:
    found = sizes("h_n")
    return {name: found[name] for name in ("output", "h_n")}


def output_last() -> Proof:
    found = opened("output_last")
    (_forward, reverse), x = found.played.h[0], found.played.x
    assert np.allclose(sizes_of_last(found), reverse[-1], rtol=1e-12)
    return {"steps": str(len(x)), "one": number(reverse[-1, 0]), "all": number(reverse[0, 0])}


def sizes_of_last(found: object) -> np.ndarray:
    """What the reverse direction says once it has read the last value alone."""
    w, x = found.network.weights.layers[0][1], found.played.x  # type: ignore[attr-defined]
    return np.tanh(w.W_xh @ x[-1] + w.b_h)


def three_counts() -> Proof:
    plan = opened("three_counts").plan
    ways = {way.name: str(way.module) for way in counts(plan)}
    return {"book": ways["Textbook"], "torch": ways["PyTorch"], "keras": ways["Keras"]}


def count_cells() -> Proof:
    def module(cell: str) -> int:
        return count(torch_weights(opened("count_cells", cell=cell).plan.layers))

    shown = {name: module(cell) for name, cell in
             {"rnn": "rnn_tanh", "gru": "gru", "lstm": "lstm"}.items()}  # fmt: skip
    assert shown["lstm"] == 4 * shown["rnn"]
    return {name: str(n) for name, n in shown.items()}


def batch_first() -> Proof:
    first, last = sizes("batch_first"), sizes("batch_first", batch_first="0")
    assert first["h_n"] == last["h_n"]
    assert first["output"] != last["output"]
    return {"input": last["input"], "first": first["input"], "h_n": first["h_n"]}


def two_ways() -> Proof:
    both, one = (opened("two_ways", bidirectional=b).plan.layers for b in "10")
    assert count(keras_weights(both)) == 2 * count(keras_weights(one))
    return {
        "one": str(count(torch_weights(one))), "two": str(count(torch_weights(both))),
        "narrow": str(one.width), "wide": str(both.width),
    }  # fmt: skip


def padding() -> Proof:
    s = opened("padding").study
    assert s.x[:3].all()
    assert not s.x[3:].any()
    assert len(s.x) == 8
    return {"before": number(s.trace.h[2, 0]), "after": number(s.trace.h[7, 0])}


PROOFS = (h_n, output_last, three_counts, count_cells, batch_first, two_ways, padding)
