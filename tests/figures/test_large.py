"""A figure that is presented: every letter large, the figure itself left as it was."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from rnnviz.figures.digits import Curves, accuracy_figure
from rnnviz.figures.large import LETTERS, STROKES, enlarged
from rnnviz.figures.series.split import split_figure


def fonts(node: Any) -> Iterator[float]:
    """Every size of letters that a figure asks for, but for letters that are not seen."""
    if isinstance(node, dict):
        font = node.get("font", {})
        if "size" in font and font["size"] > 1:
            yield font["size"]
        for one in node.values():
            yield from fonts(one)
    elif isinstance(node, list | tuple):
        for one in node:
            yield from fonts(one)


def test_that_a_presented_figure_has_no_letters_below_eighteen_pixels() -> None:
    times = np.arange(40)
    split = split_figure(times, np.sin(times), (24, 32), 4, "value", "row")
    lines = accuracy_figure([Curves("RNN", np.array([[0.1], [0.5]]))], ("a", "b"), "read")
    for figure in (split, lines):
        layout = enlarged(figure, 560).to_dict()["layout"]
        layout.pop("template")
        sizes = list(fonts(layout))
        assert layout["font"]["size"] == layout["xaxis"]["tickfont"]["size"] == LETTERS
        assert min(sizes) >= 18
        assert layout["height"] == 560


def test_that_strokes_grow_and_the_figure_is_left_as_it_was() -> None:
    figure: Any = accuracy_figure([Curves("RNN", np.array([[0.1], [0.5]]))], ("a", "b"), "read")
    before = figure.to_json()
    large: Any = enlarged(figure, 560)
    assert figure.to_json() == before
    assert large.data[-1].line.width == STROKES * figure.data[-1].line.width
