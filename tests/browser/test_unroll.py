"""A student's way through Unroll: play, pause, scrub, trace a number, change a weight."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from rnnviz.core.study import Study
from rnnviz.settings.network import NetworkSettings
from rnnviz.ui.network.network import study_of
from tests.browser.helpers import (
    Visit,
    check_access,
    check_width,
    choose,
    expect_digits,
    linked,
    number,
    reads,
    settled,
    unlinked,
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


def expected(**settings: object) -> Study:
    return study_of(NetworkSettings(**settings))  # type: ignore[arg-type]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_that_unroll_is_finished_at_every_width(visit: Visit, width: int, theme: str) -> None:
    page = visit("/unroll?cell=lstm", width=width, theme=theme)
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    check_width(page)
    check_access(page)


def test_that_a_user_plays_to_the_end_and_scrubs_back(visit: Visit) -> None:
    page = visit("/unroll?steps=6")
    page.get_by_label("Speed").select_option("4")
    press(page, "Play")
    expect(page.get_by_label("Time step")).to_have_value("5")
    go_to(page, 3)
    choose(page, "h 3[2]")
    expect_digits(page, expected(steps=6).trace.h[2, 1])


def test_that_play_can_be_paused_on_the_way(visit: Visit) -> None:
    page = visit("/unroll?steps=40")
    step = page.get_by_label("Time step")
    press(page, "Play")
    expect(step).not_to_have_value("0")
    press(page, "Pause")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    stopped = step.input_value()
    page.wait_for_timeout(1_500)
    expect(step).to_have_value(stopped)
    assert 0 < float(stopped) < 39


def test_that_playing_needs_no_traffic(visit: Visit) -> None:
    page = visit("/unroll")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.evaluate(COUNT_MESSAGES)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    press(page, "Play")
    page.wait_for_timeout(2_000)
    expect(page.get_by_label("Time step")).not_to_have_value("0")
    assert requests == []
    assert page.evaluate("window.sent") == 0


def test_that_the_card_names_where_a_number_comes_from_and_leads_there(visit: Visit) -> None:
    page = visit("/unroll")
    go_to(page, 4)
    choose(page, "h 4[1]")
    s = expected()
    expect_digits(page, s.trace.h[3, 0])
    page.locator(".rvc-chip").first.click()
    expect_digits(page, s.trace.a[3, 0])


def test_that_the_backward_pass_shows_the_gradients_of_the_core(visit: Visit) -> None:
    page = visit("/unroll?cell=gru")
    press(page, "Backward")
    go_to(page, 9)
    page.get_by_role("button", name=re.compile(r"h 9\[1\]")).first.dispatch_event("click")
    expect_digits(page, expected(cell="gru").back.state.h[8, 0])


def test_that_an_edited_weight_gives_the_numbers_of_the_core_and_can_be_undone(
    visit: Visit,
) -> None:
    page = visit("/unroll")
    go_to(page, 5)
    field = weight_field(page)
    assert number(field.input_value()) == expected().net.weights.params.W_hh[0, 0]
    field.fill("0.9")
    field.press("Enter")
    linked(page, "edits=W_hh.0.0")
    go_to(page, 5)
    choose(page, "h 5[1]")
    expect_digits(page, expected(edits="W_hh.0.0=0.9").trace.h[4, 0])
    press(page, "Undo")
    unlinked(page, "edits")
    choose(page, "h 5[1]")
    expect_digits(page, expected().trace.h[4, 0])


@pytest.mark.parametrize("nonsense", ["abc", "NaN", "1e400", "", "5000"])
def test_that_a_nonsense_weight_gets_one_sentence_and_changes_nothing(
    visit: Visit, nonsense: str
) -> None:
    page = visit("/unroll")
    field = weight_field(page)
    old = field.input_value()
    field.fill(nonsense)
    field.press("Enter")
    expect(page.locator(".rvc-wrong")).to_contain_text("the old value stays")
    settled(page)
    expect(page).not_to_have_url(re.compile("edits"))
    assert number(old) == expected().net.weights.params.W_hh[0, 0]


def test_that_arrow_keys_step_through_time(visit: Visit) -> None:
    page = visit("/unroll")
    page.get_by_role("button", name="Play").focus()
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
    path = tmp_path / "scene.html"
    download.value.save_as(path)
    browser = page.context.browser
    assert browser is not None
    offline = browser.new_context(offline=True).new_page()
    problems: list[str] = []
    offline.on("pageerror", lambda error: problems.append(str(error)))
    offline.goto(path.as_uri())
    offline.get_by_label("Speed").select_option("4")
    offline.get_by_role("button", name="Play").click()
    expect(offline.get_by_label("Time step")).to_have_value("11")
    choose(offline, "h 12[1]")
    expect_digits(offline, expected().trace.h[11, 0])
    assert problems == []
    offline.context.close()


def test_that_a_jordan_network_is_unrolled_with_its_way_back_from_the_output(visit: Visit) -> None:
    page = visit("/unroll?cell=jordan&t=3&mode=backward&where=every")
    reads(page, "What returns is the output.")
    card = page.locator(".rv-view-card")
    expect(card).to_contain_text("All numbers recomputed")
    expect(card).to_contain_text("∂k")
    page.get_by_role("button", name="Fold").click()
    expect(page.get_by_role("button", name="Unfold")).to_be_visible()
