"""What tests of pages that train share."""

from collections.abc import Iterator

import pytest

from rnnviz.ui.frame.jobs import pool


@pytest.fixture(scope="module")
def workers() -> Iterator[None]:
    """The workers that pages start are ended after the module's tests."""
    yield
    pool().close()
    pool.clear()
