"""The figures of a series show the numbers they are given."""

from typing import Any

import numpy as np
import pytest

from rnnviz.figures.series import (
    Line,
    Look,
    log_ticks,
    look_of,
    loss_figure,
    prediction_figure,
    safe,
    split_figure,
)

TIMES = np.arange("2000", "2100", dtype="datetime64[Y]").astype("datetime64[s]")
BLUE = Look("#0072B2")
VALUES = np.sin(np.arange(100.0))


def trace(fig: Any, name: str) -> Any:
    return next(t for t in fig.data if t.name == name)


def test_that_the_split_figure_draws_the_series_its_parts_and_one_window() -> None:
    fig: Any = split_figure(TIMES, VALUES, (64, 80), 12, "y (m³)", "year")
    assert np.array_equal(fig.data[0].y, VALUES)
    assert [a.text.replace("<br>", " ") for a in fig.layout.annotations] == [
        "training 64 rows", "validation 16 rows", "test 20 rows",
    ]  # fmt: skip
    assert len(fig.layout.shapes) == 2
    bar = fig.data[1]
    assert (bar.x[0], bar.x[1]) == (TIMES[68], TIMES[79])
    assert trace(fig, "its target").y[0] == VALUES[80]


@pytest.mark.parametrize("window", [1, 64])
def test_that_the_window_bracket_never_leaves_the_series(window: int) -> None:
    fig: Any = split_figure(np.arange(100.0), VALUES, (64, 80), window, "y", "row")
    assert fig.data[1].x[0] == 80 - window


def test_that_a_gap_in_the_series_stays_a_gap() -> None:
    values = VALUES.copy()
    values[10] = np.nan
    fig: Any = split_figure(TIMES, values, (64, 80), 12, "y", "year")
    assert np.isnan(fig.data[0].y[10])


def test_that_predictions_are_drawn_over_the_test_part_only() -> None:
    line = Line("RNN", VALUES + 0.1, BLUE)
    hidden = Line("mean", VALUES * 0, BLUE, shown=False)
    fig: Any = prediction_figure(TIMES, VALUES, [line, hidden], 80, "y", "year")
    assert np.array_equal(trace(fig, "RNN").y, VALUES[80:] + 0.1)
    assert trace(fig, "RNN").x[0] == TIMES[80]
    assert trace(fig, "mean").visible == "legendonly"
    assert len(trace(fig, "series").y) == 44


def test_that_a_prediction_that_explodes_does_not_flatten_the_picture() -> None:
    wild = Line("RNN", VALUES * 1e6, BLUE)
    fig: Any = prediction_figure(TIMES, VALUES, [wild], 80, "y", "year")
    low, high = fig.layout.yaxis.range
    assert -3 < low < high < 3


def test_that_predictions_that_are_not_numbers_leave_the_range_alone() -> None:
    nothing = Line("RNN", np.full(100, np.nan), BLUE)
    fig: Any = prediction_figure(TIMES, VALUES, [nothing], 80, "y", "year")
    low, high = fig.layout.yaxis.range
    assert np.isfinite([low, high]).all()


def test_that_loss_curves_are_logarithmic_with_the_kept_epoch_marked() -> None:
    loss, validation = np.array([1.0, 0.1, 0.05]), np.array([1.0, 0.2, 0.3])
    fig: Any = loss_figure([(Line("LSTM", loss, BLUE), validation, 1)])
    assert fig.layout.yaxis.type == "log"
    assert [np.array(t.y).tolist() for t in fig.data] == [[1.0, 0.1, 0.05], [1.0, 0.2, 0.3], [0.2]]


def test_that_names_of_a_file_cannot_write_tags_or_formats() -> None:
    fig: Any = split_figure(TIMES, VALUES, (64, 80), 12, "<a href='x'>y</a> %{x}", "<b>t</b>")
    assert "<" not in str(fig.layout.yaxis.title.text)
    assert "<" not in str(fig.layout.xaxis.title.text)
    assert safe("a" * 100) == "a" * 60


def test_that_models_have_different_looks() -> None:
    cells = ["rnn_tanh", "lstm"]
    codes = ["last", "mean", "ar", "mlp_window", "mlp_time", *cells]
    assert len({look_of(code, cells) for code in codes}) == len(codes)
    drawn_often = [look_of(code, cells) for code in ("ar", "mlp_window", "mlp_time", *cells)]
    assert len({look.colour for look in drawn_often}) == len(drawn_often)
    assert len({look.dash for look in drawn_often[1:]}) == 4
    assert max(look_of(code, cells).width for code in ("last", "mean", "ar")) < 1.5


def test_that_the_truth_lies_on_top_in_the_ink_of_the_page() -> None:
    line = Line("RNN", VALUES, BLUE)
    for dark, ink in ((False, "#1B1F24"), (True, "#F2F4F7")):
        fig: Any = prediction_figure(TIMES, VALUES, [line], 80, "y", "year", dark=dark)
        assert (fig.data[-1].name, fig.data[-1].line.color) == ("series", ink)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0.03, 0.4, [0.02, 0.05, 0.1, 0.2, 0.5]),
        (0.11, 0.13, [0.1, 0.2]),
        (1e-9, 1.0, [1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1.0]),
        (np.nan, 0.0, [1.0]),
    ],
)
def test_that_the_loss_axis_has_ticks_that_can_be_read(
    low: float, high: float, ticks: list[float]
) -> None:
    assert log_ticks(np.array([low, high])) == ticks
