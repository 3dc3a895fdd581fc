"""Training pass of the GRU, reset before; the equations stand in `core/cells/gru/before.py`.

The one matrix of a step gives r, z and x_n = W_xn x_t + b_n; W_hn reads r * h_{t-1} by itself.
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
    gates: Array  # (T, ..., 3H, N) r, z, n
    read: Array  # (T, ..., H, N) r * h_{t-1}
    da: Array  # (..., 3H, N) dL/d of a_r, a_z, a_n
    slope: Array  # (..., 2H, N) slopes of r and z
    dh: Array  # (..., H, N) dL/dh_t
    u: Array  # (..., H, N) dL/d(r * h_{t-1})
    spare: Array  # (..., H, N)


def allocate(s: Size) -> Memory:
    """Room for one pass."""
    H, T = s.H, s.T
    step = (s.empty(3 * H), s.empty(2 * H), s.empty(H), s.empty(H), s.empty(H))
    return Memory(stacked_inputs(s), s.empty(3 * H, steps=T), s.empty(H, steps=T), *step)


def forward(p: Any, m: Memory) -> None:
    """Write r, z, n, r * h_{t-1} and h_t for all t."""
    H, W = p.W_hh.shape[-1], joined(p)
    W_hn = p.W_hh[..., 2 * H :, :]
    W[..., 2 * H :, :H] = 0
    W[..., : 2 * H, :] *= 0.5  # sigmoid(a) = 0.5 + 0.5 tanh(a / 2)
    for t in range(len(m.gates)):
        gates, h_prev, h = m.gates[t], m.z[t, ..., :H, :], m.z[t + 1, ..., :H, :]
        np.matmul(W, m.z[t], out=gates)
        r_z = gates[..., : 2 * H, :]
        np.tanh(r_z, out=r_z)
        sigmoid_from_half(r_z)
        r, z, n = pieces(gates, H, 3)
        np.multiply(r, h_prev, out=m.read[t])
        np.matmul(W_hn, m.read[t], out=m.spare)
        np.add(n, m.spare, out=n)
        np.tanh(n, out=n)
        np.subtract(h_prev, n, out=h)  # h = n + z (h_prev - n)
        np.multiply(h, z, out=h)
        np.add(h, n, out=h)


def backward(p: Any, m: Memory, dh: Sequence[Array | None], outer: Outer) -> Any:
    """Gradients of the weights."""
    H = p.W_hh.shape[-1]
    W_rz_T, W_hn_T = p.W_hh[..., : 2 * H, :].mT, p.W_hh[..., 2 * H :, :].mT
    dW: Any = 0
    dW_hn: Any = 0
    m.dh.fill(0)
    for t, own in reversed(list(enumerate(dh))):
        if own is not None:
            np.add(m.dh, own, out=m.dh)
        sums_backward(m, t, H, W_hn_T)
        dW = dW + outer(m.da, m.z[t])
        dW_hn = dW_hn + outer(m.da[..., 2 * H :, :], m.read[t])
        np.multiply(m.dh, m.gates[t, ..., H : 2 * H, :], out=m.dh)
        np.multiply(m.u, m.gates[t, ..., :H, :], out=m.u)
        np.add(m.dh, m.u, out=m.dh)
        np.matmul(W_rz_T, m.da[..., : 2 * H, :], out=m.spare)
        np.add(m.dh, m.spare, out=m.dh)
    dW[..., 2 * H :, :H] = dW_hn
    return type(p)(*taken_apart(dW, H))


def sums_backward(m: Memory, t: int, H: int, W_hn_T: Array) -> None:
    """From dL/dh_t, write what arrives at the sums of step t, and u = W_hn^T da_n."""
    _, z, n = pieces(m.gates[t], H, 3)
    da_r, da_z, da_n = pieces(m.da, H, 3)
    h_prev = m.z[t, ..., :H, :]
    slope_of_tanh(n, out=da_n)
    np.subtract(1, z, out=m.spare)
    np.multiply(m.spare, m.dh, out=m.spare)
    np.multiply(da_n, m.spare, out=da_n)
    np.matmul(W_hn_T, da_n, out=m.u)
    np.multiply(m.u, h_prev, out=da_r)
    np.subtract(h_prev, n, out=da_z)
    np.multiply(da_z, m.dh, out=da_z)
    slope_of_sigmoid(m.gates[t, ..., : 2 * H, :], out=m.slope)
    d_rz = m.da[..., : 2 * H, :]
    np.multiply(d_rz, m.slope, out=d_rz)


KERNELS = {"gru_before": Kernel(allocate, forward, backward)}
