"""A first visit: what is seen stays where it is while the rest comes."""

import pytest
from playwright.sync_api import Page

from rnnviz.settings.screens import SCREENS
from tests.browser.helpers import Visit, settled

MOST = 0.1  # what browsers call good
PATHS = ["/" if code == "home" else f"/{code}" for code in SCREENS]
PLAYERLESS = {
    "/series", "/experiments", "/glossary", "/questions", "/lessons", "/about", "/vote", "/hand_in",
}  # fmt: skip
# The shifts since the page began that nobody asked for: [size, what moved].
SHIFTS = """() => new Promise((give) => {
    const name = (node) => node?.nodeType === 1
        ? node.closest('[class*=st-key-]')?.className ?? node.className : node?.textContent;
    new PerformanceObserver((list) => give(list.getEntries()
        .filter((one) => !one.hadRecentInput)
        .map((one) => [one.value, one.sources.map((its) => String(name(its.node)))])))
        .observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => give([]), 2000);
})"""


def shifts(page: Page, path: str) -> list[tuple[float, list[str]]]:
    """What moved until the page stood."""
    if path not in PLAYERLESS:
        page.locator("[class*=-room][data-ready]").first.wait_for(timeout=90_000)
    settled(page)
    return page.evaluate(SHIFTS)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", PATHS)
def test_that_a_first_visit_of_a_screen_does_not_jump(visit: Visit, path: str, width: int) -> None:
    found = shifts(visit(path, width=width), path)
    assert sum(size for size, _moved in found) <= MOST, found


def test_that_what_moves_is_measured(visit: Visit) -> None:
    page = visit("/glossary", width=1280)
    page.evaluate("document.querySelector('.st-key-lead').style.marginTop = '300px'")
    page.wait_for_timeout(100)
    assert sum(size for size, _moved in page.evaluate(SHIFTS)) > MOST
