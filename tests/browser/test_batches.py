"""A student's way through Batches: play the pads, look at a cell, go on to pieces by phone."""

import re

from playwright.sync_api import expect

from tests.browser.helpers import Visit, check_access, check_width, linked, settled


def test_that_pads_are_seen_and_undone_and_that_batches_is_finished_at_night_on_a_phone(
    visit: Visit,
) -> None:
    page = visit("/batches")
    strip = page.locator(".rv-view-strip .rv-stack").first
    strip.wait_for()
    page.get_by_role("button", name="To the last step").click()
    box = strip.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] - 60, box["y"] + 45)  # row 2 ends in pads
    expect(strip.locator(".rv-tip")).to_contain_text("(pad)")
    page.get_by_role("button", name=re.compile("^Next")).click()
    linked(page, "way=weighted")
    settled(page)
    expect(page.get_by_text("Loss and gradient are right")).to_be_visible()
    page.goto(page.url.partition("?")[0] + "?view=pieces&level=student")
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    settled(page)
    expect(page.get_by_role("heading", name="What of the loss reaches each state")).to_be_visible()
    expect(page.get_by_text(re.compile("^Loss .* gradient .* off by 0 %"))).to_be_visible()
    check_width(page)
    check_access(page)
