"""Dynamics under AppTest: every preset shows its view and says what its numbers say."""

from typing import Any

import numpy as np
import pytest

import rnnviz
from rnnviz.player.payload import Scene, decode, encode
from rnnviz.settings.dynamics import OFFERED, DynamicsSettings
from rnnviz.settings.train import TrainSettings, run_fields, same_run
from rnnviz.street.dynamics.dynamics import Dynamics
from rnnviz.street.dynamics.said import caption
from rnnviz.street.screens.train import trained
from rnnviz.ui.dynamics.controls import SLIDERS, sliders
from rnnviz.ui.dynamics.picture import checked
from rnnviz.ui.dynamics.presets import PRESETS
from rnnviz.ui.train.shelf import STORE
from tests.conftest import OpenScreen

PAGE = "pages/dynamics.py"


def scene_on(app: Any) -> Scene:
    (component,) = app.get("bidi_component")
    return decode(component.proto.bytes)


@pytest.mark.parametrize("code", PRESETS)
def test_that_every_preset_shows_its_view_and_says_what_is_seen(
    open_screen: OpenScreen, code: str
) -> None:
    label, s = PRESETS[code]
    app = open_screen(PAGE, **s.to_query())
    assert not app.exception
    assert not app.error
    assert label
    assert app.selectbox(key="dynamics.preset").value == code
    seen = rnnviz.open("dynamics?" + "&".join(f"{k}={v}" for k, v in s.to_query().items()))
    assert isinstance(seen, Dynamics)
    (info,) = app.info
    assert s.of == "parity" or info.value.startswith(caption(seen))
    assert scene_on(app).options["said"] == info.value
    assert app.run().selectbox(key="dynamics.preset").value == code  # also where it stays
    assert ("it sinks to" in info.value) == (code == "sunspots")
    np.testing.assert_array_equal([*scene_on(app).arrays], [*decode(encode(seen.scene)).arrays])
    dials = scene_on(app).options["dials"] or {}
    assert set(dials) == set(sliders(s))
    for name in dials:
        assert app.slider(key=f"dynamics.{name}").value == getattr(s, name)


@pytest.mark.parametrize("view", OFFERED)
def test_that_a_view_is_chosen_and_offers_only_what_it_has(
    open_screen: OpenScreen, view: str
) -> None:
    app = open_screen(PAGE, subject="parity", epochs="20", length="8")
    app.selectbox(key="dynamics.view").set_value(view).run()
    assert not app.exception
    assert app.query_params.get("view", "one") == view
    chosen = app.session_state["settings.dynamics"]
    if len(OFFERED[view]) > 1:
        assert app.selectbox(key="dynamics.subject").value == chosen.of
    assert scene_on(app).views


def test_that_a_moved_slider_is_in_the_link_and_in_the_scene(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE)
    app.slider(key="dynamics.w").set_value(-2.0).run()
    assert app.query_params["w"] == "-2.0"
    (family,) = scene_on(app).views[0]["family"]
    assert family["low"] + family["at"] * family["step"] == pytest.approx(-2)
    assert family["dial"] in SLIDERS["one"]


def test_that_a_click_sets_the_start_within_its_limits(open_screen: OpenScreen) -> None:
    s, names = DynamicsSettings(view="two"), ("start_x", "start_y")
    assert checked({"x": 0.25, "y": -9}, s, names) == {"start_x": 0.25, "start_y": -1.5}
    for report in (None, {}, {"x": "a", "y": 1}, {"x": float("nan"), "y": 0}, {"x": [], "y": 0}):
        assert checked(report, s, names) is None
    app = open_screen(PAGE, view="two", start_x="0.5", start_y="-0.5")
    assert scene_on(app).options["report"] == ["start"]
    np.testing.assert_allclose(scene_on(app).arrays["path"][:, 0], [[0.5, -0.5]] * 21)


def test_that_a_matrix_that_cannot_be_used_is_said_and_the_last_one_stays(
    open_screen: OpenScreen,
) -> None:
    app = open_screen(PAGE, view="two")
    app.text_input(key="dynamics.matrix").set_value("1 2").run()
    (error,) = app.error
    assert "two to four rows" in error.value
    assert scene_on(app).views


def test_that_the_run_of_train_is_taken_over_without_training_it_again(
    open_screen: OpenScreen,
) -> None:
    app = open_screen(PAGE, view="valley")
    run = TrainSettings(task="echo", cell="gru", hidden=16, length=60, epochs=300)
    small = trained(TrainSettings(task="echo", cell="gru", hidden=16, length=60, epochs=1))
    app.session_state["settings.train"] = run
    app.run()
    app.button(key="dynamics.take").click().run()
    assert not app.exception
    found = app.session_state["settings.dynamics"]
    assert [getattr(found, name) for name in run_fields(run)] == [
        getattr(run, name) for name in run_fields(run)
    ]
    assert any("Not trained yet: 300 epochs" in info.value for info in app.info)
    assert not app.get("bidi_component")
    key = next(iter(app.session_state[STORE]), None)
    assert key is None or key.task != "echo"
    app.session_state[STORE][same_run(run)] = small  # as Train leaves it
    app.run()
    assert not app.exception
    assert scene_on(app).views
