"""The rows of a batch, step by step, with their pads; and what each ends with."""

import numpy as np

from rnnviz.batches.padded import Batch, Walk
from rnnviz.batches.rows import Rows
from rnnviz.core.arrays import Array
from rnnviz.player.payload import Scene
from rnnviz.scenes.batches.words import Json, off
from rnnviz.words import _
from rnnviz.words.numbers import number


def padding_scene(batch: Batch, run: Walk, rows: Rows, bare: Rows, unit: int, way: str) -> Scene:
    """One hidden unit of every row; `bare` are the rows without pads."""
    T, N = batch.real.shape
    names = [str(n + 1) for n in range(N)]
    h = run.h[..., unit]
    seen = run.reads if way == "packed" else np.ones_like(run.reads)
    told = [
        [_("Row {n}").format(n=n + 1), _row(rows, bare, unit, n)]
        for n in range(N)
    ]  # fmt: skip
    return Scene(
        title=_("Sequences of unequal length in one batch"),
        steps=T,
        views=(
            _grid(_("Hidden unit {k} of every row").format(k=unit + 1), "h", names, way),
            {
                "type": "told",
                "title": _("What each row ends with"),
                "sentences": [told] * T,
            },
            _weights(names),
        ),
        arrays={
            "h": np.where(seen, h, np.nan).astype(np.float32),
            "pads": (~batch.real).astype(np.uint8),
            "weight": run.weights.astype(np.float32),
        },
        speed=2.0,
        start={"t": 0, "playing": True},
        options={"layout": {"columns": [[0, 2], [1]]}},
    )


def _grid(title: str, array: str, names: list[str], way: str) -> Json:
    how = {
        "plain": _("One row a sequence. Hatched are pads, which the network reads like data."),
        "weighted": _("One row a sequence. Hatched are pads, which the network reads like data."),
        "masked": _("One row a sequence. Hatched are pads: the state is kept as it was."),
        "packed": _("One row a sequence. Hatched are pads; without a colour nothing is computed."),
    }[way]
    return {
        "type": "strip",
        "title": title,
        "how": how,
        "array": array,
        "rows": names,
        "scale": "diverging",
        "range": [-1, 1],
        "hatched": {"array": "pads", "label": _("pad")},
        "row_height": 30,
        "pinnable": False,
    }


def _weights(names: list[str]) -> Json:
    return {
        "type": "strip",
        "title": _("Weight of each step in the loss"),
        "how": _("Those of a row add up to 1. Hatched are pads."),
        "array": "weight",
        "rows": names,
        "scale": "gate",
        "hatched": {"array": "pads", "label": _("pad")},
        "row_height": 20,
        "pinnable": False,
        "reveal": "none",
        "level": "student",
    }


def _row(rows: Rows, bare: Rows, unit: int, n: int) -> str:
    """What a row ends with, beside the same sequence unpadded."""
    text = _(
        "h_n {h} (unpadded {h0}), loss {loss} ({loss0}), gradient {g} long ({g0}). Off by {dh}, "
        "{dl} and {dg}."
    )
    return text.format(
        h=number(rows.h[n, unit]), h0=number(bare.h[n, unit]),
        loss=number(rows.loss[n]), loss0=number(bare.loss[n]),
        g=number(rows.norm[n]), g0=number(bare.norm[n]),
        dh=off(_far(rows.h[n], bare.h[n])), dl=off(abs(rows.loss[n] - bare.loss[n])),
        dg=off(_far(rows.gradient[n], bare.gradient[n])),
    )  # fmt: skip


def _far(a: Array, b: Array) -> float:
    return float(np.linalg.norm(a - b))
