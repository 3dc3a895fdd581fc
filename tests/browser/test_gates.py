"""A student's way through Gates: a preset, a unit, a stage, a clamp."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.helpers import Visit, check_access, check_width, linked, pick, reads


@pytest.mark.parametrize("width", [1440, 390])
def test_that_gates_is_finished_at_every_width(visit: Visit, width: int) -> None:
    page = visit("/gates", width=width)
    expect(page.get_by_role("heading", name="Memory age")).to_be_visible()
    reads(page, "In grey, what this cell lacks: no reset gate.")
    check_width(page)
    check_access(page)


def test_that_units_stages_and_numbers_answer_a_click(visit: Visit) -> None:
    page = visit("/gates?cell=lstm&t=3")
    second = page.get_by_role("button", name="Unit 2", exact=True)
    second.click()
    expect(second).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Input and candidate").click()
    expect(page.locator(".rvg-now")).to_have_count(1)
    expect(page.locator(".rvg-later")).to_have_count(2)
    page.get_by_role("button", name=re.compile("^forget gate = ")).click()
    expect(page.locator(".rv-view-card")).to_contain_text("formula")
    expect(page.locator(".rv-view-card")).to_contain_text("[2]")


def test_that_a_clamp_holds_the_gate_and_leaves_a_ghost(visit: Visit) -> None:
    page = visit("/gates")
    pick(page, "f")
    linked(page, "clamp=f")
    expect(page.get_by_role("button", name="forget gate = 0.900")).to_be_visible()
    expect(page.get_by_text("without the clamp").first).to_be_visible()


def test_that_the_table_of_memory_age_ends_in_its_sum(visit: Visit) -> None:
    page = visit("/gates?t=5")
    page.get_by_role("button", name="Show the numbers of this view as a table: Memory age").click()
    rows = page.locator(".rv-view-age tbody tr")
    expect(rows).to_have_count(7)
    expect(rows.last).to_contain_text("sum = cₜ")


def test_that_turning_round_z_turns_its_letters_and_leaves_the_state(visit: Visit) -> None:
    page = visit("/gates?cell=gru&t=4")
    state = page.get_by_role("button", name=re.compile("^hₜ = "))
    before = state.get_attribute("aria-label")
    assert before
    expect(page.get_by_role("button", name=re.compile("^coupled = "))).to_be_visible()
    pick(page, "new content")
    linked(page, "z=new")
    reads(page, "z: update gate, the share of the new content")
    expect(state).to_have_attribute("aria-label", before)


def test_that_a_peephole_is_left_out_and_its_wire_with_it(visit: Visit) -> None:
    page = visit("/gates?cell=lstm_peephole")
    expect(page.locator("path.rvg-lit:not(.rvg-head)")).to_have_count(3)
    page.get_by_role("button", name="o", exact=True).click()
    linked(page, "peepholes=if")
    expect(page.locator("path.rvg-lit:not(.rvg-head)")).to_have_count(2)


def test_that_a_depth_gate_hands_up_and_its_stage_tells_the_story(visit: Visit) -> None:
    page = visit("/gates?cell=lstm_depth_gated&t=3")
    expect(page.get_by_role("button", name=re.compile("^depth gate = "))).to_be_visible()
    page.get_by_role("button", name=re.compile("^from below = ")).click()
    expect(page.locator(".rv-view-card")).to_contain_text("formula")
    page.get_by_role("button", name="Forget how much").click()
    expect(page.locator(".rvg-story")).to_contain_text("the gender of the old one")
    check_access(page)


def test_that_a_grid_lstm_lights_the_way_along_depth(visit: Visit) -> None:
    page = visit("/gates?cell=grid_lstm&t=3")
    reads(page, "a second memory, along depth")
    page.get_by_role("button", name=re.compile("^hₜ = ")).click()
    expect(page.locator(".rv-view-card")).to_contain_text("od")
    expect(page.locator(".rv-view-card")).to_contain_text("All numbers recomputed")
