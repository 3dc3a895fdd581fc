"""A student's way through Dynamics: move a slider, click a start, go through the presets."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.helpers import Visit, check_access, check_width, jumps, linked, settled

# A picture as the browser drew it: what is drawn otherwise has other letters here.
DRAWN = """(stack) => [...stack.querySelectorAll('canvas')].map((one) => one.toDataURL()).join()"""
# What is sent to the server from now on.
COUNT = """() => {
    window.sent = 0;
    const own = WebSocket.prototype.send;
    WebSocket.prototype.send = function (data) { window.sent += 1; return own.call(this, data); };
}"""


def said(page: Page) -> Locator:
    """The sentence under the first plane."""
    return page.locator(".rvp-said").first


def stack(page: Page) -> Locator:
    """The first plane."""
    return page.locator(".rv-view-plane .rv-stack").first


def at_rest(page: Page) -> None:
    """Let the player stand at its end."""
    page.get_by_role("button", name="To the last step").click()
    page.wait_for_timeout(600)  # what it reports at rest is on its way then
    settled(page)


def test_that_sliders_move_the_picture_without_the_server_and_a_click_sets_the_start(
    visit: Visit,
) -> None:
    page = visit("/dynamics")
    expect(page.get_by_test_id("stAlert").first).to_contain_text("it rests at −0.859 or at 0.859")
    expect(said(page)).to_have_css("visibility", "hidden")  # it is said above the picture
    at_rest(page)
    before = stack(page).evaluate(DRAWN)
    page.evaluate(COUNT)
    thumb = page.get_by_role("slider", name="Weight w").locator("..")
    box = thumb.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y, steps=6)
    expect(said(page)).not_to_contain_text("w = 1.5:")
    assert stack(page).evaluate(DRAWN) != before
    assert page.evaluate("window.sent") == 0
    on_the_way = said(page).inner_text()
    page.mouse.up()
    expect(page).to_have_url(re.compile("w="))
    settled(page)
    expect(said(page)).to_have_text(on_the_way)
    page.goto(page.url.partition("?")[0] + "?view=two")
    settled(page)
    at_rest(page)
    stack(page).click(position={"x": 500, "y": 120})
    linked(page, "start_x=")
    box = stack(page).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 500, box["y"] + 120)
    expect(stack(page).locator(".rv-tip")).to_contain_text("unit 1 = ")
    table = page.get_by_role("button", name=re.compile("as a table: Phase portrait"))
    table.click()
    expect(page.locator(".rv-table:not([hidden]) th", has_text="largest |λ|")).to_be_visible()


def test_that_dynamics_is_finished_on_a_phone_and_at_night(visit: Visit) -> None:
    page = visit("/dynamics?view=many", width=390)
    assert jumps(page, "/dynamics") == []
    page.emulate_media(color_scheme="dark")
    settled(page)
    expect(page.get_by_role("heading", name="Where the states go")).to_be_visible()
    check_width(page)
    check_access(page)
