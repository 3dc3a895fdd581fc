"""Every cell of the table in a real browser: drawn, checked, and its numbers the core's.

Each plays as a film, which has the player that the app has and is drawn in a tenth of the time.
That the app sends of each cell what the film holds: tests/pages/test_unroll.py; that one is chosen
after another there: test_unroll.py and test_gates.py.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

import rnnviz
from rnnviz.core.cells import CELLS
from rnnviz.settings.network import NetworkSettings
from rnnviz.ui.network.network import study_of
from tests.browser.helpers import Watch, choose, expect_digits


def test_that_every_cell_is_unrolled_checked_and_shows_its_state(
    browser: Browser, tmp_path: Path
) -> None:
    page = browser.new_context(offline=True).new_page()
    watch, film = Watch(page, tmp_path.as_uri()), tmp_path / "film.html"
    for code in CELLS:
        link = f"/unroll?cell={code}&hidden=2&steps=4&t=4&trained=10"
        rnnviz.open(link).save(film)
        page.goto(film.as_uri())
        expect(page.get_by_text("All numbers recomputed"), code).to_be_visible()
        choose(page, "h 4[2]")
        s = study_of(NetworkSettings(cell=code, hidden=2, steps=4, trained=10))
        expect_digits(page, pytest.approx(float(s.trace.h[3, 1]), rel=1e-12, abs=1e-300))
    page.context.close()
    assert watch.problems == []
