"""Every screen at every width, by day and by night: nothing sticks out, all can use it.

Night changes colours alone (tests/test_house.py), so the widths are looked at by day.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from rnnviz.words.glossary import GLOSSARY
from rnnviz.words.questions import QUESTIONS
from tests.browser.helpers import Visit, check_access, check_width, jumps, settled


def landing(page: Page) -> None:
    """The landing page stands."""
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


def unroll(page: Page) -> None:
    """Unroll stands."""
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def gradients(page: Page) -> None:
    """Gradients stands."""
    expect(page.get_by_text("Size of the gradient at each step")).to_be_visible()


def gates(page: Page) -> None:
    """Gates stands."""
    expect(page.get_by_role("heading", name="Memory age")).to_be_visible()
    expect(page.get_by_text("In grey: no reset gate.")).to_be_visible()


def shapes(page: Page) -> None:
    """Shapes stands."""
    expect(page.get_by_role("heading", name="Every array")).to_be_visible()
    expect(page.get_by_role("heading", name="What has reached each read-out")).to_be_visible()


def language(page: Page) -> None:
    """Language stands."""
    expect(page.get_by_role("heading", name="What it expects next")).to_be_visible()
    expect(page.locator(".rvl-tile")).to_have_text(["J", "A", "Z", "Z", "∎"])


def experiments(page: Page) -> None:
    """Experiments stands, with its picture and what it allows to be said."""
    expect(page.get_by_text(re.compile("pairs are told apart by the seeds"))).to_be_visible()
    expect(page.get_by_test_id("stPlotlyChart")).to_be_visible()


def batches(page: Page) -> None:
    """Batches stands."""
    expect(page.get_by_role("heading", name="What each row ends with")).to_be_visible()


def words(page: Page) -> None:
    """The page of words stands, its first tab and its second."""
    page.get_by_role("tab").first.click()
    expect(page.get_by_text(GLOSSARY["hidden state"].text)).to_be_visible()
    page.get_by_role("tab", name="Symbols").click()
    expect(page.get_by_text(GLOSSARY["W_hh"].text)).to_be_visible()


def quiz(page: Page) -> None:
    """The quiz stands, with all its questions."""
    expect(page.locator(".st-key-quiz").get_by_role("radiogroup")).to_have_count(12)
    expect(page.get_by_role("button", name="Finish, and see the score")).to_be_visible()


def teacher(page: Page) -> None:
    """The page for teachers stands, with a link and its picture."""
    expect(page.get_by_role("link", name="Open it")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("QR picture of http"))).to_be_visible()


def questions(page: Page) -> None:
    """The page of questions stands, the first of them open."""
    expect(page.get_by_text(next(iter(QUESTIONS.values())).answer[:30])).to_be_visible()


def lessons(page: Page) -> None:
    """The page of lessons stands."""
    expect(page.get_by_role("link", name="1. A loop that remembers")).to_be_visible()


def about(page: Page) -> None:
    """About stands."""
    expect(page.get_by_role("heading", name="What is kept")).to_be_visible()


def vote(page: Page) -> None:
    """Class vote stands, with both ways in."""
    expect(page.get_by_role("textbox", name="Code of 6 letters")).to_be_visible()
    expect(page.get_by_role("button", name="Open the room")).to_be_enabled()


def hand_in(page: Page) -> None:
    """Hand in stands, with nothing in it yet."""
    expect(page.get_by_role("textbox", name="Links, one a line")).to_be_visible()


SCREENS: dict[str, Callable[[Page], None]] = {
    "/": landing,
    "/unroll?cell=lstm": unroll,
    "/gradients?versus=lstm": gradients,
    "/gates": gates,
    "/shapes?arch=many_to_one&bidirectional=1": shapes,
    "/language": language,
    "/experiments": experiments,
    "/batches": batches,
    "/glossary": words,
    "/questions": questions,
    "/quiz": quiz,
    "/teacher": teacher,
    "/lessons": lessons,
    "/about": about,
    "/vote": vote,
    "/hand_in": hand_in,
}


PHONE = (390, 844)
WIDER = ((1024, 768), (1440, 900))


@pytest.mark.parametrize("path", SCREENS)
def test_that_a_screen_is_finished_at_every_width_by_day_and_by_night(
    visit: Visit, path: str
) -> None:
    page = visit(path, width=PHONE[0])
    assert jumps(page, path.partition("?")[0]) == []
    stands(page, path)
    check_access(page)
    for size in WIDER:
        in_window(page, size)
        stands(page, path)
    page.emulate_media(color_scheme="dark")
    in_window(page, PHONE)
    stands(page, path)
    check_access(page)


def in_window(page: Page, size: tuple[int, int]) -> None:
    """Give the window that size, and wait until the page stands anew."""
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    settled(page)


def stands(page: Page, path: str) -> None:
    """The screen is there, and nothing of it sticks out."""
    SCREENS[path](page)
    check_width(page)
