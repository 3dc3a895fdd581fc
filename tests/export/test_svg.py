"""Figures as SVG: every mark lies where its number is, and everything lies on the paper."""

import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.export import svg
from rnnviz.export.svg import (
    BOTTOM,
    LEFT,
    NAMES,
    RIGHT,
    TOP,
    WIDTH,
    Area,
    Frame,
    Stroke,
    dot_chart,
    legend,
    line_chart,
    nice_ticks,
    number,
    padded,
)

X = np.arange(11.0)
LINE = Stroke("A & <b>", np.where(X == 5, np.nan, X**2), "#123456", "dash", 2.5)
BAND = Area("I", np.where(X < 7, np.nan, X), np.where(X < 7, np.nan, 2 * X), "#654321")


def drawn(height: int = 280) -> ET.Element:
    text = line_chart(
        X, [LINE], area=BAND, ticks=[(0.0, "start"), (10.0, "a long name at the end")],
        label="L", axis="height", limits=(0.0, 100.0), rule=4.0, height=height,
    )  # fmt: skip
    return ET.fromstring(f"<div>{text}</div>")


def points(path: str) -> list[list[tuple[float, float]]]:
    """The pieces of a path, each a list of points."""
    pieces = re.findall(r"M[^M]*", path)
    return [[tuple(map(float, p.split())) for p in re.findall(r"[-\d.]+ [-\d.]+", piece)]
            for piece in pieces]  # type: ignore[misc] # fmt: skip


def paths(figure: ET.Element) -> list[ET.Element]:
    return [e for e in figure.iter("path") if e.get("d")]


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.floats(0, 1))
def test_that_a_frame_maps_its_ranges_onto_the_paper(low: float, size: float, share: float) -> None:
    frame = Frame((low, low + size), (low, low + size), 300)
    at = low + share * size
    across = LEFT + share * (WIDTH - LEFT - RIGHT)
    assert float(frame.across(at)) == pytest.approx(across, abs=1e-3 * WIDTH)
    assert float(frame.across(low)) == pytest.approx(LEFT)
    assert float(frame.down(low)) == pytest.approx(300 - BOTTOM)
    assert float(frame.down(low + size)) == pytest.approx(TOP, abs=1e-3 * 300)
    flat = Frame((3.0, 3.0), (3.0, 3.0), 300, left=10)
    assert (float(flat.across(3.0)), float(flat.down(3.0))) == (10, 300 - BOTTOM)


def test_that_a_line_goes_through_its_numbers_and_a_band_from_high_to_low() -> None:
    figure = drawn()
    frame = Frame((0.0, 10.0), (0.0, 100.0), 280)
    band, line = paths(figure)
    before, after = points(line.get("d") or "")
    whole = [*before, *after]
    rows = [r for r in range(11) if r != 5]
    assert (len(before), len(after)) == (5, 5)
    for (left, top), r in zip(whole, rows, strict=True):
        assert left == pytest.approx(float(frame.across(r)), abs=0.06)
        assert top == pytest.approx(float(frame.down(r**2)), abs=0.06)
    (outline,) = points(band.get("d") or "")
    ends = [(r, 2.0 * r) for r in (7, 8, 9, 10)] + [(r, 1.0 * r) for r in (10, 9, 8, 7)]
    for (left, top), (r, value) in zip(outline, ends, strict=True):
        assert left == pytest.approx(float(frame.across(r)), abs=0.06)
        assert top == pytest.approx(float(frame.down(value)), abs=0.06)
    assert "stroke:#123456;stroke-width:2.5" in (line.get("style") or "")
    assert "stroke-dasharray:6 4" in (line.get("style") or "")


def test_that_grid_ticks_and_rule_lie_at_their_numbers_and_all_on_the_paper() -> None:
    for height in (200, 280):
        figure = drawn(height)
        frame = Frame((0.0, 10.0), (0.0, 100.0), height)
        grid = [e for e in figure.iter("line") if e.get("class") == "grid"]
        assert [float(e.get("y1") or 0) for e in grid] == pytest.approx(
            [float(frame.down(v)) for v in (0, 20, 40, 60, 80, 100)], abs=0.06
        )
        assert {(e.get("x1"), e.get("x2")) for e in grid} == {(str(LEFT), str(WIDTH - RIGHT))}
        (rule,) = [e for e in figure.iter("line") if e.get("class") == "rule"]
        assert float(rule.get("x1") or 0) == pytest.approx(float(frame.across(4.0)), abs=0.06)
        assert (rule.get("y1"), rule.get("y2")) == (str(TOP), str(height - BOTTOM))
        texts = {e.text: e for e in figure.iter("text")}
        assert set(texts) >= {"height", "start", "a long name at the end", "0", "100"}
        assert texts["start"].get("text-anchor") == "middle"
        assert float(texts["start"].get("x") or 0) == LEFT
        end = texts["a long name at the end"]
        assert (end.get("text-anchor"), float(end.get("x") or 0)) == ("end", WIDTH)
        for e in texts.values():
            assert 0 <= float(e.get("x") or -1) <= WIDTH
            assert 0 < float(e.get("y") or -1) < height
        svg_ = next(e for e in figure.iter("svg") if e.get("class") == "figure")
        assert svg_.get("viewBox") == f"0 0 {WIDTH} {height}"
        (clip,) = figure.iter("rect")
        assert [float(clip.get(k) or 0) for k in ("x", "y", "width", "height")] == [
            LEFT, TOP, WIDTH - LEFT - RIGHT, height - TOP - BOTTOM,
        ]  # fmt: skip


def test_that_dots_and_the_bar_at_their_median_lie_at_their_values_row_by_row() -> None:
    rows = [("one", np.array([1.0, 2.0, 6.0]), "#111111"), ("two", np.array([3.0, 5.0]), "")]
    figure = ET.fromstring(dot_chart(rows, "RMSE"))
    frame = Frame(padded(np.array([1.0, 6.0])), (0, 1), 120, NAMES)
    dots = list(figure.iter("circle"))
    values = [1, 2, 6, 3, 5]
    for dot, value in zip(dots, values, strict=True):
        assert float(dot.get("cx") or 0) == pytest.approx(float(frame.across(value)), abs=0.06)
    heights = [float(dot.get("cy") or 0) for dot in dots]
    assert len(set(heights[:3])) == len(set(heights[3:])) == 1
    assert heights[3] - heights[0] == 30
    assert heights[0] > TOP
    assert heights[3] < TOP + 2 * 30
    bars = [e for e in figure.iter("line") if "stroke-width" in (e.get("style") or "")]
    for bar, median, y in zip(bars, (2, 4), (heights[0], heights[3]), strict=True):
        assert float(bar.get("x1") or 0) == pytest.approx(float(frame.across(median)), abs=0.06)
        ends = [float(bar.get(k) or 0) for k in ("y1", "y2")]
        assert ends[0] < y < ends[1]
        assert ends[0] + ends[1] == 2 * y
        assert ends[1] - ends[0] < 30  # within its own row
    assert [("currentColor" in (d.get("style") or "")) for d in dots] == [False] * 3 + [True] * 2
    (paper,) = (e for e in figure.iter("svg") if e.get("class") == "figure")
    assert paper.get("viewBox") == f"0 0 {WIDTH} {TOP + BOTTOM + 2 * 30}"
    ticks = [e for e in figure.iter("text") if e.get("text-anchor") == "middle"]
    for tick in ticks:
        at = float(frame.across(float(tick.text or "nan")))
        assert float(tick.get("x") or 0) == pytest.approx(at, abs=0.06)
    assert len(ticks) >= 3


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6), st.integers(2, 9))
def test_that_ticks_are_round_evenly_spaced_and_about_as_many_as_wanted(
    low: float, size: float, about: int
) -> None:
    high = low + size
    if high - low < 1e-9 * max(1.0, abs(low)):
        return
    ticks = nice_ticks(low, high, about)
    slack = 1e-9 * max(abs(low), abs(high))
    assert all(low - slack <= t <= high + slack for t in ticks)
    assert len(ticks) <= about + 1
    if len(ticks) > 2:
        step = ticks[1] - ticks[0]
        np.testing.assert_allclose(np.diff(ticks), step, rtol=1e-6, atol=slack)
        mantissa = step / 10 ** np.floor(np.log10(step) + 1e-9)
        assert min(abs(mantissa - m) for m in (1, 2, 5, 10)) < 1e-3
        assert ticks[0] - step < low + slack
        assert ticks[-1] + step > high - slack


def test_that_five_steps_are_usual_and_what_is_no_range_has_one_tick() -> None:
    assert nice_ticks(0, 10) == [0, 2, 4, 6, 8, 10]
    assert nice_ticks(0, 5.0001) == [0, 2, 4]
    assert nice_ticks(-0.1, 0.1) == [-0.1, -0.05, 0, 0.05, 0.1]
    assert nice_ticks(3, 3) == [3]
    assert nice_ticks(0, np.inf) == [0]


def test_that_a_range_gets_a_twentieth_of_room_at_both_ends() -> None:
    assert padded(np.array([0.0, np.nan, 10.0, np.inf])) == (-0.5, 10.5)
    assert padded(np.array([4.0, 4.0])) == (0, 8)
    assert padded(np.array([-4.0])) == (-8, 0)
    assert padded(np.array([0.0])) == (-1, 1)
    assert padded(np.array([np.nan])) == (0, 1)
    assert padded(np.array([0.0, 1.0]), share=0.5) == (-0.5, 1.5)
    assert number(-1234.56) == "−1235"


def test_that_the_legend_has_a_sample_and_the_name_of_every_line_and_of_the_area() -> None:
    other = Stroke("B", X)
    names = ET.fromstring(legend([LINE, other], BAND))
    assert ["".join(e.itertext()).strip() for e in names.iter("span")] == ["A & <b>", "B", "I"]
    assert len(list(names.iter("line"))) == 2
    assert len(list(ET.fromstring(legend([other])).iter("span"))) == 1
    assert svg.DASHES["solid"] == ""


def test_that_an_interval_with_a_gap_is_drawn_in_two_pieces_and_none_not_at_all() -> None:
    low = np.where((X == 4) | (X == 5), np.nan, 0.0)
    args = {"ticks": [], "label": "L", "axis": "a", "limits": (0.0, 1.0)}
    two = line_chart(X, [], area=Area("I", low, low + 1, "#1"), **args)  # type: ignore[arg-type]
    (band,) = paths(ET.fromstring(f"<div>{two}</div>"))
    assert [len(p) for p in points(band.get("d") or "")] == [8, 10]
    none = line_chart(X, [], area=Area("I", X * np.nan, X, "#1"), **args)  # type: ignore[arg-type]
    assert paths(ET.fromstring(f"<div>{none}</div>")) == []


def test_that_a_value_far_off_stays_a_number_that_a_browser_can_draw() -> None:
    far = Stroke("A", np.array([0.0, 1e300] + [0.5] * 9))
    text = line_chart(X, [far], ticks=[], label="L", axis="a", limits=(0.0, 1.0))
    (line,) = paths(ET.fromstring(f"<div>{text}</div>"))
    (piece,) = points(line.get("d") or "")
    assert piece[1][1] == -100000
    assert len(piece) == 11


def test_that_a_name_stands_below_the_middle_of_its_tick_wherever_it_fits() -> None:
    ticks = [(at, "2020-01-01 10:00") for at in (2.0, 5.0, 10.0)]
    args = {"label": "L", "axis": "a", "limits": (0.0, 1.0)}
    figure = ET.fromstring(f"<div>{line_chart(X, [], ticks=ticks, **args)}</div>")  # type: ignore[arg-type]
    names = [e for e in figure.iter("text") if e.text == "2020-01-01 10:00"]
    assert [e.get("text-anchor") for e in names] == ["middle", "middle", "end"]
    frame = Frame((0.0, 10.0), (0.0, 1.0), 280)
    places = [float(frame.across(2.0)), float(frame.across(5.0)), WIDTH]
    assert [float(e.get("x") or 0) for e in names] == pytest.approx(places, abs=0.06)


def test_that_what_a_figure_is_called_cannot_leave_its_attribute() -> None:
    name = "\"><script>\" onload='x' <b>"
    text = line_chart(X, [], ticks=[], label=name, axis=name, limits=(0.0, 1.0))
    figure = next(e for e in ET.fromstring(f"<div>{text}</div>").iter("svg"))
    assert figure.get("aria-label") == name
    assert set(figure.attrib) == {"class", "viewBox", "role", "aria-label"}
