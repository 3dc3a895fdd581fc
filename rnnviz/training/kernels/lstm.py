"""Training pass of the LSTM; the equations stand in `core/cells/lstm/standard.py`.

Inside, the gates are stacked i, f, o, g, so that the three sigmoids are one piece.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.training.kernels.kernel import (
    Kernel,
    Outer,
    Size,
    joined,
    pieces,
    sigmoid_from_half,
    slope_of_sigmoid,
    slope_of_tanh,
    stacked_inputs,
    taken_apart,
)


class Memory(NamedTuple):
    """What one pass writes."""

    z: Array  # (T+1, ..., H+1+I, N) h_{t-1}, 1, x_t
    gates: Array  # (T, ..., 4H, N) i, f, o, g
    c: Array  # (T+1, ..., H, N) c_{t-1}
    tanh_c: Array  # (T, ..., H, N)
    da: Array  # (..., 4H, N) dL/da_t
    slope: Array  # (..., 4H, N) slopes of the gates
    dh: Array  # (..., H, N) dL/dh_t
    dc: Array  # (..., H, N) dL/dc_t
    spare: Array  # (..., H, N)


def allocate(s: Size) -> Memory:
    """Room for one pass."""
    H, T = s.H, s.T
    c = s.empty(H, steps=T + 1)
    step = (s.empty(4 * H), s.empty(4 * H), s.empty(H), s.empty(H), s.empty(H))
    return Memory(stacked_inputs(s), s.empty(4 * H, steps=T), c, s.empty(H, steps=T), *step)


def forward(p: Any, m: Memory) -> None:
    """Write gates, c_t, tanh c_t and h_t for all t."""
    H = p.W_hh.shape[-1]
    W = outputs_before_candidates(joined(p), H)
    W[..., : 3 * H, :] *= 0.5  # sigmoid(a) = 0.5 + 0.5 tanh(a / 2): one tanh serves all gates
    for t in range(len(m.gates)):
        gates, c, h = m.gates[t], m.c[t + 1], m.z[t + 1, ..., :H, :]
        np.matmul(W, m.z[t], out=gates)
        np.tanh(gates, out=gates)
        sigmoid_from_half(gates[..., : 3 * H, :])
        i, f, o, g = pieces(gates, H, 4)
        np.multiply(f, m.c[t], out=c)
        np.multiply(i, g, out=m.spare)
        np.add(c, m.spare, out=c)
        np.tanh(c, out=m.tanh_c[t])
        np.multiply(o, m.tanh_c[t], out=h)


def backward(p: Any, m: Memory, dh: Sequence[Array | None], outer: Outer) -> Any:
    """Gradients of the weights."""
    H = p.W_hh.shape[-1]
    W_T = outputs_before_candidates(p.W_hh, H).mT
    dW: Any = 0
    m.dh.fill(0)
    m.dc.fill(0)
    for t, own in reversed(list(enumerate(dh))):
        if own is not None:
            np.add(m.dh, own, out=m.dh)
        sums_backward(m, t, H)
        dW = dW + outer(m.da, m.z[t])
        np.matmul(W_T, m.da, out=m.dh)
        np.multiply(m.dc, m.gates[t, ..., H : 2 * H, :], out=m.dc)
    return type(p)(*taken_apart(outputs_before_candidates(dW, H), H))


def sums_backward(m: Memory, t: int, H: int) -> None:
    """From dL/dh_t and dL/dc_t, write dL/da_t; dL/dc_t becomes the total one."""
    i, _, o, g = pieces(m.gates[t], H, 4)
    da_i, da_f, da_o, da_g = pieces(m.da, H, 4)
    slope_of_sigmoid(m.gates[t, ..., : 3 * H, :], out=m.slope[..., : 3 * H, :])
    slope_of_tanh(g, out=m.slope[..., 3 * H :, :])
    slope_of_tanh(m.tanh_c[t], out=m.spare)
    np.multiply(m.spare, o, out=m.spare)
    np.multiply(m.spare, m.dh, out=m.spare)
    np.add(m.dc, m.spare, out=m.dc)
    np.multiply(m.dc, g, out=da_i)
    np.multiply(m.dc, m.c[t], out=da_f)
    np.multiply(m.dh, m.tanh_c[t], out=da_o)
    np.multiply(m.dc, i, out=da_g)
    np.multiply(m.da, m.slope, out=m.da)


def outputs_before_candidates(W: Array, H: int) -> Array:
    """Rows i, f, g, o as i, f, o, g, and the same back: W (..., 4H, K)."""
    i_f, g, o = W[..., : 2 * H, :], W[..., 2 * H : 3 * H, :], W[..., 3 * H :, :]
    return np.concatenate([i_f, o, g], axis=-2)


KERNELS = {"lstm": Kernel(allocate, forward, backward)}
