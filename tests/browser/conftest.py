"""A real browser on the real app.

    def test_that_a_thing_can_be_done(visit: Visit) -> None:
        page = visit("/unroll?hidden=2", width=390, theme="dark")
        page.get_by_role("button", name="Play", exact=True).click()
        settled(page)

The app is started once a session, on a free port of the loopback interface. Every visited page is
watched: an error on the console, a failed request, a request to any other host or a traceback
fails the test when it ends. `check_access(page)` fails on what axe finds serious.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.browser.find_chromium import find
from tests.browser.helpers import Visit, Watch, settled

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
# Chromium heeds one list of these, the last: Playwright's own, and the windows below the address
# line, which a browser without a screen would load for every page, at a third of what a page costs.
WITHOUT = (
    "AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades",
    "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints",
    "PaintHolding", "PreconnectToSearch", "PreloadTopChromeWebUI", "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup",
    "WebUIOmniboxPopup",
)  # fmt: skip
FLAGS = [
    f"--disable-features={','.join(WITHOUT)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
START_SECONDS = 90
# How long what must come may take: a busy machine is slow, not wrong.
PATIENCE = 60_000  # ms

expect.set_options(timeout=PATIENCE)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark the journeys."""
    if HERE in item.path.parents:
        item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def app_url() -> Iterator[str]:
    """Start the app and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    options = {"address": "127.0.0.1", "port": port, "headless": "true", "fileWatcherType": "none"}
    flags = [f"--server.{name}={value}" for name, value in options.items()]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", *flags]
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_for(url, server, log)
            yield url
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait_for(url: str, server: subprocess.Popen[bytes], log: IO[bytes]) -> None:
    """Wait until the app answers; say what it printed if it does not."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=5).close()
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
        else:
            return
    log.seek(0)
    pytest.fail(f"The app did not start:\n{log.read().decode(errors='replace')}")


running: list[tuple[Playwright, Browser]] = []  # one at most


@pytest.fixture
def browser() -> Browser:
    """Give the Chromium that runs, started if none does."""
    if not running:
        path = find()
        if path is None:
            message = "no Chromium: set RNNVIZ_CHROMIUM, or run make test, which installs one"
            if os.environ.get("CI"):
                pytest.fail(message)
            pytest.skip(message)
        playwright = sync_playwright().start()
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        running.append((playwright, chromium))
    return running[0][1]


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """End the browser after the last journey in a row.

    While Playwright runs, the thread has an event loop, and no other test may run one of its own.
    """
    if running and (nextitem is None or HERE not in nextitem.path.parents):
        playwright, chromium = running.pop()
        chromium.close()
        playwright.stop()


@pytest.fixture
def visit(app_url: str, browser: Browser) -> Iterator[Visit]:
    """Visit a path of the app at a width and in a theme, each in a session of its own."""
    watches: list[Watch] = []

    def visit_it(path: str = "/", *, width: int = 1440, theme: str = "light", **more: Any) -> Page:
        size = {"width": width, "height": 844 if width < 600 else 900}
        looks: dict[str, Any] = {"viewport": size, "color_scheme": theme}
        context = browser.new_context(**looks, **more)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        watches.append(Watch(page, app_url))
        page.goto(app_url + path)
        settled(page)
        return page

    yield visit_it
    for watch in watches:
        watch.page.context.close()
    found = [problem for watch in watches for problem in watch.problems]
    assert not found, "\n".join(found)
