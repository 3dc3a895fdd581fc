"""How every figure looks: one template."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from rnnviz.figures.looks import ROLES
from rnnviz.words.numbers import brief, decade, percent

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
        {
            "data": list(data),
            "layout": {"template": TEMPLATE, "height": height, **_beside_tools(layout)},
        }
    )


def _beside_tools(layout: dict[str, Any]) -> dict[str, Any]:
    """A layout whose words end where Plotly's tools begin."""
    margin = {"r": TOOLS["margin_r"], **layout.get("margin", {})}
    return {**layout, "margin": margin, "modebar": {"orientation": TOOLS["modebar_orientation"]}}


MOST_TICKS = 8


def share_axis(**look: Any) -> dict[str, Any]:
    """An axis of shares from 0 to 1, labelled in percent as everywhere."""
    at = [0, 0.25, 0.5, 0.75, 1]
    return {"range": [-0.03, 1.04], "tickvals": at, "ticktext": [percent(v) for v in at], **look}


def said(write: Callable[[float], str], values: NDArray[np.floating]) -> dict[str, Any]:
    """What hovering says of each value, in the one writing of numbers."""
    texts = [write(float(v)) if np.isfinite(v) else "" for v in values]
    return {"customdata": texts, "hovertemplate": "%{customdata}"}


def log_axis(values: NDArray[np.floating], **look: Any) -> dict[str, Any]:
    """A logarithmic axis around the positive values, of one decade at least, labelled in full.

    Its labels are written as everywhere: 10⁻³, 0.01, 0.1, 1, 10, 10³; within few decades also
    2 and 5 of each (0.2, 20), never a lone digit.
    """
    seen = values[np.isfinite(values) & (values > 0)]
    low, high = _decades(seen) if len(seen) else (-1, 0)
    exponents = np.arange(low, high + 1)
    ticks = [(10.0**e, decade(int(e))) for e in exponents[:: 1 + (high - low) // MOST_TICKS]]
    if high - low <= 2:
        between = [k * 10.0**e for e in exponents[:-1] for k in (2, 5)]
        ticks = sorted([*ticks, *((v, brief(v)) for v in between)])
    at, text = zip(*ticks, strict=True)
    margin = 0.04 * (high - low)
    return {
        "type": "log", "tickvals": list(at), "ticktext": list(text),
        "range": [low - margin, high + margin], **look,
    }  # fmt: skip


def _decades(seen: NDArray[np.floating]) -> tuple[int, int]:
    """The whole decades that hold all values; at least one."""
    logs = np.log10(seen)
    low, high = int(np.floor(logs.min() + 1e-9)), int(np.ceil(logs.max() - 1e-9))
    return (low, high) if high > low else (low - 1, low) if logs.max() <= low else (low, low + 1)
