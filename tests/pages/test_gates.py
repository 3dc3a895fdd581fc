"""Gates under AppTest: every cell has its skeleton, and its numbers are the core's."""

from typing import Any

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.core.clamp import clampable
from rnnviz.core.memory import carry, memory_age
from rnnviz.player.payload import Scene, decode
from rnnviz.ui.gate_controls import gate_studies
from rnnviz.ui.gate_presets import PRESETS, matching
from rnnviz.ui.settings import GateSettings
from tests.conftest import OpenScreen

PAGE = "pages/gates.py"
PAIRS = [(code, gate) for code in CELLS for gate in clampable(CELLS[code])]


def scene_on(app: Any) -> Scene:
    (component,) = app.get("bidi_component")
    return decode(component.proto.bytes)


def skeleton_on(app: Any) -> dict[str, Any]:
    return next(view for view in scene_on(app).views if view["type"] == "gates")


@pytest.mark.parametrize("code", CELLS)
def test_that_every_cell_sends_the_numbers_of_the_core(open_screen: OpenScreen, code: str) -> None:
    app = open_screen(PAGE, cell=code, seed="3", steps="9")
    assert not app.exception
    assert not app.error
    s = gate_studies(GateSettings(cell=code, seed=3, steps=9)).shown
    kept, arrays = carry(s.net.cell, s.trace), scene_on(app).arrays
    np.testing.assert_array_equal(arrays["belt.kept"], arrays["belt.keep"] * arrays["belt.before"])
    np.testing.assert_array_equal(arrays["belt.written"], kept.written)
    age = memory_age(kept.keep, kept.written)
    np.testing.assert_array_equal(arrays["age"], age.astype(np.float32))
    np.testing.assert_allclose(age.sum(1), arrays[kept.state], atol=1e-14)
    for slot in skeleton_on(app)["slots"]:
        if slot["item"] == slot["array"] and slot["array"] is not None:
            np.testing.assert_array_equal(arrays[slot["array"]], getattr(s.trace, slot["array"]))


@pytest.mark.parametrize("code", CELLS)
def test_that_the_sliders_of_keep_and_write_are_the_factors_of_the_ledger(
    open_screen: OpenScreen, code: str
) -> None:
    app = open_screen(PAGE, cell=code)
    arrays, slots = scene_on(app).arrays, skeleton_on(app)["slots"]
    by_key = {slot["key"]: slot for slot in slots}
    np.testing.assert_array_equal(arrays[by_key["keep"]["array"]], arrays["belt.keep"])
    np.testing.assert_array_equal(arrays[by_key["write"]["array"]], arrays["belt.share"])
    np.testing.assert_array_equal(arrays[by_key["candidate"]["array"]], arrays["belt.new"])


@pytest.mark.parametrize(("code", "gate"), PAIRS)
def test_that_every_gate_can_be_clamped(open_screen: OpenScreen, code: str, gate: str) -> None:
    app = open_screen(PAGE, cell=code, clamp=gate, clamp_at="0.25")
    assert not app.exception
    arrays = scene_on(app).arrays
    np.testing.assert_allclose(arrays[gate], 0.25, rtol=1e-15)
    free = open_screen(PAGE, cell=code)
    np.testing.assert_array_equal(arrays["ghost_h"], scene_on(free).arrays["h"])
    assert any(f"{gate} = 0.25" in caption.value for caption in app.caption)
    assert {slot["clamped"] for slot in skeleton_on(app)["slots"] if "clamped" in slot} == {
        f"{gate} = 0.25"
    }


def test_that_a_clamp_of_a_gate_the_cell_lacks_is_no_clamp(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, cell="gru", clamp="f")
    assert not app.exception
    assert "ghost_h" not in scene_on(app).arrays


@pytest.mark.parametrize(
    ("code", "missing"),
    [
        ("lstm", ["no reset gate"]),
        ("lstm_1997", ["no forget gate", "no reset gate"]),
        ("gru", ["no output gate", "no cell state"]),
        (
            "rnn_tanh",
            ["no forget gate", "no input gate", "no reset gate", "no output gate", "no cell state"],
        ),
    ],
)
def test_that_what_a_cell_lacks_is_named(
    open_screen: OpenScreen, code: str, missing: list[str]
) -> None:
    assert skeleton_on(open_screen(PAGE, cell=code))["missing"] == missing


@pytest.mark.parametrize("code", PRESETS)
def test_that_each_preset_is_reached_by_its_link_and_says_what_to_see(
    open_screen: OpenScreen, code: str
) -> None:
    app = open_screen(PAGE, **PRESETS[code].settings().to_query())
    assert not app.exception
    assert PRESETS[code].look in [info.value for info in app.info]
    assert matching(PRESETS[code].settings()) == code


def ages(code: str) -> tuple[np.ndarray, Any]:
    s = gate_studies(PRESETS[code].settings()).shown
    kept = carry(s.net.cell, s.trace)
    return memory_age(kept.keep, kept.written), s.trace


def test_that_each_preset_shows_what_its_sentence_says() -> None:
    age, _trace = ages("remember")
    assert np.abs(age[-1, 0] / age[0, 0]).min() > 0.8
    age, _trace = ages("forget")
    assert not age[-1, :-1].any()
    age, trace = ages("overwrite")
    np.testing.assert_allclose(trace.c, trace.g, atol=0.1)
    age, _trace = ages("leak")
    np.testing.assert_allclose(age[-1, -4] / age[-4, -4], 0.8**3)


def test_that_choosing_a_preset_sets_the_link(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE)
    groups: list[Any] = list(app.get("button_group"))
    next(group for group in groups if group.label == "Start from").set_value("leak").run()
    found, notes = GateSettings.from_query(dict(app.query_params))
    assert found == PRESETS["leak"].settings()
    assert notes == []


def test_that_the_forget_bias_says_its_half_life(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, forget_bias="3.0")
    assert any("14.3 steps" in caption.value for caption in app.caption)


def test_that_moving_the_forget_bias_moves_the_gate(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE)
    slider = next(s for s in app.slider if s.label == "Forget bias")
    slider.set_value(5.0).run()
    assert app.query_params["forget_bias"] in ("5.0", ["5.0"])
    assert scene_on(app).arrays["f"].min() > 0.9


def test_that_the_meaning_of_z_is_said(open_screen: OpenScreen) -> None:
    for code in ("gru", "gru_before"):
        app = open_screen(PAGE, cell=code)
        assert any("**old** state" in caption.value for caption in app.caption)


def test_that_a_plain_rnn_carried_from_elsewhere_is_met_as_an_lstm() -> None:
    assert GateSettings().taken(GateSettings(cell="rnn_relu", hidden=7).network())["cell"] == "lstm"
    assert GateSettings().taken(GateSettings(cell="mgu").network())["cell"] == "mgu"
