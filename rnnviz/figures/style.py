"""How every figure looks: one template."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from rnnviz.figures.looks import ROLES

# Half-transparent grey reads on a light and on a dark page alike.
GRID = "rgba(127, 135, 144, 0.25)"
AXIS: dict[str, Any] = {
    "gridcolor": GRID,
    "zerolinecolor": GRID,
    "linecolor": GRID,
    "ticks": "outside",
    "tickcolor": GRID,
    "automargin": True,
}

TEMPLATE = go.layout.Template(
    layout={
        "colorway": [ROLES[r] for r in ("hidden", "loss", "output", "gradient", "input", "other")],
        "paper_bgcolor": "rgba(0, 0, 0, 0)",
        "plot_bgcolor": "rgba(0, 0, 0, 0)",
        "font": {"size": 13},
        "hovermode": "x unified",
        "margin": {"l": 8, "r": 20, "t": 8, "b": 8},  # r: half of the last number of an axis
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        "xaxis": AXIS,
        "yaxis": AXIS,
    }
)


# Room at the right edge in which Plotly's tools stand upright, beside all words. Streamlit's theme
# overrules a template's margins, so a figure takes this as its own.
TOOLS: dict[str, Any] = {"margin_r": 36, "modebar_orientation": "v"}


def figure(height: int = 320, data: Sequence[dict[str, Any]] = (), **layout: Any) -> go.Figure:
    """A figure in the house's style; given all at once, traces are checked only once."""
    return go.Figure(
        {"data": list(data), "layout": {"template": TEMPLATE, "height": height, **layout}}
    )
