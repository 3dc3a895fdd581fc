"""What is remembered of a training run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple

import numpy as np

from rnnviz.core.doors import door
from rnnviz.errors import RnnvizError
from rnnviz.training.flat import Array
from rnnviz.training.networks import Net
from rnnviz.words import _, _n

# How a run, or one restart of it, ended; also the words of `History.stopped`.
FINISHED, EARLY, STOPPED, DIVERGED = "finished", "early", "stopped", "diverged"


@dataclass(frozen=True)
class History(Generic[Net]):
    """A training run of E epochs, with a trailing axis R where there are R restarts.

    Row e of every array belongs to the weights after e epochs: row 0 to the untrained network,
    the last row to the final one. `loss[e]` is thus the loss of `snapshots[e]`. A restart that
    has stopped has NaN from there on.

    Attributes:
        net: the network with the lowest validation loss; without validation the final one.
        loss: (E+1,[R]) mean training loss; with mini-batches, the mean over the epoch's batches.
        val_loss: (E+1,[R]) mean validation loss; NaN without validation.
        grad_norm: (E+1,[R]) length of the gradient before clipping (mean over mini-batches).
        clipped: (E+1,[R]) share of the epoch's updates that were clipped, 0 to 1.
        lr: (E+1,) learning rate; for Levenberg-Marquardt the damping mu, (E+1,[R]).
        best_epoch: ([R]) epoch to which `net` belongs.
        best_loss: ([R]) the loss that chose it: validation loss, or else training loss.
        stopped: "finished", "early", "stopped" or "diverged": how the run ended.
        status: the same for each restart; one entry when there are no restarts.
        message: one sentence that says how it ended and, if badly, why and what to do.
        snapshots: networks at the epochs that were asked for, by epoch.
    """

    net: Net
    loss: Array
    val_loss: Array
    grad_norm: Array
    clipped: Array
    lr: Array
    best_epoch: Array
    best_loss: Array
    stopped: str
    status: tuple[str, ...]
    message: str
    snapshots: Mapping[int, Net] = field(default_factory=dict)

    @property
    def epochs(self) -> int:
        """Number of epochs that were run."""
        return len(self.loss) - 1

    @property
    def best_restart(self) -> int:
        """Index of the restart with the lowest `best_loss`; 0 when there are no restarts."""
        losses = np.atleast_1d(self.best_loss)
        return int(np.argmin(np.where(np.isfinite(losses), losses, np.inf)))


class Row(NamedTuple):
    """What is measured in one epoch; each ([R]) but the learning rate."""

    loss: Array
    val_loss: Array
    grad_norm: Array
    clipped: Array
    lr: Array

    def only_where(self, running: Array) -> "Row":
        """The same with NaN for the restarts that no longer run."""

        def blank(a: Array) -> Array:
            return np.where(running, np.asarray(a, np.float64), np.nan)

        measured = blank(self.loss), blank(self.val_loss), blank(self.grad_norm)
        return Row(*measured, blank(self.clipped), self.lr)


def columns(rows: list[Row]) -> dict[str, Array]:
    """The rows of a run as arrays (E+1,[R]) by name."""
    return {
        name: np.array(values)
        for name, values in zip(Row._fields, zip(*rows, strict=True), strict=True)
    }


def summary(status: tuple[str, ...]) -> str:
    """Name how a whole run ended from how each of its restarts ended."""
    for word in (STOPPED, FINISHED, EARLY):
        if word in status:
            return word
    return DIVERGED


def closing_words(status: tuple[str, ...], why: str, epochs: int, patience: int | None) -> str:
    """Say how a run ended; a divergence, explained by `why`, is told first."""
    if not why:
        return ending(summary(status), epochs, patience)
    if len(status) == 1:
        return why
    lost = [r for r, word in enumerate(status) if word == DIVERGED]
    text = _("{count} of {restarts} restarts diverged, numbers {numbers}.")
    numbers = ", ".join(map(str, lost))
    return f"{text.format(count=len(lost), restarts=len(status), numbers=numbers)} {why}"


def ending(stopped: str, epochs: int, patience: int | None) -> str:
    """Say how a run ended that did not diverge."""
    texts = {
        FINISHED: _n("Trained for {epochs} epoch.", "Trained for {epochs} epochs.", epochs),
        EARLY: _n(
            "Stopped after {epochs} epochs: the validation loss had not fallen for {patience} "
            "epoch, and the weights of the lowest are kept.",
            "Stopped after {epochs} epochs: the validation loss had not fallen for {patience} "
            "epochs, and the weights of the lowest are kept.",
            patience or 0,
        ),
        STOPPED: _n(
            "Stopped by hand after {epochs} epoch.",
            "Stopped by hand after {epochs} epochs.",
            epochs,
        ),
    }
    return texts[stopped].format(epochs=epochs, patience=patience)


@door()
def quantiles(history: History) -> Mapping[str, Any]:
    """Give the best, the quartiles and the worst of the restarts' losses.

    The spread is the lesson of restarts: the same network from other first weights.

    Raises:
        RnnvizError: when every restart has diverged.
    """
    losses = np.atleast_1d(history.best_loss)
    names = ("best", "q1", "median", "q3", "worst")
    finite = losses[np.isfinite(losses)]
    if not len(finite):
        raise RnnvizError(_("Every restart has diverged: there are no losses to compare."))
    values = np.quantile(finite, (0, 0.25, 0.5, 0.75, 1))
    return dict(zip(names, map(float, values), strict=True))
