"""A class on one machine: `make class`, or python -m classroom --port 8501 --processes 2.

As many app processes as cores stand behind one port; the address is printed, and its QR picture.
HAProxy must be installed (Debian: apt install haproxy; macOS: brew install haproxy).
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import segno

from classroom.apps import App, answers, start, wait
from classroom.proxy import configuration

LOOK_SECONDS = 1.0
MISSING = (
    "HAProxy was not found. Install it (Debian, Ubuntu: apt install haproxy; macOS: brew install "
    "haproxy; Windows: inside WSL), or run one process with: make run"
)


def free_ports(n: int) -> list[int]:
    """Ports of the loopback interface that nobody uses now."""
    sockets = [socket.socket() for _k in range(n)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def own_address() -> str:
    """This machine's address as a class on the same network sees it; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address of documentation: no packet leaves
            return probe.getsockname()[0]
        except OSError:
            return "127.0.0.1"


@contextmanager
def proxied(port: int, apps: Sequence[App], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """HAProxy before the apps, as long as the block runs."""
    haproxy = shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin:/usr/local/sbin")
    if haproxy is None:
        raise FileNotFoundError(MISSING)
    file = folder / "haproxy.cfg"
    file.write_text(configuration(port, [app.port for app in apps]), encoding="utf-8")
    process = subprocess.Popen([haproxy, "-f", str(file), "-db"], stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(10)


def watch(apps: Sequence[App], proxy: subprocess.Popen[bytes]) -> None:
    """Keep the processes running until the proxy ends."""
    while proxy.poll() is None:
        for app in apps:
            if app.keep():
                print(f"The process on port {app.port} had ended and was started again.")
        time.sleep(LOOK_SECONDS)
    print("HAProxy has ended: is the port free?")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m classroom", description=__doc__)
    parser.add_argument("--port", type=int, default=8501, help="of the class (8501)")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="(all cores)")
    return parser.parse_args()


def serve(port: int, processes: int, folder: Path) -> None:
    """Serve a class; results that all processes share lie in `folder`, and go with it."""
    apps = start(free_ports(processes), folder)
    try:
        wait(lambda: all(app.answers() for app in apps))
        with proxied(port, apps, folder) as proxy:
            wait(lambda: proxy.poll() is not None or answers(port))
            address = f"http://{own_address()}:{port}"
            segno.make(address).terminal(compact=True)
            print(f"{address}   {len(apps)} processes; end with Ctrl-C", flush=True)
            watch(apps, proxy)
    finally:
        for app in apps:
            app.end()


def main() -> int:
    """Serve a class until it is interrupted."""
    asked = arguments()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # also where Ctrl-C is ignored
    try:
        with tempfile.TemporaryDirectory(prefix="rnnviz-") as folder:
            serve(asked.port, asked.processes, Path(folder))
    except KeyboardInterrupt:
        return 0
    except (FileNotFoundError, TimeoutError) as fault:
        print(fault, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
