"""The numbers of a link under the names of the formulas: h, dh, W_hh, dW_hh, loss, p and more."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from rnnviz.core.learning import per_step, present
from rnnviz.core.losses import softmax
from rnnviz.core.study import Study
from rnnviz.settings.base import Settings
from rnnviz.street.result.opened import Opened

# Prefixes of the street's names that formulas do without, and what stands in their place.
SHORT = (("trace.", ""), ("weights.", ""), ("flow.", ""), ("dL/dstate.", "d"), ("gradients.", "d"),
         ("dL/d", "d"))  # fmt: skip

NUMBERED = re.compile(r"\.(\d+)")  # a layer and its direction: no name of a formula


class Names(NamedTuple):
    """Arrays by name, and by the name of an array what its last axis counts, where it has names."""

    arrays: Mapping[str, Any]
    columns: Mapping[str, tuple[str, ...]]


def names_of(opened: Opened) -> Names:
    """Everything that a link computes, as formulas name it.

    `loss_total` is L; `step_dW_hh` is what each step adds to dW_hh, (T, rows, columns); `p` are
    the probabilities of classes; `set.gain` is a setting. Of two networks the second is under
    "second.", of two studies the one before under "unclamped.".
    """
    arrays: dict[str, Any] = {}
    for one in opened.numbers():
        arrays.setdefault(short(one.name), one.values)
    study = getattr(opened, "study", None)
    if isinstance(study, Study):
        arrays |= of_study(study)
    arrays |= {f"set.{name}": value for name, value in plain(opened.settings).items()}
    example = getattr(opened, "example", None)
    classes = getattr(example, "outputs", ())
    return Names(arrays, dict.fromkeys(("y", "p", "d", "dy"), classes) if classes else {})


def short(name: str) -> str:
    """The name of an array in formulas.

    >>> [short(n) for n in ("trace.h", "dL/dstate.h", "gradients.W_hh", "second.loss", "h.0.1")]
    ['h', 'dh', 'dW_hh', 'second.loss', 'h_0_1']
    """
    name = NUMBERED.sub(r"_\1", name)
    front, behind = ("second.", name[7:]) if name.startswith("second.") else ("", name)
    for long, brief in SHORT:
        if behind.startswith(long):
            return front + brief + behind[len(long) :]
    return name


def of_study(s: Study) -> dict[str, Any]:
    """What a study has beyond the street's numbers."""
    weights = {**s.net.weights.params._asdict(), **s.net.weights.readout._asdict()}
    computed = {**s.computed(), "x": s.x, "dy": s.dy}
    shares = per_step(s.net.cell, {**s.ledger.values, "dy": s.dy}, weights)
    own = present(s.net.cell, s.net.weights.params)  # some cells leave weights out
    found = {f"step_d{name}": added * own.get(name, 1) for name, added in shares.items()}
    if s.loss_name == "cross_entropy":
        found["p"] = softmax(s.y)
    learned = sum(a.size for a in weights.values())
    return {**computed, **found, "loss_total": s.total, "parameters": learned}


def plain(settings: Settings) -> dict[str, Any]:
    """The settings that are a number or a word."""
    values = {name: getattr(settings, name) for name in settings.kinds()}
    return {name: value for name, value in values.items() if isinstance(value, int | float | str)}
