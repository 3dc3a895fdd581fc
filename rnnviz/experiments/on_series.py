"""The mnemonist article's two series: the next value from a window, all seeds in one pass.

Scaled by the part that is learned from; cut by time: six tenths to learn from, then 15 % that
choose the best epoch, and the last quarter for the error.
"""

import time
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.network import Network, forward
from rnnviz.core.scaling import scale_of
from rnnviz.experiments.learning import Report
from rnnviz.experiments.networks import first_network
from rnnviz.experiments.recipe import CLIP, LEVENBERG, Outcome, Recipe, lost
from rnnviz.experiments.searching import Searched, search
from rnnviz.series.audit.ready import choose
from rnnviz.series.protocol.windows import windows
from rnnviz.series.reading.builtin import load
from rnnviz.tasks.memory.task import Draw
from rnnviz.training import fit, levenberg_marquardt
from rnnviz.training.flat import flatten, unflatten
from rnnviz.training.history import DIVERGED
from rnnviz.training.networks import with_weights

LEARNED, CHOOSING = 0.6, 0.75  # shares of the rows that come before these cuts

Samples = tuple[Array, Array]  # x (L, N, 1), y (N, 1)


class Parts(NamedTuple):
    """Windows to learn from, to choose the epoch by, and to be tested on."""

    learn: Samples
    choose: Samples
    test: Samples


@cache
def parts(code: str, length: int) -> Parts:
    """The windows of a built-in series; the cuts are of target rows, whatever the length is."""
    values = choose(load(code)).values
    cuts = [0, round(LEARNED * len(values)), round(CHOOSING * len(values)), len(values)]
    found = windows(scale_of(values[: cuts[1]]).to(values), length)
    cut = [found.between(a, b) for a, b in pairwise(cuts)]
    return Parts(*((np.ascontiguousarray(w.X.T)[..., None], w.y[:, None]) for w in cut))


def naive_loss(code: str, length: int) -> float:
    """The test MSE of repeating the last value."""
    x, y = parts(code, length).test
    return float(np.mean((x[-1] - y) ** 2))


def learn_series(r: Recipe, seeds: tuple[int, ...], report: Report) -> list[Outcome] | None:
    """Train a network from each seed, side by side, or one that searches; None if stopped."""
    start, data = time.process_time(), parts(r.task, r.steps)
    sizes = 1, r.hidden, 1
    nets = [first_network(r.kind, r.bias, sizes, r.steps, seed) for seed in seeds]
    watch = Watch(r, start, report)
    if r.optimiser in ("lbfgs", "cma"):
        done = searched(nets[0], data, r, seeds[0], watch)
    else:
        done = trained(together(nets), data, r, watch)
    spent = (time.process_time() - start) / len(seeds)
    if watch.asked:
        return None
    with np.errstate(all="ignore"):
        y = forward(done.net, data.test[0], "last").y.reshape(-1, *data.test[1].shape)  # (R, N, 1)
        loss = np.mean((y - data.test[1]) ** 2, axis=(-2, -1))
    return [
        lost(seed, done.epochs, spent) if status == DIVERGED
        else Outcome(seed, float(one), np.nan, done.epochs, spent, "finished")
        for seed, status, one in zip(seeds, done.status, loss, strict=True)
    ]  # fmt: skip


def one_of_series(r: Recipe, seed: int, report: Report) -> Outcome | None:
    """Train a network from one seed; None if stopped."""
    found = learn_series(r, (seed,), report)
    return None if found is None else found[0]


def trained(net: Network, data: Parts, r: Recipe, on_epoch: Callable[..., bool]) -> Any:
    """All restarts, by the optimiser of the recipe; the epoch is chosen by the windows for it."""
    epochs = r.updates if not r.seconds else 10**6
    common = {"epochs": epochs, "validation": data.choose, "on_epoch": on_epoch}
    if r.optimiser == LEVENBERG:
        return levenberg_marquardt(net, *data.learn, **common)
    return fit(net, *data.learn, optimiser=r.optimiser, lr=r.lr, clip_norm=CLIP, **common)


def searched(net: Network, data: Parts, r: Recipe, seed: int, watch: "Watch") -> Searched:
    """One network, by a way that has no seeds side by side."""
    epochs = r.updates if not r.seconds else 10**6
    return search(net, r.optimiser, Draw(*data.learn), Draw(*data.choose), epochs, seed, watch)


def together(nets: list[Network]) -> Network:
    """Networks of one shape as one, with a leading axis."""
    like = nets[0].weights
    return with_weights(nets[0], unflatten(np.stack([flatten(net.weights) for net in nets]), like))


class Watch:
    """Ends a run when its seconds are over, or when that is asked for."""

    def __init__(self, r: Recipe, start: float, report: Report) -> None:
        """`start` is when it began, in the process's own time."""
        self.r, self.start, self.report, self.asked = r, start, report, False

    def __call__(self, epoch: int, *_losses: Any) -> bool:
        """Called once an epoch; True ends the run."""
        if not self.r.seconds:
            self.asked = self.report(epoch / max(1, self.r.updates))
            return self.asked
        share = (time.process_time() - self.start) / self.r.seconds
        self.asked = self.report(min(1.0, share))
        return self.asked or share >= 1
