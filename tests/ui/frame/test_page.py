"""The page opener, driven as a user drives it, on a page that shows every control."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.settings.gradients import GradientSettings
from rnnviz.settings.unroll import UnrollSettings
from rnnviz.ui.frame import nav


def every_control() -> None:
    import streamlit as st

    from rnnviz.settings.unroll import UnrollSettings
    from rnnviz.ui.frame.page import open_page

    page = open_page("unroll", UnrollSettings)
    for name in page.settings.kinds():
        page.control(name)
        problem = page.problem(name)
        if problem is not None:
            st.error(problem)
    st.button("next seed", on_click=page.change, kwargs={"seed": page.settings.seed + 1})
    st.button("again")
    many = ";".join(f"b_h.{i}=1" for i in range(41))
    st.button("too many edits", on_click=page.change, kwargs={"edits": many})
    st.session_state["seen"] = page.settings


def sliders_and_buttons() -> None:
    import streamlit as st

    from rnnviz.settings.gradients import GradientSettings
    from rnnviz.ui.frame.page import open_page

    page = open_page("gradients", GradientSettings)
    page.control("hidden", slider=True)
    page.control("gain", slider=True)
    page.control("where", buttons=True)
    page.control("truncate", label="Cut after")
    st.session_state["seen"] = page.settings


def half_a_page() -> None:
    import streamlit as st

    from rnnviz.settings.unroll import UnrollSettings
    from rnnviz.ui.frame.page import open_page

    page = open_page("unroll", UnrollSettings)
    page.control("seed")
    if st.toggle("nothing to draw"):
        page.stop()
    page.control("hidden")
    st.session_state["seen"] = page.settings


Run = Callable[..., AppTest]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a script as the front page of an app that has all the other pages too."""

    def run_it(script: Callable[[], None], **query: str) -> AppTest:
        (tmp_path / "pages").mkdir(exist_ok=True)
        for screen in nav.existing():
            (tmp_path / screen.path).write_text("")
        source = f"{inspect.getsource(script)}\n{script.__name__}()\n"
        (tmp_path / "home.py").write_text(source)
        app = AppTest.from_file(str(tmp_path / "home.py"), default_timeout=30)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app

    return run_it


def press(app: AppTest, label: str) -> Any:
    """Press one of the script's own buttons; the page has buttons too."""
    return next(button for button in app.button if button.label == label).click()


def seen(app: AppTest) -> UnrollSettings | GradientSettings:
    return app.session_state["seen"]


def url(app: AppTest) -> dict[str, str]:
    values = app.query_params.items()
    return {name: value if isinstance(value, str) else value[0] for name, value in values}


def test_that_a_page_without_parameters_shows_the_defaults(run: Run) -> None:
    app = run(every_control)
    assert seen(app) == UnrollSettings()
    assert url(app) == {}
    assert not app.warning
    assert app.number_input(key="unroll.hidden").value == UnrollSettings().hidden


def test_that_a_link_sets_the_widgets(run: Run) -> None:
    app = run(every_control, hidden="5", cell="gru", forget_bias="2.5", word="ABBA")
    assert app.number_input(key="unroll.hidden").value == 5
    assert app.selectbox(key="unroll.cell").value == "gru"
    assert app.number_input(key="unroll.forget_bias").value == 2.5
    assert app.text_input(key="unroll.word").value == "ABBA"


def test_that_a_bad_link_is_said_once_and_cleaned(run: Run) -> None:
    app = run(every_control, hidden="1e400", seed="7", utm="x")
    assert [note.value for note in app.warning] == [
        "“Hidden units” in the link is not a whole number from 1 to 16; the default is used."
    ]
    assert url(app) == {"seed": "7"}
    assert not press(app, "again").run().warning


def test_that_a_widget_changes_the_settings_and_the_url_and_nothing_else(run: Run) -> None:
    app = run(every_control, seed="7")
    app.number_input(key="unroll.hidden").set_value(9).run()
    assert seen(app) == UnrollSettings(seed=7, hidden=9)
    assert url(app) == {"seed": "7", "hidden": "9"}
    app.selectbox(key="unroll.cell").set_value("lstm").run()
    assert seen(app) == UnrollSettings(seed=7, hidden=9, cell="lstm")
    app.number_input(key="unroll.hidden").set_value(UnrollSettings().hidden).run()
    assert url(app) == {"seed": "7", "cell": "lstm"}


def test_that_a_button_can_change_a_setting_and_its_widget_follows(run: Run) -> None:
    app = run(every_control, seed="7")
    press(app, "next seed").run()
    press(app, "next seed").run()
    assert seen(app).seed == 9
    assert app.number_input(key="unroll.seed").value == 9
    assert url(app) == {"seed": "9"}


def test_that_a_change_that_cannot_be_is_said_once_and_changes_nothing(run: Run) -> None:
    app = run(every_control, seed="7")
    press(app, "too many edits").run()
    assert [note.value for note in app.warning] == ["There are 41 edited weights; keep at most 40."]
    assert seen(app) == UnrollSettings(seed=7)
    assert not press(app, "again").run().warning


def test_that_an_emptied_optional_number_is_none_again(run: Run) -> None:
    app = run(every_control, forget_bias="2")
    app.number_input(key="unroll.forget_bias").set_value(None).run()
    assert seen(app).forget_bias is None
    assert url(app) == {}


def test_that_unusable_text_stays_in_its_field_with_a_sentence_and_changes_nothing(
    run: Run,
) -> None:
    app = run(every_control)
    app.text_input(key="unroll.typed").set_value("one two").run()
    for _again in range(2):
        assert [e.value for e in app.error] == [
            "Entry 1 is not a number; write it like 0.5, -3 or 2e-4."
        ]
        assert app.text_input(key="unroll.typed").value == "one two"
        assert seen(app) == UnrollSettings()
        press(app, "again").run()
    app.text_input(key="unroll.typed").set_value("1 2").run()
    assert not app.error
    assert seen(app).typed == "1 2"


def test_that_the_same_link_gives_the_same_settings_in_a_new_session(run: Run) -> None:
    app = run(every_control)
    app.number_input(key="unroll.gain").set_value(0.85).run()
    app.selectbox(key="unroll.scheme").set_value("orthogonal").run()
    assert seen(run(every_control, **url(app))) == seen(app)


def test_that_sliders_and_rows_of_buttons_are_controls_too(run: Run) -> None:
    app = run(sliders_and_buttons, hidden="7")
    assert app.slider(key="gradients.hidden").value == 7
    app.slider(key="gradients.gain").set_value(1.5).run()
    app.button_group(key="gradients.where").set_value("every").run()
    assert seen(app) == GradientSettings(hidden=7, gain=1.5, where="every")
    assert app.number_input(key="gradients.truncate").label == "Cut after"


@pytest.mark.parametrize("hidden", ["<script>alert(1)</script>", "nan", "9" * 3000])
def test_that_a_hostile_link_opens_the_page_all_the_same(run: Run, hidden: str) -> None:
    app = run(every_control, hidden=hidden)
    assert seen(app) == UnrollSettings()
    assert len(app.warning) == 1


def test_that_a_control_that_was_not_drawn_comes_back_with_its_setting(run: Run) -> None:
    app = run(half_a_page)
    app.number_input(key="unroll.hidden").set_value(9).run()
    app.toggle[0].set_value(True).run()
    assert not [n for n in app.number_input if n.key == "unroll.hidden"]
    app.number_input(key="unroll.seed").set_value(5).run()
    app.toggle[0].set_value(False).run()
    hidden = app.number_input(key="unroll.hidden")
    assert (hidden.value, seen(app)) == (9, UnrollSettings(hidden=9, seed=5))
    assert hidden.proto.set_value  # the browser is told, for it has forgotten
