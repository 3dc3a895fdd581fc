"""What many tests share."""

import os
import sys

# Before NumPy is loaded: two workers on two cores gain nothing from more threads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# What is compiled is kept, whatever the shell says: else each worker, app and process of a test
# compiles all of it again, which took each worker 17 seconds before its first test.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# The kernels that everybody has; tests/training/test_fused.py holds the others to their bits.
os.environ["RNNVIZ_FAST"] = "0"

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from xdist.scheduler import LoadFileScheduling

from rnnviz.jobs import Pool
from rnnviz.ui.frame import jobs
from rnnviz.ui.frame.chart import STANDS
from rnnviz.ui.series.reading import readers

ROOT = Path(__file__).resolve().parents[1]

# A busy machine is slow, not wrong.
settings.register_profile(
    "rnnviz", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.load_profile("rnnviz")

# What the installed packages declare stays as it is while tests run. Every AppTest reads it anew,
# which takes more than half of the time of most.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

# Workers of the app import pandas and scikit-learn while nobody waits, four seconds each. Here
# somebody does: those of a test import what they need when they need it.
HEAVY = jobs.HEAVY
jobs.HEAVY = ()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than cores: a journey waits for its page much of its time."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadFileScheduling:
    """Deal tests out file by file, journeys first as they stand, the short ones last.

    One by one, what a file's tests share would be made by every worker, and the dealing itself
    would take the longer the more has been dealt.
    """
    config.option.loadscopereorder = False
    return LoadFileScheduling(config, log)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def staff() -> Iterator[list[Pool]]:
    """The workers that pages start, for all modules: to start and to teach them takes seconds."""
    pools = [jobs.pool(), readers()]
    yield pools
    for its in pools:
        its.close()


@pytest.fixture(scope="module")
def workers(staff: list[Pool]) -> Iterator[None]:
    """What the workers do and have done for a module's tests is ended and forgotten after them."""
    yield
    for its in staff:
        for job in list(its.jobs.values()):
            job.end()
            assert job.finished.wait(60)
        its.jobs.clear()


OpenScreen = Callable[..., AppTest]


@pytest.fixture
def open_screen() -> OpenScreen:
    """Open a page with the parameters of a link: open_screen("pages/unroll.py", seed="2")."""

    def open_it(path: str, **query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "home.py"), default_timeout=60)
        app.session_state[STANDS] = True  # as a browser says
        if path != "home.py":
            app.switch_page(path)
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return open_it
