"""Run tests in a forked process, which the parent has spared the slow imports."""

import gc
import importlib
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

# What the tests import again and again. Nothing of the project itself, which is what changes.
SLOW = (
    "numpy.testing", "scipy.optimize", "scipy.stats", "pandas", "hypothesis.extra.numpy", "orjson",
    "sklearn.linear_model", "sklearn.neural_network", "sklearn.datasets", "openpyxl", "autograd",
    "plotly.graph_objects", "streamlit.testing.v1", "xdist.scheduler", "pytest", "coverage",
)  # fmt: skip
OUT_OF_TIME = -1


def prepare() -> None:
    """Import what is slow, once."""
    for name in SLOW:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()


def run(work: Callable[[], int], root: Path, cpu_seconds: int) -> int:
    """Do `work` in a process of its own, whose folder is `root`.

    Returns: What `work` returned, or `OUT_OF_TIME`. Time is the processor's, so that a busy machine
        stops nothing that runs; what sleeps is stopped after ten times as long.
    """
    pid = os.fork()
    if pid == 0:
        _be_child(work, root, cpu_seconds)
    return _wait(pid, 10 * cpu_seconds)


def _be_child(work: Callable[[], int], root: Path, cpu_seconds: int) -> None:
    code = 3
    try:
        os.setsid()
        os.chdir(root)
        sys.path[:] = [str(root), *(p for p in sys.path if p not in ("", str(Path.cwd())))]
        sys.dont_write_bytecode = True
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 5))
        if not os.environ.get("LOUD"):
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, 1)
            os.dup2(nothing, 2)
        code = int(work())
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(code)


def _wait(pid: int, wall_seconds: int) -> int:
    until = time.monotonic() + wall_seconds
    while time.monotonic() < until:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            stopped = os.WIFSIGNALED(status) and os.WTERMSIG(status) in (9, signal.SIGXCPU)
            return OUT_OF_TIME if stopped else os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return OUT_OF_TIME
