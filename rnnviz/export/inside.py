"""A trained run of a comparison as a network, and the windows of the series as it reads them."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnnviz.core.arrays import Array
from rnnviz.core.cells import CELLS
from rnnviz.core.network import Network, forward
from rnnviz.export.echo_code import of_echo
from rnnviz.export.model import Model, WindowModel, of_ar, of_mlp, of_series
from rnnviz.export.window_code import WINDOW_FORMS
from rnnviz.series.compare.results import Comparison, Result, SeedRun
from rnnviz.series.models.echo import ECHO
from rnnviz.series.segments import within_segments


def network_of(result: Result, run: SeedRun) -> Network:
    """The network of one run, with its trained weights in float64."""
    return Network(CELLS[result.code], run.weights)


def inspectable(found: Comparison) -> list[Result]:
    """The results whose networks can be looked into: recurrent ones that were trained."""
    return [r for r in found.results if r.family == "recurrent" and r.good]


def writable(found: Comparison) -> list[Result]:
    """The results that can be taken along as code though they have no step to look into."""
    return [r for r in found.results if r.code in WINDOW_FORMS and r.good]


def window_model(found: Comparison, result: Result, run: SeedRun) -> WindowModel:
    """The MLP on the window, AR, or the echo state network, to be written as code."""
    if result.code == ECHO:
        return of_echo(found.series, found.transform, found.values, run.weights, run.seed)
    seen = Windows(found)
    windows = np.concatenate([seen.raw(k) for k in (0, len(seen) // 2, len(seen) - 1)])
    make = of_ar if result.code == "ar" else of_mlp
    return make(run.weights, found.series.name, found.transform, windows)


class Window(NamedTuple):
    """One window: what the network reads and should say, scaled; and the rows it is made from.

    `z` (L,) inputs, `target` the next value scaled, NaN where it is not known; `rows` (width,) of
    the raw values, `row` the one to predict, which may be one past the last.
    """

    z: Array
    target: float
    rows: NDArray[np.intp]
    row: int


@dataclass(frozen=True)
class Windows:
    """The windows of a comparison, numbered from 0; the last predicts the future."""

    found: Comparison

    @property
    def width(self) -> int:
        """How many raw values make a window."""
        return self.found.transform.width(self.found.protocol.window)

    @cached_property
    def targets(self) -> NDArray[np.intp]:
        """The row that each window predicts; windows do not straddle a break of the series."""
        rows = np.arange(self.width, len(self.found.values) + 1)
        return rows[within_segments(rows, self.width, self.found.series.breaks)]

    def __len__(self) -> int:
        return len(self.targets)

    def first(self) -> int:
        """The last window whose target is known."""
        known = np.flatnonzero(self.found.observed[self.targets[:-1]])
        return int(known[-1]) if len(known) else len(self) - 1

    def raw(self, k: int) -> Array:
        """Window k in raw units, (1, width)."""
        return self.found.values[None, self.targets[k] - self.width : self.targets[k]]


@dataclass(frozen=True)
class Inside(Windows):
    """The windows that one run can be seen on."""

    net: Network

    def window(self, k: int) -> Window:
        """Window k as the network saw it in training."""
        row, X = int(self.targets[k]), self.raw(k)
        known = row < len(self.found.values) and bool(self.found.observed[row])
        y = self.found.values[row : row + 1] if known else np.array([np.nan])
        z, target = self.found.transform.encode(X, y)
        return Window(z[0], float(target[0]), np.arange(row - self.width, row), row)

    def output(self, k: int) -> float:
        """What the network gives for window k, scaled."""
        z = self.found.transform.inputs(self.raw(k))
        return float(forward(self.net, np.ascontiguousarray(z.T[..., None]), "last").y[0, 0])

    def predicted(self, k: int, output: float) -> float:
        """An output for window k in raw units."""
        return float(self.found.transform.decode(np.array([output]), self.raw(k))[0])

    def model(self, net: Network) -> Model:
        """A network on these windows, to be written as code."""
        at = np.unique(np.linspace(0, len(self) - 1, 3).astype(int))
        windows = np.concatenate([self.raw(k) for k in at])
        return of_series(net, self.found.series.name, self.found.transform, windows)
