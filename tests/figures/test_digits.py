"""Figures of digit networks show the numbers they are given."""

from typing import Any

import numpy as np

from rnnviz.figures.digits import Curves, accuracy_figure, loss_figure


def test_that_a_line_is_the_mean_of_the_starts_and_the_band_their_range() -> None:
    values = np.array([[0.1, 0.3], [0.8, 0.9]])
    fig: Any = accuracy_figure([Curves("GRU", values)], ("row 1", "row 2"), "after reading")
    band, line = fig.data
    np.testing.assert_allclose(line.y, [0.2, 0.85])
    np.testing.assert_allclose(band.y, [0.3, 0.9, 0.8, 0.1])
    assert line.name == "GRU"
    assert fig.layout.xaxis.ticktext == ("row 1", "row 2")


def test_that_one_start_has_no_band_and_epochs_count_from_0() -> None:
    fig: Any = accuracy_figure([Curves("RNN", np.array([[0.1], [0.5]]))], (), "epoch", x0=0)
    (line,) = fig.data
    assert list(line.x) == [0, 1]


def test_that_an_epoch_without_a_number_leaves_a_gap_and_no_warning() -> None:
    values = np.array([[0.5, 0.7], [0.6, np.nan], [np.nan, np.nan]])
    fig: Any = loss_figure([Curves("RNN", values)], [Curves("RNN", values)])
    line = fig.data[1]
    np.testing.assert_allclose(line.y, [0.6, 0.6, np.nan])
