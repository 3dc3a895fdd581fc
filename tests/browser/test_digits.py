"""A student's way through Digits: play a digit, choose another, draw one, ask where from."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.helpers import Visit, check_access, check_width, settled


def opened(page: Page) -> Page:
    """The networks are trained and the player is there."""
    page.locator(".rv-view-reading").wait_for(timeout=90_000)
    settled(page)
    return page


def says(page: Page) -> list[str]:
    return page.locator(".rvd-says").all_inner_texts()


def test_that_a_digit_is_played_and_its_numbers_are_traced(visit: Visit) -> None:
    page = opened(visit("/digits?t=1&show=misread"))
    check_width(page)
    check_access(page)
    first = says(page)
    expect(page.locator(".rvd-mark", has_text="right")).to_have_count(0)
    page.get_by_label("Playback").get_by_role("combobox").select_option("4")
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.locator(".rvd-mark", has_text=re.compile("^(right|wrong)$"))).to_have_count(3)
    assert says(page) != first
    page.get_by_role("button", name="RNN (tanh), digit 5: show where").click()
    expect(page.locator(".rv-view-card")).to_contain_text("formula")
    expect(page.locator(".rv-view-card .rvc-heading")).to_contain_text("5")
    page.locator(".rv-view-pixels canvas").first.click(position={"x": 20, "y": 20})
    expect(page.locator(".rv-view-card .rvc-heading")).to_contain_text("∂L")


def test_that_a_digit_is_chosen_or_drawn_and_read_at_once(visit: Visit) -> None:
    page = opened(visit("/digits"))
    page.locator(".rvq-one[aria-selected=true]").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**digit=14**")
    page.locator(".rvq-one").nth(1).click()
    page.wait_for_url("**digit=2**")
    settled(page)
    expect(page.get_by_text("Written as 2.")).to_be_visible()
    page.get_by_text("Networks and training").click()
    expect(page.get_by_label("Epochs", exact=True)).to_have_value("20")
    page.keyboard.press("Escape")
    page.get_by_text("Draw your own").click()
    page.locator(".rvp-board").wait_for()
    settled(page)
    draw(page, (0.22, 0.04), (0.74, 0.04), (0.42, 0.97))
    assert says(page)[1:] == ["7", "7"]
    expect(page.locator(".rvp-answers")).to_contain_text("LSTM: 7")
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_text("The pad is blank")).to_be_visible()


def draw(page: Page, *points: tuple[float, float]) -> None:
    """Draw a line through points given as shares of the pad, and wait until it is read."""
    box = page.locator(".rvp-board").bounding_box()
    assert box is not None
    at = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    page.mouse.move(*at[0])
    page.mouse.down()
    for x, y in at[1:]:
        page.mouse.move(x, y, steps=10)
    page.mouse.up()
    page.wait_for_url("**drawing=**")
    settled(page)


def test_that_the_pad_can_be_used_on_a_phone_and_without_a_pointer(visit: Visit) -> None:
    page = opened(visit("/digits?source=drawn", width=390))
    check_width(page)
    check_access(page)
    page.get_by_role("gridcell", name="row 1, column 1: ink 0 of 16").focus()
    for key in ("ArrowRight", "ArrowDown", "Space"):
        page.keyboard.press(key)
    for _again in range(5):  # as fast as keys repeat, while the page is still drawn anew
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Space")

    def inked(row: int) -> Locator:
        return page.get_by_role("gridcell", name=f"row {row}, column 2: ink 16 of 16")

    for row in range(2, 8):
        expect(inked(row)).to_be_visible()
    page.wait_for_url("**drawing=**")
    settled(page)
    expect(inked(7)).to_be_visible()
    page.get_by_role("button", name="Put a drawn 4 on the pad").click()
    expect(page.locator(".rvp-answers")).to_contain_text("RNN (tanh): 4")
    check_width(page)
