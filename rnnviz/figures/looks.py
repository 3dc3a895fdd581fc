"""Colours by role (Okabe and Ito) and lines by model; known without Plotly."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

ROLES = {
    "input": "#E69F00",
    "hidden": "#0072B2",
    "output": "#009E73",
    "loss": "#D55E00",
    "gradient": "#CC79A7",
    "weight": "#7F8790",
    "other": "#56B4E9",
}


class Look(NamedTuple):
    """How the line of a model is drawn."""

    colour: str
    dash: str = "solid"
    width: float = 2.5


# Baselines are thin; recurrent networks take the looks of RECURRENT in turn.
LOOKS: Mapping[str, Look] = {
    "last": Look(ROLES["weight"], "dot", 1.25),
    "seasonal": Look(ROLES["weight"], "dash", 1.25),
    "drift": Look(ROLES["weight"], "dashdot", 1.25),
    "mean": Look(ROLES["weight"], "longdash", 1.25),
    "ar": Look(ROLES["input"], "solid", 1.25),
    "echo": Look(ROLES["other"], "2px,3px"),
    "mlp_window": Look(ROLES["output"], "dashdot"),
    "mlp_time": Look(ROLES["gradient"], "longdash"),
}
RECURRENT = (
    Look(ROLES["hidden"]),
    Look(ROLES["loss"], "6px,3px"),
    Look(ROLES["other"]),
    Look(ROLES["hidden"], "3px,2px"),
    Look(ROLES["loss"], "10px,3px,2px,3px"),
    Look(ROLES["other"], "6px,3px"),
)


def look_of(code: str, recurrent: Sequence[str]) -> Look:
    """The look of a model, the same in every figure; `recurrent` are the networks' codes."""
    if code in LOOKS:
        return LOOKS[code]
    return RECURRENT[list(recurrent).index(code) % len(RECURRENT)]
