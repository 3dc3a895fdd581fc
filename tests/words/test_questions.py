"""Every answer on the page of questions holds: its link is opened and its numbers made again."""

from collections.abc import Callable
from functools import cache
from string import Formatter
from typing import Any
from urllib.parse import urlencode

import numpy as np
import pytest

import rnnviz
from rnnviz.core.jacobians import spectral_radius
from rnnviz.scenes.gradient_words import clipped, left
from rnnviz.scenes.gradients import Flow
from rnnviz.series.compare.results import Comparison
from rnnviz.series.judge.proof import LEVEL, between
from rnnviz.settings.screens import SCREENS
from rnnviz.words.numbers import at_most, number
from rnnviz.words.questions import QUESTIONS, asked


def opened(code: str, **changed: str) -> Any:
    """What the link of a question shows, some of its settings changed."""
    q = QUESTIONS[code]
    return rnnviz.open(f"{q.screen}?{urlencode({**q.query, **changed})}")


def flows(code: str, **changed: str) -> list[Flow]:
    return opened(code, **changed).flows


def above(f: Flow) -> str:
    """For how many steps the gradient is above 1 %."""
    assert f.horizon is not None
    return str(f.horizon - 1)


def radius() -> dict[str, str]:
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


def early() -> dict[str, str]:
    (f,) = flows("early")
    assert len(f.behind) - 1 == 29
    return {"total": number(f.total), "left": left(f.left)}


def lstm() -> dict[str, str]:
    half, wide = flows("lstm")
    assert half.study.trace.f.mean() == pytest.approx(0.5, abs=0.05)
    return {"half": left(half.left), "open": left(wide.left)}


def longer() -> dict[str, str]:
    (short,), (long,) = flows("longer", steps="30"), flows("longer")
    return {"short": above(short), "long": above(long)}


def units() -> dict[str, str]:
    (few,), (many,) = flows("units", hidden="8"), flows("units")
    return {"few": above(few), "many": above(many)}


def clipping() -> dict[str, str]:
    (f,), (free,) = flows("clipping"), flows("clipping", clip="off")
    c = clipped(f.study, "norm", 0.1)
    assert free.left == f.left
    return {"before": number(c.before), "after": number(c.after), "left": left(f.left)}


def memory() -> dict[str, str]:
    s = opened("memory").study
    assert s.x[:, 0].tolist() == [1.0] + 11 * [0.0]
    gradient = abs(float(s.back.state.h[0, 0]))
    return {"state": number(float(s.trace.h[-1, 0]), 4), "gradient": number(gradient, 2)}


def sharing() -> dict[str, str]:
    def weights(steps: str) -> str:
        net = opened("sharing", steps=steps).network
        return str(sum(a.size for a in (*net.weights.params, *net.weights.readout)))

    return {"few": weights("12"), "many": weights("100")}


def storage() -> dict[str, str]:
    one = opened("storage").study
    other = opened("storage", typed="-0.9,0.9,-0.9,0.9,0.1,0.2,0.3,0.2,0.1,0.2,0.3,0.2,0.1").study
    assert np.array_equal(one.x[4:], other.x[4:])
    assert np.array_equal(one.x[:4], -other.x[:4])
    change = np.abs(one.trace.h[11] - other.trace.h[11]).max()
    return {"change": at_most(float(change), 2)}


def output_gate() -> dict[str, str]:
    trace = opened("output_gate").study.trace
    assert not trace.h.any()
    return {"first": number(float(trace.c[0, 2])), "last": number(float(trace.c[11, 2]))}


@cache
def comparison() -> Comparison:
    """Two questions are about one comparison; it is trained once."""
    assert QUESTIONS["mlp"].query == QUESTIONS["free_run"].query
    link = f"series?{urlencode(QUESTIONS['mlp'].query)}"
    found = rnnviz.open(link, train=True)
    return found.comparison  # type: ignore[attr-defined]


def free_run() -> dict[str, str]:
    rnn = comparison()["rnn_tanh"]
    return {mode: number(rnn.spread(mode, "rmse").median) for mode in ("one_step", "free_run")}


def mlp() -> dict[str, str]:
    found = comparison()
    assert found.protocol.window == 12
    models = {"rnn": found["rnn_tanh"], "mlp": found["mlp_window"]}
    shown = {name: number(m.spread("one_step", "rmse").median) for name, m in models.items()}
    p = between(found, models["rnn"], models["mlp"]).p
    assert p > LEVEL
    return {**shown, "p": f"{p:.2f}"}


PROOFS: dict[str, Callable[[], dict[str, str]]] = {
    f.__name__: f
    for f in (radius, early, lstm, longer, units, clipping, memory, sharing, storage, output_gate,
              free_run, mlp)
}  # fmt: skip


@pytest.mark.parametrize("code", QUESTIONS)
def test_that_an_answer_has_the_numbers_of_its_link(code: str) -> None:
    assert QUESTIONS[code].numbers == PROOFS[code]()


@pytest.mark.parametrize("code", QUESTIONS)
def test_that_a_question_has_a_place_for_every_number_and_a_link_without_a_fault(code: str) -> None:
    q = QUESTIONS[code]
    assert {name for _text, name, _spec, _conversion in Formatter().parse(q.text) if name} == {
        *q.numbers
    }
    settings, notes = SCREENS[q.screen].settings.from_query(q.query)
    assert notes == []
    assert settings.to_query() == q.query


def test_that_a_search_finds_what_holds_all_its_words_and_nothing_else() -> None:
    assert asked("") == QUESTIONS
    assert asked("OUTPUT gate") == {"output_gate": QUESTIONS["output_gate"]}
    assert asked("no such word") == {}
