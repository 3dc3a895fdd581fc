"""Figures of gradient flow: spectra of products, eigenvalues, and what each lag teaches.

Each takes arrays of one network or two; `names` are what the networks are called.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from rnnviz.figures.looks import ROLES
from rnnviz.figures.style import figure
from rnnviz.words import _

Array = NDArray[np.floating]
COLOURS = (ROLES["gradient"], ROLES["hidden"])
DASHES = ("solid", "dash")


def singular_values(names: Sequence[str], log10: Sequence[Array]) -> go.Figure:
    """Largest, median and smallest singular value of the product over each lag; log10 (T, S)."""
    fig = figure()
    for k, (name, s) in enumerate(zip(names, log10, strict=True)):
        lags = np.arange(1, len(s) + 1)
        known = np.isfinite(s)
        lowest = np.where(known.all(axis=1), s[:, -1], np.nan)
        middle = np.where(known.all(axis=1), np.median(s, axis=1), np.nan)
        for values, label, width in (
            (s[:, 0], _("largest"), 3),
            (middle, _("median"), 1.5),
            (lowest, _("smallest"), 1),
        ):
            text = _("{name}: {which}").format(name=name, which=label)
            line = {"color": COLOURS[k], "width": width, "dash": DASHES[k]}
            fig.add_scatter(x=lags, y=values, name=text, line=line, mode="lines")
    fig.add_hline(y=0, line={"color": ROLES["weight"], "width": 1, "dash": "dot"})
    fig.update_xaxes(title=_("steps back"))
    fig.update_yaxes(title=_("log₁₀ of the stretch"), hoverformat=".2f")
    return fig


def eigenvalues(names: Sequence[str], values: Sequence[NDArray[np.complexfloating]]) -> go.Figure:
    """Eigenvalues (any shape) of the recurrent weights in the complex plane, with |λ| = 1."""
    fig = figure(height=380)
    turn = np.linspace(0, 2 * np.pi, 181)
    line = {"color": ROLES["weight"], "width": 1}
    fig.add_scatter(
        x=np.cos(turn), y=np.sin(turn), mode="lines", line=line, name=_("|λ| = 1"), hoverinfo="skip"
    )
    for k, (name, blocks) in enumerate(zip(names, values, strict=True)):
        z = blocks.ravel()
        marker = {"color": COLOURS[k], "size": 9, "symbol": ("circle", "diamond-open")[k]}
        hover = _("%{x:.3f} + %{y:.3f}i, |λ| = %{customdata:.3f}")
        fig.add_scatter(
            x=z.real, y=z.imag, mode="markers", marker=marker, name=name,
            customdata=np.abs(z), hovertemplate=hover,
        )  # fmt: skip
    fig.update_layout(hovermode="closest")
    fig.update_xaxes(title=_("real part"), constrain="domain")
    fig.update_yaxes(title=_("imaginary part"), scaleanchor="x", scaleratio=1)
    return fig


def by_lag(
    names: Sequence[str], norm: Sequence[Array], share: Sequence[Array], clipped: float = 1.0
) -> go.Figure:
    """How much of dL/dW_hh comes from l steps back: bars (T,), their cumulative share a line.

    `clipped` is what clipping multiplies the first network's gradient by: hollow before, full
    after.
    """
    traces: list[dict[str, Any]] = []
    for k, (name, bars, lines) in enumerate(zip(names, norm, share, strict=True)):
        factor = clipped if k == 0 else 1.0
        if factor < 1:
            hollow = {"color": "rgba(0, 0, 0, 0)", "line": {"color": COLOURS[k], "width": 1}}
            traces.append(_bars(_("{name}: before clipping").format(name=name), bars, hollow))
        traces.append(_bars(name, factor * bars, {"color": COLOURS[k]}))
        traces.append(_share(_("{name}: share so far").format(name=name), 100 * lines, COLOURS[k]))
    return figure(
        data=traces,
        xaxis={"title": _("steps back from the loss")},
        yaxis={
            "title": _("size of its part of the gradient"),
            "type": "log",
            "exponentformat": "power",
        },
        yaxis2=SHARE_AXIS | {"title": _("share so far, %")},
        barmode="overlay" if clipped < 1 else "group",
    )


SHARE_AXIS = {
    "overlaying": "y",
    "side": "right",
    "range": [0, 105],
    "tickmode": "array",
    "tickvals": [0, 25, 50, 75, 100],
    "showgrid": False,
}


def _bars(name: str, values: Array, marker: dict[str, Any]) -> dict[str, Any]:
    lags = np.arange(len(values))
    return {"type": "bar", "x": lags, "y": positive(values), "name": name, "marker": marker}


def _share(name: str, values: Array, colour: str) -> dict[str, Any]:
    line = {"color": colour, "width": 2, "dash": "dot"}
    lags = np.arange(len(values))
    return {
        "type": "scatter", "x": lags, "y": values, "name": name, "yaxis": "y2",
        "mode": "lines", "line": line,
    }  # fmt: skip


def positive(values: Array) -> Array:
    """Values for a logarithmic axis: those that are 0 have no bar."""
    return np.where(values > 0, values, np.nan)
