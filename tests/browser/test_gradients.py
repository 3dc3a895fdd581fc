"""A student's way through Gradients: a preset, a control, the bars that go back in time."""

import pytest
from playwright.sync_api import expect

from tests.browser.helpers import Visit, check_access, check_width, linked, pick, reads, settled


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_that_gradients_is_finished_at_every_width(visit: Visit, width: int, theme: str) -> None:
    page = visit("/gradients?versus=lstm", width=width, theme=theme)
    reads(page, "Size of the gradient at each step")
    check_width(page)
    check_access(page)


def test_that_a_preset_changes_the_numbers_and_the_link(visit: Visit) -> None:
    page = visit("/gradients")
    pick(page, "Exploding")
    linked(page, "gain=1.5")
    expect(page.locator("table").first).to_contain_text("×1.5")


def test_that_moving_a_control_moves_the_fitted_rate(visit: Visit) -> None:
    page = visit("/gradients?cell=rnn_linear&scheme=orthogonal&series=sine&steps=30")
    expect(page.locator("table").first).to_contain_text("×1 ")
    page.get_by_role("slider", name="Gain").focus()
    page.keyboard.press("ArrowLeft")
    linked(page, "gain=0.95")
    expect(page.locator("table").first).to_contain_text("×0.95")


def test_that_every_tab_draws_its_figure(visit: Visit) -> None:
    page = visit("/gradients?versus=gru")
    for tab in ("Product of Jacobians", "Eigenvalues", "What each lag teaches"):
        page.get_by_role("tab", name=tab).click()
        expect(page.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")
        settled(page)
        expect(page.locator(".js-plotly-plot").filter(visible=True)).to_have_count(1)
