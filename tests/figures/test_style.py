"""What every figure shares."""

from typing import Any

import numpy as np

from rnnviz.figures.digits import Curves, loss_figure
from rnnviz.figures.language import Curve, learning
from rnnviz.figures.shapes import learning_figure

HALF_A_NUMBER = 18  # pixels: half of "1,000" at 13 px


def test_that_the_last_number_of_an_axis_has_room_at_the_edge() -> None:
    curves = [Curves("RNN", np.array([[1.0], [0.5]]))]
    figures: list[Any] = [
        learning([Curve("a", [0, 200], [0.1, 0.5], "hidden")], 5, "share"),
        loss_figure(curves, curves),
        learning_figure([("with", [0, 300], [0.1, 0.5])], "updates", "right"),
    ]
    for figure in figures:
        own = figure.layout.margin.r
        assert (own or figure.layout.template.layout.margin.r) >= HALF_A_NUMBER
