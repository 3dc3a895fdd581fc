"""Unroll under AppTest: what the page sends to the browser is what the core computes."""

import ast
from typing import Any

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.export.forms import FORMS, forms_of
from rnnviz.player.payload import Scene, decode
from rnnviz.settings.network import NetworkSettings
from rnnviz.ui.network.code import taken
from rnnviz.ui.network.network import example_of, study_of
from tests.conftest import OpenScreen

PAGE = "pages/unroll.py"


def scene_on(app) -> Scene:
    (component,) = app.get("bidi_component")
    return decode(component.proto.bytes)


@pytest.mark.parametrize("cell", CELLS)
def test_that_unroll_shows_the_states_and_gradients_of_every_cell(
    open_screen: OpenScreen, cell: str
) -> None:
    app = open_screen(PAGE, cell=cell, hidden="2", seed="5", trained="20")
    assert not app.exception
    assert not app.error
    expected = study_of(NetworkSettings(cell=cell, hidden=2, seed=5, trained=20))
    np.testing.assert_array_equal(scene_on(app).arrays["h"], expected.trace.h)
    np.testing.assert_array_equal(scene_on(app).arrays["dh"], expected.back.state.h)


@pytest.mark.parametrize(
    "query",
    [
        {"input": "typed", "typed": "1 2 3 4"},
        {"input": "word", "word": "JAZZ", "where": "every"},
        {"input": "word", "word": "你好世界"},
        {"input": "series", "series": "co2", "steps": "40"},
        {"scheme": "article", "gain": "3", "cell": "rnn_relu"},
        {"cell": "lstm", "forget_bias": "3", "trained": "20", "where": "every"},
        {"cell": "gru", "z": "new"},
        {"cell": "gru_before", "z": "new"},
        {"cell": "clockwork", "periods": "1, 3", "first_tick": "1"},
        {"cell": "lstm_peephole", "peepholes": "f"},
    ],
    ids=lambda query: query.get("input", query.get("cell")),
)
def test_that_unroll_opens_from_a_link(open_screen: OpenScreen, query: dict[str, str]) -> None:
    app = open_screen(PAGE, **query)
    assert not app.exception
    assert not app.error
    assert not app.warning
    scene = scene_on(app)
    card = next(view for view in scene.views if view["type"] == "card")
    assert card["badge"]["ok"], card["badge"]["text"]


@pytest.mark.parametrize(
    "query",
    [
        *({"cell": cell} for cell in CELLS),
        {"cell": "gru", "z": "new", "edits": "W_hh.2.1=0.5"},
        {"cell": "gru_before", "z": "new"},
        {"cell": "clockwork", "periods": "1, 3", "first_tick": "1"},
        {"cell": "lstm_peephole", "peepholes": "io"},
        {"cell": "jordan", "input": "word", "edits": "W_hy.1.0=-2"},
    ],
    ids=lambda query: "-".join(query.values()),
)
def test_that_the_network_taken_along_gives_the_outputs_of_the_page(
    open_screen: OpenScreen, query: dict[str, str]
) -> None:
    app = open_screen(PAGE, hidden="2", **query)
    assert not app.exception
    offered = [b.proto.label for b in app.get("download_button") if "take" in b.proto.id]
    forms = forms_of(query["cell"])
    assert offered == [FORMS[form].label for form in forms]
    s = NetworkSettings(hidden=2, **query)  # type: ignore[arg-type]
    example, study = example_of(s), study_of(s)
    model = taken(s, study.net, example)
    programs = {form: FORMS[form].write(model) for form in forms}
    names: dict[str, Any] = {"__name__": "generated"}
    exec(programs["numpy"], names)
    np.testing.assert_allclose(names["outputs"](example.x[:, None])[:, 0], study.y, atol=1e-13)
    for program in programs.values():
        ast.parse(program)


def test_that_an_edited_weight_in_a_link_changes_the_numbers_and_shows_old_and_new(
    open_screen: OpenScreen,
) -> None:
    app = open_screen(PAGE, edits="W_hh.0.1=0.5")
    scene, drawn = scene_on(app), study_of(NetworkSettings())
    assert scene.arrays["W_hh"][0, 1] == 0.5
    np.testing.assert_array_equal(scene.arrays["ghost_h"], drawn.trace.h)
    card = next(view for view in scene.views if view["type"] == "card")
    old = drawn.net.weights.params.W_hh[0, 1]
    assert card["edits"] == [{"array": "W_hh", "index": [0, 1], "old": old, "new": 0.5}]


@pytest.mark.parametrize(
    "query",
    [
        {"hidden": "1e400"},
        {"seed": "-1"},
        {"cell": "<img src=x onerror=alert(1)>"},
        {"edits": "W_hh.0.0=nan"},
        {"typed": "1, NaN, 3", "input": "typed"},
        {"gain": "inf"},
    ],
    ids=str,
)
def test_that_nonsense_in_a_link_gives_one_note_and_the_default(
    open_screen: OpenScreen, query: dict[str, str]
) -> None:
    app = open_screen(PAGE, **query)
    assert not app.exception
    assert len(app.warning) == 1
    assert len(scene_on(app).arrays["h"]) >= 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1, NaN, 3", "Entry 2 is not a number"),
        ("1 2 1e400", "Entry 3 is too large"),
        ("", "There are 0 numbers"),
        ("1 2", "at least 3 are needed"),
        ("a b c", "Entry 1 is not a number"),
        ("1;2,5;3", "Commas and semicolons are mixed"),
    ],
)
def test_that_typed_nonsense_gets_one_plain_sentence(
    open_screen: OpenScreen, text: str, sentence: str
) -> None:
    app = open_screen(PAGE, input="typed")
    app.text_input(key="unroll.typed").set_value(text).run()
    assert not app.exception
    assert [sentence in error.value for error in app.error] == [True]
    assert len(app.get("bidi_component")) == 0


def test_that_a_new_seed_is_drawn_only_by_the_die(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE)
    before = scene_on(app).arrays["W_hh"]
    app.number_input(key="unroll.hidden").set_value(4).run()
    app.number_input(key="unroll.hidden").set_value(3).run()
    np.testing.assert_array_equal(scene_on(app).arrays["W_hh"], before)
    app.button(key="unroll.die").click().run()
    assert not np.array_equal(scene_on(app).arrays["W_hh"], before)


def test_that_a_network_that_overflows_is_explained_and_not_shown(
    open_screen: OpenScreen,
) -> None:
    app = open_screen(
        PAGE, cell="rnn_linear", scheme="article", gain="5", hidden="16", steps="100", trained="0",
        edits="W_hh.0.0=1000;W_hh.1.1=1000;W_hh.0.1=1000;W_hh.1.0=1000",
    )  # fmt: skip
    assert not app.exception
    assert len(app.get("bidi_component")) == 0
    assert "overflows at step" in app.error[0].value


def test_that_a_step_of_learning_is_said_counted_in_the_address_and_undone(
    open_screen: OpenScreen,
) -> None:
    app = open_screen(PAGE, level="student")
    assert any("No step was learned by hand yet." in text.value for text in app.markdown)
    app.button(key="learn.10").click().run()
    app.button(key="learn.1").click().run()
    assert app.query_params["learned"] == "11"
    assert any("after steps: 11." in text.value for text in app.markdown)
    assert app.button(key="learn.undo").label == "Undo step"
    app.button(key="learn.undo").click().run()
    assert app.query_params["learned"] == "10"
    assert app.button(key="learn.undo").label == "Undo 10 steps"
    app.button(key="learn.undo").click().run()
    assert "learned" not in app.query_params
    assert not app.exception


def test_that_a_rate_too_large_is_explained_with_the_way_back(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, cell="rnn_linear", where="every", learned="200", rate="10")
    assert "smaller learning rate" in app.error[0].value
    app.button(key="learn.undo").click().run()
    assert not app.error
    assert not app.exception


def test_that_what_the_network_is_and_was_trained_on_stands_in_one_line(
    open_screen: OpenScreen,
) -> None:
    app = open_screen(PAGE)
    assert any("so what it reads here is new to it" in text.value for text in app.caption)
    app.button(key="unroll.trained.other").click().run()
    assert any("Untrained: weights as seed 1 draws them" in text.value for text in app.caption)
    assert app.query_params["trained"] == "0"
