"""Figures of Shapes that stand still."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from rnnviz.figures.looks import ROLES
from rnnviz.figures.style import figure, log_axis, said, share_axis
from rnnviz.words.numbers import number, percent

Curve = tuple[str, NDArray[np.floating], str]  # name, values over the steps, role of its colour

MARKS = {"hidden": "circle", "output": "square", "loss": "x"}


def reach_figure(curves: Sequence[Curve], x_title: str, y_title: str, zero: str) -> go.Figure:
    """How much of each input arrives: one line a curve on a logarithmic axis; `zero` names none.

    An exact 0 has no place on such an axis: it stands as a hollow mark on the lowest line.
    """
    positive = np.concatenate([v[v > 0] for _name, v, _role in curves])
    floor = 10.0 ** (np.floor(np.log10(positive.min())) - 1) if len(positive) else 1e-3
    data = [trace for curve in curves for trace in _traces(curve, floor, zero)]
    return figure(
        300,
        data,
        xaxis={"title": x_title, "dtick": max(1, len(curves[0][1]) // 15)},
        yaxis=log_axis(np.append(positive, floor), title=y_title),
        margin={"t": 40},
    )  # fmt: skip


def _traces(curve: Curve, floor: float, zero: str) -> list[dict]:
    name, values, role = curve
    steps, colour = np.arange(1, len(values) + 1), ROLES[role]
    common = {"type": "scatter", "name": name, "legendgroup": name, "mode": "lines+markers"}
    seen = np.where(values > 0, values, np.nan)
    marker = {"color": colour, "size": 9, "symbol": MARKS[role]}
    found = [{**common, "x": steps, "y": seen, "marker": marker,
              "line": {"color": colour, "width": 2}, **said(number, seen)}]  # fmt: skip
    if (values == 0).any():
        hollow = {"color": colour, "size": 9, "symbol": f"{MARKS[role]}-open"}
        none = np.where(values == 0, floor, np.nan)
        found.append({**common, "name": f"{name}: {zero}", "mode": "markers", "x": steps,
                      "y": none, "marker": hollow, "hovertemplate": zero})  # fmt: skip
    return found


def _in_percent(share: float) -> str:
    return percent(share, 1)


def learning_figure(
    curves: Sequence[tuple[str, Sequence[int], Sequence[float]]], x_title: str, y_title: str
) -> go.Figure:
    """Shares (0 to 1) over the updates of a training, one line a network."""
    colours = (ROLES["output"], ROLES["loss"])
    data = [
        {"type": "scatter", "mode": "lines+markers", "name": name, "x": list(x), "y": list(y),
         "line": {"color": colour, "width": 2}, **said(_in_percent, np.asarray(y, float))}
        for (name, x, y), colour in zip(curves, colours, strict=False)
    ]  # fmt: skip
    return figure(
        260, data,
        xaxis={"title": x_title},
        yaxis=share_axis(title=y_title),
        margin={"t": 40},
    )  # fmt: skip
