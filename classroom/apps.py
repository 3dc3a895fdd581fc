"""The app processes: started, watched, and started again when one ends."""

import os
import secrets
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60.0  # seconds for a process to answer
AGAIN = 1.0  # seconds before one that ended is started again


def answers(port: int) -> bool:
    """Whether an app answers on a port of this machine."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
            return True
    except OSError:
        return False


class App:
    """One process of the app on a loopback port."""

    def __init__(self, port: int, environment: Mapping[str, str]) -> None:
        """Start it, with what all processes have in common in its environment."""
        self.port, self.environment = port, {**os.environ, **environment}
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true",
                   "--server.address=127.0.0.1", f"--server.port={self.port}"]  # fmt: skip
        return subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL)

    def answers(self) -> bool:
        """Whether it is ready."""
        return answers(self.port)

    def keep(self) -> bool:
        """Start it again if it has ended; say whether that was so."""
        if self.process.poll() is None:
            return False
        time.sleep(AGAIN)
        self.process = self._start()
        return True

    def end(self) -> None:
        """End it."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()


def start(ports: Sequence[int], shared: Path) -> list[App]:
    """One app process for each port; `shared` is the folder of results and rooms of all.

    With one secret for all, a student whose process died can go on at another.
    """
    common = {
        "STREAMLIT_SERVER_COOKIE_SECRET": secrets.token_hex(32),
        "RNNVIZ_RESULTS": str(shared / "results"),
        "RNNVIZ_ROOMS": str(shared / "rooms"),
    }
    return [App(port, common) for port in ports]


def wait(ready: Callable[[], bool]) -> None:
    """Wait until what was started is ready.

    Raises:
        TimeoutError: if it takes too long.
    """
    until = time.monotonic() + PATIENCE
    while not ready():
        if time.monotonic() > until:
            raise TimeoutError(f"The app did not answer within {PATIENCE:.0f} s.")
        time.sleep(0.3)
