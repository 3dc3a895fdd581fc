"""Arguments of a training run, checked before anything is computed.

Each check raises `RnnvizError` with one sentence that names what is wrong and the cure.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from rnnviz.core.deep import DeepNetwork
from rnnviz.core.doors import Rule, seeing, weights, whole
from rnnviz.core.doors.axes import Seen, misfit, shaped
from rnnviz.core.doors.values import (
    check_choice,
    check_from_0,
    check_kind,
    check_positive,
    check_whole,
    numbers,
)
from rnnviz.core.losses import LOSSES
from rnnviz.core.network import Network
from rnnviz.errors import RnnvizError
from rnnviz.training.flat import leaves, named_leaves
from rnnviz.training.kernels import KERNELS
from rnnviz.training.networks import AnyNetwork, first_params, places
from rnnviz.training.passes import Windows
from rnnviz.training.schedules import Schedule, constant
from rnnviz.words import _

__all__ = ["check_choice", "check_positive", "check_whole", "checked_windows"]

bound = seeing(check_positive)  # a rule: a positive number, or None for no bound
goal = seeing(check_from_0)  # a rule: a loss to reach


def network(name: str, net: Any, seen: Seen) -> AnyNetwork:
    """A rule: a network of one layer, or a deep one."""
    if isinstance(net, DeepNetwork):
        return weights.deep(name, net, seen)
    check_kind(name, net, Network)
    return weights.network(name, net, seen)


def epochs(name: str, value: Any, seen: Seen) -> frozenset[int]:  # noqa: ARG001
    """A rule: numbers of epochs, from 0 on."""
    try:
        found = tuple(value)
    except TypeError as error:
        text = _("{name} is of type {type}; give numbers of epochs.")
        raise RnnvizError(text.format(name=name, type=type(value).__name__)) from error
    for each in found:
        check_whole(name, "None" if each is None else each, 0)
    return frozenset(found)


def pair(name: str, value: Any, seen: Seen) -> Any:  # noqa: ARG001
    """A rule: windows to validate on, x and y."""
    if not isinstance(value, tuple | list) or len(value) != 2:
        text = _("{name} is of type {type}; give a pair (x, y) of arrays.")
        raise RnnvizError(text.format(name=name, type=type(value).__name__))
    return value


OF_A_RUN: dict[str, Rule] = {
    "net": network, "epochs": whole(0), "validation": pair, "snapshots": epochs,
}  # fmt: skip


def tree(name: str, value: Any, seen: Seen) -> Any:  # noqa: ARG001
    """A rule: weights, a named tuple or a tuple of arrays or of such again."""
    if not isinstance(value, tuple) or not value:
        text = _("{name} is of type {type}; give a tuple of arrays, as the weights of a network.")
        raise RnnvizError(text.format(name=name, type=type(value).__name__))
    return _branch(name, value)


def _branch(name: str, value: Any) -> Any:
    if not isinstance(value, tuple):
        return numbers(name, value)
    names = getattr(value, "_fields", range(len(value)))
    found = [_branch(f"{name}.{k}", part) for k, part in zip(names, value, strict=True)]
    return type(value)(*found) if hasattr(value, "_fields") else tuple(found)


def check_alike(name: str, value: Any, like: Any) -> None:
    """See that a tree has the arrays of another, each of the same shape."""
    if len(leaves(value)) != len(leaves(like)):
        text = _("{name} has {n} arrays; the weights have {m}.")
        raise RnnvizError(text.format(name=name, n=len(leaves(value)), m=len(leaves(like))))
    for (k, own), (_k, other) in zip(named_leaves(value), named_leaves(like), strict=True):
        if own.shape != other.shape:
            raise RnnvizError(misfit(f"{name}.{k}", own.shape, str(other.shape)))


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
    given = {"x": x, "y": y} | ({} if weight is None else {"weight": weight})
    w = Windows(**{k: numbers(k, a).astype(dtype, copy=False) for k, a in given.items()})
    check_shapes(net, w, where)
    check_finite(w)
    check_weight(w)
    return w if state0 is None else w._replace(state0=checked_state(net, w, state0))


def checked_validation(
    net: AnyNetwork, validation: tuple[ArrayLike, ArrayLike] | None, where: str
) -> Windows | None:
    """The windows to choose the best epoch by, or None when there are none."""
    return None if validation is None else checked_windows(net, *validation, where)


def checked_rate(lr: float | Schedule) -> Schedule:
    """The learning rate as a function of the epoch."""
    if callable(lr):
        return lr
    check_positive("lr", lr)
    return constant(lr)


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
    if truncate is not None and isinstance(net, DeepNetwork):
        raise RnnvizError(_("Only a network of one layer can be trained truncated; leave it out."))


def check_kernel(net: Network) -> None:
    """See that the gradient of each window by itself is to be had: the kernels keep them apart."""
    if net.cell.code not in KERNELS:
        text = _("Levenberg-Marquardt does not know the cell “{name}”; train it with fit instead.")
        raise RnnvizError(text.format(name=net.cell.label))
