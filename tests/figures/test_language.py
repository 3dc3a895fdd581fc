"""Figures of the Language screen: what is drawn is what was measured."""

from typing import Any

import numpy as np

from rnnviz.figures.language import Curve, accuracy_by_distance, learning


def test_that_each_curve_is_drawn_and_the_epoch_marked():
    curves = [
        Curve("a", [0, 5, 9], [0.1, 0.5, 1.0], "hidden"),
        Curve("b", [0, 9], [1, 2], "output"),
    ]
    fig: Any = learning(curves, 5, {"title": "share"}, level=3)
    assert [trace.name for trace in fig.data] == ["a", "b"]
    np.testing.assert_array_equal(fig.data[0].y, [0.1, 0.5, 1.0])
    lines = {(shape.x0, shape.x1) for shape in fig.layout.shapes}
    assert (5, 5) in lines
    assert any(shape.y0 == shape.y1 == 3 for shape in fig.layout.shapes)


def test_that_the_gap_is_a_median_on_a_band():
    near = [np.array([1.0, 0.9, 1.0]), np.array([1.0, 1.0, 1.0])]
    far = [np.array([[0.8, 0.2, 0.5], [0.3, 0.1, 0.2]]), np.ones((2, 3))]
    fig: Any = accuracy_by_distance([4, 7], ["RNN", "GRU"], near, far, 0.25, 7, 3)
    named = [trace for trace in fig.data if trace.name]
    assert [trace.name for trace in named] == ["RNN", "GRU"]
    np.testing.assert_allclose(named[0].y, [1.0, 0.5, 0.2])
    assert list(named[0].x) == [3, 4, 7]
    high, low = fig.data[0], fig.data[1]
    np.testing.assert_allclose(high.y, [1.0, 0.8, 0.3])
    np.testing.assert_allclose(low.y, [0.9, 0.2, 0.1])
    assert any(shape.y0 == 0.25 for shape in fig.layout.shapes)
