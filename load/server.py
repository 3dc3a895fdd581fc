"""An app of our own on loopback, and what it takes: processor, memory, threads, open files."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60  # seconds for the server to answer
TICKS = os.sysconf("SC_CLK_TCK")


class Taken(NamedTuple):
    """What a server and its children take at one moment."""

    cpu: float  # seconds of processor time since their start
    memory: float  # MB, what is shared between them counted once
    threads: int
    files: int


class Server(NamedTuple):
    """A running app."""

    port: int
    pid: int

    @property
    def address(self) -> str:
        """Where it is."""
        return f"127.0.0.1:{self.port}"

    def taken(self) -> Taken:
        """What it takes now, its workers with it."""
        found = [one for pid in (self.pid, *_children(self.pid)) if (one := _taken(pid))]
        return Taken(*(sum(column) for column in zip(*found, strict=True)))


@contextmanager
def class_served(processes: int) -> Iterator[Server]:
    """A class of so many app processes behind one port, as `make class` serves it."""
    port = _free_port()
    command = [sys.executable, "-m", "classroom", f"--port={port}", f"--processes={processes}"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        _wait(port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def served(*options: str) -> Iterator[Server]:
    """An app that runs as long as the block does."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true",
               "--server.address=127.0.0.1", f"--server.port={port}", *options]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        _wait(port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(20)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _wait(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"The app did not answer within {PATIENCE} s.")


def _children(pid: int) -> list[int]:
    """The processes that a process started, and theirs."""
    try:
        tasks = Path(f"/proc/{pid}/task").iterdir()
        found = [int(one) for task in tasks for one in (task / "children").read_text().split()]
    except OSError:
        return []
    return [one for child in found for one in (child, *_children(child))]


def _taken(pid: int) -> Taken | None:
    """What one process takes; None once it has ended."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        files = len(list(Path(f"/proc/{pid}/fd").iterdir()))
    except OSError:
        return None
    pss = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return Taken((int(stat[11]) + int(stat[12])) / TICKS, pss / 1024, int(stat[17]), files)
