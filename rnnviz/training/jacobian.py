"""Derivatives of every output of every window with respect to every weight, exact, by BPTT."""

import numpy as np

from rnnviz.core.network import Weights
from rnnviz.training.flat import Array, flatten
from rnnviz.training.kernels import per_window
from rnnviz.training.passes import Passes, Windows


def residuals(passes: Passes, weights: Weights, w: Windows) -> Array:
    """Give e = (y - d) / sqrt(M), (..., M): their squares sum to the mean square error.

    M = N O outputs, or T N O where every step is scored.
    """
    _, y = passes.outputs(weights, w)
    half_slope = passes.objective.score(y, w).dy * (y.shape[-1] / 2)  # y - d: dy = 2 (y - d) / O
    return _per_restart(passes, half_slope) / np.sqrt(w.y.size)


def residuals_and_jacobian(passes: Passes, weights: Weights, w: Windows) -> tuple[Array, Array]:
    """Give e (..., M) and J = de/dW (..., M, P), flat in the order of `flatten`.

    One backward pass for each output of a window: its dL/dy is 1 there and 0 elsewhere, and the
    windows' gradients are kept apart instead of summed.
    """
    m, y = passes.outputs(weights, w)
    e = residuals(passes, weights, w)
    columns = [
        flatten(passes.gradients(weights, m, dy, per_window), len(passes.lead) + 1)
        for dy in unit_outputs(y, passes.objective.where)
    ]
    J = np.stack(columns, axis=-3)  # (..., outputs of a window, N, P)
    return e, J.reshape(*e.shape, -1) / np.sqrt(w.y.size)


def unit_outputs(y: Array, where: str) -> list[Array]:
    """For each output of a window, an array like y (..., N, O) with 1 there and 0 elsewhere."""
    units = []
    for o in range(y.shape[-1]):
        for t in range(len(y)) if where == "every" else [None]:
            dy = np.zeros_like(y)
            dy[(t, ..., o) if t is not None else (..., o)] = 1
            units.append(dy)
    return units


def _per_restart(passes: Passes, e: Array) -> Array:
    """Residuals ([T], ..., N, O) in the order of the Jacobian's rows: output, step, window."""
    if passes.objective.where == "last":
        return e.swapaxes(-1, -2).reshape(*passes.lead, -1)
    return np.moveaxis(e, (-1, 0), (-3, -2)).reshape(*passes.lead, -1)
