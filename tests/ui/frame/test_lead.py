"""The line above a picture: which preset is shown or was changed, and where a network came from."""

from typing import Any

import pytest

from rnnviz.settings.gates import GateSettings
from rnnviz.settings.gradients import GradientSettings
from rnnviz.settings.landing import LandingSettings
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.unroll import UnrollSettings
from rnnviz.ui.gradients.presets import PRESETS
from tests.conftest import OpenScreen

GRADIENTS = "pages/gradients.py"


def said(app: Any) -> str:
    """The caption of the line above the picture."""
    return app.caption[0].value


def press(app: Any, label: str) -> Any:
    return next(button for button in app.button if button.label == label).click().run()


def vanishing(**changed: str) -> dict[str, str]:
    return PRESETS["vanish"].settings().to_query() | changed


def test_that_a_preset_keeps_its_name_and_its_place_when_something_is_changed(
    open_screen: OpenScreen,
) -> None:
    app = open_screen(GRADIENTS, **vanishing())
    app.slider(key="gradients.gain").set_value(1.45).run()
    assert said(app) == "Changed from “Vanishing”: Gain 1 → 1.45."
    assert app.selectbox(key="gradients.preset").value is None
    assert app.selectbox(key="gradients.preset").placeholder == "Vanishing, changed"
    press(app, "Back to it")
    assert app.selectbox(key="gradients.preset").value == "vanish"
    app.slider(key="gradients.gain").set_value(1.45).run()
    press(app, "Next")
    assert app.selectbox(key="gradients.preset").value == "explode"


def test_that_the_screen_as_it_opens_is_no_changed_preset(open_screen: OpenScreen) -> None:
    app = open_screen(GRADIENTS, **vanishing())
    for name in list(app.query_params):
        del app.query_params[name]
    app.run()
    assert "Changed" not in said(app)
    assert app.selectbox(key="gradients.preset").placeholder == "Start from …"


def arriving(
    open_screen: OpenScreen, before: NetworkSettings, code: str, screen: str, **query: str
) -> Any:
    """A screen that is entered from another one in the same session."""
    app = open_screen(f"pages/{screen}.py")
    app.session_state["page"] = code
    app.session_state[f"settings.{code}"] = before
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def test_that_a_network_carried_over_says_where_it_comes_from_with_one_click_back(
    open_screen: OpenScreen,
) -> None:
    before = GradientSettings(hidden=8, cell="gru")
    app = arriving(open_screen, before, "gradients", "gates", hidden="8", cell="gru")
    assert said(app).startswith("Carried over from Gradients: Cell ")
    assert "Hidden units 3 → 8." in said(app)
    press(app, "Start afresh")
    assert app.session_state["settings.gates"] == GateSettings()
    assert "Carried" not in said(app)


@pytest.mark.parametrize(
    ("before", "query"),
    [
        (UnrollSettings(), {}),  # the usual network
        (UnrollSettings(hidden=8), {"hidden": "5"}),  # a link that names another one
        (LandingSettings(hidden=8), {"hidden": "8"}),  # whence it came there is not known
    ],
)
def test_that_nothing_is_called_carried_over_that_was_not(
    open_screen: OpenScreen, before: NetworkSettings, query: dict[str, str]
) -> None:
    code = "home" if isinstance(before, LandingSettings) else "unroll"
    app = arriving(open_screen, before, code, "gates", **query)
    assert "Carried" not in said(app)


def test_that_what_is_changed_here_is_carried_over_no_more(open_screen: OpenScreen) -> None:
    app = arriving(open_screen, UnrollSettings(hidden=8), "unroll", "gates", hidden="8")
    assert "Carried over from Unroll: Hidden units 3 → 8." in said(app)
    app.slider(key="gates.bias").set_value(2.0).run()
    assert "Carried" not in said(app)
