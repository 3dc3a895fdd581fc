"""Runs side by side are drawn as they are."""

from typing import Any

import numpy as np

from rnnviz.figures.runs import MOST_POINTS, losses


def test_that_each_run_is_a_line_with_its_own_losses_on_one_axis() -> None:
    short, long = np.array([1.0, 0.5, 0.25]), 1.0 / np.arange(1, 5002)
    fig: Any = losses({"1. short": short, "2. long": long}, "loss")
    assert [line.name for line in fig.data] == ["1", "2"]
    np.testing.assert_array_equal(fig.data[0].y, short)
    assert len(fig.data[1].x) <= MOST_POINTS
    assert (fig.data[1].x[0], fig.data[1].x[-1]) == (0, 5000)
    np.testing.assert_array_equal(fig.data[1].y, long[fig.data[1].x])
    assert fig.layout.yaxis.type == "log"
    low, high = fig.layout.yaxis.range
    assert low < np.log10(long.min()) < np.log10(1.0) < high
