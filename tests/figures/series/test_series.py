"""The figures of a series show the numbers they are given."""

from typing import Any

import numpy as np
import pytest

from rnnviz.figures.looks import RECURRENT, Look, look_of
from rnnviz.figures.series.lines import (
    Band,
    Line,
    Panel,
    log_ticks,
    loss_figure,
    prediction_figure,
    safe,
)
from rnnviz.figures.series.split import split_figure
from rnnviz.figures.series.spread import (
    Curve,
    Dots,
    change_figure,
    fold_figure,
    horizon_figure,
    seed_figure,
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
    assert list(bar.x) == [str(TIMES[68]), str(TIMES[79])]
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
    fig: Any = prediction_figure(TIMES, VALUES, [Panel("", [line, hidden])], 80, "y", "year")
    assert np.array_equal(trace(fig, "RNN").y, VALUES[80:] + 0.1)
    assert trace(fig, "RNN").x[0] == TIMES[80]
    assert trace(fig, "mean").visible == "legendonly"
    assert len(trace(fig, "series").y) == 44


def test_that_a_prediction_that_explodes_does_not_flatten_the_picture() -> None:
    wild = Line("RNN", VALUES * 1e6, BLUE)
    fig: Any = prediction_figure(TIMES, VALUES, [Panel("", [wild])], 80, "y", "year")
    low, high = fig.layout.yaxis.range
    assert -3 < low < high < 3


def test_that_predictions_that_are_not_numbers_leave_the_range_alone() -> None:
    nothing = Line("RNN", np.full(100, np.nan), BLUE)
    fig: Any = prediction_figure(TIMES, VALUES, [Panel("", [nothing])], 80, "y", "year")
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
    cells = [f"cell {n}" for n in range(len(RECURRENT))]
    others = ["last", "seasonal", "drift", "mean", "ar", "mlp_window", "mlp_time"]
    looks = [look_of(code, cells) for code in (*others, *cells)]
    assert len({(look.colour, look.dash) for look in looks}) == len(looks)
    first = [look_of(code, cells) for code in ("ar", "mlp_window", "mlp_time", *cells[:3])]
    assert len({look.colour for look in first}) == len(first)
    assert max(look_of(code, cells).width for code in others[:5]) < 1.5


def test_that_the_truth_lies_on_top_in_the_ink_of_the_page() -> None:
    line = Line("RNN", VALUES, BLUE)
    for dark, ink in ((False, "#1B1F24"), (True, "#F2F4F7")):
        panels = [Panel("above", [line]), Panel("below", [line])]
        fig: Any = prediction_figure(TIMES, VALUES, panels, 80, "y", "year", dark=dark)
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


def test_that_two_ways_of_predicting_share_time_and_names() -> None:
    one, free = Line("RNN", VALUES + 0.1, BLUE), Line("RNN", VALUES + 0.2, BLUE)
    band = Band(VALUES - 1, VALUES + 1, "90 % interval", BLUE.colour)
    panels = [Panel("One step", [one], band), Panel("Free", [free], band)]
    fig: Any = prediction_figure(TIMES, VALUES, panels, 80, "y", "year")
    lines = [t for t in fig.data if t.name == "RNN"]
    assert [t.showlegend for t in lines] == [True, False]
    assert lines[0].legendgroup == lines[1].legendgroup
    assert [t.yaxis for t in lines] == ["y", "y2"]
    assert np.array_equal(lines[1].y, free.y[80:])
    low, high = [t for t in fig.data if t.name == "90 % interval"][:2]
    assert (low.fill, high.fill) == (None, "tonexty")
    assert np.array_equal(high.y, band.high[80:])
    assert fig.layout.xaxis.matches == "x2"
    assert [a.text for a in fig.layout.annotations][:2] == ["One step", "Free"]


def test_that_the_window_slides_over_the_series_without_the_server() -> None:
    values = VALUES.copy()
    values[50] = np.nan
    fig: Any = split_figure(TIMES, values, (64, 80), 12, "y", "year")
    (slider,) = fig.layout.sliders
    assert slider.steps[slider.active].label == "row 81: test"
    assert slider.steps[0].label == "row 13: training"
    assert slider.steps[-1].label == "row 100: test"
    assert all(step.method == "restyle" for step in slider.steps)
    for step in slider.steps:
        change, traces = step.args
        target = int(step.label.split()[1].rstrip(":")) - 1
        assert list(traces) == [1, 2]
        assert change["x"] == [
            [str(TIMES[target - 12]), str(TIMES[target - 1])],
            [str(TIMES[target])],
        ]
        assert change["y"][1] == [values[target]]
        assert np.isfinite(change["y"][1][0])


def test_that_seeds_are_dots_with_their_median() -> None:
    models = [Dots("LSTM", np.array([3.0, 1.0, 2.0]), [1, 2, 3], BLUE),
              Dots("AR", np.array([4.0]), [1], BLUE)]  # fmt: skip
    fig: Any = seed_figure(models, 5.0, "m")
    dots = trace(fig, "LSTM")
    assert list(dots.x) == [3.0, 1.0, 2.0]
    assert list(dots.text) == ["seed 1", "seed 2", "seed 3"]
    assert list(trace(fig, "LSTM, median").x) == [2.0]
    assert fig.layout.shapes[0].x0 == 5.0
    assert fig.layout.xaxis.type != "log"
    wide: Any = seed_figure([*models, Dots("MLP", np.array([400.0]), [1], BLUE)], 5.0, "m")
    assert wide.layout.xaxis.type == "log"


def test_that_errors_by_horizon_have_the_range_of_their_seeds() -> None:
    mid = np.array([1.0, 2.0, 3.0])
    curves = [Curve("LSTM", mid, mid - 0.5, mid + 0.5, BLUE), Curve("AR", mid, mid, mid, BLUE),
              Curve("MLP", 100 * mid, mid, mid, BLUE, shown=False)]  # fmt: skip
    fig: Any = horizon_figure(curves, "m")
    assert list(trace(fig, "LSTM").x) == [1, 2, 3]
    assert [t.fill for t in fig.data] == [None, "tonexty", None, None, None]
    assert fig.layout.yaxis.range[1] < 4
    nothing: Any = horizon_figure([curves[0]._replace(median=mid * np.nan)], "m")
    assert np.isfinite(nothing.layout.yaxis.range).all()


def test_that_changes_are_drawn_with_the_diagonal() -> None:
    actual = np.array([1.0, -2.0, 0.5])
    fig: Any = change_figure(actual, [("RNN", 0.5 * actual, BLUE)])
    assert list(trace(fig, "RNN").y) == [0.5, -1.0, 0.25]
    assert list(trace(fig, "perfect").x) == list(trace(fig, "perfect").y) == [-2.1, 2.1]
    assert fig.layout.xaxis.range == fig.layout.yaxis.range


def test_that_folds_are_points_over_their_rows() -> None:
    fig: Any = fold_figure(["a", "b"], [("RNN", np.array([1.0, 2.0]), BLUE)], "m")
    assert list(trace(fig, "RNN").x) == ["a", "b"]
    assert list(trace(fig, "RNN").y) == [1.0, 2.0]
