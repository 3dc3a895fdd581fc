"""The page for teachers: the link it builds opens what was chosen, without what was left out."""

import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.settings.look import HIDABLE
from rnnviz.settings.teacher import SCREENS, TeacherSettings
from rnnviz.street.link import read_link
from rnnviz.ui.teacher.link import built
from rnnviz.ui.teacher.offers import OFFERS, presets
from tests.conftest import OpenScreen

PATH = "pages/teacher.py"


def link(app: AppTest) -> str:
    (code,) = app.code
    return code.value


def test_that_a_link_of_a_lesson_is_built_and_shown_with_its_picture(
    open_screen: OpenScreen,
) -> None:
    app = open_screen(PATH, course="06-explode", number="3", at_level="researcher", large="1")
    assert not app.exception
    found = read_link(link(app))
    assert found.notes == ()
    assert (found.screen.code, found.look.lesson, found.look.card) == ("gradients", "06-explode", 3)
    assert (found.look.level, found.look.present) == ("researcher", True)
    assert any("rv-qr" in block.proto.body for block in app.get("html"))


def test_that_a_screen_is_chosen_with_its_preset(open_screen: OpenScreen) -> None:
    app = open_screen(PATH, opens="screen", screen="gates", preset="leak")
    assert read_link(link(app)).settings == presets("gates")["leak"].settings


@pytest.mark.parametrize("code", SCREENS)
def test_that_every_screen_can_be_linked_with_every_preset(code: str) -> None:
    found = presets(code) if code in OFFERS else {}
    for preset in ("", *found):
        s = TeacherSettings(opens="screen", screen=code, preset=preset)
        read = read_link(built(s, found).address("http://127.0.0.1:8501"))
        assert read.notes == ()
        assert read.screen.code == code
        if preset:
            assert read.settings == found[preset].settings


def test_that_a_locked_seed_is_in_the_link_and_its_controls_are_gone(
    open_screen: OpenScreen,
) -> None:
    app = open_screen(PATH, opens="screen", screen="unroll", locked="1", hidden_ones="cell")
    address = link(app)
    assert "seed=1" in address
    query = dict(part.split("=") for part in address.partition("?")[2].split("&"))
    query["hide"] = query["hide"].replace("%2C", ",")
    shown = open_screen("pages/unroll.py", level="researcher")
    keys = {w.key for w in (*shown.selectbox, *shown.number_input, *shown.button)}
    assert keys >= {"unroll.cell", "unroll.seed", "unroll.die"}
    less = open_screen("pages/unroll.py", **{**query, "level": "researcher"})
    assert not less.exception
    left = {w.key for w in (*less.selectbox, *less.number_input, *less.button)}
    assert keys - left == {"unroll.cell", "unroll.seed", "unroll.die"}


def test_that_all_that_can_be_left_out_may_be(open_screen: OpenScreen) -> None:
    for path in ("pages/unroll.py", "pages/gradients.py", "pages/gates.py"):
        app = open_screen(path, hide=",".join(HIDABLE), level="researcher", cell="lstm")
        assert not app.exception
        assert not app.warning


@pytest.mark.parametrize("bad", ["nowhere", "http://[", "vote?x=1&room=<b>"])
def test_that_a_link_that_cannot_be_read_is_answered_with_a_sentence_or_a_link(
    open_screen: OpenScreen, bad: str
) -> None:
    app = open_screen(PATH, opens="address", address=bad)
    assert not app.exception
    assert len(app.error) + len(app.code) == 1


def test_that_a_worksheet_and_notes_are_looked_at_before_they_are_printed(
    open_screen: OpenScreen,
) -> None:
    app = open_screen(PATH, view="sheet")
    assert not app.exception
    assert "Three steps by hand" in app.get("iframe")[0].proto.srcdoc
    app = open_screen(PATH, view="notes", course="02-weights")
    assert "One set of weights, T times" in app.get("iframe")[0].proto.srcdoc
    app = open_screen(PATH, view="sheet", address="gates?cell=lstm")
    assert "gate by gate" in app.get("iframe")[0].proto.srcdoc
    app = open_screen(PATH, view="sheet", address="unroll?cell=mgu")
    assert "plain RNN" in app.error[0].value
