"""A journey: train on Your series, look inside on Unroll, come back, take the report along."""

import csv
import io
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.helpers import Visit, check_access, check_width, linked, settled, unlinked

TINY = "/series?series=nile&epochs=20&seeds=1&hidden=4&window=6"


def trained(page: Page) -> None:
    page.get_by_role("button", name="Train and compare").click()
    expect(page.get_by_role("heading", name="See inside")).to_have_count(1, timeout=90_000)
    settled(page)


def downloaded(page: Page, name: str) -> str:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name, exact=True).click()
    return Path(waiting.value.path()).read_text(encoding="utf-8")


def shown_prediction(page: Page) -> float:
    said, its = page.locator(".st-key-carried"), re.compile(r"it predicts ([\d.,−]+) for 1970")
    expect(said).to_contain_text(its)
    match = its.search(said.inner_text())
    assert match
    return float(match[1].replace(",", "").replace("−", "-"))


def test_that_a_trained_network_is_opened_and_says_what_was_predicted(visit: Visit) -> None:
    page = visit(TINY)
    trained(page)
    rows = list(csv.DictReader(io.StringIO(downloaded(page, "Predictions"))))
    assert rows[-1]["year"].startswith("1970")
    links = page.locator(".st-key-series-inside")
    links.get_by_role("link", name="Unroll").click()
    page.locator(".st-key-carried").wait_for()
    settled(page)
    predicted = float(rows[-1]["rnn_tanh.seed1.one_step"])
    assert abs(shown_prediction(page) / predicted - 1) < 1e-2  # three digits are printed
    check_access(page)
    page.locator(".st-key-nav").get_by_role("link", name="Gates").click()
    linked(page, "/gates")
    expect(page.locator(".st-key-carried")).to_be_visible()
    page.get_by_role("link", name="Back to Your series").click()
    linked(page, "/series")
    expect(page.get_by_role("heading", name="See inside")).to_have_count(1)
    settled(page)
    report = downloaded(page, "Report")
    assert "What models learn from volume" in report
    assert "<script" not in report
    code = page.get_by_role("button", name="This network as code")
    code.click()
    program = downloaded(page, "NumPy")
    names: dict[str, object] = {"__name__": "generated"}
    exec(compile(program, "generated", "exec"), names)
    history = [float(row["used"]) for row in rows[:-1]]
    again = names["predict"](history[-6:])  # type: ignore[operator]
    assert abs(again / predicted - 1) < 1e-9


def test_that_a_phone_in_the_dark_shows_the_trained_network(visit: Visit) -> None:
    page = visit(TINY + "&seed=9", width=390, theme="dark")
    trained(page)
    check_width(page)
    page.locator(".st-key-series-inside").get_by_role("link", name="Unroll").click()
    page.locator(".st-key-carried").wait_for()
    settled(page)
    check_width(page)
    check_access(page)
    page.get_by_role("button", name="A fresh network").click()
    unlinked(page, "net=")
    expect(page.locator(".st-key-carried")).to_have_count(0)
