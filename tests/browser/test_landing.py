"""Journeys from the landing page."""

import re

from playwright.sync_api import expect

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
