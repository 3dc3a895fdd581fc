"""Figures of a comparison: what the models predict, and how their training went."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from rnnviz.figures.looks import Look
from rnnviz.figures.style import TEMPLATE, TOOLS, figure
from rnnviz.words import _

INK = "#7F8790"  # the series itself: grey that reads on a light and on a dark page
HIDDEN, SHOWN = "legendonly", True

TRUTH = {False: "#1B1F24", True: "#F2F4F7"}  # the values to predict, on a light or a dark page


@dataclass(frozen=True)
class Line:
    """One line: `y` (N,) with NaN where it has no value, and how it looks."""

    label: str
    y: np.ndarray
    look: Look
    shown: bool = True


class Band(NamedTuple):
    """An interval around a line: `low` and `high` (N,), NaN where there is none."""

    low: np.ndarray
    high: np.ndarray
    label: str
    colour: str


class Panel(NamedTuple):
    """One way of predicting: its title, a line for each model, and a band or none."""

    title: str
    lines: Sequence[Line]
    band: Band | None = None


def prediction_figure(
    times: np.ndarray,
    values: np.ndarray,
    panels: Sequence[Panel],
    start: int,
    label: str,
    time: str,
    before: int = 24,
    *,
    dark: bool = False,
) -> go.Figure:
    """Predictions over the test part, which begins at row `start`, and some rows before it.

    One panel above the other on the same time; a name in the legend is the same line in both. The
    axes keep to the series: a prediction that leaves it runs out of the picture, which the scores
    do not hide.
    """
    fig = make_subplots(
        rows=len(panels), cols=1, shared_xaxes=True, vertical_spacing=0.09,
        subplot_titles=[panel.title for panel in panels],
    )  # fmt: skip
    fig.update_layout(template=TEMPLATE, height=90 + 270 * len(panels), **TOOLS)
    rows = slice(max(0, start - before), len(values))
    for number, panel in enumerate(panels, 1):
        _draw_panel(fig, times, panel, start, number)
        truth = {"color": TRUTH[dark], "width": 1.5}
        fig.add_scatter(
            x=times[rows], y=values[rows], mode="lines", line=truth, name=_("series"),
            legendgroup="series", legendrank=1, showlegend=number == 1, row=number, col=1,
            hovertemplate="%{y:.4~g}",
        )  # fmt: skip
        fig.update_yaxes(range=_range(values[rows], panel.lines, start), row=number, col=1)
    _finish(fig, times, start, label, time, len(panels))
    return fig


def _draw_panel(fig: go.Figure, times: np.ndarray, panel: Panel, start: int, number: int) -> None:
    place: dict[str, Any] = {"row": number, "col": 1}
    if panel.band is not None:
        band, edge_line = panel.band, {"width": 0, "color": panel.band.colour}
        for y, fill in ((band.low, None), (band.high, "tonexty")):
            fig.add_scatter(
                x=times[start:], y=y[start:], mode="lines", line=edge_line, fill=fill,
                fillcolor=see_through(band.colour, 0.16), name=band.label, hoverinfo="skip",
                showlegend=fill is not None and number == 1, legendgroup="band", **place,
            )  # fmt: skip
    for line in panel.lines:
        style = line.look._asdict()
        style["color"] = style.pop("colour")
        fig.add_scatter(
            x=times[start:], y=line.y[start:], mode="lines", line=style, name=line.label,
            legendgroup=line.label, showlegend=number == 1, hovertemplate="%{y:.4~g}",
            visible=SHOWN if line.shown else HIDDEN, **place,
        )  # fmt: skip


def _finish(
    fig: go.Figure, times: np.ndarray, start: int, label: str, time: str, panels: int
) -> None:
    """Titles to the left, the beginning of the test part, names of the axes."""
    fig.update_annotations(x=0, xanchor="left", font={"size": 13})
    fig.add_vline(x=edge(times, start), line={"color": INK, "width": 1, "dash": "dot"})
    fig.update_layout(
        legend={"entrywidth": 86, "font": {"size": 12}, "y": 1.0 + 0.1 / panels},
        hoversubplots="axis",
    )
    fig.update_xaxes(showgrid=False)
    fig.update_xaxes(title=safe(time), row=panels, col=1)
    fig.update_yaxes(title=safe(label))


def _range(values: np.ndarray, lines: Sequence[Line], start: int) -> list[float]:
    """Room for the series and for predictions that stay within half its range above and below."""
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    room = 0.5 * (high - low) or 1.0
    shown = [line.y[start:] for line in lines if line.shown]
    near = np.concatenate([y[np.isfinite(y)] for y in shown] or [np.empty(0)])
    near = np.clip(near, low - room, high + room)
    low, high = float(near.min(initial=low)), float(near.max(initial=high))
    return [low - 0.05 * (high - low), high + 0.05 * (high - low)]


def edge(times: np.ndarray, row: int) -> object:
    """The time between row - 1 and row."""
    if row <= 0:
        return plain_time(times[0])
    if row >= len(times):
        return plain_time(times[-1])
    return plain_time(times[row - 1] + (times[row] - times[row - 1]) / 2)


def plain_time(time: np.generic) -> object:
    """A time as Plotly's shapes take it: text or a number."""
    return str(time) if np.issubdtype(time.dtype, np.datetime64) else float(time)


def loss_figure(curves: Sequence[tuple[Line, np.ndarray, int | None]]) -> go.Figure:
    """Loss by epoch: solid on the training part, dotted on the validation part.

    Each curve is a line with the training loss, the validation loss, and the epoch whose weights
    were kept.
    """
    fig = figure(height=300)
    for line, validation, best in curves:
        style = {"color": line.look.colour, "width": 2}
        epochs = np.arange(len(line.y))
        fig.add_scatter(
            x=epochs, y=line.y, mode="lines", line=style, name=line.label, legendgroup=line.label,
            hovertemplate="%{y:.3~g}",
        )  # fmt: skip
        fig.add_scatter(
            x=epochs, y=validation, mode="lines", line={**style, "dash": "dot"},
            name=_("{label}, validation").format(label=line.label), legendgroup=line.label,
            showlegend=False, hovertemplate="%{y:.3~g}",
        )  # fmt: skip
        if best is not None and best < len(validation):
            fig.add_scatter(
                x=[best], y=[validation[best]], mode="markers",
                marker={"color": line.look.colour, "size": 9}, showlegend=False, hoverinfo="skip",
                legendgroup=line.label, name=_("{label}, kept").format(label=line.label),
            )  # fmt: skip
    fig.update_layout(**TOOLS)
    fig.update_xaxes(title=_("epoch"))
    losses = np.concatenate([[*line.y, *validation] for line, validation, _best in curves])
    ticks = log_ticks(losses)
    fig.update_yaxes(
        title=_("loss"), type="log", tickvals=ticks, ticktext=[f"{t:g}" for t in ticks]
    )
    return fig


def see_through(colour: str, alpha: float) -> str:
    """A colour for an area behind lines.

    >>> see_through("#0072B2", 0.2)
    'rgba(0, 114, 178, 0.2)'
    """
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {alpha})"


def log_ticks(values: np.ndarray, most: int = 12) -> list[float]:
    """Ticks 1, 2, 5, 10, … around positive values; only powers of ten where those are too many.

    >>> log_ticks(np.array([0.03, 0.4]))
    [0.02, 0.05, 0.1, 0.2, 0.5]
    """
    there = values[np.isfinite(values) & (values > 0)]
    if not len(there):
        return [1.0]
    low, high = there.min(), there.max()
    powers = np.arange(np.floor(np.log10(low)), np.ceil(np.log10(high)) + 1)
    finest = [float(f"{m}e{k:.0f}") for k in powers for m in (1, 2, 5)]
    near = [tick for tick in finest if low / 2 <= tick <= high * 2]
    return near if len(near) <= most else [float(f"1e{k:.0f}") for k in powers]


def safe(text: str) -> str:
    """Text of a file for a figure: Plotly would read tags in it.

    >>> safe("<b>rate</b>")
    '‹b›rate‹/b›'
    """
    return text.replace("<", "‹").replace(">", "›").replace("%{", "% {")[:60]
