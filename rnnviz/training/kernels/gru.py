"""Training pass of the GRU, reset after; the equations stand in `core/cells/gru/after.py`.

The sums are stacked r, z, q, x_n: x_n = W_xn x_t + b_n reads no state and q = W_hn h_{t-1} + b_hn
no input, so the one matrix of a step has blocks of zeros there.
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
)


class Memory(NamedTuple):
    """What one pass writes."""

    z: Array  # (T+1, ..., H+1+I, N) h_{t-1}, 1, x_t
    gates: Array  # (T, ..., 4H, N) r, z, q, n
    d: Array  # (..., 4H, N) dL/d of a_r, a_z, q, a_n
    slope: Array  # (..., 2H, N) slopes of r and z
    dh: Array  # (..., H, N) dL/dh_t
    spare: Array  # (..., H, N)


def allocate(s: Size) -> Memory:
    """Room for one pass."""
    H = s.H
    step = (s.empty(4 * H), s.empty(2 * H), s.empty(H), s.empty(H))
    return Memory(stacked_inputs(s), s.empty(4 * H, steps=s.T), *step)


def matrix(p: Any) -> Array:
    """[W_hh b_h W_xh] with rows r, z, q, x_n, (..., 4H, H+1+I)."""
    H, W = p.W_hh.shape[-1], joined(p)
    r_z, x_n = W[..., : 2 * H, :], W[..., 2 * H :, :].copy()
    q = np.zeros_like(x_n)
    x_n[..., :H] = 0
    q[..., :H], q[..., H] = p.W_hh[..., 2 * H :, :], p.b_hn
    return np.concatenate([r_z, q, x_n], axis=-2)


def gradients(p: Any, dW: Array) -> Any:
    """The Params of gradients from dL/d of `matrix`."""
    H = p.W_hh.shape[-1]
    x_rows = np.concatenate([dW[..., : 2 * H, H:], dW[..., 3 * H :, H:]], axis=-2)
    q = dW[..., 2 * H : 3 * H, H]
    return type(p)(x_rows[..., 1:], dW[..., : 3 * H, :H], x_rows[..., 0], q)


def forward(p: Any, m: Memory) -> None:
    """Write r, z, q, n and h_t for all t."""
    H, W = p.W_hh.shape[-1], matrix(p)
    W[..., : 2 * H, :] *= 0.5  # sigmoid(a) = 0.5 + 0.5 tanh(a / 2)
    for t in range(len(m.gates)):
        gates, h = m.gates[t], m.z[t + 1, ..., :H, :]
        np.matmul(W, m.z[t], out=gates)
        r_z = gates[..., : 2 * H, :]
        np.tanh(r_z, out=r_z)
        sigmoid_from_half(r_z)
        r, z, q, n = pieces(gates, H, 4)
        np.multiply(r, q, out=m.spare)
        np.add(n, m.spare, out=n)
        np.tanh(n, out=n)
        np.subtract(m.z[t, ..., :H, :], n, out=h)  # h = n + z (h_prev - n)
        np.multiply(h, z, out=h)
        np.add(h, n, out=h)


def backward(p: Any, m: Memory, dh: Sequence[Array | None], outer: Outer) -> Any:
    """Gradients of the weights."""
    H, W_T = p.W_hh.shape[-1], p.W_hh.mT
    dW: Any = 0
    m.dh.fill(0)
    for t, own in reversed(list(enumerate(dh))):
        if own is not None:
            np.add(m.dh, own, out=m.dh)
        sums_backward(m, t, H)
        dW = dW + outer(m.d, m.z[t])
        np.matmul(W_T, m.d[..., : 3 * H, :], out=m.spare)
        np.multiply(m.dh, m.gates[t, ..., H : 2 * H, :], out=m.dh)
        np.add(m.dh, m.spare, out=m.dh)
    return gradients(p, dW)


def sums_backward(m: Memory, t: int, H: int) -> None:
    """From dL/dh_t, write what arrives at the sums of step t."""
    r, z, q, n = pieces(m.gates[t], H, 4)
    da_r, da_z, dq, da_n = pieces(m.d, H, 4)
    slope_of_tanh(n, out=da_n)
    np.subtract(1, z, out=m.spare)
    np.multiply(m.spare, m.dh, out=m.spare)
    np.multiply(da_n, m.spare, out=da_n)
    np.multiply(da_n, q, out=da_r)
    np.multiply(da_n, r, out=dq)
    np.subtract(m.z[t, ..., :H, :], n, out=da_z)
    np.multiply(da_z, m.dh, out=da_z)
    slope_of_sigmoid(m.gates[t, ..., : 2 * H, :], out=m.slope)
    d_rz = m.d[..., : 2 * H, :]
    np.multiply(d_rz, m.slope, out=d_rz)


KERNELS = {"gru": Kernel(allocate, forward, backward)}
