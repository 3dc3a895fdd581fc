"""Journeys on "Your series" before anything is trained: paste, answer, correct, repair."""

import numpy as np
from playwright.sync_api import expect

from tests.browser.helpers import Visit, check_access, check_width, linked, reads, settled


def test_that_a_pasted_table_is_asked_about_and_repaired(visit: Visit) -> None:
    page = visit("/series?source=paste&epochs=20")
    rows = [f"{n:02}/01/2021;{n * n % 7},5" for n in (1, 2, 3, 4, 5, 6, 9, 10, 12, 11, 8, 8)]
    page.get_by_role("textbox", name="Paste").fill("Datum;Menge <i>t</i>\n" + "\n".join(rows))
    page.keyboard.press("Control+Enter")
    reads(page, "Which date is 02/01/2021?")
    settled(page)
    check_access(page)
    page.get_by_role("button", name="Day first: 2 January").click()
    reads(page, "Rows out of order: ")
    settled(page)
    card = page.locator(".st-key-series-audit")
    expect(card).to_contain_text("Rows with the time of another: 1")
    expect(card).to_contain_text("Gaps in time: 1, rows absent: 1")
    expect(page.locator("i", has_text="t")).to_have_count(0)


def test_that_a_repair_is_chosen_and_counted(visit: Visit) -> None:
    page = visit("/series?source=paste&epochs=20")
    days = [d for d in range(120) if d not in (40, 41)]
    rows = [f"{np.datetime64('2021-01-01') + d},{d * d % 11}" for d in days]
    page.get_by_role("textbox", name="Paste").fill("day,y\n" + "\n".join(rows))
    page.keyboard.press("Control+Enter")
    reads(page, "Gaps in time: 1, rows absent: 2")
    settled(page)
    page.get_by_role("combobox", name="Gaps in time").click()
    page.get_by_role("option", name="Put the rows in as missing").click()
    reads(page, "Absent rows that were put in as missing: 2.")
    linked(page, "gaps=missing")
    check_access(page)


def test_that_the_cards_fit_a_phone_in_the_dark(visit: Visit) -> None:
    page = visit("/series?source=paste", width=390, theme="dark")
    rows = [f"{i % 28 + 1:02}.{i // 28 % 12 + 1:02}.2021;{i % 7},5" for i in range(300)]
    page.get_by_role("textbox", name="Paste").fill("Datum;Menge\n" + "\n".join(rows))
    page.keyboard.press("Control+Enter")
    reads(page, "Gaps in time: ")
    settled(page)
    check_width(page)
    check_access(page)
