"""A loss as colours with level lines over two directions."""

from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.dynamics.plane import level_lines
from rnnviz.scenes.dynamics.parts import Json, layer, single
from rnnviz.words import _
from rnnviz.words.numbers import number

LINES = 9  # level lines


class Heat(NamedTuple):
    """What is drawn of a loss over a window."""

    arrays: dict[str, np.ndarray]
    layers: list[Json]


def heat(loss: Array, low: Array, high: Array) -> Heat:
    """Of a loss (n, n) between two corners (2,), row by row from below; colours are of its log."""
    n = len(loss)
    logs = np.log10(np.maximum(np.where(np.isfinite(loss), loss, np.nan), 1e-12))
    least, most = float(np.nanmin(logs)), float(np.nanmax(logs))
    share = np.nan_to_num((logs - least) / max(most - least, 1e-12), nan=1.0)
    x, y = np.linspace(low[0], high[0], n), np.linspace(low[1], high[1], n)
    levels = np.linspace(least, most, LINES + 2)[1:-1]
    lines = [level_lines(np.nan_to_num(logs, nan=most) - level, x, y) for level in levels]
    arrays = {
        "heat": np.round(255 * share).astype(np.uint8),
        "levels": single(np.concatenate(lines)),
    }
    ends = [number(10**least), number(10**most)]
    layers: list[Json] = [
        layer("heat", "heat", "", _("loss"), ends=ends),
        layer("segments", "levels", "text", width=0.75, faint=0.35),
    ]
    return Heat(arrays, layers)
