"""What is seen at once: on every screen, with every preset, the picture is on the screen."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.helpers import Visit, settled

HIGHEST = 200  # pixels from the top of the window at which the first drawing begins at the latest
PHONE = 844  # and on a phone: within one screen
# Of each screen, the drawings that it is about, the topmost first.
DRAWINGS = {
    "/": [".rvd-svg"],
    "/unroll": [".rvd-svg"],
    "/gradients": [".rv-view-bars .rv-stack"],
    "/train": [".rv-view-curves .rv-stack", ".rv-view-film .rv-body"],
    "/gates": [".rvg-board"],
    "/shapes": [".rv-view-network .rv-body"],
    "/language": [".rv-view-text .rv-body", ".rv-view-guess .rv-body"],
    "/digits": [".rv-view-reading .rv-body"],
    "/series": ["[data-testid=stPlotlyChart]"],
}
# And the one below it, which a larger window shows whole.
SECOND = {
    "/": ".rv-view-lines .rv-body",
    "/unroll": ".rv-view-strip .rv-body",
    "/gates": ".rv-view-ledger .rv-body",
}
PRESETS = {"/gradients": 11, "/train": 7, "/gates": 4, "/shapes": 7, "/language": 8}
EDGES = """(node) => { const box = node.getBoundingClientRect(); return [box.top, box.bottom]; }"""


def edges(page: Page, drawing: str) -> tuple[float, float]:
    """The top and the bottom of a drawing in the window, in pixels."""
    top, bottom = page.locator(drawing).first.evaluate(EDGES)
    return top, bottom


def foot(page: Page) -> float:
    """Where the bar at the foot of the window begins, or the window ends."""
    bars = page.locator(".rv-transport")
    return bars.first.evaluate(EDGES)[0] if bars.count() else page.evaluate("innerHeight")


def shown(page: Page) -> str:
    """The preset that is shown; empty where there is none."""
    field = page.get_by_role("combobox", name="Start from")
    return field.input_value() if field.count() else ""


def out_of_sight(page: Page, path: str) -> list[str]:
    """What of the drawings is not on the screen, in words."""
    whole = [(drawing, *edges(page, drawing)) for drawing in DRAWINGS[path]]
    low = [f"begins at {top:.0f}" for _name, top, _bottom in whole[:1] if not 0 <= top <= HIGHEST]
    end = foot(page)
    cut = [f"{name} ends at {bottom:.0f} of {end:.0f}" for name, _top, bottom in whole
           if bottom > end + 1]  # fmt: skip
    return [f"{path} {shown(page)}: {fault}" for fault in (*low, *cut)]


def next_preset(page: Page) -> None:
    """Go on to the preset after this one, and wait until it is there."""
    before = shown(page)
    page.get_by_role("button", name=re.compile("^Next")).click()
    page.wait_for_function(
        "(before) => document.querySelector('[aria-label=\"Start from\"]').value !== before",
        arg=before,
    )
    settled(page)


@pytest.mark.parametrize("path", DRAWINGS)
def test_that_the_picture_is_on_the_screen_with_every_preset(visit: Visit, path: str) -> None:
    page = visit(path, width=1280)
    page.locator(DRAWINGS[path][0]).first.wait_for(timeout=90_000)
    settled(page)
    page.set_viewport_size({"width": 1280, "height": 720})
    faults = out_of_sight(page, path)
    seen = {shown(page)} - {""}
    for _preset in range(PRESETS.get(path, 0)):
        next_preset(page)
        seen.add(shown(page))
        faults += out_of_sight(page, path)
    assert not faults, "\n".join(faults)
    assert len(seen) == PRESETS.get(path, 0)


@pytest.mark.parametrize("path", [path for path in DRAWINGS if path != "/series"])
def test_that_the_second_view_begins_in_a_window_of_1440(visit: Visit, path: str) -> None:
    page = visit(path)
    page.locator(".rv-body").nth(1).wait_for(timeout=90_000)
    settled(page)
    tops = sorted(page.locator(".rv-body").nth(k).evaluate(EDGES)[0] for k in range(2))
    assert tops[1] < foot(page) - 40


@pytest.mark.parametrize("path", SECOND)
def test_that_the_second_view_is_whole_in_a_window_of_1440_with_every_preset(
    visit: Visit, path: str
) -> None:
    page = visit(path)
    ends = []
    for preset in range(PRESETS.get(path, 0) + 1):
        if preset:
            next_preset(page)
        page.locator(SECOND[path]).first.wait_for()
        ends.append((shown(page), edges(page, SECOND[path])[1] - foot(page)))
    assert all(over <= 1 for _preset, over in ends), ends


@pytest.mark.parametrize("path", DRAWINGS)
def test_that_the_first_drawing_begins_on_the_first_screen_of_a_phone(
    visit: Visit, path: str
) -> None:
    page = visit(path, width=390)
    page.locator(DRAWINGS[path][0]).first.wait_for(timeout=90_000)
    settled(page)
    top, _bottom = edges(page, DRAWINGS[path][0])
    assert 0 <= top < PHONE
