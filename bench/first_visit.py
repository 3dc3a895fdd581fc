"""A first, cold visit of every screen: how far the page jumps, and when its player stands.

    python bench/first_visit.py http://127.0.0.1:8501 [http://127.0.0.1:8502 …] [--times 3]

Several addresses are visited in turn, so that two versions of the app are measured side by side.
Printed are, for each screen and address, the largest cumulative layout shift (good: at most 0.1)
and the median time from the address to the standing player, in milliseconds.
"""

import argparse
import statistics

from playwright.sync_api import Browser, sync_playwright

from tests.browser.find_chromium import find

SCREENS = ("", "unroll", "gradients", "gates", "shapes", "language", "digits", "series")
WATCH = """
    window.jumped = 0; window.stood = null;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
            if (!entry.hadRecentInput) window.jumped += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    const look = () => {
        const players = [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")]
            .map((one) => one.shadowRoot?.querySelector(".rv")).filter(Boolean);
        if (players.some((one) => getComputedStyle(one).opacity === "1"))
            window.stood = performance.now();
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
"""
DONE = "[data-testid=stApp][data-test-script-state=notRunning]"


def visit(browser: Browser, url: str) -> tuple[float, float | None]:
    """The layout shift of one cold visit, and when its player stood; None where there is none."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(url)
    page.wait_for_selector(DONE, timeout=120_000)
    page.wait_for_timeout(4000)
    jumped, stood = page.evaluate("[window.jumped, window.stood]")
    context.close()
    return jumped, stood


def main() -> None:
    """Visit every screen of every address in turn, and print one line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", nargs="+")
    parser.add_argument("--times", type=int, default=3)
    asked = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        for screen in SCREENS:
            found: dict[str, list[tuple[float, float | None]]] = {one: [] for one in asked.address}
            for _time in range(asked.times):
                for address in asked.address:
                    found[address].append(visit(browser, f"{address}/{screen}"))
            for address, visits in found.items():
                stood = [at for _jumped, at in visits if at is not None]
                middle = f"{statistics.median(stood):.0f} ms" if stood else "no player"
                shift = max(jumped for jumped, _at in visits)
                print(f"/{screen:10} {address}  shift {shift:.3f}  player {middle}")
        browser.close()


if __name__ == "__main__":
    main()
