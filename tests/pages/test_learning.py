"""Learning stands beside the picture on every screen that shows the network in hand."""

from typing import Any

import numpy as np
import pytest

import rnnviz
from rnnviz.jobs import Book, Job
from rnnviz.player import Scene, decode
from rnnviz.settings.network import NetworkSettings
from rnnviz.street.network.example import example_of
from rnnviz.street.network.learning import Stepped, learn, to_the_end
from rnnviz.ui.frame.jobs import pool
from rnnviz.ui.network.learning import begun
from rnnviz.words.numbers import number
from tests.conftest import OpenScreen


def scene_on(app: Any) -> Scene:
    (component,) = app.get("bidi_component")
    return decode(component.proto.bytes)


def opened(link: str) -> Any:
    return rnnviz.open(link)


PAGES = ["unroll", "gradients", "gates"]


@pytest.mark.parametrize("screen", PAGES)
def test_that_a_first_look_offers_one_step_and_says_the_loss_once_something_is_learned(
    open_screen: OpenScreen, screen: str
) -> None:
    app = open_screen(f"pages/{screen}.py")
    keys = {button.key for button in app.button}
    assert {"learn.1", "learn.end"} <= keys
    assert not {"learn.10", "learn.undo"} & keys
    assert not any("Loss of" in text.value for text in app.markdown)
    app.button(key="learn.1").click().run()
    assert not app.exception
    assert "learn.undo" in {button.key for button in app.button}
    assert any("Loss of" in text.value for text in app.markdown)


@pytest.mark.parametrize("screen", PAGES)
def test_that_every_screen_of_the_network_learns_and_says_the_loss(
    open_screen: OpenScreen, screen: str
) -> None:
    app = open_screen(f"pages/{screen}.py", level="student")
    app.button(key="learn.10").click().run()
    assert app.query_params["learned"] == "10"
    study = opened(f"/{screen}?learned=10").study
    shown = scene_on(app).arrays["h"]
    np.testing.assert_array_equal(shown, study.trace.h.astype(shown.dtype))
    after = f"**{number(study.total, 4)}**"
    assert any(after in text.value for text in app.markdown)
    app.button(key="learn.undo").click().run()
    assert "learned" not in app.query_params
    assert not app.exception


@pytest.mark.parametrize(
    ("screen", "query"),
    [("gradients", {"loudness": "2"}), ("gradients", {"truncate": "3"}),
     ("gates", {"cell": "lstm", "clamp": "f"})],
)  # fmt: skip
def test_that_what_is_shown_does_not_learn_where_another_loss_would_fall(
    open_screen: OpenScreen, screen: str, query: dict[str, str]
) -> None:
    app = open_screen(f"pages/{screen}.py", **query)
    assert app.button(key="learn.1").disabled
    assert any("to learn," in text.value for text in app.caption)


def test_that_the_second_network_has_nothing_of_what_the_first_has_learned(
    open_screen: OpenScreen,
) -> None:
    plain = opened("/gradients?versus=lstm").flows[1]
    learned = opened("/gradients?versus=lstm&learned=5").flows[1]
    np.testing.assert_array_equal(learned.norm, plain.norm)
    app = open_screen("pages/gradients.py", versus="lstm", learned="5")
    assert not app.exception


SMALL = {"cell": "lstm_depth_gated", "hidden": "2", "steps": "4"}


@pytest.mark.usefixtures("workers")
@pytest.mark.parametrize("screen", PAGES)
def test_that_a_long_way_to_the_end_is_a_workers_with_the_numbers_of_the_page_itself(
    open_screen: OpenScreen, screen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[str] = []
    submit = Book.submit

    def noted(self: Book, key: str, function: Any, *args: Any) -> Job:
        handed.append(function.__name__)
        return submit(self, key, function, *args)

    monkeypatch.setattr(Book, "submit", noted)
    app = open_screen(f"pages/{screen}.py", **SMALL)
    app.button(key="learn.end").click().run()
    assert not handed  # a small one is done at once
    learned, drawn = app.query_params["learned"], scene_on(app).arrays["h"]

    monkeypatch.setattr("rnnviz.ui.network.to_the_end.AT_ONCE", 0)
    app = open_screen(f"pages/{screen}.py", **SMALL)
    app.button(key="learn.end").click().run()
    assert handed == ["finish"]
    job = [j for j in pool().jobs.values() if j.function == "finish"][-1]
    if "learned" not in app.query_params:
        assert app.button(key="learn.1").disabled
        assert job.finished.wait(60)
        app.run()
    assert app.query_params["learned"] == learned
    np.testing.assert_array_equal(scene_on(app).arrays["h"], drawn)
    here = opened(f"/unroll?cell=lstm_depth_gated&hidden=2&steps=4&learned={learned}").study
    assert job.result.losses[-1] == here.total
    app.button(key="learn.undo").click().run()
    assert "learned" not in app.query_params  # and it does not begin again by itself
    assert not app.exception


def test_that_who_stops_on_the_way_to_the_end_has_the_steps_that_were_reached() -> None:
    s = NetworkSettings(steps=4)
    net, example = begun(s), example_of(s)
    seen: list[Stepped] = []

    def at_three(stepped: Stepped) -> bool:
        seen.append(stepped)
        return stepped.step == 3

    ended = to_the_end(net, example, s.where, s.rate, on_progress=at_three)
    assert ended.stopped
    assert [one.step for one in seen] == [0, 1, 2, 3]
    assert ended.learning.losses == learn(net, example, s.where, s.with_(learned=3)).losses
