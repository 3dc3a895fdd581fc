"""Shapes under AppTest: every architecture, every argument, and what is printed recomputed."""

import re
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.core.both_ends import both_ways
from rnnviz.core.shapes import count
from rnnviz.player.payload import Scene, decode
from rnnviz.scenes.shapes.keras import keras_code
from rnnviz.scenes.shapes.numbers import play
from rnnviz.scenes.shapes.pairs.code import pair_keras_code, pair_torch_code
from rnnviz.scenes.shapes.pairs.pairs import translate
from rnnviz.scenes.shapes.torch import call, torch_code
from rnnviz.settings.gates import GateSettings
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.shapes import ShapesSettings
from rnnviz.street.screens.pairs import pair_plan
from rnnviz.tasks.architecture import weights_keras, weights_torch
from rnnviz.tasks.cue import learn_cues
from rnnviz.tasks.pairs.compare import compare_pairs
from rnnviz.tasks.pairs.pairs import TASKS
from rnnviz.ui.frame import nav
from rnnviz.ui.frame.jobs import pool
from rnnviz.ui.frame.page import query_for
from rnnviz.ui.shapes.controls import KINDS, kind_of
from rnnviz.ui.shapes.plain import MOST_WORK, work
from rnnviz.words.numbers import number, percent
from tests.conftest import OpenScreen

PAGE = "pages/shapes.py"
QUICK = {"arch": "attention", "pair_length": "3", "pair_hidden": "8", "units": "4", "updates": "50"}

pytestmark = pytest.mark.usefixtures("workers")


def scene_on(app: AppTest) -> Scene:
    (component,) = app.get("bidi_component")
    return decode(component.proto.bytes)


def tallies(app: AppTest) -> list[dict[str, Any]]:
    views = [view for view in scene_on(app).views if view["type"] == "tally"]
    return [section for view in views for section in view["sections"]]


def totals(app: AppTest) -> list[int]:
    return [section["total"] for section in tallies(app) if "total" in section]


def settings_of(query: dict[str, str]) -> ShapesSettings:
    found, notes = ShapesSettings.from_query(query)
    assert notes == []
    return found


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"arch": "many_to_one", "cell": "gru", "bias": "0", "length": "1"},
        {"arch": "one_to_many", "cell": "lstm", "num_layers": "3", "batch_first": "1"},
        {"cell": "rnn_relu", "num_layers": "2", "dropout": "1.0", "bidirectional": "1"},
        {"arch": "many_to_one", "bidirectional": "1", "hidden": "20", "input_size": "30"},
        {"arch": "one_to_many", "bidirectional": "1", "outputs": "7"},
        {"cell": "lstm", "input_size": "28", "hidden": "256", "num_layers": "2", "length": "28"},
    ],
)
def test_that_each_network_is_drawn_counted_and_written_as_it_is(
    open_screen: OpenScreen, query: dict[str, str]
) -> None:
    app = open_screen(PAGE, **query)
    assert not app.exception
    assert not app.error
    assert not app.warning
    plan = settings_of(query).plan()
    assert totals(app) == [count(weights_torch(plan)), count(weights_keras(plan))]
    assert [code.value for code in app.code] == [call(plan.layers), torch_code(plan),
                                                 keras_code(plan)]  # fmt: skip
    np.testing.assert_array_equal(scene_on(app).arrays["lane.y"], play(plan, 1).y["y"][:, :6])


def test_that_moving_an_argument_moves_the_shapes(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE)
    app.number_input(key="shapes.hidden").set_value(7).run()
    rows = {row["name"]: row["shape"] for section in tallies(app) for row in section["rows"]}
    assert rows["rnn.weight_hh_l0"] == "(7, 7)"
    assert rows["output"] == "(5, 8, 7)"
    app.toggle(key="shapes.batch_first").set_value(True).run()
    rows = {row["name"]: row["shape"] for section in tallies(app) for row in section["rows"]}
    assert rows["output"] == "(8, 5, 7)"
    assert rows["h_n"] == "(1, 8, 7)"


@pytest.mark.parametrize("code", list(KINDS)[:5])
def test_that_each_kind_is_one_click_away(open_screen: OpenScreen, code: str) -> None:
    app = open_screen(PAGE)
    app.selectbox(key="shapes.preset").set_value(code).run()
    found = settings_of({k: "".join(v) for k, v in app.query_params.items()})
    assert kind_of(found) == code
    assert not app.exception


def test_that_what_reaches_each_read_out_is_measured(open_screen: OpenScreen) -> None:
    query = {"arch": "many_to_one", "bidirectional": "1", "length": "9"}
    app = open_screen(PAGE, **query)
    played = play(settings_of(query).plan(), 1)
    reach = both_ways(played.net, played.x)
    text = next(m.value for m in app.markdown if "output[−1]" in m.value)
    assert "of 8 of 9 inputs nothing has reached it" in text
    assert f"{number(float(reach.backward_end[0]), 2)} reaches hb_1" in text
    assert f"{number(float(reach.forward_end[0]), 2)} hf_T" in text


def test_that_what_would_take_long_to_measure_is_not_begun(open_screen: OpenScreen) -> None:
    query = {"arch": "many_to_one", "bidirectional": "1", "hidden": "128", "length": "40"}
    app = open_screen(PAGE, **query)
    assert not app.exception
    assert any("choose fewer hidden units" in i.value for i in app.info)
    at_most = settings_of({**query, "hidden": "16", "num_layers": "2", "length": "28"})
    assert work(at_most.plan()) <= MOST_WORK


def test_that_both_read_outs_are_trained_and_their_shares_are_the_core_s(
    open_screen: OpenScreen,
) -> None:
    query = {"arch": "many_to_one", "bidirectional": "1", "cue_steps": "9"}
    app = open_screen(PAGE, **query)
    app.button(key="shapes.cue").click().run()
    wait(app, lambda: any("a coin would be" in m.value for m in app.markdown))
    right = learn_cues(settings_of(query).cue()).right
    text = next(m.value for m in app.markdown if "a coin would be" in m.value)
    assert f"output[−1] is right on {percent(right['last'][-1], 1)} of 500" in text
    assert f"both ends on {percent(right['ends'][-1], 1)}" in text


def test_that_the_article_s_network_is_shown_with_its_counts(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE)
    app.button(key="shapes.article").click().run()
    assert not app.exception
    assert any("825,706" in c.value and "827,754" in c.value for c in app.caption)
    assert any("nn.LSTM(input_size=28, hidden_size=256, num_layers=2)" in c.value for c in app.code)


def wait(app: AppTest, there: Callable[[], bool]) -> None:
    until = time.monotonic() + 90
    while not there():
        assert time.monotonic() < until, [e.value for e in app.error]
        time.sleep(0.1)
        app.run()
    assert not app.exception


def test_that_attention_trains_and_shows_what_the_core_computes(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, **QUICK)
    assert any("Not trained yet" in c.value for c in app.caption)
    app.button(key="shapes.train").click().run()
    wait(app, lambda: any(h.value == "How they learned" for h in app.subheader))
    s = settings_of(QUICK)
    found = compare_pairs(s.pairs())
    shown = [c.value for c in app.caption if "unseen strings are right" in c.value]
    for one, caption in zip((found.attending, found.plain), shown, strict=True):
        assert f"{percent(one.scores[-1].strings, 1)} of {s.pairs().tests}" in caption
        assert f"{percent(one.scores[-1].tokens, 1)} of their letters" in caption
    read = "".join(scene_on(app).views[0]["lanes"][0]["symbols"])
    run, wrote = translate(found.attending.network(), TASKS["reverse"], read)
    arrays = scene_on(app).arrays
    assert run.looks is not None
    np.testing.assert_allclose(arrays["alpha"], run.looks.alpha, atol=1e-12)
    np.testing.assert_allclose(arrays["e"], run.looks.e, atol=1e-12)
    assert "".join(scene_on(app).views[1]["written"]) == wrote
    plan = pair_plan(s, read, True)
    assert [c.value for c in app.code] == [pair_torch_code(plan), pair_keras_code(plan)]
    plain = open_screen(PAGE, **{**QUICK, "arch": "encoder_decoder"})  # the same training serves
    assert any(h.value == "How they learned" for h in plain.subheader)
    assert "alpha" not in scene_on(plain).arrays


def test_that_the_default_is_there_at_once_and_opens_on_its_first_letter(
    open_screen: OpenScreen,
) -> None:
    app = open_screen(PAGE, arch="attention")
    assert not app.exception
    assert not any(button.key == "shapes.stop" for button in app.button)
    assert any(h.value == "How they learned" for h in app.subheader)
    scene = scene_on(app)
    read = "".join(scene.views[0]["lanes"][0]["symbols"])
    assert scene.start["t"] == len(read)  # all is read, one letter is written
    # What it looks at then is nothing like a sixth for each.
    assert scene.arrays["alpha"][0].max() > 0.5


def test_that_a_training_that_is_stopped_says_so(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, arch="attention", seed="2")
    app.button(key="shapes.train").click().run()
    asked = settings_of({"arch": "attention", "seed": "2"})
    job = pool().get(f"pairs {asked.pairs()!r}")
    assert job is not None
    assert any(button.key == "shapes.stop" for button in app.button)
    wait(app, lambda: job.progress is not None)  # a worker that has not begun is ended
    job.stop()
    wait(app, lambda: any("Stopped early" in w.value for w in app.warning))


def test_that_two_ways_without_attention_leave_one_unread(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, arch="encoder_decoder", both="1", pair_hidden="8")
    assert not app.exception
    assert any("nothing reads the encoder’s forward half" in c.value for c in app.caption)


def test_that_a_string_of_one_s_own_is_decoded_or_refused(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, **QUICK)
    app.text_input(key="shapes.phrase").set_value("cab").run()
    assert scene_on(app).views[0]["lanes"][0]["symbols"] == ["c", "a", "b"]
    assert not any("were trained on strings" in c.value for c in app.caption)
    app.text_input(key="shapes.phrase").set_value("cabbage").run()
    assert any("of 3 characters; this one has 7" in c.value for c in app.caption)
    app.text_input(key="shapes.phrase").set_value("c<b>9").run()
    assert not app.exception
    assert any("cannot be read" in e.value for e in app.error)


def test_that_a_date_without_a_right_answer_says_so(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, arch="attention", task="date", pair_hidden="8", phrase="may be")
    assert not app.exception
    assert any("no right answer" in m.value for m in app.markdown)


def test_that_a_link_can_point_at_a_step_which_is_counted_from_1(open_screen: OpenScreen) -> None:
    assert scene_on(open_screen(PAGE, t="3")).start["t"] == 2
    assert scene_on(open_screen(PAGE)).start["t"] == 4


def test_that_the_network_in_hand_comes_from_and_goes_to_other_screens() -> None:
    screen = nav.SCREENS["shapes"]
    assert query_for(NetworkSettings(cell="mgu", hidden=5), screen)["cell"] == "gru"
    assert query_for(GateSettings(cell="lstm_peephole"), screen)["cell"] == "lstm"
    assert query_for(NetworkSettings(cell="rnn_sigmoid"), screen).get("cell") is None
    wide = ShapesSettings(hidden=200, cell="lstm")
    assert query_for(wide, nav.SCREENS["unroll"]) == {"cell": "lstm"}
    assert query_for(ShapesSettings(hidden=9), nav.SCREENS["unroll"]) == {"hidden": "9"}


def test_that_no_number_on_the_page_is_glued_to_a_code(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, arch="many_to_one", bidirectional="1")
    assert not any(re.search(r"\{[a-z_]+\}", m.value) for m in (*app.markdown, *app.caption))


@pytest.mark.parametrize(("arch", "behind"), [("encoder_decoder", 1), ("attention", 0)])
def test_that_attention_units_stand_behind_training_where_the_picture_has_none(
    open_screen: OpenScreen, arch: str, behind: int
) -> None:
    app = open_screen(PAGE, **{**QUICK, "arch": arch, "level": "researcher"})
    training: Any
    (training,) = [part for part in app.get("popover") if part.number_input]
    assert len([f for f in training.number_input if "Attention units" in f.label]) == behind
    assert len([f for f in app.number_input if "Attention units" in f.label]) == 1
