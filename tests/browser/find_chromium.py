"""Find a Chromium for the browser tests, or install one: prints where it is.

    python tests/browser/find_chromium.py            # find
    python tests/browser/find_chromium.py --install  # find, or install and find

RNNVIZ_CHROMIUM comes first, then what is on the PATH, then Playwright's own. As root on Debian a
missing one is installed with apt-get, elsewhere with Playwright.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find() -> str | None:
    """Give the path of a Chromium, if there is one."""
    given = os.environ.get("RNNVIZ_CHROMIUM")
    if given:
        return given
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or playwrights_own()


def playwrights_own() -> str | None:
    """Give the path of the browser that Playwright has installed, if it has."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def install() -> None:
    """Install a Chromium the way this machine does such things. Talks on stderr only."""
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        for command in (
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", NAMES[0]],
        ):
            subprocess.run(command, check=True, stdout=sys.stderr)
    else:
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, check=True, stdout=sys.stderr)


if __name__ == "__main__":
    where = find()
    if where is None and "--install" in sys.argv:
        install()
        where = find()
    if where is None:
        sys.exit("No Chromium was found; set RNNVIZ_CHROMIUM to the path of one.")
    print(where)
