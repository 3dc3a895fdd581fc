"""What cells and their gates do."""

import numpy as np

from rnnviz.scenes.gradient_words import left
from rnnviz.words.numbers import number
from tests.words.proofs.opened import Proof, flows, opened


def forget_gate() -> Proof:
    wide, shut = (opened("forget_gate", clamp_at=f"{at}.0").study.trace for at in (1, 0))
    assert np.allclose(shut.c, shut.i * shut.g, rtol=1e-12)
    return {"open": number(wide.c[11, 2]), "shut": number(shut.c[11, 2])}


def z_gate() -> Proof:
    states = opened("z_gate").study.trace.h
    assert not states.any()
    assert opened("z_gate", z="new").study.trace.h.any()
    return {"kept": number(np.abs(states).max())}


def c_and_h() -> Proof:
    s = opened("c_and_h").study
    assert (s.x == 1).all()
    assert len(s.x) == 29
    return {"c": number(np.abs(s.trace.c).max()), "h": number(np.abs(s.trace.h).max())}


def forget_bias() -> Proof:
    shut, wide = flows("forget_bias")
    means = [number(f.study.trace.f.mean(), 2) for f in (shut, wide)]
    return {"shut": means[0], "open": means[1], "little": left(shut.left), "more": left(wide.left)}


def gru_or_lstm() -> Proof:
    gru, lstm = flows("gru_or_lstm")
    assert 0.5 < gru.left / lstm.left < 2
    return {"gru": left(gru.left), "lstm": left(lstm.left)}


PROOFS = (forget_gate, z_gate, c_and_h, forget_bias, gru_or_lstm)
