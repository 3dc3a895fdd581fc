"""A teacher at a projector and students with telephones: two votes, then links are handed in."""

import re
from collections.abc import Sequence

from playwright.sync_api import Page, expect

from tests.browser.helpers import MOST, SHIFTS, Visit, check_access, check_width, settled

SMALLEST = 18  # pixels of a letter on the board
SIZES = """() => [...document.querySelectorAll('.st-key-class-board *, .st-key-class-below *')]
    .filter((one) => [...one.childNodes].some((its) => its.nodeType === 3 && its.data.trim())
        && one.getBoundingClientRect().width && !one.matches('[data-testid=stIconMaterial]'))
    .map((one) => [one.textContent, parseFloat(getComputedStyle(one).fontSize)])"""
HIGHEST = "(one) => one.getBoundingClientRect().bottom <= innerHeight"


def board(visit: Visit) -> tuple[Page, str]:
    """A teacher who has opened a room with the first card of lesson 1; and the room's code."""
    teacher = visit("/vote?of=01-loop", width=1280)
    teacher.set_viewport_size({"width": 1280, "height": 720})
    teacher.get_by_role("button", name="Open the room").click()
    code = teacher.locator(".class-code")
    expect(code).to_be_visible()
    settled(teacher)
    return teacher, code.inner_text().replace(" ", "")


def choose(student: Page, letter: str) -> None:
    """Tap an answer, and wait until it is counted."""
    student.get_by_role("button", name=re.compile(rf"^{letter}\b")).click()
    expect(student.get_by_text(f"Counted: {letter}.")).to_be_visible()


def numbers(page: Page, wanted: Sequence[str]) -> None:
    """Wait until the numbers beside the bars are these, answer by answer, vote by vote."""
    expect(page.locator(".class-bar > span:last-child")).to_have_text(
        [re.compile(rf"^{number}\b") for number in wanted]
    )


def readable(teacher: Page) -> None:
    """The board is seen whole and can be read from the last row."""
    small = [(text, size) for text, size in teacher.evaluate(SIZES) if size < SMALLEST - 0.01]
    assert not small
    for part in (".class-qr img", ".st-key-class-steer", ".st-key-class-question"):
        assert teacher.locator(part).evaluate(HIGHEST), part


def test_that_a_class_votes_twice_and_hands_in(visit: Visit) -> None:
    teacher, code = board(visit)
    readable(teacher)
    check_access(teacher)
    assert "key" not in teacher.url
    by_link = visit(f"/vote?room={code}", width=390, theme="dark")
    assert sum(size for size, _moved in by_link.evaluate(SHIFTS)) <= MOST
    by_code = visit("/vote", width=390)
    by_code.get_by_role("textbox", name="Code of 6 letters").fill(code.lower())
    by_code.get_by_role("button", name="Enter", exact=True).click()
    choose(by_code, "A")
    choose(by_code, "C")
    choose(by_link, "C")
    for student in (by_code, by_link):
        check_access(student)
        check_width(student)
    expect(teacher.get_by_text("Votes: 2")).to_be_visible()
    assert teacher.locator(".class-bar").count() == 0
    teacher.get_by_role("button", name="Show the votes").click()
    for page in (teacher, by_code, by_link):
        numbers(page, ["0 of 2", "0 of 2", "2 of 2"])
    teacher.get_by_role("button", name="Vote again").click()
    for student in (by_code, by_link):
        expect(student.get_by_text("Second vote.")).to_be_visible()
    choose(by_link, "B")
    by_link.reload()
    settled(by_link)
    expect(by_link.get_by_text("Counted: B.")).to_be_visible()  # the same voter as before
    choose(by_code, "C")
    expect(teacher.get_by_text("Votes: 2")).to_be_visible()
    teacher.get_by_role("button", name="Show the votes").click()
    both = ["0 of 2", "0 of 2", "0 of 2", "1 of 2", "2 of 2", "1 of 2"]
    for page in (teacher, by_code, by_link):
        numbers(page, both)
    settled(teacher)
    readable(teacher)
    for page in (teacher, by_code, by_link):
        check_access(page)
    check_width(by_link)
    expect(by_link.locator(".class-bar b")).to_have_count(2)  # one's own, in both votes
    teacher.get_by_role("button", name="Show which is right").click()
    for page in (teacher, by_code, by_link):
        expect(page.get_by_text("✓ right")).to_have_count(1)
        settled(page)
        check_access(page)
    readable(teacher)
    hand_in(by_link)
    with teacher.context.expect_page() as opened:
        teacher.get_by_role("link", name="Open the experiment").click()
    expect(opened.value).to_have_url(re.compile(r"/unroll\?.*lesson=01-loop"))
    opened.value.close()
    numbers(teacher, both)
    looked_at(teacher)
    ended(teacher, by_link)


def hand_in(student: Page) -> None:
    """Hand in two links, with words around them."""
    student.get_by_text("Hand in a link").click()
    for link, screen in (("unroll?cell=lstm", "Unroll"), ("gradients?gain=1.4", "Gradients")):
        student.get_by_role("textbox", name="Your link").fill(f"mine: http://a.example/{link}")
        student.get_by_role("button", name="Hand in", exact=True).click()
        expect(student.get_by_text(f"Handed in: {screen}")).to_be_visible()
    settled(student)
    check_access(student)
    check_width(student)


def looked_at(teacher: Page) -> None:
    """What was handed in stands side by side, in the teacher's order; and after a reload."""
    teacher.get_by_role("link", name="What was handed in").click()
    expect(teacher.get_by_text("2 links were handed in")).to_have_count(1)
    headings = teacher.get_by_role("heading", level=3)
    expect(headings).to_have_text(["1. Unroll", "2. Gradients"])
    teacher.locator("[class*=handed-][class*=-room][data-ready]").nth(1).wait_for()
    teacher.reload()
    settled(teacher)
    expect(headings).to_have_text(["1. Unroll", "2. Gradients"])
    teacher.get_by_role("button", name="Move back").first.click()
    expect(headings).to_have_text(["1. Gradients", "2. Unroll"])
    settled(teacher)
    check_access(teacher)
    check_width(teacher)
    teacher.set_viewport_size({"width": 390, "height": 844})
    teacher.emulate_media(color_scheme="dark")
    settled(teacher)
    check_access(teacher)
    check_width(teacher)
    teacher.set_viewport_size({"width": 1280, "height": 720})
    teacher.get_by_role("link", name="Back to the vote").click()


def ended(teacher: Page, student: Page) -> None:
    """The teacher ends the room, and nobody is in it any more."""
    teacher.get_by_role("button", name="End the room").click()
    teacher.get_by_role("button", name="End it now").click()
    for page in (teacher, student):
        expect(page.get_by_text("This room has ended, and nothing of it is kept.")).to_be_visible()
        settled(page)
    check_access(student)
    check_width(student)
