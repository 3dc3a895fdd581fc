"""A level opens views too: a researcher has the formulas and all figures open at once."""

import pytest

from tests.conftest import OpenScreen


@pytest.mark.parametrize("screen", ["unroll", "gradients", "gates"])
@pytest.mark.parametrize("level", ["look", "student", "researcher"])
def test_that_the_formulas_lie_open_for_a_researcher(
    open_screen: OpenScreen, screen: str, level: str
) -> None:
    app = open_screen(f"pages/{screen}.py", level=level)
    (formulas,) = [e for e in app.expander if "formulas" in e.label]
    assert formulas.proto.expanded == (level == "researcher")
    assert formulas.latex  # they are there at every level


def test_that_a_researcher_has_all_figures_of_gradients_at_once(open_screen: OpenScreen) -> None:
    page = "pages/gradients.py"
    assert len(open_screen(page).get("plotly_chart")) == 1
    app = open_screen(page, level="researcher")
    assert not app.exception
    assert len(app.get("plotly_chart")) == 3
    assert not app.tabs
