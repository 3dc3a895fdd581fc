"""Trainings that a page does not wait for: a worker does them, and the page shows what is there."""

import threading
from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.core.cells import CELLS
from rnnviz.jobs import Job, Pool
from rnnviz.player.payload import decode, encode
from rnnviz.settings.gates import GateSettings
from rnnviz.settings.gradients import GradientSettings
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.unroll import UnrollSettings
from rnnviz.street.network.example import example_of
from rnnviz.street.network.network import AT_ONCE, seconds, train
from rnnviz.street.network.stops import stops
from rnnviz.street.screens import gates, gradients, unroll
from rnnviz.street.screens.gradients import second_network
from rnnviz.ui.frame import jobs
from rnnviz.ui.moved.scene import draft
from rnnviz.ui.network import training
from tests.conftest import OpenScreen

SCREENS = {"unroll": UnrollSettings, "gates": GateSettings, "gradients": GradientSettings}
WALKS = {UnrollSettings: unroll.walk, GateSettings: gates.walk, GradientSettings: gradients.walk}
LINKS = (  # each was seen to hold a page up for many seconds
    {"cell": "lstm_depth_gated", "hidden": 16, "steps": 100, "trained": 500},
    {"cell": "clockwork", "hidden": 16, "steps": 100, "trained": 500},
    {"cell": "lstm", "hidden": 16, "steps": 100, "trained": 300},
    {"cell": "mgu", "hidden": 8, "steps": 60, "trained": 400},
)


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> Pool:
    """A pool whose jobs are finished by hand, to which every training is handed."""
    pool = Pool(workers=1, who=jobs.session)
    pool.threads.append(threading.current_thread())
    monkeypatch.setattr(jobs, "pool", lambda: pool)
    monkeypatch.setattr(training, "AT_ONCE", 0.0)
    return pool


def finish(job: Job, s: NetworkSettings, after: int | None = None) -> None:
    job.result = train(s, None if after is None else lambda p: p.epoch == after)
    job.finished.set()


def assert_shown(app: AppTest, s: UnrollSettings | GateSettings | GradientSettings) -> None:
    """Every number of the picture is that of these settings."""
    assert not app.exception
    (component,) = app.get("bidi_component")
    scene = decode(component.proto.bytes)
    assert "draft" not in scene.options
    arrays = scene.arrays
    expected = decode(encode(WALKS[type(s)](s, stops()).scene)).arrays
    assert arrays.keys() == expected.keys()
    for name, values in expected.items():
        np.testing.assert_array_equal(arrays[name], values, name)


def buttons(app: AppTest) -> set[str]:
    return {str(button.key) for button in app.button}


@pytest.mark.parametrize("screen", SCREENS)
def test_that_a_page_shows_the_untrained_network_until_a_worker_has_trained_it(
    open_screen: OpenScreen, idle: Pool, screen: str
) -> None:
    seed = str(900 + len(screen))
    s = SCREENS[screen](cell="mgu", hidden=2, seed=int(seed), trained=20)
    app = open_screen(f"pages/{screen}.py", cell="mgu", hidden="2", seed=seed, trained="20")
    assert_shown(app, s.with_(trained=0))
    assert "network.stop" in buttons(app)
    assert any("still untrained" in one.value for one in app.caption)
    (job,) = idle.jobs.values()
    finish(job, s.in_hand())
    app.run()
    assert_shown(app, s)
    assert "network.stop" not in buttons(app)


def test_that_both_networks_of_gradients_are_trained_beside_the_page(
    open_screen: OpenScreen, idle: Pool
) -> None:
    s = GradientSettings(versus="janet", hidden=2, seed=931, trained=20)
    app = open_screen("pages/gradients.py", versus="janet", hidden="2", seed="931", trained="20")
    for network in (s.in_hand(), second_network(s)):
        assert "network.stop" in buttons(app)
        finish(list(idle.jobs.values())[-1], network)
        app.run()
    assert "network.stop" not in buttons(app)
    assert len(idle.jobs) == 2


def test_that_what_is_changed_meanwhile_is_changed_of_the_network_that_was_asked_for(
    open_screen: OpenScreen, idle: Pool
) -> None:
    app = open_screen("pages/unroll.py", cell="mgu", hidden="2", seed="941", trained="20")
    app.number_input(key="unroll.seed").set_value(942).run()
    assert app.query_params["trained"] == "20"
    assert len(idle.jobs) == 2


def test_that_a_training_that_was_stopped_is_shown_as_one_of_fewer_epochs(
    open_screen: OpenScreen, idle: Pool
) -> None:
    s = UnrollSettings(cell="mgu", hidden=2, seed=951, trained=20)
    app = open_screen("pages/unroll.py", cell="mgu", hidden="2", seed="951", trained="20")
    (job,) = idle.jobs.values()
    finish(job, s.in_hand(), after=7)
    app.run()
    assert app.query_params["trained"] == "7"
    assert_shown(app, replace(s, trained=7))


def test_that_a_worker_that_was_killed_leaves_the_untrained_network_and_a_way_to_try_again(
    open_screen: OpenScreen, idle: Pool
) -> None:
    s = UnrollSettings(cell="mgu", hidden=2, seed=961, trained=20)
    app = open_screen("pages/unroll.py", cell="mgu", hidden="2", seed="961", trained="20")
    (job,) = idle.jobs.values()
    job.begin_again()
    job.finished.set()
    app.run()
    assert "train again" in app.error[0].value
    assert_shown(app, s.with_(trained=0))
    app.button(key="network.again").click().run()
    assert not app.error
    assert "network.stop" in buttons(app)


def test_that_a_training_that_was_stopped_before_its_turn_may_be_begun_again(
    open_screen: OpenScreen, idle: Pool
) -> None:
    app = open_screen("pages/unroll.py", cell="mgu", hidden="2", seed="971", trained="20")
    app.button(key="network.stop").click().run()
    app.run()
    assert not app.error  # who stopped it knows why
    assert "network.stop" not in buttons(app)
    app.button(key="network.again").click().run()
    assert "network.stop" in buttons(app)


@pytest.mark.parametrize("link", LINKS, ids=lambda link: link["cell"])
@pytest.mark.parametrize("screen", SCREENS)
def test_that_links_that_take_long_are_never_trained_in_a_page(screen: str, link: dict) -> None:
    s = SCREENS[screen](**link).in_hand()
    assert seconds(s, example_of(s)) > AT_ONCE
    assert not training.at_hand(s)
    asked = {"screen": screen, "name": "dial", "value": {"name": "gain", "value": 1.5}}
    assert draft(asked | {"query": SCREENS[screen](**link).to_query()}) is None


def test_that_the_network_that_a_screen_opens_with_is_there_at_once() -> None:
    for cell in CELLS:
        s = NetworkSettings(cell=cell)
        quick = cell not in ("grid_lstm", "lstm_depth_gated")  # two layers, many gates
        assert training.at_hand(s) == quick
