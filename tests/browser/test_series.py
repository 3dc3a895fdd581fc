"""Journeys on "Your series": train a built-in series, stop, upload a file."""

import csv
import io
import re

import numpy as np
from playwright.sync_api import Page, expect

from tests.browser.helpers import Visit, check_access, check_width, linked, pick, reads, settled

LONG = "/series?series=co2&hidden=16&window=100&epochs=2000"


def train(page: Page) -> None:
    page.get_by_role("button", name="Train and compare").click()
    expect(page.get_by_role("heading", name="What came out")).to_have_count(1, timeout=90_000)
    settled(page)


def semicolons(rows: int = 150) -> bytes:
    """A German file: semicolons, decimal commas, day first, cp1252, a missing value."""
    values = 100 * np.exp(np.cumsum(np.random.default_rng(3).normal(0, 0.05, rows)))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["Datum", "Förderung <b>m³</b>"])
    for i, value in enumerate(values):
        day = np.datetime64("2020-01-01") + i
        year, month, date = str(day).split("-")
        cell = "n.a." if i == 40 else f"{value:.2f}".replace(".", ",")
        writer.writerow([f"{date}.{month}.{year}", cell])
    return text.getvalue().encode("cp1252")


def test_that_a_built_in_series_is_trained_and_compared(visit: Visit) -> None:
    page = visit("/series?series=nile&epochs=30&seeds=2&article=1")
    train(page)
    page.get_by_test_id("stDataFrame").filter(visible=True).first.wait_for()
    pick(page, "Free-running")
    linked(page, "view=free_run")
    expect(page.locator("body")).to_contain_text("Free-running: given its own predictions")
    for tab, words in (
        ("By horizon", "made so many rows before"),
        ("Changes", "foresee the change"),
    ):
        page.get_by_role("tab", name=tab).click()
        settled(page)
        reads(page, words)
    page.get_by_text("Why this comparison is fair").click()
    reads(page, "All models predict the same 20 test rows")
    expect(page.locator("body")).to_contain_text("As in article 000")
    expect(page).to_have_url(re.compile("view=free_run(&|$)"))
    check_access(page)


def test_that_stop_really_stops(visit: Visit) -> None:
    page = visit(LONG)
    page.get_by_role("button", name="Train and compare").click()
    reads(page, "runs done")
    expect(page.get_by_text(", epoch").first).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    reads(page, "Stopped early")
    settled(page)
    expect(page.get_by_role("button", name="Train and compare")).to_be_enabled()


def test_that_a_file_is_uploaded_and_gets_a_table(visit: Visit) -> None:
    page = visit("/series?source=upload&epochs=30&seeds=2")
    file = {"name": "Förderung.csv", "mimeType": "text/csv", "buffer": semicolons()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    reads(page, "Training input X")
    settled(page)
    expect(page.locator("body")).to_contain_text("Missing rows within the training part")
    train(page)
    page.get_by_test_id("stDataFrame").filter(visible=True).first.wait_for()
    expect(page.locator("b", has_text="m³")).to_have_count(0)


def test_that_a_bad_file_gets_one_sentence(visit: Visit) -> None:
    page = visit("/series?source=upload")
    file = {"name": "x.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n3,4,5\n6,7\n8,9\n"}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    reads(page, "Line 3 has 3 cells where the table has 2")


def test_that_settings_survive_a_bad_file(visit: Visit) -> None:
    page = visit("/series?source=upload&epochs=20&seeds=2")
    hidden, window = (page.get_by_role("spinbutton", name=n) for n in ("Hidden units", "Window L"))
    good = {"name": "good.csv", "mimeType": "text/csv", "buffer": semicolons()}
    bad = {"name": "bad.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n3,4,5\n6,7\n8,9\n"}
    files = page.locator("input[type=file]")
    files.set_input_files(good)  # type: ignore[arg-type]
    reads(page, "Training input X")
    hidden.fill("4")
    hidden.press("Enter")
    linked(page, "hidden=4")
    files.set_input_files(bad)  # type: ignore[arg-type]
    reads(page, "Line 3 has 3 cells")
    settled(page)
    files.set_input_files(good)  # type: ignore[arg-type]
    reads(page, "Training input X")
    settled(page)
    expect(hidden).to_have_value("4")
    expect(window).to_have_value("12")
    expect(page.get_by_test_id("stMultiSelect").get_by_text("LSTM")).to_be_visible()
    train(page)
    expect(page.locator("body")).to_contain_text("× 12 steps")


def test_that_the_page_fits_a_phone_in_the_dark(visit: Visit) -> None:
    page = visit("/series?series=sine&epochs=20&versus=none&seeds=2", width=390, theme="dark")
    train(page)
    check_width(page)
    check_access(page)
