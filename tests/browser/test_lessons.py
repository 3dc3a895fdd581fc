"""The first lesson, from its first card to its last, and a card of every screen on a phone."""

import re
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from rnnviz.lessons.library import lessons
from rnnviz.street.link import read_link
from rnnviz.ui.frame.lesson.moves import link_of
from tests.browser.helpers import (
    Visit,
    check_access,
    check_width,
    go_to,
    jumps,
    linked,
    settled,
    unlinked,
)
from tests.browser.test_first_view import HIGHEST, edges

LESSON = next(iter(lessons().values()))
RAIL = ".st-key-rail"
DRAWING = ".rvd-svg"
DESK, PHONE = (1280, 720), (390, 844)


def press(page: Page, name: str) -> None:
    """Press a button of the rail."""
    page.locator(RAIL).get_by_role("button", name=name).click()


def go(page: Page, name: str, part: str) -> None:
    """Press a button of the rail, and wait until the link says what follows."""
    press(page, name)
    linked(page, part)


def check_place(page: Page) -> None:
    """The picture begins where it does without a lesson, and the lesson covers none of it."""
    top, _bottom = edges(page, DRAWING)
    rail = page.locator(RAIL).bounding_box()
    assert rail is not None
    window = page.viewport_size
    assert window is not None
    if window["width"] > 900:
        assert 0 <= top <= HIGHEST
        box = page.locator(DRAWING).first.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= rail["x"] + 1
    else:
        bar = page.locator(".rv-transport").first.bounding_box()
        assert bar is not None
        assert top < bar["y"] - 60  # some of it is seen
        assert bar["y"] + bar["height"] <= rail["y"] + 1
    assert rail["y"] + rail["height"] <= window["height"] + 1
    check_width(page)


def in_both(page: Page, *, left: tuple[int, int]) -> None:
    """Check the place in both windows; the last one is `left` as it is."""
    for size in sorted((DESK, PHONE), key=left.__eq__):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        settled(page)
        check_place(page)


def draw_bars(page: Page) -> None:
    """Drag over the bars, and set the last one with the keyboard."""
    plot = page.locator(".sketch svg")
    say = page.get_by_role("button", name="That is what I expect")
    expect(say).to_be_disabled()
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 70, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 20, y - 30, steps=6)
    page.mouse.up()
    bars = page.get_by_role("slider", name=re.compile("^[JAZ∎]$"))
    expect(bars).to_have_count(4)
    dragged = [int(bar.get_attribute("aria-valuenow") or "") for bar in bars.all()]
    assert dragged == sorted(dragged)
    assert dragged[0] < dragged[-1]
    bars.last.focus()
    page.keyboard.press("Home")
    expect(bars.last).to_have_attribute("aria-valuenow", "0")
    page.keyboard.press("ArrowUp")
    expect(bars.last).to_have_attribute("aria-valuenow", "2")
    page.keyboard.press("ArrowLeft")
    expect(bars.nth(2)).to_be_focused()
    expect(say).to_be_enabled()


def test_that_the_first_lesson_is_taken_from_the_first_card_to_the_last(visit: Visit) -> None:
    """Cards 1 and 2 at a desk, the rest on a phone; where things stand is looked at on both."""
    page = visit("/", width=DESK[0])
    page.get_by_role("link", name=re.compile("^Lesson 1")).click()
    linked(page, f"lesson={LESSON.name}")
    in_both(page, left=DESK)
    check_access(page)
    press(page, "Twice the same")
    linked(page, "said=1.1")
    expect(page.get_by_text("What happened", exact=True)).to_have_count(0)
    go(page, "I have looked", "said=1.1s")
    expect(page.get_by_text("First Z, then the end of the word")).to_be_visible()
    go(page, "Next card", "card=2")
    go(page, "Of what goes in, only what the hidden units held", "_2.3")
    go(page, "I have looked", "_2.3s")
    go(page, "Next card", "card=3")
    in_both(page, left=PHONE)
    draw_bars(page)
    page.get_by_role("button", name="That is what I expect").click()
    linked(page, "gain=0.0")
    go(page, "I have looked", re.search(r"said=[^&]*", page.url)[0] + "s")  # type: ignore[index]
    expect(page.get_by_text("Orange, dashed: what you said")).to_be_visible()
    check_access(page)
    go(page, "Next card", "card=4")
    go(page, "I do not know", "_4.x")
    go(page, "I have looked", "_4.xs")
    go(page, "Next card", "card=5")
    expect(page.get_by_role("link", name="All lessons")).to_be_visible()
    in_both(page, left=PHONE)
    press(page, "Close the lesson")
    unlinked(page, "lesson=")
    expect(page.locator(RAIL)).to_have_count(0)


def one_of_each() -> list[tuple[str, int]]:
    """The first card of each screen, level and thing that is lit above the picture."""
    found: dict[tuple[str, str, bool], tuple[str, int]] = {}
    for lesson in lessons().values():
        for number, card in enumerate(lesson.cards, start=1):
            kind = (read_link(card.link).screen.code, lesson.level, card.light == "learn")
            found.setdefault(kind, (lesson.name, number))
    return list(found.values())


def test_that_a_card_of_every_screen_fits_a_phone(visit: Visit) -> None:
    page, faults = visit("/about", width=PHONE[0]), []
    heading = page.locator(f"{RAIL} h4")
    for name, number in one_of_each():
        screen, query = link_of(lessons()[name], number)
        title = lessons()[name].cards[number - 1].title
        here = f"/{screen.code}?{urlencode(query)}"
        go_to(page, here, lambda title=title: expect(heading).to_have_text(title))
        wide, seen = page.locator("[data-testid=stMain]").evaluate(
            "(main) => [main.scrollWidth, main.clientWidth]"
        )
        rail = page.locator(RAIL).bounding_box()
        if wide > seen + 1 or rail is None or rail["y"] + rail["height"] > PHONE[1] + 1:
            faults.append(f"{name}, card {number}: {wide} px wide, the rail at {rail}")
    assert not faults, "\n".join(faults)


def test_that_a_card_that_covers_the_picture_shows_it_once_something_was_said(
    visit: Visit,
) -> None:
    page = visit("/unroll?series=sine&trained=0&mode=backward&t=12&lesson=03-backward&card=2")
    room = page.locator(".st-key-unroll-player-room")
    expect(room).to_have_css("filter", re.compile("blur"))
    go(page, "I do not know", "said=2.x")
    expect(room).to_have_css("filter", "none")


def test_that_a_lesson_comes_without_a_jump_and_is_presented_in_large_letters(
    visit: Visit,
) -> None:
    page = visit(f"/unroll?input=word&t=3&lesson={LESSON.name}", width=1280)
    assert jumps(page, "/unroll") == []
    page.keyboard.press("p")
    linked(page, "present=1")
    sizes = page.locator(f"{RAIL} :is(p, h4)").evaluate_all(
        """all => all.filter((one) => one.offsetHeight)
            .map((one) => parseFloat(getComputedStyle(one).fontSize))"""
    )
    assert min(sizes) >= 18
    page.keyboard.press("n")
    linked(page, "card=2")
    settled(page)
