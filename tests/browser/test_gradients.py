"""A student's way through Gradients: a preset, a control, the bars that go back in time."""

from playwright.sync_api import expect

from tests.browser.helpers import Visit, check_access, settled, start_from


def test_that_a_preset_changes_the_numbers_and_the_link(visit: Visit) -> None:
    page = visit("/gradients")
    start_from(page, "Exploding")
    expect(page.locator("table").first).to_contain_text("×1.5")
    assert "gain=1.5" in page.url


def test_that_moving_a_control_moves_the_fitted_rate(visit: Visit) -> None:
    page = visit("/gradients?cell=rnn_linear&scheme=orthogonal&trained=0&series=sine&steps=30")
    expect(page.locator("table").first).to_contain_text("×1.0")
    page.get_by_role("slider", name="Gain").focus()
    page.keyboard.press("ArrowLeft")
    settled(page)
    expect(page.locator("table").first).to_contain_text("×0.95")


def test_that_every_tab_draws_its_figure(visit: Visit) -> None:
    page = visit("/gradients?versus=gru")
    for tab in ("Product of Jacobians", "Factors and eigenvalues", "What each lag teaches"):
        page.get_by_role("tab", name=tab).click()
        settled(page)
        expect(page.locator(".js-plotly-plot")).to_be_visible()


def test_that_sizes_stand_on_the_axis_that_is_chosen(visit: Visit) -> None:
    page = visit("/gradients?series=sine&steps=30&hidden=8&where=every")
    scale, axis = page.locator(".rv-scale select").nth(0), page.locator(".rv-scale select").nth(1)
    expect(scale).to_have_value("log")
    for chosen in ("this view", "this step", "fixed"):
        axis.select_option(chosen)
        scale.select_option("linear")
        expect(scale).to_have_value("linear")
        page.get_by_role("button", name="One step earlier").first.click()
        scale.select_option("log")
    expect(axis).to_have_value("fixed")
    check_access(page)
