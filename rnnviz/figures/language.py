"""Figures of the Language screen: what was learned when, and accuracy by distance."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from rnnviz.figures.looks import ROLES
from rnnviz.figures.style import GRID, figure, said, share_axis
from rnnviz.words import _
from rnnviz.words.numbers import percent

Array = NDArray[np.floating]
LOOKS = (("loss", "dot"), ("hidden", "solid"), ("output", "dash"))


class Curve(NamedTuple):
    """One line over the epochs."""

    name: str
    epochs: Sequence[int]
    values: Sequence[float] | Array
    role: str


def learning(
    curves: Sequence[Curve], shown: int, axis: dict[str, Any], level: float | None = None
) -> go.Figure:
    """Lines over the epochs; `shown` is the epoch whose network is looked at, `level` a mark.

    `axis` is how the values stand: Plotly's settings, or those of `log_axis` or `share_axis`.
    """
    data: list[dict[str, Any]] = [
        {
            "type": "scatter", "mode": "lines", "name": one.name,
            "x": np.asarray(one.epochs), "y": np.asarray(one.values, float),
            "line": {"color": ROLES[one.role], "width": 2},
        }
        for one in curves
    ]  # fmt: skip
    fig = figure(260, data, xaxis={"title": _("epoch")}, yaxis=axis)
    fig.add_vline(x=shown, line={"color": ROLES["weight"], "width": 1, "dash": "dot"})
    if level is not None:
        fig.add_hline(y=level, line={"color": ROLES["weight"], "width": 1, "dash": "dash"})
    return fig


def accuracy_by_distance(
    distances: Sequence[int],
    names: Sequence[str],
    near: Sequence[Array],
    far: Sequence[Array],
    chance: float,
    longest: int,
    near_distance: int,
) -> go.Figure:
    """Share of right answers over the words between: median of the seeds and their range.

    `near` are (R,), `far` (D, R), one for each name; `longest` the longest distance in training.
    """
    data: list[dict[str, Any]] = []
    for name, short, long, (role, dash) in zip(names, near, far, LOOKS, strict=False):
        x = [near_distance, *distances]
        data += _band(x, np.vstack([short, long]), name, ROLES[role], dash)
    fig = figure(
        380, data,
        xaxis={"title": _("words between the cue and the answer")},
        yaxis=share_axis(title=_("right answers")),
    )  # fmt: skip
    grey = {"color": ROLES["weight"], "width": 1, "dash": "dot"}
    fig.add_hline(y=chance, line=grey, annotation={"text": _("guessing"), "xanchor": "right"})
    text = {"text": _("longer than in training →"), "xanchor": "left", "yanchor": "bottom"}
    fig.add_vrect(
        x0=longest, x1=max(distances), fillcolor=GRID, opacity=0.5, line_width=0, layer="below",
        annotation=text, annotation_position="bottom left",
    )  # fmt: skip
    return fig


def _band(
    x: Sequence[int], values: Array, name: str, colour: str, dash: str
) -> list[dict[str, Any]]:
    """A line of medians (D,) of values (D, R), on a band from the lowest to the highest."""
    low, high = values.min(axis=1), values.max(axis=1)
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    hidden = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "showlegend": False}
    shared = {"type": "scatter", "x": list(x), "legendgroup": name}
    fill = f"rgba({red}, {green}, {blue}, 0.16)"
    line = {"color": colour, "width": 2.5, "dash": dash}
    return [
        {**shared, **hidden, "y": high},
        {**shared, **hidden, "y": low, "fill": "tonexty", "fillcolor": fill},
        {
            **shared, "y": np.median(values, axis=1), "name": name, "mode": "lines+markers",
            "line": line, **said(percent, np.median(values, axis=1)),
        },
    ]  # fmt: skip
