"""What a browser says of a slider that is being moved is checked, and shown without being kept."""

import inspect
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.settings.gates import GateSettings
from rnnviz.settings.gradients import GradientSettings
from rnnviz.settings.unroll import UnrollSettings
from rnnviz.ui.frame import nav
from rnnviz.ui.network.dials import DIALS, checked_dial


@pytest.mark.parametrize("name", DIALS)
def test_that_a_slider_that_is_moved_names_its_setting(name: str) -> None:
    report = {"name": name, "value": 0.5}
    screens = [UnrollSettings(), GateSettings(), GradientSettings()]
    have = [s for s in screens if name in s.kinds()]
    assert have
    assert all(checked_dial(report, s) == {name: 0.5} for s in have)
    # A browser that names another screen's slider moves nothing.
    assert all(checked_dial(report, s) is None for s in screens if s not in have)


@pytest.mark.parametrize(
    "report",
    [
        None,
        "gain",
        {"name": "gain"},
        {"name": "seed", "value": 1},
        {"name": "gain", "value": ""},
        {"name": ["gain"], "value": 1.0},
    ],
)
def test_that_what_is_no_slider_changes_nothing(report: object) -> None:
    assert checked_dial(report, GradientSettings()) is None


def a_page() -> None:
    import streamlit as st

    from rnnviz.settings.gradients import GradientSettings
    from rnnviz.ui.frame.page import open_page

    page = open_page("gradients", GradientSettings)
    st.session_state["opened"] = page.shown
    for value in (2.0, float("nan"), 1e9):  # what cannot be is not shown
        page.dragged(done=False, gain=value)
    st.session_state["seen"] = (page.settings.gain, page.shown.gain)


def test_that_what_is_dragged_is_shown_and_not_kept(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    for screen in nav.existing():
        (tmp_path / screen.path).write_text("")
    (tmp_path / "home.py").write_text(f"{inspect.getsource(a_page)}\na_page()\n")
    app = AppTest.from_file(str(tmp_path / "home.py"), default_timeout=30).run()
    assert not app.exception
    assert app.session_state["seen"] == (1.0, 2.0)
    assert "gain" not in app.query_params
    app.run()
    assert app.session_state["opened"].gain == 1.0  # a run of the whole page shows what is kept
