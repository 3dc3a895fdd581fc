"""A series in pieces: the state of each way, what of the loss reaches it, and what comes out."""

from typing import Any

import numpy as np

from rnnviz.batches.pieces import Pieces, borders
from rnnviz.batches.rows import flat
from rnnviz.player.payload import Scene
from rnnviz.scenes.batches.words import Json, length, share
from rnnviz.words import N_, _
from rnnviz.words.numbers import number, percent

NAMES = {"carried": N_("carried"), "detached": N_("detached"), "reset": N_("reset")}
FLOOR = 1e-6  # of the gradients that are drawn


def pieces_scene(runs: dict[str, Pieces], whole: Pieces, k: int, unit: int) -> Scene:
    """One hidden unit by way, the gradient that reaches each state, and what each way gives."""
    T = len(whole.h)
    dh = np.stack([np.linalg.norm(run.dh, axis=-1) for run in runs.values()], -1)
    told = [[_(NAMES[way]), _result(run, whole)] for way, run in runs.items()]
    shared = {
        "type": "strip",
        "rows": [_(NAMES[way]) for way in runs],
        "borders": borders(T, k)[1:],
        "row_height": 30,
        "pinnable": False,
    }
    how = _("One row a way to cross the borders, which are drawn as lines.")
    return Scene(
        title=_("A series in pieces"),
        steps=T,
        views=(
            {**shared, **_states(unit), "how": how},
            {**shared, **_gradients(float(dh.max()))},
            {"type": "told", "title": _("What each way gives"), "sentences": [told] * T},
        ),
        arrays={
            "h": np.stack([run.h[:, unit] for run in runs.values()], -1).astype(np.float32),
            "dh": dh,
        },
        speed=4.0,
        start={"t": 0, "playing": True},
        options={"layout": {"columns": [[0, 1], [2]]}},
    )


def _states(unit: int) -> Json:
    return {
        "title": _("Hidden unit {k}").format(k=unit + 1),
        "array": "h",
        "scale": "diverging",
        "range": [-1, 1],
    }


def _gradients(most: float) -> dict[str, Any]:
    return {
        "title": _("What of the loss reaches each state"),
        "how": _("The length of ∂L/∂h_t. A border that is cut lets none through."),
        "array": "dh",
        "scale": "log",
        "range": [0, most],
        "floor": FLOOR,
        "reveal": "backward",
    }


def _result(run: Pieces, whole: Pieces) -> str:
    text = _("Loss {loss}, gradient {g} long, off by {wrong}; ∂L/∂h₀ {start} long.")
    found = flat(run.weights)
    wrong = share(found, flat(whole.weights))
    return text.format(
        loss=number(run.mean), g=number(float(np.linalg.norm(found))),
        wrong=percent(0.0 if wrong < 1e-12 else wrong, 1), start=number(length(run.d_start)),
    )  # fmt: skip
