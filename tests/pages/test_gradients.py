"""Gradients under AppTest: presets show what they say, and every control leads somewhere."""

import re
from dataclasses import asdict

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.core.jacobians import spectral_radius
from rnnviz.player.payload import Scene, decode
from rnnviz.scenes.gradient_words import left, near
from rnnviz.scenes.gradients import Flow
from rnnviz.settings.gradients import GradientSettings
from rnnviz.street.screens.gradients import flow_of, walk
from rnnviz.training.clipping import clip_by_norm, global_norm
from rnnviz.ui.gradients.controls import hindered
from rnnviz.ui.gradients.presets import PRESETS
from rnnviz.ui.network.network import STOPS
from rnnviz.words.numbers import at_least, at_most, number, percent, steps
from tests.conftest import OpenScreen

PAGE = "pages/gradients.py"
SEEDS = range(1, 11)


def scene_on(app) -> Scene:
    (component,) = app.get("bidi_component")
    return decode(component.proto.bytes)


def flows_of(settings: GradientSettings) -> list[Flow]:
    return walk(settings, STOPS).flows


def told(code: str, settings: GradientSettings) -> list[Flow]:
    """The flows that the sentence of a preset is made from."""
    return PRESETS[code].flows(settings, flow_of(STOPS))


def far(code: str, which: int = 0) -> float:
    """log10 of the gradient 29 steps back, relative to the last step."""
    norm = flows_of(PRESETS[code].settings())[which].norm
    return float(np.log10(norm[0] / norm[-1])) if norm[0] > 0 else -np.inf


def test_that_each_preset_shows_what_its_sentence_says() -> None:
    assert far("vanish") < -5
    assert far("explode") == pytest.approx(29 * np.log10(1.5))
    assert far("keep") == pytest.approx(0, abs=1e-9)
    assert far("driven") < -5
    assert far("silent") == pytest.approx(29 * np.log10(1.5))
    assert far("lstm") > -2
    assert far("lstm", 1) < -5
    assert far("lstm0") < -5
    assert far("lstm0", 1) > -2
    assert far("clip") == far("vanish")
    assert far("tamed") == far("explode")
    assert far("every") > -1
    assert far("truncate") == -np.inf


def test_that_the_preset_that_looks_alive_teaches_nothing_far() -> None:
    (f,) = flows_of(PRESETS["every"].settings())
    (alone,) = flows_of(PRESETS["vanish"].settings())
    assert f.total > 10 * alone.total
    assert f.left < 1e-5
    assert f.missing[4] < 0.2
    assert f.missing[14] < 0.002


def test_that_the_relu_preset_falls_in_jumps() -> None:
    (f,) = flows_of(PRESETS["relu"].settings())
    factors = f.norm[:-1] / f.norm[1:]
    assert factors.max() / factors.min() > 1.5


def test_that_the_weights_that_vanish_leave_zero_and_stay_there_in_silence() -> None:
    (driven,), (silent,) = (flows_of(PRESETS[code].settings()) for code in ("driven", "silent"))
    assert spectral_radius(driven.writing) == pytest.approx(1.5)
    assert driven.slope is not None
    assert 1.5 * driven.slope < 1
    assert not np.any(silent.study.trace.h)
    assert silent.slope == 1
    assert silent.total == 0
    assert silent.left > 1e5


def test_that_an_lstm_keeps_more_than_a_plain_rnn_and_loses_most_all_the_same() -> None:
    lstm, rnn = flows_of(PRESETS["lstm"].settings())
    assert 0.01 < lstm.left < 0.1
    assert rnn.left < 1e-5
    said = PRESETS["lstm"].look([lstm, rnn])
    assert left(lstm.left) in said
    assert left(rnn.left) in said
    assert percent(float(lstm.study.trace.f.mean())) in said
    assert "whole" not in said


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("code", PRESETS)
def test_that_each_number_of_a_preset_is_one_that_is_shown(code: str, seed: int) -> None:
    flows = told(code, PRESETS[code].settings().with_(seed=seed))
    said = PRESETS[code].look(flows)
    f = flows[0]
    exact = np.linalg.norm(f.reach.state[-1], axis=-1)
    assert code in ("keep", "longer", "units") or "29 steps back" in said
    if code in ("vanish", "driven", "lstm", "lstm0", "clip", "every", "relu"):
        assert left(exact[0] / exact[-1]) in said
    if code in ("explode", "silent", "tamed"):
        assert f"{number(exact[0] / exact[-1], 2)} times" in said
    if code in ("longer", "units"):
        for f in flows:
            back = int(np.argmax(f.behind[::-1] < 0.01 * f.behind[-1])) or len(f.behind)
            assert steps(back - 1) in said
        assert said.count("stays above 1 %") == 1
    if code in ("vanish", "every"):
        lag = near(f.missing)
        assert f"only {steps(lag)} back" in said
        assert f"change by {percent(f.missing[lag])}" in said
    if code == "tamed":
        whole = np.concatenate([a.ravel() for part in f.study.gradients for a in part])
        cut = clip_by_norm(whole, global_norm(whole), 1.0)
        np.testing.assert_allclose(cut / np.linalg.norm(cut), whole / np.linalg.norm(whole))
        assert f"length {number(float(np.linalg.norm(whole)))}." in said
        assert f"to {number(float(np.linalg.norm(cut)))} and" in said
    if code == "keep":
        np.testing.assert_allclose(f.norm, f.norm[-1], rtol=1e-9)
        assert number(f.norm[-1]) in said
    if code == "truncate":
        assert np.all(f.norm[:-5] == 0)
        assert "5 steps" in said
        assert "100 %" in said


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("code", PRESETS)
def test_that_what_a_preset_claims_beside_its_numbers_is_so(code: str, seed: int) -> None:
    flows = told(code, PRESETS[code].settings().with_(seed=seed))
    said, f = PRESETS[code].look(flows), flows[0]
    h, behind = f.study.trace.h, np.linalg.norm(f.reach.state[-1], axis=-1)
    factors = behind[:-1] / np.where(behind[1:] > 0, behind[1:], np.nan)
    if "straight line down" in said:
        powers, t = np.log10(behind), np.arange(len(behind))
        line = np.polyfit(t, powers, 1)
        assert np.corrcoef(t, powers)[0, 1] ** 2 >= 0.95
        assert line[0] > 0  # from the past to the loss it rises: back it falls
        assert f.rate is not None
        assert f"about {number(f.rate.factor, 2)}:" in said
    if "Each step back multiplies the gradient by 1.5" in said:
        np.testing.assert_allclose(factors, 1.5)
    if "same size at every step" in said:
        np.testing.assert_allclose(behind, behind[-1])
    if "below 1" in said:
        assert spectral_radius(f.writing) * (1 - h**2).mean() < 1
        assert behind[0] < behind[-1]
    if "Near 0, in the first steps" in said:
        most = int(factors.argmax())
        assert most < 10
        assert np.abs(h[most + 1]).mean() < np.abs(h).mean()
        assert f"×{at_most(factors[most], 2)}." in said
    if "every h is 0" in said:
        assert not np.any(h)
        assert f.total == 0
    if "An LSTM vanishes too" in said:
        assert f.left < 1e-3
        assert f.study.trace.f.mean() < flows[1].study.trace.f.mean()
    if code.startswith("lstm"):
        first, mean, power = _product_said(said)
        assert float(first) == pytest.approx(factors[-1], rel=0.005)
        assert float(mean) == pytest.approx(np.exp(np.log(factors[:-1]).mean()), rel=0.0005)
        assert power == len(factors) - 1
        assert left(float(first) * float(mean) ** power) == left(f.left)
        assert f"keep on average {percent(f.study.trace.f.mean())}" in said or (
            f"on average they keep {percent(f.study.trace.f.mean())}" in said
        )
    if "shortens the gradient of all weights" in said:
        length = float(np.sqrt(sum((g**2).sum() for g in _slopes(f))))
        assert length > 0.1
        loop = float(np.linalg.norm(f.study.gradients.params.W_hh))
        assert f"from {number(length)} to 0.100" in said
        assert f"from {number(loop)} to {number(loop * 0.1 / length)}." in said
    if "nothing while it is off" in said:
        assert percent(float((h > 0).mean())) in said
        assert f"by {at_least(factors.min())} to" in said
        assert f"to {at_most(factors.max())}:" in said
    assert "large" not in said or code in ("explode", "silent", "tamed")
    assert "times as large" not in said or behind[0] > behind[-1]
    assert "nan" not in said
    assert "no straight line" not in said


def _product_said(said: str) -> tuple[str, str, int]:
    """The first factor, the mean of the others, and how many these are."""
    found = re.search(r"(\d\S*) × ([\d.]+)([⁰¹²³⁴⁵⁶⁷⁸⁹]+) = ", said)
    assert found is not None
    return found[1], found[2], int(found[3].translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")))


def _slopes(f: Flow) -> list[np.ndarray]:
    w = f.study.gradients
    return [*w.params, *w.readout]


@pytest.mark.parametrize(
    ("code", "changes", "not_said"),
    [
        ("vanish", {"cell": "rnn_linear", "scheme": "orthogonal", "gain": 1.2}, "straight line"),
        ("driven", {"loudness": 0.0}, "below 1"),
    ],
)  # fmt: skip
def test_that_a_preset_says_nothing_that_other_numbers_do_not_support(
    code: str, changes: dict[str, object], not_said: str
) -> None:
    settings = PRESETS[code].settings().with_(**changes)
    flows = flows_of(settings)
    assert not_said not in PRESETS[code].look(flows)


@pytest.mark.parametrize("code", PRESETS)
def test_that_the_page_of_each_preset_sends_the_numbers_of_the_core(
    open_screen: OpenScreen, code: str
) -> None:
    settings = PRESETS[code].settings()
    app = open_screen(PAGE, **settings.to_query())
    assert not app.exception
    assert not app.error
    assert PRESETS[code].look(told(code, settings)) in [info.value for info in app.info]
    for k, f in enumerate(flows_of(settings)):
        np.testing.assert_array_equal(scene_on(app).arrays[f"norm{k}"], f.norm)


@pytest.mark.parametrize("cell", CELLS)
def test_that_every_cell_can_stand_on_either_side(open_screen: OpenScreen, cell: str) -> None:
    app = open_screen(PAGE, cell=cell, versus=cell, versus_gain="0.5", clip="value", clip_at="0.1")
    assert not app.exception
    assert not app.error
    assert {"norm0", "norm1"} <= set(scene_on(app).arrays)


def test_that_choosing_a_preset_sets_the_controls_and_the_link(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE)
    app.selectbox(key="gradients.preset").set_value("lstm").run()
    expected = asdict(PRESETS["lstm"].settings())
    found, notes = GradientSettings.from_query(dict(app.query_params))
    assert asdict(found) == expected
    assert notes == []


def test_that_two_networks_of_the_same_cell_have_different_names() -> None:
    names = [f.name for f in flows_of(PRESETS["lstm0"].settings())]
    assert len(set(names)) == 2


@pytest.mark.parametrize("truncate", [None, 5])
@pytest.mark.parametrize("loudness", [1.0, 0.0, 2.0])
def test_that_only_what_keeps_a_network_from_learning_is_named(
    loudness: float, truncate: int | None
) -> None:
    said = hindered(GradientSettings(loudness=loudness, truncate=truncate))
    assert ("loudness" in said) == (loudness != 1)
    assert ("Truncate" in said) == (truncate is not None)
    assert bool(said) == (loudness != 1 or truncate is not None)
