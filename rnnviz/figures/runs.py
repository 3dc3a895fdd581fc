"""Runs side by side: the loss of each by epoch, on one axis."""

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from rnnviz.figures.style import figure, log_axis, said
from rnnviz.words import _
from rnnviz.words.numbers import number

MOST_POINTS = 600  # of a line: more than a screen shows


def losses(runs: Mapping[str, NDArray[np.floating]], title: str) -> go.Figure:
    """A line for each run by its name, (E+1,) losses each; hovering tells epoch and value."""
    lines = {name: _points(loss) for name, loss in runs.items()}
    data = [
        {
            "type": "scatter", "mode": "lines", "name": name.split(".")[0], "x": x, "y": y,
            "line": {"width": 2}, **said(number, y),
        }
        for name, (x, y) in lines.items()
    ]  # fmt: skip
    every = np.concatenate([y for _x, y in lines.values()])
    return figure(280, data, xaxis={"title": _("epoch")}, yaxis=log_axis(every, title=title))


def _points(loss: NDArray[np.floating]) -> tuple[NDArray[np.integer], NDArray[np.floating]]:
    """Epochs and losses, the first and last among them."""
    at = np.unique(np.linspace(0, len(loss) - 1, MOST_POINTS).round().astype(int))
    return at, loss[at]
