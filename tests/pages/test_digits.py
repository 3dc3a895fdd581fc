"""Digits under AppTest: what the page prints is what the core computes."""

import json
import time
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.core.cells import CELLS
from rnnviz.core.network import forward
from rnnviz.player.payload import Scene, decode
from rnnviz.settings.digits import DigitsSettings
from rnnviz.tasks.digits.digits import drawing_text, grey_levels, parse_drawing, sequences
from rnnviz.tasks.digits.reading import settled
from rnnviz.tasks.digits.training import Plan, Run
from rnnviz.tasks.digits.verdict import verdict
from rnnviz.ui.digits.controls import drawing_note, thumbnails
from rnnviz.ui.digits.run import AT_ONCE, key_of
from rnnviz.ui.frame.jobs import pool
from rnnviz.words.numbers import percent
from tests.conftest import OpenScreen

PAGE = "pages/digits.py"
QUICK = {"epochs": "3", "units": "8", "restarts": "2"}

pytestmark = pytest.mark.usefixtures("workers")


def trained(app: AppTest) -> AppTest:
    until = time.monotonic() + 60
    while not app.dataframe:
        assert time.monotonic() < until, [e.value for e in app.error]
        time.sleep(0.1)
        app.run()
    assert not app.exception
    return app


def run_of(**query: str) -> Run:
    job = pool().get(key_of(DigitsSettings.from_query(query)[0].plan()))
    assert job is not None
    return job.result


def parts(app: AppTest) -> list[Any]:
    return [part.proto for part in app.get("bidi_component")]


def scene_on(app: AppTest) -> Scene:
    return decode(next(p.bytes for p in parts(app) if p.bytes))


def data_on(app: AppTest, word: str) -> dict[str, Any]:
    return next(found for p in parts(app) if p.json and word in (found := json.loads(p.json)))


def test_that_the_networks_of_the_first_visit_are_there_without_waiting(
    open_screen: OpenScreen,
) -> None:
    app = open_screen(PAGE)
    assert not app.error
    assert not app.get("progress")
    run = run_of()
    assert run.plan == Plan()
    table = app.dataframe[0].value.set_index("Network")
    for n in run.networks:
        row = table.loc[CELLS[n.code].label]
        assert row["Weights"] == f"{n.parameters:,}"
        assert row["Test, mean"] == f"{100 * n.accuracy.mean():.1f} %"
        assert n.accuracy.min() > 0.93
    assert any(verdict(run) in m.value for m in app.markdown)


@pytest.mark.parametrize("order", ["down", "up", "right"])
@pytest.mark.parametrize("ink", ["unit", "byte"])
def test_that_the_player_gets_what_the_core_computes(
    open_screen: OpenScreen, order: str, ink: str
) -> None:
    query = {**QUICK, "order": order, "ink": ink, "digit": "12", "follow": "2"}
    app = trained(open_screen(PAGE, **query))
    run, its = run_of(**query), scene_on(app)
    image = run.test.images[11]
    x = sequences(image[None], order, ink)[:, 0]
    np.testing.assert_array_equal(its.arrays["ink"], image)
    networks = next(v for v in its.views if v["type"] == "reading")["networks"]
    for k, n in enumerate(run.usable):
        y = forward(n.net, x).y
        p = np.exp(y - y.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        np.testing.assert_allclose(its.arrays[f"p:{k}"], p, rtol=0, atol=1e-12)
        assert networks[k]["settled"] == settled(y.argmax(1))
    np.testing.assert_array_equal(its.arrays["x"], x)
    np.testing.assert_array_equal(its.arrays["W_xh"], run.usable[1].net.weights.params.W_xh)


def test_that_a_drawing_in_the_link_is_read(open_screen: OpenScreen) -> None:
    dots = (np.random.default_rng(1).random((32, 32)) < 0.3).astype(int)
    text = drawing_text(dots)
    app = trained(open_screen(PAGE, **QUICK, source="drawn", drawing=text))
    np.testing.assert_array_equal(scene_on(app).arrays["ink"], grey_levels(parse_drawing(text)))
    pad = data_on(app, "drawing")
    assert pad["drawing"] == text
    last = scene_on(app).arrays["p:0"][-1]
    assert pad["answers"].startswith(f"RNN (tanh): {last.argmax()} ({percent(float(last.max()))})")


def test_that_a_drawing_unlike_the_data_is_told_so() -> None:
    dots = np.zeros((32, 32), int)
    assert "blank" in drawing_note("")
    dots[10:20, 14] = 1
    assert "Fit" in drawing_note(drawing_text(dots))
    dots[:, 14] = 1
    assert drawing_note(drawing_text(dots)) == ""


def test_that_the_gallery_shows_what_passes_its_filters(open_screen: OpenScreen) -> None:
    app = trained(open_screen(PAGE, **QUICK, show="misread", kind="8"))
    run = run_of(**QUICK)
    wrong = np.any([a[-1] != run.test.labels for a in run.answers], axis=0)
    wanted = np.flatnonzero(wrong & (run.test.labels == 8)) + 1
    items = data_on(app, "items")["items"]
    assert [item["number"] for item in items] == wanted.tolist()
    for item in items:
        shown = [int(letter, 17) for letter in item["image"]]
        np.testing.assert_array_equal(shown, run.test.images[item["number"] - 1].ravel())
        assert "written as 8" in item["label"]
        assert " reads " in item["label"]
    assert len(thumbnails(DigitsSettings(), run)) == 450


def test_that_asking_for_another_answer_changes_the_map(open_screen: OpenScreen) -> None:
    own = scene_on(trained(open_screen(PAGE, **QUICK)))
    other = scene_on(trained(open_screen(PAGE, **QUICK, about="1")))
    assert np.abs(own.arrays["why:0"] - other.arrays["why:0"]).max() > 0
    assert (
        next(v for v in other.views if v["type"] == "pixels")["maps"][2]["caption"][:5] == "why 1"
    )


def test_that_a_long_training_waits_to_be_asked(open_screen: OpenScreen) -> None:
    query = {"units": "64", "epochs": "100", "restarts": "10"}
    assert DigitsSettings.from_query(query)[0].plan().work() > AT_ONCE
    app = open_screen(PAGE, **query)
    assert "times the work" in app.button(key="digits.train").label
    assert any("not trained yet" in i.value for i in app.info)
    assert pool().get(key_of(DigitsSettings.from_query(query)[0].plan())) is None


def test_that_a_button_trains_it_and_stop_keeps_what_it_has(open_screen: OpenScreen) -> None:
    query = {"units": "24", "epochs": "100", "restarts": "10", "second": "none", "third": "none"}
    app = open_screen(PAGE, **query)
    app.button(key="digits.train").click().run()
    job = pool().get(key_of(DigitsSettings.from_query(query)[0].plan()))
    assert job is not None
    until = time.monotonic() + 60
    while job.progress is None and time.monotonic() < until:
        time.sleep(0.02)
    app.button(key="digits.stop").click().run()
    trained(app)
    assert job.result.stopped
    assert any("Stopped early" in w.value for w in app.warning)
    assert app.button(key="digits.train")  # it can be trained whole


def test_that_the_claim_about_unscaled_pixels_is_put_to_the_test(open_screen: OpenScreen) -> None:
    app = trained(open_screen(PAGE, **QUICK))
    app.button(key="digits.ink.train").click().run()
    until = time.monotonic() + 60
    while any(b.key == "digits.stop" for b in app.button) and time.monotonic() < until:
        time.sleep(0.1)
        app.run()
    table = next(d.value for d in app.dataframe if "÷ 16: 0 to 1" in d.value.to_numpy())
    assert len(table) == 3
    loud = run_of(**QUICK, ink="byte").networks[0].accuracy
    assert any("Loud pixels hurt" in m.value for m in app.markdown)
    assert (
        table.set_index("Setting")
        .loc["× 16: 0 to 256", "RNN (tanh)"]
        .endswith(f"{100 * loud.max():.1f} %")
    )


def test_that_a_control_in_a_closed_popover_keeps_its_value_for_when_it_is_opened(
    open_screen: OpenScreen,
) -> None:
    app = trained(open_screen(PAGE, **QUICK)).run()
    assert app.number_input(key="digits.units").proto.default == 8
    assert app.number_input(key="digits.lr").proto.default == 0.01
    second = app.selectbox(key="digits.second").proto
    assert second.options[second.default] == "Gated · GRU (reset after)"


def test_that_one_network_can_stand_alone_and_a_doubled_one_is_trained_once(
    open_screen: OpenScreen,
) -> None:
    app = trained(open_screen(PAGE, **QUICK, second="none", third="none", follow="3"))
    assert not app.error
    assert DigitsSettings(second="rnn_tanh").plan().cells == ("rnn_tanh", "lstm")
    assert "p:1" not in scene_on(app).arrays


@pytest.mark.parametrize(
    ("name", "value"),
    [("drawing", "x" * 171 + "<"), ("drawing", "!" * 171), ("digit", "451"), ("units", "65"),
     ("about", "10"), ("order", "left"), ("ink", "<b>"), ("restarts", "1e9"), ("follow", "0")],
)  # fmt: skip
def test_that_a_bad_setting_in_the_link_falls_back_with_a_sentence(name: str, value: str) -> None:
    settings, notes = DigitsSettings.from_query({name: value})
    assert settings == DigitsSettings()
    assert len(notes) == 1


def test_that_every_setting_survives_its_link() -> None:
    dots = (np.random.default_rng(2).random((32, 32)) < 0.5).astype(int)
    settings = DigitsSettings(
        first="mgu", second="none", third="clockwork", units=17, match="weights", restarts=2,
        epochs=9, lr=0.02, seed=5, cell="mgu", hidden=7, order="right", ink="raw",
        source="drawn", digit=99,
        show="misread", kind="3", follow=2, about="7", drawing=drawing_text(dots),
    )  # fmt: skip
    assert DigitsSettings.from_query(settings.to_query()) == (settings, [])
