"""A network's weights in one row, and back: what the address of a small network holds."""

from typing import Any

import numpy as np

from rnnviz.core.network import Network, Weights
from rnnviz.errors import RnnvizError
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.packed import MOST, pack
from rnnviz.settings.typed import parse_numbers
from rnnviz.tasks.sequence import Example
from rnnviz.training.flat import flatten, unflatten
from rnnviz.words import _


def packed(net: Network) -> str:
    """All weights as text; "" where they are more than a link should hold."""
    return pack(flatten(net.weights)) if net.count() <= MOST else ""


def with_values(net: Network, values: np.ndarray) -> Network:
    """The same network with other weights (n,), in the order of `packed`.

    Raises:
        RnnvizError: if there are not as many as the network has.
    """
    if len(values) != net.count():
        message = _(
            "The link holds {n} weights and this network has {needed}; choose the size of the "
            "network anew to draw its weights."
        )
        raise RnnvizError(message.format(n=len(values), needed=net.count()))
    weights: Weights = unflatten(np.asarray(values, float), net.weights)
    return Network(net.cell, Weights(net.cell.fix(weights.params), weights.readout))


def in_typed(s: NetworkSettings, example: Example) -> dict[str, Any] | None:
    """The sequence of a carried network as typed numbers; None if it is no such sequence.

    Typed numbers are read with the next one as target. Of a window with a loss at its last step
    the last target counts alone, so it stands at the end.
    """
    x, d = example.x, example.d
    one = x.shape[1] == d.shape[1] == 1 and example.loss != "cross_entropy"
    follows = np.array_equal(x[1:, 0], d[:-1, 0])
    if not one or not (follows or s.where == "last") or not np.isfinite(d[-1]).all():
        return None
    text = ", ".join(f"{v:.9g}" for v in [*x[:, 0], d[-1, 0]])
    try:
        check = len(parse_numbers(text))
    except RnnvizError:
        return None
    return {"input": "typed", "typed": text} if check == len(x) + 1 and len(text) <= 1000 else None
