"""Train under AppTest: what it shows is the run's, and every button does what it says."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest

import rnnviz
from rnnviz.player.payload import Scene, decode
from rnnviz.settings.dynamics import DynamicsSettings
from rnnviz.settings.packed import unpack
from rnnviz.settings.train import TASKS, TrainSettings, parse_changes, run_fields, same_run
from rnnviz.settings.unroll import UnrollSettings
from rnnviz.settings.values import unpack_values
from rnnviz.street.dynamics.runs import run_needed
from rnnviz.street.result.runs import as_json
from rnnviz.street.screens.train import Train, trained
from rnnviz.studio.log import diverged, told
from rnnviz.studio.run import Run
from rnnviz.ui.frame.jobs import pool
from rnnviz.ui.network import in_hand
from rnnviz.ui.train.beside import dynamics_of
from rnnviz.ui.train.picture import AT, LAST
from rnnviz.ui.train.presets import PRESETS
from rnnviz.ui.train.run import key_of, progress_words
from rnnviz.ui.train.shelf import MOST, STORE, size
from tests.conftest import OpenScreen

PAGE = "pages/train.py"
QUICK = {"length": "8", "epochs": "20", "goal": "30"}
LONG = {"cell": "lstm", "hidden": "16", "length": "60", "epochs": "0", "goal": "400"}
pytestmark = pytest.mark.usefixtures("workers")


def scene_on(app: Any) -> Scene:
    (component,) = app.get("bidi_component")
    return decode(component.proto.bytes)


def epochs_on(app: Any) -> list[int]:
    return scene_on(app).arrays["epochs"].tolist()


def settings_of(app: Any) -> TrainSettings:
    found = app.session_state["settings.train"]
    assert isinstance(found, TrainSettings)
    return found


def runs_of(app: Any) -> dict[TrainSettings, Run]:
    return app.session_state[STORE]


def click(app: Any, key: str) -> Any:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def links(app: Any) -> dict[str, dict[str, list[str]]]:
    """The parameters of the links below the picture, by screen."""
    found = {}
    below = [one for one in app.get("page_link") if one.proto.label != "Its dynamics"]
    for one in below[-3:]:
        query = one.proto.query_string if hasattr(one.proto, "query_string") else ""
        found[one.proto.page] = parse_qs(query or urlsplit(one.proto.page).query)
    return found


def test_that_the_first_visit_shows_a_network_that_has_learned(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE)
    assert not app.exception
    assert not app.error
    assert epochs_on(app)[:3] == [0, 1, 2]
    assert epochs_on(app)[-1] == 300
    assert scene_on(app).start["playing"]
    found = trained(same_run(TrainSettings()))
    np.testing.assert_array_equal(scene_on(app).arrays["loss"], found.column("loss"))


@pytest.mark.parametrize("code", PRESETS)
def test_that_every_preset_shows_its_run_and_says_how_it_went(
    open_screen: OpenScreen, code: str
) -> None:
    label, s = PRESETS[code]
    app = open_screen(PAGE, **s.to_query())
    assert not app.exception
    assert app.selectbox(key="train.preset").value == code
    seen = rnnviz.open("train?" + "&".join(f"{k}={v}" for k, v in s.to_query().items()))
    assert isinstance(seen, Train)
    assert [info.value for info in app.info] == [told(seen.run, seen.lesson)]
    assert label
    assert epochs_on(app) == [f.epoch for f in seen.run.frames]


@pytest.mark.parametrize("task", TASKS)
def test_that_every_task_is_learned_on_the_page_and_its_program_is_offered(
    open_screen: OpenScreen, task: str
) -> None:
    app = open_screen(PAGE, task=task, length="6", epochs="10", hidden="2")
    assert not app.exception
    assert not app.error
    (found,) = runs_of(app).values()
    assert found.epochs == 10
    assert found.rows[-1].loss < found.rows[0].loss
    labels = [b.proto.label for b in app.get("download_button")]
    assert {"This run in NumPy", "This run in PyTorch"} <= set(labels)


def test_that_a_run_that_is_over_has_no_button_that_would_train_it(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, hidden="8", optimiser="sgd", lr="1", seed="1", length="39")
    assert [b.key for b in app.button if b.key in ("studio.start", "studio.1")] == []


def test_that_what_the_sentence_on_top_says_is_known_to_the_player(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE)
    (said,) = (info.value for info in app.info)
    assert scene_on(app).options["said"] == said
    assert [text for _k, text in log_on(app) if text in said] == [log_on(app)[-1][1]]
    app = open_screen(PAGE, seed="2")  # no preset: the log alone says it
    assert scene_on(app).options["said"] == ""


def test_that_a_formula_is_learned_and_one_that_cannot_be_says_why(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, task="formula", **QUICK)
    app.text_input(key="train.formula").set_value("cos(t/3)").run()
    assert app.query_params["formula"] == "cos(t/3)"
    before = scene_on(app).arrays["target"]
    app.text_input(key="train.formula").set_value("cos(t/3").run()
    assert not app.exception
    (error,) = app.error
    assert error.value.startswith("The formula cannot be read")
    np.testing.assert_array_equal(scene_on(app).arrays["target"], before)


def test_that_a_file_of_ones_own_is_learned_and_its_values_are_in_the_link(
    open_screen: OpenScreen,
) -> None:
    app = open_screen(PAGE, task="own", **QUICK)
    text = "day;rate\n" + "\n".join(f"{k};{k % 7}" for k in range(1, 60))
    app.file_uploader[0].upload("rates.csv", text.encode(), "text/csv").run()
    assert not app.exception
    click(app, "studio.own")
    values = unpack_values(app.query_params["own"])
    np.testing.assert_allclose(values, np.arange(1, 60) % 7 / 3 - 1, atol=1e-4)
    np.testing.assert_allclose(scene_on(app).arrays["target"][:, 0], values[-8:], atol=1e-6)


def test_that_one_epoch_and_ten_go_on_and_the_player_stays_at_the_end(
    open_screen: OpenScreen,
) -> None:
    app = click(open_screen(PAGE, **QUICK), "studio.1")
    assert settings_of(app).epochs == 21
    assert epochs_on(app)[-1] == 21
    click(app, "studio.10")
    assert epochs_on(app)[-1] == 31
    assert scene_on(app).start["t"] == len(epochs_on(app)) - 1
    assert not scene_on(app).start["playing"]
    assert [s.epochs for s in runs_of(app)] == [31]  # the shorter ones are a part of it
    whole = trained(same_run(settings_of(app)))
    np.testing.assert_array_equal(scene_on(app).arrays["loss"], whole.column("loss"))


def test_that_start_trains_to_the_goal_and_from_scratch_goes_back(open_screen: OpenScreen) -> None:
    app = click(open_screen(PAGE, **QUICK), "studio.start")
    assert (settings_of(app).epochs, epochs_on(app)[-1]) == (30, 30)
    assert app.button(key="studio.start").label == "Train on to epoch 60 · 1 s"
    click(app, "studio.start")
    assert epochs_on(app)[-1] == 60
    here = scene_on(app).start["t"]  # what is new plays
    assert epochs_on(app)[here] <= 30 < epochs_on(app)[here + 1]
    assert scene_on(app).start["playing"]
    click(app, "studio.scratch")
    assert epochs_on(app) == [0]
    assert app.button(key="studio.scratch").disabled
    assert app.button(key="studio.start").label == "Train to epoch 30 · 1 s"
    click(app, "studio.start")
    assert epochs_on(app)[-1] == 30
    assert scene_on(app).start["playing"]
    assert scene_on(app).start["t"] == 0


def test_that_an_unlocked_seed_is_drawn_anew_from_scratch_and_a_locked_one_kept(
    open_screen: OpenScreen,
) -> None:
    app = click(open_screen(PAGE, **QUICK), "studio.scratch")
    assert (settings_of(app).seed, settings_of(app).epochs) == (1, 0)
    app.toggle(key="train.locked").set_value(False).run()
    seeds = {settings_of(click(app, "studio.scratch")).seed for _ in range(4)}
    assert len(seeds) > 1
    assert epochs_on(app) == [0]


def test_that_another_way_to_learn_has_its_own_controls_and_one_that_cannot_be_says_why(
    open_screen: OpenScreen,
) -> None:
    app = open_screen(PAGE, **QUICK)
    app.selectbox(key="train.optimiser").set_value("marquardt").run()
    assert not app.exception
    assert not [b for b in app.number_input if b.key in ("train.lr", "train.batch")]
    assert "This run in NumPy" not in [b.proto.label for b in app.get("download_button")]
    app.selectbox(key="train.task").set_value("parity").run()
    assert not app.exception
    assert [e.value for e in app.error] == [
        "Levenberg–Marquardt needs a loss of squares; take L-BFGS for this task."
    ]
    app.selectbox(key="train.optimiser").set_value("lbfgs").run()
    assert not app.error
    assert epochs_on(app)[0] == 0


def test_that_a_long_run_is_followed_while_it_is_trained(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, **LONG)
    assert epochs_on(app) == [0]
    click(app, "studio.start")
    job = pool().get(key_of(same_run(settings_of(app))))
    assert job is not None
    assert not [b for b in app.button if b.key == "studio.start"]
    assert app.button(key="studio.stop")
    assert job.finished.wait(120)
    assert not job.error
    app.run()
    assert not app.exception
    assert epochs_on(app)[-1] == 400
    assert np.isfinite(scene_on(app).arrays["loss"]).all()


def test_that_stop_keeps_what_is_learned_and_the_link_says_how_far_it_came(
    open_screen: OpenScreen,
) -> None:
    app = open_screen(PAGE, **{**LONG, "goal": "5000", "length": "100"})
    click(app, "studio.start")
    job = pool().get(key_of(same_run(settings_of(app))))
    assert job is not None
    while job.progress is None:
        assert not job.finished.wait(0.05)
    click(app, "studio.stop")
    assert job.finished.wait(60)
    app.run()
    assert not app.exception
    reached = settings_of(app).epochs
    assert 0 < reached < 5000
    assert epochs_on(app)[-1] == reached
    assert app.query_params["epochs"] == str(reached)
    assert any("stopped by hand" in text for _k, text in log_on(app))


def log_on(app: Any) -> list[list[Any]]:
    return next(view["events"] for view in scene_on(app).views if "events" in view)


def test_that_a_long_run_of_a_link_waits_for_the_button(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, **{**LONG, "epochs": "300"})
    assert not app.exception
    assert epochs_on(app) == [0]
    assert any("Not trained yet: 300 epochs" in info.value for info in app.info)
    assert app.button(key="studio.start").label.startswith("Train to epoch 300 · ")
    assert app.button(key="studio.1").disabled


@pytest.mark.parametrize(("remedy", "changed"), [("lower", "lr=0.1"), ("clip", "clip=norm")])
def test_that_a_divergence_is_explained_and_cured_with_one_click(
    open_screen: OpenScreen, remedy: str, changed: str
) -> None:
    app = open_screen(PAGE, hidden="8", optimiser="sgd", lr="1", seed="1", length="39")
    (error,) = app.error
    found = next(iter(runs_of(app).values()))
    assert error.value == diverged(found)
    for array in scene_on(app).arrays.values():
        assert np.isfinite(array).all()
    click(app, f"studio.{remedy}")
    assert not app.error
    name, value = changed.split("=")
    assert app.query_params[name] == value
    assert epochs_on(app)[-1] == 300


def test_that_a_branch_begins_where_it_was_asked_for(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, **QUICK)
    before = scene_on(app).arrays["loss"]
    app.number_input(key="studio.branch.lr.20").set_value(0.2)
    app.number_input(key="studio.branch.epochs").set_value(15)
    click(app, "studio.branch.go")
    s = settings_of(app)
    assert (s.epochs, s.later, s.lr) == (35, "20.lr=0.2", 0.02)
    after = scene_on(app).arrays["loss"]
    np.testing.assert_array_equal(after[:21], before)
    assert [text for _k, text in log_on(app) if text.startswith("Epoch 20: from here on rate 0.2")]


def test_that_runs_stand_side_by_side_and_are_recalled_and_deleted(
    open_screen: OpenScreen,
) -> None:
    app = open_screen(PAGE, **QUICK)
    app.selectbox(key="train.task").set_value("echo").run()
    assert len(runs_of(app)) == 2
    assert [s.task for s in runs_of(app)] == ["sine", "echo"]
    assert len(app.get("plotly_chart")) == 1
    click(app, "studio.recall.2")
    assert settings_of(app).task == "sine"
    assert list(runs_of(app))[-1].task == "sine"
    click(app, "studio.delete.2")
    assert [s.task for s in runs_of(app)] == ["sine"]


def test_that_a_session_keeps_only_so_many_runs_and_so_much(
    open_screen: OpenScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_screen(PAGE, **QUICK)
    for seed in range(2, 16):
        app.number_input(key="train.seed").set_value(seed).run()
    assert [s.seed for s in runs_of(app)] == list(range(16 - MOST, 16))
    one = size(next(iter(runs_of(app).values())))
    monkeypatch.setattr("rnnviz.ui.train.shelf.ROOM", 3.5 * one)
    app.number_input(key="train.seed").set_value(99).run()
    assert 1 <= len(runs_of(app)) < 5
    assert list(runs_of(app))[-1].seed == 99


def test_that_what_is_downloaded_is_every_run_with_its_link(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, **QUICK)
    runs = [(s.to_query(), run) for s, run in runs_of(app).items()]
    (read,) = json.loads(as_json(runs))["runs"]
    found, _notes = TrainSettings.from_query(read["settings"])
    np.testing.assert_array_equal(trained(found).column("loss"), read["loss"])
    assert read["kept_epochs"] == epochs_on(app)


@pytest.mark.parametrize(("hidden", "packed"), [(3, True), (16, False)])
def test_that_the_network_of_an_epoch_is_opened_on_the_other_screens(
    open_screen: OpenScreen, hidden: int, *, packed: bool
) -> None:
    query = {"task": "series", "length": "12", "epochs": "20", "hidden": str(hidden)}
    app = open_screen(PAGE, **query, t="3")
    frame = next(iter(runs_of(app).values())).frames[2]
    assert f"**At epoch {frame.epoch}:**" in [m.value for m in app.markdown]
    sent = {name.rpartition("/")[2].partition("?")[0]: q for name, q in links(app).items()}
    assert len(sent) == 3
    for q in sent.values():
        assert ("weights" in q) == packed
        assert ("net" in q) != packed
        if packed:
            np.testing.assert_array_equal(unpack(q["weights"][0]), np.float32(frame.theta))


def test_that_walking_through_the_learning_keeps_the_networks_that_are_shown(
    open_screen: OpenScreen,
) -> None:
    app = open_screen(PAGE, **QUICK)
    app.session_state[in_hand.STORE]["of another screen"] = "kept"
    first = app.session_state[LAST]
    app.session_state["settings.unroll"] = UnrollSettings(net=first)
    for t in range(4):
        app.session_state[AT] = same_run(settings_of(app)), t
        app.run()
        assert not app.exception
        assert len(app.session_state[in_hand.STORE]) == 3
    assert {first, "of another screen"} < set(app.session_state[in_hand.STORE])


def test_that_settings_of_another_run_drop_the_changes_on_the_way() -> None:
    s = TrainSettings(later="20.lr=0.1", epochs=40)
    assert s.with_(epochs=60).later == "20.lr=0.1"
    assert s.with_(seed=2).later == ""
    again = s.changed_from(30, lr=0.1, optimiser="sgd", flavour="pytorch", clip="off", clip_at=1.0)
    assert [c[:2] for c in parse_changes(again.later)] == [(20, "lr"), (30, "optimiser")]
    assert s.changed_from(0, lr=0.5).later == ""
    assert set(run_fields(s)) <= set(TrainSettings.kinds())


def test_that_progress_is_told_with_the_time_that_is_left() -> None:
    found = trained(same_run(TrainSettings(length=8, epochs=10)))
    text = progress_words(found, 40)
    left = int(np.ceil(found.seconds * 3))
    assert text.startswith("Epoch 10 of 40, loss ")
    assert text.endswith(f", {left} s left")
    assert progress_words(None, 40) == "Starting …"


@pytest.mark.parametrize(
    ("cell", "hidden", "view"),
    [("rnn_tanh", 1, "exponents"), ("lru", 1, "two"), ("gru", 8, "many")],
)
def test_that_a_run_leads_to_the_dynamics_of_its_own_network(
    cell: str, hidden: int, view: str
) -> None:
    s = same_run(TrainSettings(task="latch", cell=cell, hidden=hidden, fresh=True, seed=3))
    read, notes = DynamicsSettings.from_query(dynamics_of(s).to_query())
    assert (read.view, read.of, notes) == (view, "run", [])
    assert run_needed(read) == s
