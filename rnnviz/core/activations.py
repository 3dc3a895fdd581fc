"""Activation functions by name, each with its derivative written in terms of its own output."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from .arrays import Array, sigmoid


class Activation(NamedTuple):
    """A pointwise function h = f(a) and its derivative as a function of h."""

    code: str
    f: Callable[[Array], Array]
    slope: Callable[[Array], Array]
    formula: str
    slope_formula: str
    largest_slope: float


ACTIVATIONS: dict[str, Activation] = {
    "tanh": Activation("tanh", np.tanh, lambda h: 1 - h * h, "tanh(a)", "(1 - h**2)", 1.0),
    "relu": Activation(
        "relu",
        lambda a: np.maximum(a, 0),
        lambda h: (h > 0).astype(h.dtype),
        "relu(a)",
        "step(h)",
        1.0,
    ),
    "sigmoid": Activation(
        "sigmoid", sigmoid, lambda h: h * (1 - h), "sigmoid(a)", "h * (1 - h)", 0.25
    ),
    "linear": Activation("linear", lambda a: a, np.ones_like, "a", "1", 1.0),
}
