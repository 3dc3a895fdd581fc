"""Journeys on "Your series": train a built-in series, stop, upload a file."""

import csv
import io

import numpy as np
from playwright.sync_api import Page, expect

from tests.browser.helpers import Visit, check_access, check_width, settled

LONG = "/series?series=co2&hidden=16&window=100&epochs=2000"


def train(page: Page) -> None:
    page.get_by_role("button", name="Train and compare").click()
    page.get_by_role("heading", name="What came out").wait_for(timeout=90_000)
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
    page = visit("/series?series=nile&epochs=30")
    train(page)
    page.get_by_test_id("stDataFrame").wait_for()
    page.get_by_text("Free-running").click()
    settled(page)
    assert "given its own predictions" in page.inner_text("body")
    check_access(page)


def test_that_stop_really_stops(visit: Visit) -> None:
    page = visit(LONG)
    page.get_by_role("button", name="Train and compare").click()
    page.get_by_text("of at most 2000").wait_for()
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("Stopped early").wait_for(timeout=15_000)
    settled(page)


def test_that_a_file_is_uploaded_and_gets_a_table(visit: Visit) -> None:
    page = visit("/series?source=upload&epochs=30")
    file = {"name": "Förderung.csv", "mimeType": "text/csv", "buffer": semicolons()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_text("Training input X").wait_for()
    settled(page)
    assert "Missing rows within the training part" in page.inner_text("body")
    train(page)
    page.get_by_test_id("stDataFrame").last.wait_for()
    assert page.locator("b", has_text="m³").count() == 0


def test_that_a_bad_file_gets_one_sentence(visit: Visit) -> None:
    page = visit("/series?source=upload")
    file = {"name": "x.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n3,4,5\n6,7\n8,9\n"}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_text("Line 3 has 3 cells where the table has 2").wait_for()


def test_that_settings_survive_a_bad_file(visit: Visit) -> None:
    page = visit("/series?source=upload&epochs=20")
    hidden, window = (page.get_by_role("spinbutton", name=n) for n in ("Hidden units", "Window L"))
    good = {"name": "good.csv", "mimeType": "text/csv", "buffer": semicolons()}
    bad = {"name": "bad.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n3,4,5\n6,7\n8,9\n"}
    files = page.locator("input[type=file]")
    files.set_input_files(good)  # type: ignore[arg-type]
    page.get_by_text("Training input X").wait_for()
    hidden.fill("4")
    hidden.press("Enter")
    settled(page)
    files.set_input_files(bad)  # type: ignore[arg-type]
    page.get_by_text("Line 3 has 3 cells").wait_for()
    settled(page)
    files.set_input_files(good)  # type: ignore[arg-type]
    page.get_by_text("Training input X").wait_for()
    settled(page)
    expect(hidden).to_have_value("4")
    expect(window).to_have_value("12")
    expect(page.get_by_role("combobox", name="Beside it")).to_have_value("LSTM")
    train(page)
    assert "× 12 steps" in page.inner_text("body")


def test_that_the_page_fits_a_phone_in_the_dark(visit: Visit) -> None:
    page = visit("/series?series=sine&epochs=20&versus=none", width=390, theme="dark")
    train(page)
    check_width(page)
    check_access(page)


def test_that_a_pasted_table_is_asked_about_and_repaired(visit: Visit) -> None:
    page = visit("/series?source=paste&epochs=20")
    rows = [f"{n:02}/01/2021;{n * n % 7},5" for n in (1, 2, 3, 4, 5, 6, 9, 10, 12, 11, 8, 8)]
    page.get_by_role("textbox", name="Paste").fill("Datum;Menge <i>t</i>\n" + "\n".join(rows))
    page.keyboard.press("Control+Enter")
    page.get_by_text("Which date is 02/01/2021?").wait_for()
    settled(page)
    check_access(page)
    page.get_by_role("button", name="Day first: 2 January").click()
    page.get_by_text("Rows out of order: ").wait_for()
    settled(page)
    card = page.locator(".st-key-series-audit")
    assert "Rows with the time of another: 1" in card.inner_text()
    assert "Gaps in time: 1, rows absent: 1" in card.inner_text()
    assert page.locator("i", has_text="t").count() == 0


def test_that_a_repair_is_chosen_and_counted(visit: Visit) -> None:
    page = visit("/series?source=paste&epochs=20")
    days = [d for d in range(120) if d not in (40, 41)]
    rows = [f"{np.datetime64('2021-01-01') + d},{d * d % 11}" for d in days]
    page.get_by_role("textbox", name="Paste").fill("day,y\n" + "\n".join(rows))
    page.keyboard.press("Control+Enter")
    page.get_by_text("Gaps in time: 1, rows absent: 2").wait_for()
    settled(page)
    page.get_by_role("combobox", name="Gaps in time").click()
    page.get_by_role("option", name="Put the rows in as missing").click()
    page.get_by_text("Absent rows that were put in as missing: 2.").wait_for()
    settled(page)
    assert "gaps=missing" in page.url
    check_access(page)
