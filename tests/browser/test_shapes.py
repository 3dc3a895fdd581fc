"""A student's way through Shapes: change an argument, copy the code, watch attention fill."""

import re

from playwright.sync_api import Page, expect

from tests.browser.helpers import Visit, check_access, settled

SMALL = "/shapes?arch=attention&pair_length=4&pair_hidden=12&units=8&updates=100"


def test_that_a_changed_argument_says_what_each_shape_was(visit: Visit) -> None:
    page = visit("/shapes")
    field = page.get_by_role("spinbutton", name="hidden_size")
    field.fill("6")
    field.press("Enter")
    expect(page.get_by_role("row", name="output was (5, 8, 3) (5, 8, 6)")).to_be_visible()
    expect(page.get_by_role("row", name="rnn.weight_hh_l0 was (3, 3) (6, 6)")).to_be_visible()
    expect(page.locator(".rvn-changed").first).to_be_visible()
    expect(page.locator("text.rvn-new").first).to_be_attached()
    code = page.get_by_test_id("stCode")
    expect(code.first).to_contain_text("nn.RNN(input_size=2, hidden_size=6)")
    expect(code.nth(1)).to_contain_text("class Net(nn.Module)")
    code.nth(1).hover()
    expect(code.nth(1).get_by_role("button", name="Copy to clipboard")).to_be_visible()
    assert "hidden=6" in page.url


def test_that_the_boxes_fill_as_time_passes(visit: Visit) -> None:
    page = visit("/shapes")
    page.get_by_role("button", name="To the first step").click()
    expect(page.locator(".rvn-node.rvn-now")).to_have_count(3)
    expect(page.locator(".rvn-node.rvn-later")).to_have_count(12)
    page.get_by_role("button", name="One step later").click()
    expect(page.locator(".rvn-node.rvn-done")).to_have_count(3)
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.locator(".rvn-node.rvn-later")).to_have_count(0)


def seen(page: Page) -> int:
    return page.locator(".rvn-look:not(.rvn-unseen)").count()


def test_that_attention_is_trained_played_and_asked_where_it_comes_from(visit: Visit) -> None:
    page = visit(SMALL)
    page.get_by_role("button", name="Train both, with and without attention").click()
    page.get_by_role("heading", name="How they learned").wait_for(timeout=90_000)
    settled(page)
    assert seen(page) == 4  # it opens at the first letter that is written: one row is seen
    page.get_by_role("button", name="To the first step").click()
    expect(page.locator(".rvn-look:not(.rvn-unseen)")).to_have_count(0)
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.locator(".rvn-look:not(.rvn-unseen)").nth(8)).to_be_visible()
    page.locator(".rvn-look").nth(2).click()
    expect(page.locator(".rvn-why")).to_contain_text("α = exp(e) / Σ exp(e) = ")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".rvn-why")).to_contain_text(re.compile("^Letter 2"))
    check_access(page)


def test_that_a_string_of_one_s_own_is_decoded(visit: Visit) -> None:
    page = visit(SMALL)
    field = page.get_by_role("textbox", name="Your string")
    field.fill("hbad")
    field.press("Enter")
    expect(page.get_by_test_id("stMarkdown").filter(has_text="hbad").first).to_be_visible()
    expect(page.locator(".rvn-symbol").first).to_have_text("h")
    field.fill("xyz")
    field.press("Enter")
    expect(page.get_by_text("cannot be read")).to_be_visible()
