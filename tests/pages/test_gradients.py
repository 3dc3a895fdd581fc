"""Gradients under AppTest: presets show what they say, and every control leads somewhere."""

from dataclasses import asdict

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.player.payload import Scene, decode
from rnnviz.settings.gradients import GradientSettings
from rnnviz.ui.gradients.controls import flows_of
from rnnviz.ui.gradients.presets import PRESETS
from tests.conftest import OpenScreen

PAGE = "pages/gradients.py"


def scene_on(app) -> Scene:
    (component,) = app.get("bidi_component")
    return decode(component.proto.bytes)


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
    assert far("every") > -1
    assert far("truncate") == -np.inf


def test_that_the_preset_that_looks_alive_teaches_nothing_far() -> None:
    (f,) = flows_of(PRESETS["every"].settings())
    assert f.total > 1
    assert f.share[4] > 0.85
    assert f.share[14] > 0.999


def test_that_the_relu_preset_falls_in_jumps() -> None:
    (f,) = flows_of(PRESETS["relu"].settings())
    factors = f.norm[:-1] / f.norm[1:]
    assert factors.max() / factors.min() > 1.5


@pytest.mark.parametrize("code", PRESETS)
def test_that_the_page_of_each_preset_sends_the_numbers_of_the_core(
    open_screen: OpenScreen, code: str
) -> None:
    settings = PRESETS[code].settings()
    app = open_screen(PAGE, **settings.to_query())
    assert not app.exception
    assert not app.error
    assert PRESETS[code].look in [info.value for info in app.info]
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
