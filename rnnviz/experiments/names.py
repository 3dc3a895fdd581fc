"""What the lines and places of an experiment are called."""

from typing import Any

from rnnviz.experiments.design import NONE, Design
from rnnviz.experiments.networks import label
from rnnviz.experiments.recipe import DIGITS, LEVENBERG, SEARCHES, SERIES
from rnnviz.training.optimisers import OPTIMISERS
from rnnviz.words import N_, _
from rnnviz.words.numbers import brief

OPTIMISER_CODES = (*OPTIMISERS, *SEARCHES)
LABELS = {
    "sgd": N_("Gradient descent"),
    "momentum": N_("Momentum"),
    "nesterov": N_("Nesterov"),
    "rmsprop": N_("RMSprop"),
    "adam": N_("Adam"),
    LEVENBERG: N_("Levenberg–Marquardt"),
    "lbfgs": N_("L-BFGS"),
    "cma": N_("CMA-ES"),
    "down": N_("Rows, top down"),
    "up": N_("Rows, bottom up"),
    "right": N_("Columns"),
    "latch": N_("Latch: keep the first sign"),
    "adding": N_("Adding two marked numbers"),
    "order": N_("Temporal order"),
    "parity": N_("Parity of bits"),
    "sine": N_("The article’s sine"),
    "oil_well": N_("The oil well"),
    DIGITS: N_("Handwritten digits"),
}
AXES = {
    "networks": N_("network"),
    "optimisers": N_("optimiser"),
    "units": N_("hidden units"),
    "lengths": N_("steps of a sequence, T"),
    "rates": N_("learning rate"),
    "biases": N_("forget bias"),
    "updates": N_("updates"),
    "orders": N_("reading order"),
}
WITH_NUMBER = {
    "units": N_("{n} units"),
    "lengths": N_("T = {n}"),
    "rates": N_("Rate {n}"),
    "biases": N_("Forget bias {n}"),
    "updates": N_("{n} updates"),
}


def named(code: str) -> str:
    """The words for an optimiser, a reading order or a task."""
    return _(LABELS.get(code, code))


def name_of(dimension: str, value: Any) -> str:
    """What a line is called, or a place where it stands in a sentence.

    >>> name_of("lengths", 20), name_of("optimisers", "adam")
    ('T = 20', 'Adam')
    """
    if dimension == "networks":
        return label(value)
    if dimension == "units" and value == 1:
        return _("1 unit")
    if dimension in WITH_NUMBER:
        return _(WITH_NUMBER[dimension]).format(n=brief(float(value)))
    return named(value)


def lines(d: Design) -> list[str]:
    """The names of the lines."""
    return [name_of(d.lines, value) for value in d.values]


def places(d: Design) -> list[str]:
    """What stands below each place of the axis."""
    if d.across == NONE:
        return [""]
    plain = d.across in WITH_NUMBER
    return [brief(float(v)) if plain else name_of(d.across, v) for v in d.places]


def axis(d: Design) -> str:
    """What the axis is."""
    if d.across == "lengths" and d.base.task in SERIES:
        return _("values in a window")
    return "" if d.across == NONE else _(AXES[d.across])


def measured(d: Design, measure: str) -> str:
    """What is measured."""
    if measure == "right":
        return _("right answers to sequences never learned from")
    if d.base.task in SERIES:
        return _("MSE of the last quarter, scaled")
    if d.base.task in ("order", "parity", DIGITS):
        return _("cross-entropy of sequences never learned from, nats")
    return _("MSE of sequences never learned from")
