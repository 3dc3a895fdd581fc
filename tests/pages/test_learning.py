"""Learning stands beside the picture on every screen that shows the network in hand."""

from typing import Any

import numpy as np
import pytest

import rnnviz
from rnnviz.player import Scene, decode
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
