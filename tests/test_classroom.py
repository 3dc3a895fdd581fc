"""What stands before the processes of a class, and that a class behind it is served."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError, URLError

import pytest

from classroom.proxy import CLOSED, HEADERS, configuration

ROOT = Path(__file__).resolve().parents[1]
HAPROXY = shutil.which("haproxy", path=os.defpath + ":/usr/sbin:/usr/local/sbin")
SECONDS = 120


def test_that_every_process_has_a_cookie_of_its_own_and_is_looked_after() -> None:
    lines = configuration(8501, [9001, 9002]).splitlines()
    servers = [line.split() for line in lines if line.strip().startswith("server ")]
    assert [one[2] for one in servers] == ["127.0.0.1:9001", "127.0.0.1:9002"]
    assert len({one[4] for one in servers}) == 2
    assert all("check" in one for one in servers)


def test_that_no_other_host_is_named_by_the_policy_and_no_foreign_page_may_frame_us() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "http" not in policy
    assert "frame-ancestors 'self'" in policy
    assert "object-src 'none'" in policy


class Class(NamedTuple):
    """A class that is served."""

    address: str
    process: subprocess.Popen[str]


@pytest.fixture(scope="module")
def served() -> Iterator[Class]:
    """A class of two processes, started as a shell starts what runs in the background."""
    if HAPROXY is None:
        pytest.skip("HAProxy is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "classroom", "--port", str(port), "--processes", "2"]
    background = ["sh", "-c", "trap '' INT; exec \"$@\"", "sh", *command]
    process = subprocess.Popen(background, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        until = time.monotonic() + SECONDS
        while "processes; end with" not in process.stdout.readline():
            assert time.monotonic() < until
            assert process.poll() is None
        yield Class(f"http://127.0.0.1:{port}", process)
    finally:
        process.terminate()
        process.wait(60)
        process.stdout.close()


@pytest.fixture
def address(served: Class) -> str:
    return served.address


def test_that_a_class_is_served_by_two_processes_each_student_by_one(address: str) -> None:
    until, cookies = time.monotonic() + SECONDS, set()
    while len(cookies) < 2:
        assert time.monotonic() < until
        with urllib.request.urlopen(f"{address}/unroll", timeout=SECONDS) as answer:
            assert answer.status == 200
            cookies.add(answer.headers["Set-Cookie"].split(";")[0])
            for name, value in HEADERS.items():
                assert answer.headers[name] == value
    for cookie in cookies:
        asked = urllib.request.Request(address, headers={"Cookie": cookie})
        with urllib.request.urlopen(asked, timeout=SECONDS) as answer:
            assert answer.headers["Set-Cookie"] is None  # it stays where it is


def test_that_counts_of_the_server_are_closed(address: str) -> None:
    with pytest.raises(HTTPError, match="403"):
        urllib.request.urlopen(address + CLOSED, timeout=SECONDS)


def test_that_a_class_in_the_background_ends_with_all_its_processes_when_told_to(
    served: Class,
) -> None:  # the last of this file: nobody is served after it
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(60) == 0
    with pytest.raises(URLError):
        urllib.request.urlopen(served.address, timeout=SECONDS)
