"""A figure as it is presented: letters to be read from the back of a room, strokes as thick."""

from typing import Any

import plotly.graph_objects as go

LETTERS = 20  # pixels
STROKES = 1.6


def enlarged(figure: go.Figure, height: int) -> go.Figure:
    """The same figure so many pixels high, with large letters and thick strokes."""
    fig: Any = go.Figure(figure)  # its parts are found by name, as no checker can
    letters = {"font": {"size": LETTERS}}
    fig.update_layout(
        **letters, height=height, legend=letters, hoverlabel=letters,
        modebar={"bgcolor": "rgba(0, 0, 0, 0)"},
    )  # fmt: skip
    if fig.layout.legend.entrywidth:  # a name has as much more room as its letters need
        fig.layout.legend.entrywidth *= LETTERS / 12
    if fig.layout.margin.t:  # room for words above
        fig.layout.margin.t *= STROKES
    fig.update_xaxes(title=letters, tickfont_size=LETTERS, nticks=8)
    fig.update_yaxes(title=letters, tickfont_size=LETTERS)
    fig.update_annotations(font_size=LETTERS)
    for slider in fig.layout.sliders:
        slider.update(currentvalue=letters, pad_t=2 * LETTERS + slider.pad.t)
    for trace in fig.data:
        _thicken(trace)
    return fig


def _thicken(trace: Any) -> None:
    """The strokes and marks of one trace."""
    if trace.type != "scatter":
        return
    if trace.line.width is not None:
        trace.line.width *= STROKES
    if isinstance(trace.marker.size, int | float):
        trace.marker.size *= STROKES
