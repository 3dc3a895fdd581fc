"""What journeys say to a page."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request, Response, expect

from rnnviz.settings.tables import cell_choice
from rnnviz.ui.frame.drafts import PATH

Visit = Callable[..., Page]

RUNNING = "[data-testid=stApp]"
DONE = "[data-testid=stApp][data-test-script-state=notRunning]"
# Everything that is fetched when it is first needed has arrived, the player's modules too, and
# no chart waits for the player, and
# nothing is left of the last run: for a moment both stand there, and a text stands there twice.
DRAWN = """() => !document.querySelector('[data-testid=stSkeleton], [data-stale=true]')
    && !document.querySelector('[class*=st-key-][class*=-later]')
    && [...document.querySelectorAll('[data-testid=stBidiComponentIsolated]')].every((its) => {
        const player = its.shadowRoot?.querySelector('.rv');
        return player && getComputedStyle(player).opacity === '1';
    })"""
# Streamlit finds out below which path it lives by asking for these two under each part of the URL.
PROBES = ("/_stcore/health", "/_stcore/host-config")


@dataclass
class Watch:
    """Collects what must not happen on a page."""

    page: Page
    home: str
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.problems.append(f"uncaught: {error}"))
        self.page.on("request", self._request)
        self.page.on("response", self._response)
        self.page.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not _is_probe(message.location.get("url", "")):
            self.problems.append(f"console: {message.text} {message.location.get('url', '')}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:", "about:")):
            self.problems.append(f"foreign request: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and not _is_probe(response.url):
            self.problems.append(f"status {response.status}: {response.url}")

    def _failed(self, request: Request) -> None:
        # A download and a page left early both abort what they no longer need.
        if request.failure != "net::ERR_ABORTED" and not _is_probe(request.url):
            self.problems.append(f"failed request: {request.url} ({request.failure})")


@dataclass
class Questions:
    """Counts what a player asks on the short way while something is dragged."""

    page: Page
    asked: int = 0
    at_once: int = 0
    most: int = 0  # on their way at one time

    def __post_init__(self) -> None:
        self.page.on("request", self._request)
        self.page.on("requestfinished", self._answered)
        self.page.on("requestfailed", self._answered)

    def _request(self, request: Request) -> None:
        if request.url.endswith(PATH):
            self.asked += 1
            self.at_once += 1
            self.most = max(self.most, self.at_once)

    def _answered(self, request: Request) -> None:
        self.at_once -= request.url.endswith(PATH)


def _is_probe(url: str) -> bool:
    return url.partition("?")[0].endswith(PROBES)


def settled(page: Page, quiet_ms: int = 250) -> None:
    """Wait until the script has run and stays so for a moment, and no traceback is shown."""
    page.wait_for_selector(RUNNING)
    for _again in range(100):
        page.wait_for_selector(DONE, timeout=60_000)
        page.wait_for_function(DRAWN, timeout=60_000)
        page.wait_for_timeout(quiet_ms)
        if page.locator(DONE).count() and page.evaluate(DRAWN):
            break
    assert page.locator("[data-testid=stException]").count() == 0, page.inner_text("body")


WENT = """(to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
}"""


def go_to(page: Page, to: str, until: Callable[[], object]) -> None:
    """Go on to an address as Back and Forward do, which takes a third of a visit; wait `until` what
    is to be seen there is, and it stands.
    """
    page.evaluate(WENT, to)
    until()
    settled(page)


MOST = 0.1  # of shifting that nobody asked for: what browsers call good
PLAYERLESS = {
    "/series", "/experiments", "/glossary", "/questions", "/quiz", "/teacher", "/lessons", "/about",
    "/vote", "/hand_in",
}  # fmt: skip
# The shifts since the page began that nobody asked for: [size, what moved]. The navigation is
# always among what is asked for, so that the answer comes at once where nothing moved.
SHIFTS = """() => new Promise((give) => {
    const name = (node) => node?.nodeType === 1
        ? node.closest('[class*=st-key-]')?.className ?? node.className : node?.textContent;
    const seen = new PerformanceObserver((list) => give(list.getEntriesByType('layout-shift')
        .filter((one) => !one.hadRecentInput)
        .map((one) => [one.value, one.sources.map((its) => String(name(its.node)))])));
    seen.observe({ type: 'layout-shift', buffered: true });
    seen.observe({ type: 'navigation', buffered: true });
})"""


def shifts(page: Page, path: str) -> list[tuple[float, list[str]]]:
    """What moved on a first visit until the page stood."""
    if path not in PLAYERLESS:
        page.locator("[class*=-room][data-ready]").first.wait_for(timeout=90_000)
    settled(page)
    return page.evaluate(SHIFTS)


def jumps(page: Page, path: str) -> list[str]:
    """What moved more than it may on a first visit, in words; empty where all stood still."""
    found = shifts(page, path)
    return [f"{path} moved: {found}"] if sum(size for size, _moved in found) > MOST else []


def linked(page: Page, part: str) -> None:
    """Wait until the page has taken up what was done: its link says `part`, and it stands anew.

    Right after a click the page still stands as it did, and `settled` alone would believe it.
    """
    expect(page).to_have_url(re.compile(re.escape(part)))
    settled(page)


def unlinked(page: Page, part: str) -> None:
    """Wait until the link says `part` no more, and the page stands anew."""
    expect(page).not_to_have_url(re.compile(re.escape(part)))
    settled(page)


def reads(page: Page, text: str, timeout: float | None = None) -> None:
    """Wait until a text can be read on the page, once.

    While a page is drawn anew its texts stand there twice, old and new; that is waited out, where
    an expectation on the one element would fail at once. What the player says aloud for those who
    cannot see it repeats its titles a moment later, and is not what is read.
    """
    read = page.get_by_text(text).and_(page.locator(":not([aria-live])")).filter(visible=True)
    expect(read).to_have_count(1, timeout=timeout)


def pick(page: Page, name: str) -> None:
    """Choose one of a row of buttons by its whole name."""
    page.get_by_role("radio", name=name, exact=True).click()


def check_access(page: Page, *, apart: str = "", **options: Any) -> None:
    """Fail on what axe finds serious or critical, `apart` from what is not this project's own."""
    within = {"exclude": [apart]} if apart else None
    looked = {"resultTypes": ["violations"], **options}  # what passes is not written out
    found = Axe().run(page, context=within, options=looked)["violations"]
    bad = [v for v in found if v["impact"] in ("serious", "critical")]
    assert not bad, "\n".join(
        f"{v['impact']} {v['id']}: {v['help']}\n  {node['html'][:300]}\n  {node['failureSummary']}"
        for v in bad
        for node in v["nodes"][:3]
    )


def check_width(page: Page) -> None:
    """Fail if the page can be scrolled sideways."""
    script = """() => {
        const main = document.querySelector('[data-testid=stMain]');
        return [main.scrollWidth, main.clientWidth];
    }"""
    wide, seen = page.evaluate(script)
    assert wide <= seen + 1, f"the page is {wide} px wide in a window of {seen} px"


def choose(page: Page, name: str) -> None:
    """Click a number of the unrolled network, such as "h 3[1]"."""
    page.get_by_role("button", name=re.compile(rf"^{re.escape(name)}:")).dispatch_event("click")


def opened_list(page: Page, name: str) -> None:
    """Open a list; on a slow machine its own click may shut it again, so look before choosing."""
    box = page.get_by_role("combobox", name=name)
    for _again in range(10):
        box.click()
        page.wait_for_timeout(500)
        if box.get_attribute("aria-expanded") == "true":
            return


def start_from(page: Page, name: str) -> None:
    """Choose a preset by its name."""
    opened_list(page, "Start from")
    page.get_by_role("option", name=name, exact=True).click()
    settled(page)


def choose_cell(page: Page, code: str) -> None:
    """Choose another cell among all of them."""
    field = page.get_by_role("combobox", name="Cell", exact=True)
    name = cell_choice(code)
    field.click()
    field.fill(name)
    page.get_by_role("option", name=name, exact=True).click()
    linked(page, f"cell={code}")


def all_digits(page: Page) -> float:
    """The number on the card, to the last digit."""
    label = page.locator(".rvc-copy").get_attribute("aria-label") or ""
    return number(label.partition(": ")[2])


def expect_digits(page: Page, value: object, tries: int = 600) -> None:
    """Wait until the card shows this number, to the last digit; or fail on what it shows."""
    for _again in range(tries):
        if all_digits(page) == value:
            return
        page.wait_for_timeout(100)
    assert all_digits(page) == value


def number(text: str) -> float:
    """A number as it is printed, with a real minus sign."""
    return float(text.replace("\N{MINUS SIGN}", "-"))
