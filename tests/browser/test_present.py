"""A teacher's way: press P, step with the arrows, go through the presets, press P again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.helpers import Visit, settled

SMALLEST = 18  # pixels of a letter, in a window of 1280 by 720
LARGER = 1.6
# Every piece of text that is seen, with the size of its letters as drawn: [text, pixels]. The names
# of a slider's places are not: they are as clear as glass.
SIZES = """() => {
    const found = [];
    const roots = [document, ...[...document.querySelectorAll(
        "[data-testid=stBidiComponentIsolated]")].map((one) => one.shadowRoot)];
    for (const root of roots) {
        for (const node of root.querySelectorAll("*")) {
            const own = [...node.childNodes].filter((one) => one.nodeType === 3 && one.data.trim());
            const box = node.getBoundingClientRect();
            const style = getComputedStyle(node);
            if (!own.length || !node.checkVisibility({ opacityProperty: true })) continue;
            if (box.width < 2 || box.bottom < 0 || box.top > innerHeight) continue;
            if (["STYLE", "SCRIPT", "TITLE"].includes(node.tagName)) continue;
            const up = node.closest(".rv-hidden, [aria-live], .st-key-presets, .slider-label");
            if (up || root.host?.closest?.("[hidden]")) continue;
            const scale = node.ownerSVGElement?.getScreenCTM()?.a ?? node.currentCSSZoom ?? 1;
            found.push([own[0].data.trim(), parseFloat(style.fontSize) * scale]);
        }
    }
    return found;
}"""
# Beside every screen as it opens (test_first_view.py), views that a link opens.
CASES = {
    "/shapes?arch=attention": ".rv-view-network .rv-body",
    "/language?view=write": ".rv-view-text .rv-body",
}
# What the first legend says while a screen is presented.
LEGENDS = {"/train": re.compile(r"its answer\s*epoch \d+"), "/dynamics": "its steps"}


def presented(page: Page) -> None:
    """Press P and wait for the large drawing."""
    page.keyboard.press("p")
    expect(page).to_have_url(re.compile("present=1"))
    page.locator(".rv-present").wait_for()
    settled(page)


def check_presented(page: Page, path: str, drawing: str) -> None:
    """Press P in the window of a projector: the drawing is whole, large and alone."""
    presented(page)
    small = [(text, size) for text, size in page.evaluate(SIZES) if size < SMALLEST - 0.01]
    assert not small
    end = page.locator(drawing).first.evaluate("(node) => node.getBoundingClientRect().bottom")
    assert end <= 720 + 1
    zoom = page.locator(".rv-present").evaluate("(node) => node.currentCSSZoom")
    assert zoom >= LARGER
    if path in LEGENDS:
        expect(page.locator(".rv-legend").first).to_contain_text(LEGENDS[path])
    expect(page.locator(".rv-transport")).to_be_hidden()
    expect(page.get_by_role("button", name="Level")).to_be_hidden()
    expect(page.get_by_role("link", name="Gradients")).to_be_hidden()


@pytest.mark.parametrize("path", CASES)
def test_that_what_is_presented_can_be_read_from_the_back_of_a_room(
    visit: Visit, path: str
) -> None:
    page = visit(path, width=1280)
    page.set_viewport_size({"width": 1280, "height": 720})
    check_presented(page, path, CASES[path])


def test_that_a_chart_presented_is_whole_and_can_be_read(visit: Visit) -> None:
    page = visit("/series?present=1", width=1280)
    page.set_viewport_size({"width": 1280, "height": 720})
    chart = page.get_by_test_id("stPlotlyChart").first
    chart.locator(".annotation-text", has_text="training").wait_for()
    small = [(text, size) for text, size in page.evaluate(SIZES) if size < SMALLEST - 0.01]
    assert not small
    for words in chart.locator("text:not(.slider-label)").all():
        box = words.bounding_box()
        assert box is None or (box["x"] >= 0 and box["x"] + box["width"] <= 1280)
    box = chart.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 720
    assert 0.9 * 1280 < box["width"] <= 1280


def test_that_a_comparison_presented_is_its_verdict_and_its_predictions(visit: Visit) -> None:
    page = visit("/series?versus=none&seeds=3&epochs=100&present=1", width=1280)
    page.set_viewport_size({"width": 1280, "height": 720})
    chart = page.get_by_test_id("stPlotlyChart")
    chart.locator(".legendtext", has_text="MLP, window").wait_for()
    expect(chart).to_have_count(1)
    expect(page.locator(".st-key-series-word")).to_contain_text("RNN (tanh) has an RMSE of 22.4")
    box = chart.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 720
    assert not [one for one in page.evaluate(SIZES) if one[1] < SMALLEST - 0.01]


def test_that_gates_presents_the_cell_or_the_view_that_its_sentence_names(visit: Visit) -> None:
    page = visit("/gates", width=1280)
    page.set_viewport_size({"width": 1280, "height": 720})
    presented(page)
    for slot in page.locator(".rvg-slot:not(.rvg-grey)").all():
        track = slot.locator(".rvg-track").bounding_box()
        fill = slot.locator(".rvg-fill").bounding_box()
        assert track is not None
        assert fill is not None
        assert track["y"] - 2 <= fill["y"]
        assert fill["y"] + fill["height"] <= track["y"] + track["height"] + 2
    for preset, view in (("Remember", "age"), ("Forget", "age"), ("Overwrite", "ledger")):
        page.keyboard.press("n")
        said = page.get_by_test_id("stAlert").first
        expect(said).to_contain_text(f"{preset}.")
        settled(page)
        expect(said).to_contain_text({"age": "memory age", "ledger": "the ledger"}[view])
        shown = page.locator(".rv-view").filter(visible=True)
        expect(shown).to_have_count(1)
        expect(shown).to_have_class(re.compile(f"rv-view-{view}"))
        end = shown.locator(".rv-stack").bounding_box()
        assert end is not None
        assert end["y"] + end["height"] <= 720 + 1
        assert not [one for one in page.evaluate(SIZES) if one[1] < SMALLEST - 0.01]


def test_that_n_and_b_go_through_the_presets_and_the_arrows_through_the_steps(
    visit: Visit,
) -> None:
    page = visit("/gradients", width=1280)
    presented(page)
    page.keyboard.press("n")
    expect(page.get_by_test_id("stAlert").first).to_contain_text("Vanishing.")
    page.keyboard.press("n")
    expect(page.get_by_test_id("stAlert").first).to_contain_text("Exploding.")
    page.keyboard.press("b")
    expect(page.get_by_test_id("stAlert").first).to_contain_text("Vanishing.")
    settled(page)
    page.keyboard.press("Home")
    expect(page).to_have_url(re.compile(r"[?&]t=1\b"))
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"[?&]t=2\b"))
    page.keyboard.press("p")
    expect(page).not_to_have_url(re.compile("present"))
    expect(page.locator(".rv-transport")).to_be_visible()
