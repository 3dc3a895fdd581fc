"""Every cell of the table in a real browser: drawn, checked, and its numbers the core's."""

import pytest
from playwright.sync_api import expect

from rnnviz.core.cells import CELLS
from rnnviz.settings.network import NetworkSettings
from rnnviz.ui.network.network import study_of
from tests.browser.helpers import Visit, choose, choose_cell, expect_digits

FIRST = NetworkSettings().cell


def test_that_every_cell_is_unrolled_checked_and_shows_its_state(visit: Visit) -> None:
    page = visit("/unroll?hidden=2&steps=4&t=4&trained=10")
    for code in (FIRST, *(code for code in CELLS if code != FIRST)):
        if code != FIRST:
            choose_cell(page, code)
        expect(page.get_by_text("All numbers recomputed"), code).to_be_visible()
        choose(page, "h 4[2]")
        s = study_of(NetworkSettings(cell=code, hidden=2, steps=4, trained=10))
        expect_digits(page, pytest.approx(float(s.trace.h[3, 1]), rel=1e-12, abs=1e-300))
