"""Every cell of the table in a real browser: drawn, checked, and its numbers the core's."""

import pytest

from rnnviz.core.cells import CELLS
from rnnviz.settings.network import NetworkSettings
from rnnviz.ui.network.network import study_of
from tests.browser.helpers import Visit, choose, expect_digits, reads


@pytest.mark.parametrize("code", CELLS)
def test_that_a_cell_is_unrolled_checked_and_shows_its_state(visit: Visit, code: str) -> None:
    page = visit(f"/unroll?cell={code}&hidden=2&steps=4&t=3")
    reads(page, "All numbers recomputed")
    choose(page, "h 4[2]")
    s = study_of(NetworkSettings(cell=code, hidden=2, steps=4))
    expect_digits(page, pytest.approx(float(s.trace.h[3, 1]), rel=1e-12, abs=1e-300))
