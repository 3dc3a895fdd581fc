"""Figures of how far results can be trusted: seeds, horizons, changes, rolling origins."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go

from rnnviz.figures.looks import Look
from rnnviz.figures.series.lines import INK, TRUTH, log_ticks, see_through
from rnnviz.figures.style import figure
from rnnviz.words import _

WIDE = 8.0  # a ratio of errors from which on an axis is logarithmic


class Dots(NamedTuple):
    """One model's errors from each of its seeds, (n,)."""

    label: str
    errors: np.ndarray
    seeds: Sequence[int]
    look: Look


def seed_figure(models: Sequence[Dots], last: float, unit: str) -> go.Figure:
    """One row for each model, the best above: a dot for each seed, a bar at their median.

    `last` is the error of repeating the last value, drawn through all rows.
    """
    fig = figure(height=70 + 34 * len(models))
    for m in models[::-1]:
        low, mid, high = (float(f(m.errors)) for f in (np.min, np.median, np.max))
        line = {"color": see_through(m.look.colour, 0.45), "width": 3}
        fig.add_scatter(
            x=[low, high], y=[m.label] * 2, mode="lines", line=line, hoverinfo="skip",
            showlegend=False,
        )  # fmt: skip
        text = [_("seed {seed}").format(seed=s) if len(m.seeds) > 1 else "" for s in m.seeds]
        fig.add_scatter(
            x=m.errors, y=[m.label] * len(m.errors), mode="markers", name=m.label, text=text,
            marker={"color": m.look.colour, "size": 9, "opacity": 0.65}, showlegend=False,
            hovertemplate="%{x:.4~g} %{text}<extra></extra>",
        )  # fmt: skip
        mark = {"symbol": "line-ns", "size": 17, "line": {"width": 3, "color": m.look.colour}}
        fig.add_scatter(
            x=[mid], y=[m.label], mode="markers", marker=mark, showlegend=False,
            name=_("{label}, median").format(label=m.label),
            hovertemplate=_("median {x}").format(x="%{x:.4~g}") + "<extra></extra>",
        )  # fmt: skip
    if np.isfinite(last):
        fig.add_vline(x=last, line={"color": INK, "width": 1, "dash": "dot"})
    every = np.concatenate([m.errors for m in models])
    fig.update_layout(hovermode="closest")
    fig.update_xaxes(title=_("RMSE, {unit}").format(unit=unit), **_axis(every))
    fig.update_yaxes(showgrid=False)
    return fig


class Curve(NamedTuple):
    """A model's error by horizon (h,): the median of its seeds, and their lowest and highest."""

    label: str
    median: np.ndarray
    low: np.ndarray
    high: np.ndarray
    look: Look
    shown: bool = True


def horizon_figure(curves: Sequence[Curve], unit: str) -> go.Figure:
    """RMSE of forecasts made 1 … h rows before, all on the same test rows."""
    fig = figure(height=360)
    for c in curves:
        k = np.arange(1, len(c.median) + 1)
        visible = True if c.shown else "legendonly"
        if np.any(c.high > c.low):
            for y, fill in ((c.low, None), (c.high, "tonexty")):
                fig.add_scatter(
                    x=k, y=y, mode="lines", line={"width": 0, "color": c.look.colour}, fill=fill,
                    fillcolor=see_through(c.look.colour, 0.12), hoverinfo="skip",
                    showlegend=False, legendgroup=c.label, visible=visible,
                )  # fmt: skip
        style = {"color": c.look.colour, "dash": c.look.dash, "width": c.look.width}
        fig.add_scatter(
            x=k, y=c.median, mode="lines", line=style, name=c.label, legendgroup=c.label,
            hovertemplate="%{y:.3~g}", visible=visible,
        )  # fmt: skip
    shown = np.concatenate([c.median for c in curves if c.shown] or [np.ones(1)])
    top = float(np.nanmax(shown, initial=0)) if np.isfinite(shown).any() else 1.0
    fig.update_layout(legend={"entrywidth": 86, "font": {"size": 12}})
    fig.update_xaxes(title=_("rows ahead"), showgrid=False)
    fig.update_yaxes(title=_("RMSE, {unit}").format(unit=unit), range=[0, 1.08 * top])
    return fig


def change_figure(
    actual: np.ndarray, predicted: Sequence[tuple[str, np.ndarray, Look]], *, dark: bool = False
) -> go.Figure:
    """Predicted changes against actual ones, (n,) each: a shadow lies on the level line.

    The diagonal is a perfect forecast.
    """
    fig = figure(height=400)
    reach = 1.05 * float(np.max(np.abs(actual), initial=0)) or 1.0
    ends = [-reach, reach]
    line = {"color": TRUTH[dark], "width": 1, "dash": "dot"}
    fig.add_scatter(
        x=ends, y=ends, mode="lines", line=line, name=_("perfect"), hoverinfo="skip",
    )  # fmt: skip
    for label, y, look in predicted:
        fig.add_scatter(
            x=actual, y=y, mode="markers", name=label,
            marker={"color": look.colour, "size": 6, "opacity": 0.6},
            hovertemplate="%{x:.3~g} → %{y:.3~g}<extra></extra>",
        )  # fmt: skip
    fig.update_layout(hovermode="closest")
    fig.update_xaxes(title=_("actual change from the last value"), range=ends)
    fig.update_yaxes(title=_("predicted change"), range=ends)
    return fig


def fold_figure(
    names: Sequence[str], models: Sequence[tuple[str, np.ndarray, Look]], unit: str
) -> go.Figure:
    """Median RMSE on each fold, (folds,) for each model; `names` say which rows a fold tests."""
    fig = figure(height=330)
    for label, errors, look in models:
        fig.add_scatter(
            x=list(names), y=errors, mode="lines+markers", name=label,
            line={"color": look.colour, "dash": look.dash, "width": look.width},
            marker={"size": 7}, hovertemplate="%{y:.3~g}",
        )  # fmt: skip
    fig.update_layout(legend={"entrywidth": 86, "font": {"size": 12}})
    fig.update_xaxes(title=_("rows that were tested"), showgrid=False)
    fig.update_yaxes(title=_("RMSE, {unit}").format(unit=unit), rangemode="tozero")
    return fig


def _axis(values: np.ndarray) -> dict[str, Any]:
    """A linear axis, or a logarithmic one where errors differ by orders."""
    there = values[np.isfinite(values) & (values > 0)]
    if len(there) and there.max() > WIDE * there.min() and len(there) == len(values):
        ticks = log_ticks(there, most=9)
        return {"type": "log", "tickvals": ticks, "ticktext": [f"{tick:g}" for tick in ticks]}
    return {}
