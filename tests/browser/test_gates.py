"""A student's way through Gates: a preset, a unit, a stage, a clamp."""

import re

from playwright.sync_api import expect

from rnnviz.settings.gates import GateSettings
from tests.browser.helpers import Visit, check_access, choose_cell, settled


def test_that_units_stages_and_numbers_answer_a_click(visit: Visit) -> None:
    page = visit("/gates?cell=lstm&t=4")
    second = page.get_by_role("button", name="Unit 2", exact=True)
    second.click()
    expect(second).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Input and candidate").click()
    expect(page.locator(".rvg-now")).to_have_count(1)
    expect(page.locator(".rvg-later")).to_have_count(2)
    page.get_by_role("slider", name=re.compile("^forget gate = ")).click()
    expect(page.locator(".rv-view-card")).to_contain_text("formula")
    expect(page.locator(".rv-view-card")).to_contain_text("[2]")


def test_that_a_clamp_holds_the_gate_and_leaves_a_ghost(visit: Visit) -> None:
    page = visit("/gates")
    page.get_by_role("radio", name="f", exact=True).or_(
        page.get_by_role("button", name="f", exact=True)
    ).first.click()
    settled(page)
    expect(page.get_by_role("slider", name="forget gate = 0.900")).to_be_visible()
    expect(page.get_by_text("without the clamp").first).to_be_visible()
    assert "clamp=f" in page.url


def test_that_the_table_of_memory_age_ends_in_its_sum(visit: Visit) -> None:
    page = visit("/gates?t=6")
    page.get_by_role("button", name="Show the numbers of this view as a table: Memory age").click()
    rows = page.locator(".rv-view-age tbody tr")
    expect(rows).to_have_count(7)
    expect(rows.last).to_contain_text("sum = cₜ")


def test_that_turning_round_z_turns_its_letters_and_leaves_the_state(visit: Visit) -> None:
    page = visit("/gates?cell=gru&t=5&level=student")
    state = page.get_by_role("button", name=re.compile("^h t = "))
    before = state.get_attribute("aria-label")
    expect(page.get_by_role("slider", name=re.compile("^coupled = "))).to_be_visible()
    page.get_by_role("radio", name="new content").or_(
        page.get_by_role("button", name="new content")
    ).first.click()
    settled(page)
    title = page.get_by_role("heading", name="z: update gate, the share of the new content")
    expect(title).to_be_visible()
    assert state.get_attribute("aria-label") == before
    assert "z=new" in page.url


def test_that_a_peephole_is_left_out_and_its_wire_with_it(visit: Visit) -> None:
    page = visit("/gates?cell=lstm_peephole&level=student")
    expect(page.locator("path.rvg-lit:not(.rvg-head)")).to_have_count(3)
    page.get_by_role("button", name="o", exact=True).first.click()
    settled(page)
    expect(page.locator("path.rvg-lit:not(.rvg-head)")).to_have_count(2)
    assert "peepholes=if" in page.url


def test_that_a_depth_gate_hands_up_and_its_stage_tells_the_story(visit: Visit) -> None:
    page = visit("/gates?cell=lstm_depth_gated&trained=20&t=4")
    expect(page.get_by_role("slider", name=re.compile("^depth gate = "))).to_be_visible()
    page.get_by_role("button", name=re.compile("^from below = ")).click()
    expect(page.locator(".rv-view-card")).to_contain_text("formula")
    page.get_by_role("button", name="Forget how much").click()
    expect(page.locator(".rvg-story")).to_contain_text("the gender of the old one")
    check_access(page)


def test_that_a_grid_lstm_lights_the_way_along_depth(visit: Visit) -> None:
    page = visit("/gates?cell=grid_lstm&trained=20&t=4")
    expect(page.get_by_text("a second memory, along depth")).to_be_visible()
    page.get_by_role("button", name=re.compile("^h t = ")).click()
    expect(page.locator(".rv-view-card")).to_contain_text("od")
    expect(page.locator(".rv-view-card")).to_contain_text("All numbers recomputed")


def test_that_a_gate_answers_the_arrows(visit: Visit) -> None:
    page = visit("/gates?cell=gru&clamp=z&clamp_at=0.5")
    page.get_by_role("slider", name="update gate = 0.500").press("ArrowUp")
    expect(page.get_by_role("slider", name="update gate = 0.550")).to_be_visible()
    expect(page.get_by_role("slider", name="coupled = 0.450")).to_be_visible()
    page.get_by_role("slider", name="coupled = 0.450").press("ArrowUp")
    expect(page.get_by_role("slider", name="update gate = 0.500")).to_be_visible()


WORDS = {
    "lstm": (["σ", "σ", "tanh", "σ", "tanh"], "Forget"),  # the last on the way from c to h
    "gru": (["σ", "tanh", "σ"], "Reset and candidate"),
    "mgu": (["σ", "tanh"], "The one gate"),
    "rnn_relu": (["ReLU"], "Read"),
    "clockwork": (["tanh"], "Tick"),
}


def test_that_a_cell_has_its_own_functions_and_its_own_words(visit: Visit) -> None:
    page = visit("/gates?trained=10")
    for cell, (marks, stage) in WORDS.items():
        if cell != GateSettings().cell:
            choose_cell(page, cell)
        expect(page.locator(".rvg-part-label", has_text=stage).first).to_be_visible()
        drawn = page.locator(".rvg-tanh:not(.rvg-grey) text").all_text_contents()
        assert sorted(drawn) == sorted(marks)
        parts = page.locator(".rvg-parts")
        expect(parts, cell).not_to_contain_text("Output" if cell != "lstm" else "?")
