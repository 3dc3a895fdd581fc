"""A student's way through Language: read a text, take one's own, let it write."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.helpers import Visit, check_access, check_width, linked, pick, reads, settled


@pytest.mark.parametrize("width", [1440, 390])
def test_that_language_is_finished_at_every_width(visit: Visit, width: int) -> None:
    page = visit("/language", width=width)
    expect(page.get_by_role("heading", name="What it expects next")).to_be_visible()
    expect(page.locator(".rvl-tile")).to_have_text(["J", "A", "Z", "Z", "∎"])
    check_width(page)
    check_access(page)


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
    assert first
    page.get_by_role("button", name="probability it was given").click()
    expect(tiles.nth(2)).not_to_have_attribute("style", first)


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
    page.get_by_role("textbox", name="Your text").fill("<b>no</b> markup")
    page.get_by_role("textbox", name="Your text").press("Control+Enter")
    expect(page.locator(".rvl-tile")).to_have_count(len("<b>no</b> markup") + 1)
    settled(page)
    expect(page.locator(".rvl-tile").first).to_have_text("<")
    pick(page, "Write")
    linked(page, "view=write")
    expect(page.get_by_role("heading", name="What it writes")).to_be_visible()
    expect(page.locator(".rvl-given")).to_have_count(1)
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.locator(".rvl-said")).to_contain_text("Drawn:")
    page.get_by_role("button", name="Write again").click()
    linked(page, "draw=")


def test_that_a_longer_training_is_followed_to_its_end(visit: Visit) -> None:
    page = visit("/language")
    pick(page, "aⁿbⁿ")
    reads(page, "n = 10")
    settled(page)
    expect(page.locator(".rvl-tile")).to_have_count(13)
    expect(page.get_by_role("heading", name="Cell state")).to_be_visible()


def test_that_a_training_is_stopped_and_what_it_learned_is_shown(visit: Visit) -> None:
    page = visit("/language?source=embedded&cell=mgu&hidden=32&epochs=2000&lr=0.02")
    page.get_by_role("button", name="Stop").click()
    reads(page, "Stopped early")
    settled(page)
    expect(page.get_by_role("heading", name="What it expects next")).to_be_visible()
    expect(page.get_by_role("button", name="Train again")).to_be_visible()
    expect(page.get_by_role("spinbutton", name="Hidden units")).to_have_value("32")


def test_that_the_gap_is_measured_and_a_sentence_can_be_watched(visit: Visit) -> None:
    page = visit("/language?view=gap&gap_epochs=10&gap_seeds=1&gap_hidden=8")
    reads(page, "9 of 10 sentences", timeout=90_000)
    settled(page)
    tiles = page.locator(".rvl-tile")
    expect(tiles.nth(4)).to_have_text("France")
    expect(tiles.last).to_have_text("French")
    check_access(page)
