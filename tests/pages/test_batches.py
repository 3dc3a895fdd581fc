"""Batches under AppTest: every preset shows its view and says what its numbers say."""

from typing import Any

import numpy as np
import pytest

import rnnviz
from rnnviz.player.payload import Scene, decode, encode
from rnnviz.scenes.batches.code import keras_code, torch_code
from rnnviz.settings.batches import BatchSettings
from rnnviz.street.screens.batches import Batches
from rnnviz.ui.batches.presets import PRESETS
from tests.conftest import OpenScreen

PAGE = "pages/batches.py"


def scene_on(app: Any) -> Scene:
    (component,) = app.get("bidi_component")
    return decode(component.proto.bytes)


def opened(s: BatchSettings) -> Batches:
    found = rnnviz.open("batches?" + "&".join(f"{k}={v}" for k, v in s.to_query().items()))
    assert isinstance(found, Batches)
    return found


@pytest.mark.parametrize("code", PRESETS)
def test_that_every_preset_shows_its_view_and_says_what_is_seen(
    open_screen: OpenScreen, code: str
) -> None:
    label, s = PRESETS[code]
    app = open_screen(PAGE, **s.to_query())
    assert not app.exception
    assert label
    assert app.selectbox(key="batches.preset").value == code
    seen = opened(s)
    (info,) = app.info
    assert info.value == seen.said
    assert [code.value for code in app.code] == [
        torch_code(s.view, s.cell, s.way).strip(),
        keras_code(s.view, s.cell, s.hidden).strip(),
    ]
    there, here = scene_on(app), decode(encode(seen.scene))
    assert there.views == here.views
    for name, array in here.arrays.items():
        np.testing.assert_array_equal(there.arrays[name], array)


def test_that_what_is_no_preset_is_said_below_the_picture(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, seed="5", unit="7")
    assert not app.exception
    assert opened(BatchSettings(seed=5, unit=7)).said in [info.value for info in app.info]
    app.selectbox(key="batches.way").set_value("masked").run()
    assert app.query_params["way"] == "masked"
    assert not app.exception
