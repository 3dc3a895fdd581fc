"""An experiment: every seed a dot, for each line at each place a band and the median."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression

from rnnviz.figures.looks import ROLES
from rnnviz.figures.style import figure, log_axis, share_axis
from rnnviz.words import _
from rnnviz.words.numbers import number, percent

Array = NDArray[Any]

COLOURS = [
    *(ROLES[r] for r in ("hidden", "loss", "output", "gradient", "input", "other", "weight")),
    "#8E6BD8", "#A6611A", "#7FA02C", "#D6336C", "#17A2A2",
]  # fmt: skip
WIDTH = 0.5  # of a place is used by its lines, so that places stand apart
BAND = 0.34  # half of the ground that a place stands on
GROUND = "rgba(127, 135, 144, 0.09)"
NAMED = 0.24  # of the places is room at the right, for the names of the lines
APART = 0.045  # of the axis from one name to the next
HEIGHT = 430


class Plot(NamedTuple):
    """What is drawn."""

    lines: Sequence[str]  # names of the lines
    places: Sequence[str]  # what stands below each place
    seeds: Sequence[int]
    values: Array  # (lines, places, seeds) NaN where there is none
    own: Array  # (lines, places, seeds) filled if made here, else open
    axis: str  # what the axis is
    measured: str  # what the values are
    share: bool  # whether they are shares
    levels: Sequence[tuple[float, str]] = ()  # what stands across all places
    first: Sequence[int] | None = None  # the lines that are drawn at once; the others on a click


def dots(p: Plot) -> go.Figure:
    """Dots of all runs, side by side at each place; hovering tells line, seed and value.

    A dot's `customdata` begins with the numbers of its line, place and seed, from 0.
    """
    axis = _values(p)
    ends = _ends(p, axis["range"])
    data = [trace for i in range(len(p.lines)) for trace in (*_line(p, i), _name(p, i, ends[i]))]
    fig = figure(HEIGHT, data, hovermode="closest", xaxis=_places(p), yaxis=axis)
    fig.update_layout(legend={"font": {"size": 12}, "itemsizing": "constant"})
    for j in range(len(p.places) if len(p.places) > 1 else 0):
        fig.add_vrect(j - BAND, j + BAND, fillcolor=GROUND, line_width=0, layer="below")
    for level, label in p.levels:
        fig.add_hline(y=level, line={"color": ROLES["weight"], "width": 1, "dash": "dot"})
        fig.add_annotation(
            text=label, x=1, xref="paper", xanchor="right", y=_height(p, level), yref="y",
            yanchor="top", showarrow=False, font={"size": 12},
        )  # fmt: skip
    return fig


def _height(p: Plot, level: float) -> float:
    """Where a note stands at a level: on a logarithmic axis Plotly takes the power of ten."""
    return level if p.share else float(np.log10(level))


def _line(p: Plot, i: int) -> list[dict[str, Any]]:
    """Bands from the lowest to the highest seed, the medians, and the dots over them."""
    colour, x = COLOURS[i % len(COLOURS)], _at(p, i)
    drawn = _drawn(p, i)
    same = {"legendgroup": str(i), "showlegend": False, "hoverinfo": "skip", "type": "scatter",
            "mode": "lines", "visible": drawn}  # fmt: skip
    low, middle, high = _ranges(p.values[i])
    gap, left, right = np.full(len(x), np.nan), x - _half(p), x + _half(p)
    bands = {
        **same, "fill": "toself", "fillcolor": colour, "opacity": 0.16, "line": {"width": 0},
        "x": np.ravel([left, right, right, left, left, gap], "F"),
        "y": np.ravel([low, low, high, high, low, gap], "F"),
    }  # fmt: skip
    medians = {
        **same, "line": {"color": colour, "width": 3}, "x": np.ravel([left, right, gap], "F"),
        "y": np.ravel([middle, middle, gap], "F"),
    }  # fmt: skip
    between = {**same, "x": x, "y": middle, "line": {"color": colour, "width": 1, "dash": "dot"}}
    return [bands, medians, between, {**_dots(p, i, colour, x), "visible": drawn}]


def _drawn(p: Plot, i: int) -> bool | str:
    return True if p.first is None or i in p.first else "legendonly"


def _ends(p: Plot, limits: Sequence[float]) -> Array:
    """Where the names of the lines stand, in units of the axis: at their ends, but apart from each
    other and from what is said of levels. One that is not drawn at once stands at its own end.
    """
    low, high = limits
    medians = [_ranges(row)[1] for row in p.values]
    last = [row[np.isfinite(row)][-1:] for row in medians]
    ends = np.array([v[0] if len(v) else np.nan for v in last])
    ends = ends if p.share else np.log10(ends)
    shown = np.array([_drawn(p, i) is True for i in range(len(ends))]) & np.isfinite(ends)
    least = APART * (high - low)
    notes = [_height(p, level) - least / 2 for level, _label in p.levels]  # below their lines
    ends[shown] = apart(ends[shown], notes, least, low, high)
    return ends if p.share else 10**ends


def apart(wanted: Array, fixed: Sequence[float], least: float, low: float, high: float) -> Array:
    """Places (n,) in the order of those wanted, `least` from each other and from what is fixed, and
    as near as can be.

    >>> apart(np.array([1.0, 1.0, 0.0]), [], 0.2, 0.0, 2.0).round(2).tolist()
    [0.9, 1.1, 0.0]
    """
    both, n = np.concatenate([wanted, fixed]), len(wanted)
    if not n:
        return wanted
    order, steps = np.argsort(both, kind="stable"), least * np.arange(len(both))
    heavy = np.where(order < n, 1.0, 1e6)
    risen = isotonic_regression(both[order] - steps, weights=heavy).x
    found = np.empty_like(both)
    found[order] = np.clip(risen, low, max(high - steps[-1], low)) + steps
    return found[:n]


def _name(p: Plot, i: int, end: float) -> dict[str, Any]:
    """The name of a line, in its colour, right of its last place."""
    return {
        "type": "scatter", "mode": "text", "x": [len(p.places) - 1 + BAND], "y": [end],
        "text": [p.lines[i]], "textposition": "middle right", "legendgroup": str(i),
        "textfont": {"size": 12, "color": COLOURS[i % len(COLOURS)]}, "showlegend": False,
        "hoverinfo": "skip", "visible": _drawn(p, i), "cliponaxis": False,
    }  # fmt: skip


def _dots(p: Plot, i: int, colour: str, x: Array) -> dict[str, Any]:
    j, k = np.nonzero(np.isfinite(p.values[i]))
    write = percent if p.share else number
    pairs = [(int(a), int(b)) for a, b in zip(j, k, strict=True)]
    told = [[i, a, b, p.seeds[b], write(float(p.values[i, a, b]))] for a, b in pairs]
    text = _("seed {seed}: {value}").format(seed="%{customdata[3]}", value="%{customdata[4]}")
    n = len(p.seeds)
    beside = 0.8 * _half(p) * (2 * k / (n - 1) - 1) if n > 1 else 0.0
    return {
        "type": "scatter", "mode": "markers", "name": p.lines[i], "legendgroup": str(i),
        "x": x[j] + beside, "y": p.values[i][j, k], "customdata": told,
        "marker": {
            "size": 6 if n * len(p.lines) * len(p.places) > 60 else 9, "color": colour,
            "symbol": ["circle" if p.own[i, a, b] else "circle-open" for a, b in pairs],
        },
        "hovertemplate": f"{text}<extra>{p.lines[i]}</extra>",
    }  # fmt: skip


def _at(p: Plot, i: int) -> Array:
    """Where the middle of a line's lane is at each place."""
    n = len(p.lines)
    return np.arange(len(p.places)) + WIDTH * ((i + 0.5) / n - 0.5)


def _half(p: Plot) -> float:
    """Half of a lane, and some room to the next."""
    return 0.42 * WIDTH / len(p.lines)


def _ranges(values: Array) -> tuple[Array, Array, Array]:
    """Lowest, median and highest of each place's finite values, NaN where there is none."""
    rows = [v[np.isfinite(v)] for v in values]
    return tuple(
        np.array([float(f(v)) if len(v) else np.nan for v in rows])
        for f in (np.min, np.median, np.max)
    )  # pyright: ignore[reportReturnType]


def _places(p: Plot) -> dict[str, Any]:
    n = len(p.places)
    return {
        "title": p.axis, "tickvals": list(range(n)), "ticktext": list(p.places),
        "range": [-0.5, n - 0.5 + NAMED * n], "showgrid": False, "zeroline": False,
    }  # fmt: skip


def _values(p: Plot) -> dict[str, Any]:
    if p.share:
        return share_axis(title=p.measured)
    levels = np.array([level for level, _label in p.levels])
    return log_axis(np.concatenate([p.values.ravel(), levels]), title=p.measured)
