"""A student's way through Unroll: play, pause, scrub, trace a number, change a weight."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from rnnviz.core.study import Study
from rnnviz.settings.network import NetworkSettings
from rnnviz.ui.network.network import study_of
from tests.browser.helpers import (
    Visit,
    all_digits,
    choose,
    choose_cell,
    expect_digits,
    number,
    settled,
)

COUNT_MESSAGES = """() => {
    window.sent = 0;
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (...data) {
        window.sent += 1;
        return send.apply(this, data);
    };
}"""


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def go_to(page: Page, step: int) -> None:
    """Scrub to a step, counted from 1."""
    page.get_by_label("Time step").fill(str(step - 1))


def weight_field(page: Page) -> Locator:
    """The field of W_hh[1, 1], chosen among the weights of the card."""
    page.locator(".rvc-grid").nth(1).click(position={"x": 8, "y": 8})
    return page.locator(".rvc-input")


def short(value: float) -> str:
    """Three digits, as the card writes a number between 0.001 and 1000."""
    return f"{value:#.3g}".replace("-", "\N{MINUS SIGN}")


def expected(**settings: object) -> Study:
    return study_of(NetworkSettings(**settings))  # type: ignore[arg-type]


def test_that_a_user_plays_to_the_end_and_scrubs_back(visit: Visit) -> None:
    page = visit("/unroll?steps=6")
    page.get_by_label("Speed").select_option("4")
    press(page, "Play")
    expect(page.get_by_label("Time step")).to_have_value("5", timeout=15_000)
    go_to(page, 3)
    choose(page, "h 3[2]")
    assert all_digits(page) == expected(steps=6).trace.h[2, 1]


def test_that_play_can_be_paused_on_the_way(visit: Visit) -> None:
    page = visit("/unroll?steps=40")
    press(page, "Play")
    page.wait_for_timeout(1_500)
    press(page, "Pause")
    stopped = page.get_by_label("Time step").input_value()
    page.wait_for_timeout(1_500)
    assert page.get_by_label("Time step").input_value() == stopped
    assert 0 < float(stopped) < 39


def test_that_playing_needs_no_traffic(visit: Visit) -> None:
    page = visit("/unroll")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.evaluate(COUNT_MESSAGES)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    press(page, "Play")
    page.wait_for_timeout(2_000)
    assert requests == []
    assert page.evaluate("window.sent") == 0
    assert float(page.get_by_label("Time step").input_value()) > 0


def test_that_the_card_names_where_a_number_comes_from_and_leads_there(visit: Visit) -> None:
    page = visit("/unroll")
    go_to(page, 4)
    choose(page, "h 4[1]")
    s = expected()
    assert all_digits(page) == s.trace.h[3, 0]
    page.locator(".rvc-chip").first.click()
    assert all_digits(page) == s.trace.a[3, 0]


def test_that_the_backward_pass_shows_the_gradients_of_the_core(visit: Visit) -> None:
    page = visit("/unroll?cell=gru")
    press(page, "Backward")
    page.locator(".rv-is-backward").wait_for()
    go_to(page, 9)
    page.get_by_role("button", name=re.compile(r"h 9\[1\]")).first.dispatch_event("click")
    assert all_digits(page) == expected(cell="gru").back.state.h[8, 0]


def test_that_an_edited_weight_gives_the_numbers_of_the_core_and_can_be_undone(
    visit: Visit,
) -> None:
    page = visit("/unroll")
    go_to(page, 5)
    field = weight_field(page)
    assert number(field.input_value()) == expected().net.weights.params.W_hh[0, 0]
    field.fill("0.9")
    field.press("Enter")
    settled(page)
    assert "edits=W_hh.0.0" in page.url
    go_to(page, 5)
    choose(page, "h 5[1]")
    assert all_digits(page) == expected(edits="W_hh.0.0=0.9").trace.h[4, 0]
    press(page, "Undo")
    settled(page)
    assert "edits" not in page.url
    choose(page, "h 5[1]")
    assert all_digits(page) == expected().trace.h[4, 0]


def test_that_a_nonsense_weight_gets_one_sentence_and_changes_nothing(visit: Visit) -> None:
    page = visit("/unroll")
    field = weight_field(page)
    old = number(field.input_value())
    assert old == expected().net.weights.params.W_hh[0, 0]
    for nonsense in ("abc", "NaN", "1e400", "", "5000"):
        field.fill(nonsense)
        field.press("Enter")
        expect(page.locator(".rvc-wrong"), nonsense).to_contain_text("the old value stays")
        field.press("Escape")
        expect(page.locator(".rvc-wrong")).to_be_empty()
        settled(page)
        assert "edits" not in page.url


def test_that_arrow_keys_step_through_time(visit: Visit) -> None:
    page = visit("/unroll")
    page.get_by_role("button", name="Play", exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Time step")).to_have_value("2")
    page.keyboard.press("End")
    expect(page.get_by_label("Time step")).to_have_value("11")
    page.keyboard.press("Home")
    expect(page.get_by_label("Time step")).to_have_value("0")


def test_that_the_downloaded_scene_plays_with_no_server(visit: Visit, tmp_path) -> None:
    page = visit("/unroll")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download this scene").click()
    assert download.value.suggested_filename == "unroll.html"
    path = tmp_path / "unroll.html"
    download.value.save_as(path)
    browser = page.context.browser
    assert browser is not None
    offline = browser.new_context(offline=True).new_page()
    problems: list[str] = []
    offline.on("pageerror", lambda error: problems.append(str(error)))
    offline.goto(path.as_uri())
    offline.get_by_label("Speed").select_option("4")
    offline.get_by_role("button", name="Play", exact=True).click()
    expect(offline.get_by_label("Time step")).to_have_value("11", timeout=15_000)
    choose(offline, "h 12[1]")
    assert all_digits(offline) == expected().trace.h[11, 0]
    offline.locator(".rvc-grid").nth(1).press("Enter")
    expect(offline.locator(".rvc-heading")).to_contain_text("Whh[1,1]")
    assert all_digits(offline) == expected().gradients.params.W_hh[0, 0]
    expect(offline.locator(".rvc-input")).to_have_count(0)  # there is nobody who could compute
    assert problems == []
    offline.context.close()


def test_that_a_jordan_network_is_unrolled_with_its_way_back_from_the_output(visit: Visit) -> None:
    page = visit("/unroll?cell=jordan&t=4&mode=backward&where=every")
    expect(page.get_by_text("What returns is the output.")).to_be_visible()
    card = page.locator(".rv-view-card")
    expect(card).to_contain_text("All numbers recomputed")
    expect(card).to_contain_text("∂k")
    page.get_by_role("button", name="Fold").click()
    expect(page.get_by_role("button", name="Unfold")).to_be_visible()


def test_that_backward_begins_at_the_loss_from_any_step_and_walks_to_the_first(
    visit: Visit,
) -> None:
    page = visit("/unroll?steps=6")
    go_to(page, 2)
    press(page, "Backward")
    expect(page.get_by_label("Time step")).to_have_value("5")
    expect(page.locator(".rv-backward")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("Time step")).to_have_value("0", timeout=15_000)


def sums(page: Page) -> list[float]:
    """The heights of the bars under the columns that are there, the first step first."""
    bars = page.locator(".rvd-sums-bar:not([display=none])").all()
    return [float(bar.get_attribute("height") or 0) for bar in bars]


def test_that_a_weights_gradient_grows_step_by_step_to_the_number_of_the_core(visit: Visit) -> None:
    page = visit("/unroll?steps=5&where=every&t=5&mode=backward")
    weight_field(page)
    heading = page.locator(".rvc-heading")
    expect(heading).to_contain_text("Whh[1,1]")
    g = expected(steps=5, where="every").gradients.params.W_hh[0, 0]
    s = expected(steps=5, where="every")
    before = np.concatenate([[0], s.trace.h[:-1, 0]])
    products = s.back.back.a[:, 0] * before
    assert all_digits(page) == g == pytest.approx(products.sum())
    card = page.locator(".rv-view-card")
    expect(card).to_contain_text("Backpropagation through time")
    for step in (5, 3, 1):
        go_to(page, step)
        said = short(products[step - 1 :].sum())
        expect(page.locator(".rvd-sums-said")).to_contain_text(f"sum so far: {said}")
        heights = sums(page)
        assert len(heights) == 5 - step + 1
        seen = np.abs(products[step - 1 :])  # one height for one size, at whatever step
        share = seen / seen.max()
        assert np.array(heights) == pytest.approx(share * max(heights), abs=0.02)
    page.get_by_role("button", name="Show all 5 steps").click()
    rows = page.locator(".rvc-steps tbody tr")
    expect(rows).to_have_count(5)
    expect(rows.first.locator("td").nth(1)).to_have_text(short(products[4]))
    rows.first.locator("button").first.click()
    expect(heading).to_contain_text("∂a5[1]")
    assert all_digits(page) == s.back.back.a[4, 0]


def test_that_a_gates_weight_has_the_name_that_the_formulas_give_it(visit: Visit) -> None:
    page = visit("/unroll?steps=4&trained=10")
    names = {"lstm": "Whi[1,1]", "grid_lstm": "Whi¹[1,1]", "jordan": "Wyh[1,1]"}
    for cell, name in names.items():
        choose_cell(page, cell)
        page.locator(".rvc-grid").nth(1).press("Enter")
        expect(page.locator(".rvc-heading")).to_contain_text(name)
        g = expected(cell=cell, steps=4, trained=10).gradients.params[1]
        expect_digits(page, g[0, 0])


def test_that_shift_and_an_arrow_change_the_weight_that_has_the_focus(visit: Visit) -> None:
    page = visit("/unroll?steps=6")
    grid = page.locator(".rvc-grid").nth(1)
    grid.press("Enter")
    before = number(page.locator(".rvc-input").input_value())
    grid.press("Shift+ArrowUp")
    page.wait_for_url("**edits=W_hh.0.0**")
    settled(page)
    assert number(page.locator(".rvc-input").input_value()) > before


def test_that_all_weights_share_one_scale_of_colour_and_tell_their_values(visit: Visit) -> None:
    page = visit("/unroll")
    s = expected()
    p, r = s.net.weights
    largest = max(float(np.abs(a).max()) for a in (*p, *r))
    expect(page.locator(".rvc-weights .rv-bar-labels")).to_contain_text(short(largest))
    page.locator(".rvc-grid").nth(1).hover(position={"x": 8, "y": 8})
    said = page.locator(".rvc-weights-said")
    expect(said).to_contain_text(f"= {short(float(p.W_hh[0, 0]))}")


def test_that_the_card_stays_beside_the_picture_and_rises_on_a_phone(visit: Visit) -> None:
    page = visit("/unroll", width=1280)
    heading = page.locator(".rvc-heading")
    lines = page.locator(".rv-view-lines")
    lines.evaluate("(its) => its.scrollIntoView({block: 'end'})")
    expect(lines).to_be_in_viewport()
    expect(page.locator(".rvd-svg")).to_be_in_viewport(ratio=0.1)
    expect(heading).to_be_in_viewport()
    phone = visit("/unroll", width=390)
    expect(phone.locator(".rvc-heading")).not_to_be_in_viewport()
    phone.locator(".rvd-svg").scroll_into_view_if_needed()
    choose(phone, "h 1[2]")
    expect(phone.locator(".rvc-heading")).to_be_in_viewport()
    press(phone, "Close")
    expect(phone.locator(".rvc-heading")).not_to_be_in_viewport()
