"""Figures of gradient flow: spectra of products, eigenvalues, and what each lag teaches.

Each takes arrays of one network or two; `names` are what the networks are called.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from rnnviz.figures.looks import ROLES
from rnnviz.figures.style import figure, log_axis, said
from rnnviz.words import _
from rnnviz.words.numbers import MINUS, number, percent

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
        fig.add_scatter(
            x=z.real, y=z.imag, mode="markers", marker=marker, name=name,
            customdata=[_eigenvalue(complex(each)) for each in z], hovertemplate="%{customdata}",
        )  # fmt: skip
    fig.update_layout(hovermode="closest")
    fig.update_xaxes(title=_("real part"), constrain="domain")
    fig.update_yaxes(title=_("imaginary part"), scaleanchor="x", scaleratio=1)
    return fig


def _eigenvalue(z: complex) -> str:
    """An eigenvalue and its modulus in words."""
    sign = "+" if z.imag >= 0 else MINUS
    text = _("{real} {sign} {imaginary}i, |λ| = {modulus}")
    return text.format(
        real=number(z.real), sign=sign, imaginary=number(abs(z.imag)), modulus=number(abs(z))
    )


def by_lag(
    names: Sequence[str],
    norm: Sequence[Array],
    missing: Sequence[Array],
    clipped: float = 1.0,
    *,
    linear: bool = False,
) -> go.Figure:
    """How large the part of dL/dW_hh from l steps back is (T,), and what truncation would cost.

    The loss is at the right, as in the chart above. On a linear axis the sizes are bars from 0; on
    a logarithmic one, which has no 0 for a bar to start from, they are dots. The dotted line is
    what of the gradient is missing if it ends at that lag, in percent. `clipped` is what clipping
    multiplies the first network's gradient by: hollow before, full after.
    """
    traces: list[dict[str, Any]] = []
    draw = _bars if linear else _dots
    for k, (name, sizes, lines) in enumerate(zip(names, norm, missing, strict=True)):
        shrunk = clipped if k == 0 else 1.0
        if shrunk < 1:
            traces.append(draw(_("{name}: before clipping").format(name=name), sizes, k, True))
        traces.append(draw(name, shrunk * sizes, k, False))
        label = _("{name}: missing if it ended here").format(name=name)
        traces.append(_missing(label, 100 * lines, COLOURS[k]))
    title = _("size of the part of the gradient")
    shown = np.concatenate([*norm, clipped * norm[0]])
    return figure(
        data=traces,
        xaxis={"title": _("steps back from a loss"), "autorange": "reversed"},
        yaxis=_sizes(shown, title) if linear else log_axis(shown, title=title),
        yaxis2=_missing_axis(missing),
        barmode="overlay" if clipped < 1 else "group",
    )


def _sizes(shown: Array, title: str) -> dict[str, Any]:
    """A linear axis from 0."""
    finite = shown[np.isfinite(shown)]
    return {"title": title, "range": [0, 1.05 * max(finite.max(initial=0), 1e-300)]}


def _missing_axis(missing: Sequence[Array]) -> dict[str, Any]:
    """Percent at the right, from 0 to 100 or further where parts cancel."""
    finite = [m[np.isfinite(m)] for m in missing]
    most = float(np.ceil(max([1.0, *(m.max(initial=0.0) for m in finite)]) - 0.05))
    at = [100 * most * k / 4 for k in range(5)]
    return {
        "overlaying": "y", "side": "right", "range": [0, 105 * most], "showgrid": False,
        "title": _("missing of the whole"), "tickmode": "array", "tickvals": at,
        "ticktext": [percent(v / 100) if v <= 100 else f"{v:.0f} %" for v in at],
    }  # fmt: skip


def _bars(name: str, values: Array, k: int, hollow: bool) -> dict[str, Any]:
    look: dict[str, Any] = {"color": COLOURS[k]}
    if hollow:
        look = {"color": "rgba(0, 0, 0, 0)", "line": {"color": COLOURS[k], "width": 1}}
    return {"type": "bar", **_points(name, values), "marker": look}


def _dots(name: str, values: Array, k: int, hollow: bool) -> dict[str, Any]:
    symbol = ("circle", "diamond")[k] + ("-open" if hollow else "")
    marker = {"color": COLOURS[k], "size": 9, "symbol": symbol}
    return {"type": "scatter", "mode": "markers", **_points(name, values), "marker": marker}


def _points(name: str, values: Array) -> dict[str, Any]:
    """Values over the lags; those that are 0 have no mark."""
    seen = np.where(values > 0, values, np.nan)
    return {"x": np.arange(len(values)), "y": seen, "name": name, **said(number, seen)}


def _missing(name: str, values: Array, colour: str) -> dict[str, Any]:
    line = {"color": colour, "width": 2, "dash": "dot"}
    lags = np.arange(len(values))
    return {
        "type": "scatter", "x": lags, "y": values, "name": name, "yaxis": "y2",
        "mode": "lines", "line": line, **said(lambda v: percent(v / 100, 1), values),
    }  # fmt: skip
