"""What is seen at once: on every screen, with every preset, the picture is on the screen.

A visit takes longer than all that is measured on it, so each screen is visited once, in windows of
several sizes.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.helpers import Visit, check_width, jumps, settled, unlinked
from tests.browser.test_present import check_presented
from tests.browser.test_sizes import too_small

HIGHEST = 200  # pixels from the top of the window at which the first drawing begins at the latest
WIDTH = 1280  # of the window at first
PROJECTOR, DESK, PHONE = (WIDTH, 720), (1440, 900), (390, 844)
# Of each screen, the drawings that it is about, the topmost first.
DRAWINGS = {
    "/": [".rvd-svg"],
    "/unroll": [".rvd-svg"],
    "/gradients": [".rv-view-bars .rv-stack"],
    "/train": [".rv-view-curves .rv-stack", ".rv-view-film .rv-body"],
    "/dynamics": [".rv-view-plane .rv-stack"],
    "/batches": [".rv-view-strip .rv-stack, .rv-view-lines .rv-stack"],
    "/gates": [".rvg-board"],
    "/shapes": [".rv-view-network .rv-body"],
    "/language": [".rv-view-text .rv-body", ".rv-view-guess .rv-body"],
    "/digits": [".rv-view-reading .rv-body"],
    "/series": ["[data-testid=stPlotlyChart]"],
    "/experiments": ["[data-testid=stPlotlyChart]"],
}
UNPRESENTED = {"/", "/series", "/experiments"}  # charts: test_present.py
# And the one below it, which a larger window shows whole.
SECOND = {
    "/": ".rv-view-lines .rv-body",
    "/unroll": ".rv-view-strip .rv-body",
    "/gates": ".rv-view-ledger .rv-body",
}
PRESETS = {
    "/unroll": 4, "/gradients": 14, "/train": 10, "/dynamics": 15, "/gates": 4, "/shapes": 7,
    "/language": 8, "/experiments": 10, "/batches": 10,
}  # fmt: skip
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


def second_out_of_sight(page: Page, path: str) -> list[str]:
    """What is missing of the second drawing, in words."""
    if path not in SECOND:
        return []
    end = edges(page, SECOND[path])[1] - foot(page)
    return [f"{path} {shown(page)}: {SECOND[path]} is {end:.0f} too long"] if end > 1 else []


def second_not_begun(page: Page, path: str) -> list[str]:
    """Whether a second drawing begins on the screen; empty where it does."""
    if path in ("/series", "/experiments"):  # one chart, and words beside it
        return []
    tops = sorted(page.locator(".rv-view").nth(k).evaluate(EDGES)[0] for k in range(2))
    return [] if tops[1] < foot(page) - 40 else [f"{path}: the second view begins at {tops[1]:.0f}"]


def late_on_a_phone(page: Page, path: str) -> list[str]:
    """Whether the first drawing begins within one screen; empty where it does."""
    top, _bottom = edges(page, DRAWINGS[path][0])
    return [] if 0 <= top < PHONE[1] else [f"{path}: on a phone it begins at {top:.0f}"]


def unreadable(page: Page, path: str) -> list[str]:
    """Every text of a drawing that is too small, in words."""
    return [f"{path}: {text} has {size:.1f} pixels" for _tag, text, size in too_small(page)]


def in_window(page: Page, size: tuple[int, int], path: str) -> None:
    """Give the window that size if it has another, and wait until the page stands anew."""
    width, height = size
    if page.viewport_size != {"width": width, "height": height}:
        page.set_viewport_size({"width": width, "height": height})
        settled(page)
    page.locator(DRAWINGS[path][0]).first.wait_for()


def next_preset(page: Page) -> None:
    """Go on to the preset after this one, and wait until it is there."""
    before = shown(page)
    page.get_by_role("button", name=re.compile("^Next")).click()
    page.wait_for_function(
        "(before) => document.querySelector('[aria-label=\"Start from\"]').value !== before",
        arg=before,
    )
    expect(page.get_by_test_id("stProgress")).to_have_count(0, timeout=90_000)  # it is trained
    settled(page)


@pytest.mark.parametrize("path", DRAWINGS)
def test_that_the_picture_stands_at_once_with_every_preset_and_can_be_read(
    visit: Visit, path: str
) -> None:
    page = visit(path, width=WIDTH)
    page.locator(DRAWINGS[path][0]).first.wait_for(timeout=90_000)
    faults = jumps(page, path)
    in_window(page, DESK, path)
    faults += second_not_begun(page, path) + unreadable(page, path)
    in_window(page, PHONE, path)
    faults += late_on_a_phone(page, path) + unreadable(page, path)
    if path not in UNPRESENTED:
        in_window(page, PROJECTOR, path)
        check_presented(page, path, DRAWINGS[path][0])
        page.keyboard.press("p")
        unlinked(page, "present")
    seen = set()
    for preset in range(PRESETS.get(path, 0) + 1):
        if path in SECOND:
            in_window(page, DESK, path)
        if preset:
            next_preset(page)
        faults += second_out_of_sight(page, path)
        in_window(page, PROJECTOR, path)
        faults += out_of_sight(page, path)
        seen.add(shown(page))
    assert not faults, "\n".join(faults)
    assert len(seen - {""}) == PRESETS.get(path, 0)


def test_that_the_first_page_on_a_phone_begins_with_its_picture_and_scrolls_one_way(
    visit: Visit,
) -> None:
    page = visit("/", width=390)
    drawing = page.locator(DRAWINGS["/"][0]).first
    drawing.wait_for()
    settled(page)
    assert drawing.evaluate(EDGES)[0] <= HIGHEST
    check_width(page)
    links = page.locator(".st-key-nav a")
    tops = {round(link.bounding_box()["y"]) for link in links.all()}  # type: ignore[index]
    assert len(tops) == 1  # one line, which scrolls by itself
    links.last.scroll_into_view_if_needed()
    links.last.click()
    settled(page)
    here = page.locator(".st-key-nav-here").bounding_box()
    assert here
    assert here["x"] >= 0
    assert here["x"] + here["width"] <= 390


def test_that_the_cell_of_a_gru_and_one_with_a_clamped_gate_leave_room_below(visit: Visit) -> None:
    page = visit("/gates?cell=gru")
    page.locator(SECOND["/gates"]).first.wait_for()
    assert second_out_of_sight(page, "/gates") == []
    page = visit("/gates?level=student&clamp=f", width=1280)
    in_window(page, PROJECTOR, "/gates")
    assert out_of_sight(page, "/gates") == []


def test_that_learning_opens_beside_the_cell_of_gates(visit: Visit) -> None:
    page = visit("/gates", width=1280)
    in_window(page, PROJECTOR, "/gates")
    page.get_by_role("button", name="Learn").click()
    drawer = page.get_by_test_id("stPopoverBody").filter(visible=True)
    drawer.get_by_role("button", name="One step").wait_for()
    board = page.locator(DRAWINGS["/gates"][0]).bounding_box()
    assert board
    left = "(left) => [...document.querySelectorAll('[data-testid=stPopoverBody]')].some((one) => "
    left += "one.getBoundingClientRect().left >= left)"
    page.wait_for_function(left, arg=board["x"] + board["width"])


def test_that_a_pasted_series_is_seen_on_the_first_screen_of_a_phone(visit: Visit) -> None:
    page = visit("/series?source=paste", width=390)
    rows = [f"{1 + k % 28:02d}.{1 + k // 28:02d}.2024;{k % 7},5" for k in range(84)]
    field = page.get_by_role("textbox", name="Paste a column")
    field.fill("\n".join(["date;rate", *rows]))
    field.press("Control+Enter")
    page.locator(DRAWINGS["/series"][0]).first.wait_for()
    settled(page)
    assert late_on_a_phone(page, "/series") == []
    read = page.locator(".st-key-series-reading").bounding_box()
    chart = page.locator(DRAWINGS["/series"][0]).first.bounding_box()
    assert read
    assert chart
    assert read["y"] + read["height"] <= chart["y"]
