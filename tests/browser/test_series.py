"""Journeys on "Your series": train a built-in series, stop, upload a file."""

import csv
import io

import numpy as np
from playwright.sync_api import Page, expect

from tests.browser.helpers import Visit, check_access, check_width, opened_list, settled

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
    page = visit("/series?series=nile&epochs=30&seeds=2&article=1")
    train(page)
    page.locator(".st-key-series-table").get_by_text("Echo state network").wait_for()
    page.get_by_role("radio", name="Free-running").click()
    settled(page)
    assert "Free-running: given its own predictions" in page.inner_text("body")
    for tab, words in (
        ("By horizon", "made so many rows before"),
        ("Changes", "foresee the change"),
    ):
        page.get_by_role("tab", name=tab).click()
        settled(page)
        page.get_by_text(words).wait_for()
    page.get_by_text("Why this comparison is fair").click()
    page.get_by_text("All models predict the same 20 test rows").wait_for()
    assert "As in the mnemonist article" in page.inner_text("body")
    assert page.url.endswith("view=free_run") or "view=free_run&" in page.url
    check_access(page)


UNDER_TOOLS = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap((plot) => {
    const bar = plot.querySelector('.modebar').getBoundingClientRect();
    return [...plot.querySelectorAll('text')].filter((word) => {
        const box = word.getBoundingClientRect();
        return word.textContent.trim() && box.width && box.right > bar.left && box.left < bar.right
            && box.bottom > bar.top && box.top < bar.bottom;
    }).map((word) => word.textContent);
})"""
CUT = """() => [...document.querySelectorAll('.st-key-series-table *')]
    .filter((cell) => cell.scrollWidth > cell.clientWidth + 1 && cell.clientWidth)
    .map((cell) => cell.textContent)"""
LINES = """(name) => document.querySelectorAll('.js-plotly-plot')[1].data
    .filter((trace) => trace.name === name).map((trace) => trace.visible ?? true)"""


def test_that_one_legend_serves_both_pictures_and_no_word_is_covered_or_cut(visit: Visit) -> None:
    page = visit("/series?series=nile&epochs=10&seeds=1")
    expect(page.get_by_text("Nothing has changed")).to_have_count(0)
    train(page)
    page.get_by_text("Nothing has changed since these settings were trained.").wait_for()
    page.locator(".js-plotly-plot").nth(2).wait_for()
    page.locator(".js-plotly-plot .modebar").nth(2).wait_for(state="attached")
    assert page.evaluate(UNDER_TOOLS) == []
    assert page.evaluate(CUT) == []
    name = "MLP, window"
    assert page.evaluate(LINES, name) == [True, True]
    entry = page.locator(".js-plotly-plot").nth(1).locator(".legend .traces").filter(has_text=name)
    entry.locator(".legendtoggle").click()
    page.wait_for_function(f"({LINES})({name!r}).every((seen) => seen === 'legendonly')")
    assert page.evaluate(LINES, name) == ["legendonly", "legendonly"]


def test_that_the_mlp_and_ar_can_be_taken_along_and_predict(visit: Visit) -> None:
    page = visit("/series?series=nile&epochs=10&seeds=1&window=4")
    train(page)
    for model, forms in (
        ("AR(4)", ["NumPy"]),
        ("MLP on the window", ["NumPy", "PyTorch", "Keras"]),
    ):
        opened_list(page, "Model")
        page.get_by_role("option", name=model).click()
        settled(page)
        page.get_by_role("button", name="This model as code").click()
        for form in forms:
            page.get_by_role("button", name=form, exact=True).wait_for()
        with page.expect_download() as download:
            page.get_by_role("button", name="NumPy", exact=True).click()
        names: dict[str, object] = {"__name__": "generated"}
        exec(download.value.path().read_text(encoding="utf-8"), names)
        assert names["check"]() < 1e-9  # type: ignore[operator]
        page.keyboard.press("Escape")
        settled(page)


def test_that_stop_really_stops(visit: Visit) -> None:
    page = visit(LONG)
    page.get_by_role("button", name="Train and compare").click()
    page.get_by_text("runs done").wait_for()
    page.get_by_text(", epoch").wait_for()
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("Stopped early").wait_for(timeout=15_000)
    settled(page)
    assert page.get_by_role("button", name="Train and compare").is_enabled()


def test_that_a_file_is_uploaded_and_gets_a_table(visit: Visit) -> None:
    page = visit("/series?source=upload&epochs=30&seeds=2")
    file = {"name": "Förderung.csv", "mimeType": "text/csv", "buffer": semicolons()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_text("Training input X").wait_for()
    settled(page)
    assert "Missing rows within the training part" in page.inner_text("body")
    train(page)
    page.locator(".st-key-series-table").get_by_text("Echo state network").wait_for()
    assert page.locator("b", has_text="m³").count() == 0


def test_that_a_bad_file_gets_one_sentence(visit: Visit) -> None:
    page = visit("/series?source=upload")
    file = {"name": "x.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n3,4,5\n6,7\n8,9\n"}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_text("Line 3 has 3 cells where the table has 2").wait_for()


def test_that_settings_survive_a_bad_file(visit: Visit) -> None:
    page = visit("/series?source=upload&epochs=20&seeds=2&level=student")
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
    expect(page.get_by_test_id("stMultiSelect").get_by_text("LSTM")).to_be_visible()
    train(page)
    assert "× 12 steps" in page.inner_text("body")


def test_that_the_page_fits_a_phone_in_the_dark(visit: Visit) -> None:
    page = visit("/series?series=sine&epochs=20&versus=none&seeds=2", width=390, theme="dark")
    train(page)
    check_width(page)
    check_access(page)
