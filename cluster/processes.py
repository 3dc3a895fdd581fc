"""The processes of a cluster: begun, begun again when they end, and ended."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parents[1]
SINGLE = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL")}
SETTINGS = {  # what Dask is told besides; what is set outside stays
    "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "30s",  # a worker that hangs for so long is given up
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "10s",
}


class Processes:
    """A scheduler and its workers on loopback, with one thread each, behind the pages."""

    def __init__(self, workers: int, port: int, **settings: str) -> None:
        """`settings` are variables of the environment for all of them."""
        self.address = f"tcp://127.0.0.1:{port}"
        self.environment = {**SETTINGS, **os.environ, **SINGLE, **settings}
        self.commands = [
            ("dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"),
            *[
                ("dask_worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard",
                 "--host", "127.0.0.1", "--death-timeout", "60", "--memory-limit", "0")
            ] * workers,
        ]  # fmt: skip
        self.running: list[subprocess.Popen] = []

    def __enter__(self) -> Self:
        """Begin them all."""
        self.running = [self._begin(command) for command in self.commands]
        return self

    def __exit__(self, *_error: object) -> None:
        """End them all, workers first."""
        for process in reversed(self.running):
            process.kill()
            process.wait()

    def mend(self) -> None:
        """Begin again what has ended."""
        for k, process in enumerate(self.running):
            if process.poll() is not None:
                self.running[k] = self._begin(self.commands[k])

    def _begin(self, command: tuple[str, ...]) -> subprocess.Popen:
        module, *rest = command
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{module}", *rest], cwd=ROOT,
            env=self.environment, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        if module == "dask_worker" and hasattr(os, "setpriority"):  # pages go first
            os.setpriority(os.PRIO_PROCESS, process.pid, 10)
        return process
