"""What is believed, put to the test."""

import numpy as np
import pytest

from rnnviz.core.jacobians import spectral_radius
from rnnviz.scenes.gradient_words import clipped, left
from rnnviz.scenes.gradients import Flow
from rnnviz.series.judge.proof import LEVEL, between
from rnnviz.words.numbers import at_most, number
from rnnviz.words.questions import QUESTIONS
from tests.words.proofs.opened import Proof, comparison, flows, opened


def above(f: Flow) -> str:
    """For how many steps the gradient is above 1 %."""
    assert f.horizon is not None
    return str(f.horizon - 1)


def radius() -> Proof:
    (f,) = flows("radius")
    assert f.slope is not None
    assert f.slope * spectral_radius(f.writing) < 1
    (silent,) = flows("radius", loudness="0.0")
    assert not silent.study.trace.h.any()
    assert (silent.slope, len(silent.behind) - 1) == (1, 29)
    return {
        "radius": number(spectral_radius(f.writing), 2), "left": left(f.left),
        "slope": number(f.slope, 2), "silent": number(silent.left, 2),
    }  # fmt: skip


def early() -> Proof:
    (f,) = flows("early")
    assert len(f.behind) - 1 == 29
    return {"total": number(f.total), "left": left(f.left)}


def lstm() -> Proof:
    half, wide = flows("lstm")
    assert half.study.trace.f.mean() == pytest.approx(0.5, abs=0.05)
    return {"half": left(half.left), "open": left(wide.left)}


def longer() -> Proof:
    (short,), (long,) = flows("longer", steps="30"), flows("longer")
    return {"short": above(short), "long": above(long)}


def units() -> Proof:
    few, many = flows("units")
    assert (few.study.net.hidden, many.study.net.hidden) == (8, 16)
    return {"few": above(few), "many": above(many)}


def clipping() -> Proof:
    (f,), (free,) = flows("clipping"), flows("clipping", clip="off")
    c = clipped(f.study, "norm", 0.1)
    assert free.left == f.left
    return {"before": number(c.before), "after": number(c.after), "left": left(f.left)}


def memory() -> Proof:
    s = opened("memory").study
    assert s.x[:, 0].tolist() == [1.0] + 11 * [0.0]
    gradient = abs(float(s.back.state.h[0, 0]))
    return {"state": number(float(s.trace.h[-1, 0]), 4), "gradient": number(gradient, 2)}


def sharing() -> Proof:
    def weights(steps: str) -> str:
        net = opened("sharing", steps=steps).network
        return str(sum(a.size for a in (*net.weights.params, *net.weights.readout)))

    return {"few": weights("12"), "many": weights("100")}


def storage() -> Proof:
    one = opened("storage").study
    other = opened("storage", typed="-0.9,0.9,-0.9,0.9,0.1,0.2,0.3,0.2,0.1,0.2,0.3,0.2,0.1").study
    assert np.array_equal(one.x[4:], other.x[4:])
    assert np.array_equal(one.x[:4], -other.x[:4])
    change = np.abs(one.trace.h[11] - other.trace.h[11]).max()
    return {"change": at_most(float(change), 2)}


def output_gate() -> Proof:
    trace = opened("output_gate").study.trace
    assert not trace.h.any()
    return {"first": number(float(trace.c[0, 2])), "last": number(float(trace.c[11, 2]))}


def free_run() -> Proof:
    rnn = comparison("free_run")["rnn_tanh"]
    return {mode: number(rnn.spread(mode, "rmse").median) for mode in ("one_step", "free_run")}


def mlp() -> Proof:
    assert QUESTIONS["mlp"].query == QUESTIONS["free_run"].query
    found = comparison("free_run")
    assert found.protocol.window == 12
    models = {"rnn": found["rnn_tanh"], "mlp": found["mlp_window"]}
    shown = {name: number(m.spread("one_step", "rmse").median) for name, m in models.items()}
    p = between(found, models["rnn"], models["mlp"]).p
    assert p > LEVEL
    return {**shown, "p": f"{p:.2f}"}


PROOFS = (
    radius, early, lstm, longer, units, clipping, memory, sharing, storage, output_gate, free_run,
    mlp,
)  # fmt: skip
