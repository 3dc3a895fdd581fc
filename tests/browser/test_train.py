"""A student's way through Train: look on, stop, walk back, and look inside at an epoch."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.helpers import (
    Visit,
    check_access,
    check_width,
    jumps,
    linked,
    settled,
    start_from,
)

LONG = "/train?cell=lstm&hidden=16&length=100&epochs=0&goal=5000"


def at_epoch(page: Page) -> int:
    """The epoch that the player stands at, as it says."""
    return int((page.locator(".rv-name").inner_text()).removeprefix("epoch "))


def at_rest(page: Page) -> None:
    """Wait until the player has come to the end of its film."""
    expect(page.locator(".rv-play")).to_have_attribute("aria-label", "Play", timeout=30_000)


@pytest.mark.parametrize("width", [1440, 390])
def test_that_train_is_finished_at_every_width(visit: Visit, width: int) -> None:
    page = visit("/train", width=width)
    assert jumps(page, "/train") == []
    expect(page.get_by_role("heading", name="What it says")).to_be_visible()
    expect(page.locator(".rv-view-curves")).to_have_count(3)
    at_rest(page)
    expect(page.locator(".rv-name")).to_have_text("epoch 300")
    end = page.get_by_test_id("stAlert").first.inner_text()
    assert end.startswith("Loss ")
    assert page.locator(".rvt-entry", has_text="Epoch").count() > 0
    assert page.locator(".rvt-entry", has_text=end).count() == 0  # it is said once
    check_width(page)
    check_access(page)


def test_that_a_run_is_watched_stopped_walked_back_and_looked_into(visit: Visit) -> None:
    page = visit(LONG)
    expect(page.locator(".rv-name")).to_have_text("epoch 0")
    page.get_by_role("button", name="Train to epoch 5000").click()
    expect(page.get_by_text(re.compile(r"^Epoch \d+ of 5000, loss"))).to_be_visible(timeout=60_000)
    expect(page.locator(".rv-name")).not_to_have_text("epoch 0", timeout=60_000)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("button", name="+10")).to_be_visible(timeout=60_000)
    settled(page)
    reached = at_epoch(page)
    assert f"epochs={reached}" in page.url
    expect(page.get_by_text(f"At epoch {reached}:")).to_be_visible()
    page.get_by_role("button", name="To the first step").click()
    page.get_by_role("button", name="One step later").click()
    expect(page.locator(".rv-name")).to_have_text("epoch 1")
    expect(page.get_by_text("At epoch 1:")).to_be_visible()
    settled(page)
    page.get_by_test_id("stMain").get_by_role("link", name=re.compile("Unroll")).last.click()
    expect(page).to_have_url(re.compile("/unroll"))
    settled(page)
    expect(page.get_by_text(re.compile("Epoch 1\\."))).to_be_visible()
    page.get_by_role("link", name="Back to Train").click()
    expect(page).to_have_url(re.compile("/train"))
    expect(page.locator(".rv-name")).to_have_text("epoch 1")


def test_that_sentences_and_curves_follow_the_epoch_and_a_click_goes_there(visit: Visit) -> None:
    page = visit("/train?task=parity&length=5")
    at_rest(page)
    change = page.locator(".rvt-told li", has_text="Change")
    expect(change).to_contain_text("the run ends before that")
    page.locator(".rvt-entry", has_text="more than 1 % under").click()
    expect(page.locator(".rv-name")).to_have_text("epoch 50")  # the first that was kept after it
    expect(change).to_contain_text("The loss is then")
    loss = page.locator(".rv-view-curves", has_text="Loss by epoch").locator(".rv-stack")
    box = loss.bounding_box()
    assert box is not None
    loss.hover(position={"x": box["width"] * 0.5, "y": 40})
    expect(loss.locator(".rv-tip")).to_contain_text("epoch")
    expect(loss.locator(".rv-tip")).to_contain_text("learned =")
    loss.click(position={"x": box["width"] - 10, "y": 40})
    expect(page.locator(".rv-name")).to_have_text("epoch 300")


def test_that_one_more_epoch_and_a_cure_are_one_click_each(visit: Visit) -> None:
    page = visit("/train?length=8&epochs=20")
    page.get_by_role("button", name="+1", exact=True).click()
    linked(page, "epochs=21")
    expect(page.locator(".rv-name")).to_have_text("epoch 21")
    start_from(page, "Steps too long")
    expect(page.get_by_test_id("stAlert").first).to_contain_text("each update overshot")
    page.get_by_role("button", name="Bound 1").click()
    linked(page, "clip=norm")
    expect(page.get_by_test_id("stMain")).not_to_contain_text("each update overshot")
    at_rest(page)
    expect(page.locator(".rv-name")).to_have_text("epoch 300")
