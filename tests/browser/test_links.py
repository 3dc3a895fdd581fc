"""Journeys through links: the address follows what is looked at, Back and Forward work at once."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.helpers import Visit, settled

PRESET = "Start from"


def preset(page: Page, name: str) -> None:
    """Wait until that preset is shown."""
    expect(page.get_by_role("combobox", name=PRESET)).to_have_value(name)


def following(page: Page) -> None:
    """Choose the next preset."""
    page.get_by_role("button", name="Next").click()


def test_that_back_and_forward_go_one_change_at_a_time_however_quickly(visit: Visit) -> None:
    page = visit("/gradients")
    following(page)
    preset(page, "Vanishing")
    vanishing = page.url
    following(page)
    preset(page, "Exploding")
    exploding = page.url
    page.go_back()
    preset(page, "Vanishing")
    assert page.url == vanishing
    page.go_forward()
    preset(page, "Exploding")
    assert page.url == exploding
    page.go_back()
    page.go_back()
    preset(page, "")
    assert page.url.endswith("/gradients")
    page.go_forward()
    page.go_forward()
    preset(page, "Exploding")
    assert page.url == exploding


def test_that_the_address_of_a_preset_names_no_step_of_the_one_before(visit: Visit) -> None:
    page = visit("/gradients")
    page.get_by_role("button", name="One step later").click()
    expect(page).to_have_url(re.compile(r"t=\d"))
    following(page)
    preset(page, "Vanishing")
    expect(page).to_have_url(re.compile(r"steps=30&trained=0$"))


def test_that_a_change_made_after_going_back_is_one_entry(visit: Visit) -> None:
    page = visit("/unroll?level=student")
    for steps in ("20", "30"):
        page.get_by_role("spinbutton", name="Steps").fill(steps)
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(f"steps={steps}"))
    page.go_back()
    expect(page.get_by_role("spinbutton", name="Steps")).to_have_value("20")
    page.get_by_role("spinbutton", name="Steps").fill("25")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("steps=25"))
    page.go_back()
    expect(page.get_by_role("spinbutton", name="Steps")).to_have_value("20")


def test_that_the_address_follows_step_direction_and_choice(visit: Visit) -> None:
    page = visit("/unroll")
    for _press in range(2):
        page.get_by_role("button", name="One step later").click()
    expect(page).to_have_url(re.compile(r"/unroll\?t=3$"))
    page.get_by_role("button", name=re.compile(r"^h 3\[2\]:")).dispatch_event("click")
    expect(page).to_have_url(re.compile(r"t=3&pick=h\.3\.2$"))
    page.get_by_role("button", name="Backward", exact=True).click()
    expect(page).to_have_url(re.compile("mode=backward"))


def test_that_a_link_opens_at_its_step_direction_and_choice(visit: Visit) -> None:
    page = visit("/unroll?t=6&mode=backward&pick=h.6.2")
    expect(page.locator(".rv-now")).to_have_text("t = 6")
    expect(page.get_by_role("button", name="Backward", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(page.locator(".rvc-heading")).to_contain_text("6[2]")
    assert page.url.endswith("/unroll?t=6&mode=backward&pick=h.6.2")


def test_that_the_place_stays_in_the_address_when_a_setting_changes(visit: Visit) -> None:
    page = visit("/unroll?level=student")
    page.get_by_role("button", name="One step later").click()
    expect(page).to_have_url(re.compile(r"t=2$"))
    epochs = page.get_by_role("spinbutton", name="Epochs trained")
    epochs.fill("10")
    epochs.press("Enter")
    expect(page).to_have_url(re.compile(r"trained=10&level=student&t=2$"))
    settled(page)
    expect(page.locator(".rv-now")).to_have_text("t = 2")
    page.go_back()
    expect(epochs).to_have_value("150")
    assert page.url.endswith("/unroll?level=student&t=2")


def test_that_the_level_and_the_open_tab_are_in_the_address(visit: Visit) -> None:
    page = visit("/gradients?level=student&tab=3")
    expect(page.get_by_role("tab", name="Eigenvalues")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("button", name="Level: Student")).to_be_visible()
    page.get_by_role("tab", name="Product of Jacobians").click()
    expect(page).to_have_url(re.compile("tab=2"))
    page.get_by_role("link", name="Unroll").first.click()
    expect(page).to_have_url(re.compile(r"/unroll\?level=student"))


@pytest.mark.parametrize("level", ["look", "researcher"])
def test_that_copy_link_takes_the_address_as_it_is(visit: Visit, level: str) -> None:
    page = visit(f"/unroll?level={level}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="One step later").click()
    expect(page).to_have_url(re.compile("t=2"))
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_that_a_link_to_another_step_of_the_same_page_is_followed(visit: Visit) -> None:
    page = visit("/unroll?t=3")
    step = page.locator(".rv-now")
    expect(step).to_have_text("t = 3")
    page.evaluate("history.pushState(null, '', '/unroll?t=6&pick=h.6.2')")  # as a link does
    expect(step).to_have_text("t = 6")
    expect(page.locator(".rvc-heading")).to_contain_text("6[2]")
    page.go_back()
    expect(step).to_have_text("t = 3")
    page.go_forward()
    expect(step).to_have_text("t = 6")
    assert page.url.endswith("/unroll?t=6&pick=h.6.2")


def test_that_a_network_is_saved_and_opened_again(visit: Visit, tmp_path: Path) -> None:
    page = visit("/unroll?cell=lstm&hidden=6")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save this network").click()
    file = tmp_path / "network.json"
    saved.value.save_as(file)
    other = visit("/gates?cell=gru")
    other.get_by_role("button", name="Open a network").click()
    other.locator("input[type=file]").set_input_files(file)
    expect(other.get_by_text("LSTM, units: 6, opened from a file")).to_be_visible()
    settled(other)
    assert "net=" in other.url
