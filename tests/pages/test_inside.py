"""A trained network of Your series on Unroll, Gradients and Gates, driven without a browser."""

import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.player.payload import Scene, decode
from rnnviz.series.audit.ready import choose
from rnnviz.series.compare.compare import compare
from rnnviz.series.compare.results import Comparison
from rnnviz.series.judge.written import number
from rnnviz.series.reading.builtin import load
from rnnviz.settings.series import SeriesSettings
from tests.conftest import OpenScreen
from tests.pages.test_series import PAGE, train, upload

QUICK = {"epochs": "10", "hidden": "3", "window": "5", "seeds": "2", "series": "nile", "log": "1"}
NETS = {"cell": "mgu", "versus": "rnn_tanh"}

pytestmark = pytest.mark.usefixtures("workers")


@pytest.fixture(scope="module")
def expected() -> Comparison:
    settings = SeriesSettings.from_query({**QUICK, **NETS})[0]
    return compare(choose(load("nile")), settings.protocol())


def token_of(app: AppTest) -> str:
    (token,) = app.session_state["in_hand"].keys()
    return token


def go(app: AppTest, page: str, **query: str) -> AppTest:
    app.switch_page(page)
    app.query_params.clear()
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def scene_on(app: AppTest) -> Scene:
    (component,) = app.get("bidi_component")
    return decode(component.proto.bytes)


def words(app: AppTest) -> str:
    return " ".join(c.value.replace("\\", "") for c in app.caption)


def test_that_a_trained_network_is_seen_inside_with_the_prediction_of_the_comparison(
    open_screen: OpenScreen, expected: Comparison
) -> None:
    app = train(open_screen(PAGE, **QUICK, **NETS))
    run, token = expected["mgu"].shown, token_of(app)
    app = go(app, "pages/unroll.py", net=token)
    assert not app.error
    assert not app.warning
    scene = scene_on(app)
    np.testing.assert_array_equal(scene.arrays["W_hh"], run.weights.params.W_hh)
    X = expected.values[None, -6:-1]
    predicted = expected.transform.decode(scene.arrays["y"][-1], X)[0]
    assert predicted == pytest.approx(run.one_step[-1], rel=1e-9)
    card = next(view for view in scene.views if view["type"] == "card")
    assert card["badge"]["ok"], card["badge"]["text"]
    assert number(run.one_step[-1]).replace(",", "") in words(app).replace(",", "")
    assert f"seed {run.seed}" in app.markdown[0].value.replace("\\", "")


def test_that_any_window_can_be_chosen_and_the_future_has_no_loss(
    open_screen: OpenScreen, expected: Comparison
) -> None:
    app = train(open_screen(PAGE, **QUICK, **NETS))
    token, run = token_of(app), expected["mgu"].shown
    app = go(app, "pages/unroll.py", net=token, at="11")
    assert app.slider(key="unroll.at").value == 11
    X = expected.values[None, 10:15]
    predicted = expected.transform.decode(scene_on(app).arrays["y"][-1], X)[0]
    assert predicted == pytest.approx(run.one_step[15], rel=1e-9)
    app.slider(key="unroll.at").set_value(96).run()
    assert "not known" in words(app)
    assert scene_on(app).arrays["L"].sum() == pytest.approx(0, abs=1e-25)
    assert app.query_params["at"] == "96"


@pytest.mark.parametrize("page", ["gradients", "gates"])
@pytest.mark.parametrize("code", ["mgu", "rnn_tanh"])
def test_that_gradients_and_gates_show_the_same_network(
    open_screen: OpenScreen, expected: Comparison, page: str, code: str
) -> None:
    app = train(open_screen(PAGE, **QUICK, **NETS))
    app.selectbox(key="series.inside.code").set_value(code).run()
    token = list(app.session_state["in_hand"])[-1]
    app = go(app, f"pages/{page}.py", net=token)
    assert not app.error
    assert not app.warning
    net = expected[code].shown.weights
    t = expected.transform
    z = t.inputs(expected.values[None, -6:-1])[0]
    from rnnviz.core.cells import CELLS
    from rnnviz.core.unroll import unroll

    h = unroll(CELLS[code], net.params, z[:, None]).h
    shown = scene_on(app).arrays["h"]
    np.testing.assert_allclose(shown, h, rtol=1e-6, atol=1e-7)


def test_that_weights_set_by_hand_work_on_a_trained_network(open_screen: OpenScreen) -> None:
    app = train(open_screen(PAGE, **QUICK, **NETS))
    token = token_of(app)
    before = scene_on(go(app, "pages/unroll.py", net=token))
    after = scene_on(go(app, "pages/unroll.py", net=token, edits="W_hh.0.1=0.5"))
    assert after.arrays["W_hh"][0, 1] == 0.5
    np.testing.assert_array_equal(after.arrays["ghost_h"], before.arrays["h"])


def test_that_there_are_ways_back_to_the_series_and_to_a_fresh_network(
    open_screen: OpenScreen,
) -> None:
    app = train(open_screen(PAGE, **QUICK, **NETS))
    app = go(app, "pages/unroll.py", net=token_of(app))
    links = {link.proto.label: link.proto for link in app.get("page_link")}
    back = links["Back to Your series"].query_string
    assert {"versus=rnn_tanh", "window=5", "cell=mgu", "series=nile"} <= set(back.split("&"))
    nav = links["Your series"].query_string  # the links above keep the comparison as well
    assert nav == back
    app.button(key="unroll.fresh").click().run()
    assert not app.exception
    assert "net" not in app.query_params
    assert app.selectbox(key="unroll.cell").value == "mgu"


@pytest.mark.parametrize("page", ["unroll", "gradients", "gates"])
def test_that_a_link_from_another_session_gets_one_sentence_and_a_fresh_network(
    open_screen: OpenScreen, page: str
) -> None:
    app = open_screen(f"pages/{page}.py", net="0123456789abcdef", at="3")
    assert not app.exception
    assert not app.error
    assert len(app.warning) == 1
    assert re.search("not in this session", app.warning[0].value)
    assert "net" not in app.query_params
    assert scene_on(app).steps > 1


def test_that_an_uploaded_file_and_its_answers_are_there_after_a_look_inside(
    open_screen: OpenScreen,
) -> None:
    values = 50 + np.cumsum(np.random.default_rng(0).normal(size=80)).round(3)
    rows = "\n".join(f"{2000 + i};{v};{2 * v + i}" for i, v in enumerate(values))
    own = {**QUICK, "versus": "mgu", "source": "upload", "log": "0"}
    app = upload(open_screen(PAGE, **own), f"year;first;second\n{rows}\n")
    choice = next(box for box in app.selectbox if box.label == "Values")
    app = train(choice.set_value("second").run())
    query = {name: app.query_params[name] for name in app.query_params}
    app = go(app, "pages/unroll.py", net=token_of(app))
    assert "trained on second" in app.markdown[0].value
    app = go(app, PAGE, **query)
    assert not app.error
    assert not [w for w in app.warning if "Shadow" not in w.value]
    assert next(box for box in app.selectbox if box.label == "Values").value == "second"
    assert any(h.value == "What came out" for h in app.subheader)  # trained, and still there
    assert [text.value for text in app.text] == ["file.csv"]
    app.button(key="series.forget").click().run()
    assert not app.exception
    assert any("Choose a file" in info.value for info in app.info)


def test_that_pasted_numbers_are_there_after_a_look_inside(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, **{**QUICK, "source": "paste", "log": "0"})
    values = np.cumsum(np.random.default_rng(1).normal(size=60)).round(3)
    app.text_area(key="series.paste").set_value("\n".join(map(str, values))).run()
    query = {name: app.query_params[name] for name in app.query_params}
    app = go(go(app, "pages/gates.py"), PAGE, **query)
    assert (app.text_area(key="series.paste").value or "").count("\n") == 59
    assert not app.info or "Choose a file" not in app.info[0].value
