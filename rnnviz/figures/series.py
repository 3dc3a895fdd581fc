"""Figures of a series: how it is cut, what the models predict, how their training went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import plotly.graph_objects as go

from rnnviz.figures.style import ROLES, figure
from rnnviz.words import _

INK = "#7F8790"  # the series itself: grey that reads on a light and on a dark page
SHADES = {"train": None, "validation": "rgba(230, 159, 0, 0.10)", "test": "rgba(0, 114, 178, 0.10)"}
HIDDEN, SHOWN = "legendonly", True

TRUTH = {False: "#1B1F24", True: "#F2F4F7"}  # the values to predict, on a light or a dark page


class Look(NamedTuple):
    """How the line of a model is drawn."""

    colour: str
    dash: str = "solid"
    width: float = 2.5


# Baselines are thin; recurrent networks take the looks of RECURRENT in turn.
LOOKS: Mapping[str, Look] = {
    "last": Look(ROLES["weight"], "dot", 1.25),
    "mean": Look(ROLES["weight"], "longdash", 1.25),
    "ar": Look(ROLES["input"], "solid", 1.25),
    "mlp_window": Look(ROLES["output"], "dashdot"),
    "mlp_time": Look(ROLES["gradient"], "longdash"),
}
RECURRENT = (Look(ROLES["hidden"]), Look(ROLES["loss"], "6px,3px"))


@dataclass(frozen=True)
class Line:
    """One line: `y` (N,) with NaN where it has no value, and how it looks."""

    label: str
    y: np.ndarray
    look: Look
    shown: bool = True


def look_of(code: str, recurrent: Sequence[str]) -> Look:
    """The look of a model, the same in every figure; `recurrent` are the networks' codes."""
    if code in LOOKS:
        return LOOKS[code]
    return RECURRENT[list(recurrent).index(code) % len(RECURRENT)]


def split_figure(
    times: np.ndarray, values: np.ndarray, cuts: tuple[int, int], window: int, label: str, time: str
) -> go.Figure:
    """The whole series (N,), the three parts it is cut into, and the bracket of one window.

    `cuts` are the first rows of the validation and of the test part. `values` may have gaps.
    """
    fig = figure(height=330)
    line = {"color": INK, "width": 1.75}
    hover = "%{y:.4~g}<extra></extra>"
    fig.add_scatter(x=times, y=values, mode="lines", line=line, hovertemplate=hover, name=label)
    starts = (0, *cuts, len(values))
    names = {"train": _("training"), "validation": _("validation"), "test": _("test")}
    for number, (part, name) in enumerate(names.items()):
        rows = starts[number + 1] - starts[number]
        text = _("{part}<br>1 row") if rows == 1 else _("{part}<br>{rows} rows")
        text = text.format(part=name, rows=rows)
        _shade(fig, times, starts[number], starts[number + 1], SHADES[part], text)
    _bracket(fig, times, values, cuts[1], window)
    fig.update_layout(showlegend=False, margin_t=44)
    fig.update_xaxes(title=safe(time), showgrid=False)
    fig.update_yaxes(title=safe(label))
    return fig


def _shade(
    fig: go.Figure, times: np.ndarray, first: int, end: int, colour: str | None, text: str
) -> None:
    """Shade rows first … end - 1, half a step to either side, with the part's name above."""
    left, right = _edge(times, first), _edge(times, end)
    if colour:
        fig.add_vrect(x0=left, x1=right, fillcolor=colour, line_width=0, layer="below")
    last = end >= len(times)  # written towards the left, so that it cannot run out of the picture
    fig.add_annotation(
        x=right if last else left, y=1, yref="paper", yanchor="bottom", text=text, showarrow=False,
        xanchor="right" if last else "left", align="right" if last else "left", font={"size": 12},
    )  # fmt: skip


def _edge(times: np.ndarray, row: int) -> object:
    """The time between row - 1 and row."""
    if row <= 0:
        return _plain(times[0])
    if row >= len(times):
        return _plain(times[-1])
    return _plain(times[row - 1] + (times[row] - times[row - 1]) / 2)


def _plain(time: np.generic) -> object:
    """A time as Plotly's shapes take it: text or a number."""
    return str(time) if np.issubdtype(time.dtype, np.datetime64) else float(time)


def _bracket(
    fig: go.Figure, times: np.ndarray, values: np.ndarray, target: int, window: int
) -> None:
    """One window below the line: a bar over its L values and a dot on the value it predicts."""
    low, high = np.nanmin(values), np.nanmax(values)
    level = low - 0.06 * (high - low)
    first = max(0, target - window)
    line = {"color": ROLES["input"], "width": 5}
    bar = _("one window, values in it: {n}").format(n=window)
    fig.add_scatter(
        x=times[[first, max(first, target - 1)]], y=[level, level], mode="lines+markers", line=line,
        marker={"symbol": "line-ns", "size": 9, "line": {"width": 2, "color": ROLES["input"]}},
        name=bar, hovertemplate=bar + "<extra></extra>",
    )  # fmt: skip
    out = _("its target")
    fig.add_scatter(
        x=times[[target]], y=values[[target]], mode="markers", name=out,
        marker={"color": ROLES["output"], "size": 9}, hovertemplate=out + "<extra></extra>",
    )  # fmt: skip


def prediction_figure(
    times: np.ndarray,
    values: np.ndarray,
    lines: Sequence[Line],
    start: int,
    label: str,
    time: str,
    before: int = 24,
    *,
    dark: bool = False,
) -> go.Figure:
    """Predictions over the test part, which begins at row `start`, and some rows before it.

    The axis keeps to the series: a prediction that leaves it runs out of the picture, which the
    scores do not hide.
    """
    fig = figure(height=400)
    rows = slice(max(0, start - before), len(values))
    for line in lines:
        style = line.look._asdict()
        style["color"] = style.pop("colour")
        fig.add_scatter(
            x=times[start:], y=line.y[start:], mode="lines", line=style, name=line.label,
            visible=SHOWN if line.shown else HIDDEN, hovertemplate="%{y:.4~g}",
        )  # fmt: skip
    fig.add_scatter(
        x=times[rows], y=values[rows], mode="lines", line={"color": TRUTH[dark], "width": 1.5},
        name=_("series"), legendrank=1, hovertemplate="%{y:.4~g}",
    )  # fmt: skip
    fig.add_vline(x=_edge(times, start), line={"color": INK, "width": 1, "dash": "dot"})
    fig.update_layout(legend={"entrywidth": 86, "font": {"size": 12}})
    fig.update_xaxes(title=safe(time), showgrid=False)
    fig.update_yaxes(title=safe(label), range=_range(values[rows], lines, start))
    return fig


def _range(values: np.ndarray, lines: Sequence[Line], start: int) -> list[float]:
    """Room for the series and for predictions that stay within half its range above and below."""
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    room = 0.5 * (high - low) or 1.0
    shown = [line.y[start:] for line in lines if line.shown]
    near = np.concatenate([y[np.isfinite(y)] for y in shown] or [np.empty(0)])
    near = np.clip(near, low - room, high + room)
    low, high = float(near.min(initial=low)), float(near.max(initial=high))
    return [low - 0.05 * (high - low), high + 0.05 * (high - low)]


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
    fig.update_xaxes(title=_("epoch"))
    losses = np.concatenate([[*line.y, *validation] for line, validation, _best in curves])
    ticks = log_ticks(losses)
    fig.update_yaxes(
        title=_("loss"), type="log", tickvals=ticks, ticktext=[f"{t:g}" for t in ticks]
    )
    return fig


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
