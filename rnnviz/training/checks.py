"""Arguments of a training run, checked before anything is computed.

Each check raises `RnnvizError` with one sentence that names what is wrong and the cure.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from rnnviz.core.deep import DeepNetwork
from rnnviz.core.doors.axes import Seen, shaped
from rnnviz.core.doors.values import check_choice, check_positive, check_whole
from rnnviz.core.losses import LOSSES
from rnnviz.core.network import Network
from rnnviz.errors import RnnvizError
from rnnviz.training.kernels import KERNELS
from rnnviz.training.networks import AnyNetwork, first_params, places
from rnnviz.training.passes import Windows
from rnnviz.words import _

__all__ = ["check_choice", "check_positive", "check_whole", "checked_windows"]


def checked_windows(
    net: AnyNetwork,
    x: ArrayLike,
    y: ArrayLike,
    where: str,
    weight: ArrayLike | None = None,
    state0: Any = None,
) -> Windows:
    """Windows in the network's own precision, or an error that says what does not fit."""
    dtype = net.weights.readout.b_y.dtype
    try:
        weights = None if weight is None else np.asarray(weight, dtype)
        w = Windows(np.asarray(x, dtype), np.asarray(y, dtype), weights)
    except (TypeError, ValueError) as error:
        raise RnnvizError(
            _("The windows must be arrays of numbers: give x as (steps, windows, inputs).")
        ) from error
    check_shapes(net, w, where)
    check_finite(w)
    check_weight(w)
    return w if state0 is None else w._replace(state0=checked_state(net, w, state0))


def checked_state(net: AnyNetwork, w: Windows, state0: Any) -> Any:
    """The State before the first step, fields (N, H), in the network's own precision."""
    if isinstance(net, DeepNetwork):
        raise RnnvizError(_("Only a network of one layer can start from a state; leave it out."))
    kind = net.cell.State
    if not isinstance(state0, kind):
        text = _("state0 is of type {type}; give a State of the cell {cell}.")
        raise RnnvizError(text.format(type=type(state0).__name__, cell=net.cell.label))
    found = [shaped(f"state0.{k}", a, "N H", Seen(axes={"N": w.N, "H": net.hidden}))
             for k, a in state0._asdict().items()]  # fmt: skip
    return kind(*(a.astype(net.weights.readout.b_y.dtype) for a in found))


def check_shapes(net: AnyNetwork, w: Windows, where: str) -> None:
    """See that x, y and the network fit together."""
    inputs, outputs = first_params(net).W_xh.shape[-1], net.weights.readout.b_y.shape[-1]
    if w.x.ndim != 3 or w.x.shape[2] != inputs or 0 in w.x.shape:
        raise RnnvizError(
            _("x has the shape {shape}; this network needs (steps, windows, {inputs}).").format(
                shape=w.x.shape, inputs=inputs
            )
        )
    needed = (len(w.x), w.N, outputs) if where == "every" else (w.N, outputs)
    if w.y.shape != needed:
        raise RnnvizError(
            _("y has the shape {shape}; for the loss on {where} it must be {needed}.").format(
                shape=w.y.shape, where=repr(where), needed=needed
            )
        )


def check_finite(w: Windows) -> None:
    """See that every number is a number; name the first window where one is not."""
    for name, a in (("x", w.x), ("y", w.y)):
        others = tuple(k for k in range(a.ndim) if k != a.ndim - 2)
        bad = np.flatnonzero(~np.isfinite(a).all(axis=others))
        if len(bad):
            raise RnnvizError(
                _(
                    "{name} has a value that is missing or infinite in window {window}; "
                    "fill or leave out the gap before training."
                ).format(name=name, window=int(bad[0]))
            )


def check_weight(w: Windows) -> None:
    """See that every output has a weight of at least 0, and every window one above 0."""
    if w.weight is None:
        return
    if w.weight.shape != w.y.shape[:-1]:
        text = _("weight has the shape {shape}; it must be {needed}, one for each output.")
        raise RnnvizError(text.format(shape=w.weight.shape, needed=w.y.shape[:-1]))
    usable = np.isfinite(w.weight) & (w.weight >= 0)
    counted = w.weight.sum(axis=0) > 0 if w.weight.ndim == 2 else w.weight.sum() > 0
    if not usable.all() or not np.all(counted):
        raise RnnvizError(
            _("Each weight must be a finite number of at least 0, and each window needs one above.")
        )


def check_objective(net: AnyNetwork, loss: str, where: str, truncate: int | None) -> None:
    """See that the loss and its place exist for this network."""
    check_choice("loss", loss, tuple(LOSSES))
    check_choice("where", where, places(net))
    check_whole("truncate", truncate, 1)
    if truncate is not None and isinstance(net, DeepNetwork):
        raise RnnvizError(_("Only a network of one layer can be trained truncated; leave it out."))


def check_kernel(net: Network) -> None:
    """See that the gradient of each window by itself is to be had: the kernels keep them apart."""
    if net.cell.code not in KERNELS:
        text = _("Levenberg-Marquardt does not know the cell “{name}”; train it with fit instead.")
        raise RnnvizError(text.format(name=net.cell.label))
