"""The series before training: how it is cut, and the window that slides over it."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.figures.looks import ROLES
from rnnviz.figures.series.lines import INK, edge, plain_time, safe
from rnnviz.figures.style import figure
from rnnviz.words import _

SHADES = {"train": None, "validation": "rgba(230, 159, 0, 0.10)", "test": "rgba(0, 114, 178, 0.10)"}
POSITIONS = 48  # where the slider can put the window
CLEAR = "rgba(0, 0, 0, 0)"


def split_figure(
    times: np.ndarray, values: np.ndarray, cuts: tuple[int, int], window: int, label: str, time: str
) -> go.Figure:
    """The whole series (N,), the three parts it is cut into, and the bracket of one window.

    `cuts` are the first rows of the validation and of the test part. `values` may have gaps.
    """
    fig = figure(height=420)
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
    _bracket(fig, times, values, cuts, window)
    fig.update_layout(showlegend=False, margin_t=44)
    fig.update_xaxes(title=safe(time), showgrid=False)
    fig.update_yaxes(title=safe(label))
    return fig


def _shade(
    fig: go.Figure, times: np.ndarray, first: int, end: int, colour: str | None, text: str
) -> None:
    """Shade rows first … end - 1, half a step to either side, with the part's name above."""
    left, right = edge(times, first), edge(times, end)
    if colour:
        fig.add_vrect(x0=left, x1=right, fillcolor=colour, line_width=0, layer="below")
    last = end >= len(times)  # written towards the left, so that it cannot run out of the picture
    fig.add_annotation(
        x=right if last else left, y=1, yref="paper", yanchor="bottom", text=text, showarrow=False,
        xanchor="right" if last else "left", align="right" if last else "left", font={"size": 12},
    )  # fmt: skip


def _bracket(
    fig: go.Figure, times: np.ndarray, values: np.ndarray, cuts: tuple[int, int], window: int
) -> None:
    """One window below the line, and a slider that slides it: a bar over its L values and a dot on
    the value that is to be predicted from them.
    """
    low, high = np.nanmin(values), np.nanmax(values)
    level = low - 0.06 * (high - low)
    line = {"color": ROLES["input"], "width": 5}
    bar, out = _("one window, values in it: {n}").format(n=window), _("its target")
    x, y = _window_at(times, values, cuts[1], window)
    fig.add_scatter(
        x=x[0], y=[level, level], mode="lines+markers", line=line,
        marker={"symbol": "line-ns", "size": 9, "line": {"width": 2, "color": ROLES["input"]}},
        name=bar, hovertemplate=bar + "<extra></extra>",
    )  # fmt: skip
    fig.add_scatter(
        x=x[1], y=y, mode="markers", name=out, marker={"color": ROLES["output"], "size": 9},
        hovertemplate=out + "<extra></extra>",
    )  # fmt: skip
    _slider(fig, times, values, cuts, window, level)


def _window_at(
    times: np.ndarray, values: np.ndarray, target: int, window: int
) -> tuple[list[list[object]], list[float]]:
    """Where the bar and the dot of one target lie: x of both, and y of the dot."""
    first = max(0, target - window)
    ends = [plain_time(times[first]), plain_time(times[max(first, target - 1)])]
    return [ends, [plain_time(times[target])]], [float(values[target])]


def _slider(
    fig: go.Figure, times: np.ndarray, values: np.ndarray, cuts: tuple[int, int], window: int,
    level: float,
) -> None:  # fmt: skip
    """Slide the window over the series, in the browser: some places in each part."""
    last = len(values) - 1
    places = np.unique(np.linspace(min(window, last), last, POSITIONS).round().astype(int))
    places = np.unique([*places[~np.isnan(values[places])], cuts[1]])
    parts = (_("training"), _("validation"), _("test"))
    steps = []
    for target in map(int, places):
        x, y = _window_at(times, values, target, window)
        part = parts[int(np.searchsorted(cuts, target, side="right"))]
        label = _("row {row}: {part}").format(row=target + 1, part=part)
        change = {"x": x, "y": [[level, level], y]}
        steps.append({"label": label, "method": "restyle", "args": [change, [1, 2]]})
    fig.update_layout(
        sliders=[{
            "steps": steps, "active": int(np.searchsorted(places, cuts[1])), "ticklen": 0,
            "minorticklen": 0, "pad": {"t": 76, "b": 0}, "font": {"size": 1, "color": CLEAR},
            "currentvalue": {
                "prefix": _("Slide the window. Its target: "), "font": {"size": 13, "color": INK},
                "offset": 6,
            },
            "bgcolor": "rgba(127, 135, 144, 0.35)", "bordercolor": CLEAR,
            "activebgcolor": ROLES["input"],
        }]
    )  # fmt: skip
