"""A student's way through Language: read a text, take one's own, let it write."""

import re

from playwright.sync_api import expect

from tests.browser.helpers import Visit, check_access, settled, start_from


def test_that_the_same_letter_is_followed_by_two_different_guesses(visit: Visit) -> None:
    page = visit("/language")
    tiles = page.locator(".rvl-tile")
    tiles.nth(2).click()
    expect(page.locator(".rvl-said")).to_contain_text("Expects Z")
    expect(tiles.nth(2)).to_have_class(re.compile("rvl-now"))
    page.locator("body").press("ArrowRight")
    tiles.nth(3).click()
    expect(page.locator(".rvl-said")).to_contain_text("Expects ∎")
    expect(page.locator(".rvl-follows .rvl-symbol")).to_have_text("∎")
    first = tiles.nth(2).get_attribute("style")
    page.get_by_role("button", name="probability it was given").click()
    assert tiles.nth(2).get_attribute("style") != first


def test_that_a_number_of_the_map_of_units_colours_the_text_and_is_traced(visit: Visit) -> None:
    page = visit("/language")
    strip = page.locator(".rv-view-strip", has_text="Hidden state").locator(".rv-stack")
    box = strip.bounding_box()
    assert box is not None
    strip.click(position={"x": box["width"] * 0.6, "y": 100})
    expect(page.locator(".rvl-key")).to_contain_text("hidden unit 4")
    expect(page.locator(".rv-view-card")).to_contain_text("formula")


def test_that_a_student_types_a_text_and_lets_it_write(visit: Visit) -> None:
    page = visit("/language?source=own&cell=gru&hidden=8&epochs=200&lr=0.05")
    page.get_by_role("button", name="Your text").click()
    page.get_by_role("textbox", name="Your text").fill("<b>no</b> markup")
    page.get_by_role("textbox", name="Your text").press("Control+Enter")
    settled(page)
    expect(page.locator(".rvl-tile")).to_have_count(len("<b>no</b> markup") + 1)
    expect(page.locator(".rvl-tile").first).to_have_text("<")
    page.get_by_text("Write", exact=True).click()
    settled(page)
    expect(page.get_by_role("heading", name="What it writes")).to_be_visible()
    expect(page.locator(".rvl-given")).to_have_count(1)
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.locator(".rvl-said")).to_contain_text("Drawn:")
    page.get_by_role("button", name="Write again").click()
    settled(page)
    assert "draw=" in page.url


def test_that_a_longer_training_is_followed_to_its_end(visit: Visit) -> None:
    page = visit("/language")
    start_from(page, "aⁿbⁿ")
    expect(page.get_by_text("n = 10")).to_be_visible(timeout=60_000)
    settled(page)
    expect(page.locator(".rvl-tile")).to_have_count(13)
    expect(page.get_by_role("heading", name="Cell state")).to_be_visible()


def test_that_a_training_is_stopped_and_what_it_learned_is_shown(visit: Visit) -> None:
    page = visit("/language?source=embedded&cell=mgu&hidden=32&epochs=2000&lr=0.02&level=student")
    page.get_by_role("button", name="Stop").click(timeout=60_000)
    expect(page.get_by_text("Stopped early")).to_be_visible(timeout=60_000)
    settled(page)
    expect(page.get_by_role("heading", name="What it expects next")).to_be_visible()
    expect(page.get_by_role("button", name="Train again")).to_be_visible()
    expect(page.get_by_role("spinbutton", name="Hidden units")).to_have_value("32")


def test_that_the_gap_is_measured_and_a_sentence_can_be_watched(visit: Visit) -> None:
    page = visit("/language?view=gap&gap_epochs=10&gap_seeds=1&gap_hidden=8")
    expect(page.get_by_text("9 of 10 sentences")).to_be_visible(timeout=90_000)
    settled(page)
    tiles = page.locator(".rvl-tile")
    expect(tiles.nth(4)).to_have_text("France")
    expect(tiles.last).to_have_text("French")
    check_access(page)
