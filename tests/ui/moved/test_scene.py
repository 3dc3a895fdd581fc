"""Scenes on the way: the very ones that the page would show, and nothing for what is none."""

import ast
from pathlib import Path
from typing import Any

import pytest

from rnnviz.player import decode, encode
from rnnviz.settings.edits import Edit, format_edits
from rnnviz.settings.gates import GateSettings
from rnnviz.settings.gradients import GradientSettings
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.unroll import UnrollSettings
from rnnviz.street.network.stops import stops
from rnnviz.street.screens import gates, gradients, unroll
from rnnviz.ui.frame import nav
from rnnviz.ui.moved import scene
from rnnviz.ui.moved.scene import MOVABLE, draft
from rnnviz.ui.network import training

SMALL = {"hidden": "2", "steps": "4", "trained": "0"}
ROOT = Path(__file__).resolve().parents[3]


def question(screen: str, name: str, value: Any, **query: str) -> dict[str, Any]:
    return {"screen": screen, "query": {**SMALL, **query}, "name": name, "value": value}


def asked(screen: str, name: str, value: Any, **query: str) -> bytes | None:
    return draft(question(screen, name, value, **query))


def settings(cls: type[NetworkSettings], **more: Any) -> Any:
    return cls(hidden=2, steps=4, trained=0, **more)


def test_that_a_weight_on_its_way_is_answered_by_the_scene_of_its_edit() -> None:
    report = {"array": "W_hh", "index": [1, 0], "value": 0.7, "draft": True}
    edits = format_edits([Edit("W_hh", (1, 0), 0.7)])
    expected = unroll.walk(settings(UnrollSettings, edits=edits), stops()).scene
    assert asked("unroll", "edit", report) == encode(expected)


def test_that_a_weight_on_its_way_comes_after_the_edits_that_the_page_has() -> None:
    first = format_edits([Edit("W_hh", (0, 0), -0.5)])
    both = format_edits([Edit("W_hh", (0, 0), -0.5), Edit("b_h", (1,), 0.25)])
    expected = unroll.walk(settings(UnrollSettings, edits=both), stops()).scene
    report = {"array": "b_h", "index": [1], "value": 0.25}
    assert asked("unroll", "edit", report, edits=first) == encode(expected)


def test_that_a_gate_on_its_way_is_answered_by_the_scene_of_its_clamp() -> None:
    expected = gates.walk(settings(GateSettings, clamp="f", clamp_at=0.3), stops()).scene
    assert asked("gates", "clamp", {"gate": "f", "value": 0.3}) == encode(expected)


@pytest.mark.parametrize(
    ("name", "value", "query"),
    [
        ("gain", 2.5, {}),
        ("loudness", 0.5, {}),
        ("forget_bias", 3.0, {"cell": "lstm"}),
        ("versus_gain", 1.5, {"versus": "gru"}),
    ],
)
def test_that_a_slider_on_its_way_is_answered_by_the_scene_of_its_setting(
    name: str, value: float, query: dict[str, str]
) -> None:
    expected = gradients.walk(settings(GradientSettings, **query, **{name: value}), stops()).scene
    found = asked("gradients", "dial", {"name": name, "value": value}, **query)
    assert found == encode(expected)


def test_that_the_slider_of_a_clamp_is_answered_too() -> None:
    expected = gates.walk(settings(GateSettings, clamp="i", clamp_at=0.15), stops()).scene
    found = asked("gates", "dial", {"name": "clamp_at", "value": 0.15}, clamp="i", clamp_at="0.5")
    assert found == encode(expected)


NONE = {"array": "W_hh", "index": [0, 0], "value": 1.0}
HOSTILE: dict[str, Any] = {
    "no question": None,
    "a list": [1, 2],
    "a number": 3,
    "another screen": question("series", "edit", NONE),
    "a screen that is no name": {**question("unroll", "edit", NONE), "screen": ["unroll"]},
    "another screen's hands": question("unroll", "clamp", {"gate": "f", "value": 0.5}),
    "no report": question("unroll", "edit", None),
    "a report of text": question("unroll", "edit", "W_hh"),
    "an array that no network has": question("unroll", "edit", {**NONE, "array": "__class__"}),
    "an index of text": question("unroll", "edit", {**NONE, "index": "ab"}),
    "a value that is not finite": question("unroll", "edit", {**NONE, "value": float("inf")}),
    "a gain beyond its limits": question("gradients", "dial", {"name": "gain", "value": 1e9}),
    "a slider that is none": question("gradients", "dial", {"name": "seed", "value": 2}),
    "another screen's slider": question("unroll", "dial", {"name": "versus_gain", "value": 1}),
    "a gate beyond its limits": question("gates", "clamp", {"gate": "f", "value": 2}),
    "a gate that is none": question("gates", "clamp", {"gate": "q", "value": 0.5}),
    "a query that is none": {**question("unroll", "edit", NONE), "query": 7},
    "a query of pairs that are none": {**question("unroll", "edit", NONE), "query": ["a"]},
    "a setting beyond its limits": question("unroll", "edit", NONE, seed="-1"),
    "a setting that is no text": question("unroll", "edit", NONE, seed=[1]),  # type: ignore[arg-type]
    "a network that a session has": question("unroll", "edit", NONE, net="0123456789abcdef"),
}


@pytest.mark.parametrize("said", HOSTILE.values(), ids=HOSTILE)
def test_that_what_is_no_question_of_a_player_has_no_picture(said: Any) -> None:
    assert draft(said) is None


def test_that_an_overflow_on_the_way_has_no_picture() -> None:
    report = {"array": "W_hh", "index": [0, 0], "value": 1e6}
    assert asked("unroll", "edit", report, cell="rnn_linear", steps="60") is None


def test_that_nobody_is_trained_for_while_something_is_dragged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(training, "AT_ONCE", 0.0)
    monkeypatch.setattr(scene, "STOPS", None)  # whoever went on would fail
    assert asked("unroll", "edit", NONE, trained="7") is None


def test_that_every_page_that_is_played_with_by_hand_has_the_short_way() -> None:
    played = {
        screen.code
        for screen in nav.existing()
        if "live(" in (ROOT / screen.path).read_text(encoding="utf-8")
    }
    assert played == set(MOVABLE)
    for code, movable in MOVABLE.items():
        assert nav.SCREENS[code].settings is movable.settings
        text = (ROOT / nav.SCREENS[code].path).read_text(encoding="utf-8")
        names = {
            keyword.arg or ast.unparse(keyword.value)
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "show"
            for keyword in node.keywords
        }
        hands = {"dial": "on_dial", "clamp": "on_clamp", "edit": "edit_reports(page)"}
        assert {move for move, its in hands.items() if its in names} == set(movable.moves)


def test_that_a_scene_on_its_way_is_whole() -> None:
    found = asked("gradients", "dial", {"name": "gain", "value": 2.0})
    assert found is not None
    assert decode(found).steps == 4
