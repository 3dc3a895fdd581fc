"""Gates under AppTest: every cell has its skeleton, and its numbers are the core's."""

import re
from typing import Any

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.core.memory import carry, memory_age
from rnnviz.player.payload import Scene, decode
from rnnviz.scenes.gates.words import span
from rnnviz.settings.gates import GateSettings
from rnnviz.street.screens import gates
from rnnviz.street.screens.gates import GateStudies, gates_shown
from rnnviz.ui.gates.controls import checked_clamp
from rnnviz.ui.gates.presets import matching, presets
from rnnviz.ui.network.network import STOPS
from rnnviz.words.numbers import steps
from tests.conftest import OpenScreen

PAGE = "pages/gates.py"


def gate_studies(settings: GateSettings) -> GateStudies:
    return gates.gate_studies(settings, STOPS)


PAIRS = [(code, gate) for code in CELLS for gate in gates_shown(code)]


def scene_on(app: Any) -> Scene:
    (component,) = app.get("bidi_component")
    return decode(component.proto.bytes)


def skeleton_on(app: Any) -> dict[str, Any]:
    return next(view for view in scene_on(app).views if view["type"] == "gates")


@pytest.mark.parametrize("code", CELLS)
def test_that_every_cell_sends_the_numbers_of_the_core(open_screen: OpenScreen, code: str) -> None:
    app = open_screen(PAGE, cell=code, seed="3", steps="9", trained="20")
    assert not app.exception
    assert not app.error
    s = gate_studies(GateSettings(cell=code, seed=3, steps=9, trained=20)).shown
    kept, arrays = carry(s.net.cell, s.trace), scene_on(app).arrays
    np.testing.assert_array_equal(arrays["belt.kept"], arrays["belt.keep"] * arrays["belt.before"])
    written = arrays["belt.written"] + arrays.get("belt.lifted", 0)
    np.testing.assert_array_equal(written, kept.written)
    np.testing.assert_allclose(arrays["belt.kept"] + written, arrays[kept.state], atol=1e-14)
    age = kept.age if code == "lru" else memory_age(kept.keep, kept.written)
    np.testing.assert_array_equal(arrays["age"], age.astype(np.float32))
    np.testing.assert_allclose(age.sum(1), arrays[kept.state], atol=1e-14)
    skeleton = skeleton_on(app)
    for slot in skeleton["slots"]:
        if slot["item"] == slot["array"] and slot["array"] is not None:
            np.testing.assert_array_equal(arrays[slot["array"]], getattr(s.trace, slot["array"]))
    # The sliders of keep and write are the factors of the ledger.
    by_key = {slot["key"]: slot for slot in skeleton["slots"]}
    np.testing.assert_array_equal(arrays[by_key["keep"]["array"]], arrays["belt.keep"])
    np.testing.assert_array_equal(arrays[by_key["write"]["array"]], arrays["belt.share"])
    np.testing.assert_array_equal(arrays[by_key["candidate"]["array"]], arrays["belt.new"])
    assert set(skeleton["follow"]) >= {skeleton["hidden"], skeleton["state"]}
    assert len(skeleton["micro"]) == 4
    assert all(stage["story"] for stage in skeleton["micro"])


@pytest.mark.parametrize(("code", "gate"), PAIRS)
def test_that_every_gate_can_be_clamped(open_screen: OpenScreen, code: str, gate: str) -> None:
    app = open_screen(PAGE, cell=code, clamp=gate, clamp_at="0.25", steps="6", trained="20")
    assert not app.exception
    arrays = scene_on(app).arrays
    np.testing.assert_allclose(arrays[gate], 0.25, rtol=1e-15)
    free = gate_studies(GateSettings(cell=code, steps=6, trained=20)).shown
    np.testing.assert_array_equal(arrays["ghost_h"], free.trace.h)
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


PRESETS = presets(GateSettings())
GATED = [code for code in CELLS if gates_shown(code)]
SEEDED = ("lstm", "gru", "mgu", "lstm_depth_gated")
ALL_PRESETS = [
    (code, preset, writing)
    for code in GATED
    for writing in (("old", "new") if code.startswith("gru") else ("old",))
    for preset in presets(GateSettings(cell=code, z=writing))
]


@pytest.mark.parametrize("code", PRESETS)
def test_that_each_preset_is_reached_by_its_link_and_says_what_to_see(
    open_screen: OpenScreen, code: str
) -> None:
    app = open_screen(PAGE, **PRESETS[code].settings.to_query())
    assert not app.exception
    said = PRESETS[code].look(gate_studies(PRESETS[code].settings).shown)
    assert said in [info.value for info in app.info]
    assert matching(PRESETS[code].settings) == code


@pytest.mark.parametrize(
    ("cell", "code", "writing", "seed"),
    [
        *((*one, 1) for one in ALL_PRESETS),
        *((*one, seed) for one in ALL_PRESETS if one[0] in SEEDED for seed in range(2, 11)),
    ],
)
def test_that_each_preset_of_every_gated_cell_shows_what_its_sentence_says(
    cell: str, code: str, writing: str, seed: int
) -> None:
    preset = presets(GateSettings(cell=cell, z=writing))[code]
    assert (preset.settings.cell, preset.settings.z) == (cell, writing)
    assert matching(preset.settings) == code
    settings = preset.settings.with_(seed=seed)
    s = gate_studies(settings).shown
    kept = carry(s.net.cell, s.trace)
    age = memory_age(kept.keep, kept.written)
    said = preset.look(s)
    left = age[-1, 0] / age[0, 0]
    named = [view for view, name in (("age", "memory age"), ("ledger", "ledger")) if name in said]
    assert named == [preset.view]  # which is the one that is presented with it
    if code == "remember":
        assert said.split("steps later, ")[-1].startswith(span(left)) or cell == "lstm_1997"
        assert np.ptp(left) < 1e-12 or "to" in said
        assert (cell == "lstm_1997") == ("keeps 100 %" in said)
        assert cell != "lstm_1997" or np.abs(left - 1).max() < 1e-12
    elif code == "forget":
        name = {"c": "cell", "h": "hidden"}[kept.state]
        assert f"nothing is left in the {name} state" in said
        assert not age[-1, :-1].any()
    elif code == "overwrite" and "clamp" in settings.to_query() and settings.clamp != "i":
        assert not age[-1, :-1].any()
        np.testing.assert_array_equal(s.trace.h if kept.state == "h" else s.trace.c, kept.new)
    elif code == "overwrite":
        lifted = 0 if kept.lifted is None else kept.lifted
        beyond = float(np.abs(s.trace.c - lifted - s.trace.g).max())
        assert beyond < 0.15 or seed > 1
        assert span(kept.keep[1:]) in said
        told = re.search(r"at most (\d\.\d+)\.$", said)
        assert told is not None
        assert beyond <= float(told[1]) < 1.1 * beyond
    elif code == "mean":
        weights = memory_age(kept.keep, kept.share)[-1]
        assert f"has {span(weights[-1] / weights.sum(axis=0))} of the whole weight" in said
    else:
        np.testing.assert_allclose(age[-1, -4] / age[-4, -4], 0.8**3)
        assert "80 % of the old state" in said
        assert f"halved after {steps(np.log(0.5) / np.log(0.8))}" in said


def test_that_choosing_a_preset_sets_the_link_and_keeps_the_cell(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, cell="gru", z="new")
    app.selectbox(key="gates.preset").set_value("leak").run()
    found, notes = GateSettings.from_query(dict(app.query_params))
    assert found == presets(GateSettings(cell="gru", z="new"))["leak"].settings
    assert (found.cell, found.clamp, found.clamp_at) == ("gru", "z", 0.2)
    assert notes == []


def test_that_the_forget_bias_says_its_half_life(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, forget_bias="3.0")
    assert any("14.3 steps" in caption.value for caption in app.caption)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            {"cell": "gru", "clamp": "z", "clamp_at": "0.8"},
            "80 % of the old is kept; half is left after 3.11 steps",
        ),
        ({"cell": "gru", "clamp": "z", "clamp_at": "0.8", "z": "new"}, "20 % of the old is kept"),
        ({"cell": "mgu", "clamp": "f", "clamp_at": "0.2"}, "80 % of the old is kept"),
        ({"cell": "mgu", "clamp": "f", "clamp_at": "1"}, "Nothing is kept."),
        (
            {"cell": "lstm_depth_gated", "clamp": "f", "clamp_at": "0.5"},
            "half is left after 1 step.",
        ),
    ],
)
def test_that_a_clamped_gate_says_how_long_it_remembers(
    open_screen: OpenScreen, query: dict[str, str], said: str
) -> None:
    app = open_screen(PAGE, **query)
    assert any(said in caption.value for caption in app.caption)


def test_that_moving_the_forget_bias_moves_the_gate(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE)
    slider = next(s for s in app.slider if s.label == "Forget bias")
    slider.set_value(5.0).run()
    assert app.query_params["forget_bias"] in ("5.0", ["5.0"])
    assert scene_on(app).arrays["f"].min() > 0.9


@pytest.mark.parametrize("code", ["gru", "gru_before"])
def test_that_the_switch_of_z_turns_its_letters_and_no_state(
    open_screen: OpenScreen, code: str
) -> None:
    old, new = (open_screen(PAGE, cell=code, z=z, edits="b_h.5=0.7") for z in ("old", "new"))
    for app, word in ((old, "**old**"), (new, "**new**")):
        assert not app.exception
        assert any(word in caption.value for caption in app.caption)
        card = next(view for view in scene_on(app).views if view["type"] == "card")
        assert card["badge"]["ok"], card["badge"]["text"]
    a, b = scene_on(old).arrays, scene_on(new).arrays
    np.testing.assert_array_equal(a["h"], b["h"])
    np.testing.assert_allclose(a["z"], 1 - b["z"], rtol=1e-15)
    np.testing.assert_array_equal(a["W_hh"][3:6], -b["W_hh"][3:6])
    assert (a["b_h"][5], b["b_h"][5]) == (0.7, -0.7)
    keep, write = (skeleton_on(new)["slots"][k]["label"] for k in (0, 1))
    assert (keep, write) == ("1 − z", "z")
    assert any(r"h_{t} &= z_{t} \odot n_{t}" in latex.value for latex in new.latex)


@pytest.mark.parametrize(("mask", "lit"), [("ifo", 3), ("f", 1), ("io", 2), ("none", 0)])
def test_that_a_peephole_that_is_left_out_loses_its_wire_its_weights_and_its_term(
    open_screen: OpenScreen, mask: str, lit: int
) -> None:
    app = open_screen(PAGE, cell="lstm_peephole", peepholes=mask)
    assert not app.exception
    skeleton = skeleton_on(app)
    assert len(skeleton["wires"]) == lit
    assert len([name for name in skeleton["missing"] if "peephole" in name]) == 3 - lit
    printed = app.latex[0].value
    for k in "ifo":
        closed = k not in mask or mask == "none"
        for array in (f"p_{k}", f"dp_{k}"):
            assert scene_on(app).arrays[array].any() != closed
        assert (f"p_{{{k}}}" in printed) != closed


def test_that_the_periods_of_a_clockwork_are_typed_and_its_first_tick_chosen(
    open_screen: OpenScreen,
) -> None:
    app = open_screen(PAGE, cell="clockwork", periods="1, 3", first_tick="1", steps="9")
    assert not app.exception
    m = scene_on(app).arrays["m"]
    assert m[:, 0].tolist() == [1] * 9
    assert m[:, -1].tolist() == [0, 0, 1, 0, 0, 1, 0, 0, 1]
    field = next(f for f in app.text_input if f.label == "Periods")
    field.set_value("1, two").run()
    assert any("one to eight periods" in error.value for error in app.error)
    assert app.query_params["periods"] in ("1, 3", ["1, 3"])


def test_that_the_units_of_each_module_are_typed(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, cell="clockwork", periods="1, 3", hidden="4", steps="9")
    field = next(f for f in app.text_input if f.label == "Units of each module")
    field.set_value("1, 2").run()
    assert any("give 2 numbers that add up to 4" in error.value for error in app.error)
    field.set_value("1, 3").run()
    assert not app.exception
    assert not app.error
    assert app.query_params["sizes"] in ("1, 3", ["1, 3"])
    assert scene_on(app).arrays["m"][:4].sum(axis=0).tolist() == [4, 2, 2, 2]


@pytest.mark.parametrize("page", ["pages/gates.py", "pages/unroll.py", "pages/gradients.py"])
def test_that_the_grid_of_one_layer_is_shown(open_screen: OpenScreen, page: str) -> None:
    app = open_screen(page, cell="grid_lstm", grid_layers="1", where="every")
    assert not app.exception
    assert not app.error


def test_that_a_plain_rnn_carried_from_elsewhere_is_met_as_an_lstm() -> None:
    assert GateSettings().taken(GateSettings(cell="rnn_relu", hidden=7).network())["cell"] == "lstm"
    assert GateSettings().taken(GateSettings(cell="jordan").network())["cell"] == "lstm"
    assert GateSettings().taken(GateSettings(cell="mgu").network())["cell"] == "mgu"


@pytest.mark.parametrize("code", CELLS)
def test_that_a_slot_says_how_its_number_is_made_as_the_formulas_do(
    open_screen: OpenScreen, code: str
) -> None:
    cell, skeleton = CELLS[code], skeleton_on(open_screen(PAGE, cell=code, steps="4"))
    names = {"σ": "sigmoid", "tanh": "tanh", "ReLU": "relu", "exp": "decay"}
    for slot in skeleton["slots"]:
        if slot["squash"] is not None:
            (formula,) = [f for f in cell.forward if f.startswith(f"{slot['item']} = ")]
            assert formula.startswith(f"{slot['item']} = {names[slot['squash']]}(")
            assert slot["computed"]
        if slot.get("inverse") or slot["item"] is None:
            assert not slot["computed"]
        held = slot["drag"] and slot["drag"]["gate"]
        assert (held in gates_shown(code)) if held else slot["item"] not in gates_shown(code)
    back = "coupled_back" in skeleton["wires"]
    keep, write = skeleton["slots"][:2]
    if back or "coupled" in skeleton["wires"]:
        assert (keep if back else write)["inverse"]
    labels = [stage["label"] for stage in skeleton["micro"]]
    assert ("Forget" in labels) == ("f" in cell.gates and code != "mgu")
    assert ("Output" in labels) == ("o" in cell.gates)
    assert ("Input and candidate" in labels) == ("i" in cell.gates)


@pytest.mark.parametrize(
    "report",
    [
        {"gate": "f", "value": 2},
        {"gate": "q", "value": 0.5},
        {"gate": "f", "value": "much"},
        {"gate": ["f"], "value": float("nan")},
        {"gate": "f"},
        None,
        7,
    ],
)
def test_that_what_is_no_clamp_is_not_taken_for_one(report: Any) -> None:
    assert checked_clamp(report, GateSettings()) is None
    assert checked_clamp({"gate": "f", "value": 0.5}, GateSettings()) == {
        "clamp": "f",
        "clamp_at": 0.5,
    }
    assert checked_clamp({"gate": "f", "value": None}, GateSettings()) == {"clamp": "none"}
