"""Training by gradient descent: the one function that pages and notebooks call."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from rnnviz.core.doors import door
from rnnviz.errors import RnnvizError
from rnnviz.training import checks
from rnnviz.training.clipping import CLIPPING
from rnnviz.training.history import History
from rnnviz.training.networks import Net
from rnnviz.training.optimisers import Optimiser, optimiser_named
from rnnviz.training.passes import Objective
from rnnviz.training.run import OnEpoch, Plan, Run
from rnnviz.training.schedules import Schedule
from rnnviz.words import _


@door(**checks.OF_A_RUN, clip_norm=checks.bound, clip_value=checks.bound, clipping=tuple(CLIPPING))
def fit(
    net: Net,
    x: ArrayLike,
    y: ArrayLike,
    *,
    where: str = "last",
    loss: str = "mse",
    optimiser: str | Optimiser = "adam",
    lr: float | Schedule = 0.01,
    epochs: int = 300,
    clip_norm: float | None = 1.0,
    clip_value: float | None = None,
    clipping: str = "exact",
    truncate: int | None = None,
    batch: int | None = None,
    validation: tuple[ArrayLike, ArrayLike] | None = None,
    weight: ArrayLike | None = None,
    state0: Any = None,
    patience: int | None = None,
    rng: np.random.Generator | None = None,
    snapshots: Iterable[int] = (),
    on_epoch: OnEpoch | None = None,
) -> History[Net]:
    """Train a network by gradient descent, all of its restarts in one pass.

    Args:
        net: the network to start from; its weights may carry a leading axis of R restarts, and
            their dtype is the precision of the training. It is not changed.
        x: windows (T, N, I).
        y: targets, (N, O) with where="last", (T, N, O) with where="every".
        where: whether the "last" or "every" step is scored; of a deep network also the "ends",
            the state of each direction after its whole walk.
        loss: name of a loss in `core.losses.LOSSES`; averaged over windows and steps.
        optimiser: a name in `optimisers.OPTIMISERS`, or an optimiser.
        lr: learning rate, or a function of the epoch, see `schedules`.
        epochs: how many times all windows are seen.
        clip_norm: bound on each restart's gradient norm; None for no bound.
        clip_value: bound on every entry of the gradient, applied first.
        clipping: how the norm is bounded: "exact" to the bound, or as "pytorch" does.
        truncate: follow each step's loss only so many steps back.
        batch: windows in a mini-batch, shuffled anew in each epoch by `rng`; None for all.
        validation: (x, y) to choose the best epoch by, later in time than the training windows.
        weight: how much each output counts, (N,) with where="last", (T, N) with where="every"; 0
            takes it out, so that windows of unequal length can be filled up. None for all alike.
        state0: the cell's State before the first step of each window, fields (N, H), the same for
            all restarts; None for zeros. It is held fixed. The windows of `validation` start from
            zeros. A deep network cannot be given one.
        patience: stop a restart after so many epochs without a lower validation loss.
        rng: shuffles the mini-batches; seed 0 when None.
        snapshots: epochs whose weights are kept, 0 for the untrained network.
        on_epoch: called as on_epoch(epoch, loss, val_loss) with epoch = 0 .. epochs-1 before the
            weights of that epoch change; True stops the run.

    Raises:
        RnnvizError: when an argument cannot be used. A divergence raises nothing: see
            `History.stopped` and `History.message`.
    """
    checks.check_objective(net, loss, where, truncate)
    rate = checks.checked_rate(lr)
    check_patience(patience, validation)
    plan = Plan(
        Objective(loss, where, truncate), optimiser_named(optimiser), rate, epochs,
        clip_norm, clip_value, batch, patience, frozenset(snapshots), clipping,
    )  # fmt: skip
    train = checks.checked_windows(net, x, y, where, weight, state0)
    held = checks.checked_validation(net, validation, where)
    return Run(net, plan, train, held, rng or np.random.default_rng(0)).to_end(on_epoch)


def check_patience(patience: int | None, validation: Any) -> None:
    """See that there is something to be patient about."""
    if patience is not None and validation is None:
        raise RnnvizError(
            _("patience needs windows to validate on; give validation=(x, y) or leave it out.")
        )
