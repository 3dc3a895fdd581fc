"""What is dragged: the picture follows on the way, one question at a time, and the end stays."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

import rnnviz
from rnnviz.settings.gates import GateSettings
from rnnviz.settings.gradients import GradientSettings
from rnnviz.settings.network import NetworkSettings
from rnnviz.ui.network.network import study_of
from rnnviz.words.numbers import factor
from tests.browser.helpers import Questions, Visit, all_digits, choose, number, settled


def settings_of(page: Page, cls: Any) -> Any:
    return cls.from_query(dict(parse_qsl(urlsplit(page.url).query)))[0]


@contextmanager
def dragged(
    page: Page, box: Locator, x: float, y: float, *, at: tuple[float, float] = (0.5, 0.5)
) -> Iterator[Callable[[float], None]]:
    """Press at a share of a box and move by so many pixels; what is given moves on to the right."""
    box.evaluate("(node) => node.scrollIntoView({ block: 'center' })")  # not below the links
    place = box.bounding_box()
    assert place is not None
    left, top = place["x"] + at[0] * place["width"], place["y"] + at[1] * place["height"]
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(left + x, top + y, steps=6)
    yield lambda more: page.mouse.move(left + x + more, top + y, steps=6)
    page.mouse.up()


def changes(picture: Locator, before: str) -> str:
    """Wait until a text of the picture is another one; give it."""
    expect(picture).not_to_have_text(before)
    return picture.inner_text()


def text(picture: Locator) -> str:
    return picture.inner_text()


def test_that_a_weight_is_dragged_in_its_matrix_and_by_its_slider(visit: Visit) -> None:
    page = visit("/unroll?steps=6&t=4")
    asked = Questions(page)
    grid = page.locator(".rvc-grid").nth(1)
    grid.click(position={"x": 8, "y": 8})
    value = page.locator(".rvc-input")
    with dragged(page, grid, 0, -30, at=(0.1, 0.1)):
        expect(page.locator(".rvc-edits")).to_be_visible()  # it is answered meanwhile
        assert "edits" not in page.url
    page.wait_for_url("**edits=W_hh.0.0**")
    settled(page)
    first = number(value.input_value())
    assert first > study_of(NetworkSettings(steps=6)).net.weights.params.W_hh[0, 0] + 0.05
    # The slider stays in the hand from one answer to the next.
    picture = page.get_by_role("button", name=re.compile(r"^h 4\[1\]:"))
    before = picture.get_attribute("aria-label") or ""
    with dragged(page, page.locator(".rvc-slide"), -20, 0) as on:
        expect(picture).not_to_have_attribute("aria-label", before)
        between = picture.get_attribute("aria-label") or ""
        on(-40)
        expect(picture).not_to_have_attribute("aria-label", between)
    page.wait_for_url(lambda url: f"W_hh.0.0%3D{first:g}" not in url)
    settled(page)
    last = number(value.input_value())
    assert last < first
    choose(page, "h 4[1]")
    expect(page.locator(".rvc-heading")).to_contain_text("h4[1]")
    study = study_of(NetworkSettings(steps=6, edits=f"W_hh.0.0={last}"))
    assert all_digits(page) == study.trace.h[3, 0]
    page.get_by_role("button", name="Undo", exact=True).click()
    settled(page)
    assert "edits" not in page.url
    assert asked.asked > 1
    assert asked.most == 1


def test_that_a_gate_is_dragged_in_the_cell_and_its_slider_goes_on(visit: Visit) -> None:
    page = visit("/gates?cell=lstm&steps=8")
    asked = Questions(page)
    gate = page.get_by_role("slider", name=re.compile("^forget gate = "))
    track = gate.locator(".rvg-track")
    high = track.bounding_box()
    assert high is not None
    with dragged(page, track, 0, -0.4 * high["height"], at=(0.5, 0.65)):
        expect(page.get_by_text("without the clamp").first).to_be_visible()  # answered meanwhile
        assert "clamp" not in page.url
    page.wait_for_url("**clamp=f**")
    settled(page)
    held = settings_of(page, GateSettings)
    assert held.clamp == "f"
    assert held.clamp_at == pytest.approx(0.75, abs=0.03)
    expect(page.get_by_role("slider", name=f"forget gate = {held.clamp_at:.3f}")).to_be_visible()
    thumb = page.locator(".st-key-gates-clamp_at").get_by_role("slider").locator("..")
    with dragged(page, thumb, -40, 0):
        expect(page.locator("g[role=slider]").first).not_to_have_attribute(
            "aria-label", f"forget gate = {held.clamp_at:.3f}"
        )
        assert settings_of(page, GateSettings) == held
    page.wait_for_url(lambda url: f"clamp_at={held.clamp_at}" not in url)
    settled(page)
    low = settings_of(page, GateSettings)
    assert low.clamp_at < held.clamp_at - 0.05
    expect(page.get_by_role("slider", name=f"forget gate = {low.clamp_at:.3f}")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Let go of the gate")).click()
    settled(page)
    assert "clamp=f" not in page.url
    expect(page.get_by_text("without the clamp")).to_have_count(0)
    assert asked.asked > 1
    assert asked.most == 1


def test_that_the_picture_follows_the_gains_of_both_networks(visit: Visit) -> None:
    plain = "cell=rnn_linear&scheme=orthogonal&series=sine&steps=30&trained=0"
    page = visit(f"/gradients?{plain}&versus=rnn_linear&versus_scheme=orthogonal")
    asked = Questions(page)
    fitted = page.locator(".rv-view-bars .rv-legend")
    expect(fitted).to_contain_text("×1.0")
    opening = text(fitted)
    with dragged(page, page.get_by_role("slider", name="Gain").locator(".."), 30, 0):
        changes(fitted, opening)  # it is answered meanwhile
        assert "gain" not in page.url
    page.wait_for_url("**&gain=**")
    settled(page)
    assert settings_of(page, GradientSettings).gain > 1
    page.locator(".st-key-controls-drawer button").first.click()
    second = page.locator(".st-key-gradients-versus_gain").get_by_role("slider").locator("..")
    before = text(fitted)
    with dragged(page, second, 30, 0) as on:
        between = changes(fitted, before)
        on(-50)
        changes(fitted, between)
        assert "versus_gain" not in page.url
    page.wait_for_url("**versus_gain=**")
    settled(page)
    assert settings_of(page, GradientSettings).versus_gain < 1
    flows: Any = rnnviz.open(f"/gradients?{urlsplit(page.url).query}")
    for flow in flows.flows:
        expect(fitted).to_contain_text(factor(flow.rate.factor))
    assert asked.asked > 1
    assert asked.most == 1
