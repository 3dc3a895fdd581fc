"""Step Jacobians J_t = d(state_t) / d(state_{t-1}), their products and their spectra.

For an LSTM the state is (h, c), so S = 2H; for the others S = H. All is computed from the
cell's own `step_backward`, one row of the identity at a time, so every cell has it.
"""

from typing import Any

import numpy as np

from ..errors import RnnvizError
from ..words import _
from .arrays import Array
from .cells.cell import Cell
from .doors import door, walks, weights


@door(state=walks.any_state)
def state_vectors(state: Any) -> Array:
    """A State (h, or h and c; each (..., H)) as one array (..., S)."""
    return np.concatenate(tuple(state), axis=-1)


@door()
def as_state(cell: Cell, vectors: Array) -> Any:
    """The inverse of `state_vectors`; the last axis holds as many numbers for each field."""
    if vectors.ndim == 0 or vectors.shape[-1] % len(cell.state_fields):
        text = _("vectors has the shape {shape}; the last axis must hold {fields} of one size.")
        fields = ", ".join(cell.state_fields)
        raise RnnvizError(text.format(shape=vectors.shape, fields=fields))
    return cell.State(*np.split(vectors, len(cell.state_fields), axis=-1))


@door(p=weights.of_cell, trace=walks.one_trace)
def step_jacobians(cell: Cell, p: Any, trace: Any) -> Array:
    """J (T, S, S) along an unbatched trace: J[t] = d(state_t) / d(state_{t-1})."""
    S = trace.h.shape[-1] * len(cell.state_fields)
    rows = as_state(
        cell, np.eye(S, dtype=trace.h.dtype)[None]
    )  # row i of J_t is what e_i becomes, going back one step
    spread = type(trace)(*(field[:, None] for field in trace))
    _, d_prev = cell.step_backward(p, spread, rows)
    return state_vectors(d_prev)


@door(J="T S S")
def log10_singular_values(J: Array) -> Array:
    """log10 of the singular values of J_T ... J_{T-l+1}, for lags l = 1..T: (T, S), descending.

    The product is rescaled at every step, so that nothing under- or overflows. A singular value
    below 1e-14 of the largest is lost to rounding and returned as NaN; of a product that is zero
    or not finite all are, from that lag on.
    """
    T, S, _ = J.shape
    out = np.full((T, S), np.nan)
    P, log_scale = np.eye(S), 0.0
    for lag in range(T):
        with np.errstate(over="ignore", invalid="ignore"):
            P = P @ J[T - 1 - lag]
        size = np.abs(P).max()
        if not np.isfinite(size) or size == 0:
            return out
        P, log_scale = P / size, log_scale + np.log10(size)
        s = np.linalg.svd(P, compute_uv=False)
        sure = s > 1e-14 * s[0]
        out[lag, sure] = np.log10(s[sure]) + log_scale
    return out


@door(J="T S S")
def lyapunov_spectrum(J: Array) -> Array:
    """Finite-time Lyapunov exponents (S,), descending, in nats a step; exp gives the factor.

    Source: repeated QR of J_t Q, the average of log|diag R| (Benettin et al. 1980).
    -inf where a direction is lost for good.

    >>> lyapunov_spectrum(np.tile(np.diag([0.5, 2.0]), (10, 1, 1))).round(3)
    array([ 0.693, -0.693])
    """
    T, S, _ = J.shape
    Q, total = np.eye(S), np.zeros(S)
    with np.errstate(divide="ignore"):
        for t in range(T):
            Q, R = np.linalg.qr(J[t] @ Q)
            total += np.log(np.abs(np.diag(R)))
    return np.sort(total / T)[::-1]


@door(W="H H")
def spectral_radius(W: Array) -> float:
    """The largest modulus of the eigenvalues of W (H, H).

    >>> spectral_radius(np.array([[0.9, 10.0], [0.0, 0.9]]))
    0.9
    """
    return float(np.abs(np.linalg.eigvals(W)).max())


@door(W="H H")
def largest_singular_value(W: Array) -> float:
    """||W||_2 of W (H, H): the most that one product with it can stretch.

    >>> round(largest_singular_value(np.array([[0.9, 10.0], [0.0, 0.9]])), 2)
    10.08
    """
    return float(np.linalg.norm(W, 2))
