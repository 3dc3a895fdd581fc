"""A student's way through Gradients: a preset, a control, the bars that go back in time."""

from typing import Any

import numpy as np
from playwright.sync_api import expect

import rnnviz
from tests.browser.helpers import Visit, check_access, settled, start_from


def opened(link: str) -> Any:
    return rnnviz.open(link)


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
    choices = page.locator(".rv-scale select")
    bars, states = choices.nth(0), choices.nth(1)
    expect(bars).to_have_value("log fixed")
    for chosen in (
        "log this view",
        "log this step",
        "linear fixed",
        "linear this step",
        "log fixed",
    ):
        bars.select_option(chosen)
        expect(bars).to_have_value(chosen)
        page.get_by_role("button", name="One step earlier").first.click()
    expect(states).to_be_hidden()  # a first look has one picture; the others open on “Show”
    page.get_by_role("button", name="Show: Hidden state").click()
    expect(states).to_have_value("linear fixed")
    ends = page.locator(".rv-view-strip .rv-bar-labels")
    expect(ends).to_have_text("−101")
    states.select_option("log fixed")
    expect(ends).to_have_text("−1±10⁻⁴1")
    states.select_option("linear this view")
    largest = np.abs(opened(page.url).study.trace.h).max()
    expect(ends).to_have_text(f"−{largest:.3g}0{largest:.3g}")
    expect(bars).to_have_value("log fixed")
    check_access(page)
