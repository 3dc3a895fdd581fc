"""Journeys from the landing page."""

import re

from playwright.sync_api import expect

from rnnviz.words.questions import QUESTIONS
from tests.browser.helpers import Visit, linked


def test_that_the_network_in_hand_is_carried_from_screen_to_screen(visit: Visit) -> None:
    page = visit("/?hidden=5&seed=7")
    for link in page.locator(".st-key-nav a").all():
        address = link.get_attribute("href") or ""
        # Language alone trains networks of its own.
        assert address.endswith("language") or "hidden=5&seed=7" in address
    page.locator(".st-key-nav a").last.click()
    expect(page).not_to_have_url(re.compile("/\\?"))
    linked(page, "hidden=5&seed=7")


def test_that_a_hostile_link_is_answered_with_a_sentence(visit: Visit) -> None:
    page = visit("/?hidden=%3Cscript%3Ealert(1)%3C/script%3E&hidden=1e400&gain=NaN")
    expect(page.get_by_test_id("stAlert")).to_have_count(2)
    expect(page).not_to_have_url(re.compile("script"))


def test_that_a_belief_is_answered_and_seen_within_three_clicks(visit: Visit) -> None:
    page = visit("/")
    page.locator(".st-key-card-questions a").click()
    page.get_by_text("Clipping the gradient cures vanishing.").click()
    linked(page, "clipping")
    page.get_by_role("link", name="See it on Gradients").filter(visible=True).last.click()
    linked(page, "clip=norm")
    left = QUESTIONS["clipping"].numbers["left"]
    expect(page.get_by_text(f"{left} is left 29 steps back").first).to_be_visible()
    page.go_back()
    linked(page, "clipping")
    answer = QUESTIONS["clipping"].answer[:40]
    expect(page.get_by_text(answer)).to_be_visible()  # what was open is open again
