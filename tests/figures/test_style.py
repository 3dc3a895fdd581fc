"""What every figure shares."""

from typing import Any

import numpy as np
import pytest

from rnnviz.figures.digits import Curves, loss_figure
from rnnviz.figures.gradients import by_lag
from rnnviz.figures.language import Curve, learning
from rnnviz.figures.shapes import learning_figure
from rnnviz.figures.style import log_axis, said, share_axis
from rnnviz.words.numbers import number

HALF_A_NUMBER = 18  # pixels: half of "1,000" at 13 px


def test_that_the_last_number_of_an_axis_has_room_at_the_edge() -> None:
    curves = [Curves("RNN", np.array([[1.0], [0.5]]))]
    figures: list[Any] = [
        learning([Curve("a", [0, 200], [0.1, 0.5], "hidden")], 5, share_axis(title="share")),
        loss_figure(curves, curves),
        learning_figure([("with", [0, 300], [0.1, 0.5])], "updates", "right"),
    ]
    for figure in figures:
        own = figure.layout.margin.r
        assert (own or figure.layout.template.layout.margin.r) >= HALF_A_NUMBER


@pytest.mark.parametrize("values", [[2.91, 3.02], [1.0, 1.0], [0.3, 20], [1e-9, 4], [1e-12, 1e4]])
def test_that_a_log_axis_has_a_decade_at_least_and_labels_it_in_full(values: list[float]) -> None:
    axis = log_axis(np.array(values))
    low, high = axis["range"]
    assert high - low >= 1
    assert low <= np.log10(min(values))
    assert np.log10(max(values)) <= high
    assert len(axis["tickvals"]) >= 2
    for at, text in zip(axis["tickvals"], axis["ticktext"], strict=True):
        if text.startswith("10") and text[2:3] in tuple("⁻⁰¹²³⁴⁵⁶⁷⁸⁹"):
            assert np.log10(at) == pytest.approx(round(np.log10(at)))
        else:
            assert float(text) == pytest.approx(at)  # never "2" for 20


def test_that_a_log_axis_of_nothing_is_still_an_axis() -> None:
    assert log_axis(np.array([0.0, np.nan]))["range"] == pytest.approx([-1.04, 0.04])


def test_that_shares_are_labelled_in_percent_with_a_space() -> None:
    assert share_axis()["ticktext"] == ["0 %", "25 %", "50 %", "75 %", "100 %"]


def test_that_hovering_says_numbers_in_the_one_writing() -> None:
    told = said(number, np.array([0.5, -1e-5, np.nan]))
    assert told["customdata"] == ["0.500", "−1×10⁻⁵", ""]


def test_that_parts_of_like_size_look_alike() -> None:
    sizes = np.array([2.92, 2.91, 2.93, 2.97, 3.02])
    log: Any = by_lag(["RNN"], [sizes], [np.zeros(5)])
    assert not [trace for trace in log.data if trace.type == "bar"]  # no length without a zero
    low, high = log.layout.yaxis.range
    heights = (np.log10(sizes) - low) / (high - low)
    assert np.ptp(heights) < 0.03
    bars: Any = by_lag(["RNN"], [sizes], [np.zeros(5)], linear=True)
    assert bars.data[0].type == "bar"
    assert bars.layout.yaxis.range[0] == 0


@pytest.mark.parametrize("linear", [False, True])
def test_that_clipping_by_norm_is_drawn_hollow_before_and_full_after(linear: bool) -> None:
    sizes = np.array([1.0, 0.5])
    fig: Any = by_lag(["RNN"], [sizes], [np.array([0.4, 0])], 0.25, linear=linear)
    before, after = (t for t in fig.data if "missing" not in t.name)
    np.testing.assert_array_equal(before.y, sizes)
    np.testing.assert_array_equal(after.y, 0.25 * sizes)
    assert fig.layout.xaxis.autorange == "reversed"  # the loss at the right, as above
