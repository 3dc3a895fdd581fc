"""What tests of pages that train share."""

from collections.abc import Iterator

import pytest

from rnnviz.ui.frame.jobs import pool
from rnnviz.ui.series.reading import readers


@pytest.fixture(scope="module")
def workers() -> Iterator[None]:
    """The workers that pages start are ended after the module's tests."""
    yield
    for workers in (pool, readers):
        workers().close()
        workers.clear()
