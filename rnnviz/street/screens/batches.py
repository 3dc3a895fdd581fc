"""Batches: a small network with fresh weights on rows with pads, in pieces, or left to itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from rnnviz.batches.forced import both, fitted
from rnnviz.batches.padded import Batch, pad, walk_back
from rnnviz.batches.padded import walk as read
from rnnviz.batches.pieces import WAYS, begun, through
from rnnviz.batches.rows import flat, padded_rows, unpadded_rows
from rnnviz.batches.waves import lengths, noisy, wave
from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.network import Network
from rnnviz.player.payload import Scene
from rnnviz.scenes.batches.forced import forced_scene
from rnnviz.scenes.batches.padding import padding_scene
from rnnviz.scenes.batches.pieces import pieces_scene
from rnnviz.scenes.batches.words import forced_words, padding_words, pieces_words
from rnnviz.settings.batches import BatchSettings
from rnnviz.street.result.numbers import Numbers
from rnnviz.street.result.opened import Playing

STEPS = 60  # of the series that a network goes on with


class Shown(NamedTuple):
    """A scene, what is said of it, and the numbers behind it with all their digits."""

    scene: Scene
    said: str
    exact: dict[str, np.ndarray]


@dataclass(frozen=True, kw_only=True, repr=False)
class Batches(Playing):
    """One view.

    Attributes:
        said: what the numbers say, in a sentence or two.
        exact: the numbers behind the picture, with all their digits, by name.
    """

    settings: BatchSettings
    said: str
    exact: dict[str, np.ndarray]

    def numbers(self) -> list[Numbers]:
        """What was computed."""
        return [Numbers(name, a) for name, a in self.exact.items()]


def walk(s: BatchSettings) -> Batches:
    """From settings to the scene."""
    shown = VIEWS[s.view](s)
    return Batches(settings=s, scene=shown.scene, said=shown.said, exact=shown.exact)


def network_of(s: BatchSettings) -> Network:
    """The network, with PyTorch's initial weights; the gain is on the recurrent ones."""
    rng = np.random.default_rng(s.seed)
    return init_network(CELLS[s.cell], 1, s.hidden, 1, rng, gain=s.gain)


def batch_of(s: BatchSettings) -> Batch:
    """The rows, with their pads."""
    rows = enumerate(lengths(s.seed, s.rows, s.longest))
    return pad([wave(s.seed, n, T) for n, T in rows], s.pads)


def padding(s: BatchSettings) -> Shown:
    """Rows of unequal length."""
    net, batch = network_of(s), batch_of(s)
    run = read(net, batch, s.way)
    rows, bare = padded_rows(net, batch, s.way), unpadded_rows(net, batch)
    masked = padded_rows(net, batch, "masked")
    exact = {
        "x": batch.x, "d": batch.d, "real": batch.real, "reads": run.reads, "w": run.weights,
        "h": run.h, "y": run.y, "loss": run.loss,
        "h_n": rows.h, "row.loss": rows.loss, "row.gradient": rows.gradient,
        "unpadded.h_n": bare.h, "unpadded.loss": bare.loss, "unpadded.gradient": bare.gradient,
        "gradient": flat(walk_back(net, batch, run).weights),
    }  # fmt: skip
    scene = padding_scene(batch, run, rows, bare, s.drawn, s.way)
    return Shown(scene, padding_words(batch, s.way, rows, bare, masked), exact)


def pieces(s: BatchSettings) -> Shown:
    """A long series in pieces; h_0 is found on the whole of it, and is the same for every way."""
    net, (x, d) = network_of(s), wave(s.seed, 0, s.length)
    before = begun(net, x, d, s.length, "carried", s.start)
    whole = before[-1]
    runs = {way: through(net, x, d, s.piece, way, whole.start) for way in WAYS}
    exact = {"x": x, "d": d, "h_0": whole.start.h, "whole.gradient": flat(whole.weights)}
    for way, run in runs.items():
        exact |= {
            f"{way}.h": run.h, f"{way}.loss": run.loss, f"{way}.dL/dh": run.dh,
            f"{way}.gradient": flat(run.weights), f"{way}.dL/dh_0": run.d_start.h,
        }  # fmt: skip
    said = pieces_words(s.piece, s.start, runs, before)
    return Shown(pieces_scene(runs, whole, s.piece, s.drawn), said, exact)


def forcing(s: BatchSettings) -> Shown:
    """The network with its read-out fitted, fed with the truth and with its own answers."""
    x, d = noisy(s.seed, STEPS, s.noise)
    net = fitted(network_of(s), x, d)
    runs = both(net, x, s.given)
    exact = {
        "x": x, "d": d, "taught": runs.taught, "free": runs.free, "read": runs.read,
        "late": runs.late, "factor": np.array(runs.factor),
        "W_hy": net.weights.readout.W_hy, "b_y": net.weights.readout.b_y,
    }  # fmt: skip
    scene = forced_scene(x[:, 0], d[:, 0], runs, s.given)
    return Shown(scene, forced_words(d[:, 0], runs, s.given), exact)


VIEWS: dict[str, Callable[[BatchSettings], Shown]] = {
    "padding": padding,
    "pieces": pieces,
    "forcing": forcing,
}
