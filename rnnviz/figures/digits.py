"""Figures of digit networks: right answers after each row, and how training went."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from rnnviz.figures.looks import ROLES
from rnnviz.figures.style import figure, log_axis, said, share_axis
from rnnviz.words import _
from rnnviz.words.numbers import number, percent

LOOKS = (("hidden", "solid"), ("loss", "8px,4px"), ("output", "2px,3px"))


@dataclass(frozen=True)
class Curves:
    """One network's numbers: `values` (N, R) for its R starts, NaN where there is none."""

    label: str
    values: np.ndarray


def accuracy_figure(
    curves: Sequence[Curves], ticks: Sequence[str], title: str, x0: int = 1
) -> go.Figure:
    """Shares of right answers: the mean of the starts, and their range as a band."""
    fig = figure(height=320)
    x = np.arange(x0, x0 + len(curves[0].values))
    for place, one in enumerate(curves):
        _band(fig, x, one, place, lambda share: percent(share, 1))
    fig.update_xaxes(title=title)
    if ticks:
        fig.update_xaxes(tickvals=x, ticktext=list(ticks), range=[0.7, len(x) + 0.4], tickangle=0)
    fig.update_yaxes(**share_axis(title=_("named rightly")))
    return fig


def loss_figure(train: Sequence[Curves], validation: Sequence[Curves]) -> go.Figure:
    """Cross-entropy by epoch, (E+1, R) each: training as lines, validation as dots."""
    fig = figure(height=320)
    x = np.arange(len(train[0].values))
    for place, (one, held) in enumerate(zip(train, validation, strict=True)):
        _band(fig, x, one, place, number)
        fig.add_scatter(
            x=x, y=_mean(held.values), mode="markers", name=_("{name}, validation").format(
                name=one.label), marker={"color": ROLES[LOOKS[place][0]], "size": 5},
            **said(number, _mean(held.values)),
        )  # fmt: skip
    fig.update_xaxes(title=_("epoch"))
    shown = np.concatenate([one.values.ravel() for one in (*train, *validation)])
    fig.update_yaxes(**log_axis(shown, title=_("cross-entropy (nats)")))
    return fig


def _band(
    fig: go.Figure, x: np.ndarray, one: Curves, place: int, write: Callable[[float], str]
) -> None:
    """The range of the starts, shaded, and their mean as a line."""
    role, dash = LOOKS[place % len(LOOKS)]
    red, green, blue = (int(ROLES[role][k : k + 2], 16) for k in (1, 3, 5))
    if one.values.shape[1] > 1:
        low, high = (f.reduce(one.values, axis=1) for f in (np.fmin, np.fmax))  # NaN passed over
        fig.add_scatter(
            x=np.concatenate([x, x[::-1]]), y=np.concatenate([high, low[::-1]]), fill="toself",
            fillcolor=f"rgba({red}, {green}, {blue}, 0.16)", line={"width": 0}, mode="lines",
            hoverinfo="skip", showlegend=False,
        )  # fmt: skip
    fig.add_scatter(
        x=x, y=_mean(one.values), mode="lines", name=one.label,
        line={"color": ROLES[role], "dash": dash, "width": 2.5}, **said(write, _mean(one.values)),
    )  # fmt: skip


def _mean(values: np.ndarray) -> np.ndarray:
    """The mean of each row over what is a number; NaN where nothing is."""
    return np.ma.masked_invalid(values).mean(axis=1).filled(np.nan)
