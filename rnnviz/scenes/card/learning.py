"""The number card's data of a weight: the products that add up to its gradient, step by step."""

from typing import Any

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.learning import Share, present, rows, shares
from rnnviz.core.study import Study
from rnnviz.scenes.card.notation import symbol, weight_symbol
from rnnviz.words import _

Json = dict[str, Any]


def parameters(s: Study) -> dict[str, Json]:
    """Every weight by its name: its gradient, how often it is used, what each step adds."""
    weights = {**s.net.weights.params._asdict(), **s.net.weights.readout._asdict()}
    found = {
        name: {"grad": f"d{name}", "uses": len(s.x), "shares": [], "learned": None}
        for name in weights
    }
    for share in shares(s.net.cell):
        found[share.weight]["shares"].append(_share(s, share, weights))
    for name in learned_arrays(s):
        found[name.removeprefix("learned.")]["learned"] = name
    return found


def learned_arrays(s: Study) -> dict[str, Array]:
    """Of weights with numbers that stay 0 for good, 1 where one is learned and 0 where not."""
    own = present(s.net.cell, s.net.weights.params)
    return {f"learned.{name}": a for name, a in own.items() if not np.all(a)}


def _share(s: Study, share: Share, weights: dict[str, Array]) -> Json:
    start, stop, _step = rows(s.net.cell, share, weights).indices(len(weights[share.weight]))
    return {
        "name": weight_symbol(share.weight, share.gate),
        "rows": start,
        "count": stop - start,
        "kind": share.kind,
        "delta": {"array": share.delta, "shift": 0, "text": symbol(share.delta)},
        "value": _value(s, share) if share.array else None,
    }


def _value(s: Study, share: Share) -> Json:
    """What the weight multiplies; before the first step it is the state's first value, or 0."""
    first = f"{share.array}0" if share.array in s.net.cell.state_fields else "zero"
    out = {
        "array": share.array,
        "shift": share.shift,
        "text": symbol(share.array, share.shift),
    }
    return out | ({"first": first} if share.shift < 0 else {})


def learning_note(s: Study) -> str:
    """How the gradient of this one sequence becomes the one that training follows."""
    if s.counts.all() and len(s.x) > 1:
        text = _(
            "L is the sum of the losses of all {T} steps of this sequence. Training takes the mean "
            "over all steps of all its sequences: of this sequence alone, this number divided by "
            "{T}."
        )
        return text.format(T=len(s.x))
    return _(
        "L is the loss of this one sequence. Training takes the mean over all its sequences: of "
        "this sequence alone, this number."
    )
