"""A network is opened from a file on the screens that show one, and packed into the link."""

from typing import Any

import numpy as np
import pytest

from rnnviz.player import Scene, decode
from rnnviz.settings.network import NetworkSettings
from rnnviz.street.network.saved import write
from rnnviz.street.network.stops import stops
from tests.conftest import OpenScreen

AT = stops()
SCREENS = ["unroll", "gradients", "gates"]


def scene_on(app: Any) -> Scene:
    (component,) = app.get("bidi_component")
    return decode(component.proto.bytes)


def file_of(**values: Any) -> bytes:
    s = NetworkSettings(**values)
    return write(s, AT.study(s).net, AT.example(s))


def h_of(**values: Any) -> np.ndarray:
    return AT.study(NetworkSettings(**values)).trace.h


@pytest.mark.parametrize("screen", SCREENS)
def test_that_a_large_network_is_opened_from_its_file(open_screen: OpenScreen, screen: str) -> None:
    app = open_screen(f"pages/{screen}.py")
    data = file_of(cell="lstm", hidden=8)
    app.file_uploader[0].upload("network.json", data, "application/json").run()
    assert not app.exception
    assert app.query_params["net"]
    np.testing.assert_allclose(scene_on(app).arrays["h"], h_of(cell="lstm", hidden=8), atol=1e-7)
    assert any("opened from a file" in text.value for text in app.markdown)


def test_that_a_small_one_comes_into_the_address(open_screen: OpenScreen) -> None:
    app = open_screen("pages/unroll.py")
    app.file_uploader[0].upload("n.json", file_of(cell="gru", seed=9), "application/json").run()
    assert not app.exception
    assert app.query_params["weights"]
    assert "net" not in app.query_params
    np.testing.assert_allclose(scene_on(app).arrays["h"], h_of(cell="gru", seed=9), atol=1e-6)


@pytest.mark.parametrize("data", [b"", b"{}", b"<script>alert(1)</script>", b"[" * 50_000])
def test_that_a_file_that_is_no_network_gets_one_sentence(
    open_screen: OpenScreen, data: bytes
) -> None:
    app = open_screen("pages/unroll.py")
    app.file_uploader[0].upload("n.json", data, "application/json").run()
    assert not app.exception
    assert len(app.warning) == 1
    assert app.query_params == {}


def test_that_one_click_packs_a_trained_network_into_the_link(open_screen: OpenScreen) -> None:
    app = open_screen("pages/unroll.py", learned="3", edits="W_hh.0.0=0.5")
    before = scene_on(app).arrays["h"]
    app.button(key="network.pack").click().run()
    assert set(app.query_params) == {"weights"}
    np.testing.assert_allclose(scene_on(app).arrays["h"], before, atol=1e-6)
    assert not [b for b in app.button if b.key == "network.pack"]


def test_that_a_network_with_many_weights_is_not_offered_to_be_packed(
    open_screen: OpenScreen,
) -> None:
    app = open_screen("pages/unroll.py", cell="lstm", hidden="8")
    assert not [b for b in app.button if b.key == "network.pack"]
