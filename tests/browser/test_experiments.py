"""A student's way through Experiments: run one's own, click a dot, take it along, come back."""

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.helpers import Visit, check_access, check_width, reads, settled

SMALL = "/experiments?task=parity&networks=rnn_tanh,lstm&lengths=2,+3&seeds=2&updates=20"


def choose_dot(page: Page) -> None:
    """Click the first dot of the first line until it is chosen: a picture drawn anew loses one."""
    chosen = page.get_by_text(re.compile(r"^Seed 1: .* right, loss"))
    for _again in range(5):
        dot(page)
        try:
            expect(chosen).to_be_visible(timeout=12_000)
        except AssertionError:
            continue
        return
    expect(chosen).to_be_visible()


def dot(page: Page) -> None:
    """Click it once."""
    point = page.locator(".js-plotly-plot .scatterlayer .trace .points path").first
    box = point.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_that_an_experiment_is_run_watched_and_taken_along(visit: Visit, tmp_path: Path) -> None:
    page = visit(SMALL, width=1280)
    page.get_by_role("button", name="Run it here: 8 runs").click()
    reads(page, "All 8 runs were made here.")
    settled(page)
    check_access(page)
    expect(page.locator(".js-plotly-plot .scatterlayer .trace .points path")).to_have_count(8)
    choose_dot(page)
    with page.expect_download() as got:
        page.get_by_role("button", name="JSON").click()
    got.value.save_as(tmp_path / "experiment.json")
    body = json.loads((tmp_path / "experiment.json").read_text())
    assert len(body["runs"]) == 8
    page.set_viewport_size({"width": 390, "height": 844})
    settled(page)
    check_width(page)
    page.set_viewport_size({"width": 1280, "height": 720})
    page.get_by_role("link", name="Watch it on Train").click()
    page.wait_for_url("**/train?*task=parity*")
    settled(page)
    page.go_back()
    reads(page, "All 8 runs were made here.")
