r"""Echo state network: a leaky RNN whose own weights stay as they were drawn.

    a_t = W_xh x_t + W_hh h_{t-1} + b_h
    h_t = (1 - alpha) h_{t-1} + alpha tanh(a_t)          alpha = 0.3

The state is an echo of the inputs, rich enough that a linear readout finds in it what it needs:
only W_hy and b_y are learned. W_hh is Gaussian, scaled to a spectral radius of 1 times the gain;
b_h is 0. The gradients of these weights are those of a leaky RNN: they exist, nobody follows them.

Source: Jaeger 2001; alpha as in his leaky units of 2007. Deviations: W_hh is full, not sparse, and
the readout is trained as any other is, where the paper fits it by ridge regression in one go (as
“Your series” does).
"""

import sys
from functools import partial
from typing import Any

import numpy as np

from ....words import N_
from ...arrays import Array
from ..cell import Cell
from ..rnn.elman import Back, Params, State, weight_gradients
from ..rnn.leaky import Step, step, step_backward

__all__ = ["Back", "Params", "State", "Step", "step", "step_backward", "weight_gradients"]

ALPHA = 0.3
KEPT = 1 - ALPHA


def begin(named: dict[str, Array], rng: Any) -> dict[str, Array]:  # noqa: ARG001
    """Weights as drawn, with W_hh (H, H) scaled to a spectral radius of 1."""
    W = named["W_hh"]
    return {**named, "W_hh": W / np.abs(np.linalg.eigvals(W)).max()}


CELL = Cell(
    code="esn",
    label=N_("Echo state RNN"),
    module=sys.modules[__name__],
    Params=Params,
    State=State,
    step=partial(step, alpha=ALPHA),
    step_backward=partial(step_backward, alpha=ALPHA),
    weight_gradients=weight_gradients,
    gates=("h",),
    forward=(
        "a = W_xh @ x + W_hh @ h_prev + b_h",
        "u = tanh(a)",
        f"h = {KEPT:g} * h_prev + {ALPHA:g} * u",
    ),
    backward=(
        f"dh = dh_loss + {KEPT:g} * dh_next + W_hh.T @ da_next",
        f"da = dh * {ALPHA:g} * (1 - u**2)",
        "dx = W_xh.T @ da",
    ),
    scheme="gaussian",
    begin=begin,
    frozen=True,
)
