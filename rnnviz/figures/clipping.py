"""What clipping does to the gradient of all weights: an arrow before, an arrow after."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from rnnviz.figures.looks import ROLES
from rnnviz.figures.style import figure
from rnnviz.words import _
from rnnviz.words.numbers import number


def clipping_arrows(before: float, after: float, angle: float) -> go.Figure:
    """Both gradients in the plane in which they lie: lengths, and the angle (radians) between."""
    fig = figure(height=220)
    tips = {
        _("before clipping, length {size}").format(size=number(before)): (before, 0.0),
        _("after clipping, length {size}").format(size=number(after)): (
            after * np.cos(angle),
            after * np.sin(angle),
        ),
    }
    for k, (name, (x, y)) in enumerate(tips.items()):
        colour = (ROLES["weight"], ROLES["gradient"])[k]
        line: dict[str, Any] = {"color": colour, "width": (2, 4)[k], "dash": ("dot", "solid")[k]}
        marker = {"symbol": "arrow", "size": 14, "angleref": "previous", "color": colour}
        fig.add_scatter(
            x=[0, x], y=[0, y], mode="lines+markers", line=line, marker=marker, name=name,
            hoverinfo="name",
        )  # fmt: skip
    fig.update_layout(hovermode="closest")
    fig.update_xaxes(title=_("along the gradient before clipping"), rangemode="tozero")
    fig.update_yaxes(title=_("across it"), scaleanchor="x", scaleratio=1, nticks=4)
    return fig
